// How partners poll their feeds: numbers by day and client, added up in one batch for many polls; and
// how many articles they were delivered.

/** The polls of a partner on a day, with one client. */
export interface PartnerPolls {
  /** Since 1970, in UTC. */
  day: number
  partner: string
  /** One of the names of readers. */
  client: string
  polls: number
  /** Those that heard that nothing is new. */
  unchanged: number
  /** Of the bodies, as they were sent. */
  bytes: number
  /** When the last of them was, ms since 1970. */
  last: number
}

/** How much a partner was delivered first on a day. */
export interface DeliveredOn {
  day: number
  articles: number
}

export const ADD_PARTNER_POLLS = `
  INSERT INTO partner_polls (day, partner, client, polls, unchanged, bytes, last)
  SELECT j.value ->> 'day', j.value ->> 'partner', j.value ->> 'client', j.value ->> 'polls',
    j.value ->> 'unchanged', j.value ->> 'bytes', j.value ->> 'last'
  FROM json_each(?1) j WHERE true
  ON CONFLICT (partner, day, client) DO UPDATE SET polls = polls + excluded.polls,
    unchanged = unchanged + excluded.unchanged, bytes = bytes + excluded.bytes,
    last = max(last, excluded.last)`

const DAY = 24 * 60 * 60_000
/** Days for which a partner is told of what it may have no longer. */
export const TOLD_DAYS = 7

export const PRUNE_PARTNER_POLLS = 'DELETE FROM partner_polls WHERE day < ?1'
export const PRUNE_DELIVERIES =
  'DELETE FROM partner_deliveries WHERE seen < ?1 AND coalesce(taken, 0) < ?1'
// The rows stay: the articles of a day are counted by them.
export const PRUNE_TOLD = `
  UPDATE partner_deliveries SET told = NULL
  WHERE taken < ?1 AND taken IS NOT NULL AND told IS NOT NULL`

/**
 * Takes out what is too old, and what was kept to be told of what was taken back.
 *
 * @param oldest the first day that is kept, since 1970
 * @param today the same
 */
export function prunePartners(
  db: D1Database,
  oldest: number,
  today: number,
): D1PreparedStatement[] {
  return [
    db.prepare(PRUNE_PARTNER_POLLS).bind(oldest),
    db.prepare(PRUNE_DELIVERIES).bind(oldest * DAY),
    db.prepare(PRUNE_TOLD).bind((today - TOLD_DAYS) * DAY),
  ]
}

export const USAGE = `
  SELECT day, partner, client, polls, unchanged, bytes, last FROM partner_polls
  WHERE partner = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day, client`

/** The polls of a partner from a day to another, both with them. */
export async function readUsage(
  db: D1Database,
  partner: string,
  from: number,
  to: number,
): Promise<PartnerPolls[]> {
  return (await db.prepare(USAGE).bind(partner, from, to).all<PartnerPolls>()).results
}

export const DELIVERED_BY_DAY = `
  SELECT j.value AS day, (SELECT count(*) FROM partner_deliveries d
    WHERE d.partner = ?1 AND d.delivered >= j.value * ${DAY}
      AND d.delivered < (j.value + 1) * ${DAY}) AS articles
  FROM json_each(?2) j`

/** How many articles a partner had first on each day from one to another, both with them. */
export async function readDeliveredByDay(
  db: D1Database,
  partner: string,
  from: number,
  to: number,
): Promise<DeliveredOn[]> {
  const days = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const statement = db.prepare(DELIVERED_BY_DAY).bind(partner, JSON.stringify(days))
  return (await statement.all<DeliveredOn>()).results.filter(({ articles }) => articles > 0)
}

export const USAGE_OF_SEVERAL = `
  SELECT p.day, p.partner, p.client, p.polls, p.unchanged, p.bytes, p.last
  FROM json_each(?1) j CROSS JOIN partner_polls p
  WHERE p.partner = j.value AND p.day >= ?2`

/** The polls of partners since a day. */
export async function readUsageOf(
  db: D1Database,
  partners: string[],
  since: number,
): Promise<PartnerPolls[]> {
  const statement = db.prepare(USAGE_OF_SEVERAL).bind(JSON.stringify(partners), since)
  return (await statement.all<PartnerPolls>()).results
}
