// What is known of articles by their ids: for a source that asks before it sends or takes away.

import type { ArticleState } from './stored.ts'

/** An article as a source is told of it; one that is deleted too, where anybody could have seen it. */
export interface KnownArticle {
  id: string
  origin: string
  state: ArticleState
  /** Of the draft; empty of what is deleted. */
  digest: string
}

const READ_KNOWN = `
  SELECT a.id, a.origin, a.state, a.digest
  FROM json_each(?1) j JOIN articles a ON a.id = j.value`

/** The articles of these ids that there are or have been, by their ids. */
export async function readKnown(db: D1Database, ids: string[]): Promise<Map<string, KnownArticle>> {
  const { results } = await db.prepare(READ_KNOWN).bind(JSON.stringify(ids)).all<KnownArticle>()
  return new Map(results.map((row) => [row.id, row]))
}
