// The language that a feed says it is in.

import { canonicalLanguage } from '../text/language.ts'
import type { ParsedFeed } from './feed.ts'
import { type Finding, finding } from './finding.ts'

function placeOf({ format, version }: ParsedFeed): string {
  if (format === 'atom') return 'xml:lang'
  if (format === 'json') return 'language'
  return version === '1.0' ? '<dc:language>' : '<language>'
}

/** A feed says its language. */
export function missingLanguage(feed: ParsedFeed): Finding[] {
  if (feed.language) return []
  return [finding('missing-language', feed.at, { place: placeOf(feed), readsLike: feed.readsLike })]
}

/** A feed is in the language that it says, and so is each item. */
export function wrongLanguage(feed: ParsedFeed): Finding[] {
  const { language, readsLike, items } = feed
  if (language && readsLike) {
    const data = { declared: language.value, readsLike }
    return [finding('wrong-language', language.at, { ...data, place: placeOf(feed) })]
  }
  const place = feed.format === 'rss' ? '<dc:language>' : placeOf(feed)
  return items.flatMap((item) => {
    const said = item.language ?? language
    if (!said || !item.readsLike) return []
    const data = { declared: said.value, readsLike: item.readsLike, place }
    return [finding('wrong-language', item.language?.at ?? item.at, data)]
  })
}

/** Language tags are BCP 47. */
export function malformedLanguage({ languages }: ParsedFeed): Finding[] {
  return languages
    .filter(({ value }) => !isWellFormed(value.trim()))
    .map(({ at, value }) =>
      finding('malformed-language', at, { tag: value, right: repaired(value) }),
    )
}

// Well-formed by RFC 5646 §2.1 but unknown to Intl: extended languages, grandfathered tags and
// those of private use.
const RARE =
  /^(?:[a-z]{2,3}(?:-[a-z]{3}){1,3}(?:-[a-z0-9]{1,8})*|x(?:-[a-z0-9]{1,8})+|i-[a-z]{2,8}|art-lojban|en-gb-oed|sgn-(?:be-(?:fr|nl)|ch-de)|zh-min(?:-nan)?)$/i

function isWellFormed(tag: string): boolean {
  if (RARE.test(tag)) return true
  // Languages of five to eight letters: no one has ever been registered; `Arabic` is a name.
  return !tag.includes('_') && !/^[a-z]{5,8}(?:-|$)/i.test(tag) && canonical(tag) !== undefined
}

function repaired(tag: string): string | undefined {
  return /^[a-z]{5,8}(?:-|$)/i.test(tag.trim()) ? undefined : canonical(tag)
}

function canonical(tag: string): string | undefined {
  try {
    return canonicalLanguage(tag)
  } catch {
    return undefined
  }
}
