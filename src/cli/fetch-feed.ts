// Polling a feed twice, as a reader does.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Delivery } from '../check/delivery.ts'
import type { Failure, Words } from '../check/words.ts'
import { CommandError } from './command-error.ts'
import { bytesOf } from './limited.ts'

const PATIENCE_MS = 20_000
// Clocks that a document or a validator is made of may count in seconds.
const BETWEEN_POLLS_MS = 1100

/**
 * Two polls of an address, the second one with the validators of the first; a name and a key before
 * the host (`https://msn-morocco:khp_…@news.example/`) are sent by HTTP Basic (RFC 7617).
 *
 * @throws {CommandError} when it cannot be reached or answers anything but 200 the first time,
 *   exit code 2
 */
export async function poll(address: string, words: Words): Promise<Delivery> {
  const { bare, shown, headers } = withoutKey(address)
  const { answer: first, address: final } = await get(bare, headers, words)
  if (first.status !== 200) throw new CommandError(words.answered(shown, first.status), 2)
  await sleep(BETWEEN_POLLS_MS)
  const isThere = new URL(final).origin === new URL(bare).origin
  const second = await again(final, { ...conditions(first), ...(isThere ? headers : {}) }, words)
  return { addresses: [bare, final], first, second }
}

interface Asked {
  /** As it is asked for. */
  bare: string
  /** As it can be shown. */
  shown: string
  /** What it said of who asks. */
  headers: Record<string, string>
}

/** An address without the keys in it: a name and a key before the host, and a key in the path. */
export function withoutKey(address: string): Asked {
  if (!URL.canParse(address)) return { bare: address, shown: masked(address), headers: {} }
  const url = new URL(address)
  if (url.username === '' && url.password === '') {
    return { bare: address, shown: masked(address), headers: {} }
  }
  const who = [url.username, url.password].map(decoded).join(':')
  url.username = ''
  url.password = ''
  const encoded = Buffer.from(who, 'utf8').toString('base64')
  const headers = { Authorization: `Basic ${encoded}` }
  return { bare: url.href, shown: masked(url.href), headers }
}

/** A text without the keys in it. */
export function masked(text: string): string {
  return text.replace(/khp_[\w-]+/g, 'khp_…')
}

// A % that stands for itself.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// That it failed the second time is a finding, not the end.
async function again(
  address: string,
  headers: Record<string, string>,
  words: Words,
): Promise<Answer | undefined> {
  try {
    return (await get(address, headers, words)).answer
  } catch (error) {
    if (error instanceof CommandError) return undefined
    throw error
  }
}

function conditions({ headers }: Answer): Record<string, string> {
  const { etag, 'last-modified': modified } = headers
  return {
    ...(etag === undefined ? {} : { 'If-None-Match': etag }),
    ...(modified === undefined ? {} : { 'If-Modified-Since': modified }),
  }
}

async function get(
  address: string,
  headers: Record<string, string>,
  words: Words,
): Promise<{ answer: Answer; address: string }> {
  const shown = masked(address)
  try {
    const response = await fetch(address, {
      headers: {
        Accept: 'application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5',
        'Accept-Encoding': 'gzip, br',
        'User-Agent': 'Khulasa-check',
        ...headers,
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const body = response.body ? await bytesOf(response.body, shown, words) : new Uint8Array()
    const answer = { status: response.status, headers: Object.fromEntries(response.headers), body }
    return { answer, address: response.url }
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw new CommandError(failure(shown, error, words), 2)
  }
}

// By the codes of Node, undici and zlib.
const FAILURES: [RegExp, Failure][] = [
  [/^Z_|^ERR_(?:BROTLI|_ERROR)/, 'compression'],
  [/^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/, 'reset'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'host'],
]

// What fetch says is that it failed; why is in the cause.
function failure(address: string, error: unknown, words: Words): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return words.notReachable(address, String(cause))
  if (cause.name === 'TimeoutError') return words.noAnswer(address, PATIENCE_MS / 1000)
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
  const known = FAILURES.find(([codes]) => codes.test(code))
  return known ? words.failed(address, known[1]) : words.notReachable(address, code)
}
