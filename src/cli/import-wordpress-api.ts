// The REST API of a WordPress site: where it is, and asking it.

import { setTimeout as sleep } from 'node:timers/promises'
import { Parser } from 'htmlparser2'
import { apiAddress } from '../sources/wordpress-address.ts'
import type { Ask } from '../sources/wordpress-api-post.ts'
import { CommandError } from './command-error.ts'
import { AnswerError, fetchPublic, type FetchOptions } from './fetch-source.ts'
import type { Source } from './import-source.ts'

const RELATION = 'https://api.w.org/'
// Link: <https://site.example/wp-json/>; rel="https://api.w.org/"
const HEADER = /<([^<>]*)>\s*;[^<>,]*\brel\s*=\s*"?https:\/\/api\.w\.org\/(?=["\s;,]|$)/i

/**
 * The root of the API of a site whose home page, or any address of whose API, was given. `undefined`
 * where it is none: a page of a site is imported as a page.
 */
export function wordPressApi({ address, link = '', opening = '' }: Source): URL | undefined {
  if (address === undefined) return undefined
  const given = new URL(address)
  const [root] = /^.*?\/wp-json(?=\/|$)/.exec(given.pathname) ?? []
  if (root !== undefined) return new URL(`${root}/`, given)
  if (given.searchParams.has('rest_route')) return new URL(`${given.pathname}?rest_route=/`, given)
  const href = HEADER.exec(link)?.[1] ?? linkIn(opening)
  if (href === undefined || !URL.canParse(href, given)) return undefined
  const api = new URL(href, given)
  const home = api.pathname.replace(/(?:wp-json|index\.php)\/?.*$/, '')
  const isHome = given.pathname.replace(/\/*$/, '/') === home.replace(/\/*$/, '/')
  return isHome && api.origin === given.origin ? api : undefined
}

/** `<link rel="https://api.w.org/" href="https://site.example/wp-json/" />` */
function linkIn(html: string): string | undefined {
  if (!html.includes(RELATION)) return undefined
  let found: string | undefined
  const onopentag = (name: string, { rel, href }: Record<string, string>) => {
    if (name === 'link' && rel === RELATION) found ??= href
  }
  new Parser({ onopentag }).end(html)
  return found
}

const TRIES = 3
const BETWEEN_TRIES_MS = 2000
// Whoever is to wait for longer imports again then.
const LONGEST_WAIT_S = 120

/** Asks the API at an address, again where it is busy: when it says, or soon. */
export function askWordPress(api: URL, options: FetchOptions): Ask {
  return async (path, query) => {
    const address = apiAddress(api, path, query)
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await jsonOf(address, options)
      } catch (error) {
        const wait = waitAfter(error, attempt)
        if (wait === undefined || attempt === TRIES) throw error
        await sleep(wait, undefined, { signal: options.signal })
      }
    }
  }
}

/** How long to wait, in ms; `undefined` where asking again is in vain. */
function waitAfter(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof AnswerError)) return undefined
  const { status, retryAfter } = error
  if (status !== 429 && status < 500) return undefined
  if (retryAfter === undefined) return BETWEEN_TRIES_MS * attempt
  return retryAfter > LONGEST_WAIT_S ? undefined : retryAfter * 1000
}

async function jsonOf(address: string, options: FetchOptions): Promise<unknown> {
  const { body } = await fetchPublic(address, options)
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  try {
    return JSON.parse(
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    )
  } catch {
    throw new CommandError(`${address} answered something that is no JSON`, 2)
  }
}
