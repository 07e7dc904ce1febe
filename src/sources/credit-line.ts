// The line that ends a story, which names the newsroom and the agency that it came through.

import { agencyOf, creditParts } from '../article/credit.ts'
import { key } from '../text/key.ts'

/** What the line names. */
export interface CreditLine {
  /** The newsroom. */
  source?: string
  /** The agency, as it is written. */
  credit?: string
}

/** `(النهاية)` of KUNA, `// انتهى //` of SPA; of a key. */
export const END_MARK = /^[^\p{L}\p{N}]*(?:النهايه|انتهي|انتهت)[^\p{L}\p{N}]*$/u

const LABEL = /^(?:المصدر|مصدر|مصادر|source|sources|المصادر|منبع|ماخذ|מקור)$/
const SEVERAL = /^(?:ال)?وكالات(?: ال?انباء)?$|^agences$|^agencies$/

// In words: an agency's spelled-out name and a newsroom's; what is longer is a sentence.
const LONGEST_CREDIT = 10
const LONGEST_SOURCE = 4

// Where agencies date their stories from: no newsroom is called so.
const PLACES = new Set(
  [
    'الرباط, الدار البيضاء, الجزائر, تونس, طرابلس, القاهرة, الخرطوم, نواكشوط, مقديشو, جيبوتي',
    'الرياض, جدة, الدوحة, أبوظبي, أبو ظبي, دبي, الكويت, المنامة, مسقط, صنعاء, عدن, بغداد, دمشق',
    'بيروت, عمان, القدس, القدس المحتلة, رام الله, غزة, أنقرة, إسطنبول, طهران, باريس, لندن',
    'بروكسل, جنيف, برلين, مدريد, روما, موسكو, واشنطن, نيويورك, الأمم المتحدة, بكين, نيودلهي',
  ].flatMap((row) => row.split(', ').map(key)),
)

/**
 * The newsroom and the agency of the last line of a story: `الحدث. و م ع`. `undefined` where it is
 * no such line.
 *
 * @param newsroom the publication's own name: a line that is only it is a source line
 */
export function readCreditLine(text: string, newsroom: string | undefined): CreditLine | undefined {
  if (wordsIn(text) > LONGEST_CREDIT) return undefined
  const whole = agencyOf(text) !== undefined && creditParts(text).every(isLetter)
  const parts = whole ? [text] : creditParts(text)
  const isLabelled = LABEL.test(latin(parts[0] ?? ''))
  const named = (isLabelled ? parts.slice(1) : parts).filter((part) => !END_MARK.test(latin(part)))
  const agencies = named.filter((part) => isAgency(part))
  const places = named.filter((part) => PLACES.has(key(part)))
  const others = named.filter((part) => !isAgency(part) && !places.includes(part))
  const own = others.find((part) => newsroom !== undefined && key(part) === key(newsroom))
  if (agencies.length === 0 && !isLabelled && !(own && named.length === 1)) return undefined
  if (!isLabelled && others.some((part) => wordsIn(part) > LONGEST_SOURCE)) return undefined
  // A place and a desk besides: which of them is the source cannot be known.
  const source = own ?? (others.length === 1 ? others[0] : undefined)
  const isOne = others.length <= 1 && agencies.length <= 1 && places.length === 0
  const credit = isOne || agencies.length === 0 ? agencies[0] : text
  return source === undefined && credit === undefined ? undefined : { source, credit }
}

/** What a credit line was recognised as, for a report: `source`, `agency MAP`. */
export function recognised({ source, credit }: CreditLine): { detail: string; text: string }[] {
  const agency = credit === undefined ? undefined : agencyOf(credit)
  return [
    ...(source === undefined ? [] : [{ detail: 'source', text: source }]),
    ...(credit === undefined
      ? []
      : [{ detail: agency === undefined ? 'credit' : `agency ${agency}`, text: credit }]),
  ]
}

function wordsIn(text: string): number {
  return text.split(/\s+/).length
}

function isAgency(part: string): boolean {
  return agencyOf(part) !== undefined || SEVERAL.test(latin(part))
}

function isLetter(part: string): boolean {
  return /^\p{L}$/u.test(part)
}

/** The key, without the accents of Latin letters. */
export function latin(text: string): string {
  return key(
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC'),
  )
}
