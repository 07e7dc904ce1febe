// What somebody sees who opens an address at which there is nothing: a page that leads to the feeds.

import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Environment } from '../http/environment.ts'
import { guarded } from '../http/page-safety.ts'
import type { FeedState } from '../store/selection.ts'
import { publicAddress } from './address.ts'
import { isNavigation, prefersPage } from './feed-opened.ts'
import { meansOf, stateOfEverything } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { document, home, openPage, type Page } from './pages-page.ts'
import { searchPart } from './pages-search.ts'

/**
 * The page as an answer (404), in the language of the publication.
 *
 * @param now ms since 1970
 * @returns nothing where no person asks, or nothing is known to make a page of
 */
export async function answerMissing(
  c: Context<Environment>,
  memory: Memory,
  now: number,
): Promise<Response | undefined> {
  const { headers } = c.req.raw
  // What is not there of the API is said as all that the API says. The address of a partner's feed has
  // a key in it, which no page is to repeat.
  if (/^\/(?:api|partners)\//.test(c.req.path)) return undefined
  if (!isNavigation(headers) || !prefersPage(headers)) return undefined
  const state = await stateNow(c, memory, now)
  if (!state) return undefined
  await guarded(c, async () => {
    c.res = await missing(c, state)
  })
  return c.res
}

async function stateNow(
  c: Context<Environment>,
  memory: Memory,
  now: number,
): Promise<FeedState | undefined> {
  try {
    return (await stateOfEverything(meansOf(c, memory), now)).state
  } catch {
    // What is wrong with the address can be said without a page too.
    return undefined
  }
}

async function missing(c: Context<Environment>, state: FeedState): Promise<Response> {
  const { publication } = state
  const path = c.req.path.slice(1)
  const page = openPage(publication, {
    address: publicAddress(c.env, publication),
    root: '../'.repeat(path.split('/').length - 1),
    asked: c.req.query('lang'),
  })
  return new Response(await missingPage(page, state, path), {
    status: 404,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': page.language,
      'Cache-Control': 'no-store',
    },
  })
}

async function missingPage(page: Page, state: FeedState, path: string): Promise<string> {
  const { words, publication } = page
  return document(page, {
    title: `${words.missing} — ${publication.title}`,
    description: words.missing,
    path,
    state,
    alternates: [],
    body: html`<section aria-labelledby="missing" class="lead">
      <h1 id="missing">${words.missing}</h1>
      <p><a href="${home(page)}">${words.allFeeds}</a></p>
      ${searchPart(page, { query: '', found: [] })}
    </section>`,
  })
}
