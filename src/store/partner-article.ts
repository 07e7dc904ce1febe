// An article as it stands towards a partner: what the newsroom asks for when it misses one in a feed.

import type { Article } from '../article/article.ts'
import type { ArticleState } from './stored.ts'

export const PARTNER_ARTICLE = `
  SELECT a.number, a.state, a.reason, a.visible_from AS visibleFrom, a.document, d.delivered, d.taken,
    (SELECT json_group_array(e.feed) FROM entries e WHERE e.article = a.number) AS feeds
  FROM articles a LEFT JOIN partner_deliveries d ON d.partner = ?2 AND d.article = a.number
  WHERE a.id = ?1`

/** Moments in ms since 1970. */
export interface PartnerArticle {
  number: number
  state: ArticleState
  /** Why it is withheld or killed. */
  reason: string | null
  visibleFrom: number
  /** Only of what is published or withheld. */
  document: Article | undefined
  /** When the partner had it first, and since when it may have it no longer; null for never. */
  delivered: number | null
  taken: number | null
  /** Numbers of the feeds that it is in. */
  feeds: number[]
}

/** The article; `undefined` where there is none of that id. */
export async function readPartnerArticle(
  db: D1Database,
  id: string,
  partner: string,
): Promise<PartnerArticle | undefined> {
  type Row = Omit<PartnerArticle, 'document' | 'feeds'> & { document: string; feeds: string }
  const row = await db.prepare(PARTNER_ARTICLE).bind(id, partner).first<Row>()
  if (!row) return undefined
  const hasText = row.state === 'published' || row.state === 'withheld'
  return {
    ...row,
    document: hasText ? (JSON.parse(row.document) as Article) : undefined,
    feeds: JSON.parse(row.feeds) as number[],
  }
}
