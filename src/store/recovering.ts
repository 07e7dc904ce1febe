// An exported store put into an empty one, number for number. As long as the publication is not
// there nothing is served, and nobody can publish; it comes last, and only if all the rest is there.
// So what breaks off can be begun again, and is never taken for a whole newsroom.

import { type AuditContext, auditRows } from './audit.ts'
import type { ExportedArticle, ExportedFeed, ExportedPublication } from './exporting.ts'
import type { StoredPublication } from './publication.ts'
import { putEndings } from './endings.ts'
import { forRows } from './statements.ts'

/** Some of the rows of an export: feeds come before articles, the publication comes alone. */
export interface RecoveredRows {
  feeds: ExportedFeed[]
  articles: ExportedArticle[]
}

/** A store that an export cannot go into. */
export class NotEmptyError extends Error {
  override name = 'NotEmptyError'
}

/** A store that has other rows than an export, or not all of them. */
export class OtherRowsError extends Error {
  override name = 'OtherRowsError'
}

/**
 * Keeps rows as they are. The same rows can come again, and of one number the last ones count.
 *
 * @throws {NotEmptyError} when there is a publication
 * @throws {OtherRowsError} when rows of another export are there, or an article's feeds are not
 */
export async function recoverRows(db: D1Database, rows: RecoveredRows): Promise<void> {
  const feeds = lastOfEach(rows.feeds)
  const articles = lastOfEach(rows.articles)
  const numbers = articles.map(({ number }) => number)
  const drafts = articles.flatMap(({ number, draft }) => (draft === null ? [] : [[number, draft]]))
  const entries = articles.flatMap(({ number, entries: all }) =>
    all.map((entry) => [number, ...entry]),
  )
  const removals = articles.flatMap(({ number, removals: all }) =>
    all.map((removal) => [number, ...removal]),
  )
  await write(db, [
    ...forRows(db, PUT_FEEDS, feeds),
    ...forRows(db, DELETE_SLUGS, feeds),
    ...forRows(db, INSERT_SLUGS, feeds),
    ...forRows(db, DELETE_ENDINGS, feeds),
    ...putEndings(db, feeds),
    ...forRows(db, DELETE_ENTRIES, numbers),
    ...forRows(db, DELETE_DRAFTS, numbers),
    ...forRows(db, DELETE_REMOVALS, numbers),
    ...forRows(db, PUT_ARTICLES, articles.map(withoutParts)),
    ...forRows(db, INSERT_DRAFTS, drafts),
    ...forRows(db, INSERT_ENTRIES, entries),
    ...forRows(db, INSERT_REMOVALS, removals),
    db.prepare(COUNT_CHANGES).bind(Math.max(0, ...articles.map(({ change }) => change))),
  ])
}

function lastOfEach<Row extends { number: number }>(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.number, row])).values()]
}

/** What has statements of its own: the parameter of a statement is a megabyte at most. */
function withoutParts(article: ExportedArticle) {
  return { ...article, draft: undefined, entries: undefined, removals: undefined }
}

/**
 * Ends it: from now on the store is what was exported.
 *
 * @throws {NotEmptyError} when there is a publication
 * @throws {OtherRowsError} when there are not as many articles and feeds as were exported
 */
export async function recoverPublication(
  db: D1Database,
  { document, change, changed, store, lastChange, articles, feeds }: ExportedPublication,
  context: AuditContext,
): Promise<void> {
  const { id } = JSON.parse(document) as StoredPublication
  const deed = { action: 'store.recover', subject: id, detail: { articles, feeds } } as const
  await write(db, [
    db.prepare(ALL_THERE).bind(articles, feeds, lastChange),
    db.prepare(SET_LAST_CHANGE).bind(lastChange),
    db.prepare(INSERT_PUBLICATION).bind(document, change, changed, store),
    ...auditRows(db, [deed], context),
  ])
}

async function write(db: D1Database, statements: D1PreparedStatement[]): Promise<void> {
  try {
    await db.batch([db.prepare(STILL_EMPTY), ...statements])
  } catch (error) {
    if (!/stale_read|UNIQUE constraint|FOREIGN KEY constraint/.test(String(error))) throw error
    const publication = await db.prepare('SELECT only FROM publication WHERE only = 1').first()
    throw publication ? new NotEmptyError() : new OtherRowsError()
  }
}

