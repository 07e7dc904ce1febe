import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  author,
  bytes,
  direction,
  language,
  list,
  mediaType,
  moment,
  pixels,
  reference,
  text,
  webAddress,
} from '../../src/article/fields.ts'
import { issuesOf } from '../../src/article/issues.ts'

/** What a schema makes of a value, or in words why nothing. */
function read(schema: z.ZodType, value: unknown): unknown {
  const { success, data, error } = schema.safeParse(value)
  return success ? data : issuesOf(error).map(({ path, message }) => [...path, message].join(': '))
}

describe('text', () => {
  it.each([
    ['خبر', 'خبر'],
    [' خبر\n', ' خبر\n'],
    ['خبر\u0000\ud800', 'خبر\u0000\ud800'],
    ['12345678901', ['is longer than 10 characters']],
    ['', ['is empty']],
    [' \n\t\u00a0\ufeff', ['is empty']],
    [5, ['expected a text']],
    [null, ['expected a text']],
    [['a'], ['expected a text']],
    [undefined, ['is missing']],
  ])('reads %j as %j', (value, found) => {
    expect(read(text(10), value)).toEqual(found)
  })
})

describe('language', () => {
  it.each([
    ['ar', 'ar'],
    ['AR_ma', 'ar-MA'],
    ['arb', 'ar'],
    ['iw', 'he'],
    [' fr ', 'fr'],
    ['az-arab-ir', 'az-Arab-IR'],
    ['und', 'und'],
  ])('rule 4: %j is %j', (value, found) => {
    expect(read(language, value)).toBe(found)
  })

  const expectation = 'expected BCP 47, such as ar, ar-MA or fr'

  it.each([
    ['', ['an empty text is not a language tag']],
    ['  ', ['an empty text is not a language tag']],
    ['العربية', [`"العربية" is not a well-formed language tag: ${expectation}`]],
    ['ar-MA-Arab', [`"ar-MA-Arab" is not a well-formed language tag: ${expectation}`]],
    ['a', [`"a" is not a well-formed language tag: ${expectation}`]],
    ['ar-', [`"ar-" is not a well-formed language tag: ${expectation}`]],
    [5, ['expected a language tag, such as ar-MA']],
    [undefined, ['is missing']],
  ])('rule 4: %j is refused: %j', (value, found) => {
    expect(read(language, value)).toEqual(found)
  })
})

describe('direction', () => {
  it.each([
    ['rtl', 'rtl'],
    ['ltr', 'ltr'],
    ['auto', ['expected rtl or ltr']],
    ['RTL', ['expected rtl or ltr']],
    ['', ['expected rtl or ltr']],
    [true, ['expected rtl or ltr']],
  ])('rule 2: %j is %j', (value, found) => {
    expect(read(direction, value)).toEqual(found)
  })
})

