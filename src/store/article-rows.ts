// What a revised article is in the tables: its row, its draft, its places in the feeds, and the
// numbers by which these changes are known.

import { countChanges, moveFeeds, remember } from './counting.ts'
import { newFeeds } from './new-feeds.ts'
import { forgetTold } from './partner-forgetting.ts'
import { rank } from './rank.ts'
import { differing, feedName, type Revision, without } from './revising.ts'
import { forRows } from './statements.ts'
import { type FeedName, NEVER, shownIn, toldIn, wasPublic } from './stored.ts'

/**
 * The statements that keep articles which came out another; none where there are none.
 *
 * @param now ms since 1970
 */
export async function statementsForChanged(
  db: D1Database,
  revisions: Revision[],
  now: number,
): Promise<D1PreparedStatement[]> {
  if (revisions.length === 0) return []
  const rows = revisions.map((revision, place) => articleRow(revision, place, now))
  const moving = new Map(revisions.map((revision) => [revision, moved(revision, now)]))
  const entries = revisions.flatMap((revision) => entryRows(revision, moving.get(revision) ?? []))
  const mentioned = revisions.flatMap(({ feeds }) => feeds)
  const ids = revisions.map(({ article }) => article.id)
  return [
    ...(await newFeeds(db, mentioned)),
    countChanges(db, rows.length),
    ...forRows(db, INSERT_ARTICLES, rows.filter(isNew), rows.length, now),
    ...forRows(db, UPDATE_ARTICLES, rows.filter(isKnown), rows.length, now),
    ...putDrafts(db, revisions),
    ...forRows(db, DELETE_ENTRIES, ids),
    ...forRows(db, INSERT_ENTRIES, entries),
    ...remember(
      db,
      revisions.flatMap((revision) => vacated(revision, now)),
      now,
    ),
    ...moveFeeds(db, [...moving.values()].flat(), now),
  ]
}

function articleRow(revision: Revision, place: number, now: number) {
  const { article, draft, digest, processing, version, stored, state, reason, feeds } = revision
  const moment = Date.parse(article.visibleFrom)
  const isShown = feeds.length > 0 && moment <= now
  const isSeen = stored !== undefined && stored.public_from <= now
  return {
    number: stored?.number,
    place: place + 1,
    id: article.id,
    state,
    reason,
    version,
    // Of what is taken away, when it could be seen.
    visible_from: stored && state !== 'published' ? stored.visible_from : moment,
    was_public: isShown || (stored && wasPublic(stored, now)) ? 1 : 0,
    // Who has been told of it once may have it still, whatever became of it meanwhile.
    public_from: isSeen ? stored.public_from : feeds.length > 0 ? moment : NEVER,
    document: isKilled(revision) ? '{}' : JSON.stringify(article),
    origin: draft.origin,
    digest,
    processing,
  }
}

function isKilled({ state }: Revision): boolean {
  return state === 'killed'
}

/** Its places; each knows whether the feed moves for it, and so who has seen it there already. */
function entryRows({ article, feeds }: Revision, moving: FeedName[]) {
  const { id, language, visibleFrom } = article
  const entry = { id, language, visible_from: Date.parse(visibleFrom), rank: rank(id) }
  const names = new Set(moving.map(textOf))
  return feeds.map((feed) => {
    const { kind, key } = feed
    return { ...entry, kind, key, moves: names.has(textOf(feedName(feed))) ? 1 : 0 }
  })
}

function textOf(name: FeedName): string {
  return name.join(' ')
}

type ArticleRow = ReturnType<typeof articleRow>

function isNew({ number }: ArticleRow): boolean {
  return number === undefined
}

function isKnown({ number }: ArticleRow): boolean {
  return number !== undefined
}

