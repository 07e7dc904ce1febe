// How a feed is served: what two polls tell, one after the other.

import { BEGINNING, type ParsedFeed } from './feed.ts'
import { type Finding, finding } from './finding.ts'

/** The answer to a poll. */
export interface Answer {
  status: number
  /** By names in small letters. */
  headers: Record<string, string | undefined>
  body: Uint8Array
}

/** Two polls of one address. The second one sends the validators that the first one got. */
export interface Delivery {
  /** The address asked for, and the one that redirects led to. */
  addresses: string[]
  first: Answer
  /** None where the connection failed. */
  second: Answer | undefined
}

/** The feeds that the two polls brought; the second is the first where there was nothing new. */
export interface Polled extends Delivery {
  feed: ParsedFeed
  later: ParsedFeed | undefined
}

const TYPES: Record<ParsedFeed['format'], string> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
}
// What else is true of the format, if not as exact.
const ALSO: Record<ParsedFeed['format'], string[]> = {
  rss: ['application/xml', 'text/xml', 'application/rdf+xml'],
  atom: ['application/xml', 'text/xml'],
  json: ['application/json'],
}

/** The media type is one of the format's. */
export function wrongMediaType({ feed: { format }, first }: Polled): Finding[] {
  const type = mediaType(first)
  if (type !== undefined && [TYPES[format], ...ALSO[format]].includes(type)) return []
  return [finding('wrong-media-type', BEGINNING, { type, right: TYPES[format] })]
}

/** XML types say the charset: a browser that shows the source goes by nothing else. */
export function missingCharset({ first }: Polled): Finding[] {
  const type = mediaType(first)
  const isXml = type !== undefined && /^(?:application\/[a-z]+\+xml|text\/xml)$/.test(type)
  if (!isXml || charsetOf(first) !== undefined) return []
  return first.body.some((byte) => byte > 0x7f)
    ? [finding('missing-charset', BEGINNING, { type })]
    : []
}

function mediaType({ headers }: Answer): string | undefined {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() || undefined
}

/** What Content-Type says of the encoding. */
export function charsetOf({ headers }: Answer): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '')?.[1]
}

/** The address that a feed says is its own is the one where it is. */
export function wrongSelfLink({ feed: { selfLinks }, addresses }: Polled): Finding[] {
  const real = addresses.map(comparable)
  const [first] = selfLinks
  const [asked] = addresses
  if (!first || asked === undefined) return []
  const isRight = selfLinks.some(({ value }) => real.includes(comparable(value)))
  if (isRight || !/^https?:/i.test(first.value)) return []
  return [finding('wrong-self-link', first.at, { said: first.value, real: asked })]
}

function comparable(address: string): string {
  try {
    const url = new URL(address)
    url.hash = ''
    return url.href
  } catch {
    return address
  }
}

/** There is a validator, so that a reader can ask for news only. */
export function noValidator({ first }: Polled): Finding[] {
  return hasValidator(first) ? [] : [finding('no-validator', BEGINNING, undefined)]
}

function hasValidator({ headers }: Answer): boolean {
  return headers.etag !== undefined || headers['last-modified'] !== undefined
}

/** Validator and body stay as they are as long as nothing changes. */
export function unstableValidator(polled: Polled): Finding[] {
  const what = unstable(polled)
  return what ? [finding('unstable-validator', BEGINNING, { what })] : []
}

function unstable(polled: Polled): 'ETag' | 'Last-Modified' | 'body' | undefined {
  const { first, second } = polled
  if (second?.status !== 200 || hasNews(polled)) return undefined
  if (!sameBytes(first.body, second.body)) return 'body'
  if (tag(first) !== tag(second)) return 'ETag'
  return first.headers['last-modified'] === second.headers['last-modified']
    ? undefined
    : 'Last-Modified'
}

// Between two polls a newsroom may have published.
function hasNews({ feed, later }: Polled): boolean {
  return !later || JSON.stringify(contents(feed)) !== JSON.stringify(contents(later))
}

function contents({ items }: ParsedFeed) {
  return items.map(({ id, title, link, texts }) =>
    [id, title, link, ...texts].map((each) => each?.value),
  )
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

// Weak comparison (RFC 9110 §8.8.3.2).
function tag({ headers }: Answer): string | undefined {
  return headers.etag?.replace(/^W\//, '')
}

/** A second poll is answered as the first one was, or that there is nothing new. */
export function failedPoll({ second, later }: Polled): Finding[] {
  const status = second?.status
  if (status === 304 || (status === 200 && later)) return []
  return [finding('failed-poll', BEGINNING, { status })]
}

/** Who sends a validator that still holds is told 304. */
export function noConditional(polled: Polled): Finding[] {
  const { first, second } = polled
  if (second?.status !== 200 || !hasValidator(first)) return []
  if (hasNews(polled) || unstable(polled)) return []
  const header = first.headers.etag === undefined ? 'If-Modified-Since' : 'If-None-Match'
  return [finding('no-conditional', BEGINNING, { header })]
}

// What fits into one packet is not worth it.
const FEWEST_BYTES = 1400

/** A feed is compressed for those who can read it so. */
export function noCompression({ first }: Polled): Finding[] {
  const { headers, body } = first
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity' || body.length < FEWEST_BYTES) return []
  return [finding('no-compression', BEGINNING, { kilobytes: Math.ceil(body.length / 1024) })]
}
