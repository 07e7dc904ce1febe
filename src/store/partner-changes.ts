// The change feeds of partners: every article that a partner was delivered has a place there, the
// last one when anything of it has changed. Who asks goes on from the place that it knows.

import type { Article } from '../article/article.ts'
import { LAST_RANK } from './changes.ts'
import { isLost } from './in-order.ts'
import { deliveries, type Version } from './partner-deliveries.ts'
import type { Progress } from './partner-progress.ts'
import { PUBLIC } from './selection.ts'

/** How far articles have been looked through for a change feed. */
export interface Reach {
  /** The number of the last change of an article. */
  change: number
  /** The moment up to which articles had become visible, ms since 1970, and the rank at it. */
  due: number
  rank: number
  terms: string
}

/** A change feed. */
export interface ChangeFeed extends Reach {
  /** When it was asked for first, ms since 1970. */
  began: number
  /** The last number of a place. */
  number: number
}

export const CHANGE_FEED = `
  SELECT l.number AS lastChange, f.began, f.number, f.change, f.due, f.rank, f.terms
  FROM last_change l LEFT JOIN partner_change_feeds f ON f.partner = ?1 WHERE l.only = 1`

/** The change feed of a partner, where it has asked for it; and the last change of any article. */
export async function readChangeFeed(
  db: D1Database,
  partner: string,
): Promise<{ lastChange: number; feed: ChangeFeed | undefined }> {
  type Row = { lastChange: number } & { [Name in keyof ChangeFeed]: unknown }
  const row = await db.prepare(CHANGE_FEED).bind(partner).first<Row>()
  if (!row) throw new Error('the store has lost its last change: apply the migrations')
  const { lastChange, ...feed } = row
  return { lastChange, feed: feed.began === null ? undefined : (feed as ChangeFeed) }
}

const IN_FEEDS = `EXISTS (
    SELECT 1 FROM entries i WHERE i.article = a.number
      AND i.visible_from <= ?1 AND i.feed IN (SELECT value FROM json_each(?2)))`

// Given back, or visible before its delay was made longer: this change of it is told already. NULL of
// what was never told.
const isTold = (partner: string) => `(
    SELECT d.gone = 0 AND d.change = a.change FROM partner_deliveries d
    WHERE d.partner = ${partner} AND d.article = a.number AND d.number IS NOT NULL)`

export const WRITTEN_FOR_PARTNER = `
  SELECT a.number AS article, a.version, a.change, a.document, ${isTold('?5')} AS isTold
  FROM articles a
  WHERE a.change > ?3 AND a.change <= ?4 AND ${IN_FEEDS} ORDER BY a.change LIMIT ?6`

export const DUE_FOR_PARTNER = `
  SELECT a.number AS article, a.version, a.document, e.visible_from AS due, e.rank,
    ${isTold('?6')} AS isTold
  FROM entries e JOIN articles a ON a.number = e.article
  WHERE e.feed = 1 AND ${PUBLIC} AND (e.visible_from, e.rank) > (?3, ?4)
    AND (e.visible_from, e.rank) <= (?1, ?8) AND a.change <= ?5 AND ${IN_FEEDS}
  ORDER BY e.visible_from, e.rank LIMIT ?7`

export const END_OF_DUE = `
  SELECT e.visible_from AS due, e.rank FROM entries e
  WHERE e.feed = 1 AND ${PUBLIC} AND (e.visible_from, e.rank) > (?2, ?3)
  ORDER BY e.visible_from, e.rank LIMIT 1 OFFSET ?4`

export const UNTOLD = `
  SELECT article FROM partner_deliveries INDEXED BY partner_deliveries_untold
  WHERE partner = ?1 AND number IS NOT NULL AND gone = (taken IS NULL) LIMIT ?2`

/** An article in a feed of the partner's that the partner may be told of. */
export interface Candidate {
  article: number
  version: number
  document: Article
  /** Whether it was never told. */
  isNew: boolean
}

