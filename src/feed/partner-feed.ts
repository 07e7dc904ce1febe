// Partners' RSS, Atom and JSON Feed: as everybody's, with what the profile adds.

import type { Article } from '../article/article.ts'
import { TTL } from './compose.ts'
import { composeItem } from './compose-item.ts'
import { WRITERS } from './document.ts'
import { Feed } from './feed.ts'
import type { Format } from './formats.ts'
import type { Item, Removed } from './item.ts'
import { feedExtras, itemExtras } from './partner-extras.ts'
import { feedLanguage, type PartnerForm, type Recipient, type Taken } from './partner-form.ts'
import { removalItem } from './partner-removal.ts'
import { feedPath } from './paths.ts'
import { type EntryContext, entryContext } from './writer.ts'

/** A form whose documents are feeds. */
export function partnerFeed(format: Format): PartnerForm {
  const writer = WRITERS[format]
  return {
    entry: (article, to) => writer.entry(partnerItem(article, to), context(to)),
    removal(taken, to) {
      const item = removalItem(taken, to.profile.removal)
      return item && writer.entry(item, context(to))
    },
    frame(taken, to, updated) {
      const removed = to.profile.removal === 'tombstone' ? taken.map(tombstone) : undefined
      const feed = composed(to, { updated, removed })
      return { head: writer.head(feed), between: writer.between, tail: writer.tail(feed) }
    },
  }
}

function partnerItem(article: Article, to: Recipient): Item {
  const item = composeItem(article, to.publication, { address: to.address, content: 'full' })
  return Object.assign(item, { extensions: itemExtras(article, to) })
}

// What the entries of a feed stand in takes longer to find out than a short entry to write.
const contexts = new WeakMap<Recipient, EntryContext>()

function context(to: Recipient): EntryContext {
  const known = contexts.get(to)
  if (known) return known
  const around = entryContext(composed(to, {}))
  const found = to.profile.saysLanguage ? { ...around, language: undefined } : around
  contexts.set(to, found)
  return found
}

// Without an address of its own, which may hold the key.
function composed(to: Recipient, of: { updated?: Date; removed?: Removed[] }): Feed {
  const { publication, partner, profile } = to
  const { title, description, home, language, direction, marks, licence } = publication
  const terms = partner.licence ?? licence
  const own = feedLanguage(to)
  const hub = profile.feed.extras.includes('hub') ? publication.hub : undefined
  const feed = new Feed({
    id: `${publication.id}/partners/${partner.id}`,
    tag: publication.id,
    title,
    description,
    link: home,
    language: own,
    direction: own === language ? direction : undefined,
    wording: { language, direction },
    marks,
    ttl: TTL,
    hub,
    // What the hub tells of. Without it, a subscriber names the address that it polled (WebSub §4).
    feedLinks: hub ? { rss: to.address + feedPath('all', '', 'rss') } : undefined,
    author: { name: title, link: home },
    copyright: terms?.name,
    licence: terms?.url,
    image: partner.look.logo ?? publication.image,
    favicon: partner.look.icon ?? publication.icon,
    namespaces: { ...profile.namespaces },
    prefixes: Object.keys(profile.namespaces),
    ...of,
  })
  feed.extensions.push(...feedExtras(to, of.updated))
  return feed
}

function tombstone({ id, removed }: Taken): Removed {
  return { id, when: removed }
}