describe('moment', () => {
  it.each([
    ['2026-08-22T10:30:00+01:00', '2026-08-22T09:30:00Z'],
    ['2026-08-22T09:30:00Z', '2026-08-22T09:30:00Z'],
    ['2026-08-22T09:30:00.000Z', '2026-08-22T09:30:00Z'],
    ['2026-08-22T09:30:00.5Z', '2026-08-22T09:30:00.500Z'],
    ['2026-08-22T09:30:00.123456789Z', '2026-08-22T09:30:00.123Z'],
    ['2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
    ['9999-12-31T23:59:59-01:00', ['is not in the years 0 to 9999 in UTC']],
    ['0000-01-01T00:00:00+01:00', ['is not in the years 0 to 9999 in UTC']],
  ])('reads %j as %j', (value, found) => {
    expect(read(moment, value)).toEqual(found)
  })

  it.each([
    '2026-08-22',
    '2026-08-22T10:30:00',
    '2026-08-22T10:30Z',
    '2026-08-22 10:30:00Z',
    '2026-08-22T10:30:00+0100',
    '2026-08-22T10:30:00+25:00',
    '2026-08-22T24:00:00Z',
    '2026-08-22T23:59:60Z',
    '2026-08-22T23:61:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '٢٠٢٦-٠٨-٢٢T10:30:00Z',
    '22/08/2026',
    'السبت 22 غشت 2026',
    'now',
    '',
    1_787_000_000,
    null,
  ])('refuses %j', (value) => {
    expect(read(moment, value)).toEqual([
      'expected a date and time with an offset, such as 2026-08-22T10:30:00+01:00',
    ])
  })
})

describe('webAddress', () => {
  const refused = ['expected an address that begins with https:// or http://']

  it.each([
    ['https://news.example/خبر', 'https://news.example/خبر'],
    ['http://news.example', 'http://news.example'],
    ['HTTPS://مثال.example', 'HTTPS://مثال.example'],
    [' https://news.example/a ', 'https://news.example/a'],
    [`https://news.example/${'a'.repeat(2027)}`, `https://news.example/${'a'.repeat(2027)}`],
    [`https://news.example/${'a'.repeat(2028)}`, ['is longer than 2048 characters']],
    ['news.example', refused],
    ['/a', refused],
    ['//news.example/a', refused],
    ['', refused],
    ['https://', refused],
    ['https://news.example:99999/', refused],
    ['https://user:secret@news.example/', refused],
    ['https://user@news.example/', refused],
    ['ftp://news.example/', refused],
    ['javascript:alert(1)', refused],
    ['java\nscript:alert(1)', refused],
    ['data:text/html,x', refused],
    ['mailto:desk@news.example', refused],
    [5, ['expected an address']],
    [undefined, ['is missing']],
  ])('reads %j as %j', (value, found) => {
    expect(read(webAddress, value)).toEqual(found)
  })

  it.each(['\u200ehttps://news.example/a', '\u202ahttps://news.example/a\u202c'])(
    'rule 21: no mark that was copied with it stays in %j',
    (value) => {
      expect(read(webAddress, value)).toBe('https://news.example/a')
    },
  )
})

describe('reference', () => {
  const refused = ['expected an http or https address, or one relative to the canonical address']

  it.each([
    ['https://news.example/a', 'https://news.example/a'],
    ['صور/المنارة.jpg', 'صور/المنارة.jpg'],
    ['/a', '/a'],
    ['../a', '../a'],
    ['//other.example/a', '//other.example/a'],
    ['?p=1', '?p=1'],
    ['\u200fhttps://news.example/a', 'https://news.example/a'],
    ['', refused],
    [' \u200f', refused],
    ['javascript:alert(1)', refused],
    ['\u200fjavascript:alert(1)', refused],
    ['java\tscript:alert(1)', refused],
    ['data:image/png;base64,AAAA', refused],
    ['file:///etc/passwd', refused],
    ['//user:secret@news.example/', refused],
    ['http://[', refused],
    [{}, ['expected an address']],
    ['a'.repeat(2049), ['is longer than 2048 characters']],
  ])('reads %j as %j', (value, found) => {
    expect(read(reference, value)).toEqual(found)
  })
})

describe('figures', () => {
  it.each([
    [bytes, 0, 0],
    [bytes, 31_457_280, 31_457_280],
    [bytes, -1, ['cannot be negative']],
    [bytes, 1.5, ['expected a whole number of bytes']],
    [bytes, '10', ['expected a whole number of bytes']],
    [bytes, Number.NaN, ['expected a whole number of bytes']],
    [bytes, 2 ** 53, ['expected a whole number of bytes']],
    [pixels, 1, 1],
    [pixels, 100_000, 100_000],
    [pixels, 0, ['is at least 1']],
    [pixels, 100_001, ['is at most 100000']],
    [pixels, 0.5, ['expected a whole number of pixels']],
    [pixels, '12px', ['expected a whole number of pixels']],
  ])('%# reads %j as %j', (schema, value, found) => {
    expect(read(schema, value)).toEqual(found)
  })
})

describe('mediaType', () => {
  const refused = ['expected a media type, such as image/jpeg']

  it.each([
    ['image/jpeg', 'image/jpeg'],
    ['audio/mpeg', 'audio/mpeg'],
    ['image/svg+xml', 'image/svg+xml'],
    ['application/vnd.ms-excel', 'application/vnd.ms-excel'],
    ['jpeg', refused],
    ['image/', refused],
    ['image/jpeg; q=1', refused],
    ['image/jpeg"><script>', refused],
    ['صورة/jpeg', refused],
    ['', refused],
    [5, refused],
  ])('reads %j as %j', (value, found) => {
    expect(read(mediaType, value)).toEqual(found)
  })
})

describe('list', () => {
  it.each([
    [[], []],
    [
      ['أ', 'ب'],
      ['أ', 'ب'],
    ],
    [['أ', 'ب', 'ج'], ['holds more than 2']],
    [['أ', ''], ['1: is empty']],
    ['أ', ['expected a list']],
    [{ 0: 'أ' }, ['expected a list']],
  ])('reads %j as %j', (value, found) => {
    expect(read(list(text(10), 2), value)).toEqual(found)
  })
})

describe('author', () => {
  it.each([
    [{ name: 'فاطمة العلوي' }, { name: 'فاطمة العلوي' }],
    [
      { name: 'فاطمة', url: 'https://news.example/فاطمة' },
      { name: 'فاطمة', url: 'https://news.example/فاطمة' },
    ],
    ['فاطمة', ['expected a name, with or without a url']],
    [{ url: 'https://news.example/' }, ['name: is missing']],
    [{ name: '' }, ['name: is empty']],
    [{ name: 'أ'.repeat(201) }, ['name: is longer than 200 characters']],
    [
      { name: 'فاطمة', url: '/فاطمة' },
      { name: 'فاطمة', url: '/فاطمة' },
    ],
    [
      { name: 'فاطمة', url: 'mailto:f@news.example' },
      ['url: expected an http or https address, or one relative to the canonical address'],
    ],
    [{ name: 'فاطمة', email: 'f@news.example' }, ['email: there is no such field']],
  ])('reads %j as %j', (value, found) => {
    expect(read(author, value)).toEqual(found)
  })
})