/** What is looked at. */
export interface Look {
  partner: string
  /** Numbers of the feeds in which the partner's articles stand. */
  feeds: number[]
  /** From here on. */
  from: Reach
  /** The last change that is looked at. */
  lastChange: number
  /** ms since 1970: what was visible then. */
  until: number
  /** Of each kind. */
  limit: number
  /** Articles of any feed that are passed, of each kind: most of them may be of no feed of these. */
  passed: number
}

export interface Seen {
  /** What has been written, the earliest first. */
  written: Candidate[]
  /** What has become visible without being written, the earliest first. */
  due: Candidate[]
  /** Numbers of articles that were taken or given back since they were told of. */
  untold: number[]
  /** Up to where nothing is left of this. */
  reach: Omit<Reach, 'terms'>
  /** Whether that is all. */
  isAll: boolean
}

/** What is to be told of since what was looked through, as far as one look goes. */
export async function lookThrough(db: D1Database, look: Look): Promise<Seen> {
  const { partner, from, until, limit, passed } = look
  const feeds = JSON.stringify(look.feeds)
  const lastChange = Math.min(look.lastChange, from.change + passed)
  const isCut = lastChange < look.lastChange
  const cut = await db
    .prepare(END_OF_DUE)
    .bind(until, from.due, from.rank, passed - 1)
    .first<Pick<Reach, 'due' | 'rank'>>()
  const end = cut ?? { due: until, rank: LAST_RANK }
  const [written, due, untold] = await db.batch([
    db.prepare(WRITTEN_FOR_PARTNER).bind(until, feeds, from.change, lastChange, partner, limit),
    db
      .prepare(DUE_FOR_PARTNER)
      .bind(end.due, feeds, from.due, from.rank, from.change, partner, limit, end.rank),
    db.prepare(UNTOLD).bind(partner, limit),
  ])
  const writtenRows = (written?.results ?? []) as (CandidateRow & { change: number })[]
  const dueRows = (due?.results ?? []) as (CandidateRow & { due: number; rank: number })[]
  const untoldRows = (untold?.results ?? []) as { article: number }[]
  const lastWritten = writtenRows.length < limit ? undefined : writtenRows.at(-1)
  const lastDue = dueRows.length < limit ? undefined : dueRows.at(-1)
  return {
    written: writtenRows.flatMap(untoldOf),
    due: dueRows.flatMap(untoldOf),
    untold: untoldRows.map(({ article }) => article),
    reach: {
      change: lastWritten?.change ?? lastChange,
      due: lastDue?.due ?? end.due,
      rank: lastDue?.rank ?? end.rank,
    },
    isAll: !isCut && !cut && !lastWritten && !lastDue && untoldRows.length < limit,
  }
}

interface CandidateRow extends Pick<Candidate, 'article' | 'version'> {
  document: string
  /** Whether it is told already as it is; null where it was never told. */
  isTold: number | null
}

function untoldOf({ article, version, document, isTold }: CandidateRow): Candidate[] {
  if (isTold === 1) return []
  return [{ article, version, document: JSON.parse(document) as Article, isNew: isTold === null }]
}

// What another isolate has looked through meanwhile is refused, and with it the batch.
const STILL_THERE = `
  INSERT INTO stale_reads (id)
  SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM partner_change_feeds WHERE partner = ?1
    AND began = ?2 AND number = ?3 AND change = ?4 AND due = ?5 AND rank = ?6 AND terms = ?7)`

const BEGIN_CHANGE_FEED = `
  INSERT INTO partner_change_feeds (partner, began, number, change, due, rank, terms)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`

const PUT_CHANGE_FEED = `
  UPDATE partner_change_feeds SET number = ?2, change = ?3, due = ?4, rank = ?5, terms = ?6
  WHERE partner = ?1`

