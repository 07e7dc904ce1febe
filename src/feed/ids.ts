// Identities of entries and feeds.

import { encodedAddress } from '../text/address.ts'
import type { FeedOptions, Item } from './item.ts'

// RFC 3987 §2.2, without white space and the bidirectional controls that its §4.1 forbids.
const IRI =
  /^[A-Za-z][A-Za-z0-9+.-]*:(?:%[0-9A-Fa-f]{2}|(?![\s\u200e\u200f\u202a-\u202e])[\w\-.~:/?#@!$&'()*+,;=[\]\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\u{10000}-\u{efffd}])+$/u

/**
 * The Atom id of an entry (RFC 4287 §4.2.6 wants an IRI): the id itself where it is one, else one
 * made from it and the `tag:` URI (RFC 4151) of the publication. RSS and JSON Feed keep the id.
 *
 * @example atomId('2026-08-22-خبر', 'tag:news.example,2026:feeds')
 * // 'tag:news.example,2026:feeds/articles/2026-08-22-%D8%AE%D8%A8%D8%B1'
 */
export function atomId(id: string, tag: string): string {
  return IRI.test(id) ? id : `${tag}/articles/${encodeURIComponent(id.toWellFormed())}`
}

/**
 * What an item is known by in Atom and JSON Feed: its id, else its address, as in the Atom of
 * `feed`; where it has neither, its guid, and at last its title. RSS has the guid first (`guid` in rss.ts), as there.
 */
export function identity({
  id,
  guid,
  link,
  title,
}: Partial<Pick<Item, 'id' | 'guid' | 'link' | 'title'>>): string {
  return id || (!link && guid) || (link ? encodedAddress(link) : (title ?? ''))
}

/**
 * The Atom id of a feed: the one given where it is an IRI, else one made from it; where none is
 * given, the address of its home page or its own.
 */
export function feedId(options: FeedOptions): string {
  const { id, title } = options
  if (id && IRI.test(id)) return id
  const address = addressOf(options)
  if (!id && address) return encodedAddress(address)
  return `${tagOf(options)}/${encodeURIComponent((id || title).toWellFormed())}`
}

/**
 * When the host was its publisher's (RFC 4151 §2.1 wants a day or a year on which it was). The same
 * for ever: with the year of a clock, every id would be another on New Year's Day. Who has the host
 * from a later owner gives a `tag` of their own.
 */
const HELD = '2026'

/** The `tag:` URI that ids are made with: the one given, else one of the feed's host. */
export function tagOf(options: FeedOptions): string {
  if (options.tag) return options.tag
  const address = addressOf(options)
  return `tag:${address ? new URL(address).hostname : 'khulasa.invalid'},${HELD}:feeds`
}

function addressOf({ link, feed, feedLinks }: FeedOptions): string | undefined {
  return link || feed || feedLinks?.atom
}
