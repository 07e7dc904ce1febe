// Taking articles out of every feed.

import { type AuditContext, auditRows } from './audit.ts'
import { countChanges, moveFeeds, remember } from './counting.ts'
import { inOrder } from './in-order.ts'
import { type FeedName, feedNames, readStored, stillAsRead, wasPublic } from './stored.ts'

/**
 * Takes an article out of every feed. What nobody can have seen leaves nothing behind; of any
 * other the identity and version are kept, so that publishing it again goes on from there.
 *
 * @returns whether there was such an article
 */
export async function deleteArticle(
  db: D1Database,
  id: string,
  context: AuditContext,
): Promise<boolean> {
  const { now } = context
  return inOrder(async () => {
    const stored = (await readStored(db, [id])).get(id)
    if (!stored || stored.state === 'deleted') return false
    const { number } = stored
    const shown = stored.visible_from <= now ? feedNames(stored) : []
    const left = await readLeft(db, number)
    const seen = new Map([...shown, ...left].map((name) => [name.join(' '), name]))
    await db.batch([
      ...stillAsRead(db, [{ stored }]),
      db.prepare('DELETE FROM entries WHERE article = ?1').bind(number),
      db.prepare('DELETE FROM drafts WHERE article = ?1').bind(number),
      countChanges(db, 1),
      wasPublic(stored, now)
        ? db.prepare(EMPTY_ARTICLE).bind(number, now)
        : db.prepare('DELETE FROM articles WHERE number = ?1').bind(number),
      ...remember(
        db,
        [...seen.values()].map((name) => [number, name]),
        now,
      ),
      ...moveFeeds(db, [...seen.values()], now),
      ...auditRows(
        db,
        [{ action: 'article.delete', subject: id, detail: { version: stored.version } }],
        context,
      ),
    ])
    return true
  })
}

// Who had it from a feed that it has left has it still.
const LEFT = `
  SELECT f.kind, f.key FROM feeds f
  WHERE f.number IN (SELECT r.feed FROM removals r WHERE r.article = ?1)`

async function readLeft(db: D1Database, article: number): Promise<FeedName[]> {
  const { results } = await db.prepare(LEFT).bind(article).all<{ kind: string; key: string }>()
  return results.map(({ kind, key }) => [kind, key])
}

const EMPTY_ARTICLE = `
  UPDATE articles SET state = 'deleted', version = version + 1, was_public = 1, document = '{}',
    digest = '', change = (SELECT number FROM last_change WHERE only = 1), changed = ?2
  WHERE number = ?1`
