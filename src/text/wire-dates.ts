// Dates as feeds carry them (rules 34 and 35): always English, UTC and ASCII, whatever locale the
// process has set. Dates for people are in people-dates.ts.

/**
 * A moment as RSS writes it in `pubDate` and `lastBuildDate` (RSS 2.0, RFC 822 §5 with four digits
 * for the year; RFC 7231 §7.1.1.1): `Sat, 22 Aug 2026 09:00:00 GMT`. Milliseconds are dropped.
 *
 * @throws {RangeError} when the date is invalid, or its year in UTC is not one of 0 to 9999
 */
export function rfc822(date: Date): string {
  checkWritable(date)
  return Date.prototype.toUTCString.call(date)
}

/**
 * A moment as Atom and JSON Feed write it (RFC 3339 §5.6), in UTC: `2026-08-22T09:00:00Z`, with
 * milliseconds only where they are not zero.
 *
 * @throws {RangeError} when the date is invalid, or its year in UTC is not one of 0 to 9999
 */
export function rfc3339(date: Date): string {
  checkWritable(date)
  // Not the date's own, because subclasses such as TZDate write their time zone into it.
  const written = Date.prototype.toISOString.call(date)
  return written.endsWith('.000Z') ? `${written.slice(0, -'.000Z'.length)}Z` : written
}

const EARLIEST = Date.parse('0000-01-01T00:00:00Z')
const LATEST = Date.parse('9999-12-31T23:59:59.999Z')

function checkWritable(date: Date): void {
  const moment = date.getTime()
  if (Number.isNaN(moment)) throw new RangeError('an invalid date cannot be written into a feed')
  if (moment < EARLIEST || moment > LATEST) {
    throw new RangeError(
      `a date in the year ${new Date(moment).getUTCFullYear()} cannot be written into a feed: expected 0 to 9999`,
    )
  }
}
