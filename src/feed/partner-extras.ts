// What profiles add to RSS, by the name of the element.

import type { Extension } from 'feed'
import type { Article } from '../article/article.ts'
import type { FeedExtra, ItemExtra } from '../article/profile.ts'
import { encodedAddress } from '../text/address.ts'
import { rfc3339, rfc822 } from '../text/wire-dates.ts'
import type { Recipient } from './partner-form.ts'

/** In the notation of xml-js; nothing where there is nothing to say. */
type Content = Record<string, unknown> | string | undefined

type OfFeed = (to: Recipient, updated: Date | undefined) => Content

const OF_FEEDS: Record<Exclude<FeedExtra, 'hub'>, OfFeed> = {
  pubDate: (_, updated) => updated && rfc822(updated),
  'snf:logo': (to) => addressed('url', logoOf(to)),
  'snf:darkModeLogo': ({ partner }) => addressed('url', partner.look.darkLogo),
  'webfeeds:cover': ({ partner }) => attribute('image', partner.look.cover),
  'webfeeds:icon': ({ partner, publication }) => address(partner.look.icon ?? publication.icon),
  'webfeeds:logo': (to) => address(logoOf(to)),
  'webfeeds:accentColor': ({ partner }) => partner.look.accent,
  'webfeeds:related': () => ({ _attributes: { layout: 'card', target: 'browser' } }),
}

const OF_ITEMS: Record<ItemExtra, (article: Article, to: Recipient) => Content> = {
  'dcterms:modified': ({ updated }) => rfc3339(new Date(updated)),
  'media:status': () => ({ _attributes: { state: 'active' }, _text: 'active' }),
  'snf:analytics': (_, { partner }) => partner.analytics && { _cdata: partner.analytics },
}

/**
 * The elements that the profile adds to the channel.
 *
 * @param updated the newest moment that the document has to show
 */
export function feedExtras(to: Recipient, updated: Date | undefined): Extension[] {
  return to.profile.feed.extras.flatMap((name) =>
    name === 'hub' ? [] : extension(name, OF_FEEDS[name](to, updated)),
  )
}

/** The elements that the profile adds to an item. */
export function itemExtras(article: Article, to: Recipient): Extension[] {
  return to.profile.item.extras.flatMap((name) => extension(name, OF_ITEMS[name](article, to)))
}

function extension(name: string, content: Content): Extension[] {
  if (content === undefined) return []
  const objects = typeof content === 'string' ? { _text: content } : content
  return [{ name, objects }]
}

function logoOf({ partner, publication }: Recipient): string | undefined {
  return partner.look.logo ?? publication.image
}

function address(given: string | undefined): Content {
  return given && encodedAddress(given)
}

function addressed(child: string, given: string | undefined): Content {
  return given && { [child]: { _text: encodedAddress(given) } }
}

function attribute(name: string, given: string | undefined): Content {
  return given && { _attributes: { [name]: encodedAddress(given) } }
}
