// Asking another server for JSON: in time, of a bounded size, and nobody but that server.

const PATIENCE_MS = 5000
const LIMIT_MB = 4
const MOST_REDIRECTS = 3

/** What fetches for the app: the platform's `fetch`, or what a test answers. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>

/** A server that gave no answer, or none that can be read. */
export class FetchError extends Error {
  override name = 'FetchError'
  /** Whether it may be otherwise in a moment. */
  readonly isPassing: boolean

  constructor(message: string, isPassing: boolean, cause?: unknown) {
    super(message, { cause })
    this.isPassing = isPassing
  }
}

/** An answer that is larger, or takes longer, than one may: less of the same may do. */
export class TooMuchError extends FetchError {}

/** An answer. */
export interface JsonAnswer {
  status: number
  /** `undefined` where it is no JSON. */
  body: unknown
}

/**
 * What an address answers, whatever its status. Redirects are followed within its origin.
 *
 * @throws {TooMuchError} when it answers with more than 4 MB, or all of it takes longer than 5 s
 * @throws {FetchError} when it cannot be reached, or is busy; when it redirects to another origin
 */
export async function fetchJson(fetch: Fetch, address: string): Promise<JsonAnswer> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const { origin } = new URL(address)
  try {
    const response = await answerAt(fetch, address, signal)
    const { status } = response
    if (status === 429 || status >= 500) {
      await response.body?.cancel()
      throw new FetchError(`${origin} answers ${status}`, true)
    }
    return { status, body: parsed(await textOf(response, origin)) }
  } catch (error) {
    if (error instanceof FetchError) throw error
    if (!signal.aborted) throw new FetchError(`${origin} cannot be reached`, true, error)
    const late = `${origin} did not answer in full within ${PATIENCE_MS / 1000} s`
    throw new TooMuchError(late, true, error)
  }
}

async function answerAt(fetch: Fetch, address: string, signal: AbortSignal): Promise<Response> {
  let at = new URL(address)
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(at.href, {
      signal,
      redirect: 'manual',
      // A copy that a cache on the way has kept is what it was before the change.
      cache: 'no-store',
      headers: { Accept: 'application/json', 'User-Agent': 'Khulasa' },
    })
    const location = response.headers.get('Location')
    if (response.status < 300 || response.status > 399 || location === null) return response
    await response.body?.cancel()
    if (redirects === MOST_REDIRECTS) {
      throw new FetchError(`${at.origin} redirects more than ${MOST_REDIRECTS} times`, false)
    }
    at = redirected(at, location)
  }
}

function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : undefined
  if (to?.origin === from.origin) return to
  const where = to ? to.origin : 'what is no address'
  throw new FetchError(`${from.origin} redirects to ${where}, which is not asked`, false)
}

async function textOf(response: Response, origin: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let left = LIMIT_MB * 1024 * 1024
  for await (const chunk of response.body ?? []) {
    left -= chunk.byteLength
    if (left < 0) throw new TooMuchError(`${origin} answers with more than ${LIMIT_MB} MB`, false)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
