// Dates and numbers as people read them (rule 36): the words, the order and the digits of a language and its
// country, in the Gregorian calendar. Never for the wire (rule 35).

import { primaryLanguage, rssLanguage, speaks } from './language.ts'

/** Unicode numbering systems: `latn` 2026, `arab` ٢٠٢٦, `arabext` ۲۰۲۶. */
export type Digits = 'latn' | 'arab' | 'arabext'

const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const FIGURES = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

const dayFormatter = keep(DAY)
const momentFormatter = keep({ ...DAY, ...TIME })
const figuresFormatter = keep({ ...FIGURES, ...TIME })

/**
 * A day in words: `السبت 22 غشت 2026` for ar-MA, `samedi 22 août 2026` for fr.
 *
 * Arabic months are named as in the tag's country; a tag without one has أغسطس. Digits are Latin in
 * the Maghreb and elsewhere what CLDR has for the country, unless the tag (`-u-nu-`) or `digits`
 * says otherwise. The languages of Arabic are written as their country writes Arabic: `ary` as
 * ar-MA. Where the runtime has no words for a language, or has them in another script than the
 * tag's, the day is in figures, `2026-08-22`, rather than in English: so it is in workerd for
 * ckb, ps, dv and yi.
 *
 * @param language a well-formed BCP 47 tag
 * @param timeZone an IANA time zone: the one that decides which day it is
 * @throws {RangeError} when the date, the language or the time zone is not one
 */
export function formatDay(
  date: Date,
  language: string,
  timeZone: string,
  { digits }: { digits?: Digits } = {},
): string {
  const formatter = dayFormatter(language, timeZone, digits)
  if (!hasWords(formatter, language)) return figures(date, timeZone, digits).day
  return isArabic(formatter) ? arabicDay(formatter, date) : formatter.format(date)
}

/**
 * A day in words and the time on a clock of 24 hours: `السبت 22 غشت 2026 10:30`,
 * `samedi 22 août 2026 à 10:30`. Everything else is as in `formatDay`.
 *
 * @throws {RangeError} when the date, the language or the time zone is not one
 */
export function formatMoment(
  date: Date,
  language: string,
  timeZone: string,
  { digits }: { digits?: Digits } = {},
): string {
  const formatter = momentFormatter(language, timeZone, digits)
  if (!hasWords(formatter, language)) {
    const { day, time } = figures(date, timeZone, digits)
    return `${day} ${time}`
  }
  if (!isArabic(formatter)) return formatter.format(date)
  const { hour, minute } = parts(formatter, date)
  return `${arabicDay(formatter, date)} ${hour}:${minute}`
}

/**
 * A number with the digits that dates have, and as its language groups them: `1.234` for ar-MA.
 *
 * @param language a well-formed BCP 47 tag
 * @throws {RangeError} when the language is not one
 */
export function formatNumber(
  number: number,
  language: string,
  options: Intl.NumberFormatOptions = {},
): string {
  const tag = rssLanguage(language)
  return new Intl.NumberFormat(tag, { numberingSystem: usualDigits(tag), ...options }).format(
    number,
  )
}

// Intl puts a comma after the name of the day.
function arabicDay(formatter: Intl.DateTimeFormat, date: Date): string {
  const { weekday, day, month, year } = parts(formatter, date)
  return `${weekday} ${day} ${month} ${year}`
}

function figures(date: Date, timeZone: string, digits: Digits = 'latn') {
  const { year, month, day, hour, minute } = parts(figuresFormatter('en', timeZone, digits), date)
  return { day: `${year}-${month}-${day}`, time: `${hour}:${minute}` }
}

function parts(formatter: Intl.DateTimeFormat, date: Date): Record<string, string> {
  return Object.fromEntries(formatter.formatToParts(date).map(({ type, value }) => [type, value]))
}

function isArabic(formatter: Intl.DateTimeFormat): boolean {
  return primaryLanguage(formatter.resolvedOptions().locale) === 'ar'
}

// A runtime that knows a language may still write `M08` for August.
function hasWords(formatter: Intl.DateTimeFormat, language: string): boolean {
  if (!speaks(formatter.resolvedOptions().locale, language)) return false
  return !/^M\d/.test(parts(formatter, new Date(0)).month ?? '')
}

// CLDR has Arabic-Indic digits for Mauritania, and had them for Libya.
const MAGHREB = new Set(['MA', 'DZ', 'TN', 'LY', 'MR', 'EH'])

function usualDigits(language: string): Digits | undefined {
  const { region, numberingSystem } = new Intl.Locale(language)
  const isMaghrebi =
    primaryLanguage(language) === 'ar' && region !== undefined && MAGHREB.has(region)
  return isMaghrebi && !numberingSystem ? 'latn' : undefined
}

// To make a formatter takes ten times as long as to use it, and a page shows a hundred dates.
function keep(options: Intl.DateTimeFormatOptions) {
  const MOST_KEPT = 100
  const kept = new Map<string, Intl.DateTimeFormat>()
  return (language: string, timeZone: string, digits: Digits | undefined) => {
    const name = [language, timeZone, digits].join(' ')
    const known = kept.get(name)
    if (known) return known
    // Intl has Arabic by country, and none of ary, arz, apc: they are written as RSS names them.
    const tag = rssLanguage(language)
    const formatter = new Intl.DateTimeFormat(tag, {
      ...options,
      timeZone,
      calendar: 'gregory',
      numberingSystem: digits ?? usualDigits(tag),
    })
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(name, formatter)
    return formatter
  }
}
