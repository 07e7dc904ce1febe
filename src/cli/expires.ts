// --expires: when a token or a key ends.

import { readDate } from '../text/source-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { CommandError } from './command-error.ts'

/**
 * The option.
 *
 * @param zone in whose time a date is read, in words
 */
export function expiresIn(zone: string) {
  return ['--expires <date>', `when it ends: 2027-06-30, or 2027-06-30 12:00, in ${zone}`] as const
}

/**
 * The moment that was given, in RFC 3339.
 *
 * @param timeZone IANA name: of a date without an offset
 * @throws {CommandError} when it is no date
 */
export function dateOf(given: string, timeZone: string): string {
  const date = readDate(given, timeZone)
  if (date) return rfc3339(date)
  throw new CommandError(
    `--expires: "${given}" is not a date that can only be read in one way; ` +
      'write 2027-06-30 or 2027-06-30 12:00',
    2,
  )
}
