// Writing articles: everything that one change touches goes into one D1 batch, which is a
// transaction. A batch that lost a race fails as a whole and is made again from what is there now.

import { startOfSecond } from 'date-fns/startOfSecond'
import type { Article } from '../article/article.ts'
import type { Draft } from '../article/draft.ts'
import type { Publication } from '../article/publication.ts'
import { type FeedIdentity, memberships } from '../article/memberships.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { type AuditContext, auditRows, type Deed } from './audit.ts'
import { inOrder } from './in-order.ts'
import { newFeeds } from './new-feeds.ts'
import { rank } from './rank.ts'
import { forRows } from './statements.ts'

/** An article to be kept, with the draft that it was made from. */
export interface Incoming {
  draft: Draft
  article: Article
  /** Of the draft; see article/digest. */
  digest: string
}

export type Change = 'created' | 'updated' | 'unchanged'

/** What became of one article. */
export interface Written {
  id: string
  version: number
  change: Change
}

interface Stored {
  number: number
  id: string
  state: 'published' | 'deleted'
  version: number
  visible_from: number
  was_public: number
  document: string
  digest: string
  processing: string
  /** The feeds it is in: a JSON array of kinds and keys. */
  feeds: string
}

/** What a write needs to know besides the articles. */
export interface WriteContext extends AuditContext {
  publication: Publication
  /** Of the processing that made the articles. */
  processing: string
  /** Whether a change is the newsroom's, so that `updated` moves, or only the processing's. */
  by: 'newsroom' | 'processing'
}

/**
 * Keeps articles, all or none. An article that comes out as it is already kept changes nothing;
 * one that differs gets the next version and, unless its draft says another, the present as its
 * `updated`; one that has only come into other feeds keeps its own. The change number moves of every
 * feed in which the difference can be seen now.
 */
export async function writeArticles(
  db: D1Database,
  incoming: Incoming[],
  context: WriteContext,
): Promise<Written[]> {
  return inOrder(async () => {
    const stored = await readStored(
      db,
      incoming.map(({ article }) => article.id),
    )
    const revisions = incoming
      .filter((each) => isWanted(each, stored.get(each.article.id), context))
      .map((each) => revise(each, stored.get(each.article.id), context))
    const changed = revisions.filter(({ change }) => change !== 'unchanged')
    const redrafted = revisions.filter(isRedrafted)
    const deeds = changed.map((revision) => deed(revision, context))
    const statements = [
      ...stillAsRead(db, [...changed, ...redrafted]),
      ...(await statementsForChanged(db, changed, context)),
      ...statementsForRedrafted(db, redrafted),
      ...auditRows(db, deeds, context),
    ]
    if (statements.length > 0) await db.batch(statements)
    return revisions.map(({ article, version, change }) => ({ id: article.id, version, change }))
  })
}

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
    const statements = [
      ...stillAsRead(db, [{ stored }]),
      db.prepare(DELETE_ENTRIES).bind(JSON.stringify([id])),
    ]
    if (wasPublic(stored, now)) {
      statements.push(
        db
          .prepare(
            `UPDATE articles SET state = 'deleted', version = ?2, was_public = 1, document = '{}',
              digest = '' WHERE id = ?1`,
          )
          .bind(id, stored.version + 1),
        db.prepare('DELETE FROM drafts WHERE article = ?1').bind(stored.number),
      )
    } else statements.push(db.prepare('DELETE FROM articles WHERE id = ?1').bind(id))
    if (stored.visible_from <= now) {
      statements.push(db.prepare(MOVE_FEEDS).bind(stored.feeds, now))
    }
    const detail = { version: stored.version }
    statements.push(...auditRows(db, [{ action: 'article.delete', subject: id, detail }], context))
    await db.batch(statements)
    return true
  })
}

function deed({ article, version, change }: Revision, { by }: WriteContext): Deed {
  const action = by === 'newsroom' ? 'article.put' : 'article.reprocess'
  return { action, subject: article.id, detail: { change, version } }
}

/** What was read to be processed again is not, when another draft has come in since. */
function isWanted(incoming: Incoming, stored: Stored | undefined, { by }: WriteContext): boolean {
  return by === 'newsroom' || (stored?.state === 'published' && stored.digest === incoming.digest)
}

/** What names a feed. */
type FeedName = readonly [kind: string, key: string]

interface Revision extends Incoming {
  stored: Stored | undefined
  /** The feeds that it is to be in. */
  feeds: FeedIdentity[]
  /** Whether it is only in other feeds than it was: a change of the publication's sections. */
  onlyMoves: boolean
  version: number
  change: Change
  processing: string
}

