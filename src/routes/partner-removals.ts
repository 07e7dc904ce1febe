// What a partner was delivered and may have no longer. Looked through when something has changed: of
// what was delivered, what has changed since, and all of it, bit by bit, where the terms have.

import {
  type Before,
  type Delivered,
  readAllDeliveries,
  readChangedDeliveries,
  readTaken,
  type TakenBack,
} from '../store/partner-deliveries.ts'
import { TOLD_DAYS } from '../store/partner-polls.ts'
import { type Progress, UNDER } from '../store/partner-progress.ts'
import { type Removed, writeOutcome } from '../store/partner-returns.ts'
import { isTaken, type Places } from '../store/partner-selection.ts'
import type { Means } from './feed-document.ts'
import { entryOf, termsOf, type Wanted } from './partner-choice.ts'

/** ms for which a partner is told. */
export const TOLD_FOR = TOLD_DAYS * 24 * 60 * 60_000
// A document says all of it at each poll, however few articles it has room for then.
const MOST_TOLD = 200
// At once: each of them may have to be looked at as a document is made.
const LOOKED_AT = 50
// What is looked at again with each document, so that not every one costs a write: rows that the
// store passes over, and articles.
const PASSED_AGAIN = 500
const LOOKED_AT_AGAIN = 10

/** What was taken back, and whether all has been looked through. */
export interface Removals {
  taken: TakenBack[]
  isComplete: boolean
}

/**
 * What a partner is to be told of. What is found to be taken back now is so from now on, for every
 * isolate.
 *
 * @throws what `isLost` knows where others have looked meanwhile under other terms
 */
export async function removals(
  wanted: Wanted,
  { db }: Means,
  places: Places,
  { progress, lastChange }: Before,
): Promise<Removals> {
  const { partner, now } = wanted
  if (!progress) return { taken: [], isComplete: true }
  const feeds = places.map(([feed]) => feed)
  const looked = { partner: partner.id, feeds, now, limit: LOOKED_AT }
  const changed = await readChangedDeliveries(db, looked, progress.change, lastChange)
  const terms = termsOf(wanted)
  const after = progress.terms === terms ? undefined : continued(progress, terms)
  const others = after === undefined ? [] : await readAllDeliveries(db, looked, after)
  const all = new Map([...changed, ...others].map((each) => [each.article, each]))
  // Taken back though it may be had, or not though it may not.
  const moved = [...all.values()].filter((each) => (each.taken !== null) === mayHave(each, wanted))
  const isThrough = others.length < LOOKED_AT
  const next: Progress = {
    change: changed.length < LOOKED_AT ? lastChange : (changed.at(-1)?.change ?? lastChange),
    terms: isThrough ? terms : `${UNDER}${terms}`,
    after: isThrough ? 0 : (others.at(-1)?.article ?? 0),
  }
  const isLeft = changed.length <= LOOKED_AT_AGAIN && isNear(progress, next)
  if (moved.length > 0 || !isLeft) {
    const dateOf = ({ state, changed: moment }: Delivered) =>
      // Under the same terms, nothing but the article has changed.
      state !== 'published' || progress.terms === terms ? moment : now
    const taken = moved.flatMap((each): Removed[] =>
      each.taken === null ? [[each.article, dateOf(each)]] : [],
    )
    const back = moved.flatMap((each) => (each.taken === null ? [] : [each.article]))
    await writeOutcome(db, partner.id, { taken, back, progress: next }, progress.terms, now)
  }
  return {
    taken: await readTold(db, partner.id, now),
    isComplete: isThrough && changed.length < LOOKED_AT,
  }
}

/** The article up to which all was looked through under these terms. */
function continued(progress: Progress, terms: string): number {
  return progress.terms === `${UNDER}${terms}` ? progress.after : 0
}

function mayHave({ isThere, document }: Delivered, wanted: Wanted): boolean {
  if (!isThere || !document || !isTaken(document.language, wanted.partner)) return false
  return entryOf(document, wanted) !== undefined
}

function isNear(one: Progress, other: Progress): boolean {
  const passed = other.change - one.change
  return passed <= PASSED_AGAIN && one.terms === other.terms && one.after === other.after
}

/** What the partner is told of now, as far as that was found. */
export async function readTold(db: D1Database, partner: string, now: number): Promise<TakenBack[]> {
  const taken = await readTaken(db, partner, now - TOLD_FOR, MOST_TOLD + 1)
  if (taken.length > MOST_TOLD) {
    console.warn(`${partner} is told of the last ${MOST_TOLD} articles taken back only: call them`)
  }
  return taken.slice(0, MOST_TOLD)
}
