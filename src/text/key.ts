// Keys: by which two spellings of one thing are known to be one (rule 31). Never shown.

import { remembered } from './remembered.ts'

const FOLDED: Record<string, string> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ة: 'ه',
  ى: 'ي',
  // Persian keyboards: in most faces their final forms look like the Arabic letters.
  ی: 'ي',
  ک: 'ك',
}

// Of Arabic, Persian, N'Ko, Devanagari, full width, Hanifi Rohingya and Adlam.
const ZERO_OF_DIGITS = [0x0660, 0x06f0, 0x07c0, 0x0966, 0xff10, 0x10d30, 0x1e950]

/**
 * The key of a tag's or an author's name (rule 31): alef forms, ta marbuta, alef maqsura and
 * digits folded; marks, tatweel, joiners and direction controls dropped; small letters; one space
 * between words.
 *
 * @example key('الإمارات') === key('الامارات')
 */
export function key(text: string): string {
  return keyOf(text)
}

// A newsroom's tags come back with every article, each of them several times.
const MOST_REMEMBERED = 2000

const keyOf = remembered(folded, MOST_REMEMBERED)

function folded(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[أإآٱةىیک]/g, (letter) => FOLDED[letter] ?? letter)
    .replace(/[\p{M}\u0640\p{Cf}]|(?!\s)\p{Cc}/gu, '')
    .replace(/\p{Nd}/gu, digit)
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC')
}

function digit(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const zero = ZERO_OF_DIGITS.find((first) => code >= first && code <= first + 9)
  return zero === undefined ? character : String(code - zero)
}
