// The headers of a feed's documents, and of the answer that there is no newer one.

import { feedLanguage } from '../feed/compose.ts'
import { FORMATS, type Format } from '../feed/formats.ts'
import { feedFolder } from '../feed/paths.ts'
import type { Coding } from '../http/encodings.ts'
import { OPEN, SAFETY } from '../http/safety.ts'
import { lastModified, SETTLED } from '../http/validators.ts'
import { archiveFolder } from './archive.ts'
import { documentNamed, isSubscription, type Wanted } from './feed-document.ts'
import { writeFeedQuery } from './feed-query.ts'
import type { Memory } from './memory.ts'

/**
 * Seconds for which others may keep a document: with those that an isolate may be behind, less than
 * a minute.
 */
const KEPT = 50
/** In place of that, while the store cannot be read. */
const KEPT_STALE = 5
/** ms for which a month that is over may yet get an article: what is dated back, or sent late. */
const LATE = 3 * 24 * 60 * 60 * 1000
/** Of the archive of a month that is over. */
const KEPT_CLOSED = 24 * 60 * 60

/** Why a document is one that may not be the latest. */
export type Stale = 'slow' | 'failed' | undefined

/** How a document is asked for. */
export interface Manner {
  stale: Stale
  /** Whether `Accept` was looked at. */
  isNegotiated: boolean
  /** Whether a browser that opens the same address gets a page. */
  hasPage: boolean
}

/**
 * Of the two answers that there are to who asks for a document. `Headers`, because to copy one costs
 * a third of what it costs to make one.
 */
export interface DocumentHeaders {
  /** That it has not changed (RFC 9110 §15.4.5). */
  unchanged: Headers
  /** The document, but for what its coding makes of it. */
  document: Headers
  /** The same with what its coding makes of it, by coding and length. */
  coded: Map<string, Headers>
}

/** The headers of a document with this entity tag. */
export function headersOf(
  wanted: Wanted,
  manner: Manner,
  etag: string,
  { headers }: Pick<Memory, 'headers'>,
): DocumentHeaders {
  const isLasting = !manner.stale && isSubscription(wanted) && !isPassing(wanted)
  if (!isLasting) return made(wanted, manner, etag)
  const name = `${documentNamed(wanted, etag).name} ${vary(manner)}`
  const known = headers.get(name)
  if (known) return known
  const all = made(wanted, manner, etag)
  headers.set(name, all)
  return all
}

/** The headers of a document that comes to so many bytes in a coding. */
export function codedHeaders(of: DocumentHeaders, coding: Coding, length: number): Headers {
  const name = `${coding} ${length}`
  const known = of.coded.get(name) ?? withCoding(of.document, coding, length)
  of.coded.set(name, known)
  return known
}

/** Headers with those of a coding (RFC 9110 §8.4) and of a length (§8.6). */
export function withCoding(headers: Headers, coding: Coding, length: number): Headers {
  const all = new Headers(headers)
  all.set('Content-Length', String(length))
  if (coding !== 'identity') all.set('Content-Encoding', coding)
  return all
}

/** Whether the headers will soon say something else of the same state. */
function isPassing({ state, now }: Wanted): boolean {
  const isSettled = now - state.changed >= SETTLED
  return !isSettled || (state.next !== undefined && state.next - now < KEPT * 1000)
}

function made(wanted: Wanted, manner: Manner, etag: string): DocumentHeaders {
  const { state, format, now } = wanted
  const { stale } = manner
  const { language } = feedLanguage(state.publication, state)
  const unchanged = {
    ETag: etag,
    'Last-Modified': lastModified(state.changed, now),
    'Cache-Control': isClosed(wanted, stale) ? CLOSED : cacheControl(wanted, stale),
    Vary: vary(manner),
    'Access-Control-Allow-Origin': OPEN['Access-Control-Allow-Origin'],
    ...(state.onlyLanguage === language && { 'Content-Language': language }),
    ...cacheStatus(stale),
  }
  const document = {
    ...unchanged,
    ...SAFETY,
    ...OPEN,
    'Content-Type': `${FORMATS[format].mediaType}; charset=utf-8`,
    Link: links(wanted),
  }
  return {
    unchanged: new Headers(unchanged),
    document: new Headers(document),
    coded: new Map(),
  }
}

/**
 * Readers send no `Sec-Fetch-Dest`, so it takes them no second copy in a cache, where `Accept`, of
 * which each has its own, takes one for each of them: it is named only where it was looked at.
 */
function vary({ hasPage, isNegotiated }: Manner): string {
  if (hasPage) return isNegotiated ? `Sec-Fetch-Dest, ${BY_ACCEPT}` : `Sec-Fetch-Dest, ${ALWAYS}`
  return isNegotiated ? BY_ACCEPT : ALWAYS
}

const ALWAYS = 'Accept-Encoding, A-IM'
const BY_ACCEPT = `Accept, ${ALWAYS}`

/** What says that an answer may not be the latest (RFC 9211). */
export function cacheStatus(stale: Stale): { 'Cache-Status'?: string } {
  return stale ? { 'Cache-Status': `Khulasa; hit; detail=store-${stale}` } : {}
}

/** How long others may keep what may change of a feed. */
export function cacheControl(known: Pick<Wanted, 'state' | 'now'>, stale: Stale): string {
  return `public, max-age=${keptFor(known, stale)}`
}

/** The same of what changes only when something in it is corrected or taken away. */
const CLOSED = `public, max-age=${KEPT_CLOSED}, immutable`

function isClosed({ month, now }: Wanted, stale: Stale): boolean {
  return month !== undefined && month.end + LATE <= now && !stale
}

/** Seconds for which others may keep what may change: never beyond the end of the next embargo. */
export function keptFor({ state: { next }, now }: Pick<Wanted, 'state' | 'now'>, stale: Stale) {
  const longest = stale ? KEPT_STALE : KEPT
  // A state that could not be read again may be of before it.
  if (next === undefined || next <= now) return longest
  return Math.min(longest, Math.floor((next - now) / 1000))
}

function links(wanted: Wanted): string {
  const { state, format, address } = wanted
  const folder = address + feedFolder(state.kind, state.slug)
  const formats = Object.keys(FORMATS) as Format[]
  const documents = formats.map((each) => {
    const { file, mediaType } = FORMATS[each]
    const rel = each === format ? 'self' : 'alternate'
    return `<${folder}${inside(wanted, file)}>; rel="${rel}"; type="${mediaType}"`
  })
  const { hub } = state.publication
  return [...documents, ...(hub ? [`<${new URL(hub).href}>; rel="hub"`] : [])].join(', ')
}

/** Where the document is in the folder of its feed. */
function inside({ query, month }: Wanted, file = ''): string {
  return `${archiveFolder(month)}/${file}${writeFeedQuery(query)}`
}
