// The pages for people: the front page with its search, a page for each feed, and the lists of all
// tags and all authors.

import { type Context, Hono } from 'hono'
import type { FeedKind } from '../article/memberships.ts'
import { FOLDERS } from '../feed/paths.ts'
import type { Environment } from '../http/environment.ts'
import { listFeeds, readHeadlines } from '../store/listing-feeds.ts'
import { type FeedState, readNewest } from '../store/selection.ts'
import { publicAddress } from './address.ts'
import { cacheControl } from './feed-headers.ts'
import { meansOf, stateOf, stateOfEverything } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { feedPage, saidOfFeed, SHOWN } from './pages-feed.ts'
import { frontPage, LISTED } from './pages-front.ts'
import { indexPage, LISTED_IN_INDEX } from './pages-index.ts'
import { openPage, type Page, pageName, pagePath, saidOn } from './pages-page.ts'
import { readQuery, search } from './pages-search.ts'
import { answer } from './site-answer.ts'

const HEADLINES = 15
// As many sections as a publication can have, and more languages than any has.
const MOST = 200

/** The pages. */
export function pages(memory: Memory): Hono<Environment> {
  const routes = new Hono<Environment>().get('/', (c) => front(c, memory))
  for (const kind of ['tag', 'author'] as const) {
    routes.get(`/${FOLDERS[kind]}/`, (c) => index(c, memory, kind))
  }
  for (const kind of ['section', 'tag', 'author', 'language'] as const) {
    // One without a slash at its end leads to the one with it.
    for (const ending of ['', '/']) {
      routes.get(`/${FOLDERS[kind]}/:slug${ending}`, (c) =>
        ofFeed(c, memory, kind, c.req.param('slug')),
      )
    }
  }
  return routes
}

type RequestContext = Context<Environment>

async function front(c: RequestContext, memory: Memory): Promise<Response> {
  const { DB: db } = c.env
  const now = c.get('now')
  const known = await stateOfEverything(meansOf(c, memory), now)
  const { state } = known
  const page = pageFor(c, state, '')
  const query = readQuery(c.req.query('q') ?? null)
  const name = query === '' ? pageName(page, '') : undefined
  return answer(c, memory, known, saidOn(page, name), async () => {
    const [headlines, sections, languages, authors, tags, found] = await Promise.all([
      readHeadlines(db, state.number, now, HEADLINES),
      listFeeds(db, 'section', now, MOST),
      listFeeds(db, 'language', now, MOST),
      listFeeds(db, 'author', now, LISTED + 1),
      listFeeds(db, 'tag', now, LISTED + 1),
      search(db, page, query, now),
    ])
    const lists = { headlines, sections, languages, authors, tags }
    return frontPage(page, { state, ...lists, search: { query, found } })
  })
}

async function index(c: RequestContext, memory: Memory, kind: 'tag' | 'author'): Promise<Response> {
  const now = c.get('now')
  const known = await stateOfEverything(meansOf(c, memory), now)
  const { state } = known
  const page = pageFor(c, state, '../')
  const after = c.req.query('after') ?? ''
  const name = after === '' ? pageName(page, `${FOLDERS[kind]}/`) : undefined
  return answer(c, memory, known, saidOn(page, name), async () => {
    const feeds = await listFeeds(c.env.DB, kind, now, LISTED_IN_INDEX + 1, after)
    return indexPage(page, kind, { state, feeds, after })
  })
}

async function ofFeed(
  c: RequestContext,
  memory: Memory,
  kind: FeedKind,
  slug: string,
): Promise<Response> {
  const { DB: db } = c.env
  const now = c.get('now')
  const known = await stateOf(meansOf(c, memory), kind, slug, now)
  const { state } = known
  const address = publicAddress(c.env, state.publication)
  const path = `/${pagePath(state.kind, state.slug)}`
  const { pathname, search: query } = new URL(c.req.url)
  if (!pathname.endsWith(path)) {
    const kept = cacheControl({ state, now }, known.stale)
    const headers = { Location: address + path + query, 'Cache-Control': kept }
    return new Response(null, { status: 301, headers })
  }
  const asked = c.req.query('lang')
  return answer(c, memory, known, saidOfFeed(state, { address, asked }), async () => {
    const articles = await readNewest(db, state.number, now, SHOWN)
    return feedPage(state, articles, { address, asked })
  })
}

function pageFor(c: RequestContext, { publication }: FeedState, root: Page['root']): Page {
  const address = publicAddress(c.env, publication)
  return openPage(publication, { address, root, asked: c.req.query('lang') })
}
