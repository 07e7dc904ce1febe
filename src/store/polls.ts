// Who polls the feeds: numbers by day and reader, or partner, added up in one batch for many polls.

import { ADD_PARTNER_POLLS, type PartnerPolls, prunePartners } from './partner-polls.ts'
import { forRows } from './statements.ts'

/** The polls of a reader on a day. */
export interface Polls {
  /** Since 1970, in UTC. */
  day: number
  reader: string
  polls: number
  conditional: number
  unchanged: number
}

/** For how many people a reader says that it polls a document. */
export interface Subscribers {
  day: number
  reader: string
  /** The number of the feed. */
  feed: number
  format: string
  subscribers: number
}

/** What was counted. */
export interface Counted {
  polls: Polls[]
  subscribers: Subscribers[]
  partners: PartnerPolls[]
}

/** Days that are kept. */
export const KEPT_DAYS = 90

export const ADD_POLLS = `
  INSERT INTO polls (day, reader, polls, conditional, unchanged)
  SELECT j.value ->> 'day', j.value ->> 'reader', j.value ->> 'polls', j.value ->> 'conditional',
    j.value ->> 'unchanged'
  FROM json_each(?1) j WHERE true
  ON CONFLICT (day, reader) DO UPDATE SET polls = polls + excluded.polls,
    conditional = conditional + excluded.conditional, unchanged = unchanged + excluded.unchanged`

export const ADD_SUBSCRIBERS = `
  INSERT INTO subscribers (day, reader, feed, format, subscribers)
  SELECT j.value ->> 'day', j.value ->> 'reader', j.value ->> 'feed', j.value ->> 'format',
    j.value ->> 'subscribers'
  FROM json_each(?1) j WHERE true
  ON CONFLICT (day, reader, feed, format)
  DO UPDATE SET subscribers = max(subscribers, excluded.subscribers)`

export const PRUNE_POLLS = 'DELETE FROM polls WHERE day < ?1'
export const PRUNE_SUBSCRIBERS = 'DELETE FROM subscribers WHERE day < ?1'

/** Adds what was counted: one batch. */
export async function addPolls(db: D1Database, counted: Counted): Promise<void> {
  await db.batch([
    ...forRows(db, ADD_POLLS, counted.polls),
    ...forRows(db, ADD_SUBSCRIBERS, counted.subscribers),
    ...forRows(db, ADD_PARTNER_POLLS, counted.partners),
  ])
}

/**
 * Takes out what is too old.
 *
 * @param today since 1970, in UTC
 */
export async function prunePolls(db: D1Database, today: number): Promise<void> {
  const oldest = today - KEPT_DAYS
  await db.batch([
    db.prepare(PRUNE_POLLS).bind(oldest),
    db.prepare(PRUNE_SUBSCRIBERS).bind(oldest),
    ...prunePartners(db, oldest, today),
  ])
}

export const POLLS_SINCE = `
  SELECT day, reader, polls, conditional, unchanged FROM polls
  WHERE day >= ?1 ORDER BY day, reader`

// What it says of each document is of other people.
export const SUBSCRIBERS_SINCE = `
  SELECT day, reader, sum(subscribers) AS subscribers FROM subscribers
  WHERE day >= ?1 GROUP BY day, reader`

/** The polls since a day, by day and reader. */
export async function readPolls(db: D1Database, since: number): Promise<Polls[]> {
  return (await db.prepare(POLLS_SINCE).bind(since).all<Polls>()).results
}

/** The subscribers that readers spoke of since a day, of all documents together. */
export async function readSubscribers(
  db: D1Database,
  since: number,
): Promise<Omit<Subscribers, 'feed' | 'format'>[]> {
  const { results } = await db
    .prepare(SUBSCRIBERS_SINCE)
    .bind(since)
    .all<Omit<Subscribers, 'feed' | 'format'>>()
  return results
}
