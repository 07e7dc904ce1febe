import { describe, expect, it } from 'vitest'
import { formatDay, formatMoment, formatNumber } from '../../src/text/people-dates.ts'

const date = new Date('2026-08-22T09:30:00Z')
const zone = 'Africa/Casablanca'

const MONTHS = {
  Maghrebi: 'يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر',
  Algerian: 'جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر',
  common: 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر',
  Levantine:
    'كانون الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين الأول تشرين الثاني كانون الأول',
}

describe('formatDay', () => {
  it.each([
    ['ar-MA', 'السبت 22 غشت 2026'],
    ['ar-DZ', 'السبت 22 أوت 2026'],
    ['ar-TN', 'السبت 22 أوت 2026'],
    ['ar-LY', 'السبت 22 أغسطس 2026'],
    ['ar-MR', 'السبت 22 أغشت 2026'],
    ['ar-EG', 'السبت ٢٢ أغسطس ٢٠٢٦'],
    ['ar-SA', 'السبت ٢٢ أغسطس ٢٠٢٦'],
    ['ar-LB', 'السبت ٢٢ آب ٢٠٢٦'],
    ['ar-SY', 'السبت ٢٢ آب ٢٠٢٦'],
    ['ar-IQ', 'السبت ٢٢ آب ٢٠٢٦'],
    ['ar-JO', 'السبت ٢٢ آب ٢٠٢٦'],
    ['ar-PS', 'السبت ٢٢ آب ٢٠٢٦'],
    ['ar', 'السبت 22 أغسطس 2026'],
  ])('rule 36: in %s it is %s', (language, written) => {
    expect(formatDay(date, language, zone)).toBe(written)
  })

  it.each([
    ['fr', 'samedi 22 août 2026'],
    ['en', 'Saturday, August 22, 2026'],
    ['en-GB', 'Saturday, 22 August 2026'],
    ['he', 'יום שבת, 22 באוגוסט 2026'],
    ['fa', 'شنبه ۲۲ اوت ۲۰۲۶'],
    ['fa-AF', 'شنبه ۲۲ اگست ۲۰۲۶'],
    ['ur', 'ہفتہ، 22 اگست، 2026'],
    ['ur-IN', 'ہفتہ، ۲۲ اگست، ۲۰۲۶'],
  ])('rule 36: %s keeps the order of its language: %s', (language, written) => {
    expect(formatDay(date, language, zone)).toBe(written)
  })

  it.each([
    ['ar-MA', MONTHS.Maghrebi],
    ['ar-DZ', MONTHS.Algerian],
    ['ar-TN', MONTHS.Algerian],
    ['ar-EG', MONTHS.common],
    ['ar-SA', MONTHS.common],
    ['ar', MONTHS.common],
    ['ar-LB', MONTHS.Levantine],
    ['ar-SY', MONTHS.Levantine],
    ['ar-IQ', MONTHS.Levantine],
    ['ar-JO', MONTHS.Levantine],
    ['ar-PS', MONTHS.Levantine],
  ])('rule 36: the months of %s are %s', (language, months) => {
    const written = Array.from({ length: 12 }, (_, month) =>
      formatDay(new Date(Date.UTC(2026, month, 22)), language, 'UTC', { digits: 'latn' })
        .replace(/^\S+ 22 /, '')
        .replace(/ 2026$/, ''),
    )
    expect(written.join(' ')).toBe(months)
  })

  it.each([
    ['ary', 'السبت 22 غشت 2026'],
    ['arq', 'السبت 22 أوت 2026'],
    ['arz', 'السبت ٢٢ أغسطس ٢٠٢٦'],
    ['apc-LB', 'السبت ٢٢ آب ٢٠٢٦'],
  ])('rule 36: %s is written as its country writes Arabic: %s', (language, written) => {
    expect(formatDay(date, language, zone)).toBe(written)
  })

  it.each([
    ['ar-MA', 'arab', 'السبت ٢٢ غشت ٢٠٢٦'],
    ['ar-SA', 'latn', 'السبت 22 أغسطس 2026'],
    ['fa', 'latn', 'شنبه 22 اوت 2026'],
    ['ar-IQ', 'arabext', 'السبت ۲۲ آب ۲۰۲۶'],
    ['ar-MA-u-nu-arab', undefined, 'السبت ٢٢ غشت ٢٠٢٦'],
    ['ar-MA-u-nu-arab', 'latn', 'السبت 22 غشت 2026'],
  ] as const)('rule 36: %s with the digits %s is %s', (language, digits, written) => {
    expect(formatDay(date, language, zone, { digits })).toBe(written)
  })

  it.each(['ar-SA-u-ca-islamic-umalqura', 'fa-u-ca-persian', 'fa-IR', 'th'])(
    'rule 36: %s is in the Gregorian calendar',
    (language) => {
      expect(formatDay(date, language, zone, { digits: 'latn' })).toContain('2026')
    },
  )

  it.each([['dv'], ['ckb'], ['und'], ['ar-Latn'], ['ary-Latn'], ['az-Arab']])(
    'rule 36: %s, for which there are no words, is in figures rather than English',
    (language) => {
      expect(formatDay(date, language, zone)).toBe('2026-08-22')
    },
  )

  it('rule 36: figures are in the digits that were asked for', () => {
    expect(formatDay(date, 'dv', zone, { digits: 'arab' })).toBe('٢٠٢٦-٠٨-٢٢')
  })

  it.each([
    ['Africa/Casablanca', 'الأحد 23 غشت 2026'],
    ['America/New_York', 'السبت 22 غشت 2026'],
  ])('rule 36: the day is the one it is in %s', (timeZone, written) => {
    expect(formatDay(new Date('2026-08-22T23:30:00Z'), 'ar-MA', timeZone)).toBe(written)
  })

  it('rule 36: no mark, embedding or isolate gets in', () => {
    for (const language of ['ar', 'ar-MA', 'ar-EG', 'ar-LB', 'fa', 'ur', 'he']) {
      expect(formatMoment(date, language, zone)).not.toMatch(/[\u061c\u200e-\u200f\u202a-\u2069]/)
    }
  })

  it.each([
    [new Date(NaN), 'ar', zone],
    [date, 'not a tag', zone],
    [date, 'ar', 'Africa/Nowhere'],
  ])('throws a RangeError on %s, %s, %s', (moment, language, timeZone) => {
    expect(() => formatDay(moment, language, timeZone)).toThrow(RangeError)
    expect(() => formatMoment(moment, language, timeZone)).toThrow(RangeError)
  })
})

