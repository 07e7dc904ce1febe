// Which way a text runs: resolved once, from what is known; and the one invisible mark that
// makes a reader who guesses come to the same answer.

import { STRONG_LEFT, STRONG_RIGHT } from './bidi-class.ts'
import { primaryLanguage } from './language.ts'
import { remembered } from './remembered.ts'

/** Base direction of a text. Where it is not known, there is none: never silently `ltr`. */
export type Direction = 'rtl' | 'ltr'

// Rule 3.
const RTL_SCRIPTS = new Set('Arab Aran Hebr Thaa Syrc Nkoo Adlm Rohg Mand Samr'.split(' '))

/**
 * The direction of a language's script (rules 2 and 3): `ar-Latn` is `ltr`, `az-Arab` is `rtl`.
 * `undefined` for a tag that names no language and no script. Not from `Intl.Locale`'s
 * `textInfo`, which is wrong for several tags on Node 20.
 *
 * @param language a canonical BCP 47 tag
 */
export function scriptDirection(language: string): Direction | undefined {
  return directionOf(language)
}

const directionOf = remembered((language): Direction | undefined => {
  const locale = new Intl.Locale(language)
  const script = primaryLanguage(language) === 'und' ? locale.script : locale.maximize().script
  if (script === undefined) return undefined
  return RTL_SCRIPTS.has(script) ? 'rtl' : 'ltr'
})

const STRONG = new RegExp(`([${STRONG_RIGHT}])|[${STRONG_LEFT}]`, 'u')

/**
 * The direction of the first strong character, whatever isolates stand around it: what Chromium
 * makes of `dir="auto"`. `undefined` where there is no strong character.
 */
export function firstStrong(text: string): Direction | undefined {
  const found = STRONG.exec(text)
  if (!found) return undefined
  return found[1] === undefined ? 'ltr' : 'rtl'
}

const ISOLATE = /[\u2066-\u2069]/

/** The same by UAX #9 P2, which skips what stands inside an isolate. */
export function firstStrongOutsideIsolates(text: string): Direction | undefined {
  return ISOLATE.test(text) ? firstStrong(withoutIsolates(text)) : firstStrong(text)
}

function withoutIsolates(text: string): string {
  let depth = 0
  let outside = ''
  for (const character of text) {
    if (character === '\u2069') depth = Math.max(0, depth - 1)
    else if (/[\u2066-\u2068]/.test(character)) depth += 1
    else if (depth === 0) outside += character
  }
  return outside
}

/**
 * A text's direction (rule 2): the one given, else that of its language's script, else that of
 * its first strong character, else unknown.
 */
export function resolveDirection(
  given: Direction | undefined,
  language: string | undefined,
  text: string,
): Direction | undefined {
  return given ?? (language ? scriptDirection(language) : undefined) ?? firstStrong(text)
}

/** Whether texts get the marks that they need (rules 19, 20 and 24). */
export type Marks = 'when-needed' | 'off'

/** RIGHT-TO-LEFT MARK and LEFT-TO-RIGHT MARK. */
export const MARKS = { rtl: '\u200f', ltr: '\u200e' } as const

/**
 * The text, with one mark in front where a reader that goes by the first strong character would
 * show it the wrong way round (rules 19, 20, 22). Marking twice is marking once.
 *
 * @example mark('5G في المغرب', 'rtl') // '\u200f5G في المغرب'
 */
export function mark(text: string, direction: Direction | undefined): string {
  if (!direction || text === '') return text
  const isRight =
    runs(direction, firstStrong(text)) &&
    (!ISOLATE.test(text) || runs(direction, firstStrongOutsideIsolates(text)))
  return isRight ? text : MARKS[direction] + text
}

/** Whether a reader that found this shows the text in the direction. */
function runs(direction: Direction, found: Direction | undefined): boolean {
  return direction === 'rtl' ? found === 'rtl' : found !== 'rtl'
}
