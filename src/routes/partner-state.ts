// The state of a partner's document, as this isolate knows it: made again when anything has been
// published, the partner or the publication has changed, or a moment has come; else a poll reads
// nothing.

import { sha256 } from '../article/digest.ts'
import { weakTag } from '../http/validators.ts'
import { isLost } from '../store/in-order.ts'
import {
  readBefore,
  readUndelivered,
  type TakenBack,
  type Version,
  writeDocument,
} from '../store/partner-deliveries.ts'
import type { Progress } from '../store/partner-progress.ts'
import { readReturned } from '../store/partner-returns.ts'
import { type Places, readPlaces } from '../store/partner-selection.ts'
import type { FeedState } from '../store/selection.ts'
import type { Means } from './feed-document.ts'
import { RENDERER_VERSION } from './feed-validator.ts'
import { BehindError } from './partner-behind.ts'
import {
  type Chosen,
  choose,
  isBehind,
  type PlacedEntry,
  termsOf,
  type Wanted,
} from './partner-choice.ts'
import { removals, TOLD_FOR } from './partner-removals.ts'

/** All that is known of a document before it is made. */
export interface PartnerState extends Chosen {
  /** Where the partner's articles stand. */
  places: Places
  etag: string
  /** When the document last changed, ms since 1970. */
  changed: number
  terms: string
  /** Of the feed of everything: in another state of that, this is to be made again. */
  everything: string
  taken: TakenBack[]
  /** How many of its entries stand in the document; nothing where it was not made yet. */
  kept: number | undefined
  /** What of it the partner was not delivered yet. */
  undelivered: Version[]
  progress: Pick<Progress, 'change' | 'terms'>
}

// What is not looked through at once goes on at the next poll after these ms.
const SOON = 2000

/**
 * The state of the document.
 *
 * @param everything the feed of everything
 * @throws {BehindError} where others know newer terms
 * @throws {Problem} 503 when the store does not hold still
 * @throws what the store does when it cannot be read: nothing stands in that may not be permitted
 */
export async function partnerState(
  wanted: Wanted,
  means: Means,
  everything: FeedState,
): Promise<PartnerState> {
  const { partner, file, now } = wanted
  const { partners } = means.memory
  const name = `${partner.id} ${file.file}`
  const known = partners.get(name)
  const terms = termsOf(wanted)
  const of = nameOf(everything)
  if (known && known.terms === terms && known.everything === of && now < known.next) return known
  const earlier = known?.terms === terms ? known : undefined
  try {
    const state = { ...(await madeAgain(wanted, means, earlier)), terms, everything: of }
    partners.set(name, state)
    return state
  } catch (error) {
    throw isLost(error) ? new BehindError({ cause: error }) : error
  }
}

/** Names a state of the feed of everything, which an embargo may have begun and ended without a look. */
function nameOf({ store, change, publicationChange, newest, next }: FeedState): string {
  return `${store} ${publicationChange} ${change} ${newest} ${next ?? ''}`
}

async function madeAgain(
  wanted: Wanted,
  means: Means,
  earlier: PartnerState | undefined,
): Promise<Omit<PartnerState, 'terms' | 'everything'>> {
  const { db } = means
  const { partner, file, now } = wanted
  // First of all: what changes from here on is to be looked at again.
  const before = await readBefore(db, partner.id, file.file)
  if (before.progress && isBehind(wanted, before.progress.terms)) throw new BehindError()
  const places = await readPlaces(db, partner)
  const chosen = await choose(wanted, means, places, earlier)
  const numbers = chosen.entries.map(({ article }) => article)
  const versions = chosen.entries.map(({ article, version }): Version => [article, version])
  const { taken: all, isComplete } = await removals(wanted, means, places, before)
  const held = new Set(numbers)
  const taken = all.filter(({ article }) => !held.has(article))
  const progress = { change: before.lastChange, terms: termsOf(wanted) }
  const returned = await readReturned(db, partner.id, numbers, progress, now)
  const entries = chosen.entries.map((each) => ({ ...each, returned: returned.get(each.article) }))
  const etag = await tagOf(wanted, entries, taken)
  const kept = before.document?.etag === etag ? before.document : undefined
  const changed = kept?.changed ?? now
  if (!kept) await writeDocument(db, partner.id, file.file, { etag, changed })
  const forgotten = taken.map((each) => each.taken + TOLD_FOR)
  return {
    ...chosen,
    places,
    entries,
    etag,
    changed,
    taken,
    kept: earlier?.etag === etag ? earlier.kept : undefined,
    next: Math.min(chosen.next, ...forgotten, ...(isComplete ? [] : [now + SOON])),
    undelivered: await readUndelivered(db, partner.id, versions, now),
    progress,
  }
}

async function tagOf(wanted: Wanted, entries: PlacedEntry[], taken: TakenBack[]): Promise<string> {
  const { store, publicationChange, version, partner, file } = wanted
  const shown = entries.map((each) => [each.article, each.version, each.returned])
  const told = taken.map((each) => [each.article, each.removed, each.state])
  const hash = await sha256([shown, told])
  const parts = [RENDERER_VERSION, store, publicationChange, version, hash.slice(0, 16)]
  return weakTag([...parts, partner.profile, file.file])
}