describe('formatMoment', () => {
  it.each([
    ['ar-MA', 'السبت 22 غشت 2026 10:30'],
    ['ar', 'السبت 22 أغسطس 2026 10:30'],
    ['ar-EG', 'السبت ٢٢ أغسطس ٢٠٢٦ ١٠:٣٠'],
    ['fr', 'samedi 22 août 2026 à 10:30'],
    ['en', 'Saturday, August 22, 2026 at 10:30'],
    ['he', 'יום שבת, 22 באוגוסט 2026 בשעה 10:30'],
    ['fa', 'شنبه ۲۲ اوت ۲۰۲۶ ساعت ۱۰:۳۰'],
    ['ur', 'ہفتہ، 22 اگست، 2026 کو 10:30'],
    ['dv', '2026-08-22 10:30'],
  ])('rule 36: in %s it is %s', (language, written) => {
    expect(formatMoment(date, language, zone)).toBe(written)
  })

  it.each([
    ['2026-08-21T23:05:00Z', 'السبت 22 غشت 2026 00:05'],
    ['2026-08-22T22:59:59Z', 'السبت 22 غشت 2026 23:59'],
    ['2026-08-22T11:00:00Z', 'السبت 22 غشت 2026 12:00'],
  ])('rule 36: the clock has 24 hours: %s is %s', (moment, written) => {
    expect(formatMoment(new Date(moment), 'ar-MA', zone)).toBe(written)
  })

  it('rule 36: takes the digits that were asked for', () => {
    expect(formatMoment(date, 'ar-EG', zone, { digits: 'latn' })).toBe('السبت 22 أغسطس 2026 10:30')
  })
})

describe('formatNumber', () => {
  it.each([
    ['ar-MA', '1.234'],
    ['ar-MR', '1.234'],
    ['ary', '1.234'],
    ['ar-EG', '١٬٢٣٤'],
    ['ar-EG-u-nu-latn', '1,234'],
    ['fa', '۱٬۲۳۴'],
    ['en', '1,234'],
  ])('rule 36: in %s it has the digits of dates: %s', (language, written) => {
    expect(formatNumber(1234, language)).toBe(written)
  })

  it('is what else was asked for', () => {
    expect(formatNumber(0.25, 'en', { style: 'percent' })).toBe('25%')
  })
})
