// What is public, and reading it: the one place where a feed's entries are chosen. No format,
// page or listing reads entries in another way.

import type { Article } from '../article/article.ts'
import type { StoredPublication } from './publication.ts'
import { key } from '../text/key.ts'
import type { FeedIdentity, FeedKind } from '../article/memberships.ts'

// An entry stands only for a published article (writing.ts takes the others away); it is public
// from its moment on. `?1` is now.
const PUBLIC = 'e.visible_from <= ?1'

/** All that is known of a feed before an article of it is read. */
export interface FeedState {
  number: number
  kind: FeedKind
  key: string
  title: string
  slug: string
  publication: StoredPublication
  /** Goes up with every change of what the feed shows. */
  change: number
  /** Goes up with every change of the publication. */
  publicationChange: number
  /** The newest moment at which an article of it became visible, ms; 0 for none. */
  newest: number
  /** When what it shows last changed, ms: by a write or because an embargo ended. */
  changed: number
  /** The language of all its articles, where they have one in common. */
  onlyLanguage: string | undefined
}

interface StateRow {
  number: number
  kind: FeedKind
  key: string
  title: string
  slug: string
  change: number
  changed: number
  document: string
  publication_change: number
  publication_changed: number
  newest: number | null
  first_language: string | null
  last_language: string | null
}

// Left to choose, SQLite sorts all entries of a feed for its first and last language.
export const FEED_STATE = `
  SELECT f.number, f.kind, f.key, f.title, f.slug, f.change, f.changed,
    p.document, p.change AS publication_change, p.changed AS publication_changed,
    (SELECT e.visible_from FROM entries e WHERE e.feed = f.number AND ${PUBLIC}
      ORDER BY e.visible_from DESC LIMIT 1) AS newest,
    (SELECT e.language FROM entries e INDEXED BY entries_by_language
      WHERE e.feed = f.number AND ${PUBLIC} ORDER BY e.language LIMIT 1) AS first_language,
    (SELECT e.language FROM entries e INDEXED BY entries_by_language
      WHERE e.feed = f.number AND ${PUBLIC} ORDER BY e.language DESC LIMIT 1) AS last_language
  FROM feeds f JOIN publication p ON p.only = 1
  WHERE f.number = coalesce(
    (SELECT s.feed FROM slugs s WHERE s.kind = ?2 AND s.slug = ?3),
    (SELECT k.number FROM feeds k WHERE k.kind = ?2 AND k.key = ?4))`

/**
 * The feed that has, or once had, this slug, else the tag or author of which it is another spelling
 * (rule 31: `الامارات` for `الإمارات`). `undefined` where there is none: no publication yet,
 * a slug never used, a section that the publication no longer has, or a tag, author or language of
 * which nothing has been public.
 *
 * @param now ms since 1970
 */
export async function readFeedState(
  db: D1Database,
  kind: FeedKind,
  slug: string,
  now: number,
): Promise<FeedState | undefined> {
  const spelling = kind === 'tag' || kind === 'author' ? key(slug.replaceAll('-', ' ')) : null
  const row = await db.prepare(FEED_STATE).bind(now, kind, slug, spelling).first<StateRow>()
  if (!row) return undefined
  const publication = JSON.parse(row.document) as StoredPublication
  if (!exists(row, publication)) return undefined
  const same = row.first_language !== null && row.first_language === row.last_language
  return {
    number: row.number,
    kind: row.kind,
    key: row.key,
    title: row.title,
    slug: row.slug,
    publication,
    change: row.change,
    publicationChange: row.publication_change,
    newest: row.newest ?? 0,
    changed: Math.max(row.changed, row.publication_changed, row.newest ?? 0),
    onlyLanguage: same ? (row.first_language ?? undefined) : undefined,
  }
}

function exists(row: StateRow, publication: StoredPublication): boolean {
  if (row.kind === 'all') return true
  if (row.kind === 'section') return publication.sections.some(({ id }) => id === row.key)
  return row.change > 0 || row.newest !== null
}

/** A place in a feed: what comes after it is older. */
export interface Cursor {
  visibleFrom: number
  rank: number
}

export const FEED_ENTRIES = `
  SELECT a.document, e.visible_from, e.rank FROM entries e JOIN articles a ON a.number = e.article
  WHERE e.feed = ?2 AND ${PUBLIC} AND (e.visible_from, e.rank) < (?3, ?4)
  ORDER BY e.visible_from DESC, e.rank DESC, e.article DESC LIMIT ?5`

/**
 * The newest public articles of a feed, newest first, and where to go on if there are more.
 *
 * @param limit how many at most
 * @param before only those that come after this place
 */
export async function readEntries(
  db: D1Database,
  feed: number,
  now: number,
  limit: number,
  before: Cursor = { visibleFrom: Number.MAX_SAFE_INTEGER, rank: 0 },
): Promise<{ articles: Article[]; next: Cursor | undefined }> {
  const { results } = await db
    .prepare(FEED_ENTRIES)
    .bind(now, feed, before.visibleFrom, before.rank, limit + 1)
    .all<{ document: string; visible_from: number; rank: number }>()
  const shown = results.slice(0, limit)
  const last = results.length > limit ? shown.at(-1) : undefined
  return {
    articles: shown.map(({ document }) => JSON.parse(document) as Article),
    next: last && { visibleFrom: last.visible_from, rank: last.rank },
  }
}

export const FEED_LIST = `
  SELECT f.kind, f.key, f.title, f.slug FROM feeds f
  WHERE f.kind = ?2 AND EXISTS (SELECT 1 FROM entries e WHERE e.feed = f.number AND ${PUBLIC})
  ORDER BY f.key LIMIT ?3`

/** The feeds of a kind that have something public in them, in the order of their keys. */
export async function listFeeds(
  db: D1Database,
  kind: FeedKind,
  now: number,
  limit: number,
): Promise<FeedIdentity[]> {
  const { results } = await db.prepare(FEED_LIST).bind(now, kind, limit).all<FeedIdentity>()
  return results
}