function revise(incoming: Incoming, stored: Stored | undefined, context: WriteContext): Revision {
  const { draft, article } = incoming
  const { publication, processing } = context
  const feeds = memberships(article, publication)
  const revision = { ...incoming, stored, feeds, processing, onlyMoves: false }
  if (!stored || stored.state === 'deleted') {
    return { ...revision, version: (stored?.version ?? 0) + 1, change: 'created' }
  }
  const previous = JSON.parse(stored.document) as Article
  const kept = { ...article, updated: draft.updated ?? previous.updated }
  const onlyMoves = JSON.stringify(kept) === stored.document
  const difference = differing(feedNames(stored), feeds.map(feedName))
  if (onlyMoves && difference.length === 0) {
    return { ...revision, version: stored.version, change: 'unchanged' }
  }
  const isNews = context.by === 'newsroom' && !onlyMoves
  const moment = isNews ? rfc3339(startOfSecond(context.now)) : previous.updated
  const next = { ...article, updated: draft.updated ?? moment }
  return { ...revision, article: next, onlyMoves, version: stored.version + 1, change: 'updated' }
}

function feedName({ kind, key }: FeedIdentity): FeedName {
  return [kind, key]
}

function feedNames({ feeds }: Stored): FeedName[] {
  return JSON.parse(feeds) as FeedName[]
}

/** What is in one of the lists and not in the other. */
function differing(some: FeedName[], others: FeedName[]): FeedName[] {
  const without = (names: FeedName[], taken: FeedName[]) => {
    const known = new Set(taken.map((name) => name.join(' ')))
    return names.filter((name) => !known.has(name.join(' ')))
  }
  return [...without(some, others), ...without(others, some)]
}

/** Fails the batch where another writer has touched one of these articles since it was read. */
function stillAsRead(
  db: D1Database,
  looks: { stored: Stored | undefined }[],
): D1PreparedStatement[] {
  const rows = looks.flatMap(({ stored }) => {
    if (!stored) return []
    const { id, version, digest, processing } = stored
    return [{ id, version, digest, processing }]
  })
  return forRows(db, STILL_AS_READ, rows)
}

async function statementsForChanged(
  db: D1Database,
  revisions: Revision[],
  { now }: WriteContext,
): Promise<D1PreparedStatement[]> {
  if (revisions.length === 0) return []
  const rows = revisions.map((revision) => articleRow(revision, now))
  const entries = revisions.flatMap(({ article, feeds }) => {
    const { id, language, visibleFrom } = article
    const entry = { id, language, visible_from: Date.parse(visibleFrom), rank: rank(id) }
    return feeds.map(({ kind, key }) => ({ ...entry, kind, key }))
  })
  const drafts = revisions.map(({ draft }) => ({ id: draft.id, document: JSON.stringify(draft) }))
  return [
    ...(await newFeeds(
      db,
      revisions.flatMap(({ feeds }) => feeds),
    )),
    ...forRows(
      db,
      INSERT_ARTICLES,
      rows.filter((_, index) => !revisions[index]?.stored),
    ),
    ...forRows(
      db,
      UPDATE_ARTICLES,
      rows.filter((_, index) => revisions[index]?.stored),
    ),
    ...forRows(db, PUT_DRAFTS, drafts),
    ...forRows(
      db,
      DELETE_ENTRIES,
      revisions.map(({ article }) => article.id),
    ),
    ...forRows(db, INSERT_ENTRIES, entries),
    ...forRows(db, MOVE_FEEDS, movedFeeds(revisions, now), now),
  ]
}

function articleRow(revision: Revision, now: number) {
  const { article, draft, digest, processing, version, stored } = revision
  const visible_from = Date.parse(article.visibleFrom)
  return {
    id: article.id,
    version,
    visible_from,
    was_public: visible_from <= now || (stored !== undefined && wasPublic(stored, now)) ? 1 : 0,
    document: JSON.stringify(article),
    origin: draft.origin,
    digest,
    processing,
  }
}

function wasPublic(stored: Stored, now: number): boolean {
  return stored.was_public === 1 || stored.visible_from <= now
}

