// Cleaning: what is taken out of a text or mapped when it is published (rules 25 to 30), and a
// report of it. Cleaning twice is cleaning once.

import { FORBIDDEN } from './characters.ts'

/** What a publication may have removed besides (rule 28); all off by default. */
export interface Cleaning {
  /** U+0640 */
  tatweel: boolean
  /** U+00A0 and U+202F become spaces */
  spaces: boolean
  /** U+00AD and U+200B */
  invisible: boolean
}

/** One thing that cleaning did, in words for the person who wrote the text. */
export interface Cleaned {
  text: string
  notes: string[]
}

// Rule 26, with the characters that XML 1.0 §2.2 forbids.
const REMOVED = new RegExp(`[${FORBIDDEN}\\ufeff\\u202a-\\u202e]|\\p{Surrogate}`, 'gu')

// Rule 27: presentation forms of letters and ligatures of letters. Left out are the forms whose
// compatibility mapping inserts a space or spells out a phrase.
const PRESENTATION_FORMS = /[\ufb50-\ufc5d\ufc64-\ufd3d\ufd50-\ufdcf\ufe80-\ufefc]/g

// All of those and more, in one look without the flag u: most texts hold none.
const SUSPECT = new RegExp(`[${FORBIDDEN}\\r\\u202a-\\u202e\\ud800-\\udfff\\ufb50-\\ufeff]`)

/**
 * The text in NFC, without forbidden characters, embeddings, overrides and isolates that do not
 * pair up, with Arabic presentation forms mapped to letters. Nothing else changes: no digit, no
 * quotation mark, no ي or ی, no joiner.
 */
export function clean(text: string, cleaning?: Cleaning): Cleaned {
  const notes: string[] = []
  const replace = (from: string, pattern: RegExp, to: (found: string) => string, what: string) => {
    const found: string[] = []
    const result = from.replace(pattern, (each) => {
      const put = to(each)
      if (put !== each) found.push(each)
      return put
    })
    if (found.length > 0) notes.push(`${what}: ${named(found)}`)
    return result
  }

  let cleaned = text
  if (SUSPECT.test(text)) {
    cleaned = replace(text.replace(/\r\n?/g, '\n'), REMOVED, nothing, 'removed')
    cleaned = replace(
      cleaned,
      PRESENTATION_FORMS,
      (form) => form.normalize('NFKC'),
      'mapped presentation forms to letters (the text may be in visual order: read it)',
    )
  }
  if (cleaning?.tatweel) cleaned = replace(cleaned, /\u0640/g, nothing, 'removed')
  if (cleaning?.spaces) cleaned = replace(cleaned, /[\u00a0\u202f]/g, () => ' ', 'made spaces of')
  if (cleaning?.invisible) cleaned = replace(cleaned, /[\u00ad\u200b]/g, nothing, 'removed')
  const paired = withPairedIsolates(cleaned)
  if (paired !== cleaned) notes.push('removed isolates that do not pair up')
  return { text: paired.normalize('NFC'), notes }
}

/**
 * The same for a text of one line: white space runs, line ends too, become one space,
 * and those at its ends go.
 */
export function cleanLine(text: string, cleaning?: Cleaning): Cleaned {
  const { text: cleaned, notes } = clean(text, cleaning)
  return { text: cleaned.replace(/[\t\n \u0085\u2028\u2029]+/g, ' ').trim(), notes }
}

/**
 * The text without isolates that do not pair up (rule 26). As in UAX #9, an isolate ends with
 * its paragraph.
 */
export function withPairedIsolates(text: string): string {
  if (!/[\u2066-\u2069]/.test(text)) return text
  return text
    .split(/([\n\u0085\u2029])/)
    .map(pairedInParagraph)
    .join('')
}

function pairedInParagraph(paragraph: string): string {
  const unpaired = new Set<number>()
  const open: number[] = []
  for (let at = 0; at < paragraph.length; at += 1) {
    const character = paragraph.charAt(at)
    if (/[\u2066-\u2068]/.test(character)) open.push(at)
    else if (character === '\u2069' && open.pop() === undefined) unpaired.add(at)
  }
  for (const at of open) unpaired.add(at)
  return paragraph
    .split('')
    .filter((_, at) => !unpaired.has(at))
    .join('')
}

function nothing(): string {
  return ''
}

function named(characters: string[]): string {
  const counts = new Map<string, number>()
  for (const character of characters) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    counts.set(`U+${code}`, (counts.get(`U+${code}`) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join(', ')
}
