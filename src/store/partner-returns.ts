// Which articles of a partner's document it was given back after they were taken, and when.

import { BEGIN_PROGRESS, GIVE_BACK, type Progress } from './partner-deliveries.ts'

export const RETURNED = `
  SELECT d.article, d.returned, d.taken FROM json_each(?2) j CROSS JOIN partner_deliveries d
  WHERE d.partner = ?1 AND d.article = j.value AND coalesce(d.taken, d.returned) IS NOT NULL`

/**
 * When a partner was given back the articles of a document, ms since 1970, by their numbers; without
 * those that were never taken back. What is taken back still is given back now, for every isolate.
 *
 * @param progress what is to be looked through again, since another isolate may have found otherwise
 * @param now ms since 1970
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
