// Slugs: a name as one segment of an address (rule 32). Letters stay as they are written.

const LONGEST = 80

/**
 * The slug of a name: NFC, small letters, words joined by hyphens; Arabic and Hebrew marks,
 * tatweel and controls dropped, letters not folded. Vowel signs of scripts that spell with them
 * (Thaana, Devanagari …) stay. May be empty: a name without letters and digits has no slug.
 *
 * @example slug('أمن سيبراني') // 'أمن-سيبراني'
 */
export function slug(name: string): string {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u0640\p{Cf}]/gu, '')
    .replace(/\p{M}/gu, (mark) => (isVocalisation(mark) ? '' : mark))
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .normalize('NFC')
  return shortened(words, LONGEST)
}

// A hyphen, and as many digits as there will ever be.
const NUMBER = 8

/** A slug with room for a number after it: `${slugStem(slug)}-2` is a slug again. */
export function slugStem(of: string): string {
  return shortened(of, LONGEST - NUMBER)
}

// Marks that a reader does without. Thaana is named because its vowel signs are Mn as well.
const SPELLING = /[\p{Mc}\p{Script=Thaana}]|(?=\p{Mn})[\u0900-\u1cff\ua800-\uabff]/u

function isVocalisation(mark: string): boolean {
  return !SPELLING.test(mark)
}

function shortened(words: string, longest: number): string {
  if (words.length <= longest) return words
  const cut = words.slice(0, longest + 1)
  const end = cut.lastIndexOf('-')
  return end > 0 ? cut.slice(0, end) : Array.from(cut.slice(0, longest)).filter(isWhole).join('')
}

function isWhole(character: string): boolean {
  return character.isWellFormed()
}
