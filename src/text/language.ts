// Language tags: which ones are well-formed, how they are spelled, what an RSS reader is told.

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
  const hyphenated = tag.trim().replaceAll('_', '-')
  if (hyphenated === '') throw new LanguageTagError('an empty text is not a language tag')
  try {
    return new Intl.Locale(hyphenated).toString()
  } catch {
    throw new LanguageTagError(
      `"${tag}" is not a well-formed language tag: expected BCP 47, such as ar, ar-MA or fr`,
    )
  }
}

/**
 * The tags that a text in this language can be asked for by (RFC 4647 §3.3.1), widest first:
 * `az-Arab-IR` is in `az`, `az-Arab` and `az-Arab-IR`. Undetermined (`und`) is in none.
 */
export function languageRanges(tag: string): string[] {
  const { language, script, region } = new Intl.Locale(tag)
  if (language === 'und') return []
  const withScript = script ? `${language}-${script}` : language
  const withRegion = region ? `${withScript}-${region}` : withScript
  return [...new Set([language, withScript, withRegion, tag])]
}

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
  const { language, region } = new Intl.Locale(tag)
  if (language === 'ckb') return 'ku'
  if (!ARABIC_LANGUAGES.has(language)) return tag
  const country = region ?? new Intl.Locale(language).maximize().region
  return country ? `ar-${country}` : 'ar'
}
