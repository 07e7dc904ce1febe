// Feeds as pages show them: their names and addresses, what opens them, and how others find them.

import { html } from 'hono/html'
import type { FeedIdentity } from '../article/memberships.ts'
import type { Publication } from '../article/publication.ts'
import { feedLanguage, feedTitle, partTitle } from '../feed/compose.ts'
import { FORMATS, type Format } from '../feed/formats.ts'
import { feedPath } from '../feed/paths.ts'
import { primaryLanguage, rssLanguage } from '../text/language.ts'
import { type Html, isolated, own, type Page, pageOf } from './pages-page.ts'
import { LANGUAGES } from './words.ts'

/** The feed of everything. */
export const ALL: FeedIdentity = { kind: 'all', key: '', title: '', slug: '' }

/** What opens a feed by its address. Those whose address depends on where they run are not here. */
const READERS: [name: string, address: (feed: string) => string][] = [
  ['Feedly', (feed) => `https://feedly.com/i/subscription/feed/${encodeURIComponent(feed)}`],
  ['Inoreader', (feed) => `https://www.inoreader.com/?add_feed=${encodeURIComponent(feed)}`],
  ['NewsBlur', (feed) => `https://www.newsblur.com/?url=${encodeURIComponent(feed)}`],
  ['Feedbin', (feed) => `https://feedbin.com/?subscribe=${encodeURIComponent(feed)}`],
  [
    'The Old Reader',
    (feed) => `https://theoldreader.com/feeds/subscribe?url=${encodeURIComponent(feed)}`,
  ],
  // The scheme is NetNewsWire's own; `feed:` may open something else.
  ['NetNewsWire', (feed) => `x-netnewswire-feed:${feed}`],
]

/** A feed in a list: its name, its three formats, and what copies and opens it. */
export function feedItem(feed: FeedIdentity, page: Page, children: Html[] = []): Html {
  const name = nameOf(feed, page)
  return html`<li class="feed">
    <div class="row">
      <a class="feed-name" href="${pageOf(feed, page)}">${nameMarkup(feed, page)}</a>
      <span class="formats"
        >${formats().map(
          ([format, { title }]) =>
            html`<a href="${addressOf(feed, format, page)}" aria-label="${title} — ${name}"
              ><span lang="en">${title.replace(' Feed', '')}</span></a
            > `,
        )}</span
      >
      ${copyButton(addressOf(feed, 'rss', page), name, page)} ${openIn(feed, page)}
    </div>
    ${children.length > 0 && html`<ul class="feeds">${children}</ul>`}
  </li> `
}

/** A feed in a list of many: its name, and where the rest is to be found. */
export function feedName(feed: FeedIdentity, page: Page): Html {
  return html`<li><a href="${pageOf(feed, page)}">${nameMarkup(feed, page)}</a></li> `
}

/**
 * The addresses of a feed, one a line, each with what copies it, and with what shows the document
 * itself: a browser that opens the address gets a page.
 */
export function addressList(feed: FeedIdentity, page: Page): Html {
  const { words } = page
  return html`<dl class="addresses">
    ${formats().map(([format, { title }]) => {
      const address = addressOf(feed, format, page)
      return html`<div>
        <dt lang="en">${title}</dt>
        <dd>
          <a href="${address}" dir="ltr">${readable(address)}</a>
          <span class="tools"
            ><a href="${address}?content=full" aria-label="${words.source}: ${title}"
              >${words.source}</a
            >
            ${copyButton(address, title, page)}</span
          >
        </dd>
      </div>`
    })}
  </dl>`
}

/** What most need to subscribe, on one line: an address, what copies it and what opens it. */
export function subscribeRow(feed: FeedIdentity, page: Page): Html {
  const address = addressOf(feed, 'rss', page)
  return html`<div class="row subscribe">
    <a href="${address}" dir="ltr">${readable(address)}</a>
    ${copyButton(address, FORMATS.rss.title, page)} ${openIn(feed, page)}
  </div>`
}

/** Links that open a feed in a reader. */
export function openIn(feed: FeedIdentity, page: Page): Html {
  const address = addressOf(feed, 'rss', page)
  return html`<details class="open">
    <summary>${page.words.openIn}</summary>
    <ul class="inline">
      ${READERS.map(([name, open]) => html`<li><a href="${open(address)}" lang="en">${name}</a></li> `)}
      <li><a href="feed:${address}">${page.words.feedReader}</a></li>
    </ul>
  </details>`
}

/** A button that a script shows and answers: without one there is none. */
export function copyButton(text: string, name: string, { words }: Page): Html {
  return html`<button
    type="button"
    hidden
    data-copy="${text}"
    data-done="${words.copied}"
    data-failed="${words.notCopied}"
    aria-label="${words.copy}: ${name}"
    >${words.copy}</button
  >`
}

/** Autodiscovery of a page's own feed, in its three formats. */
export function ownAlternates(feed: FeedIdentity, page: Page): Html[] {
  return formats().map(([format, { title }]) => alternate(feed, format, page, ` (${title})`))
}

/** Autodiscovery of another feed that a page speaks of: one format, or a reader would list three. */
export function otherAlternate(feed: FeedIdentity, page: Page): Html {
  return alternate(feed, 'rss', page, '')
}

function alternate(feed: FeedIdentity, format: Format, page: Page, suffix: string): Html {
  const { publication } = page
  const { language } = feedLanguage(publication, feed)
  return html`<link
    rel="alternate"
    type="${FORMATS[format].mediaType}"
    hreflang="${language}"
    title="${feedTitle(publication, feed)}${suffix}"
    href="${addressOf(feed, format, page)}"
  /> `
}

/** The same for pages of the publisher's own, on one line, as text. */
export async function discoverySnippet(feed: FeedIdentity, page: Page): Promise<string> {
  const { publication } = page
  const { language } = feedLanguage(publication, feed)
  const link =
    await html`<link rel="alternate" type="${FORMATS.rss.mediaType}" hreflang="${language}" title="${feedTitle(publication, feed)}" href="${addressOf(feed, 'rss', page)}">`
  return link.toString()
}

/** Which of LANGUAGES a feed is in, where it is in one of them. */
export function wordsOf(publication: Publication, feed: FeedIdentity): string | undefined {
  const language = primaryLanguage(rssLanguage(feedLanguage(publication, feed).language))
  return LANGUAGES.includes(language) ? language : undefined
}

/** What a feed is called on a page, as text. */
export function nameOf(feed: FeedIdentity, { publication, words }: Page): string {
  return partTitle(publication, feed) ?? words.everything
}

/** The same with its language, where that is known, and apart from what stands around it. */
export function nameMarkup(feed: FeedIdentity, page: Page): Html {
  const name = nameOf(feed, page)
  if (feed.kind === 'all') return html`${name}`
  // A tag's or an author's name may be in any language.
  if (feed.kind === 'tag' || feed.kind === 'author') return html`<bdi>${name}</bdi>`
  const { language } = feedLanguage(page.publication, feed)
  return language === page.publication.language ? own(name, page) : isolated(name, { language })
}

/** The public address of a document of a feed. */
export function addressOf({ kind, slug }: FeedIdentity, format: Format, { address }: Page): string {
  return address + feedPath(kind, slug, format)
}

function formats() {
  return Object.entries(FORMATS) as [Format, (typeof FORMATS)[Format]][]
}

/** The address as a person would write it; copied from the link, it is percent-encoded. */
function readable(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    // What it encodes is no UTF-8.
    return address
  }
}
