// Fetching what is to be imported: only from public addresses, unless the person at the keyboard
// says otherwise. The address that was looked at is the one that is connected to.

import { type LookupAddress, lookup } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { type Duplex, pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { CommandError } from './command-error.ts'
import { isPublicIp } from './public-address.ts'

/** How an address is fetched. */
export interface FetchOptions {
  /** Whether addresses of this machine and the network around it are fetched too. */
  allowLocal: boolean
  /** Milliseconds until the whole of an answer has to be there. */
  patience?: number
  /** Bytes of a body, unpacked. */
  limit?: number
  signal?: AbortSignal
}

/** An answer that is not 200. */
export class AnswerError extends CommandError {
  readonly status: number
  /** Seconds after which it may be otherwise, where the answer says so in figures. */
  readonly retryAfter: number | undefined

  constructor(address: string, status: number, retryAfter: number | undefined) {
    super(`${address} answered ${status}, not 200`, 2)
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** A body that comes in, and what is known of it. */
export interface FetchedSource {
  /** The last of the redirects. */
  address: string
  /** Media type, in small letters, without parameters. */
  type?: string
  charset?: string
  /** The header Link (RFC 8288). */
  link?: string
  /** Throws a CommandError where it is larger than it may be, or breaks off. */
  body: AsyncIterable<Uint8Array>
}

const PATIENCE_MS = 60_000
const LIMIT = 32 * 1024 * 1024
const MOST_REDIRECTS = 5

/**
 * Fetches an address and what it redirects to.
 *
 * @throws {CommandError} exit code 2, when it or one that it redirects to is not http or https, or
 *   not public; when it cannot be reached
 * @throws {AnswerError} exit code 2, when it answers anything but 200
 */
export async function fetchPublic(address: string, options: FetchOptions): Promise<FetchedSource> {
  const patience = options.patience ?? PATIENCE_MS
  const deadline = AbortSignal.timeout(patience)
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline
  // Of a body that breaks off because of the signal, the error does not say so.
  const failed = (at: string, error: unknown) =>
    error instanceof CommandError
      ? error
      : failure(at, signal.aborted ? signal.reason : error, patience)
  let url = parsed(address)
  for (let redirects = 0; ; redirects += 1) {
    const response = await answer(url, options.allowLocal, signal).catch((error: unknown) => {
      throw failed(url.href, error)
    })
    const target = redirectOf(response)
    if (target === undefined) return sourceOf(response, url, options.limit ?? LIMIT, failed)
    response.destroy()
    if (redirects === MOST_REDIRECTS) {
      throw new CommandError(`${address} redirects more than ${MOST_REDIRECTS} times`, 2)
    }
    url = parsed(target, url)
  }
}

function parsed(address: string, base?: URL): URL {
  if (!URL.canParse(address, base)) throw new CommandError(`"${address}" is no address`, 2)
  const url = new URL(address, base)
  const from = base ? `${base.href} redirects to ` : ''
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const message = 'only addresses that begin with https:// or http:// are fetched'
    throw new CommandError(`${from}${url.href}: ${message}`, 2)
  }
  if (url.username !== '' || url.password !== '') {
    url.username = ''
    url.password = ''
    throw new CommandError(`${from}${url.href}: leave out the user and password before @`, 2)
  }
  return url
}

function answer(url: URL, allowLocal: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowLocal && isIP(host) !== 0 && !isPublicIp(host)) throw notPublic(url.hostname, host)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    request(
      url.href,
      {
        // A connection of its own: one that is kept was looked at for another address.
        agent: false,
        signal,
        lookup: allowLocal ? undefined : publicOnly,
        headers: {
          Accept: 'application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5',
          'Accept-Encoding': 'gzip, br',
          'User-Agent': 'Khulasa-import',
        },
      },
      resolve,
    )
      .on('error', reject)
      .end()
  })
}

/** As the system looks up, and an error where one of what it finds is not public. */
const publicOnly: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const local = error ? undefined : found.find(({ address }) => !isPublicIp(address))
    const [first] = found ?? []
    if (error || !first) done(error ?? new Error(`nothing is known of ${host}`), '', 0)
    else if (local) done(notPublic(host, local.address), '', 0)
    else if (options.all) done(null, found)
    else done(null, first.address, first.family)
  })
}

function notPublic(host: string, ip: string): CommandError {
  const where = host.replace(/^\[|\]$/g, '') === ip ? host : `${host} (${ip})`
  return new CommandError(`${where} is no public address: it is fetched only with --allow-local`, 2)
}

function redirectOf({
  statusCode = 0,
  headers: { location },
}: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? location : undefined
}

function sourceOf(
  response: IncomingMessage,
  url: URL,
  limit: number,
  failed: (address: string, error: unknown) => CommandError,
): FetchedSource {
  const { statusCode = 0, headers } = response
  if (statusCode !== 200) {
    response.destroy()
    const [after] = /^\d{1,6}$/.exec(headers['retry-after'] ?? '') ?? []
    throw new AnswerError(url.href, statusCode, after === undefined ? undefined : Number(after))
  }
  const [type = ''] = (headers['content-type'] ?? '').split(';')
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headers['content-type'] ?? '') ?? []
  return {
    address: url.href,
    ...(type.trim() && { type: type.trim().toLowerCase() }),
    ...(charset !== undefined && { charset }),
    ...(headers.link !== undefined && { link: String(headers.link) }),
    body: bounded(unpacked(response), url.href, limit, failed),
  }
}

const CODINGS = new Map<string, () => Duplex>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

function unpacked(response: IncomingMessage): Readable {
  const unpack = CODINGS.get(response.headers['content-encoding']?.trim().toLowerCase() ?? '')
  // What goes wrong in the one is thrown where the other is read.
  return unpack ? pipeline(response, unpack(), () => undefined) : response
}

async function* bounded(
  body: Readable,
  address: string,
  limit: number,
  failed: (address: string, error: unknown) => CommandError,
): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > limit) {
        throw new CommandError(`${address} is larger than ${Math.round(limit / 1024 / 1024)} MB`, 2)
      }
      yield chunk
    }
  } catch (error) {
    throw failed(address, error)
  } finally {
    body.destroy()
  }
}

// By the codes of Node and zlib.
const FAILURES: [RegExp, string][] = [
  [/^Z_|^ERR_(?:BROTLI|_ERROR)/, 'its answer is not compressed as it says'],
  [/^(?:ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+)$/, 'its answer broke off'],
  [/^ECONNREFUSED$/, 'the connection was refused'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'there is no such host'],
]

function failure(address: string, error: unknown, patience: number): CommandError {
  if (!(error instanceof Error)) return new CommandError(`${address}: ${String(error)}`, 2)
  const cause = error.cause instanceof Error ? error.cause : error
  if (cause.name === 'TimeoutError') {
    return new CommandError(`${address} did not answer in full within ${patience / 1000} s`, 2)
  }
  if (error.name === 'AbortError') return new CommandError(`${address}: interrupted`, 2)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message
  const known = FAILURES.find(([codes]) => codes.test(code))?.[1] ?? code
  return new CommandError(`${address} cannot be fetched: ${known}`, 2)
}