const STILL_EMPTY = `
  INSERT INTO stale_reads (id) SELECT p.document ->> 'id' FROM publication p WHERE p.only = 1`

// Every number is above 0: a range of an index.
const ALL_THERE = `
  INSERT INTO stale_reads (id)
  SELECT 'rows' FROM last_change l WHERE l.only = 1 AND (
    (SELECT count(*) FROM articles a WHERE a.change > 0) <> ?1 OR
    (SELECT count(*) FROM feeds f WHERE f.number > 0) <> ?2 OR
    EXISTS (SELECT 1 FROM articles a WHERE a.change > ?3))`

// No number is given twice, wherever this breaks off.
const COUNT_CHANGES = 'UPDATE last_change SET number = max(number, ?1) WHERE only = 1'
const SET_LAST_CHANGE = 'UPDATE last_change SET number = ?1 WHERE only = 1'

const INSERT_PUBLICATION = `
  INSERT INTO publication (only, document, change, changed, store) VALUES (1, ?1, ?2, ?3, ?4)`

// The feed of everything is there in an empty store too.
const PUT_FEEDS = `
  INSERT INTO feeds (number, kind, key, title, slug, change, changed)
  SELECT j.value ->> 'number', j.value ->> 'kind', j.value ->> 'key', j.value ->> 'title',
    j.value ->> 'slug', j.value ->> 'change', j.value ->> 'changed'
  FROM json_each(?1) j WHERE true
  ON CONFLICT (number) DO UPDATE SET kind = excluded.kind, key = excluded.key,
    title = excluded.title, slug = excluded.slug, change = excluded.change,
    changed = excluded.changed`

const DELETE_SLUGS = `
  DELETE FROM slugs WHERE feed IN (SELECT j.value ->> 'number' FROM json_each(?1) j)`

const DELETE_ENDINGS = `
  DELETE FROM endings WHERE feed IN (SELECT j.value ->> 'number' FROM json_each(?1) j)`

// A slug that another feed has given up meanwhile.
const INSERT_SLUGS = `
  INSERT OR REPLACE INTO slugs (kind, slug, feed)
  SELECT j.value ->> 'kind', s.value, j.value ->> 'number'
  FROM json_each(?1) j, json_each(j.value -> 'slugs') s`

const DELETE_ENTRIES = 'DELETE FROM entries WHERE article IN (SELECT value FROM json_each(?1))'
const DELETE_DRAFTS = 'DELETE FROM drafts WHERE article IN (SELECT value FROM json_each(?1))'
const DELETE_REMOVALS = 'DELETE FROM removals WHERE article IN (SELECT value FROM json_each(?1))'

const PUT_ARTICLES = `
  INSERT INTO articles (number, id, state, reason, version, visible_from, was_public, public_from,
    document, origin, digest, processing, created, change, changed)
  SELECT j.value ->> 'number', j.value ->> 'id', j.value ->> 'state', j.value ->> 'reason',
    j.value ->> 'version', j.value ->> 'visible_from', j.value ->> 'was_public',
    j.value ->> 'public_from', j.value ->> 'document', j.value ->> 'origin',
    j.value ->> 'digest', j.value ->> 'processing', j.value ->> 'created', j.value ->> 'change',
    j.value ->> 'changed'
  FROM json_each(?1) j WHERE true
  ON CONFLICT (number) DO UPDATE SET id = excluded.id, state = excluded.state,
    reason = excluded.reason, version = excluded.version, visible_from = excluded.visible_from,
    was_public = excluded.was_public, public_from = excluded.public_from,
    document = excluded.document, origin = excluded.origin, digest = excluded.digest,
    processing = excluded.processing, created = excluded.created, change = excluded.change,
    changed = excluded.changed`

const INSERT_DRAFTS = `
  INSERT INTO drafts (article, document)
  SELECT j.value ->> 0, j.value ->> 1 FROM json_each(?1) j`

const INSERT_ENTRIES = `
  INSERT INTO entries (article, feed, visible_from, rank, language, version, change)
  SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4,
    j.value ->> 5, j.value ->> 6
  FROM json_each(?1) j`

const INSERT_REMOVALS = `
  INSERT INTO removals (article, feed, change, removed)
  SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3 FROM json_each(?1) j`
