// What has changed since a consumer last asked: every article that it has to make, change or take
// away, once, in an order in which nothing falls behind.

import { IS_PUBLIC, PUBLIC } from './selection.ts'

/**
 * Up to where a consumer knows everything. Numbers are given in the order in which writes are kept,
 * so that none appears below one that was read; an article whose moment comes without a write is
 * found by that moment.
 */
export interface ChangeCursor {
  /** The store that counted, by the number that its name is; 0 from the beginning. */
  store: number
  /** The last number of a change that was looked at. */
  number: number
  /** The moment up to which articles had become visible, ms since 1970, and the rank at it. */
  visibleFrom: number
  rank: number
}

/** A consumer that knows nothing. */
export const BEGINNING: ChangeCursor = { store: 0, number: 0, visibleFrom: 0, rank: 0 }

/** A cursor that says nothing of this store: of another one, or of this one as it was later. */
export class ForeignCursorError extends Error {
  override name = 'ForeignCursorError'
}

export interface ChangeOfArticle {
  /** `create`: it cannot be there yet; `update`: it mostly is; `delete`: it is not to be there. */
  type: 'create' | 'update' | 'delete'
  id: string
  version: number
  /** When it was written, or its embargo ended, ms since 1970. */
  moment: number
  /** The article as JSON; `undefined` of one that is to be taken away. */
  document: string | undefined
}

/** Some of the changes, in order, and up to where a consumer who has them knows everything. */
export interface ChangePage {
  changes: ChangeOfArticle[]
  cursor: ChangeCursor
  /** Whether there are more. */
  more: boolean
}

/**
 * The changes since a cursor; `undefined` before there is a publication.
 *
 * @param now ms since 1970
 * @param limit how many are looked at, at most
 * @throws {ForeignCursorError} when the numbers of the cursor are not of this store
 */
export async function readChanges(
  db: D1Database,
  since: ChangeCursor,
  now: number,
  limit: number,
): Promise<ChangePage | undefined> {
  const { state, due, found } = await read(db, since, now, limit)
  if (!state) return undefined
  const store = Number.parseInt(state.store, 16)
  if (since.number > 0 && (since.store !== store || since.number > state.lastChange)) {
    throw new ForeignCursorError()
  }
  const last = due.at(-1)
  if (last && due.length === limit) {
    const { visibleFrom, rank } = last
    const cursor = { ...since, visibleFrom, rank }
    return { changes: due.map(ofDue), cursor, more: true }
  }
  const written = toldNow(found, since, now).slice(0, limit - due.length)
  const changes = [...due.map(ofDue), ...written.flatMap((row) => ofWritten(row, since, now))]
  const number = written.at(-1)?.change ?? since.number
  const more = written.length === limit - due.length
  // A consumer who hears of nothing is where it was.
  if (due.length + written.length === 0) return { changes, cursor: since, more }
  return { changes, cursor: { store, number, ...latest(since, now) }, more }
}

/** A clock that is behind the one of the isolate before takes nobody back: they would hear twice. */
function latest({ visibleFrom, rank }: ChangeCursor, now: number) {
  return visibleFrom > now ? { visibleFrom, rank } : { visibleFrom: now, rank: LAST_RANK }
}

/**
 * What was written, up to the first article whose moment has come for the consumer, and not yet for
 * this clock: it would be looked for neither by its number nor by its moment again.
 */
function toldNow(found: WrittenRow[], since: ChangeCursor, now: number): WrittenRow[] {
  const first = found.findIndex(
    ({ visibleFrom }) => now < visibleFrom && visibleFrom <= since.visibleFrom,
  )
  return first === -1 ? found : found.slice(0, first)
}

/** Greater than any rank. */
export const LAST_RANK = Number.MAX_SAFE_INTEGER

interface DueRow {
  id: string
  version: number
  document: string
  visibleFrom: number
  rank: number
}

// The feed of everything is the one that was made first.
export const DUE_CHANGES = `
  SELECT a.id, a.version, a.document, e.visible_from AS visibleFrom, e.rank
  FROM entries e JOIN articles a ON a.number = e.article
  WHERE e.feed = 1 AND ${PUBLIC} AND (e.visible_from, e.rank) > (?2, ?3) AND a.change <= ?4
  ORDER BY e.visible_from, e.rank LIMIT ?5`

interface StateRow {
  store: string
  lastChange: number
}

export const CHANGES_STATE = `
  SELECT p.store, l.number AS lastChange
  FROM publication p JOIN last_change l ON l.only = 1 WHERE p.only = 1`

/**
 * Whose moment has come, and what has been written, in one batch and so of one state of the store:
 * what is written between the two would be told twice, or never.
 */
async function read(
  db: D1Database,
  { number, visibleFrom, rank }: ChangeCursor,
  now: number,
  limit: number,
): Promise<{ state: StateRow | undefined; due: DueRow[]; found: WrittenRow[] }> {
  const [state, found, due] = await db.batch([
    db.prepare(CHANGES_STATE),
    db.prepare(WRITTEN_CHANGES).bind(now, number, limit),
    // Nothing has come due for who knows nothing.
    ...(number === 0 ? [] : [db.prepare(DUE_CHANGES).bind(now, visibleFrom, rank, number, limit)]),
  ])
  return {
    state: state?.results[0] as StateRow | undefined,
    due: (due?.results ?? []) as DueRow[],
    found: (found?.results ?? []) as WrittenRow[],
  }
}

function ofDue({ id, version, document, visibleFrom }: DueRow): ChangeOfArticle {
  return { type: 'create', id, version, moment: visibleFrom, document }
}

interface WrittenRow {
  id: string
  version: number
  document: string
  created: number
  change: number
  changed: number
  visibleFrom: number
  public_from: number
  was_public: number
  is_public: number
}

export const WRITTEN_CHANGES = `
  SELECT a.id, a.version, a.document, a.created, a.change, a.changed, a.was_public, a.public_from,
    a.visible_from AS visibleFrom,
    ${IS_PUBLIC} AS is_public
  FROM articles a WHERE a.change > ?2 ORDER BY a.change LIMIT ?3`

function ofWritten(row: WrittenRow, since: ChangeCursor, now: number): ChangeOfArticle[] {
  const { id, version, changed, visibleFrom, document } = row
  const isThere = row.created <= since.number && row.public_from <= since.visibleFrom
  if (row.is_public === 1) {
    const moment = Math.max(changed, Math.min(visibleFrom, now))
    return [{ type: isThere ? 'update' : 'create', id, version, moment, document }]
  }
  const isKnown = isThere && row.was_public === 1
  return isKnown ? [{ type: 'delete', id, version, moment: changed, document: undefined }] : []
}