/** The feeds in which the difference can be seen now: where an article was, and where it is. */
function moved({ article, stored, state, feeds, onlyMoves }: Revision, now: number): FeedName[] {
  if (stored && state !== 'published') return toldIn(stored, state, now)
  const left = stored ? shownIn(stored, now) : []
  const entered = Date.parse(article.visibleFrom) <= now ? feeds.map(feedName) : []
  return onlyMoves ? differing(left, entered) : [...left, ...entered]
}

/** The places that an article could be seen at, and can be no more. */
function vacated(
  { article, stored, state, feeds }: Revision,
  now: number,
): [article: number, feed: FeedName][] {
  if (!stored) return []
  if (state !== 'published') return toldIn(stored, state, now).map((name) => [stored.number, name])
  const shown = shownIn(stored, now)
  const stays = stored.visible_from === Date.parse(article.visibleFrom)
  const left = stays ? without(shown, feeds.map(feedName)) : shown
  return left.map((name) => [stored.number, name])
}

/** The statements that keep other drafts of articles which came out the same. */
export function statementsForRedrafted(
  db: D1Database,
  revisions: Revision[],
): D1PreparedStatement[] {
  const rows = revisions.map(({ draft: { id, origin }, digest, processing }) => {
    return { id, origin, digest, processing }
  })
  return [...forRows(db, UPDATE_STAMPS, rows), ...putDrafts(db, revisions)]
}

/** Nothing is kept of what is killed but that it was there. */
function putDrafts(db: D1Database, revisions: Revision[]): D1PreparedStatement[] {
  const killed = revisions.filter(isKilled).map(({ article }) => article.id)
  const others = revisions.filter((each) => !isKilled(each))
  const drafts = others.map(({ draft }) => ({ id: draft.id, document: JSON.stringify(draft) }))
  return [
    ...forRows(db, PUT_DRAFTS, drafts),
    ...forRows(db, DELETE_DRAFTS, killed),
    ...forgetTold(db, killed),
  ]
}

// `?2` is how many changes the batch has counted.
// An id that somebody else has inserted since breaks the UNIQUE of articles.id: the batch fails,
// and nothing is kept.
const INSERT_ARTICLES = `
  INSERT INTO articles
    (id, state, reason, version, visible_from, was_public, public_from, document, origin,
      digest, processing, created, change, changed)
  SELECT j.value ->> 'id', j.value ->> 'state', j.value ->> 'reason', j.value ->> 'version',
    j.value ->> 'visible_from', j.value ->> 'was_public', j.value ->> 'public_from',
    j.value ->> 'document', j.value ->> 'origin', j.value ->> 'digest',
    j.value ->> 'processing', l.number - ?2 + j.value ->> 'place',
    l.number - ?2 + j.value ->> 'place', ?3
  FROM json_each(?1) j JOIN last_change l ON l.only = 1`

const UPDATE_ARTICLES = `
  UPDATE articles SET state = j.value ->> 'state', reason = j.value ->> 'reason',
    version = j.value ->> 'version', visible_from = j.value ->> 'visible_from',
    was_public = j.value ->> 'was_public', public_from = j.value ->> 'public_from',
    document = j.value ->> 'document', origin = j.value ->> 'origin',
    digest = j.value ->> 'digest', processing = j.value ->> 'processing',
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

const DELETE_DRAFTS = `
  DELETE FROM drafts WHERE article IN
    (SELECT a.number FROM json_each(?1) j JOIN articles a ON a.id = j.value)`

const DELETE_ENTRIES = `
  DELETE FROM entries WHERE article IN
    (SELECT a.number FROM json_each(?1) j JOIN articles a ON a.id = j.value)`

const INSERT_ENTRIES = `
  INSERT INTO entries (feed, visible_from, rank, article, language, version, change)
  SELECT f.number, j.value ->> 'visible_from', j.value ->> 'rank', a.number,
    j.value ->> 'language', a.version, f.change + (j.value ->> 'moves')
  FROM json_each(?1) j
  JOIN articles a ON a.id = j.value ->> 'id'
  JOIN feeds f ON f.kind = j.value ->> 'kind' AND f.key = j.value ->> 'key'`
