// The whole store in pages: what it takes to make another one that is the same in every number, and
// so in every validator and cursor. `recovering.ts` takes the same rows.
//
// Articles come in the order of their changes. One that is changed meanwhile comes again, later, so
// that of rows with one number the last one counts. Feeds come when there are no articles left; when
// something is written while they are read, the articles that it touched come first, and the feeds
// again. The end holds only if nothing was written since the first of these feeds.

import type { FeedKind } from '../article/memberships.ts'
import type { Stored } from './stored.ts'

/** An article in every state, with its draft and its places in the feeds. */
export interface ExportedArticle extends Omit<Stored, 'feeds' | 'left'> {
  origin: string
  created: number
  changed: number
  /** The draft as JSON; null where none is kept. */
  draft: string | null
  /** Feed, moment, rank, language, version, change. */
  entries: [number, number, number, string, number, number][]
  /** Feed, change, and when it left, ms since 1970. */
  removals: [number, number, number][]
}

/** A feed, with every slug that leads to it. */
export interface ExportedFeed {
  number: number
  kind: FeedKind
  key: string
  title: string
  slug: string
  change: number
  changed: number
  slugs: string[]
}

/** The publication, and what the other rows are measured by. */
export interface ExportedPublication {
  /** As JSON. */
  document: string
  change: number
  changed: number
  /** Names the store. */
  store: string
  /** The last number given to a change. */
  lastChange: number
  /** How many articles and feeds there are. */
  articles: number
  feeds: number
}

/** Where an export is. */
export interface ExportCursor {
  /** The change of the last article that was read. */
  article: number
  /** The last feed that was read; 0 before the first. */
  feed: number
  /** What the store was when the first feed was read: changes of the publication and of articles. */
  publicationChange: number
  lastChange: number
}

export const EXPORT_BEGINNING: ExportCursor = {
  article: 0,
  feed: 0,
  publicationChange: 0,
  lastChange: 0,
}

/** Some of the rows. */
export interface ExportPage {
  articles: ExportedArticle[]
  feeds: ExportedFeed[]
  /** With the last page. */
  publication: ExportedPublication | undefined
  /** Where to go on; `undefined` after the last page. */
  next: ExportCursor | undefined
}

const MOST_ARTICLES = 100
// Characters of documents and drafts in one page, where it is not a single article that has more.
const LARGEST_PAGE = 700_000
const MOST_FEEDS = 500

/** The rows from a cursor on; `undefined` before there is a publication. */
export async function readExport(
  db: D1Database,
  from: ExportCursor,
): Promise<ExportPage | undefined> {
  const last = from.feed === 0 ? await lastOfPage(db, from.article) : undefined
  if (last === undefined) return readFeeds(db, from)
  const { results } = await db
    .prepare(EXPORTED_ARTICLES)
    .bind(from.article, last)
    .all<Omit<ExportedArticle, 'entries' | 'removals'> & { entries: string; removals: string }>()
  const articles = results.map(({ entries, removals, ...row }) => ({
    ...row,
    entries: JSON.parse(entries) as ExportedArticle['entries'],
    removals: JSON.parse(removals) as ExportedArticle['removals'],
  }))
  const next = { ...EXPORT_BEGINNING, article: last }
  return { articles, feeds: [], publication: undefined, next }
}

/** The change of the last article of a page; `undefined` where none are left. */
async function lastOfPage(db: D1Database, after: number): Promise<number | undefined> {
  const { results } = await db
    .prepare(EXPORT_SIZES)
    .bind(after, MOST_ARTICLES)
    .all<{ change: number; size: number }>()
  let left = LARGEST_PAGE
  let last = results[0]?.change
  for (const { change, size } of results) {
    left -= size
    if (left >= 0) last = change
    else break
  }
  return last
}

