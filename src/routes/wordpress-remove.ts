// Taking away what the WordPress site shows no more.

import { WORDPRESS } from '../sources/wordpress-origin.ts'
import type { AuditContext } from '../store/audit.ts'
import { readKnown } from '../store/known.ts'
import { KilledError } from '../store/killed.ts'
import { withdrawArticle } from '../store/withdrawing.ts'

/**
 * Deletes an article that came from WordPress. One that came from elsewhere stays, and one that is
 * killed is public nowhere.
 *
 * @returns whether there was one to be deleted
 */
export async function removeArticle(
  db: D1Database,
  id: string,
  context: AuditContext,
): Promise<boolean> {
  const known = (await readKnown(db, [id])).get(id)
  if (known?.origin !== WORDPRESS) return false
  try {
    const deleted = { state: 'deleted', reason: null } as const
    return (await withdrawArticle(db, id, deleted, context)) !== undefined
  } catch (error) {
    if (error instanceof KilledError) return false
    throw error
  }
}
