// The store at a glance: how many articles are where in their life, and the feeds that moved last.

import type { FeedIdentity } from '../article/memberships.ts'
import { PUBLIC } from './selection.ts'

/** How many articles are where in their life. */
export interface ArticleCounts {
  public: number
  scheduled: number
  /** Published, and in no feed: not for syndication. */
  unlisted: number
  withheld: number
  killed: number
  deleted: number
}

// Each reads a range of an index: what is published has a text for its processing, and the index of
// what is not is taken only where the condition of it is said too.
export const COUNT_ARTICLES = `
  SELECT
    (SELECT count(*) FROM entries e WHERE e.feed = 1 AND ${PUBLIC}) AS public,
    (SELECT count(*) FROM entries e WHERE e.feed = 1 AND e.visible_from > ?1) AS scheduled,
    (SELECT count(*) FROM articles WHERE state = 'published' AND processing > '') AS published,
    (SELECT count(*) FROM articles WHERE state = 'withheld' AND state <> 'published') AS withheld,
    (SELECT count(*) FROM articles WHERE state = 'killed' AND state <> 'published') AS killed,
    (SELECT count(*) FROM articles WHERE state = 'deleted' AND state <> 'published') AS deleted
  FROM last_change WHERE only = 1`

/** @param now ms since 1970 */
export async function countArticles(db: D1Database, now: number): Promise<ArticleCounts> {
  const row = await db
    .prepare(COUNT_ARTICLES)
    .bind(now)
    .first<Omit<ArticleCounts, 'unlisted'> & { published: number }>()
  if (!row) throw new Error('the store has lost its last change: apply the migrations')
  const { published, ...counts } = row
  return { ...counts, unlisted: published - counts.public - counts.scheduled }
}

/** A feed, with when it last changed and how much is in it. */
export interface FeedOverview extends FeedIdentity {
  /** ms since 1970 */
  changed: number
  /** Public entries, up to LARGEST_SIZE. */
  size: number
}

/** Entries are counted up to this many. */
export const LARGEST_SIZE = 10_000
// Changes of articles whose feeds are looked at.
const LOOKED_AT = 200

// An order by `changed` would take an index that every article writes to once for each of its feeds.
export const FEEDS_OF_LAST_CHANGES = `
  SELECT f.number, f.changed FROM feeds f WHERE f.number IN (
    SELECT e.feed FROM articles a JOIN entries e ON e.article = a.number
    WHERE a.change > (SELECT number - ?1 FROM last_change WHERE only = 1))`

export const FEED_SIZES = `
  SELECT f.kind, f.key, f.title, f.slug, f.changed,
    (SELECT count(*) FROM (SELECT 1 FROM entries e WHERE e.feed = f.number AND ${PUBLIC}
      LIMIT ${LARGEST_SIZE})) AS size
  FROM json_each(?2) j CROSS JOIN feeds f WHERE f.number = j.value`

/**
 * The feeds, of those in which one of the last 200 changed articles is, that changed last.
 *
 * @param now ms since 1970
 */
export async function readLastFeeds(
  db: D1Database,
  now: number,
  limit: number,
): Promise<FeedOverview[]> {
  const { results: moved } = await db
    .prepare(FEEDS_OF_LAST_CHANGES)
    .bind(LOOKED_AT)
    .all<{ number: number; changed: number }>()
  const last = moved.sort((a, b) => b.changed - a.changed || a.number - b.number).slice(0, limit)
  const numbers = JSON.stringify(last.map(({ number }) => number))
  const { results } = await db.prepare(FEED_SIZES).bind(now, numbers).all<FeedOverview>()
  return results
}
