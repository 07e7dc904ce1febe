// What partners may have no longer is taken back, and given back when they may have it again; and when
// that was.

import {
  BEGIN_PROGRESS,
  type Progress,
  PUT_PROGRESS,
  stillUnder,
  UNDER,
} from './partner-progress.ts'

// Each date is newer, as far as wire formats show it, than what the partner heard before.
export const TAKE_BACK = `
  UPDATE partner_deliveries SET taken = ?3,
    removed = max(j.value ->> 1, seen, max(coalesce(sent, 0), coalesce(returned, 0)) + 1000)
  FROM json_each(?2) j
  WHERE partner = ?1 AND taken IS NULL AND article = j.value ->> 0`

/** What is set where a partner may have an article again; `?3` is now. */
export const GIVEN_BACK = `taken = NULL, removed = NULL,
    returned = iif(taken IS NULL, returned, max(?3, coalesce(removed, taken) + 1000))`

export const GIVE_BACK = `
  UPDATE partner_deliveries SET ${GIVEN_BACK}
  WHERE partner = ?1 AND article IN (SELECT value FROM json_each(?2))`

/** An article, and the moment at which it could be had no longer, ms since 1970. */
export type Removed = [article: number, moment: number]

/** What looking through what was delivered came to. */
export interface Outcome {
  /** Articles that may be had no longer. */
  taken: Removed[]
  /** Numbers of articles that may be had again. */
  back: number[]
  progress: Progress
}

/**
 * Keeps it, unless others have looked meanwhile under other terms.
 *
 * @param read the terms of the progress as it was read
 * @param now ms since 1970
 * @throws what `isLost` knows where they have
 */
export async function writeOutcome(
  db: D1Database,
  partner: string,
  { taken, back, progress }: Outcome,
  read: string,
  now: number,
): Promise<void> {
  const { change, terms, after } = progress
  await db.batch([
    stillUnder(db, partner, terms.replace(UNDER, ''), read),
    ...(taken.length > 0 ? [db.prepare(TAKE_BACK).bind(partner, JSON.stringify(taken), now)] : []),
    ...(back.length > 0 ? [db.prepare(GIVE_BACK).bind(partner, JSON.stringify(back), now)] : []),
    db.prepare(PUT_PROGRESS).bind(partner, change, terms, after),
  ])
}

export const RETURNED = `
  SELECT d.article, d.returned, d.taken FROM json_each(?2) j CROSS JOIN partner_deliveries d
  WHERE d.partner = ?1 AND d.article = j.value AND coalesce(d.taken, d.returned) IS NOT NULL`

/**
 * When a partner was given back the articles of a document, ms since 1970, by their numbers; without
 * those that were never taken back. What is taken back still is given back now, for every isolate.
 *
 * @param progress what is to be looked through again, since another isolate may have found otherwise
 * @param now ms since 1970
 * @throws what `isLost` knows where others have looked meanwhile under other terms
 */
export async function readReturned(
  db: D1Database,
  partner: string,
  articles: number[],
  { change, terms }: Pick<Progress, 'change' | 'terms'>,
  now: number,
): Promise<Map<number, number>> {
  if (articles.length === 0) return new Map()
  const read = db.prepare(RETURNED).bind(partner, JSON.stringify(articles))
  const known = (await read.all<ReturnedRow>()).results
  const taken = known.filter((row) => row.taken !== null).map(({ article }) => article)
  if (taken.length === 0) return returnedOf(known)
  const results = await db.batch<ReturnedRow>([
    stillUnder(db, partner, terms),
    db.prepare(GIVE_BACK).bind(partner, JSON.stringify(taken), now),
    db.prepare(BEGIN_PROGRESS).bind(partner, change, terms),
    read,
  ])
  return returnedOf(results.at(-1)?.results ?? [])
}

interface ReturnedRow {
  article: number
  returned: number | null
  taken: number | null
}

function returnedOf(rows: ReturnedRow[]): Map<number, number> {
  return new Map(rows.flatMap(({ article, returned }) => (returned ? [[article, returned]] : [])))
}
