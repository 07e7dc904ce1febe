// Documents: a head, entries and a tail, each rendered alone, put together without another look.

import { atom } from './atom.ts'
import type { WritableFeed } from './feed.ts'
import type { Item } from './item.ts'
import { json } from './json.ts'
import type { Format } from './paths.ts'
import { rss } from './rss.ts'
import { type EntryContext, entryContext, type FeedWriter } from './writer.ts'

export const WRITERS: Record<Format, FeedWriter> = { rss, atom, json }

/** An entry alone, as it stands in the document of every feed that gives it the same context. */
export function entryBytes(format: Format, item: Item, context: EntryContext): Uint8Array {
  return WRITERS[format].entry(item, context)
}

/** The document of a feed with these entries, which are copied as they are, and not its items. */
export function documentBytes(
  format: Format,
  feed: WritableFeed,
  entries: readonly Uint8Array[],
): Uint8Array {
  const writer = WRITERS[format]
  const separated = entries.flatMap((entry, index) =>
    index === 0 ? [entry] : [writer.between, entry],
  )
  return joined([writer.head(feed), ...separated, writer.tail(feed)])
}

/** The document of a feed with its own items. */
export function feedBytes(format: Format, feed: WritableFeed): Uint8Array {
  const context = entryContext(feed)
  const entries = feed.items.map((item) => entryBytes(format, item, context))
  return documentBytes(format, feed, entries)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let length = 0
  for (const piece of pieces) {
    bytes.set(piece, length)
    length += piece.length
  }
  return bytes
}
