// Where in its life an article is: for those who publish it, and for the address of the article.

import { IS_PUBLIC } from './selection.ts'
import type { ArticleState } from './stored.ts'

export const STANDING = `
  SELECT a.id, a.state, a.reason, a.version, a.change, a.changed, a.was_public AS wasPublic,
    a.document ->> 'published' AS published, a.document ->> 'updated' AS updated,
    a.document ->> 'visibleFrom' AS visibleFrom, a.document ->> 'canonical' AS canonical,
    a.document ->> 'syndication' AS syndication,
    ${IS_PUBLIC} AS isPublic
  FROM articles a WHERE a.id = ?2`

/** Where in its life an article is. What a deleted or killed one said is not known any more. */
export interface Standing {
  id: string
  state: ArticleState
  reason: string | null
  version: number
  /** The last change of it, in the order of all changes. */
  change: number
  /** When that was, ms since 1970. */
  changed: number
  published: string | null
  updated: string | null
  visibleFrom: string | null
  canonical: string | null
  syndication: 'none' | null
  /** Whether it is in the feeds now. */
  isPublic: boolean
  /** Whether it is, or has been. */
  wasPublic: boolean
}

interface StandingRow extends Omit<Standing, 'isPublic' | 'wasPublic'> {
  isPublic: number
  wasPublic: number
}

/**
 * Where in its life an article is; `undefined` where there has never been one of that id.
 *
 * @param now ms since 1970
 */
export async function readStanding(
  db: D1Database,
  id: string,
  now: number,
): Promise<Standing | undefined> {
  const row = await db.prepare(STANDING).bind(now, id).first<StandingRow>()
  return row ? standingOf(row) : undefined
}

/**
 * Makes a change of an article, and reads where it is then, in one batch: who is told that it failed
 * can be sure that nothing is kept.
 */
export async function changeStanding(
  db: D1Database,
  statements: D1PreparedStatement[],
  id: string,
  now: number,
): Promise<Standing | undefined> {
  const results = await db.batch<StandingRow>([...statements, db.prepare(STANDING).bind(now, id)])
  const [row] = results.at(-1)?.results ?? []
  return row && standingOf(row)
}

function standingOf(row: StandingRow): Standing {
  const isPublic = row.isPublic === 1
  return { ...row, isPublic, wasPublic: isPublic || row.wasPublic === 1 }
}

/** An article that there is, or was until now. */
export interface Found {
  /** Where it is now; `undefined` where it has left nothing behind. */
  standing: Standing | undefined
}
