// What is answered to who asks for a document of a feed: that there is nothing new, what is new, or
// the document. A poll that hears "nothing new" has had nothing parsed, read or rendered for it.

import { type Coding, preferredCoding } from '../http/encodings.ts'
import { inTime, SLOW, within } from '../http/patience.ts'
import { isNotModified } from '../http/validators.ts'
import { readRemovals, readWindow, type Window } from '../store/selection.ts'
import {
  ARCHIVED_AT_ONCE,
  archiveFolder,
  archiveStart,
  isComplete,
  type Month,
  withinMonth,
} from './archive.ts'
import { deltaOf, takesDelta } from './feed-delta.ts'
import {
  type Content,
  documentIn,
  documentInHand,
  documentInMemory,
  documentNamed,
  type Means,
  readWhole,
  renderDocument,
  type Wanted,
} from './feed-document.ts'
import {
  codedHeaders,
  type DocumentHeaders,
  headersOf,
  keptFor,
  type Manner,
  type Stale,
  withCoding,
} from './feed-headers.ts'
import { writeFeedQuery } from './feed-query.ts'
import { archiveTag, type EarlierState, earlierState, feedTag } from './feed-validator.ts'
import { ANSWER, LONGEST, type Served, STALE } from './memory.ts'

/** A request for a document, and what it takes to answer it. */
export interface Ask {
  request: Request
  wanted: Wanted
  means: Means
  manner: Manner
}

/**
 * Answers a GET; of a HEAD, the app takes the body away.
 *
 * @throws {Problem} 503 when the store does not hold still, or takes too long
 * @throws what the store does when it cannot be read and nothing stands in
 */
export async function answerDocument(ask: Ask): Promise<Response> {
  const { request, wanted, means, manner } = ask
  const { state, format, month } = wanted
  if (month) return unlessStale(ask, () => answerArchive(ask, month))
  const etag = feedTag(state, format)
  const headers = headersOf(wanted, manner, etag, means.memory)
  if (isNotModified(request.headers, { etag, changed: state.changed })) {
    stillServed(ask, etag)
    return new Response(null, { status: 304, headers: headers.unchanged })
  }
  const coding = preferredCoding(request)
  const earlier = earlierOf(ask)
  const bytes = !earlier && documentInMemory(coding, documentNamed(wanted, etag), means)
  if (bytes) {
    stillServed(ask, etag)
    return wholeOf(bytes, coding, headers)
  }
  return unlessStale(ask, async () => {
    const delta = earlier && (await answerDelta(ask, earlier, headers.document))
    const whole = () => readWhole(wanted, means.db)
    return delta ?? answerWhole(ask, etag, headers, whole)
  })
}

async function answerWhole(
  { request, wanted, means, manner }: Ask,
  etag: string,
  headers: DocumentHeaders,
  read: () => Promise<Content>,
): Promise<Response> {
  const { state, now } = wanted
  const coding = preferredCoding(request)
  const document = documentNamed(wanted, etag)
  const render = () => renderDocument(wanted, means, read)
  const bytes = await documentIn(coding, document, means, now, render)
  if (!manner.stale) means.memory.served.set(servedName(wanted), { state, etag, at: now })
  return wholeOf(bytes, coding, headers)
}

/** The state of which the client has the document, where it takes what has changed since. */
function earlierOf({ request: { headers }, wanted }: Ask): EarlierState | undefined {
  if (wanted.query.before || !takesDelta(headers)) return undefined
  return earlierState(headers.get('If-None-Match'), wanted.state, wanted.format)
}

/**
 * What is new to a client (RFC 3229): entries, and in Atom what was taken away. Nothing where the
 * whole document has to say it.
 */
async function answerDelta(
  { request, wanted, means, manner }: Ask,
  earlier: EarlierState,
  headers: Headers,
): Promise<Response | undefined> {
  const coding = preferredCoding(request)
  const since = `${earlier.change}-${earlier.newest}`
  const { name } = documentNamed(wanted, feedTag(wanted.state, wanted.format))
  const delta = { name: `${name} ${since}`, isLasting: false }
  const fields = new Headers(headers)
  fields.set('IM', 'feed')
  fields.set('Delta-Base', earlier.tag)
  // Caches that know no instance manipulations keep off (RFC 3229 §10.6.3).
  fields.set('Cache-Control', `no-store, im, max-age=${keptFor(wanted, manner.stale)}`)
  fields.append('Vary', 'If-None-Match')
  const known = documentInMemory(coding, delta, means)
  if (known) return deltaOfBytes(known, coding, fields)
  const content = await readDelta(wanted, means.db, earlier)
  if (!content) return undefined
  const read = startingWith(
    content,
    async () => (await readDelta(wanted, means.db, earlier)) ?? content,
  )
  const render = () => renderDocument(wanted, means, read)
  const bytes = await documentIn(coding, delta, means, wanted.now, render)
  return deltaOfBytes(bytes, coding, fields)
}

