// --expires: when a token or a key ends.

import { readDate } from '../text/source-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { CommandError } from './command-error.ts'

export const EXPIRES = [
  '--expires <date>',
  'when it ends: 2027-06-30, or 2027-06-30 12:00, in UTC',
] as const

/**
 * The moment that was given, in RFC 3339.
 *
 * @throws {CommandError} when it is no date
 */
export function dateOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined
  const date = readDate(given, 'UTC')
  if (date) return rfc3339(date)
  throw new CommandError(
    `--expires: "${given}" is not a date that can only be read in one way; ` +
      'write 2027-06-30 or 2027-06-30 12:00',
    2,
  )
}
