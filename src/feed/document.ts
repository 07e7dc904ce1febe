// Documents: a head, entries and a tail, each rendered alone, put together without another look.

import { atom } from './atom.ts'
import type { WritableFeed } from './feed.ts'
import type { Item } from './item.ts'
import { json } from './json.ts'
import type { Format } from './formats.ts'
import { rss } from './rss.ts'
import { bytesOf, joined, type Piece, separated } from './utf8.ts'
import { type EntryContext, entryContext, type FeedWriter } from './writer.ts'

export const WRITERS: Record<Format, FeedWriter> = { rss, atom, json }

/** An entry alone, as it stands in the document of every feed that gives it the same context. */
export function entryBytes(format: Format, item: Item, context: EntryContext): Uint8Array {
  return bytesOf([WRITERS[format].entry(item, context)])
}

/** The document of a feed with these entries, which are copied as they are, and not its items. */
export function documentBytes(
  format: Format,
  feed: WritableFeed,
  entries: readonly Uint8Array[],
): Uint8Array {
  const writer = WRITERS[format]
  const between = bytesOf([writer.between])
  const head = bytesOf([writer.head(feed)])
  return joined([head, ...separated(entries, between), bytesOf([writer.tail(feed)])])
}

/** The document of a feed with its own items. */
export function feedBytes(format: Format, feed: WritableFeed): Uint8Array {
  return bytesOf(pieces(WRITERS[format], feed))
}

// One at a time, so that none waits for the others in memory to be written.
function* pieces(writer: FeedWriter, feed: WritableFeed): Generator<Piece> {
  const context = entryContext(feed)
  yield writer.head(feed)
  for (const [index, item] of feed.items.entries()) {
    if (index > 0) yield writer.between
    yield writer.entry(item, context)
  }
  yield writer.tail(feed)
}
