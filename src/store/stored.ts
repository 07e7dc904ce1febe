// Articles as they are kept, read before they are changed: what a writer builds on.

import type { AuditContext } from './audit.ts'
import { forRows } from './statements.ts'

/** What names a feed. */
export type FeedName = readonly [kind: string, key: string]

/** Where in its life an article is. A scheduled one is published, and its moment is to come. */
export type ArticleState = 'published' | 'withheld' | 'deleted' | 'killed'

/** The same of one that is there. */
export type KeptState = Exclude<ArticleState, 'deleted'>

export interface Stored {
  number: number
  id: string
  state: ArticleState
  /** Why it is withheld or killed. */
  reason: string | null
  version: number
  visible_from: number
  was_public: number
  public_from: number
  document: string
  digest: string
  processing: string
  /** The last change of it, in the order of all changes. */
  change: number
  /** The feeds it is in: a JSON array of kinds and keys. */
  feeds: string
  /** The feeds that it has left while it could be seen there: the same. */
  left: string
}

const READ_STORED = `
  SELECT a.number, a.id, a.state, a.reason, a.version, a.visible_from, a.was_public,
    a.public_from, a.document, a.digest, a.processing, a.change,
    (SELECT json_group_array(json_array(f.kind, f.key))
      FROM entries e JOIN feeds f ON f.number = e.feed WHERE e.article = a.number) AS feeds,
    (SELECT json_group_array(json_array(f.kind, f.key))
      FROM removals r JOIN feeds f ON f.number = r.feed WHERE r.article = a.number) AS "left"
  FROM json_each(?1) j JOIN articles a ON a.id = j.value`

/** The articles of these ids that there are or have been, by their ids. */
export async function readStored(db: D1Database, ids: string[]): Promise<Map<string, Stored>> {
  const { results } = await db.prepare(READ_STORED).bind(JSON.stringify(ids)).all<Stored>()
  return new Map(results.map((row) => [row.id, row]))
}

/** The feeds that it is in. */
export function feedNames({ feeds }: Stored): FeedName[] {
  return JSON.parse(feeds) as FeedName[]
}

/** The moment, ms since 1970, of what nobody has been told of. */
export const NEVER = Number.MAX_SAFE_INTEGER

/** The feeds in which it can be seen. */
export function shownIn(stored: Stored, now: number): FeedName[] {
  return stored.visible_from <= now ? feedNames(stored) : []
}

/**
 * The feeds whose subscribers are to be told that it is taken away: those in which it can be seen, or
 * could be. Of what is withheld they have been told, but not that it is killed.
 */
export function toldIn(stored: Stored, state: ArticleState, now: number): FeedName[] {
  const isNews = stored.state === 'published' || (stored.state === 'withheld' && state === 'killed')
  if (!isNews) return []
  const left = JSON.parse(stored.left) as FeedName[]
  const shown = stored.state === 'published' ? shownIn(stored, now) : []
  return [...new Map([...shown, ...left].map((name) => [name.join(' '), name])).values()]
}

/** Whether anybody can have seen it. */
export function wasPublic(stored: Stored, now: number): boolean {
  return stored.was_public === 1 || shownIn(stored, now).length > 0
}

// What was read and has been changed or deleted since is refused, and with it the batch.
const STILL_AS_READ = `
  INSERT INTO stale_reads (id)
  SELECT j.value ->> 'id' FROM json_each(?1) j
  WHERE NOT EXISTS (
    SELECT 1 FROM articles a WHERE a.id = j.value ->> 'id'
      AND a.change = j.value ->> 'change' AND a.digest = j.value ->> 'digest'
      AND a.processing = j.value ->> 'processing')`

/** Fails the batch where another writer has touched one of these articles since it was read. */
export function stillAsRead(
  db: D1Database,
  looks: { stored: Stored | undefined }[],
): D1PreparedStatement[] {
  const rows = looks.flatMap(({ stored }) => {
    if (!stored) return []
    const { id, change, digest, processing } = stored
    return [{ id, change, digest, processing }]
  })
  return forRows(db, STILL_AS_READ, rows)
}

// A reader may have seen since what the write takes for unseen, in a feed that it does not move.
const STILL_TO_COME = `
  INSERT INTO stale_reads (id)
  SELECT j.value FROM json_each(?1) j
  WHERE j.value <= CAST(round(unixepoch('now', 'subsec') * 1000) AS INTEGER) + ?2`

/**
 * Fails the batch where one of these moments, ms since 1970, was to come when the write began, and
 * has come when it is kept.
 */
export function stillToCome(
  db: D1Database,
  moments: number[],
  { now, ahead }: Pick<AuditContext, 'now' | 'ahead'>,
): D1PreparedStatement[] {
  const toCome = [...new Set(moments)].filter((moment) => moment > now)
  return forRows(db, STILL_TO_COME, toCome, ahead)
}
