// The page of one feed: what subscribes to it, its newest articles as readers see them, and all of
// its addresses.

import render from 'dom-serializer'
import { type Element, isTag, Text } from 'domhandler'
import { filter } from 'domutils'
import { html, raw } from 'hono/html'
import type { Article } from '../article/article.ts'
import { feedTitle } from '../feed/compose.ts'
import { FORMATS } from '../feed/formats.ts'
import type { FeedState } from '../store/selection.ts'
import { readHtml } from '../text/markup.ts'
import { addressList, nameMarkup, nameOf, ownAlternates, subscribeRow } from './pages-feeds.ts'
import {
  day,
  document,
  type Html,
  isolated,
  openPage,
  type Page,
  pageName,
  pagePath,
  saidOn,
} from './pages-page.ts'
import { publisherPart } from './pages-publisher.ts'
import type { Said } from './site-answer.ts'

/** What is known of the page of a feed before it is made. */
export function saidOfFeed(
  { publication, kind, slug }: FeedState,
  { address, asked }: { address: string; asked: string | undefined },
): Said {
  const page = openPage(publication, { address, root: '', asked })
  return saidOn(page, pageName(page, pathOf(kind, slug)))
}

/** How many articles the page of a feed shows. */
export const SHOWN = 10

/**
 * The page of a feed as HTML. Pure: the same state and articles are the same page.
 *
 * @param articles its newest, newest first
 * @param view.address the public address of the feeds, without a slash at the end
 * @param view.asked the language that the page was asked for in; the publication's otherwise
 */
export async function feedPage(
  state: FeedState,
  articles: Article[],
  { address, asked }: { address: string; asked?: string | undefined },
): Promise<string> {
  const { publication, kind, slug } = state
  const page = openPage(publication, { address, root: kind === 'all' ? '' : '../../', asked })
  const { words } = page
  return document(page, {
    title: `${feedTitle(publication, state)} — ${words.feeds}`,
    description: `${nameOf(state, page)} — ${publication.description}`,
    path: pathOf(kind, slug),
    state,
    alternates: ownAlternates(state, page),
    body: html`
      <section aria-labelledby="feed" class="lead">
        <h1 id="feed">${nameMarkup(state, page)}</h1>
        ${subscribeRow(state, page)}
      </section>
      <section aria-labelledby="newest">
        <h2 id="newest">${words.newest}</h2>
        ${articles.length === 0 && html`<p>${words.empty}</p>`}
        ${articles.map((article) => entry(article, page))}
      </section>
      <section aria-labelledby="addresses">
        <h2 id="addresses">${words.addresses}</h2>
        <p>${words.about}</p>
        ${addressList(state, page)} ${publisherPart(state, page)}
      </section>
    `,
  })
}

function pathOf(kind: FeedState['kind'], slug: string): string {
  // What is at the root is the front page.
  return kind === 'all' ? FORMATS.rss.file : pagePath(kind, slug)
}

function entry(article: Article, page: Page): Html {
  const { title, canonical, language, direction, summary, content } = article
  const text = isolated(title, article)
  return html`<article class="entry" lang="${language}" dir="${direction ?? 'auto'}">
    <h3>${canonical ? html`<a href="${canonical}">${text}</a>` : text}</h3>
    ${byline(article, page)} ${summary && html`<p class="summary">${summary}</p>`}
    ${
      content !== '' &&
      html`<details>
        <summary>${isolated(page.words.fullText, page)}</summary>
        <div class="text">${raw(unhurried(content))}</div>
      </details>`
    }
  </article>`
}

function byline({ authors, published }: Article, page: Page): Html {
  const names = authors.map(({ name }) => html`<bdi class="author">${name}</bdi> · `)
  return html`<p class="byline">${names}${day(published, page)}</p>`
}

/**
 * Sanitised HTML whose pictures, sounds and films are fetched when they are looked at, and whose
 * players, which would be pages of others inside of ours, are links.
 */
function unhurried(content: string): string {
  const tree = readHtml(content)
  for (const element of filter(isTag, tree).filter(isTag)) {
    if (element.name === 'img') element.attribs.loading = 'lazy'
    if (element.name === 'audio' || element.name === 'video') element.attribs.preload = 'none'
    // It is fetched at once, even inside of what is folded away.
    delete element.attribs.poster
    // What is wider than a phone is moved by keyboard too.
    if (element.name === 'table') element.attribs.tabindex = '0'
    if (element.name === 'iframe') makeLink(element)
  }
  return render(tree, { encodeEntities: 'utf8' })
}

function makeLink(player: Element): void {
  const { src = '' } = player.attribs
  player.name = 'a'
  player.attribs = { href: src }
  player.children = [new Text(src)]
}
