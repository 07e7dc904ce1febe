// What is answered to who asks for a document of a feed: that there is nothing new, what is new, or
// the document. A poll that hears "nothing new" has had nothing parsed, read or rendered for it.

import { preferredCoding } from '../http/encodings.ts'
import { isNotModified } from '../http/validators.ts'
import { readRemovals, readWindow, type Window } from '../store/selection.ts'
import { ARCHIVED_AT_ONCE, archiveStart, isComplete, type Month, withinMonth } from './archive.ts'
import { deltaBody, wholeBody } from './feed-bodies.ts'
import { deltaOf, takesDelta } from './feed-delta.ts'
import {
  type Content,
  documentIn,
  documentInMemory,
  documentNamed,
  readWhole,
  renderDocument,
  type Wanted,
} from './feed-document.ts'
import { type DocumentHeaders, headersOf, keptFor } from './feed-headers.ts'
import { type Ask, nowServed, stillServed, unlessStale } from './feed-stand-in.ts'
import { archiveTag, type EarlierState, earlierState, feedTag } from './feed-validator.ts'

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
    return wholeBody(bytes, coding, headers)
  }
  return unlessStale(ask, async () => {
    const delta = earlier && (await answerDelta(ask, earlier, headers.document))
    const whole = () => readWhole(wanted, means.db)
    return delta ?? answerWhole(ask, etag, headers, whole)
  })
}

async function answerWhole(
  ask: Ask,
  etag: string,
  headers: DocumentHeaders,
  read: () => Promise<Content>,
): Promise<Response> {
  const { request, wanted, means } = ask
  const coding = preferredCoding(request)
  const document = documentNamed(wanted, etag)
  const render = () => renderDocument(wanted, means, read)
  const bytes = await documentIn(coding, document, means, wanted.now, render)
  nowServed(ask, etag)
  return wholeBody(bytes, coding, headers)
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
  if (known) return deltaBody(known, coding, fields)
  const content = await readDelta(wanted, means.db, earlier)
  if (!content) return undefined
  const read = startingWith(
    content,
    async () => (await readDelta(wanted, means.db, earlier)) ?? content,
  )
  const render = () => renderDocument(wanted, means, read)
  const bytes = await documentIn(coding, delta, means, wanted.now, render)
  return deltaBody(bytes, coding, fields)
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
