// Lists for pages and directories: feeds by the beginning of their names, headlines without their
// texts. Only what is public, as selection.ts says it.

import type { Direction } from '../text/direction.ts'
import type { FeedIdentity, FeedKind } from '../article/memberships.ts'
import { PUBLIC } from './selection.ts'

const HAS_ENTRIES = `EXISTS (SELECT 1 FROM entries e WHERE e.feed = f.number AND ${PUBLIC})`

export const FEED_LIST = `
  SELECT f.kind, f.key, f.title, f.slug FROM feeds f
  WHERE f.kind = ?2 AND f.key > ?3 AND ${HAS_ENTRIES} ORDER BY f.key LIMIT ?4`

/**
 * The feeds of a kind that have something public in them, in the order of their keys.
 *
 * @param after only those whose keys come after this one
 */
export async function listFeeds(
  db: D1Database,
  kind: FeedKind,
  now: number,
  limit: number,
  after = '',
): Promise<FeedIdentity[]> {
  const { results } = await db.prepare(FEED_LIST).bind(now, kind, after, limit).all<FeedIdentity>()
  return results
}

// No character comes after the last one of Unicode.
export const FEEDS_BY_BEGINNING = `
  SELECT f.kind, f.key, f.title, f.slug FROM json_each(?3) b CROSS JOIN feeds f
  WHERE f.kind = ?2 AND f.key >= b.value AND f.key < b.value || char(1114111) AND ${HAS_ENTRIES}
  UNION ALL
  SELECT f.kind, f.key, f.title, f.slug FROM json_each(?3) b
  CROSS JOIN endings w CROSS JOIN feeds f
  WHERE w.kind = ?2 AND w.ending >= b.value AND w.ending < b.value || char(1114111)
    AND f.number = w.feed AND ${HAS_ENTRIES}
  LIMIT ?4`

/**
 * The feeds of a kind, tags or authors, whose key has one of these beginnings, or has it from a
 * later word on, and that have something public in them: those that begin with it first, by the first
 * beginning, each by their keys.
 *
 * @param beginnings keys (rule 31), or beginnings of keys; none of them empty
 */
export async function findFeeds(
  db: D1Database,
  kind: FeedKind,
  beginnings: string[],
  now: number,
  limit: number,
): Promise<FeedIdentity[]> {
  const { results } = await db
    .prepare(FEEDS_BY_BEGINNING)
    .bind(now, kind, JSON.stringify(beginnings), limit * MOST_TIMES)
    .all<FeedIdentity>()
  const found = new Map(results.map((feed) => [feed.key, feed]))
  return [...found.values()].slice(0, limit)
}

// A name that has a beginning may have it at several words, and another one too.
const MOST_TIMES = 4

/** An article as a list shows it. */
export interface Headline {
  title: string
  language: string
  direction: Direction | null
  published: string
  canonical: string | null
}

export const HEADLINES = `
  SELECT a.document ->> 'title' AS title, a.document ->> 'language' AS language,
    a.document ->> 'direction' AS direction, a.document ->> 'published' AS published,
    a.document ->> 'canonical' AS canonical
  FROM entries e JOIN articles a ON a.number = e.article
  WHERE e.feed = ?2 AND ${PUBLIC} AND e.visible_from > ?3
  ORDER BY e.visible_from DESC, e.rank DESC, e.article DESC LIMIT ?4`

/**
 * The newest public articles of a feed, newest first, without their texts.
 *
 * @param since only what has been visible since after this moment, ms
 */
export async function readHeadlines(
  db: D1Database,
  feed: number,
  now: number,
  limit: number,
  since = Number.MIN_SAFE_INTEGER,
): Promise<Headline[]> {
  const { results } = await db.prepare(HEADLINES).bind(now, feed, since, limit).all<Headline>()
  return results
}
