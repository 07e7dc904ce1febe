// JSON Feed 1.1, with direction as an extension.

import type { Author } from 'feed'
import { encodedAddress } from '../text/address.ts'
import { allowed } from '../text/characters.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import type { WritableFeed } from './feed.ts'
import { type Item, shown } from './item.ts'
import { enclosuresOf, imageOf } from './media.ts'

const VERSION = 'https://jsonfeed.org/version/1.1'

const ABOUT =
  'direction: base direction, rtl or ltr, of the texts of the feed, or of an item where its own ' +
  'is another. source, credit: where an item came from.'

/** The whole document. Strings are free of the characters that the XML formats cannot hold. */
export function writeJson(feed: WritableFeed): string {
  const { options, marks, direction } = feed
  const text = { direction, marks }
  return JSON.stringify(
    {
      version: VERSION,
      title: shown(options.title, text),
      home_page_url: address(options.link),
      feed_url: address(options.feedLinks?.json),
      description: options.description && shown(options.description, text),
      next_url: address(options.next?.json),
      icon: address(options.image),
      favicon: address(options.favicon),
      authors: options.author && [author(options.author)],
      language: options.language,
      hubs: options.hub ? [{ type: 'WebSub', url: address(options.hub) }] : undefined,
      _khulasa: { about: ABOUT, direction },
      items: feed.items.map((each) => item(each, feed)),
    },
    (_, value: unknown) => (typeof value === 'string' ? allowed(value) : value),
  )
}

function address(given: string | undefined): string | undefined {
  return given ? encodedAddress(given) : undefined
}

function item(each: Item, feed: WritableFeed) {
  const { id, link, title, summary, content, description, language, published, date } = each
  const text = { direction: each.direction, marks: feed.marks }
  const image = imageOf(each)?.url
  const plain = summary && shown(summary, text)
  const html = content || (summary === undefined ? description : undefined)
  return {
    id: id ?? link,
    url: address(link),
    title: shown(title, text),
    // One of the two has to be there.
    content_html: html || undefined,
    content_text: html ? undefined : (plain ?? ''),
    summary: plain,
    image,
    banner_image: image,
    date_published: published && rfc3339(published),
    date_modified: rfc3339(date),
    authors: some(each.author?.map(author)),
    tags: some(each.category?.flatMap(({ name, term }) => name ?? term ?? [])),
    language: language === feed.options.language ? undefined : language,
    attachments: attachments(each),
    _khulasa: extension(each, feed),
  }
}

function author({ name, link, avatar }: Author) {
  return { name, url: address(link), avatar: address(avatar) }
}

function attachments(each: Item) {
  const all = enclosuresOf(each).flatMap(({ url, type, title, length, duration }) =>
    type
      ? [{ url, mime_type: type, title, size_in_bytes: length, duration_in_seconds: duration }]
      : [],
  )
  return some(all)
}

function some<T>(all: T[] | undefined): T[] | undefined {
  return all?.length ? all : undefined
}

function extension({ direction, source, credit }: Item, feed: WritableFeed) {
  const differs = direction !== feed.direction ? direction : undefined
  return differs || source || credit ? { direction: differs, source, credit } : undefined
}
