// What is public, and reading it: the one place where a feed's entries are chosen. No format,
// page or listing reads entries in another way.

import type { Article } from '../article/article.ts'
import type { StoredPublication } from './publication.ts'
import { key } from '../text/key.ts'
import type { FeedKind } from '../article/memberships.ts'

// An entry stands only for a published article that is for syndication (writing.ts and withdrawing.ts
// take the others away); it is public from its moment on. `?1` is now.
export const PUBLIC = 'e.visible_from <= ?1'
// Not `NOT`, for which SQLite looks at every entry.
const TO_COME = 'e.visible_from > ?1'

/** Whether the article `a` is public: in the feed of everything, which was made first. */
export const IS_PUBLIC = `EXISTS (
    SELECT 1 FROM entries e WHERE e.article = a.number AND e.feed = 1 AND ${PUBLIC})`

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
  /** Names the store, whose numbers of changes these are. */
  store: string
  /** The newest moment at which an article of it became visible, ms; 0 for none. */
  newest: number
  /** The next moment at which one will, ms. */
  next: number | undefined
  /** The last change by which an article left a place in it; 0 for none. */
  lastRemoval: number
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
  document: string | null
  publication_change: number
  publication_changed: number
  store: string
  newest: number | null
  next: number | null
  last_removal: number | null
  first_language: string | null
  last_language: string | null
}

// Left to choose, SQLite sorts all entries of a feed for its first and last language.
export const FEED_STATE = `
  SELECT f.number, f.kind, f.key, f.title, f.slug, f.change, f.changed,
    iif(p.change = ?5, NULL, p.document) AS document,
    p.change AS publication_change, p.changed AS publication_changed, p.store,
    (SELECT e.visible_from FROM entries e WHERE e.feed = f.number AND ${PUBLIC}
      ORDER BY e.visible_from DESC LIMIT 1) AS newest,
    (SELECT e.visible_from FROM entries e WHERE e.feed = f.number AND ${TO_COME}
      ORDER BY e.visible_from LIMIT 1) AS next,
    (SELECT r.change FROM removals r WHERE r.feed = f.number
      ORDER BY r.change DESC LIMIT 1) AS last_removal,
    (SELECT e.language FROM entries e INDEXED BY entries_by_language
      WHERE e.feed = f.number AND ${PUBLIC} ORDER BY e.language LIMIT 1) AS first_language,
    (SELECT e.language FROM entries e INDEXED BY entries_by_language
      WHERE e.feed = f.number AND ${PUBLIC} ORDER BY e.language DESC LIMIT 1) AS last_language
  FROM feeds f JOIN publication p ON p.only = 1
  WHERE f.number = coalesce(
    (SELECT s.feed FROM slugs s WHERE s.kind = ?2 AND s.slug = ?3),
    (SELECT k.number FROM feeds k WHERE k.kind = ?2 AND k.key = ?4))`

/** A publication that the caller has read before, so that it need not be read again. */
export interface KnownPublication {
  change: number
  publication: StoredPublication
}

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
  known?: KnownPublication,
): Promise<FeedState | undefined> {
  const spelling = kind === 'tag' || kind === 'author' ? key(slug.replaceAll('-', ' ')) : null
  const row = await db
    .prepare(FEED_STATE)
    .bind(now, kind, slug, spelling, known?.change ?? 0)
    .first<StateRow>()
  const publication = row && publicationOf(row, known)
  if (!row || !publication || !exists(row, publication)) return undefined
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
    store: row.store,
    newest: row.newest ?? 0,
    next: row.next ?? undefined,
    lastRemoval: row.last_removal ?? 0,
    changed: Math.max(row.changed, row.publication_changed, row.newest ?? 0),
    onlyLanguage: same ? (row.first_language ?? undefined) : undefined,
  }
}

function publicationOf(
  { document }: StateRow,
  known: KnownPublication | undefined,
): StoredPublication | undefined {
  return document === null ? known?.publication : (JSON.parse(document) as StoredPublication)
}

function exists(row: StateRow, publication: StoredPublication): boolean {
  if (row.kind === 'all') return true
  if (row.kind === 'section') return publication.sections.some(({ id }) => id === row.key)
  return row.change > 0 || row.newest !== null
}

/** A place in a feed: what comes after it is older. */
export interface Cursor {
  /** ms since 1970 */
  visibleFrom: number
  rank: number
}

/** What is known of an entry before its article is read. */
export interface Entry extends Cursor {
  /** The number of the article. */
  article: number
  version: number
  /** The change of the feed with which it came to be there as it is. */
  change: number
}

