// JSON Feed 1.1, with direction as an extension.

import type { Author, Category } from 'feed'
import { encodedAddress } from '../text/address.ts'
import { allowed } from '../text/characters.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { descriptionOf } from './description.ts'
import { jsonMembers } from './extensions.ts'
import type { WritableFeed } from './feed.ts'
import { identity } from './ids.ts'
import { type Shown, type Item, nonblank, shown, shownText, some } from './item.ts'
import { enclosuresOf, imageOf } from './media.ts'
import { nameOf } from './people.ts'
import type { Piece } from './utf8.ts'
import type { EntryContext, FeedWriter } from './writer.ts'

const VERSION = 'https://jsonfeed.org/version/1.1'

const ABOUT =
  'direction: base direction, rtl or ltr, of the texts of the feed, or of an item where its own ' +
  'is another. source, credit: where an item came from. correction: what was wrong in it before.'

/** A whole document of JSON Feed. */
export const json: FeedWriter = {
  // The items are its last member.
  head: (feed) => text(`${cleanJson(head(feed)).slice(0, -1)},"items":[`),
  entry: (each, context) => text(cleanJson(item(each, context))),
  between: text(','),
  tail: () => text(']}'),
}

function text(json: string): Piece {
  return { writeTo: (to) => to.add(json) }
}

// What JSON.stringify makes of characters that are forbidden; of some others too.
const SUSPECT = ['\\u', '\\b', '\\f', '\ufffe', '\uffff']

/** JSON that is free of the characters that the XML formats cannot hold. */
export function cleanJson(value: object): string {
  const written = JSON.stringify(value)
  // A function that looks at each string makes it several times as slow (npm run bench).
  if (!SUSPECT.some((each) => written.includes(each))) return written
  const clean = (_: string, each: unknown) => (typeof each === 'string' ? allowed(each) : each)
  // Names of members are no values that the function would see.
  return allowed(JSON.stringify(value, clean))
}

function head(feed: WritableFeed) {
  const { options, marks, direction } = feed
  const text = { direction: feed.wordingDirection, marks }
  return {
    version: VERSION,
    title: shown(options.title, text),
    home_page_url: address(options.link),
    feed_url: address(options.feedLinks?.json),
    description: shownText(options.description, text),
    next_url: address((options.next ?? options.prevArchive)?.json),
    icon: address(options.image),
    favicon: address(options.favicon),
    authors: some(authors([options.author])),
    language: options.language,
    hubs: options.hub ? [{ type: 'WebSub', url: address(options.hub) }] : undefined,
    ...jsonMembers(feed.extensions),
    _khulasa: { about: ABOUT, direction },
  }
}

function address(given: string | undefined): string | undefined {
  return given ? encodedAddress(given) : undefined
}

function item(each: Item, context: EntryContext) {
  const { link, title, summary, language, published, date } = each
  const text = { direction: each.direction, marks: context.marks }
  const image = imageOf(each)?.url
  const summed = shownText(summary, text)
  const html = each.content || descriptionOf(each, context.marks)
  const modified = rfc3339(date)
  return {
    id: identity(each),
    url: address(link),
    title: shownText(title, text),
    // One of the two has to be there.
    content_html: html || undefined,
    content_text: html ? undefined : (summed ?? ''),
    summary: summed,
    image,
    banner_image: image,
    date_published: published && (isSame(published, date) ? modified : rfc3339(published)),
    date_modified: modified,
    authors: some(authors(each.author)),
    tags: some(each.category?.map(tag).filter((name) => name !== undefined)),
    language: language === context.language ? undefined : language,
    attachments: attachments(each, text),
    ...jsonMembers(each.extensions),
    _khulasa: extension(each, context, text),
  }
}

// Most items have one moment, and to write a second one takes as long as all else that is short.
function isSame(one: Date, other: Date): boolean {
  return one.getTime() === other.getTime()
}

/** Those of whom there is something to say. */
function authors(all: (Author | undefined)[] = []) {
  return all.flatMap((each = {}) => {
    const name = nameOf(each)
    const { link, avatar } = each
    return name || link || avatar ? [{ name, url: address(link), avatar: address(avatar) }] : []
  })
}

function tag({ name, term }: Category): string | undefined {
  return nonblank(name) ?? nonblank(term)
}

function attachments(each: Item, how: Shown) {
  const all = enclosuresOf(each).map(({ url, type, title, length, duration }) => ({
    url,
    mime_type: type,
    title: shownText(title, how),
    size_in_bytes: length,
    duration_in_seconds: duration,
  }))
  return some(all)
}

function extension(each: Item, context: EntryContext, how: Shown) {
  const { direction, source, credit } = each
  const differs = direction !== context.direction ? direction : undefined
  const correction = shownText(each.correction, how)
  const members = { direction: differs, source, credit, correction }
  return Object.values(members).some(Boolean) ? members : undefined
}
