// What is answered to who asks for a document of a feed: that there is nothing new, what is new, or
// the document. A poll that hears "nothing new" has had nothing parsed, read or rendered for it.

import { type Coding, preferredCoding } from '../http/encodings.ts'
import { isNotModified } from '../http/validators.ts'
import { readRemovals, readWindow } from '../store/selection.ts'
import { ARCHIVED_AT_ONCE, type Month, withinMonth } from './archive.ts'
import { deltaOf, takesDelta } from './feed-delta.ts'
import {
  type Content,
  documentIn,
  documentName,
  type Means,
  readWhole,
  renderDocument,
  type Wanted,
} from './feed-document.ts'
import { headersOf, type Manner } from './feed-headers.ts'
import { writeFeedQuery } from './feed-query.ts'
import { archiveTag, type EarlierState, earlierState, feedTag } from './feed-validator.ts'
import { STALE } from './memory.ts'

/**
 * Answers a GET; of a HEAD, the app takes the body away.
 *
 * @throws {Problem} 503 when the store does not hold still
 * @throws what the store does when it cannot be read and nothing stands in
 */
export async function answerDocument(
  request: Request,
  wanted: Wanted,
  means: Means,
  manner: Manner,
): Promise<Response> {
  const { month } = wanted
  if (month) return answerArchive(request, { ...wanted, month }, means, manner)
  const { state, format, now } = wanted
  const etag = feedTag(state, format)
  const headers = headersOf(wanted, manner, etag)
  if (isNotModified(request.headers, { etag, changed: state.changed }, now)) {
    return new Response(null, { status: 304, headers: headers.unchanged })
  }
  try {
    const earlier = earlierOf(request, wanted)
    const delta = earlier && (await answerDelta(request, wanted, means, headers.document, earlier))
    return delta ?? (await answerWhole(request, wanted, means, headers.document))
  } catch (error) {
    const inHand = standIn(request, wanted, means, manner)
    if (!inHand) throw error
    console.warn('an earlier document stands in:', documentName(wanted, etag), String(error))
    return inHand
  }
}

async function answerWhole(
  request: Request,
  wanted: Wanted,
  means: Means,
  headers: Record<string, string>,
): Promise<Response> {
  const { state, format, now } = wanted
  const coding = preferredCoding(request)
  const name = documentName(wanted, feedTag(state, format))
  const bytes = await documentIn(coding, name, means, () =>
    renderDocument(wanted, means, () => readWhole(wanted, means.db)),
  )
  means.memory.served.set(servedName(wanted), { state, at: now })
  return bodyOf(bytes, coding, 200, headers)
}

/** The state of which the client has the document, where it takes what has changed since. */
function earlierOf({ headers }: Request, wanted: Wanted): EarlierState | undefined {
  if (wanted.query.before || !takesDelta(headers)) return undefined
  return earlierState(headers.get('If-None-Match'), wanted.state, wanted.format)
}

/**
 * What is new to a client (RFC 3229): entries, and in Atom what was taken away. Nothing where the
 * whole document has to say it.
 */
async function answerDelta(
  request: Request,
  wanted: Wanted,
  means: Means,
  headers: Record<string, string>,
  earlier: EarlierState,
): Promise<Response | undefined> {
  const { state, format, query, now } = wanted
  const { db, memory } = means
  const coding = preferredCoding(request)
  const since = `${earlier.change}-${earlier.newest}`
  const name = `${documentName(wanted, feedTag(state, format))} ${since}`
  const fields = {
    ...headers,
    IM: 'feed',
    // Caches that know no instance manipulations keep off (RFC 3229 §10.6.3).
    'Cache-Control': 'no-store, im, max-age=50',
    Vary: `${headers.Vary}, If-None-Match`,
  }
  const known = memory.documents.get(`${coding} ${name}`)
  if (known) return bodyOf(known, coding, 226, fields)
  const window = await readWindow(db, state.number, now, query.limit)
  const isLeft = state.lastRemoval > earlier.change
  const removals = isLeft ? await readRemovals(db, state.number, earlier.change, query.limit) : []
  const delta = deltaOf(window.entries, removals, earlier)
  if (!delta || (format !== 'atom' && delta.removed.length > 0)) return undefined
  const content: Content = { ...delta, next: window.next }
  const bytes = await documentIn(coding, name, means, () =>
    renderDocument(wanted, means, () => Promise.resolve(content)),
  )
  return bodyOf(bytes, coding, 226, fields)
}

/** An archive document's validator is what is in it: a new article does not change it. */
async function answerArchive(
  request: Request,
  wanted: Wanted & { month: Month },
  means: Means,
  manner: Manner,
): Promise<Response> {
  const { state, format, query, month, now } = wanted
  const from = query.before ?? { visibleFrom: month.end, rank: 0 }
  const found = await readWindow(means.db, state.number, now, ARCHIVED_AT_ONCE, from)
  const window = withinMonth(found, month)
  const etag = await archiveTag(state, window, format)
  const headers = headersOf(wanted, manner, etag)
  if (isNotModified(request.headers, { etag, changed: state.changed }, now)) {
    return new Response(null, { status: 304, headers: headers.unchanged })
  }
  const coding = preferredCoding(request)
  const bytes = await documentIn(coding, documentName(wanted, etag), means, () =>
    renderDocument(wanted, means, () => Promise.resolve({ ...window, removed: [] })),
  )
  return bodyOf(bytes, coding, 200, headers.document)
}

/**
 * What was served before the store could not be read, for a bounded time, and not when something
 * is known to have been taken away since.
 */
function standIn(
  request: Request,
  wanted: Wanted,
  { memory }: Means,
  manner: Manner,
): Response | undefined {
  const { state: current, format, query, now } = wanted
  const served = memory.served.get(servedName(wanted))
  if (!served || query.before || now - served.at > STALE) return undefined
  const { state } = served
  if (current.lastRemoval > state.change || current.publicationChange !== state.publicationChange) {
    return undefined
  }
  const etag = feedTag(state, format)
  const earlier = { ...wanted, state }
  const coding = preferredCoding(request)
  const bytes = memory.documents.get(`${coding} ${documentName(earlier, etag)}`)
  if (!bytes) return undefined
  const headers = headersOf(earlier, { ...manner, stale: 'failed' }, etag)
  return bodyOf(bytes, coding, 200, headers.document)
}

function servedName({ state, format, query }: Wanted): string {
  return `${state.number} ${format} ${writeFeedQuery(query)}`
}

function bodyOf(
  bytes: Uint8Array,
  coding: Coding,
  status: 200 | 226,
  headers: Record<string, string>,
): Response {
  const sized = { ...headers, 'Content-Length': String(bytes.length) }
  if (coding === 'identity') return new Response(bytes, { status, headers: sized })
  return new Response(bytes, {
    status,
    headers: { ...sized, 'Content-Encoding': coding },
    encodeBody: 'manual',
  })
}
