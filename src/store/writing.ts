// Writing articles: everything that one change touches goes into one D1 batch, which is a
// transaction. A batch that lost a race fails as a whole and is made again from what is there now.

import { startOfSecond } from 'date-fns/startOfSecond'
import type { Article } from '../article/article.ts'
import type { Draft } from '../article/draft.ts'
import type { Publication } from '../article/publication.ts'
import { type FeedIdentity, memberships } from '../article/memberships.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { type AuditContext, auditRows, type Deed } from './audit.ts'
import { countChanges, moveFeeds, remember } from './counting.ts'
import { inOrder } from './in-order.ts'
import { newFeeds } from './new-feeds.ts'
import { rank } from './rank.ts'
import { forRows } from './statements.ts'
import {
  type FeedName,
  feedNames,
  readStored,
  stillAsRead,
  type Stored,
  wasPublic,
} from './stored.ts'

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

function deed({ article, version, change }: Revision, { by }: WriteContext): Deed {
  const action = by === 'newsroom' ? 'article.put' : 'article.reprocess'
  return { action, subject: article.id, detail: { change, version } }
}

/** What was read to be processed again is not, when another draft has come in since. */
function isWanted(incoming: Incoming, stored: Stored | undefined, { by }: WriteContext): boolean {
  return by === 'newsroom' || (stored?.state === 'published' && stored.digest === incoming.digest)
}

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

/** What is in one of the lists and not in the other. */
function differing(some: FeedName[], others: FeedName[]): FeedName[] {
  return [...without(some, others), ...without(others, some)]
}

function without(names: FeedName[], taken: FeedName[]): FeedName[] {
  const known = new Set(taken.map((name) => name.join(' ')))
  return names.filter((name) => !known.has(name.join(' ')))
}

async function statementsForChanged(
  db: D1Database,
  revisions: Revision[],
  { now }: WriteContext,
): Promise<D1PreparedStatement[]> {
  if (revisions.length === 0) return []
  const rows = revisions.map((revision, place) => articleRow(revision, place, now))
  const entries = revisions.flatMap(({ article, feeds }) => {
    const { id, language, visibleFrom } = article
    const entry = { id, language, visible_from: Date.parse(visibleFrom), rank: rank(id) }
    return feeds.map(({ kind, key }) => ({ ...entry, kind, key }))
  })
  const drafts = revisions.map(({ draft }) => ({ id: draft.id, document: JSON.stringify(draft) }))
  const mentioned = revisions.flatMap(({ feeds }) => feeds)
  const ids = revisions.map(({ article }) => article.id)
  return [
    ...(await newFeeds(db, mentioned)),
    countChanges(db, rows.length),
    ...forRows(db, INSERT_ARTICLES, rows.filter(isNew), rows.length, now),
    ...forRows(db, UPDATE_ARTICLES, rows.filter(isKnown), rows.length, now),
    ...forRows(db, PUT_DRAFTS, drafts),
    ...forRows(db, DELETE_ENTRIES, ids),
    ...forRows(db, INSERT_ENTRIES, entries),
    ...remember(
      db,
      revisions.flatMap((revision) => vacated(revision, now)),
      now,
    ),
    ...moveFeeds(
      db,
      revisions.flatMap((revision) => moved(revision, now)),
      now,
    ),
  ]
}

function articleRow(revision: Revision, place: number, now: number) {
  const { article, draft, digest, processing, version, stored } = revision
  const visible_from = Date.parse(article.visibleFrom)
  return {
    number: stored?.number,
    place: place + 1,
    id: article.id,
    version,
    visible_from,
    was_public: visible_from <= now || (stored !== undefined && wasPublic(stored, now)) ? 1 : 0,
    public_from: isSeen(stored, now) ? stored.public_from : visible_from,
    document: JSON.stringify(article),
    origin: draft.origin,
    digest,
    processing,
  }
}

/** Whether those who are told of changes may have it. */
function isSeen(stored: Stored | undefined, now: number): stored is Stored {
  return stored?.state === 'published' && stored.public_from <= now
}

type ArticleRow = ReturnType<typeof articleRow>

function isNew({ number }: ArticleRow): boolean {
  return number === undefined
}

function isKnown({ number }: ArticleRow): boolean {
  return number !== undefined
}

/** The feeds in which the difference can be seen now: where an article was, and where it is. */
function moved({ article, stored, feeds, onlyMoves }: Revision, now: number): FeedName[] {
  const left = stored && stored.visible_from <= now ? feedNames(stored) : []
  const entered = Date.parse(article.visibleFrom) <= now ? feeds.map(feedName) : []
  return onlyMoves ? differing(left, entered) : [...left, ...entered]
}

/** The places that an article could be seen at, and can be no more. */
function vacated(
  { article, stored, feeds }: Revision,
  now: number,
): [article: number, feed: FeedName][] {
  if (!stored || stored.visible_from > now) return []
  const stays = stored.visible_from === Date.parse(article.visibleFrom)
  const left = stays ? without(feedNames(stored), feeds.map(feedName)) : feedNames(stored)
  return left.map((name) => [stored.number, name])
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

// `?2` is how many changes the batch has counted.
// An id that somebody else has inserted since breaks the UNIQUE of articles.id: the batch fails,
// and nothing is kept.
const INSERT_ARTICLES = `
  INSERT INTO articles
    (id, state, version, visible_from, was_public, public_from, document, origin, digest,
      processing, created,
      change, changed)
  SELECT j.value ->> 'id', 'published', j.value ->> 'version', j.value ->> 'visible_from',
    j.value ->> 'was_public', j.value ->> 'public_from', j.value ->> 'document',
    j.value ->> 'origin', j.value ->> 'digest', j.value ->> 'processing', l.number - ?2 + j.value ->> 'place',
    l.number - ?2 + j.value ->> 'place', ?3
  FROM json_each(?1) j JOIN last_change l ON l.only = 1`

const UPDATE_ARTICLES = `
  UPDATE articles SET state = 'published', version = j.value ->> 'version',
    visible_from = j.value ->> 'visible_from', was_public = j.value ->> 'was_public',
    public_from = j.value ->> 'public_from',
    document = j.value ->> 'document', origin = j.value ->> 'origin',
    digest = j.value ->> 'digest', processing = j.value ->> 'processing',
    created = iif(state = 'published', created, l.number - ?2 + j.value ->> 'place'),
    change = l.number - ?2 + j.value ->> 'place', changed = ?3
  FROM json_each(?1) j JOIN last_change l ON l.only = 1
  WHERE articles.number = j.value ->> 'number'`

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
  INSERT INTO entries (feed, visible_from, rank, article, language, version, change)
  SELECT f.number, j.value ->> 'visible_from', j.value ->> 'rank', a.number,
    j.value ->> 'language', a.version, f.change + 1
  FROM json_each(?1) j
  JOIN articles a ON a.id = j.value ->> 'id'
  JOIN feeds f ON f.kind = j.value ->> 'kind' AND f.key = j.value ->> 'key'`
