// How pages and directories answer: with validators, and nothing where the client has it already.

import type { Context } from 'hono'
import { encoded, preferredCoding } from '../http/encodings.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { isNotModified, lastModified, weakTag } from '../http/validators.ts'
import { type FeedState, readFeedState } from '../store/selection.ts'
import { keptFor } from './feed-headers.ts'
import { FILES_VERSION } from './site-files.ts'

/** Goes up when the same feeds would come out as another page or directory. */
const SITE_VERSION = 2

/** How long others may keep what is said of feeds: as long as the documents of these. */
export function cacheControl(state: FeedState, now: number): string {
  return `public, max-age=${keptFor({ state, now }, undefined)}`
}

/** The state of the feed of everything, which moves when any other does. */
export async function stateOfEverything(c: Context<Environment>): Promise<FeedState> {
  const state = await readFeedState(c.env.DB, 'all', '', c.get('now'))
  if (state) return state
  throw new Problem(404, 'Nothing is published yet: `npm run khulasa -- sync` does it.')
}

/**
 * The document, unless the client has it: nothing but the state is read before that is known.
 *
 * @param state of the feed, or of everything, where the document is about more than one
 */
export async function answer(
  c: Context<Environment>,
  state: FeedState,
  { contentType, language }: { contentType: string; language: string },
  render: () => Promise<string>,
): Promise<Response> {
  const now = c.get('now')
  const { changed } = state
  const etag = siteTag(state)
  const headers = new Headers({
    ETag: etag,
    'Last-Modified': lastModified(changed, now),
    'Cache-Control': cacheControl(state, now),
    'Content-Language': language,
    Vary: 'Accept-Encoding',
  })
  if (isNotModified(c.req.raw.headers, { etag, changed }, now)) {
    return new Response(null, { status: 304, headers })
  }
  headers.set('Content-Type', contentType)
  return bodyOf(c.req.raw, await render(), headers)
}

/** The entity tag of what is said, not as a document of its own, of a feed in this state. */
export function siteTag(state: FeedState): string {
  const { store, publicationChange, change, newest, changed } = state
  const version = `${SITE_VERSION}-${FILES_VERSION}`
  return weakTag([version, store, publicationChange, change, newest, changed])
}

/** A text as an answer, in the coding that a client likes best. */
export async function bodyOf(request: Request, text: string, headers: Headers): Promise<Response> {
  const coding = preferredCoding(request)
  const bytes = await encoded(new TextEncoder().encode(text), coding)
  if (coding === 'identity') return new Response(bytes, { headers })
  headers.set('Content-Encoding', coding)
  return new Response(bytes, { headers, encodeBody: 'manual' })
}
