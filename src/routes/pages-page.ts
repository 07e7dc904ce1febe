// What every page has: the language it is in, its head, the nameplate above and the imprint below.

import { html } from 'hono/html'
import type { FeedIdentity } from '../article/memberships.ts'
import { feedFolder } from '../feed/paths.ts'
import type { FeedState } from '../store/selection.ts'
import type { StoredPublication } from '../store/publication.ts'
import { allowed } from '../text/characters.ts'
import { type Direction, resolveDirection, scriptDirection } from '../text/direction.ts'
import { primaryLanguage, rssLanguage } from '../text/language.ts'
import { formatDay, formatMoment } from '../text/people-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import type { Said } from './site-answer.ts'
import { FILES } from './site-files.ts'
import { LANGUAGES, type Words, wordsIn } from './words.ts'

/** Markup of the template `html`, which escapes what is put into it. */
export type Html = ReturnType<typeof html>

/** Whose page it is, where it stands, and the language it is in. */
export interface Page {
  publication: StoredPublication
  /** The public address of the feeds, without a slash at the end. */
  address: string
  /** From the page to the root of ours, so that it works wherever it is seen. */
  root: string
  words: Words
  /** BCP 47, of the words and dates; the publication's own tag where it is its language. */
  language: string
  direction: Direction | undefined
  /** The language that was asked for, where it is not the publication's. */
  asked: string | undefined
}

/**
 * A page in the publication's language or another: in the publication's country in both cases, and
 * with the digits that its tag chooses (rule 36).
 *
 * @param asked one of LANGUAGES; the publication's language for any other
 */
export function openPage(
  publication: StoredPublication,
  { address, root, asked }: { address: string; root: Page['root']; asked: string | undefined },
): Page {
  const own = wordsIn(publication.language)
  const other = asked && asked !== own.language && LANGUAGES.includes(asked) ? asked : undefined
  const { words, language } = other ? wordsIn(other) : own
  const isOwn = !other && sameScript(language, publication.language)
  return {
    publication,
    address,
    root,
    words,
    language: isOwn ? publication.language : inCountryOf(publication.language, language),
    direction: (isOwn ? publication.direction : undefined) ?? scriptDirection(language),
    asked: other,
  }
}

/** The language as it is written in the country of the tag, with the digits that this chooses. */
function inCountryOf(tag: string, language: string): string {
  const { region } = new Intl.Locale(rssLanguage(tag))
  const { numberingSystem } = new Intl.Locale(tag)
  return new Intl.Locale(language, { region, numberingSystem }).toString()
}

function sameScript(words: string, tag: string): boolean {
  const script = (each: string) => new Intl.Locale(rssLanguage(each)).maximize().script
  return primaryLanguage(rssLanguage(tag)) === words && script(tag) === script(words)
}

/** What is known of a page before it is made. */
export function saidOn({ language }: Page, name: string | undefined): Said {
  return { contentType: 'text/html; charset=utf-8', language, name }
}

/** The name of the page at a path among all that is said. */
export function pageName({ address, asked }: Page, path: string): string {
  return `${address}/${path} ${asked ?? ''}`
}

/** What a page has besides its body. */
export interface Frame {
  /** Plain text, for the tab. */
  title: string
  description: string
  /** The page's own path from the root of ours. */
  path: string
  /** `<link>`s of the feeds that it speaks of. */
  alternates: Html[]
  /** Of the query, what the same page in another language is asked for with. */
  query?: Record<string, string>
  /** The languages that it can be in; all of LANGUAGES where nothing is said. */
  languages?: string[]
  state: Pick<FeedState, 'changed' | 'newest'>
  body: Html
}

/** The whole document. Characters that no document may hold do not get out. */
export async function document(page: Page, frame: Frame): Promise<string> {
  const { publication, root, words, language, direction, address } = page
  const { title, description, path, alternates, body } = frame
  const isNaskh = [language, publication.language].some(isInArabicScript)
  const markup = await html`<!doctype html>
    <html lang="${language}" dir="${direction ?? 'auto'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <meta name="description" content="${description}" />
        <meta name="color-scheme" content="light dark" />
        ${isNaskh && html`<link rel="preload" href="${root}${FILES.font}" as="font" type="font/woff2" crossorigin />`}
        <link rel="stylesheet" href="${root}${FILES.style}" />
        <script src="${root}${FILES.script}" type="module"></script>
        <link rel="canonical" href="${address}/${path}" />
        <link rel="icon" href="${root}${FILES.icon}" type="image/svg+xml" />
        <link rel="manifest" href="${root}manifest.webmanifest" />
        ${alternates}
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        ${nameplate(page, frame)}
        <main id="main">${body}</main>
        ${imprint(page, frame)}
        <p class="unseen" role="status" data-status></p>
      </body>
    </html> `
  return allowed(markup.toString())
}

