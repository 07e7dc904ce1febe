// Dates as sources write them (rule 37): machines in ISO 8601 and RFC 822, newsrooms in the words
// of their country, the day before the month. What is uncertain is not read.

import { tzOffset } from '@date-fns/tz/tzOffset'
import { key } from './key.ts'

// January to December, and in each place the spellings that differ in more than their key does.
const MONTHS = [
  'يناير, فبراير, مارس, أبريل, مايو, يونيو/يونيه, يوليو/يوليه, أغسطس, ' +
    'سبتمبر, أكتوبر, نوفمبر, ديسمبر',
  // Morocco
  'يناير, فبراير, مارس, أبريل, ماي, يونيو, يوليوز, غشت, شتنبر, أكتوبر, نونبر, دجنبر',
  // Mauritania
  'يناير, فبراير, مارس, إبريل, مايو, يونيو, يوليو, أغشت, شتمبر, أكتوبر, نوفمبر, دجمبر',
  // Algeria and Tunisia
  'جانفي, فيفري, مارس, أفريل, ماي, جوان, جويلية, أوت, سبتمبر, أكتوبر, نوفمبر, ديسمبر',
  // Lebanon, Syria, Iraq, Jordan, Palestine
  'كانون الثاني/كانون ثاني, شباط, آذار, نيسان, أيار, حزيران, تموز, آب, أيلول, ' +
    'تشرين الأول/تشرين أول, تشرين الثاني/تشرين ثاني, كانون الأول/كانون أول',
  // Persian: Iran, Afghanistan
  'ژانویه, فوریه, مارس, آوریل, مه, ژوئن, ژوئیه, اوت, سپتامبر, اکتبر, نوامبر, دسامبر',
  'جنوری, فبروری, مارچ, اپریل, می, جون, جولای, اگست, سپتمبر, اکتوبر, نومبر, دسمبر',
  // Urdu
  'جنوری, فروری, مارچ, اپریل, مئی, جون, جولائی, اگست, ستمبر, اکتوبر, نومبر, دسمبر',
  // Hebrew, with and without its preposition
  'ינואר, פברואר, מרץ/מרס, אפריל, מאי, יוני, יולי, אוגוסט, ספטמבר, אוקטובר, נובמבר, דצמבר',
  'בינואר, בפברואר, במרץ/במרס, באפריל, במאי, ביוני, ביולי, באוגוסט, בספטמבר, באוקטובר, ' +
    'בנובמבר, בדצמבר',
  'janvier/janv, février/fevrier/févr/fevr, mars, avril/avr, mai, juin, juillet/juil, ' +
    'août/aout, septembre/sept, octobre/oct, novembre/nov, décembre/decembre/déc/dec',
  'january/jan, february/feb, march/mar, april/apr, may, june/jun, july/jul, august/aug, ' +
    'september/sept/sep, october/oct, november/nov, december/dec',
]

// Sunday to Saturday.
const WEEKDAYS = [
  'الأحد, الاثنين, الثلاثاء, الأربعاء, الخميس, الجمعة, السبت',
  'یکشنبه/یک شنبه, دوشنبه/دو شنبه, سه‌شنبه/سه شنبه, چهارشنبه/چهار شنبه, ' +
    'پنجشنبه/پنج شنبه, جمعه, شنبه',
  'اتوار, پیر, منگل, بدھ, جمعرات, جمعہ, ہفتہ',
  'יום ראשון, יום שני, יום שלישי, יום רביעי, יום חמישי, יום שישי, יום שבת/שבת',
  'dimanche/dim, lundi/lun, mardi/mar, mercredi/mer, jeudi/jeu, vendredi/ven, samedi/sam',
  'sunday/sun, monday/mon, tuesday/tues/tue, wednesday/wed, thursday/thurs/thur/thu, ' +
    'friday/fri, saturday/sat',
]

const MORNING = ['am', 'a.m', 'ص', 'صباحا', 'ق.ظ', 'صبح']
const EVENING = ['pm', 'p.m', 'م', 'مساء', 'ب.ظ', 'عصر', 'شام']

// Between a day and its time: at, في الساعة, à, ساعت, בשעה, کو.
const AT = ['at', 'à', 'a', 'في', 'على', 'عند', 'الساعة', 'ساعت', 'בשעה', 'ב-', 'کو']

// RFC 822 §5.1 and RFC 3339 §5.6, in minutes. Its letters for the military zones were defined the
// wrong way round and mean nothing (RFC 5322 §4.3); names that it lacks, such as IST, mean several.
const ZONES: Record<string, number> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
}

const MONTH_NUMBERS = numbered(MONTHS)
const WEEKDAY_NUMBERS = numbered(WEEKDAYS)

function numbered(rows: string[]): Map<string, number> {
  const cells = rows.flatMap((row) => row.split(', ').map((cell, number) => ({ cell, number })))
  return new Map(
    cells.flatMap(({ cell, number }) => cell.split('/').map((name) => [key(name), number])),
  )
}

