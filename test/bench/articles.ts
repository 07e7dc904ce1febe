// A newsroom that does not exist: its publication, and as many articles as a measurement needs, the
// same ones in every run.

import type { Draft } from '../../src/article/draft.ts'
import { publication } from '../../src/article/publication.ts'
import { key } from '../../src/text/key.ts'
import { rfc3339 } from '../../src/text/wire-dates.ts'
import {
  ARABIC,
  ARABIC_PREFIXES,
  ENGLISH,
  FAMILY_NAMES,
  FIRST_NAMES,
  FRENCH,
  LATIN,
  SECTIONS,
} from './words.ts'

const HOME = 'https://www.news.example/'

export const PUBLICATION = {
  ...publication.parse({
    title: 'الحدث',
    description: 'أخبار المغرب والعالم العربي',
    home: HOME,
    address: 'https://feeds.news.example',
    language: 'ar',
    timeZone: 'Africa/Casablanca',
    sections: SECTIONS.map(([id, name]) => ({ id, name, slug: id, ...parentOf(id) })),
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  }),
  id: 'tag:news.example,2026:feeds',
}

function parentOf(id: string): { parent?: string } {
  if (id === 'football') return { parent: 'sport' }
  return id === 'cybersecurity' ? { parent: 'technology' } : {}
}

/** The section that has most articles. */
export const BIG_SECTION = SECTIONS[0][0]

const TAG_COUNT = 5000
const TAGS = tags()
export const COMMON_TAG = TAGS[0] ?? ''
/** The tag of one article, however many there are. */
export const RARE_TAG = 'خسوف كلي'

function tags(): string[] {
  const pairs = ARABIC.flatMap((first) => ARABIC.map((second) => `${first} ${second}`))
  // No two with the same key: they would be one tag.
  const byKey = new Map([...LATIN, ...pairs].map((tag) => [key(tag), tag]))
  return [...byKey.values()].slice(0, TAG_COUNT)
}

const AUTHORS = FIRST_NAMES.flatMap((first) => FAMILY_NAMES.map((family) => `${first} ${family}`))
export const SOME_AUTHOR = AUTHORS[0] ?? ''

const LAST_MOMENT = Date.UTC(2026, 10, 1)
const FIVE_YEARS = 5 * 365.25 * 24 * 3_600_000

/** Numbers from 0 to 1, the same ones for a seed: Mulberry32. */
type Random = () => number

function random(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The first ones most often: the k-th about 1/k as often as the first (Zipf's law). */
function zipf<T>(all: readonly T[], next: Random): T {
  const chosen = all[Math.floor((all.length + 1) ** next()) - 1]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

/** What makes an article another one than those with the same text. */
export type Heading = Omit<Draft, 'content'>

/** What an article says, and in which language. */
export interface Text {
  language: 'ar' | 'fr' | 'en'
  /** HTML of 1 to 6 KB. */
  content: string
}

/** The text of article number `index`. */
export function textOf(index: number): Text {
  const next = random(index)
  const kind = next()
  const language = kind < 0.88 ? 'ar' : kind < 0.96 ? 'fr' : 'en'
  const bytes = 1024 + 5 * 1024 * next() ** 1.6
  let content = ''
  for (let number = 0; Buffer.byteLength(content) < bytes; number += 1) {
    content += paragraph(language, number, next)
  }
  return { language, content }
}

/**
 * Everything else of article number `index` of `total`: they are spread over five years, the last
 * one being the newest.
 */
export function headingOf(index: number, total: number, language: Text['language']): Heading {
  const next = random(-1 - index)
  const age = (FIVE_YEARS * (total - index - next())) / total
  const published = rfc3339(new Date(Math.floor((LAST_MOMENT - age) / 1000) * 1000))
  return {
    id: `tag:news.example,2026:${index}`,
    title: titleOf(language, next),
    ...(language === 'ar' ? {} : { language }),
    published,
    authors: [{ name: AUTHORS[Math.floor(next() * AUTHORS.length)] ?? '' }],
    sections: [...new Set([zipf(SECTIONS, next)[0], ...(next() < 0.15 ? ['world'] : [])])],
    tags: [...tagsOf(next), ...(index === Math.floor(total / 2) ? [RARE_TAG] : [])],
    canonical: `${HOME}${published.slice(0, 10).replaceAll('-', '/')}/${index}`,
    origin: 'api',
  }
}

/** Article number `index` of `total`. */
export function draftOf(index: number, total: number): Draft {
  const { language, content } = textOf(index)
  return { ...headingOf(index, total, language), content }
}

function tagsOf(next: Random): string[] {
  const count = 2 + Math.floor(next() * 3)
  return [...new Set(Array.from({ length: count }, () => zipf(TAGS, next)))]
}

function titleOf(language: Text['language'], next: Random): string {
  const words = Array.from({ length: 5 + Math.floor(next() * 6) }, () => word(language, next))
  if (language === 'ar' && next() < 0.25) {
    words.splice(next() < 0.5 ? 0 : words.length, 0, zipf(LATIN, next))
  }
  return words.join(' ')
}

function paragraph(language: Text['language'], number: number, next: Random): string {
  if (number % 5 === 4) return `<h2>${words(language, 4, next)}</h2>\n`
  const count = 25 + Math.floor(next() * 35)
  const link = `<a href="${HOME}${Math.floor(next() * 1e6)}">${words(language, 3, next)}</a>`
  const middle = next() < 0.3 ? link : `<strong>${words(language, 3, next)}</strong>`
  const [before, after] = [words(language, count / 2, next), words(language, count / 2, next)]
  return `<p>${before} ${middle} ${after}.</p>\n`
}

function words(language: Text['language'], count: number, next: Random): string {
  return Array.from({ length: Math.ceil(count) }, () => word(language, next)).join(' ')
}

function word(language: Text['language'], next: Random): string {
  if (language === 'fr') return zipf(FRENCH, next)
  if (language === 'en') return zipf(ENGLISH, next)
  if (next() < 0.01) return zipf(LATIN, next)
  const chosen = zipf(ARABIC, next)
  const prefix = ARABIC_PREFIXES[Math.floor(next() * ARABIC_PREFIXES.length)] ?? ''
  return chosen.startsWith('ال') ? prefix + chosen : chosen
}
