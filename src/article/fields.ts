// The fields that drafts and publications have in common, as schemas: what each may hold, and
// what an editor is told when it holds something else.

import { z } from 'zod'
import { unmarked } from '../text/address.ts'
import { canonicalLanguage, LanguageTagError } from '../text/language.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { expected } from './issues.ts'

/** A text of one line or more, not blank, of at most `longest` UTF-16 units. */
export function text(longest: number) {
  return z
    .string(expected('a text'))
    .max(longest, `is longer than ${longest} characters`)
    .refine((value) => value.trim() !== '', 'is empty')
}

/** A BCP 47 language tag, canonicalised (rule 4). */
export const language = z
  .string(expected('a language tag, such as ar-MA'))
  .transform((tag, context) => {
    try {
      return canonicalLanguage(tag)
    } catch (error) {
      if (!(error instanceof LanguageTagError)) throw error
      context.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })
  .pipe(z.string())
  .meta({ description: 'BCP 47 language tag', example: 'ar-MA' })

export const direction = z
  .enum(['rtl', 'ltr'], expected('rtl or ltr'))
  .meta({ description: 'Base direction; only needed where the language does not tell it' })

/** A moment as RFC 3339 writes it, with an offset; kept in UTC. */
export const moment = z.iso
  .datetime({
    offset: true,
    ...expected('a date and time with an offset, such as 2026-08-22T10:30:00+01:00'),
  })
  .refine(isWritable, 'is not in the years 0 to 9999 in UTC')
  .transform((value) => rfc3339(new Date(value)))
  .meta({ description: 'RFC 3339 date and time', example: '2026-08-22T10:30:00+01:00' })

// RFC 3339 has four digits for a year. What is no moment at all is refused before.
function isWritable(value: string): boolean {
  const year = new Date(value).getUTCFullYear()
  return Number.isNaN(year) || (year >= 0 && year <= 9999)
}

const LONGEST_ADDRESS = 2048

/** An absolute http or https address. */
export const webAddress = z
  .string(expected('an address'))
  .overwrite(unmarked)
  .max(LONGEST_ADDRESS, `is longer than ${LONGEST_ADDRESS} characters`)
  .refine(isWebAddress, 'expected an address that begins with https:// or http://')
  .meta({ description: 'Absolute http(s) address', example: 'https://news.example/2026/story' })

/** An address that may be relative: to the article's canonical address, or the home page. */
export const reference = z
  .string(expected('an address'))
  .overwrite(unmarked)
  .max(LONGEST_ADDRESS, `is longer than ${LONGEST_ADDRESS} characters`)
  .refine(
    (value) => value !== '' && isWebAddress(value, 'https://base.invalid/'),
    'expected an http or https address, or one relative to the canonical address',
  )
  .meta({ description: 'http(s) address, absolute or relative to the canonical address' })

function isWebAddress(value: string, base?: string): boolean {
  if (!URL.canParse(value, base)) return false
  const { protocol, username, password } = new URL(value, base)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}

export const bytes = z
  .int(expected('a whole number of bytes'))
  .min(0, 'cannot be negative')
  .meta({ description: 'Size in bytes', example: 184320 })

export const pixels = z
  .int(expected('a whole number of pixels'))
  .min(1, 'is at least 1')
  .max(100_000, 'is at most 100000')
  .meta({ description: 'Size in pixels', example: 1200 })

export const mediaType = z
  .string(expected('a media type, such as image/jpeg'))
  .regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/i, 'expected a media type, such as image/jpeg')
  .meta({ description: 'Media type', example: 'image/jpeg' })

const LONGEST_NAME = 200

/** A list of at most `most`. */
export function list<T extends z.ZodType>(of: T, most: number) {
  return z.array(of, expected('a list')).max(most, `holds more than ${most}`)
}

/** A person or an organisation. */
export const author = z.strictObject(
  {
    name: text(LONGEST_NAME).meta({ example: 'فاطمة العلوي' }),
    url: reference.optional(),
  },
  expected('a name, with or without a url'),
)

export type Author = z.infer<typeof author>
