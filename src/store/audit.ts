// The audit record: who changed what. A change and its record are written in one batch, so that
// there is neither without the other.

import { forRows } from './statements.ts'

/** By whom something is changed, and when. */
export interface AuditContext {
  /** The name of a token, or PUBLISH_TOKEN. */
  actor: string
  /** ms since 1970 */
  now: number
  /** How far the clock that says so is ahead of the platform's, ms: not at all, but in a test. */
  ahead: number
}

/** What was done to what. */
export interface Deed {
  action:
    | 'article.put'
    | 'article.reprocess'
    | 'article.withhold'
    | 'article.restore'
    | 'article.kill'
    | 'article.delete'
    | 'partner.put'
    | 'partner.delete'
    | 'partner-key.create'
    | 'partner-key.revoke'
    | 'publication.put'
    | 'store.recover'
    | 'token.create'
    | 'token.rotate'
    | 'token.revoke'
  /** The id of an article, of the publication or of a partner, the name of a token. */
  subject: string
  /** What else is worth knowing: small, and nothing that is secret or embargoed. */
  detail: Record<string, unknown>
}

/** A deed as it is kept. */
export interface AuditEntry {
  number: number
  moment: number
  actor: string
  action: string
  subject: string
  detail: Record<string, unknown>
}

const DAY = 24 * 60 * 60 * 1000
/** How long an entry is kept: a year, and time to look back on it. */
export const KEPT_MS = 400 * DAY

/**
 * The statements that keep deeds in the order given, for the batch of the changes themselves; none
 * where nothing was done. They also take out some of what is too old: the record is bounded in time
 * and not in number, so that nobody can flush it by changing a lot.
 */
export function auditRows(
  db: D1Database,
  deeds: Deed[],
  { actor, now }: AuditContext,
): D1PreparedStatement[] {
  if (deeds.length === 0) return []
  return [
    ...forRows(db, INSERT_AUDIT, deeds, now, actor),
    db.prepare(PRUNE_AUDIT).bind(now - KEPT_MS),
  ]
}

/** The entries with a number below `before`, the newest first. */
export async function listAudit(
  db: D1Database,
  before: number,
  limit: number,
): Promise<AuditEntry[]> {
  const { results } = await db
    .prepare(LIST_AUDIT)
    .bind(before, limit)
    .all<Omit<AuditEntry, 'detail'> & { detail: string }>()
  return results.map((row) => ({
    ...row,
    detail: JSON.parse(row.detail) as AuditEntry['detail'],
  }))
}

const INSERT_AUDIT = `
  INSERT INTO audit (moment, actor, action, subject, detail)
  SELECT ?2, ?3, j.value ->> 'action', j.value ->> 'subject', j.value -> 'detail'
  FROM json_each(?1) j`

// Some at a time: after a long silence an article does not wait until all is taken out.
const PRUNE_AUDIT = `
  DELETE FROM audit WHERE number IN
    (SELECT number FROM audit WHERE moment < ?1 ORDER BY moment LIMIT 500)`

const LIST_AUDIT = `
  SELECT number, moment, actor, action, subject, detail FROM audit
  WHERE number < ?1 ORDER BY number DESC LIMIT ?2`