function isInArabicScript(tag: string): boolean {
  return new Intl.Locale(tag).maximize().script === 'Arab'
}

function nameplate(page: Page, { state, path }: Frame): Html {
  const { publication, words } = page
  const name = own(publication.title, page)
  const isFront = path === ''
  const since = Math.max(state.newest, state.changed)
  return html`<header class="plate">
    <p class="folio">
      <span>${isFront ? words.feeds : html`<a href="${home(page)}">${words.allFeeds}</a>`}</span>
      <span>${words.lastChange} ${moment(rfc3339(new Date(since)), page)}</span>
    </p>
    ${
      isFront
        ? html`<h1 class="name">${name}</h1>`
        : html`<p class="name"><a href="${home(page)}">${name}</a></p>`
    }
    ${isFront && html`<p class="motto">${own(publication.description, page)}</p>`}
  </header>`
}

function imprint(page: Page, frame: Frame): Html {
  const { publication, words, root } = page
  const { licence } = publication
  return html`<footer class="imprint">
    <nav aria-label="${words.pageLanguage}">
      <ul class="inline">
        ${(frame.languages ?? LANGUAGES).map((each) => languageLink(each, page, frame))}
      </ul>
    </nav>
    <ul class="inline">
      <li><a href="${publication.home}">${words.home}</a></li>
      <li><a href="${root}feeds.opml">${words.opml}</a></li>
      ${
        licence &&
        html`<li>
          ${words.licence}
          ${
            licence.url
              ? html`<a href="${licence.url}" rel="license">${own(licence.name, page)}</a>`
              : own(licence.name, page)
          }
        </li>`
      }
    </ul>
  </footer>`
}

function languageLink(each: string, page: Page, { path, query: kept }: Frame): Html {
  const { words } = wordsIn(each)
  const name = html`<bdi lang="${each}">${words.name}</bdi>`
  if (words === page.words) return html`<li aria-current="true">${name}</li>`
  const isOwn = wordsIn(page.publication.language).language === each
  const asked = new URLSearchParams({ ...kept, ...(isOwn ? {} : { lang: each }) })
  const to = (page.root || './') + path + (asked.size > 0 ? `?${asked.toString()}` : '')
  return html`<li><a href="${to}" hreflang="${each}">${name}</a></li>`
}

/** A text of the publication's own, in its language. */
export function own(text: string, { publication, language }: Page): Html {
  if (language === publication.language) return html`${text}`
  const direction = resolveDirection(publication.direction, publication.language, text)
  return html`<bdi lang="${publication.language}" dir="${direction ?? 'auto'}">${text}</bdi>`
}

/** A text in its own language, apart from what stands around it. */
export function isolated(
  text: string,
  { language, direction }: { language: string; direction?: Direction | null | undefined },
): Html {
  return html`<bdi lang="${language}" dir="${direction ?? 'auto'}">${text}</bdi>`
}

/** The day of an article. */
export function day(published: string, page: Page): Html {
  return time(published, formatDay(new Date(published), page.language, zone(page)), page)
}

/** A moment, to the minute. */
export function moment(at: string, page: Page): Html {
  return time(at, formatMoment(new Date(at), page.language, zone(page)), page)
}

function time(at: string, shown: string, { language, direction }: Page): Html {
  return html`<time datetime="${at}" lang="${language}" dir="${direction ?? 'auto'}">${shown}</time>`
}

function zone({ publication }: Page): string {
  return publication.timeZone
}

/** The front page, from here. */
export function home({ root, asked }: Page): string {
  return `${root || './'}${query(asked)}`
}

/** The page of a feed, from here. */
export function pageOf({ kind, slug }: FeedIdentity, { root, asked }: Page): string {
  return `${root || './'}${pagePath(kind, slug)}${query(asked)}`
}

/** The path of a feed's page from the root of ours: nothing, or `tags/5g/`. */
export function pagePath(kind: FeedIdentity['kind'], slug: string): string {
  return kind === 'all' ? '' : `${feedFolder(kind, slug).slice(1)}/`
}

function query(asked: string | undefined): string {
  return asked ? `?lang=${asked}` : ''
}
