// What the writers of the three formats have in common: a document is a head, entries and a tail,
// and each of them is bytes.

import type { Direction, Marks } from '../text/direction.ts'
import type { WritableFeed } from './feed.ts'
import { tagOf } from './ids.ts'
import type { Item } from './item.ts'
import type { Piece } from './utf8.ts'

export interface FeedWriter {
  /** Everything in front of the first entry. */
  head(feed: WritableFeed): Piece
  /** An entry; it says what differs from what the head says of all of them. */
  entry(item: Item, context: EntryContext): Piece
  /** Between two entries. */
  between: Piece
  /** Everything after the last entry. */
  tail(feed: WritableFeed): Piece
}

/** All that the bytes of an entry depend on besides its item. */
export interface EntryContext {
  language: string | undefined
  direction: Direction | undefined
  marks: Marks
  tag: string
  isPodcast: boolean
  namespaces: Record<string, string>
}

/** What the entries of a feed stand in. */
export function entryContext({ options, direction, marks }: WritableFeed): EntryContext {
  const { language, podcast: isPodcast = false, namespaces = {} } = options
  return {
    language,
    direction,
    marks,
    // Only Atom asks for it; made of an address, which has to be one.
    get tag() {
      return tagOf(options)
    },
    isPodcast,
    namespaces,
  }
}
