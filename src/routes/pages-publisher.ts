// What a publisher or a partner pastes into pages of their own: autodiscovery and headlines.

import { html } from 'hono/html'
import type { FeedIdentity } from '../article/memberships.ts'
import { feedTitle } from '../feed/compose.ts'
import { feedFolder } from '../feed/paths.ts'
import { addressOf, copyButton, discoverySnippet, wordsOf } from './pages-feeds.ts'
import type { Html, Page } from './pages-page.ts'

/** The snippets for a feed, folded away. */
export async function publisherPart(feed: FeedIdentity, page: Page) {
  const { words } = page
  const snippets: [string, string][] = [
    [words.discovery, await discoverySnippet(feed, page)],
    [words.frame, await frameSnippet(feed, page)],
    [words.element, await elementSnippet(feed, page)],
  ]
  return html`<details class="publisher">
    <summary><h2>${words.yourSite}</h2></summary>
    ${snippets.map(([what, code]) => snippet(what, code, page))}
  </details>`
}

function snippet(what: string, code: string, page: Page): Html {
  return html`<figure class="snippet">
    <figcaption>${what}</figcaption>
    <pre dir="ltr" tabindex="0" role="region" aria-label="${what}"><code>${code}</code></pre>
    ${copyButton(code, what, page)}
  </figure>`
}

async function frameSnippet(feed: FeedIdentity, page: Page): Promise<string> {
  const language = wordsOf(page.publication, feed)
  const query = `limit=5${language ? `&lang=${language}` : ''}`
  const address = `${page.address}${feedFolder(feed.kind, feed.slug)}/headlines?${query}`
  const title = feedTitle(page.publication, feed)
  return String(
    await html`<iframe src="${address}" title="${title}" width="100%" height="360" loading="lazy" style="border: 0"></iframe>`,
  )
}

async function elementSnippet(feed: FeedIdentity, page: Page): Promise<string> {
  const element =
    await html`<khulasa-headlines src="${addressOf(feed, 'json', page)}" limit="5"></khulasa-headlines>`
  const script = await html`<script type="module" src="${page.address}/widget.js"></script>`
  return `${script}\n${element}`
}
