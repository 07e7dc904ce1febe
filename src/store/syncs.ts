// What the last run of each source came to, as the source itself says: what it sent is in the audit
// record, what it could not send is known to nobody else.

import type { AuditContext } from './audit.ts'

/** How many problems of a run are kept, and how long their texts are, in UTF-16 units. */
export const MOST_PROBLEMS = 50
export const LONGEST_PROBLEM = 1000

/** What a run of a source came to, in articles. */
export interface SyncOutcome {
  created: number
  updated: number
  unchanged: number
  removed: number
  /** What it could not publish. */
  refused: number
  /** Of some of these the reason, and a place: a file and line, an item. */
  problems: { place: string; detail: string }[]
  /** Why it ended before its end. */
  stopped?: string | undefined
}

/** The last run of a source. */
export interface Sync extends SyncOutcome {
  origin: string
  actor: string
  /** When it ended, ms since 1970. */
  moment: number
  /** When it last ran since and came to nothing. */
  ran?: number
}

const PUT_SYNC = `
  INSERT INTO syncs (origin, actor, moment, outcome) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (origin) DO UPDATE SET actor = ?2, moment = ?3, outcome = ?4`

/** Keeps what a run came to, in place of the run before. */
export async function putSync(
  db: D1Database,
  origin: string,
  outcome: SyncOutcome,
  { actor, now }: Pick<AuditContext, 'actor' | 'now'>,
): Promise<void> {
  await db.prepare(PUT_SYNC).bind(origin, actor, now, JSON.stringify(outcome)).run()
}

const READ_OUTCOME = 'SELECT outcome FROM syncs WHERE origin = ?1'
const PUT_OUTCOME = 'UPDATE syncs SET outcome = ?2 WHERE origin = ?1'

/**
 * Keeps what a run came to that is made again and again by the clock. Where it came to nothing, what
 * the run before came to stays, with the moment of this one, and with why it ended if it did early:
 * else nobody would ever read of the one run in a hundred that did something.
 */
export async function putRun(
  db: D1Database,
  origin: string,
  outcome: SyncOutcome,
  context: Pick<AuditContext, 'actor' | 'now'>,
): Promise<void> {
  const row = await db.prepare(READ_OUTCOME).bind(origin).first<{ outcome: string }>()
  if (!row || hasSomething(outcome)) return putSync(db, origin, outcome, context)
  const { stopped } = outcome
  const kept = { ...(JSON.parse(row.outcome) as SyncOutcome), ran: context.now, stopped }
  await db.prepare(PUT_OUTCOME).bind(origin, JSON.stringify(kept)).run()
}

function hasSomething({ created, updated, removed, refused, problems }: SyncOutcome): boolean {
  return created + updated + removed + refused + problems.length > 0
}

// No origin is empty: a range of the index.
const LIST_SYNCS = `
  SELECT origin, actor, moment, outcome FROM syncs WHERE origin > '' ORDER BY origin LIMIT ?1`

/** The last runs, by the origins of the articles. */
export async function listSyncs(db: D1Database, limit: number): Promise<Sync[]> {
  const { results } = await db
    .prepare(LIST_SYNCS)
    .bind(limit)
    .all<Pick<Sync, 'origin' | 'actor' | 'moment'> & { outcome: string }>()
  return results.map(({ outcome, ...row }) => ({ ...row, ...(JSON.parse(outcome) as SyncOutcome) }))
}
