// What becomes of an article when a draft of it comes in: its state, its version, its moment, its
// feeds. Decided from what is kept of it; nothing is written here.

import { startOfSecond } from 'date-fns/startOfSecond'
import type { Article } from '../article/article.ts'
import type { Draft } from '../article/draft.ts'
import { type FeedIdentity, memberships } from '../article/memberships.ts'
import type { Publication } from '../article/publication.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { KilledError } from './killed.ts'
import { type FeedName, feedNames, type KeptState, type Stored } from './stored.ts'

/** An article to be kept, with the draft that it was made from. */
export interface Incoming {
  draft: Draft
  article: Article
  /** Of the draft; see article/digest. */
  digest: string
}

// ms
const SECOND = 1000

export type Change = 'created' | 'updated' | 'unchanged'

/** What a revision is made of besides the articles. */
export interface RevisionContext {
  publication: Publication
  /** Of the processing that made the articles. */
  processing: string
  /**
   * Whose the change is: the newsroom's, so that `updated` moves; the processing's; or that of
   * restoring what was withheld.
   */
  by: 'newsroom' | 'processing' | 'restoring'
  /** ms since 1970 */
  now: number
}

export interface Revision extends Incoming {
  stored: Stored | undefined
  state: KeptState
  reason: string | null
  /** The feeds that it is to be in. */
  feeds: FeedIdentity[]
  /** Whether it looks the same, and at most its feeds and its state are others than they were. */
  onlyMoves: boolean
  version: number
  change: Change
  processing: string
}

/**
 * What becomes of each article.
 *
 * @param stored what is kept of them, by their ids
 * @throws {KilledError} when some are killed, and their drafts do not say what is to become of them
 */
export function revise(
  incoming: Incoming[],
  stored: ReadonlyMap<string, Stored>,
  context: RevisionContext,
): Revision[] {
  const killed = incoming.flatMap(({ draft }) => {
    const before = stored.get(draft.id)
    return before?.state === 'killed' && draft.status === undefined ? [before] : []
  })
  if (killed.length > 0) throw new KilledError(killed)
  return incoming.map((each) => reviseOne(each, stored.get(each.article.id), context))
}

/** The same of one article that is not killed. */
export function reviseOne(
  incoming: Incoming,
  stored: Stored | undefined,
  context: RevisionContext,
): Revision {
  const state = stateOf(incoming.draft, stored, context)
  const revision = {
    ...incoming,
    stored,
    state,
    reason: reasonOf(incoming.draft, state, stored),
    feeds: state === 'published' ? memberships(incoming.article, context.publication) : [],
    processing: context.processing,
    onlyMoves: false,
  }
  return stored && hasText(stored)
    ? reviseText(revision, stored, context)
    : { ...revision, ...withoutText(revision), article: cameBack(revision, context) }
}

type Undecided = Omit<Revision, 'version' | 'change'>

/**
 * The article, newer than the tombstone that stood in its place (RFC 6721 §3): who has that would go
 * on hiding it, and who has the text from before would not read the new one.
 */
function cameBack({ stored, state, draft, article }: Undecided, { now }: RevisionContext): Article {
  if (!stored || state !== 'published' || draft.updated !== undefined) return article
  const next = startOfSecond(now + SECOND - 1).getTime()
  return { ...article, updated: rfc3339(new Date(Math.max(next, Date.parse(article.updated)))) }
}

/** What is deleted or killed keeps no text to compare with. */
function withoutText({ stored, state, reason }: Undecided): Pick<Revision, 'version' | 'change'> {
  if (state !== 'killed') return { version: (stored?.version ?? 0) + 1, change: 'created' }
  const version = stored?.version ?? 1
  if (stored?.state !== 'killed') return { version, change: 'created' }
  return { version, change: stored.reason === reason ? 'unchanged' : 'updated' }
}

function reviseText(revision: Undecided, stored: Stored, context: RevisionContext): Revision {
  const { draft, article, state, reason, feeds } = revision
  const { version } = stored
  if (state === 'killed') return { ...revision, version, change: 'updated' }
  const previous = JSON.parse(stored.document) as Article
  const kept = { ...article, updated: draft.updated ?? previous.updated }
  const isSame = JSON.stringify(kept) === stored.document
  const isThere = state === stored.state && reason === stored.reason
  const isMoved = differing(feedNames(stored), feeds.map(feedName)).length > 0
  if (isSame && isThere && !isMoved) return { ...revision, version, change: 'unchanged' }
  const onlyMoves = isSame || isSameBut(SHOWN_NOWHERE, kept, previous)
  const isNews = context.by === 'newsroom' && !isSameBut(NO_NEWS, kept, previous)
  const moment = isNews ? rfc3339(startOfSecond(context.now)) : previous.updated
  return {
    ...revision,
    article: { ...article, updated: draft.updated ?? moment },
    onlyMoves,
    version: onlyMoves ? version : version + 1,
    change: 'updated',
  }
}

/** Where an article may be, and with what it belongs: no document shows it. */
const SHOWN_NOWHERE = ['syndication', 'translationGroup'] as const

/** What documents show, and nobody reads as news: another place, another moment. */
const NO_NEWS = [...SHOWN_NOWHERE, 'sections', 'visibleFrom'] as const

function isSameBut(names: readonly string[], one: Article, other: Article): boolean {
  const rest = (article: Article) =>
    JSON.stringify(
      Object.entries(article).filter(
        ([name, value]) => value !== undefined && !names.includes(name),
      ),
    )
  return rest(one) === rest(other)
}

function stateOf(
  { status }: Draft,
  stored: Stored | undefined,
  { by }: RevisionContext,
): KeptState {
  if (by === 'restoring') return 'published'
  return status ?? (stored?.state === 'withheld' ? 'withheld' : 'published')
}

/** A draft that says no status leaves the reason as it is too. */
function reasonOf(
  { status, reason }: Draft,
  state: KeptState,
  stored: Stored | undefined,
): string | null {
  if (state === 'published') return null
  return status === undefined ? (stored?.reason ?? null) : (reason ?? null)
}

function hasText({ state }: Stored): boolean {
  return state === 'published' || state === 'withheld'
}

/** Whether an article came out the same from another draft, or by another processing. */
export function isRedrafted({ change, stored, digest, processing }: Revision): boolean {
  const isStamped = stored?.digest === digest && stored.processing === processing
  return change === 'unchanged' && !isStamped
}

/** What names the feed. */
export function feedName({ kind, key }: FeedIdentity): FeedName {
  return [kind, key]
}

/** What is in one of the lists and not in the other. */
export function differing(some: FeedName[], others: FeedName[]): FeedName[] {
  return [...without(some, others), ...without(others, some)]
}

/** What is in the first list only. */
export function without(names: FeedName[], taken: FeedName[]): FeedName[] {
  const known = new Set(taken.map((name) => name.join(' ')))
  return names.filter((name) => !known.has(name.join(' ')))
}
