// Taking articles out of every feed: for now, for good, or until they are published again.

import { type AuditContext, auditRows, type Deed } from './audit.ts'
import { countChanges, moveFeeds, remember } from './counting.ts'
import { inOrder } from './in-order.ts'
import { KilledError } from './killed.ts'
import { forgetTold } from './partner-forgetting.ts'
import { type Precondition, refuseUnlessSo } from './precondition.ts'
import { changeStanding, type Found, readStanding } from './standing.ts'
import {
  NEVER,
  readStored,
  stillAsRead,
  stillToCome,
  type Stored,
  toldIn,
  wasPublic,
} from './stored.ts'

/** What is to become of an article. */
export interface Withdrawal {
  state: 'withheld' | 'deleted' | 'killed'
  /** Why; a kill has one. */
  reason: string | null
}

const ACTIONS = {
  withheld: 'article.withhold',
  deleted: 'article.delete',
  killed: 'article.kill',
} as const

/**
 * Takes an article out of every feed. One that is withheld keeps its text and draft, so that it can
 * be restored. One that is deleted or killed loses both, and keeps its identity and version, so that
 * publishing it again goes on from there; a deleted one that nobody can have seen leaves nothing
 * behind. What is killed stays so.
 *
 * @returns where it is now; `undefined` where there was no such article
 * @throws {KilledError} when it is killed, and is to be something else
 * @throws {PreconditionError} when the precondition does not hold
 */
export async function withdrawArticle(
  db: D1Database,
  id: string,
  withdrawal: Withdrawal,
  context: AuditContext,
  precondition?: Precondition,
): Promise<Found | undefined> {
  return inOrder(context, async (current) => {
    const { now } = current
    const stored = (await readStored(db, [id])).get(id)
    const { state, reason } = withdrawal
    if (!stored || (stored.state === 'deleted' && state !== 'killed')) return undefined
    if (stored.state === 'killed' && state !== 'killed') throw new KilledError([stored])
    refuseUnlessSo(precondition, stored)
    const isSo = stored.state === state && stored.reason === reason
    if (isSo) return { standing: await readStanding(db, id, now) }
    const statements = statementsFor(db, stored, withdrawal, current)
    return { standing: await changeStanding(db, statements, id, now) }
  })
}

function statementsFor(
  db: D1Database,
  stored: Stored,
  withdrawal: Withdrawal,
  context: AuditContext,
): D1PreparedStatement[] {
  const { number } = stored
  const { now } = context
  const seen = toldIn(stored, withdrawal.state, now)
  return [
    ...stillAsRead(db, [{ stored }]),
    ...stillToCome(db, [stored.visible_from], context),
    db.prepare('DELETE FROM entries WHERE article = ?1').bind(number),
    ...(withdrawal.state === 'withheld'
      ? []
      : [db.prepare('DELETE FROM drafts WHERE article = ?1').bind(number)]),
    ...(withdrawal.state === 'killed' ? forgetTold(db, [stored.id]) : []),
    countChanges(db, 1),
    withdraw(db, stored, withdrawal, now),
    ...remember(
      db,
      seen.map((name) => [number, name]),
      now,
    ),
    ...moveFeeds(db, seen, now),
    ...auditRows(db, [deed(stored, withdrawal)], context),
  ]
}

function withdraw(
  db: D1Database,
  stored: Stored,
  { state, reason }: Withdrawal,
  now: number,
): D1PreparedStatement {
  const { number } = stored
  const isSeen = wasPublic(stored, now)
  return state === 'deleted' && !isSeen
    ? db.prepare('DELETE FROM articles WHERE number = ?1').bind(number)
    : db.prepare(WITHDRAW).bind(number, now, state, reason, isSeen ? 1 : 0)
}

function deed({ id, version }: Stored, { state, reason }: Withdrawal): Deed {
  const detail = { version, ...(reason !== null && { reason }) }
  return { action: ACTIONS[state], subject: id, detail }
}

// A source that lists its articles knows what is withheld or killed by the digest of its draft.
const WITHDRAW = `
  UPDATE articles SET state = ?3, reason = ?4, was_public = ?5,
    public_from = iif(?5, public_from, ${NEVER}),
    document = iif(?3 = 'withheld', document, '{}'), digest = iif(?3 = 'deleted', '', digest),
    change = (SELECT number FROM last_change WHERE only = 1), changed = ?2
  WHERE number = ?1`