/** The feeds in which the difference can be seen now: where an article was, and where it is. */
function movedFeeds(revisions: Revision[], now: number): FeedName[] {
  const moved = revisions.flatMap(({ article, stored, feeds, onlyMoves }) => {
    const left = stored && stored.visible_from <= now ? feedNames(stored) : []
    const entered = Date.parse(article.visibleFrom) <= now ? feeds.map(feedName) : []
    return onlyMoves ? differing(left, entered) : [...left, ...entered]
  })
  return [...new Map(moved.map((name) => [name.join(' '), name])).values()]
}

/** Whether an article came out the same from another draft, or by another processing. */
function isRedrafted({ change, stored, digest, processing }: Revision): boolean {
  const isStamped = stored?.digest === digest && stored.processing === processing
  return change === 'unchanged' && !isStamped
}

function statementsForRedrafted(db: D1Database, redrafted: Revision[]): D1PreparedStatement[] {
  const rows = redrafted.map(({ draft, digest, processing }) => {
    const { id, origin } = draft
    return { id, origin, digest, processing, document: JSON.stringify(draft) }
  })
  return [...forRows(db, UPDATE_STAMPS, rows), ...forRows(db, PUT_DRAFTS, rows)]
}

const READ_STORED = `
  SELECT a.number, a.id, a.state, a.version, a.visible_from, a.was_public, a.document, a.digest,
    a.processing,
    (SELECT json_group_array(json_array(f.kind, f.key))
      FROM entries e JOIN feeds f ON f.number = e.feed WHERE e.article = a.number) AS feeds
  FROM json_each(?1) j JOIN articles a ON a.id = j.value`

async function readStored(db: D1Database, ids: string[]): Promise<Map<string, Stored>> {
  const { results } = await db.prepare(READ_STORED).bind(JSON.stringify(ids)).all<Stored>()
  return new Map(results.map((row) => [row.id, row]))
}

// What was read and has been changed or deleted since is refused, and with it the batch.
const STILL_AS_READ = `
  INSERT INTO stale_reads (id)
  SELECT j.value ->> 'id' FROM json_each(?1) j
  WHERE NOT EXISTS (
    SELECT 1 FROM articles a WHERE a.id = j.value ->> 'id'
      AND a.version = j.value ->> 'version' AND a.digest = j.value ->> 'digest'
      AND a.processing = j.value ->> 'processing')`

// An id that somebody else has inserted since breaks the UNIQUE of articles.id: the batch fails,
// and nothing is kept.
const INSERT_ARTICLES = `
  INSERT INTO articles
    (id, state, version, visible_from, was_public, document, origin, digest, processing)
  SELECT j.value ->> 'id', 'published', j.value ->> 'version', j.value ->> 'visible_from',
    j.value ->> 'was_public', j.value ->> 'document', j.value ->> 'origin',
    j.value ->> 'digest', j.value ->> 'processing'
  FROM json_each(?1) j`

const UPDATE_ARTICLES = `
  UPDATE articles SET state = 'published', version = j.value ->> 'version',
    visible_from = j.value ->> 'visible_from', was_public = j.value ->> 'was_public',
    document = j.value ->> 'document', origin = j.value ->> 'origin',
    digest = j.value ->> 'digest', processing = j.value ->> 'processing'
  FROM json_each(?1) j WHERE articles.id = j.value ->> 'id'`

const UPDATE_STAMPS = `
  UPDATE articles SET origin = j.value ->> 'origin', digest = j.value ->> 'digest',
    processing = j.value ->> 'processing'
  FROM json_each(?1) j WHERE articles.id = j.value ->> 'id'`

const PUT_DRAFTS = `
  INSERT OR REPLACE INTO drafts (article, document)
  SELECT a.number, j.value ->> 'document'
  FROM json_each(?1) j JOIN articles a ON a.id = j.value ->> 'id'`

const DELETE_ENTRIES = `
  DELETE FROM entries WHERE article IN
    (SELECT a.number FROM json_each(?1) j JOIN articles a ON a.id = j.value)`

const INSERT_ENTRIES = `
  INSERT INTO entries (feed, visible_from, rank, article, language)
  SELECT f.number, j.value ->> 'visible_from', j.value ->> 'rank', a.number,
    j.value ->> 'language'
  FROM json_each(?1) j
  JOIN articles a ON a.id = j.value ->> 'id'
  JOIN feeds f ON f.kind = j.value ->> 'kind' AND f.key = j.value ->> 'key'`

const MOVE_FEEDS = `
  UPDATE feeds SET change = change + 1, changed = max(changed, ?2)
  WHERE number IN (
    SELECT f.number FROM json_each(?1) j
    JOIN feeds f ON f.kind = j.value ->> 0 AND f.key = j.value ->> 1)`
