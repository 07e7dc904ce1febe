// The latest headlines for pages of others: a page to be framed, and a custom element.

import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { FeedKind } from '../article/memberships.ts'
import { feedTitle } from '../feed/compose.ts'
import { FOLDERS } from '../feed/paths.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { isNamed, weakTag } from '../http/validators.ts'
import { type Headline, readHeadlines } from '../store/listing-feeds.ts'
import type { FeedState } from '../store/selection.ts'
import { allowed } from '../text/characters.ts'
import { quoted } from '../text/quoted.ts'
import { publicAddress } from './address.ts'
import { meansOf, stateOf } from './feed-state.ts'
import type { Memory } from './memory.ts'
import element from './site-files/widget.js'
import { wordsOf } from './pages-feeds.ts'
import { headline } from './pages-front.ts'
import { openPage, own, type Page, pageName, pagePath, saidOn } from './pages-page.ts'
import { answer } from './site-answer.ts'
import { FILES, fingerprint } from './site-files.ts'
import { LANGUAGES } from './words.ts'

const DEFAULT_LIMIT = 5
const LARGEST_LIMIT = 20

/** Whether others may frame what stands at a path. */
export function isFramed(path: string): boolean {
  return /^(?:\/[a-z]+\/[^/]+)?\/headlines$/.test(path)
}

/** The headlines of each feed, and the element. */
export function widget(memory: Memory): Hono<Environment> {
  const routes = new Hono<Environment>()
    .get('/headlines', (c) => headlines(c, memory, 'all', ''))
    .get('/widget.js', (c) => {
      const headers = { ETag: ELEMENT_TAG, 'Cache-Control': 'public, max-age=3600' }
      if (isNamed(c.req.header('If-None-Match') ?? '', ELEMENT_TAG)) {
        return c.body(null, 304, headers)
      }
      const contentType = 'text/javascript; charset=utf-8'
      return c.body(element, 200, { ...headers, 'Content-Type': contentType })
    })
  for (const kind of ['section', 'tag', 'author', 'language'] as const) {
    routes.get(`/${FOLDERS[kind]}/:slug/headlines`, (c) =>
      headlines(c, memory, kind, c.req.param('slug')),
    )
  }
  return routes
}

const ELEMENT_TAG = weakTag([fingerprint(element)])

async function headlines(
  c: Context<Environment>,
  memory: Memory,
  kind: FeedKind,
  slug: string,
): Promise<Response> {
  const now = c.get('now')
  const limit = readLimit(c.req.query('limit'))
  // An older spelling of the slug is answered as well: what others pasted stays as it is.
  const known = await stateOf(meansOf(c, memory), kind, slug, now)
  const { state } = known
  const page = openPage(state.publication, {
    address: publicAddress(c.env, state.publication),
    root: kind === 'all' ? '' : '../../',
    asked: askedFor(c.req.query('lang'), state),
  })
  const name = pageName(page, `${pagePath(state.kind, state.slug)}headlines?limit=${limit}`)
  return answer(c, memory, known, saidOn(page, name), async () =>
    framed(page, state, await readHeadlines(c.env.DB, state.number, now, limit)),
  )
}

async function framed(page: Page, state: FeedState, latest: Headline[]): Promise<string> {
  const { publication, root, language, direction, words } = page
  const title = feedTitle(publication, state)
  const markup = await html`<!doctype html>
    <html lang="${language}" dir="${direction ?? 'auto'}" class="framed">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="${root}${FILES.style}" />
      </head>
      <body>
        <main>
          <h1><a href="${publication.home}" target="_blank" rel="noopener">${own(title, page)}</a></h1>
          ${latest.length === 0 && html`<p>${words.empty}</p>`}
          <ol class="headlines">
            ${latest.map((each) => headline(each, page, '_blank'))}
          </ol>
        </main>
      </body>
    </html> `
  return allowed(markup.toString())
}

/** What is in French is framed in French, whatever the newsroom speaks. */
function askedFor(query: string | undefined, state: FeedState): string | undefined {
  return query && LANGUAGES.includes(query) ? query : wordsOf(state.publication, state)
}

function readLimit(value: string | undefined): number {
  if (value === undefined) return DEFAULT_LIMIT
  const limit = /^[0-9]{1,2}$/.test(value) ? Number(value) : 0
  if (limit >= 1 && limit <= LARGEST_LIMIT) return limit
  throw new Problem(
    400,
    `limit is a whole number from 1 to ${LARGEST_LIMIT}, not ${quoted(value)}.`,
  )
}
