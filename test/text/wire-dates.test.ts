import { TZDate } from '@date-fns/tz'
import { format, setDefaultOptions } from 'date-fns'
import { ar } from 'date-fns/locale'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { rfc3339, rfc822 } from '../../src/text/wire-dates.ts'

const PUB_DATE =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$/
const RFC_3339 = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3})?Z$/

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')

const writable = fc.date({
  min: new Date('0000-01-01T00:00:00.000Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})

// Not Date.parse(), which reads the year 0049 as 2049.
function readPubDate(text: string): number {
  const [, day, month = '', year, hour, minute, second] =
    /, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/.exec(text) ?? []
  const iso = `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day}`
  return Date.parse(`${iso}T${hour}:${minute}:${second}Z`)
}

afterEach(() => setDefaultOptions({ locale: undefined }))

describe('rfc822', () => {
  it.each([
    ['2026-08-22T09:00:00Z', 'Sat, 22 Aug 2026 09:00:00 GMT'],
    ['2026-08-02T23:59:59.999Z', 'Sun, 02 Aug 2026 23:59:59 GMT'],
    ['2026-08-22T00:30:00+01:00', 'Fri, 21 Aug 2026 23:30:00 GMT'],
    ['0000-01-01T00:00:00Z', 'Sat, 01 Jan 0000 00:00:00 GMT'],
    ['0022-08-22T22:22:22Z', 'Mon, 22 Aug 0022 22:22:22 GMT'],
    ['9999-12-31T23:59:59Z', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ])('rule 34: %s is %s', (moment, written) => {
    expect(rfc822(new Date(moment))).toBe(written)
  })

  it('rule 34: matches the pattern and means the same second, for every date', () => {
    fc.assert(
      fc.property(writable, (date) => {
        const written = rfc822(date)
        expect(written).toMatch(PUB_DATE)
        expect(readPubDate(written)).toBe(Math.floor(date.getTime() / 1000) * 1000)
        expect(written.slice(0, 3)).toBe(DAYS[date.getUTCDay()])
      }),
      { numRuns: 1000 },
    )
  })

  it('rule 35: stays English whatever locale date-fns was given', () => {
    setDefaultOptions({ locale: ar })
    const date = new Date('2026-08-22T09:00:00Z')
    expect(format(date, 'EEEE')).toBe('السبت')
    expect(rfc822(date)).toBe('Sat, 22 Aug 2026 09:00:00 GMT')
  })
})

describe('rfc3339', () => {
  it.each([
    ['2026-08-22T09:00:00Z', '2026-08-22T09:00:00Z'],
    ['2026-08-22T09:00:00.000Z', '2026-08-22T09:00:00Z'],
    ['2026-08-22T09:00:00.070Z', '2026-08-22T09:00:00.070Z'],
    ['2026-08-22T00:30:00+01:00', '2026-08-21T23:30:00Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('rule 34: %s is %s', (moment, written) => {
    expect(rfc3339(new Date(moment))).toBe(written)
  })

  it('rule 34: matches the pattern and means the same millisecond, for every date', () => {
    fc.assert(
      fc.property(writable, (date) => {
        expect(rfc3339(date)).toMatch(RFC_3339)
        expect(Date.parse(rfc3339(date))).toBe(date.getTime())
      }),
      { numRuns: 1000 },
    )
  })

  it('rule 35: stays ASCII whatever locale date-fns was given', () => {
    setDefaultOptions({ locale: ar })
    expect(rfc3339(new Date('2026-08-22T09:00:00Z'))).toBe('2026-08-22T09:00:00Z')
  })
})

describe('both', () => {
  it('rule 34: write UTC for a date that carries a time zone of its own', () => {
    const date = new TZDate(Date.UTC(2026, 7, 21, 23, 30), 'Africa/Casablanca')
    expect(rfc822(date)).toBe('Fri, 21 Aug 2026 23:30:00 GMT')
    expect(rfc3339(date)).toBe('2026-08-21T23:30:00Z')
  })

  it.each([
    [new Date(NaN), 'an invalid date cannot be written into a feed'],
    [
      new Date('-000001-12-31T23:59:59Z'),
      'a date in the year -1 cannot be written into a feed: expected 0 to 9999',
    ],
    [
      new Date('+010000-01-01T00:00:00Z'),
      'a date in the year 10000 cannot be written into a feed: expected 0 to 9999',
    ],
  ])('rule 34: refuse a date that has no such form: %s', (date, message) => {
    expect(() => rfc822(date)).toThrow(new RangeError(message))
    expect(() => rfc3339(date)).toThrow(new RangeError(message))
  })
})
