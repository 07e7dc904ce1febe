// What is kept, for those who publish: by origin, and what is to be processed again.

import type { Draft } from '../article/draft.ts'
import type { KeptState } from './stored.ts'

/** An article as a source is told of it: enough to know whether to send it again. */
export interface ListedArticle {
  id: string
  version: number
  digest: string
  state: KeptState
}

/**
 * Articles of an origin in the order of their ids, those after `after`; those too that are withheld
 * or killed, which no source is to bring back unasked.
 */
export async function listArticles(
  db: D1Database,
  origin: string,
  after: string,
  limit: number,
): Promise<ListedArticle[]> {
  const { results } = await db
    .prepare(
      `SELECT id, version, digest, state FROM articles
        WHERE origin = ?1 AND id > ?2 AND state <> 'deleted' ORDER BY id LIMIT ?3`,
    )
    .bind(origin, after, limit)
    .all<ListedArticle>()
  return results
}

/** A draft whose article was made by another processing, or for another publication. */
export interface StaleDraft {
  draft: Draft
  digest: string
}

/** Some of the drafts that are to be processed again. */
export async function readStale(
  db: D1Database,
  processing: string,
  limit: number,
): Promise<StaleDraft[]> {
  const { results } = await db
    .prepare(READ_STALE)
    .bind(processing, limit)
    .all<{ document: string; digest: string }>()
  return results.map(({ document, digest }) => ({ draft: JSON.parse(document) as Draft, digest }))
}

/** The first of the drafts that are to be processed again, if there is one. */
export function firstStale(db: D1Database, processing: string): D1PreparedStatement {
  return db.prepare(READ_STALE).bind(processing, 1)
}

// Two ranges of the index articles_by_processing.
export const READ_STALE = `
  SELECT d.document, a.digest FROM (
    SELECT number, digest FROM articles WHERE processing < ?1 AND state = 'published'
    UNION ALL
    SELECT number, digest FROM articles WHERE processing > ?1 AND state = 'published'
  ) a JOIN drafts d ON d.article = a.number LIMIT ?2`
