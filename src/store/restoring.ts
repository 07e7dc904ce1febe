// Bringing back what is withheld: its draft, as it was kept, is published again.

import type { Draft } from '../article/draft.ts'
import { inOrder, LostRaceError } from './in-order.ts'
import { KilledError } from './killed.ts'
import { type Precondition, refuseUnlessSo } from './precondition.ts'
import { type Incoming, reviseOne } from './revising.ts'
import { changeStanding, type Found, readStanding } from './standing.ts'
import { readStored } from './stored.ts'
import { planRevisions, type WriteContext } from './writing.ts'

/**
 * Restores an article that is withheld; one that is published stays as it is.
 *
 * @param publish makes an article of the draft, which says no status any more
 * @returns where it is now; `undefined` where there is no such article
 * @throws {KilledError} when it is killed: nothing is left of it that could be published
 * @throws {PreconditionError} when the precondition does not hold
 */
export async function restoreArticle(
  db: D1Database,
  id: string,
  publish: (draft: Draft) => Promise<Incoming>,
  context: WriteContext,
  precondition?: Precondition,
): Promise<Found | undefined> {
  return inOrder(context, async (current) => {
    const { now } = current
    const stored = (await readStored(db, [id])).get(id)
    if (!stored || stored.state === 'deleted') return undefined
    if (stored.state === 'killed') throw new KilledError([stored])
    refuseUnlessSo(precondition, stored)
    if (stored.state === 'published') return { standing: await readStanding(db, id, now) }
    const row = await db.prepare(READ_DRAFT).bind(stored.number).first<{ document: string }>()
    if (!row) throw new LostRaceError()
    const draft = { ...(JSON.parse(row.document) as Draft), status: undefined, reason: undefined }
    const revision = reviseOne(await publish(draft), stored, current)
    const { statements } = await planRevisions(db, [revision], current)
    return { standing: await changeStanding(db, statements, id, now) }
  })
}

const READ_DRAFT = 'SELECT document FROM drafts WHERE article = ?1'