/** Some of the entries of a feed, newest first. */
export interface Window {
  entries: Entry[]
  /** The one that comes after them. */
  next: Entry | undefined
}

export const FEED_WINDOW = `
  SELECT e.article, e.version, e.visible_from AS visibleFrom, e.rank, e.change FROM entries e
  WHERE e.feed = ?2 AND ${PUBLIC} AND (e.visible_from, e.rank) < (?3, ?4)
  ORDER BY e.visible_from DESC, e.rank DESC, e.article DESC LIMIT ?5`

/**
 * The newest public entries of a feed.
 *
 * @param limit how many at most
 * @param before only those that come after this place
 */
export async function readWindow(
  db: D1Database,
  feed: number,
  now: number,
  limit: number,
  before: Cursor = { visibleFrom: Number.MAX_SAFE_INTEGER, rank: 0 },
): Promise<Window> {
  const { results } = await db
    .prepare(FEED_WINDOW)
    .bind(now, feed, before.visibleFrom, before.rank, limit + 1)
    .all<Entry>()
  return { entries: results.slice(0, limit), next: results[limit] }
}

export const ENTRY_ARTICLES = `
  SELECT a.number, a.document FROM json_each(?1) j
  JOIN articles a ON a.number = j.value ->> 0 AND a.version = j.value ->> 1
  WHERE a.state = 'published'`

/**
 * The articles of entries, by their numbers. One that has been changed or taken away since its
 * entry was read is missing.
 */
export async function readArticles(
  db: D1Database,
  entries: Pick<Entry, 'article' | 'version'>[],
): Promise<Map<number, Article>> {
  if (entries.length === 0) return new Map()
  const wanted = entries.map(({ article, version }) => [article, version])
  const { results } = await db
    .prepare(ENTRY_ARTICLES)
    .bind(JSON.stringify(wanted))
    .all<{ number: number; document: string }>()
  return new Map(results.map(({ number, document }) => [number, JSON.parse(document) as Article]))
}

/** The newest public articles of a feed, newest first. */
export async function readNewest(
  db: D1Database,
  feed: number,
  now: number,
  limit: number,
): Promise<Article[]> {
  const { entries } = await readWindow(db, feed, now, limit)
  const articles = await readArticles(db, entries)
  return entries.flatMap(({ article }) => articles.get(article) ?? [])
}

const IN_A_FEED = `EXISTS (SELECT 1 FROM entries e WHERE e.article = a.number AND ${PUBLIC})`

export const REMOVED = `
  SELECT r.article, a.id, r.removed, r.change, ${IN_A_FEED} AS isPublished
  FROM removals r JOIN articles a ON a.number = r.article
  WHERE r.feed = ?2 AND r.change > ?3 ORDER BY r.change DESC, r.article DESC LIMIT ?4`

export const GONE = `
  SELECT a.id, r.removed FROM removals r JOIN articles a ON a.number = r.article
  WHERE r.feed = ?2 AND r.removed >= ?3 AND NOT ${IN_A_FEED}
  ORDER BY r.removed DESC, r.change DESC, r.article DESC LIMIT ?4`

/** A place in a feed that an article has left. */
export interface Removal {
  /** The number of the article. */
  article: number
  id: string
  /** ms since 1970 */
  removed: number
  /** The change of the feed that took it away. */
  change: number
  /** Whether it is public all the same: moved to another place, or to other feeds. */
  isPublished: boolean
}

/** The places that articles have left since a change of the feed, the last ones first. */
export async function readRemovals(
  db: D1Database,
  feed: number,
  now: number,
  since: number,
  limit: number,
): Promise<Removal[]> {
  const { results } = await db
    .prepare(REMOVED)
    .bind(now, feed, since, limit)
    .all<Omit<Removal, 'isPublished'> & { isPublished: number }>()
  return results.map((row) => ({ ...row, isPublished: row.isPublished === 1 }))
}

/** A place in a feed that an article has left which is public no more. */
export type Gone = Pick<Removal, 'id' | 'removed'>

/**
 * What has left a feed and is in no other, the last ones first; an article once for each place.
 *
 * @param since ms since 1970
 */
export async function readGone(
  db: D1Database,
  feed: number,
  now: number,
  since: number,
  limit: number,
): Promise<Gone[]> {
  const { results } = await db.prepare(GONE).bind(now, feed, since, limit).all<Gone>()
  return results
}
