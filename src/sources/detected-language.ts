// The language of an article that does not say it: guessed from its text by an importer, which
// says so, and nowhere else.

import { detectAll } from 'tinyld'
import { primaryLanguage, rssLanguage } from '../text/language.ts'

// Characters: more of them make the guess slower and hardly better.
const READ = 150
const FEWEST_LETTERS = 20
// How many times likelier than the next one. Languages of one script are more easily mistaken.
const SURE = 1.2
const SURE_WITHIN_A_SCRIPT = 2

/**
 * The language that a text is in, a two- or three-letter tag, where that is another than the one
 * expected; `undefined` where it is the expected one or cannot be told.
 *
 * @param text title and beginning of the story, plain
 * @param expected the publication's language, where it is known
 */
export function detectedLanguage(text: string, expected: string | undefined): string | undefined {
  const beginning = text.slice(0, READ).toWellFormed()
  if ((beginning.match(/\p{L}/gu) ?? []).length < FEWEST_LETTERS) return undefined
  if (isArabic(beginning)) {
    return expected !== undefined && isOneOf('ar', expected) ? undefined : 'ar'
  }
  const [best, next] = detectAll(beginning)
  if (!best) return undefined
  if (expected !== undefined && isOneOf(best.lang, expected)) return undefined
  const isNear = expected !== undefined && scriptOf(best.lang) === scriptOf(expected)
  const sure = isNear ? SURE_WITHIN_A_SCRIPT : SURE
  return best.accuracy >= sure * (next?.accuracy ?? 0) ? best.lang : undefined
}

// No other language has only these letters, a word that ends in ة, and the article before several
// words. Most texts of a newsroom are known by that, and guessing takes ten times as long.
const OTHER_LETTER = /(?![\u0621-\u063a\u0640-\u064a])\p{L}/u
const FEMININE = /\u0629(?!\p{L})/u
const ARTICLE = /(?<!\p{L})[\u0648\u0641]?[\u0628\u0643]?\u0627\u0644\p{L}{2}/gu
const FEWEST_ARTICLES = 2

function isArabic(text: string): boolean {
  if (OTHER_LETTER.test(text) || !FEMININE.test(text)) return false
  return (text.match(ARTICLE) ?? []).length >= FEWEST_ARTICLES
}

// What is ary to a publication is ar to the library.
function isOneOf(found: string, expected: string): boolean {
  return [expected, rssLanguage(expected)].map(primaryLanguage).includes(found)
}

function scriptOf(language: string): string | undefined {
  return new Intl.Locale(language).maximize().script
}
