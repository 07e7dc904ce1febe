// Searching feeds by the beginnings of their names: on the server, with and without JavaScript.

import { html } from 'hono/html'
import type { FeedIdentity } from '../article/memberships.ts'
import { findFeeds, listFeeds } from '../store/listing-feeds.ts'
import { key } from '../text/key.ts'
import { rssLanguage, speaks } from '../text/language.ts'
import { formatNumber } from '../text/people-dates.ts'
import { feedItem, nameOf } from './pages-feeds.ts'
import type { Html, Page } from './pages-page.ts'

/** What was found, sections first. */
export type Found = FeedIdentity[]

const LONGEST_QUERY = 100
const MOST_OF_A_KIND = 20
// As many sections as a publication can have, and more languages than any has.
const MOST_LISTED = 200

/** A query as it is asked for: cut off where no name goes on. */
export function readQuery(value: string | null): string {
  return (value ?? '').trim().slice(0, LONGEST_QUERY).toWellFormed()
}

/**
 * The feeds with a word in their names from which on they go as the query does, by the comparison of
 * keys (rule 31): `امن` finds `أمن سيبراني`, and `الأمن الرقمي`, whose article people leave out.
 *
 * @param now ms since 1970
 */
export async function search(
  db: D1Database,
  page: Page,
  query: string,
  now: number,
): Promise<Found> {
  const beginnings = beginningsOf(query)
  if (beginnings.length === 0) return []
  const [sections, languages, authors, tags] = await Promise.all([
    listFeeds(db, 'section', now, MOST_LISTED),
    listFeeds(db, 'language', now, MOST_LISTED),
    findFeeds(db, 'author', beginnings, now, MOST_OF_A_KIND),
    findFeeds(db, 'tag', beginnings, now, MOST_OF_A_KIND),
  ])
  const few = [...sections, ...languages].filter((feed) =>
    namesOf(feed, page).some((name) => hasBeginning(name, beginnings)),
  )
  return [...few, ...authors, ...tags]
}

const ARTICLE = 'ال'

function beginningsOf(query: string): string[] {
  const asked = key(query)
  if (asked === '') return []
  const without = asked.startsWith(ARTICLE) ? asked.slice(ARTICLE.length) : ''
  const other = without === '' ? ARTICLE + asked : without
  return [asked, other]
}

function namesOf(feed: FeedIdentity, page: Page): string[] {
  const name = nameOf(feed, page)
  if (feed.kind !== 'language') return [name]
  const inOurs = new Intl.DisplayNames(rssLanguage(page.language), { type: 'language' })
  const known = speaks(inOurs.resolvedOptions().locale, page.language)
  return [name, feed.key, ...(known ? [inOurs.of(new Intl.Locale(feed.key).baseName) ?? ''] : [])]
}

function hasBeginning(name: string, beginnings: string[]): boolean {
  const words = ` ${key(name)}`
  return beginnings.some((beginning) => words.includes(` ${beginning}`))
}

/** The form, and what was found. Its answer is the front page again. */
export function searchPart(page: Page, { query, found }: { query: string; found: Found }): Html {
  const { words, root, asked } = page
  return html`<search>
      <form role="search" action="${root || './'}" method="get">
        <label for="q">${words.search}</label>
        <div class="search-row">
          <input
            id="q"
            type="search"
            name="q"
            value="${query}"
            dir="auto"
            maxlength="${LONGEST_QUERY}"
            autocomplete="off"
            aria-describedby="q-hint"
          />
          <button>${words.find}</button>
        </div>
        <p id="q-hint">${words.searchIn}</p>
        ${asked && html`<input type="hidden" name="lang" value="${asked}" />`}
      </form>
    </search>
    <div id="results" data-said="${query === '' ? '' : count(page, found)}">
      ${query !== '' && results(page, found)}
    </div>`
}

/** What is said aloud while somebody types: how many there are, and not each of them. */
function count({ words, language }: Page, found: Found): string {
  if (found.length === 0) return words.nothingFound
  return `${words.found}: ${formatNumber(found.length, language)}`
}

function results(page: Page, found: Found): Html {
  const { words } = page
  if (found.length === 0) return html`<p>${words.nothingFound}</p>`
  return html`<h2>${words.found}</h2>
    <ul class="feeds">
      ${found.map((feed) => feedItem(feed, page))}
    </ul>`
}
