// Language tags: which ones are well-formed, how they are spelled, what an RSS reader is told.

import { quoted } from './quoted.ts'
import { remembered } from './remembered.ts'

/** A language tag that is not well-formed BCP 47. The message names the tag and the reason. */
export class LanguageTagError extends Error {
  override name = 'LanguageTagError'
}

/**
 * The canonical spelling of a BCP 47 language tag (RFC 5646 §4.5): `AR_ma` is `ar-MA`, `arb` is
 * `ar`, `iw` is `he`. An underscore counts as a hyphen, because WordPress writes `ar_MA`.
 *
 * @throws {LanguageTagError} when the tag is malformed
 */
export function canonicalLanguage(tag: string): string {
  return canonicalOf(tag)
}

const canonicalOf = remembered((tag) => {
  const hyphenated = tag.trim().replaceAll('_', '-')
  if (hyphenated === '') throw new LanguageTagError('an empty text is not a language tag')
  try {
    return new Intl.Locale(hyphenated).toString()
  } catch {
    throw new LanguageTagError(
      `${quoted(tag)} is not a well-formed language tag: expected BCP 47, such as ar, ar-MA or fr`,
    )
  }
})

/**
 * The primary subtag of a well-formed tag (RFC 5646 §2.2.1): `ar` of `ar-MA`, `und` where it names
 * no language. Not from `Intl.Locale` as it is, which says `und` in workerd and nothing in Node.
 */
export function primaryLanguage(tag: string): string {
  return primaryOf(tag)
}

const primaryOf = remembered((tag) => new Intl.Locale(tag).language || 'und')

/**
 * Whether a runtime has the words of a language, or of the one that RSS says for it, in the tag's
 * script. One that lacks a language writes English without a word about it, or the same language in
 * its other script (az-Arab in Latin letters).
 *
 * @param resolved what the runtime came to: `resolvedOptions().locale`
 */
export function speaks(resolved: string, tag: string): boolean {
  const script = (each: string) => new Intl.Locale(each).maximize().script
  const wanted = [tag, rssLanguage(tag)].map(primaryLanguage)
  return wanted.includes(primaryLanguage(resolved)) && script(resolved) === script(tag)
}

/**
 * The tags that a text in this language can be asked for by (RFC 4647 §3.3.1), widest first:
 * `az-Arab-IR` is in `az`, `az-Arab` and `az-Arab-IR`. Undetermined (`und`) is in none.
 */
export function languageRanges(tag: string): readonly string[] {
  return rangesOf(tag)
}

const rangesOf = remembered((tag): readonly string[] => {
  const language = primaryLanguage(tag)
  const { script, region } = new Intl.Locale(tag)
  if (language === 'und') return []
  const withScript = script ? `${language}-${script}` : language
  const withRegion = region ? `${withScript}-${region}` : withScript
  return [...new Set([language, withScript, withRegion, tag])]
})

// ISO 639-3: the individual languages that the macrolanguage ar encompasses. Validators of RSS
// know two-letter codes and few others, and refuse these.
const ARABIC_LANGUAGES = new Set(
  (
    'aao abh abv acm acq acw acx acy adf aeb aec afb ajp apc apd arq ars ary arz auz avl ayh ayl ' +
    'ayn ayp pga shu ssh'
  ).split(' '),
)

/**
 * What RSS says as `<language>` for a tag (rule 5): `ary` is `ar-MA`, `ckb` is `ku`, everything
 * else is itself. Atom and JSON Feed keep the tag.
 */
export function rssLanguage(tag: string): string {
  return rssLanguageOf(tag)
}

const rssLanguageOf = remembered((tag) => {
  const language = primaryLanguage(tag)
  if (language === 'ckb') return 'ku'
  if (!ARABIC_LANGUAGES.has(language)) return tag
  const country = new Intl.Locale(tag).region ?? new Intl.Locale(language).maximize().region
  return country ? `ar-${country}` : 'ar'
})
