// The WordPress site of the publication, as its REST API is asked; what goes wrong there as a problem.

import { type Fetch, FetchError, fetchJson, type JsonAnswer } from '../http/fetch-json.ts'
import { Problem } from '../http/problem.ts'
import { SourceError } from '../sources/source-error.ts'
import { apiAddress } from '../sources/wordpress-address.ts'
import type { Ask } from '../sources/wordpress-api-post.ts'
import { RefusedError } from '../sources/wordpress-refused.ts'

const RETRY_S = 60

/** Asks a site, in the one or the other way in which it may have its API. */
export function askSite(fetch: Fetch, site: string): Ask {
  const pretty = new URL('wp-json/', site)
  const plain = new URL('?rest_route=/', site)
  let api = pretty
  return async (path, query) => {
    const ask = () => fetchJson(fetch, apiAddress(api, path, query))
    let answer = await ask()
    if (api === pretty && isElsewhere(answer)) {
      api = plain
      answer = await ask()
    }
    const { status, body } = answer
    if (status !== 200) throw new RefusedError(status, codeOf(body))
    if (body !== undefined) return body
    throw new FetchError(`${pretty.origin} answers something that is no JSON`, false)
  }
}

/** Where addresses are plain there is nothing at this one, and WordPress or its server says so. */
function isElsewhere({ status, body }: JsonAnswer): boolean {
  return status === 404 && codeOf(body) === ''
}

function codeOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('code' in body)) return ''
  return typeof body.code === 'string' ? body.code.slice(0, LONGEST_CODE) : ''
}

const LONGEST_CODE = 100

/** Why the site could not be read, in words; `undefined` where something else went wrong. */
export function faultOfSite(error: unknown): string | undefined {
  if (error instanceof SourceError) return error.issues[0]?.message
  return error instanceof FetchError || error instanceof RefusedError ? error.message : undefined
}

/** The same as an answer; any other error as it is. */
export function problemOfSite(error: unknown): unknown {
  const fault = faultOfSite(error)
  if (fault === undefined) return error
  if (error instanceof FetchError && error.isPassing) {
    const detail = `The WordPress site cannot be read just now: ${fault}. Send the request again later.`
    return new Problem(503, detail, { headers: { 'Retry-After': String(RETRY_S) } })
  }
  const detail = `The WordPress site does not answer as it should: ${fault}.`
  return new Problem(502, detail)
}
