// Writing articles: everything that one change touches goes into one D1 batch, which is a
// transaction. A batch that lost a race fails as a whole and is made again from what is there now.

import { statementsForChanged, statementsForRedrafted } from './article-rows.ts'
import { type AuditContext, auditRows, type Deed } from './audit.ts'
import { inOrder } from './in-order.ts'
import { type Precondition, refuseUnlessSo } from './precondition.ts'
import {
  type Change,
  type Incoming,
  isRedrafted,
  type Revision,
  revise,
  type RevisionContext,
} from './revising.ts'
import { type KeptState, readStored, stillAsRead, stillToCome, type Stored } from './stored.ts'

/** What became of one article. */
export interface Written {
  id: string
  version: number
  change: Change
  state: KeptState
}

/** What a write needs to know besides the articles. */
export interface WriteContext extends RevisionContext, AuditContext {}

/** A write that is ready for its batch. */
export interface Plan {
  statements: D1PreparedStatement[]
  written: Written[]
}

/**
 * Keeps articles, all or none. An article that comes out as it is already kept changes nothing;
 * one that differs gets the next version and, unless its draft says another, the present as its
 * `updated`; one whose text is the same, and that only comes into other feeds or is withheld or
 * restored, keeps both. The change number moves of every feed in which the difference can be seen
 * now.
 *
 * @param precondition of each article
 * @throws {KilledError} when articles are killed, and their drafts do not say what is to become of
 *   them
 * @throws {PreconditionError} when the precondition does not hold
 */
export async function writeArticles(
  db: D1Database,
  incoming: Incoming[],
  context: WriteContext,
  precondition?: Precondition,
): Promise<Written[]> {
  return inOrder(context, async (current) => {
    const { statements, written } = await planArticles(db, incoming, current, precondition)
    if (statements.length > 0) await db.batch(statements)
    return written
  })
}

/** The same, but for the batch: the statements fail when another writer has been faster. */
export async function planArticles(
  db: D1Database,
  incoming: Incoming[],
  context: WriteContext,
  precondition?: Precondition,
): Promise<Plan> {
  const stored = await readStored(
    db,
    incoming.map(({ article }) => article.id),
  )
  const wanted = incoming.filter((each) => isWanted(each, stored.get(each.article.id), context))
  const revisions = revise(wanted, stored, context)
  for (const revision of revisions) refuseUnlessSo(precondition, revision.stored)
  return planRevisions(db, revisions, context)
}

/** The batch that makes revisions true. */
export async function planRevisions(
  db: D1Database,
  revisions: Revision[],
  context: WriteContext,
): Promise<Plan> {
  const changed = revisions.filter(({ change }) => change !== 'unchanged')
  const redrafted = revisions.filter(isRedrafted)
  const deeds = changed.map((revision) => deed(revision, context))
  const statements = [
    ...stillAsRead(db, [...changed, ...redrafted]),
    ...stillToCome(db, changed.flatMap(momentsOf), context),
    ...(await statementsForChanged(db, changed, context.now)),
    ...statementsForRedrafted(db, redrafted),
    ...auditRows(db, deeds, context),
  ]
  const written = revisions.map(({ article, version, change, state }) => {
    return { id: article.id, version, change, state }
  })
  return { statements, written }
}

/** When it was to be seen, and when it is to be. */
function momentsOf({ article, stored }: Revision): number[] {
  return [Date.parse(article.visibleFrom), ...(stored ? [stored.visible_from] : [])]
}

function deed(revision: Revision, context: WriteContext): Deed {
  const { article, version, change, reason } = revision
  const detail = { change, version, ...(reason !== null && { reason }) }
  return { action: actionOf(revision, context), subject: article.id, detail }
}

function actionOf({ state, stored }: Revision, { by }: WriteContext): Deed['action'] {
  if (by === 'processing') return 'article.reprocess'
  const isMoved = stored?.state !== state
  if (isMoved && state === 'withheld') return 'article.withhold'
  if (state === 'killed') return 'article.kill'
  const isBack = stored?.state === 'withheld' || stored?.state === 'killed'
  return isMoved && isBack ? 'article.restore' : 'article.put'
}

/** What was read to be processed again is not, when another draft has come in since. */
function isWanted(incoming: Incoming, stored: Stored | undefined, { by }: WriteContext): boolean {
  return by !== 'processing' || (stored?.state === 'published' && stored.digest === incoming.digest)
}
