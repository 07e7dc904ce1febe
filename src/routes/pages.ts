// The pages for people: the front page, with the feeds there are and the latest headlines.

import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Article } from '../article/article.ts'
import type { FeedIdentity, FeedKind } from '../article/memberships.ts'
import type { Publication } from '../article/publication.ts'
import { partTitle } from '../feed/compose.ts'
import { FORMATS, feedPath, type Format } from '../feed/paths.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { listFeeds, readArticles, readFeedState, readWindow } from '../store/selection.ts'
import { allowed } from '../text/characters.ts'
import { type Direction, resolveDirection, scriptDirection } from '../text/direction.ts'
import { formatDay } from '../text/people-dates.ts'
import { publicAddress } from './address.ts'
import { STYLE } from './style.ts'
import { type Words, wordsIn } from './words.ts'

const HEADLINES = 15
// As many sections as a publication can have; what is left out of the others is said.
const FEEDS_OF_A_KIND = 200
// Longer lists are there when they are asked for.
const FOLDED_FROM = 12

/** The pages and their style sheet. */
export const pages = new Hono<Environment>().get('/', frontPage).get('/style.css', (c) => {
  c.header('Cache-Control', 'public, max-age=3600')
  return c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' })
})

async function frontPage(c: Context<Environment>): Promise<Response> {
  const now = c.get('now')
  const db = c.env.DB
  const state = await readFeedState(db, 'all', '', now)
  if (!state) {
    throw new Problem(404, 'Nothing is published yet: `npm run khulasa -- sync` does it.')
  }
  const { publication } = state
  const [articles, languages, authors, tags, sections] = await Promise.all([
    headlines(db, state.number, now),
    listFeeds(db, 'language', now, FEEDS_OF_A_KIND + 1),
    listFeeds(db, 'author', now, FEEDS_OF_A_KIND + 1),
    listFeeds(db, 'tag', now, FEEDS_OF_A_KIND + 1),
    listFeeds(db, 'section', now, FEEDS_OF_A_KIND),
  ])
  const { words, language } = wordsIn(publication.language)
  const page: Page = { publication, address: publicAddress(c.env, publication), words }
  const all: FeedIdentity = { kind: 'all', key: '', title: '', slug: '' }
  const inOrder = sectionsInOrder(sections, publication)
  const document = await html`<!doctype html>
    <html
      lang="${publication.language}"
      dir="${directionOf(publication, publication.title) ?? 'auto'}"
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${publication.title} — ${words.feeds}</title>
        <meta name="description" content="${publication.description}" />
        <link rel="stylesheet" href="${page.address}/style.css" />
        ${publication.icon ? html`<link rel="icon" href="${publication.icon}" />` : ''}
        ${[all, ...inOrder].map((feed) => autodiscovery(feed, page))}
      </head>
      <body>
        <header>
          <h1><a href="${publication.home}">${publication.title}</a></h1>
          <p>${publication.description}</p>
        </header>
        <main>
          <section lang="${language}" dir="${scriptDirection(language) ?? 'auto'}">
            <h2>${words.feeds}</h2>
            <p>${words.howTo}</p>
            <ul>
              ${feedItem(all, page)}
            </ul>
          </section>
          <section>
            <h2 lang="${language}">${words.latest}</h2>
            <ul>
              ${articles.map((article) => headline(article, page))}
            </ul>
          </section>
          <section lang="${language}" dir="${scriptDirection(language) ?? 'auto'}">
            ${group(words.sections, inOrder, page)} ${group(words.languages, languages, page)}
            ${group(words.authors, authors, page)} ${group(words.tags, tags, page)}
          </section>
        </main>
      </body>
    </html>`
  c.header('Cache-Control', 'public, max-age=60')
  return c.html(allowed(document.toString()))
}

async function headlines(db: D1Database, feed: number, now: number): Promise<Article[]> {
  const { entries } = await readWindow(db, feed, now, HEADLINES)
  const articles = await readArticles(db, entries)
  return entries.flatMap(({ article }) => articles.get(article) ?? [])
}

interface Page {
  publication: Publication
  address: string
  words: Words
}

function directionOf(publication: Publication, text: string): Direction | undefined {
  return resolveDirection(publication.direction, publication.language, text)
}

function sectionsInOrder(feeds: FeedIdentity[], { sections }: Publication): FeedIdentity[] {
  const byKey = new Map(feeds.map((feed) => [feed.key, feed]))
  return sections.flatMap(({ id }) => byKey.get(id) ?? [])
}

function nameOf(feed: FeedIdentity, { publication, words }: Page): string {
  return partTitle(publication, feed) ?? words.everything
}

function autodiscovery(feed: FeedIdentity, page: Page) {
  return formats().map(
    ([format, { mediaType, title }]) =>
      html`<link
        rel="alternate"
        type="${mediaType}"
        title="${page.publication.title} — ${nameOf(feed, page)} (${title})"
        href="${address(feed, format, page)}"
      /> `,
  )
}

function group(heading: string, feeds: FeedIdentity[], page: Page) {
  if (feeds.length === 0) return ''
  return html`<details ${feeds.length > FOLDED_FROM ? '' : 'open'}>
    <summary><h2>${heading}</h2></summary>
    <ul>
      ${feeds.slice(0, FEEDS_OF_A_KIND).map((feed) => feedItem(feed, page))}
    </ul>
    ${feeds.length > FEEDS_OF_A_KIND ? html`<p>${page.words.more}</p>` : ''}
  </details>`
}

function feedItem(feed: FeedIdentity, page: Page) {
  return html`<li class="feed">
    <span class="name"><bdi${languageOf(feed.kind, feed.key)}>${nameOf(feed, page)}</bdi></span>
    <span class="addresses"
      >${formats().map(([format]) => {
        const href = address(feed, format, page)
        return html`<a dir="ltr" href="${href}">${readable(href)}</a>`
      })}</span
    >
  </li> `
}

function languageOf(kind: FeedKind, key: string) {
  return kind === 'language' ? html` lang="${key}"` : ''
}

function headline({ title, canonical, language, direction, published }: Article, page: Page) {
  const { timeZone, language: own } = page.publication
  const text = html`<bdi lang="${language}" dir="${direction ?? 'auto'}">${title}</bdi>`
  return html`<li>
    ${canonical ? html`<a href="${canonical}">${text}</a>` : text} <br /><time
      datetime="${published}"
      >${formatDay(new Date(published), own, timeZone)}</time
    >
  </li> `
}

function formats() {
  return Object.entries(FORMATS) as [Format, (typeof FORMATS)[Format]][]
}

function address({ kind, slug }: FeedIdentity, format: Format, { address: base }: Page): string {
  return base + feedPath(kind, slug, format)
}

/** The address as a person would write it; copied from the link, it is percent-encoded. */
function readable(href: string): string {
  try {
    return decodeURI(href)
  } catch {
    // What it encodes is no UTF-8.
    return href
  }
}
