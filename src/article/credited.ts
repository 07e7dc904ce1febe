// Whom a credit line credits: the agencies that it names, and whoever else it names, under their own
// words. Read so that who is not known counts as a stranger.

import { agencyOf, creditParts, letters } from './credit.ts'

// Those of photographs, which are no agencies of a story.
const PHOTO_AGENCIES: Record<string, string[]> = {
  Alamy: [],
  EFE: ['Agencia EFE'],
  EPA: ['EPA-EFE', 'European Pressphoto Agency'],
  'Getty Images': ['Getty', 'غيتي', 'جيتي', 'غيتي إيميجز', 'جيتي إيماجز', 'غيتي إيماجز'],
  Imago: [],
  NurPhoto: [],
  Shutterstock: ['شاترستوك', 'شترستوك'],
  Sipa: ['Sipa Press', 'Sipa USA'],
}

const PHOTO_AGENCY = new Map(
  Object.entries(PHOTO_AGENCIES).flatMap(([agency, names]) =>
    [agency, ...names].map((name) => [letters(name), agency] as const),
  ),
)

/** Whoever `وكالات` means. */
const AGENCIES = 'agencies'
const SEVERAL = new Set(['وكالات', 'الوكالات', 'agences', 'agencies', 'wires'].map(letters))

// They say what is credited, and not whom.
const LABELS = new Set(
  (
    'المصدر مصدر صورة صور الصورة الصور تصوير عدسة بعدسة نقلا عن من خاص credit credits crédit ' +
    'crédits photo photos photograph photographs picture image copyright by via source sources ' +
    'photographie par avec with from pour for dr'
  )
    .split(' ')
    .map(letters),
)

// Beside an agency, what bears no such word is the name of a person who works for it.
const INSTITUTION =
  /\b(?:agence|agency|images?|news|presse?|pictures|stock|media|tv|times|journal)\b|وكال[ةه]|صحيف[ةه]|جريد[ةه]|قنا[ةه]|موقع|تلفزيون|شبك[ةه]/iu

const LONGEST_NAME = 6

/** Who is known by which name. */
export interface Names {
  /** Owners besides agencies, by the letters of their names. */
  owners: ReadonlyMap<string, string>
  /** Letters of the newsroom's own names. */
  own: ReadonlySet<string>
}

/** What an owner is known by: `AFP` for `أ ف ب`, else the letters of its name. */
export function ownerNamed(name: string): string {
  return agencyOf(name) ?? PHOTO_AGENCY.get(letters(name)) ?? letters(name)
}

/** Letters of the names by which a newsroom calls itself. */
export function ownLetters(names: string[]): Set<string> {
  const parts = names.flatMap((name) => [name, ...creditParts(name)])
  return new Set(parts.map(letters).filter((each) => each !== ''))
}

/**
 * The owners that a credit line names: the agencies known to be some, and what bears the name of
 * another institution; where it names none, all others but the newsroom itself. None where it
 * credits the newsroom, or nobody.
 */
export function ownersOf(line: string, names: Names): string[] {
  if (names.own.has(letters(line))) return []
  const known = knownOwners(line, names)
  const strangers = creditParts(line).filter((part) => isStranger(part, names))
  const others = known.length > 0 ? strangers.filter((part) => INSTITUTION.test(part)) : strangers
  return [...new Set([...known, ...others.map(ownerNamed)])]
}

/** What a credit line names beside agencies, and is taken for names of people who work for them. */
export function peopleIn(line: string, names: Names): string[] {
  if (knownOwners(line, names).length === 0) return []
  const strangers = creditParts(line).filter((part) => isStranger(part, names))
  return strangers.filter((part) => !INSTITUTION.test(part))
}

/** Of these, the agencies known to be some: what names them may be a sentence. */
export function knownOwners(line: string, names: Names): string[] {
  return [...new Set(creditParts(line).flatMap((part) => ownersInPart(part, names)))]
}

function isStranger(part: string, names: Names): boolean {
  const said = letters(unlabelled(part).join(' '))
  return said !== '' && !names.own.has(said) && ownersInPart(part, names).length === 0
}

function ownersInPart(part: string, names: Names): string[] {
  const words = unlabelled(part)
  const whole = ownerOf(letters(words.join(' ')), names)
  if (whole !== undefined) return [whole]
  const found: string[] = []
  for (let at = 0; at < words.length;) {
    const { owner, length } = ownerAt(words, at, names)
    if (owner !== undefined) found.push(owner)
    at += length
  }
  return found
}

/** The owner whose name begins at a word, by its longest name. */
function ownerAt(words: string[], at: number, names: Names) {
  for (let length = Math.min(LONGEST_NAME, words.length - at); length > 0; length -= 1) {
    const run = words.slice(at, at + length)
    if (length === 1 && isAnyWord(run.join())) continue
    const joined = letters(run.join(' '))
    // `و`, `ل` and `ب` are written together with the word after them.
    const owner = ownerOf(joined, names) ?? ownerOf(joined.replace(/^[ولب]/, ''), names)
    if (owner !== undefined) return { owner, length }
  }
  return { owner: undefined, length: 1 }
}

/** Whether a name is a word of its language too: `واس`, `بنا`, `map`. Between other words it is that. */
function isAnyWord(word: string): boolean {
  const { length } = letters(word)
  const hasCase = word.toLowerCase() !== word.toUpperCase()
  return hasCase ? length <= 4 && word !== word.toUpperCase() : length <= 3
}

function ownerOf(written: string, { owners }: Names): string | undefined {
  if (SEVERAL.has(written)) return AGENCIES
  return owners.get(written) ?? agencyOf(written) ?? PHOTO_AGENCY.get(written)
}

function unlabelled(part: string): string[] {
  const words = part.match(/[\p{L}\p{N}\p{M}\u0640]+/gu) ?? []
  return words.filter((word) => !LABELS.has(letters(word)))
}
