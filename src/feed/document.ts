// Documents: a head, entries and a tail, each rendered alone, put together without another look.

import { atom } from './atom.ts'
import type { WritableFeed } from './feed.ts'
import type { Item } from './item.ts'
import { json } from './json.ts'
import type { Format } from './formats.ts'
import { rss } from './rss.ts'
import { bytesOf, copied, type Piece } from './utf8.ts'
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
  return bytesOf(pieces(WRITERS[format], feed, entries, copied))
}

/** The document of a feed with its own items. */
export function feedBytes(format: Format, feed: WritableFeed): Uint8Array {
  const writer = WRITERS[format]
  const context = entryContext(feed)
  return bytesOf(pieces(writer, feed, feed.items, (item) => writer.entry(item, context)))
}

// One at a time, so that none waits for the others in memory to be written.
function* pieces<T>(
  writer: FeedWriter,
  feed: WritableFeed,
  entries: Iterable<T>,
  piece: (entry: T) => Piece,
): Generator<Piece> {
  yield writer.head(feed)
  let first = true
  for (const entry of entries) {
    if (!first) yield writer.between
    first = false
    yield piece(entry)
  }
  yield writer.tail(feed)
}
