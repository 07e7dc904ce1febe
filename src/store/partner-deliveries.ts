// What partners were delivered, and which of it they may have no longer. Written when a document says
// something new, never for a poll.

import type { Article } from '../article/article.ts'
import { BEGIN_PROGRESS, type Progress } from './partner-progress.ts'
import { GIVEN_BACK } from './partner-returns.ts'
import { PUBLIC } from './selection.ts'
import type { ArticleState } from './stored.ts'

/**
 * What a partner is told of an article that it may have no longer. Of what was killed nothing is
 * left but its id, which stands in the place of its title.
 */
export interface TakenBack extends Pick<
  Article,
  'id' | 'title' | 'language' | 'direction' | 'canonical'
> {
  /** The number of the article. */
  article: number
  state: ArticleState
  /** When that was found, ms since 1970. */
  taken: number
  /** What the removal is dated: newer than all that the partner was sent of it. */
  removed: number
}

/** What is kept of a document of a partner. */
export interface KeptDocument {
  etag: string
  /** Since when it has it, ms since 1970. */
  changed: number
}

/** What is known before anything is chosen. */
export interface Before {
  /** The number of the last change of any article. */
  lastChange: number
  /** `undefined` where nothing was delivered yet. */
  progress: Progress | undefined
  document: KeptDocument | undefined
}

export const BEFORE = `
  SELECT l.number AS lastChange, c.change, c.terms, c.after, d.tag AS etag, d.changed
  FROM last_change l
  LEFT JOIN partner_checks c ON c.partner = ?1
  LEFT JOIN partner_documents d ON d.partner = ?1 AND d.file = ?2
  WHERE l.only = 1`

/** What was known of a partner's document when it was last made. */
export async function readBefore(db: D1Database, partner: string, file: string): Promise<Before> {
  type Row = { lastChange: number } & { [Name in keyof (Progress & KeptDocument)]: unknown }
  const row = await db.prepare(BEFORE).bind(partner, file).first<Row>()
  if (!row) throw new Error('the store has lost its last change: apply the migrations')
  const { lastChange, change, terms, after, etag, changed } = row
  return {
    lastChange,
    progress: change === null ? undefined : ({ change, terms, after } as Progress),
    document: etag === null ? undefined : ({ etag, changed } as KeptDocument),
  }
}

/** An article that was delivered, as it is now. */
export interface Delivered {
  article: number
  version: number
  /** The number of its last change. */
  change: number
  /** When that was, ms since 1970. */
  changed: number
  state: ArticleState
  /** Whether it is public, and in one of the feeds. */
  isThere: boolean
  /** ms since 1970; `null` while the partner may have it. */
  taken: number | null
  /** Only of what is published. */
  document: Article | undefined
}

const DELIVERED = `
  a.number AS article, a.version, a.change, a.changed, a.state, d.taken,
  EXISTS (SELECT 1 FROM entries e WHERE e.article = a.number AND ${PUBLIC}
    AND e.feed IN (SELECT value FROM json_each(?3))) AS isThere,
  iif(a.state = 'published', a.document, NULL) AS document`

export const CHANGED_DELIVERIES = `
  SELECT ${DELIVERED} FROM articles a CROSS JOIN partner_deliveries d
  WHERE a.change > ?4 AND d.partner = ?2 AND d.article = a.number ORDER BY a.change LIMIT ?5`

// By the partner's own rows: of many changes, most are of articles that it never had.
export const CHANGED_SINCE_LONG = `
  SELECT ${DELIVERED} FROM partner_deliveries d CROSS JOIN articles a
  WHERE d.partner = ?2 AND a.number = d.article AND a.change > ?4 ORDER BY a.change LIMIT ?5`

export const ALL_DELIVERIES = `
  SELECT ${DELIVERED} FROM partner_deliveries d CROSS JOIN articles a
  WHERE d.partner = ?2 AND d.article > ?4 AND a.number = d.article ORDER BY d.article LIMIT ?5`

/** What is looked through. */
export interface Looked {
  partner: string
  /** Numbers of the feeds in which the partner's articles stand. */
  feeds: number[]
  /** ms since 1970 */
  now: number
  limit: number
}

// Of changes: where there are more, a partner's rows are likely to be fewer.
const LONG = 2000

/**
 * What was delivered and has changed since a change, the earliest first.
 *
 * @param lastChange the number of the last change of any article
 */
export function readChangedDeliveries(
  db: D1Database,
  looked: Looked,
  change: number,
  lastChange: number,
): Promise<Delivered[]> {
  const sql = lastChange - change > LONG ? CHANGED_SINCE_LONG : CHANGED_DELIVERIES
  return delivered(db, sql, looked, change)
}

/** What was delivered, in the order of the articles' numbers, from one on. */
export function readAllDeliveries(
  db: D1Database,
  looked: Looked,
  after: number,
): Promise<Delivered[]> {
  return delivered(db, ALL_DELIVERIES, looked, after)
}