async function readFeeds(db: D1Database, from: ExportCursor): Promise<ExportPage | undefined> {
  const [states, read] = await db.batch([
    db.prepare(EXPORT_STATE).bind(from.article),
    db.prepare(EXPORTED_FEEDS).bind(from.feed, MOST_FEEDS),
  ])
  const state = states?.results[0] as StateRow | undefined
  if (!state) return undefined
  const again = { ...EXPORT_BEGINNING, article: from.article }
  const empty = { articles: [], feeds: [], publication: undefined }
  if (!isStill(state, from)) return { ...empty, next: again }
  const rows = (read?.results ?? []) as (Omit<ExportedFeed, 'slugs'> & { slugs: string })[]
  const feeds = rows.map((row) => ({ ...row, slugs: JSON.parse(row.slugs) as string[] }))
  const { publicationChange, lastChange } = state
  const last = feeds.at(-1)?.number ?? from.feed
  const next = { article: from.article, feed: last, publicationChange, lastChange }
  if (feeds.length === MOST_FEEDS) return { ...empty, feeds, next }
  const publication = await readEnd(db, next)
  return { ...empty, feeds, publication, next: publication ? undefined : again }
}

interface StateRow {
  publicationChange: number
  lastChange: number
  /** Whether there are articles after the cursor. */
  hasArticles: number
}

function isStill(state: StateRow, { feed, ...read }: ExportCursor): boolean {
  if (feed === 0) return state.hasArticles === 0
  return state.publicationChange === read.publicationChange && state.lastChange === read.lastChange
}

/** The publication, where nothing has been written since the feeds were read. */
async function readEnd(
  db: D1Database,
  { publicationChange, lastChange }: ExportCursor,
): Promise<ExportedPublication | undefined> {
  const end = await db.prepare(EXPORTED_PUBLICATION).first<ExportedPublication>()
  const isSame = end?.change === publicationChange && end.lastChange === lastChange
  return isSame ? end : undefined
}

export const EXPORT_SIZES = `
  SELECT a.change, length(a.document) + coalesce(
    (SELECT length(d.document) FROM drafts d WHERE d.article = a.number), 0) AS size
  FROM articles a WHERE a.change > ?1 ORDER BY a.change LIMIT ?2`

export const EXPORTED_ARTICLES = `
  SELECT a.number, a.id, a.state, a.reason, a.version, a.visible_from, a.was_public,
    a.public_from, a.document, a.origin, a.digest, a.processing, a.created, a.change, a.changed,
    (SELECT d.document FROM drafts d WHERE d.article = a.number) AS draft,
    (SELECT json_group_array(
        json_array(e.feed, e.visible_from, e.rank, e.language, e.version, e.change))
      FROM entries e WHERE e.article = a.number) AS entries,
    (SELECT json_group_array(json_array(r.feed, r.change, r.removed))
      FROM removals r WHERE r.article = a.number) AS removals
  FROM articles a WHERE a.change > ?1 AND a.change <= ?2 ORDER BY a.change`

export const EXPORT_STATE = `
  SELECT p.change AS publicationChange, l.number AS lastChange,
    EXISTS (SELECT 1 FROM articles a WHERE a.change > ?1) AS hasArticles
  FROM publication p JOIN last_change l ON l.only = 1 WHERE p.only = 1`

export const EXPORTED_FEEDS = `
  SELECT f.number, f.kind, f.key, f.title, f.slug, f.change, f.changed,
    (SELECT json_group_array(s.slug) FROM slugs s WHERE s.feed = f.number) AS slugs
  FROM feeds f WHERE f.number > ?1 ORDER BY f.number LIMIT ?2`

// Every number is above 0: a range of an index.
export const EXPORTED_PUBLICATION = `
  SELECT p.document, p.change, p.changed, p.store, l.number AS lastChange,
    (SELECT count(*) FROM articles a WHERE a.change > 0) AS articles,
    (SELECT count(*) FROM feeds f WHERE f.number > 0) AS feeds
  FROM publication p JOIN last_change l ON l.only = 1 WHERE p.only = 1`
