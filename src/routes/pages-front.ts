// The front page: what this is, the feeds there are, a search over them, the latest headlines.

import { html } from 'hono/html'
import type { FeedIdentity } from '../article/memberships.ts'
import { FOLDERS } from '../feed/paths.ts'
import type { Headline } from '../store/listing-feeds.ts'
import type { FeedState } from '../store/selection.ts'
import {
  ALL,
  addressList,
  feedItem,
  feedName,
  openIn,
  otherAlternate,
  ownAlternates,
} from './pages-feeds.ts'
import { day, document, type Html, type Page, pagePath } from './pages-page.ts'
import { publisherPart } from './pages-publisher.ts'
import { type Found, searchPart } from './pages-search.ts'

/** How many tags and authors are listed here; the others are on pages of their own. */
export const LISTED = 30

/** What the front page shows. */
export interface Front {
  state: FeedState
  headlines: Headline[]
  /** Those of each kind that have something public in them. */
  sections: FeedIdentity[]
  languages: FeedIdentity[]
  /** One more than are listed, where there are more. */
  authors: FeedIdentity[]
  tags: FeedIdentity[]
  /** What was searched for. */
  search: { query: string; found: Found }
}

/** The front page as HTML. */
export async function frontPage(page: Page, front: Front): Promise<string> {
  const { words, publication } = page
  const { state, sections, languages, authors, tags, search } = front
  const shown = [
    ...search.found,
    ...sections,
    ...languages,
    ...authors.slice(0, LISTED),
    ...tags.slice(0, LISTED),
  ]
  const listed = [...new Map(shown.map((feed) => [pagePath(feed.kind, feed.slug), feed])).values()]
  return document(page, {
    title: `${publication.title} — ${words.feeds}`,
    description: publication.description,
    path: '',
    query: search.query === '' ? {} : { q: search.query },
    state,
    alternates: [...ownAlternates(ALL, page), ...listed.map((feed) => otherAlternate(feed, page))],
    body: html`
      <p class="about">${words.about}</p>
      ${searchPart(page, search)}
      <div class="columns">
        <div class="feeds-column">
          <section aria-labelledby="all" class="lead">
            <h2 id="all">${words.everything}</h2>
            ${addressList(ALL, page)} ${openIn(ALL, page)}
          </section>
          ${sections.length > 0 && part('sections', words.sections, sectionTree(sections, page))}
          ${languages.length > 0 && part('languages', words.languages, feedList(languages, page))}
          ${names('authors', words.authors, words.allAuthors, authors, page)}
          ${names('tags', words.tags, words.allTags, tags, page)}
          ${publisherPart(ALL, page)}
        </div>
        <section aria-labelledby="latest" class="latest">
          <h2 id="latest">${words.latest}</h2>
          <ol class="headlines">
            ${front.headlines.map((each) => headline(each, page))}
          </ol>
        </section>
      </div>
    `,
  })
}

function part(id: string, heading: string, list: Html): Html {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${heading}</h2>
    ${list}
  </section>`
}

function feedList(feeds: FeedIdentity[], page: Page): Html {
  return html`<ul class="feeds">
    ${feeds.map((feed) => feedItem(feed, page))}
  </ul>`
}

/** Sections in the publication's order, each with those that it includes inside. */
function sectionTree(feeds: FeedIdentity[], page: Page): Html {
  const { sections } = page.publication
  const byKey = new Map(feeds.map((feed) => [feed.key, feed]))
  // Where a section has nothing public in it, what it includes has not either.
  const inside = (parent: string | undefined): Html[] =>
    sections
      .filter((section) => section.parent === parent)
      .flatMap(({ id }) => {
        const feed = byKey.get(id)
        return feed ? [feedItem(feed, page, inside(id))] : []
      })
  return html`<ul class="feeds">
    ${inside(undefined)}
  </ul>`
}

function names(
  id: 'authors' | 'tags',
  heading: string,
  all: string,
  feeds: FeedIdentity[],
  page: Page,
): Html {
  if (feeds.length === 0) return html``
  const list = html`<ul class="names">
      ${feeds.slice(0, LISTED).map((feed) => feedName(feed, page))}
    </ul>
    ${feeds.length > LISTED && html`<p><a href="${listAddress(id, page)}">${all}</a></p>`}`
  return part(id, heading, list)
}

function listAddress(id: 'authors' | 'tags', { root, asked }: Page): string {
  const folder = id === 'authors' ? FOLDERS.author : FOLDERS.tag
  return `${root}${folder}/${asked ? `?lang=${asked}` : ''}`
}

/** A headline in a list, in its own language and direction. */
export function headline(each: Headline, page: Page, target = ''): Html {
  const { title, language, direction, canonical, published } = each
  const inNewTab = target && html` target="${target}" rel="noopener"`
  return html`<li lang="${language}" dir="${direction ?? 'auto'}">
    <span class="title"
      >${canonical ? html`<a href="${canonical}"${inNewTab}>${title}</a>` : title}</span
    >
    ${day(published, page)}
  </li> `
}
