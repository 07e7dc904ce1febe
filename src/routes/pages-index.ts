// All tags, or all authors: what the front page has no room for.

import { html } from 'hono/html'
import type { FeedIdentity } from '../article/memberships.ts'
import { FOLDERS } from '../feed/paths.ts'
import type { FeedState } from '../store/selection.ts'
import { feedItem, otherAlternate } from './pages-feeds.ts'
import { document, type Page } from './pages-page.ts'

/** How many feeds a page of the list has. */
export const LISTED_IN_INDEX = 100

/** One page of the list of a kind of feeds, as HTML. */
export async function indexPage(
  page: Page,
  kind: 'tag' | 'author',
  { state, feeds, after }: { state: FeedState; feeds: FeedIdentity[]; after: string },
): Promise<string> {
  const { words, publication, asked } = page
  const heading = kind === 'tag' ? words.allTags : words.allAuthors
  const shown = feeds.slice(0, LISTED_IN_INDEX)
  const last = feeds.length > LISTED_IN_INDEX ? shown.at(-1)?.key : undefined
  const next = last && new URLSearchParams({ after: last, ...(asked ? { lang: asked } : {}) })
  return document(page, {
    title: `${heading} — ${publication.title}`,
    description: `${heading} — ${publication.description}`,
    path: `${FOLDERS[kind]}/`,
    query: after === '' ? {} : { after },
    state,
    alternates: shown.map((feed) => otherAlternate(feed, page)),
    body: html`<section aria-labelledby="index" class="lead">
      <h1 id="index">${heading}</h1>
      ${shown.length === 0 && html`<p>${words.empty}</p>`}
      <ul class="feeds">
        ${shown.map((feed) => feedItem(feed, page))}
      </ul>
      ${next && html`<p><a href="?${next}" rel="next">${words.next}</a></p>`}
    </section>`,
  })
}
