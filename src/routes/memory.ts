// What an isolate knows: the states of feeds, documents and entries as bytes. Bounded, and never
// more than a copy of what the store says.

import { ByteCache } from '../http/byte-cache.ts'
import { LONGEST } from '../http/patience.ts'
import { Recent } from '../http/recent.ts'
import type { DocumentHeaders } from './feed-headers.ts'
import type { FeedState, KnownPublication } from '../store/selection.ts'
import { KnownKeys } from './known-keys.ts'
import type { PartnerState } from './partner-state.ts'
import { PollCounts } from './poll-counts.ts'

/** An entry as it stands in documents. */
export interface RenderedEntry {
  bytes: Uint8Array
  /** The newest moment that it has to show, ms since 1970. */
  updated: number
}

/** A document that was current. */
export interface Served {
  state: FeedState
  etag: string
  /** When it last was, ms since 1970. */
  at: number
}

const MEGABYTE = 1024 * 1024
// A third of what an isolate has.
const DOCUMENTS = 24 * MEGABYTE
const PASSING = 4 * MEGABYTE
const ENTRIES = 16 * MEGABYTE
const STATES = 4 * MEGABYTE
// Five thousand that take fifty articles each.
const PARTNERS = 18 * MEGABYTE
const MOST_NAMES = 1000
// Names and numbers of a feed; the publication is the same for all.
const STATE = 800
// Two, and one for each coding; fifteen headers in each.
const DOCUMENT_HEADERS = 8000

// Numbers of an article, and what there is besides. Of what does not change as long as it is kept: what
// was delivered meanwhile would else be taken off less than it was put on.
function partnerStateSize({ entries, refused, taken, places }: PartnerState): number {
  return 800 + 50 * (entries.length + refused.length + places.length) + 600 * taken.length
}

/** How long, in ms, what was read before stands in for what cannot be read. */
export const STALE = 5 * 60_000
/** How long, in ms, an answer of the store is waited for when something can stand in. */
export const ANSWER = 1000

/** The memory of one isolate. */
export class Memory {
  /** By kind and slug, as asked for. */
  readonly states = new Recent<FeedState | undefined>(
    { fresh: 2000, stale: STALE, answer: ANSWER, longest: LONGEST },
    // Of a feed that is not there, nobody knows when it will be.
    (state) => (state ? state.next : 0),
    STATES,
    () => STATE,
  )
  /** By feed, validator, address and coding. */
  readonly documents = new ByteCache<Uint8Array>(DOCUMENTS, ({ length }) => length)
  /** Those of which clients can make up as many names as they like: deltas, pages of a feed. */
  readonly passing = new ByteCache<Uint8Array>(PASSING, ({ length }) => length)
  /** By the same as documents, but for the coding. */
  readonly headers = new ByteCache<DocumentHeaders>(STATES, () => DOCUMENT_HEADERS)
  /** By what their bytes depend on, article and version. */
  readonly entries = new ByteCache<RenderedEntry>(ENTRIES, ({ bytes }) => bytes.length)
  /** By address: what was served last. */
  readonly served = new ByteCache<Served>(STATES, () => STATE)
  readonly keys = new KnownKeys()
  /** By partner and file. */
  readonly partners = new ByteCache<PartnerState>(PARTNERS, partnerStateSize)
  readonly polls = new PollCounts()
  publication: KnownPublication | undefined
  #names = new Map<string, number>()
  #named = 0

  /** A short name for a long text: the same, as long as the entries are kept that have it. */
  nameOf(text: string): number {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    if (this.#names.size === MOST_NAMES) {
      this.#names = new Map()
      this.entries.clear()
    }
    // Never one that was given before: an entry may still be on its way to be kept under it.
    this.#named += 1
    this.#names.set(text, this.#named)
    return this.#named
  }

  /** Something has been written: no state is true any more, and none may stand in. */
  forget(): void {
    this.states.forget()
    this.served.clear()
    this.keys.forget()
  }

  /** Something may have been written: no state counts before it is read again, if it can be. */
  doubt(): void {
    this.states.doubt()
    this.keys.doubt()
  }
}
