// Dates as feeds carry them (rules 34 and 35): always English, UTC and ASCII, whatever locale the
// process has set. Dates for people are in people-dates.ts.

import { formatRFC7231 } from 'date-fns/formatRFC7231'

/**
 * A moment as RSS writes it in `pubDate` and `lastBuildDate` (RSS 2.0, RFC 822 §5 with four digits
 * for the year; RFC 7231 §7.1.1.1): `Sat, 22 Aug 2026 09:00:00 GMT`. Milliseconds are dropped.
 *
 * @throws {RangeError} when the date is invalid, or its year in UTC is not one of 0 to 9999
 */
export function rfc822(date: Date): string {
  return formatRFC7231(writable(date)).replace(
    // date-fns writes the year 622 in three digits.
    / (\d{1,3}) (?=\d\d:)/,
    (_, year: string) => ` ${year.padStart(4, '0')} `,
  )
}

/**
 * A moment as Atom and JSON Feed write it (RFC 3339 §5.6), in UTC: `2026-08-22T09:00:00Z`, with
 * milliseconds only where they are not zero.
 *
 * @throws {RangeError} when the date is invalid, or its year in UTC is not one of 0 to 9999
 */
export function rfc3339(date: Date): string {
  const written = writable(date).toISOString()
  return written.endsWith('.000Z') ? `${written.slice(0, -'.000Z'.length)}Z` : written
}

// A plain Date, because subclasses such as TZDate write their own time zone into toISOString().
function writable(date: Date): Date {
  const plain = new Date(date.getTime())
  const year = plain.getUTCFullYear()
  if (Number.isNaN(year)) throw new RangeError('an invalid date cannot be written into a feed')
  if (year < 0 || year > 9999) {
    throw new RangeError(
      `a date in the year ${year} cannot be written into a feed: expected 0 to 9999`,
    )
  }
  return plain
}