// What is given back, and is to come later by a delay, is told of in its time. Nothing comes later
// than it is told of, also where the delay was made longer.
const PUT_PLACES = `
  UPDATE partner_deliveries SET number = j.value ->> 1, first = coalesce(first, j.value ->> 1),
    gone = taken IS NOT NULL,
    moment = coalesce(removed, taken, max(a.changed, min(a.visible_from + ?4, ?5))),
    change = iif(a.visible_from <= ?3, a.change, partner_deliveries.change)
  FROM json_each(?2) j JOIN articles a ON a.number = j.value ->> 0
  WHERE partner_deliveries.partner = ?1 AND partner_deliveries.article = j.value ->> 0`

/** What looking through came to. */
export interface Told {
  /** What the partner is delivered with it. */
  versions: Version[]
  /** Numbers of articles, in the order in which they get their places: those too that were taken back. */
  articles: number[]
  /** Of what is delivered. */
  progress: Pick<Progress, 'change' | 'terms'>
  reach: Reach
  /** ms since 1970: what was visible then is told as it is now. */
  until: number
  /** ms by which the partner has everything later. */
  delay: number
}

/**
 * Gives articles the next places in a change feed.
 *
 * @param feed as it was read; `number` 0 and no reach where there is none yet
 * @param now ms since 1970
 * @returns the feed as it is now; `undefined` where another isolate was faster, and nothing is kept
 */
export async function tell(
  db: D1Database,
  partner: string,
  { feed, isNew }: { feed: ChangeFeed; isNew: boolean },
  { versions, articles, progress, reach, until, delay }: Told,
  now: number,
): Promise<ChangeFeed | undefined> {
  const { began, number, change, due, rank, terms } = feed
  const places = articles.map((article, at) => [article, number + at + 1])
  const next = { began, number: number + places.length, ...reach }
  const first = isNew ? BEGIN_CHANGE_FEED : STILL_THERE
  try {
    await db.batch([
      db.prepare(first).bind(partner, began, number, change, due, rank, terms),
      ...(versions.length > 0 ? deliveries(db, partner, versions, progress, now) : []),
      ...(places.length > 0
        ? [db.prepare(PUT_PLACES).bind(partner, JSON.stringify(places), until, delay, now)]
        : []),
      db
        .prepare(PUT_CHANGE_FEED)
        .bind(partner, next.number, reach.change, reach.due, reach.rank, reach.terms),
    ])
  } catch (error) {
    if (isLost(error)) return undefined
    throw error
  }
  return next
}

export const PLACES = `
  SELECT d.number, d.first, d.gone, d.version AS delivered, d.moment, d.returned, a.id, a.version,
    a.change, a.visible_from AS visibleFrom,
    iif(d.gone = 0 AND ${IN_FEEDS}, a.document, NULL) AS document
  FROM partner_deliveries d CROSS JOIN articles a
  WHERE d.partner = ?3 AND d.number > ?4 AND a.number = d.article ORDER BY d.number LIMIT ?5`

/** A place in a change feed. Moments in ms since 1970. */
export interface Place {
  number: number
  /** The place that the article had first. */
  first: number
  isGone: boolean
  /** The version that the partner was delivered. */
  delivered: number
  /** When what is told there happened. */
  moment: number
  /** When it was given back last; null where it never was. */
  returned: number | null
  id: string
  version: number
  /** The number of the last change of the article. */
  change: number
  visibleFrom: number
  /** Only of what is public now, and in one of the feeds. */
  document: Article | undefined
}

/** The places after one, the earliest first. */
export async function readPlacesAfter(
  db: D1Database,
  { partner, feeds, now }: { partner: string; feeds: number[]; now: number },
  number: number,
  limit: number,
): Promise<Place[]> {
  type Row = Omit<Place, 'isGone' | 'document'> & { gone: number; document: string | null }
  const { results } = await db
    .prepare(PLACES)
    .bind(now, JSON.stringify(feeds), partner, number, limit)
    .all<Row>()
  return results.map(({ gone, document, ...row }) => ({
    ...row,
    isGone: gone === 1,
    document: document === null ? undefined : (JSON.parse(document) as Article),
  }))
}
