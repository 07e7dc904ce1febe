// Articles that are made again from their drafts, by another processing or for another publication.

import { inOrder } from './in-order.ts'
import type { Incoming } from './revising.ts'
import { forRows } from './statements.ts'
import { planArticles, type WriteContext } from './writing.ts'

/**
 * Keeps articles that were processed again, and sets aside those of whose drafts nothing could be
 * made: they stay as they are, count as processed, and their sources send them again.
 *
 * @param failed the ids of the latter
 */
export async function writeReprocessed(
  db: D1Database,
  incoming: Incoming[],
  failed: string[],
  context: WriteContext,
): Promise<void> {
  return inOrder(async () => {
    const { statements } = await planArticles(db, incoming, context)
    const all = [...statements, ...forRows(db, SET_ASIDE, failed, context.processing)]
    if (all.length > 0) await db.batch(all)
  })
}

const SET_ASIDE = `
  UPDATE articles SET processing = ?2, digest = '' WHERE id IN (SELECT value FROM json_each(?1))`
