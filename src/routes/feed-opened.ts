// A feed that a person opens in a browser: under the media types of feeds a browser shows source, so
// it gets the page of the feed in its place, at the same address.
//
// To ask costs a poll one look at a header that no reader sends. The page is private: a cache that
// does not know `Vary` may hand the document to a browser, which is a pity, but never the page to a
// reader, which would be a broken feed.

import type { Context } from 'hono'
import type { Environment } from '../http/environment.ts'
import { preferredType } from '../http/negotiation.ts'
import { guarded } from '../http/page-safety.ts'
import { isNamed } from '../http/validators.ts'
import { readNewest } from '../store/selection.ts'
import { cacheStatus, keptFor } from './feed-headers.ts'
import { type Known, meansOf } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { feedPage, saidOfFeed, SHOWN } from './pages-feed.ts'
import { pageBody, siteTag } from './site-answer.ts'

/** Whether somebody goes to the address, and no program reads it (Fetch Metadata). */
export function isNavigation(headers: Headers): boolean {
  return headers.get('Sec-Fetch-Dest') === 'document'
}

// Who takes anything is no person.
const TYPES = ['application/xml', 'text/xml', 'application/json', 'text/html']

/** Whether a page is what a client would rather have than a document. */
export function prefersPage(headers: Headers): boolean {
  return preferredType(headers.get('Accept') ?? undefined, TYPES) === 'text/html'
}

/** The page of a feed, where its documents stand. */
export async function answerOpened(
  c: Context<Environment>,
  memory: Memory,
  known: Known,
  view: { address: string; now: number },
): Promise<Response> {
  await guarded(c, async () => {
    c.res = await opened(c, memory, known, view)
  })
  return c.res
}

async function opened(
  c: Context<Environment>,
  memory: Memory,
  { state, stale }: Known,
  { address, now }: { address: string; now: number },
): Promise<Response> {
  const asked = c.req.query('lang')
  const said = saidOfFeed(state, { address, asked })
  const etag = siteTag(state, said)
  // No Last-Modified: the date that a client has for the address is that of the document.
  const headers = new Headers({
    ETag: etag,
    'Cache-Control': `private, max-age=${keptFor({ state, now }, stale)}`,
    'Content-Language': said.language,
    Vary: 'Sec-Fetch-Dest, Accept, Accept-Encoding',
    ...cacheStatus(stale),
  })
  if (isNamed(c.req.header('If-None-Match') ?? '', etag)) {
    return new Response(null, { status: 304, headers })
  }
  return pageBody(c, memory, { etag, said, headers, now }, async () => {
    const articles = await readNewest(meansOf(c, memory).db, state.number, now, SHOWN)
    return feedPage(state, articles, { address, asked })
  })
}
