// Articles that are made again from their drafts, by another processing or for another publication.

import { inOrder } from './in-order.ts'
import type { Incoming } from './revising.ts'
import { forRows } from './statements.ts'
import { planArticles, type WriteContext } from './writing.ts'

/** A draft of which nothing can be made, by its id and digest. */
export interface Unmade {
  id: string
  digest: string
}

/**
 * Keeps articles that were processed again, and sets aside those of whose drafts nothing could be
 * made: they stay as they are, count as processed, and their sources send them again.
 *
 * @param failed the latter, as they were read: what has another draft since is not set aside
 */
export async function writeReprocessed(
  db: D1Database,
  incoming: Incoming[],
  failed: Unmade[],
  context: WriteContext,
): Promise<void> {
  return inOrder(context, async (current) => {
    const { statements } = await planArticles(db, incoming, current)
    const all = [...statements, ...forRows(db, SET_ASIDE, failed, current.processing)]
    if (all.length > 0) await db.batch(all)
  })
}

const SET_ASIDE = `
  UPDATE articles SET processing = ?2, digest = ''
  FROM json_each(?1) j
  WHERE articles.id = j.value ->> 'id' AND articles.digest = j.value ->> 'digest'
    AND articles.state = 'published'`
