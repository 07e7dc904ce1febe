// Which articles a partner's document holds now: of those that its terms name, the newest that it has
// the right to and that its profile can take.

import type { Article } from '../article/article.ts'
import type { Partner } from '../article/partner.ts'
import type { ProfileFile } from '../article/profile.ts'
import { itemsOf, profileOf } from '../article/profiles.ts'
import { permitted } from '../article/rights.ts'
import { newest } from '../feed/compose.ts'
import { articleFor, partnerEntry } from '../feed/partner-document.ts'
import { Problem } from '../http/problem.ts'
import { UNDER } from '../store/partner-progress.ts'
import {
  type ChosenEntry,
  isTaken,
  type Places,
  readChosen,
  readNextChosen,
} from '../store/partner-selection.ts'
import type { StoredPublication } from '../store/publication.ts'
import { readArticles } from '../store/selection.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import type { Means } from './feed-document.ts'
import type { RenderedEntry } from './memory.ts'

const MINUTE = 60_000
// Of what is looked at, most is permitted: this many times as much is looked at, and no more.
const MOST_LOOKED_AT = 4
// Documents that are read at once.
const PAGE = 500
// For all the pages of a document: each costs one or two queries.
const TRIES = 3

/** Whose document it is, and of what it is made. */
export interface Wanted {
  partner: Partner
  /** Of the record. */
  version: number
  file: ProfileFile
  /** Names the store, whose numbers of changes and articles these are. */
  store: string
  publication: StoredPublication
  publicationChange: number
  /** The public address under which the feeds stand. */
  address: string
  /** ms since 1970 */
  now: number
}

/** An article of a document. */
export interface PlacedEntry {
  article: number
  version: number
  /** When it is too old, ms since 1970. */
  ends: number
  /** When the partner was given it back last, ms since 1970. */
  returned?: number
}

/** What a document is made of. */
export interface Chosen {
  entries: PlacedEntry[]
  /** What was looked at, and is not for this partner. */
  refused: Pick<PlacedEntry, 'article' | 'version'>[]
  /** When it is another without a change of anything, ms since 1970. */
  next: number
}

/** Of the same terms: nothing of it need be looked at again. */
export type Earlier = Pick<Chosen, 'entries' | 'refused'>

/** How much later than everybody a partner has everything, in ms. */
export function delayOf({ delay }: Partner): number {
  return delay * MINUTE
}

/** Names what an entry is made of besides its article. */
export function termsOf({ store, partner, version, publicationChange }: Wanted): string {
  return `${store} ${partner.id} ${version} ${publicationChange}`
}

/** Whether others know newer terms: numbers of records and of publications go up only. */
export function isBehind(wanted: Wanted, known: string): boolean {
  const [store, , version, change] = known.replace(UNDER, '').split(' ')
  if (store !== wanted.store) return false
  return Number(version) > wanted.version || Number(change) > wanted.publicationChange
}

/**
 * The entry of an article; nothing where it is not for this partner.
 *
 * @param returned when the partner was given it back, ms since 1970: it goes out as changed then
 */
export function entryOf(
  article: Article,
  wanted: Wanted,
  returned?: number,
): RenderedEntry | undefined {
  const { partner, publication, file } = wanted
  const own = permitted(article, partner, publication)
  if (!own) return undefined
  const dated = { ...own, updated: later(own.updated, returned) }
  const bytes = partnerEntry(file.file, dated, wanted)
  return bytes && { bytes, updated: newest([dated])?.getTime() ?? 0 }
}

function later(updated: string, returned: number | undefined): string {
  return returned === undefined || returned <= Date.parse(updated)
    ? updated
    : rfc3339(new Date(returned))
}

/**
 * The article as this partner has it; nothing where it is not for it.
 *
 * @param returned when the partner was given it back, ms since 1970
 */