const raw = String.raw

const WEEKDAY = raw`(?:(?:يوم )?(?<weekday>${oneOf(WEEKDAY_NUMBERS.keys())})[ ,،.|-]+)?`
const DAY_NUMBER = raw`(?<day>\d{1,2})`
const MONTH_NUMBER = raw`(?<monthNumber>\d{1,2})`
const NAME = oneOf(MONTH_NUMBERS.keys())
// `آب/أغسطس` and `آب (أغسطس)` are one month by two of its names.
const MONTH = raw`(?<month>${NAME})\.?(?: ?[/(-] ?(?<twin>${NAME})\)?)?`
const YEAR = raw`(?<year>\d{4})`
const YEAR_OR_TWO_DIGITS = raw`(?<year>\d{4}|\d\d)`
const COMMON_ERA = '(?: ?(?:م|ميلادي|ميلاديه)(?=[ ,،]|$))?'

const DAYS = [
  // 2026-08-22, 2026/8/22
  raw`${YEAR}(?<yearMark>[-/.])${MONTH_NUMBER}\k<yearMark>${DAY_NUMBER}`,
  // 22/08/2026, 22-8-2026
  raw`${DAY_NUMBER} ?(?<dayMark>[-/.]) ?${MONTH_NUMBER} ?\k<dayMark> ?${YEAR}${COMMON_ERA}`,
  // 22 غشت 2026, 1er août 2026, 22-Aug-2026
  raw`${DAY_NUMBER}(?:er|st|nd|rd|th)?[ .,/-]*${MONTH}[ .,،/-]+${YEAR_OR_TWO_DIGITS}${COMMON_ERA}`,
  // August 22, 2026 and أغسطس 22, 2026
  raw`${MONTH} ${DAY_NUMBER}(?:st|nd|rd|th)?[ ,،]+${YEAR}${COMMON_ERA}`,
]

const BETWEEN = raw`(?:t| ?[,،|·•@] ?| - | )(?:(?:${oneOf(AT)})[ :]*)*`
const SECONDS = raw`:(?<second>\d\d)(?:[.,](?<fraction>\d+))?`
const CLOCK = raw`(?<hour>\d{1,2})(?: ?[:h] ?(?<minute>\d\d)(?:${SECONDS})?| ?h)`
const HALVES = raw`(?<morning>${oneOf(MORNING)})|(?<evening>${oneOf(EVENING)})`
const HALF = raw`(?: ?(?:${HALVES})\.?(?=[ +(-]|$))?`
const OFFSET = raw`(?:[+-]\d\d|(?:gmt|utc) ?[+-]\d{1,2})(?::?\d\d)?`
const ZONE = raw`(?: ?(?<zone>${oneOf(Object.keys(ZONES))}|${OFFSET}))?`
const COMMENT = raw`(?: ?\([^()]*\))?`

const FORMS = DAYS.map(
  (day) => new RegExp(`^${WEEKDAY}${day}(?:${BETWEEN}${CLOCK}${HALF}${ZONE}${COMMENT})?$`),
)

// The longest first, so that `sept` is not read as `sep` with a letter too many. Names hold no
// character that means something in a regular expression but the full stop.
function oneOf(names: Iterable<string>): string {
  const longestFirst = [...names].map(key).sort((one, other) => other.length - one.length)
  return longestFirst.join('|').replaceAll('.', '\\.')
}

type Parts = Partial<Record<string, string>>

const LONGEST = 120
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * The moment that a source's date means (rule 37), or `undefined` where that is not certain: an
 * impossible day or hour, two digits for a year, a month of another calendar, a day name that is
 * not that day's, a zone that has several meanings, anything beside the date.
 *
 * Read are RFC 3339 and ISO 8601 (`2026-08-22`, `2026-08-22T10:30:00+01:00`), RFC 822 and 5322
 * (`Sat, 22 Aug 2026 09:00:00 GMT`), figures with the day or the year first (`22/08/2026`, never
 * `08/22/2026`) and words in Arabic with the months of every country, Persian, Urdu, Hebrew, French
 * and English (`السبت 22 غشت 2026 - 10:30`, `22 آب/أغسطس 2026`), in any digits. Years before
 * 1583, which ISO 8601 leaves to agreement, are taken for Hijri. Leap seconds are not read.
 *
 * A date without a time is the first moment of its day. A zone in the text wins; else the text is
 * in `timeZone`. A time that occurs twice there is the first of the two; one that a clock skips,
 * going forward, is read as if it had not yet gone (02:30 is 03:30).
 *
 * @param timeZone an IANA time zone
 * @throws {RangeError} when the time zone is needed and is not one
 * @example readDate('22 غشت 2026 - 10:30', 'Africa/Casablanca') // 2026-08-22T09:30:00Z
 */