async function readDelta(
  { state, format, query, now }: Wanted,
  db: D1Database,
  earlier: EarlierState,
): Promise<Content | undefined> {
  const { limit } = query
  const { entries, next } = await readWindow(db, state.number, now, limit)
  const isLeft = state.lastRemoval > earlier.change
  const removals = isLeft ? await readRemovals(db, state.number, now, earlier.change, limit) : []
  const delta = deltaOf(entries, removals, earlier, limit)
  if (!delta || (format !== 'atom' && delta.removed.length > 0)) return undefined
  return { ...delta, last: entries.at(-1), next, updated: state.newest }
}

/** An archive document's validator is what is in it: a new article does not change it. */
async function answerArchive(ask: Ask, month: Month): Promise<Response> {
  const { request, wanted, means, manner } = ask
  const { state, format, query, now } = wanted
  const window = await readMonth(wanted, month, means.db)
  const etag = await archiveTag(state, window, format, isComplete(month, query.before, now))
  const headers = headersOf(wanted, manner, etag, means.memory)
  if (isNotModified(request.headers, { etag, changed: state.changed })) {
    stillServed(ask, etag)
    return new Response(null, { status: 304, headers: headers.unchanged })
  }
  const read = startingWith(window, () => readMonth(wanted, month, means.db))
  return answerWhole(ask, etag, headers, async () => {
    const { entries, next } = await read()
    return { entries, last: entries.at(-1), next, removed: [] }
  })
}

async function readMonth(
  { state, query, now }: Wanted,
  month: Month,
  db: D1Database,
): Promise<Window> {
  const from = archiveStart(month, query.before)
  return withinMonth(await readWindow(db, state.number, now, ARCHIVED_AT_ONCE, from), month)
}

/** What has been read already; on being asked again, what is read then. */
function startingWith<T>(first: T, read: () => Promise<T>): () => Promise<T> {
  const left = [first]
  return async () => left.pop() ?? read()
}

/** The answer; where the store is slow or fails, what was served before. */
async function unlessStale(ask: Ask, answer: () => Promise<Response>): Promise<Response> {
  const { means, wanted } = ask
  const answering = inTime(LONGEST, answer())
  const served = servedBefore(ask)
  if (!served) return answering
  means.background(answering.catch(() => undefined))
  const outcome = await outcomeOf(answering, wanted)
  if (outcome instanceof Response) return outcome
  return (await standIn(ask, served, outcome)) ?? answering
}

async function outcomeOf(
  answering: Promise<Response>,
  wanted: Wanted,
): Promise<Response | NonNullable<Stale>> {
  try {
    const answer = await within(ANSWER, answering)
    if (answer !== SLOW) return answer
    console.warn('an earlier document stands in:', servedName(wanted), 'slow')
    return 'slow'
  } catch (error) {
    console.warn('an earlier document stands in:', servedName(wanted), String(error))
    return 'failed'
  }
}

/** What was served last, where it may stand in for what the store does not say. */
function servedBefore({ wanted, means }: Ask): Served | undefined {
  const { state: current, query, month, now } = wanted
  if (query.before && !month) return undefined
  const served = means.memory.served.get(servedName(wanted))
  if (!served || now - served.at > STALE) return undefined
  const { change, publicationChange } = served.state
  // It must not show what is known to have been taken away.
  const isGone = current.lastRemoval > change || current.publicationChange !== publicationChange
  return isGone ? undefined : served
}

/** It was served, and is still current. */
function stillServed({ wanted, means, manner }: Ask, etag: string): void {
  const served = means.memory.served.get(servedName(wanted))
  if (served?.etag !== etag || manner.stale) return
  served.at = wanted.now
  served.state = wanted.state
}

async function standIn(
  { request, wanted, means, manner }: Ask,
  { state, etag }: Served,
  stale: NonNullable<Stale>,
): Promise<Response | undefined> {
  const earlier = { ...wanted, state }
  const headers = headersOf(earlier, { ...manner, stale }, etag, means.memory)
  if (isNotModified(request.headers, { etag, changed: state.changed })) {
    return new Response(null, { status: 304, headers: headers.unchanged })
  }
  const coding = preferredCoding(request)
  const bytes = await documentInHand(coding, documentNamed(earlier, etag), means)
  return bytes && wholeOf(bytes, coding, headers)
}

function servedName({ state, format, query, month }: Wanted): string {
  return `${state.number} ${format} ${archiveFolder(month)} ${writeFeedQuery(query)}`
}

function wholeOf(bytes: Uint8Array, coding: Coding, headers: DocumentHeaders): Response {
  return bodyOf(bytes, coding, {
    status: 200,
    headers: codedHeaders(headers, coding, bytes.length),
  })
}

function deltaOfBytes(bytes: Uint8Array, coding: Coding, headers: Headers): Response {
  const status = { status: 226, statusText: 'IM Used' }
  return bodyOf(bytes, coding, { ...status, headers: withCoding(headers, coding, bytes.length) })
}

function bodyOf(bytes: Uint8Array, coding: Coding, init: ResponseInit): Response {
  return new Response(bytes, coding === 'identity' ? init : { ...init, encodeBody: 'manual' })
}
