// The documents of feeds as bytes: from the memory of the isolate, the cache of the data centre, or
// the store, in this order.

import { subDays } from 'date-fns/subDays'
import { composeFeed, documentAddresses, type View } from '../feed/compose.ts'
import { documentBytes } from '../feed/document.ts'
import type { Format } from '../feed/formats.ts'
import type { ByteCache } from '../http/byte-cache.ts'
import { fromEdge, toEdge } from '../http/edge-cache.ts'
import { type Coding, encoded } from '../http/encodings.ts'
import { inTime, LONGEST } from '../http/patience.ts'
import { Problem } from '../http/problem.ts'
import { type Entry, type FeedState, type Gone, readGone, readWindow } from '../store/selection.ts'
import { archiveAfter, archiveFolder, isComplete, type Month } from './archive.ts'
import { renderEntries } from './feed-entries.ts'
import { DEFAULT_LIMIT, type FeedQuery, writeFeedQuery } from './feed-query.ts'
import type { Memory } from './memory.ts'

/** Which document is asked for. */
export interface Wanted {
  state: FeedState
  format: Format
  query: FeedQuery
  /** Of an archive document. */
  month: Month | undefined
  /** The public address under which the feeds stand. */
  address: string
  /** ms since 1970 */
  now: number
}

/** What it takes to make a document. */
export interface Means {
  db: D1Database
  memory: Memory
  /** Is given what goes on when the request has ended. */
  background: (promise: Promise<unknown>) => void
}

/** What a document has to say. */
export interface Content {
  entries: Entry[]
  removed: Gone[]
  /** The last entry of the whole document, and the one that comes after it. */
  last: Entry | undefined
  next: Entry | undefined
  /** A moment that it has to show at least, ms since 1970. */
  updated?: number
}

/** A document to subscribe to: neither a page nor an archive of it. */
export function isSubscription({ query, month }: Wanted): boolean {
  return !month && !query.before && query.limit === DEFAULT_LIMIT
}

/** The document with this entity tag. */
export function documentNamed(wanted: Wanted, etag: string): Named {
  const { state, address, query, month } = wanted
  const name = [address, state.number, etag, archiveFolder(month), writeFeedQuery(query)].join(' ')
  return { name, isLasting: !query.before }
}

/** A document among all of them. */
export interface Named {
  name: string
  /**
   * Whether there are only so many names like it. Of the others a client can make up as many as it
   * likes: they are kept apart, and not at the data centre.
   */
  isLasting: boolean
}

/**
 * The bytes of a document in a coding, by its name.
 *
 * @param now ms since 1970
 * @param render makes it where nobody has it
 */
export async function documentIn(
  coding: Coding,
  document: Named,
  means: Means,
  now: number,
  render: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const key = keyOf(coding, document)
  const { background } = means
  const known = documentInMemory(coding, document, means)
  if (known) return known
  const making = kept(document, means).getOrMake(key, now, LONGEST, async () => {
    const found = document.isLasting ? await fromEdge(key) : undefined
    if (found) return found
    const bytes =
      coding === 'identity'
        ? await render()
        : await encoded(await documentIn('identity', document, means, now, render), coding)
    if (document.isLasting) background(toEdge(key, bytes))
    return bytes
  })
  // Others wait for it too.
  background(making.catch(() => undefined))
  return inTime(LONGEST, making)
}

/** The bytes of a document, where this isolate has them in the coding. */
export function documentInMemory(
  coding: Coding,
  document: Named,
  means: Means,
): Uint8Array | undefined {
  return kept(document, means).get(keyOf(coding, document))
}

function kept({ isLasting }: Named, { memory }: Means): ByteCache<Uint8Array> {
  return isLasting ? memory.documents : memory.passing
}

/** The same, where it has the document in any way. */
export async function documentInHand(
  coding: Coding,
  document: Named,
  means: Means,
): Promise<Uint8Array | undefined> {
  const known = documentInMemory(coding, document, means)
  if (known) return known
  const plain = documentInMemory('identity', document, means)
  return plain && encoded(plain, coding)
}

function keyOf(coding: Coding, { name }: Named): string {
  return `${coding} ${name}`
}

const TRIES = 3

/**
 * Makes a document.
 *
 * @param read what it is to say
 * @throws {Problem} 503 when the store does not hold still
 */
export async function renderDocument(
  wanted: Wanted,
  { db, memory }: Means,
  read: () => Promise<Content>,
): Promise<Uint8Array> {
  for (let left = TRIES; left > 0; left -= 1) {
    const content = await read()
    const { state, format } = wanted
    const view = viewOf(wanted, content)
    const { publication } = state
    const surroundings = { publication, feed: state, view, format }
    const entries = await renderEntries(db, memory, content.entries, surroundings)
    if (!entries) continue
    const moments = [
      ...entries.map(({ updated }) => updated),
      ...content.removed.map(({ removed }) => removed),
      ...(content.updated ? [content.updated] : []),
    ]
    const updated = moments.length > 0 ? new Date(Math.max(...moments)) : undefined
    const feed = composeFeed(publication, state, view, updated)
    const bytes = entries.map((entry) => entry.bytes)
    return documentBytes(format, feed, bytes)
  }
  throw new Problem(503, 'The feed is changing just now: ask again.', {
    headers: { 'Retry-After': '1' },
  })
}

// A subscriber who was away for that long is told of what was taken away (RFC 6721).
const TOLD_FOR_DAYS = 30
const MOST_TOLD = 1000

/** The whole document: the newest entries, and what was taken away lately. */
export async function readWhole(wanted: Wanted, db: D1Database): Promise<Content> {
  const { state, now, query } = wanted
  const window = await readWindow(db, state.number, now, query.limit, query.before)
  const told = !query.before && wanted.format === 'atom' && state.lastRemoval > 0
  // From when the feed changed last, and not from now: the same feed is the same bytes.
  const oldest = subDays(state.changed, TOLD_FOR_DAYS).getTime()
  const removed = told ? await readGone(db, state.number, now, oldest, MOST_TOLD) : []
  return { ...window, last: window.entries.at(-1), removed }
}

function viewOf(wanted: Wanted, content: Content): View {
  const { state, query, month, address, now } = wanted
  const base = {
    address,
    content: query.content,
    query: writeFeedQuery(query),
    folder: archiveFolder(month),
    removed: removedOnce(content.removed),
  }
  if (!month && !isSubscription(wanted)) return { ...base, nextQuery: nextQuery(wanted, content) }
  return {
    ...base,
    nextQuery: undefined,
    prevArchive: prevArchive(wanted, content),
    archive: month !== undefined && isComplete(month, query.before, now),
    current: month && documentAddresses(address, state, queryOf({ content: query.content })),
  }
}

function nextQuery({ query }: Wanted, { last, next }: Content): string | undefined {
  return next && last && writeFeedQuery({ ...query, before: last })
}

function prevArchive({ state, address, query }: Wanted, content: Content): View['prevArchive'] {
  const place = archiveAfter(content.last, content.next)
  if (!place) return undefined
  const asked = queryOf({ ...query, before: place.before })
  return documentAddresses(address, state, asked, archiveFolder(place.month))
}

function queryOf(query: Pick<FeedQuery, 'content'> & Partial<FeedQuery>): string {
  return writeFeedQuery({ before: undefined, ...query, limit: DEFAULT_LIMIT })
}

function removedOnce(removals: Gone[]): View['removed'] {
  const byId = new Map(removals.toReversed().map(({ id, removed }) => [id, removed]))
  return [...byId].map(([id, removed]) => ({ id, when: new Date(removed) }))
}