export function readDate(text: string, timeZone: string): Date | undefined {
  if (text.length > LONGEST) return undefined
  const plain = key(text)
    .replace(/[‐‑–—−]/g, '-')
    .replaceAll('؍', '/')
  for (const form of FORMS) {
    const parts = form.exec(plain)?.groups
    if (parts) return moment(parts, timeZone)
  }
  return undefined
}

function moment(parts: Parts, timeZone: string): Date | undefined {
  const day = dayOf(parts)
  const time = timeOf(parts)
  if (day === undefined || time === undefined) return undefined
  if (parts.zone === undefined) {
    if (!isFullYear(parts) || !isOnItsWeekday(parts, day)) return undefined
    return writable(inTimeZone(day + time, timeZone))
  }
  // A date with a zone was written by a machine, and feeds are known to have its day name wrong.
  const offset = offsetOf(parts)
  return offset === undefined ? undefined : writable(day + time - offset * MINUTE)
}

// The last evening of the year 9999 is in the year 10000 elsewhere, which no feed can say.
function writable(time: number): Date | undefined {
  const date = new Date(time)
  return date.getUTCFullYear() > 9999 ? undefined : date
}

const FIRST_YEAR = 1583

// Midnight of the day, as if in UTC.
function dayOf(parts: Parts): number | undefined {
  const month = monthOf(parts)
  const year = yearOf(parts)
  const day = Number(parts.day)
  if (month === undefined || year < FIRST_YEAR) return undefined
  const midnight = new Date(Date.UTC(year, month, day))
  return midnight.getUTCMonth() === month && midnight.getUTCDate() === day && day > 0
    ? midnight.getTime()
    : undefined
}

function monthOf({ month, twin, monthNumber }: Parts): number | undefined {
  if (month === undefined) return Number(monthNumber) - 1
  const number = MONTH_NUMBERS.get(month)
  return twin === undefined || MONTH_NUMBERS.get(twin) === number ? number : undefined
}

// RFC 822 had two digits, and RFC 5322 §4.3 says of which century.
function yearOf({ year }: Parts): number {
  const number = Number(year)
  if (year?.length !== 2) return number
  return number < 50 ? 2000 + number : 1900 + number
}

function isFullYear({ year }: Parts): boolean {
  return year?.length === 4
}

function isOnItsWeekday({ weekday }: Parts, day: number): boolean {
  return weekday === undefined || WEEKDAY_NUMBERS.get(weekday) === new Date(day).getUTCDay()
}

// Milliseconds since midnight.
function timeOf(parts: Parts): number | undefined {
  if (parts.hour === undefined) return 0
  const hour = hourOf(parts)
  const minute = Number(parts.minute ?? 0)
  const second = Number(parts.second ?? 0)
  if (hour === undefined || minute > 59 || second > 59) return undefined
  const milliseconds = Number((parts.fraction ?? '').padEnd(3, '0').slice(0, 3))
  return (hour * 60 + minute) * MINUTE + second * 1000 + milliseconds
}

// `15:30 مساء` is said twice and `15:30 صباحا` is not a time.
function hourOf({ hour, morning, evening }: Parts): number | undefined {
  const number = Number(hour)
  if (number > 23) return undefined
  if (morning !== undefined) return number > 12 ? undefined : number % 12
  if (evening !== undefined) {
    if (number === 0) return undefined
    return number > 12 ? number : (number % 12) + 12
  }
  return number
}

// In minutes. `22/08/2026 10:30-11:30` is from half past ten to half past eleven: after a time
// without seconds only ISO 8601 dates, `+`, `GMT` and the four digits of RFC 822 say an offset.
function offsetOf({ zone = '', second, yearMark }: Parts): number | undefined {
  const named = ZONES[zone]
  if (named !== undefined) return named
  if (/^-(?!\d{4})/.test(zone) && second === undefined && yearMark !== '-') return undefined
  const [, sign, hours, minutes] = /([+-])(\d\d?):?(\d\d)?$/.exec(zone) ?? []
  if (Number(hours) > 23 || Number(minutes ?? 0) > 59) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0))
}

// Not through TZDate: which of two equal times it takes depends on the zone, and on the host's.
function inTimeZone(local: number, timeZone: string): number {
  if (timeZone === 'UTC') return local
  const before = offsetAt(local - DAY, timeZone)
  const after = offsetAt(local + DAY, timeZone)
  const found = [local - before, local - after].filter(
    (time) => time + offsetAt(time, timeZone) === local,
  )
  return found.length > 0 ? Math.min(...found) : local - before
}

// In milliseconds.
function offsetAt(time: number, timeZone: string): number {
  const minutes = tzOffset(timeZone, new Date(time))
  if (Number.isNaN(minutes)) throw new RangeError(`"${timeZone}" is not an IANA time zone`)
  return Math.round(minutes * MINUTE)
}