export function articleOf(
  article: Article,
  wanted: Wanted,
  returned?: number,
): Article | undefined {
  const { partner, publication } = wanted
  if (!isTaken(article.language, partner)) return undefined
  const own = permitted(article, partner, publication)
  return own && articleFor({ ...own, updated: later(own.updated, returned) }, wanted)
}

/** The entry of an article, as the memory of an isolate knows it. */
export function entryName(
  wanted: Wanted,
  { article, version, returned = 0 }: Omit<PlacedEntry, 'ends'>,
): string {
  return `partner ${termsOf(wanted)} ${wanted.file.file} ${article} ${version} ${returned}`
}

/**
 * What the document holds now.
 *
 * @param earlier what was chosen under the same terms
 * @throws {Problem} 503 where articles are changed again and again while they are looked at
 */
export async function choose(
  wanted: Wanted,
  means: Means,
  places: Places,
  earlier: Earlier | undefined,
): Promise<Chosen> {
  const { partner, now } = wanted
  const most = itemsOf(partner)
  const size = Math.min(most, PAGE)
  const { age = Number.POSITIVE_INFINITY } = profileOf(partner.profile).limits
  const delay = delayOf(partner)
  const until = now - delay
  const due = readNextChosen(means.db, places, until)
  const entries: PlacedEntry[] = []
  const refused: Chosen['refused'] = []
  let before: ChosenEntry | undefined
  let left = most * MOST_LOOKED_AT
  let tries = TRIES
  while (left > 0 && entries.length < most) {
    const page = await readChosen(means.db, places, until, size, before)
    const looked = await look(page, wanted, means, earlier)
    if (!looked) {
      tries -= 1
      if (tries === 0) throw changing()
      continue
    }
    left -= size
    for (const [at, ends] of looked.entries()) {
      const { article, version } = page[at] ?? { article: 0, version: 0 }
      if (ends === undefined) refused.push({ article, version })
      else if (ends > now && entries.length < most) entries.push({ article, version, ends })
    }
    before = page.at(-1)
    // What is seen since then was published no later.
    if (page.length < size || !before || before.visibleFrom <= now - age) break
  }
  const upcoming = await due
  const moments = [
    ...entries.map(({ ends }) => ends),
    ...(upcoming === undefined ? [] : [upcoming + delay]),
  ]
  return { entries, refused, next: Math.min(...moments) }
}

/** That articles are changed while a document is made of them. */
export function changing(): Problem {
  const headers = { 'Retry-After': '1' }
  return new Problem(503, 'The feed is changing just now: ask again.', { headers })
}

/**
 * Of each, until when it can stand in the document; `undefined` of what is not for this partner.
 * Nothing where one of them has been changed since the page was read.
 */
async function look(
  page: ChosenEntry[],
  wanted: Wanted,
  { db, memory }: Means,
  earlier: Earlier | undefined,
): Promise<(number | undefined)[] | undefined> {
  const known = new Map<string, number | undefined>([
    ...(earlier?.entries ?? []).map((each) => [nameOf(each), each.ends] as const),
    ...(earlier?.refused ?? []).map((each) => [nameOf(each), undefined] as const),
  ])
  const unknown = page.filter((each) => !known.has(nameOf(each)))
  const articles = await readArticles(db, unknown)
  if (articles.size < unknown.length) return undefined
  for (const { article: number, version } of unknown) {
    const article = articles.get(number)
    const entry = article && entryOf(article, wanted)
    if (entry) memory.entries.set(entryName(wanted, { article: number, version }), entry)
    known.set(nameOf({ article: number, version }), entry && endOf(article, wanted))
  }
  return page.map((each) => known.get(nameOf(each)))
}

function nameOf({ article, version }: Pick<PlacedEntry, 'article' | 'version'>): string {
  return `${article} ${version}`
}

/** When an article is too old for the profile, ms since 1970. */
export function endOf({ published }: Article, { partner }: Pick<Wanted, 'partner'>): number {
  const { age } = profileOf(partner.profile).limits
  return age === undefined ? Number.POSITIVE_INFINITY : Date.parse(published) + age
}
