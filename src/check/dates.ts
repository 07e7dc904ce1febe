// Dates in the form of their format.

import { readDate } from '../text/source-dates.ts'
import { rfc3339, rfc822 } from '../text/wire-dates.ts'
import type { DateText, ParsedFeed } from './feed.ts'
import { type Finding, finding, type RuleData } from './finding.ts'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const WEEKDAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')

const TIME = '(?<hour>[0-9]{2}):(?<minute>[0-9]{2})'
const SECONDS = '(?::(?<second>[0-9]{2}))'

// RFC 822 §5.1, with the years of four digits that RSS prefers. Its words are of any case.
const RFC_822 = new RegExp(
  `^(?:(?<weekday>${WEEKDAYS.join('|')}), *)?(?<day>[0-9]{1,2}) +(?<month>${MONTHS.join('|')}) +` +
    `(?<year>[0-9]{2}|[0-9]{4}) +${TIME}${SECONDS}? +` +
    '(?:UT|GMT|[ECMP][SD]T|[A-IK-Z]|[+-][0-9]{4})$',
  'i',
)
const DAY = '(?<year>[0-9]{4})-(?<monthNumber>[0-9]{2})-(?<day>[0-9]{2})'
const ZONE = '(?:Z|[+-][0-9]{2}:[0-9]{2})'
// RFC 3339 §5.6; Atom wants its letters large (RFC 4287 §3.3).
const RFC_3339 = new RegExp(`^${DAY}T${TIME}${SECONDS}(?:\\.[0-9]+)?${ZONE}$`)
// W3C Date and Time Formats: parts may be left out.
const W3CDTF = new RegExp(
  `^(?:[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?|${DAY}(?:T${TIME}(?:${SECONDS}(?:\\.[0-9]+)?)?${ZONE})?)$`,
)

const FORMS = { rfc822: RFC_822, rfc3339: RFC_3339, w3cdtf: W3CDTF }

const EXAMPLE = new Date('2026-08-22T09:00:00Z')

/** Dates are in the form that their format wants, and there is such a day. */
export function wrongDate({ dates }: ParsedFeed): Finding[] {
  return dates.flatMap((date) => {
    const fault = faultOf(date)
    if (!fault) return []
    const { at, name: element, value, form } = date
    const write = form === 'rfc822' ? rfc822 : rfc3339
    const { moment, isKnown } = momentOf(value)
    return [finding('wrong-date', at, { element, value, fault, right: write(moment), isKnown })]
  })
}

/** What the date means, or would in UTC where it says no zone; an example where that is not clear. */
function momentOf(value: string): { moment: Date; isKnown: 'exactly' | 'in UTC' | 'no' } {
  const [moment, elsewhere] = ['UTC', 'Asia/Tokyo'].map((zone) => readDate(value, zone))
  if (!moment) return { moment: EXAMPLE, isKnown: 'no' }
  return { moment, isKnown: moment.getTime() === elsewhere?.getTime() ? 'exactly' : 'in UTC' }
}

type Fault = RuleData['wrong-date']['fault']

function faultOf({ value, form }: DateText): Fault | undefined {
  if (value === '') return 'empty'
  const parts = FORMS[form].exec(value)?.groups
  if (parts) return faultOfDay(parts)
  if (FORMS[form].test(value)) return undefined
  if (/(?![0-9])\p{Nd}/u.test(value)) return 'digits'
  return /(?!\p{ASCII})\p{L}/u.test(value) ? 'words' : 'form'
}

function faultOfDay(parts: Partial<Record<string, string>>): Fault | undefined {
  const { year, day, month, monthNumber, weekday, hour, minute, second = '0' } = parts
  if (year === undefined || day === undefined) return undefined
  const number =
    month === undefined
      ? Number(monthNumber) - 1
      : MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase())
  // Not through Date.UTC, which takes the year 1 for 1901.
  const date = new Date(new Date(0).setUTCFullYear(yearOf(year), number, Number(day)))
  // 60 is a leap second, 24:00 no time of either standard.
  const isTime = Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second) < 61
  const isDay = date.getUTCMonth() === number && date.getUTCDate() === Number(day)
  if (!isTime || !isDay) return 'impossible'
  // What Go and .NET write for a date that was never set.
  if (date.getUTCFullYear() <= 1) return 'unset'
  const right = WEEKDAYS[date.getUTCDay()]
  return weekday && weekday.toLowerCase() !== right?.toLowerCase() ? 'weekday' : undefined
}

// RFC 5322 §4.3.
function yearOf(year: string): number {
  if (year.length === 4) return Number(year)
  return Number(year) + (Number(year) < 50 ? 2000 : 1900)
}