async function delivered(
  db: D1Database,
  sql: string,
  { partner, feeds, now, limit }: Looked,
  after: number,
): Promise<Delivered[]> {
  type Row = Omit<Delivered, 'isThere' | 'document'> & { isThere: number; document: string | null }
  const { results } = await db
    .prepare(sql)
    .bind(now, partner, JSON.stringify(feeds), after, limit)
    .all<Row>()
  return results.map(({ isThere, document, ...row }) => ({
    ...row,
    isThere: isThere === 1,
    document: document === null ? undefined : (JSON.parse(document) as Article),
  }))
}

export const TAKEN = `
  SELECT d.article, a.id, a.state, d.told, d.taken, coalesce(d.removed, d.taken) AS removed
  FROM partner_deliveries d CROSS JOIN articles a
  WHERE d.partner = ?1 AND d.taken IS NOT NULL AND d.taken > ?2 AND a.number = d.article
  ORDER BY d.taken DESC, d.article DESC LIMIT ?3`

/**
 * What a partner was delivered and may have no longer, the last ones first.
 *
 * @param since ms since 1970
 */
export async function readTaken(
  db: D1Database,
  partner: string,
  since: number,
  limit: number,
): Promise<TakenBack[]> {
  const { results } = await db
    .prepare(TAKEN)
    .bind(partner, since, limit)
    .all<Omit<TakenBack, 'title' | 'language'> & { told: string | null }>()
  return results.map(({ told, ...row }) => {
    const fields = Object.entries(JSON.parse(told ?? '{}') as Record<string, string | null>)
    const known = Object.fromEntries(fields.filter(([, value]) => value !== null))
    return { title: row.id, language: 'und', ...known, ...row }
  })
}

/** An article in a version. */
export type Version = [article: number, version: number]

// After so many ms in a document it is kept again that an article is there.
const MONTH = 30 * 24 * 60 * 60_000

export const UNDELIVERED = `
  SELECT j.value ->> 0 AS article, j.value ->> 1 AS version FROM json_each(?2) j
  WHERE NOT EXISTS (SELECT 1 FROM partner_deliveries d WHERE d.partner = ?1
    AND d.article = j.value ->> 0 AND d.version = j.value ->> 1 AND d.taken IS NULL
    AND d.told IS NOT NULL AND d.seen > ?3)`

/**
 * Those that a partner was not delivered, or of which that is to be kept again.
 *
 * @param now ms since 1970
 */
export async function readUndelivered(
  db: D1Database,
  partner: string,
  versions: Version[],
  now: number,
): Promise<Version[]> {
  if (versions.length === 0) return []
  const { results } = await db
    .prepare(UNDELIVERED)
    .bind(partner, JSON.stringify(versions), now - MONTH)
    .all<{ article: number; version: number }>()
  return results.map(({ article, version }) => [article, version])
}

export const PUT_DOCUMENT = `
  INSERT INTO partner_documents (partner, file, tag, changed) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (partner, file) DO UPDATE SET tag = excluded.tag, changed = excluded.changed
  WHERE tag <> excluded.tag`

/** Keeps which document a partner's file is now. */
export async function writeDocument(
  db: D1Database,
  partner: string,
  file: string,
  { etag, changed }: KeptDocument,
): Promise<void> {
  await db.prepare(PUT_DOCUMENT).bind(partner, file, etag, changed).run()
}

// Of what was killed a moment ago, nothing is left to be told but its identity.
export const DELIVER = `
  INSERT INTO partner_deliveries (partner, article, version, told, delivered, seen, sent)
  SELECT ?1, a.number, j.value ->> 1, iif(a.document ->> 'title' IS NULL, NULL, json_object(
    'title', a.document ->> 'title', 'language', a.document ->> 'language',
    'direction', a.document ->> 'direction', 'canonical', a.document ->> 'canonical')), ?3, ?3,
    1000 * unixepoch(a.document ->> 'updated')
  FROM json_each(?2) j JOIN articles a ON a.number = j.value ->> 0 WHERE true
  ON CONFLICT (partner, article)
  DO UPDATE SET version = excluded.version, told = excluded.told, seen = excluded.seen,
    sent = coalesce(excluded.sent, sent), ${GIVEN_BACK}`

/**
 * Keeps what a partner is delivered.
 *
 * @param read the progress that all of it is of
 * @param now ms since 1970
 */
export async function deliver(
  db: D1Database,
  partner: string,
  versions: Version[],
  progress: Pick<Progress, 'change' | 'terms'>,
  now: number,
): Promise<void> {
  await db.batch(deliveries(db, partner, versions, progress, now))
}

/** The statements that keep it. */
export function deliveries(
  db: D1Database,
  partner: string,
  versions: Version[],
  { change, terms }: Pick<Progress, 'change' | 'terms'>,
  now: number,
): D1PreparedStatement[] {
  return [
    db.prepare(DELIVER).bind(partner, JSON.stringify(versions), now),
    db.prepare(BEGIN_PROGRESS).bind(partner, change, terms),
  ]
}
