// The pages for people: the front page with its search, a page for each feed, and the lists of all
// tags and all authors.

import { type Context, Hono } from 'hono'
import type { FeedKind } from '../article/memberships.ts'
import { FOLDERS } from '../feed/paths.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { listFeeds, readHeadlines } from '../store/listing-feeds.ts'
import { type FeedState, readFeedState, readNewest } from '../store/selection.ts'
import { canonicalSlug, publicAddress } from './address.ts'
import { feedPage, SHOWN } from './pages-feed.ts'
import { frontPage, LISTED } from './pages-front.ts'
import { indexPage, LISTED_IN_INDEX } from './pages-index.ts'
import { openPage, type Page, pagePath } from './pages-page.ts'
import { readQuery, search } from './pages-search.ts'
import { answer, cacheControl, stateOfEverything } from './site-answer.ts'

const CONTENT_TYPE = 'text/html; charset=utf-8'

const HEADLINES = 15
// As many sections as a publication can have, and more languages than any has.
const MOST = 200

/** The pages. */
export const pages = new Hono<Environment>().get('/', front)
for (const kind of ['tag', 'author'] as const) {
  pages.get(`/${FOLDERS[kind]}/`, (c) => index(c, kind))
}
for (const kind of ['section', 'tag', 'author', 'language'] as const) {
  // One without a slash at its end leads to the one with it.
  for (const ending of ['', '/']) {
    pages.get(`/${FOLDERS[kind]}/:slug${ending}`, (c) => ofFeed(c, kind, c.req.param('slug')))
  }
}

type RequestContext = Context<Environment>

async function front(c: RequestContext): Promise<Response> {
  const { DB: db } = c.env
  const now = c.get('now')
  const state = await stateOfEverything(c)
  const page = pageFor(c, state, '')
  return answer(c, state, about(page), async () => {
    const query = readQuery(c.req.query('q') ?? null)
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

async function index(c: RequestContext, kind: 'tag' | 'author'): Promise<Response> {
  const state = await stateOfEverything(c)
  const page = pageFor(c, state, '../')
  return answer(c, state, about(page), async () => {
    const after = c.req.query('after') ?? ''
    const feeds = await listFeeds(c.env.DB, kind, c.get('now'), LISTED_IN_INDEX + 1, after)
    return indexPage(page, kind, { state, feeds })
  })
}

async function ofFeed(c: RequestContext, kind: FeedKind, slug: string): Promise<Response> {
  const { DB: db } = c.env
  const now = c.get('now')
  const state = await readFeedState(db, kind, canonicalSlug(kind, slug), now)
  if (!state) throw new Problem(404, 'There is no such feed. The front page lists those there are.')
  const address = publicAddress(c.env, state.publication)
  const path = `/${pagePath(state.kind, state.slug)}`
  const { pathname, search: query } = new URL(c.req.url)
  if (!pathname.endsWith(path)) {
    const headers = { Location: address + path + query, 'Cache-Control': cacheControl(state, now) }
    return new Response(null, { status: 301, headers })
  }
  const asked = c.req.query('lang')
  const page = openPage(state.publication, { address, root: '../../', asked })
  return answer(c, state, about(page), async () => {
    const articles = await readNewest(db, state.number, now, SHOWN)
    return feedPage(state, articles, { address, asked })
  })
}

function pageFor(c: RequestContext, { publication }: FeedState, root: Page['root']): Page {
  const address = publicAddress(c.env, publication)
  return openPage(publication, { address, root, asked: c.req.query('lang') })
}

function about({ language }: Page) {
  return { contentType: CONTENT_TYPE, language }
}
