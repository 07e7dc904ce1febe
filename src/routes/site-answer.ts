// How pages and directories answer: with validators, nothing where the client has it already, and
// what the isolate has said before without asking the store again.

import type { Context } from 'hono'
import { encoded, preferredCoding } from '../http/encodings.ts'
import type { Environment } from '../http/environment.ts'
import { isNotModified, lastModified, weakTag } from '../http/validators.ts'
import type { FeedState } from '../store/selection.ts'
import { bodyOf } from './feed-bodies.ts'
import { documentIn } from './feed-document.ts'
import { cacheControl, cacheStatus, withCoding } from './feed-headers.ts'
import { type Known, meansOf } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { FILES_VERSION } from './site-files.ts'

/** Goes up when the same feeds would come out as another page or directory. */
const SITE_VERSION = 3

/** What is said of feeds. */
export interface Said {
  contentType: string
  language: string
  /**
   * Among all that is said at any address, without its state; nothing where there is no end of what
   * can be asked for: it would take the place of what is asked for again.
   */
  name: string | undefined
  /** The moment of which it is said, ms, where at another one the same feeds are another document. */
  asOf?: number
}

/**
 * The document, unless the client has it.
 *
 * @param known of the feed, or of everything, where the document is about more than one
 * @param render is called where the isolate does not have it
 */
export async function answer(
  c: Context<Environment>,
  memory: Memory,
  known: Known,
  said: Said,
  render: () => Promise<string>,
): Promise<Response> {
  const now = c.get('now')
  const { state, stale } = known
  const changed = Math.max(state.changed, said.asOf ?? 0)
  const etag = siteTag(state, said)
  const headers = new Headers({
    ETag: etag,
    'Last-Modified': lastModified(changed, now),
    'Cache-Control': cacheControl({ state, now }, stale),
    'Content-Language': said.language,
    Vary: 'Accept-Encoding',
    ...cacheStatus(stale),
  })
  if (isNotModified(c.req.raw.headers, { etag, changed })) {
    return new Response(null, { status: 304, headers })
  }
  return pageBody(c, memory, { etag, said, headers, now }, render)
}

/** The entity tag of what is said of feeds in this state: never that of a document of a feed. */
export function siteTag(state: FeedState, { asOf = 0 }: Said): string {
  const { store, publicationChange, change, newest, changed } = state
  const version = `${SITE_VERSION}-${FILES_VERSION}`
  return weakTag([version, store, publicationChange, change, newest, changed, asOf])
}

/** The answer with what is said in it, in the coding that the client likes best. */
export async function pageBody(
  c: Context<Environment>,
  memory: Memory,
  { etag, said, headers, now }: { etag: string; said: Said; headers: Headers; now: number },
  render: () => Promise<string>,
): Promise<Response> {
  headers.set('Content-Type', said.contentType)
  const coding = preferredCoding(c.req.raw)
  const make = async () => new TextEncoder().encode(await render())
  const bytes =
    said.name === undefined
      ? await encoded(await make(), coding)
      : await documentIn(
          coding,
          { name: `${said.name} ${etag}`, isLasting: true },
          meansOf(c, memory),
          now,
          make,
        )
  return bodyOf(bytes, coding, { headers: withCoding(headers, coding, bytes.length) })
}
