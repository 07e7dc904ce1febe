import { describe, expect, it } from 'vitest'
import { datesOf, draftFieldsOf } from '../../src/sources/front-matter.ts'
import type { SourceIssue } from '../../src/sources/source-error.ts'

const ZONE = 'Africa/Casablanca'
const lineOf = () => 7

function fieldsOf(values: Record<string, unknown>) {
  const issues: SourceIssue[] = []
  return { fields: draftFieldsOf(values, issues, lineOf), issues }
}

describe('draftFieldsOf', () => {
  it.each([
    [{ section: 'culture' }, { sections: ['culture'] }],
    [{ sections: ['culture', 'world'] }, { sections: ['culture', 'world'] }],
    [{ sections: 'culture' }, { sections: ['culture'] }],
    [{ tags: '5G' }, { tags: ['5G'] }],
    [{ tags: 'وسم, آخر،  ثالث،' }, { tags: ['وسم', 'آخر', 'ثالث'] }],
    [{ tags: ['وسم, آخر'] }, { tags: ['وسم, آخر'] }],
    [{ authors: 'سلمى' }, { authors: [{ name: 'سلمى' }] }],
    [
      { authors: ['سلمى', { name: 'ياسين', url: 'x' }] },
      { authors: [{ name: 'سلمى' }, { name: 'ياسين', url: 'x' }] },
    ],
    [{ source: 'الحدث' }, { source: { name: 'الحدث' } }],
    [{ source: { name: 'الحدث', url: 'x' } }, { source: { name: 'الحدث', url: 'x' } }],
    [{ image: 'a.jpg' }, { image: { url: 'a.jpg' } }],
    [
      { image: { url: 'a.jpg', bytes: '10', width: '20', height: '30', alt: '40' } },
      { image: { url: 'a.jpg', bytes: 10, width: 20, height: 30, alt: '40' } },
    ],
    [
      { enclosures: { url: 'a.mp3', duration: '12.5' } },
      { enclosures: [{ url: 'a.mp3', duration: 12.5 }] },
    ],
    [{ enclosures: [{ bytes: '10' }, 'a'] }, { enclosures: [{ bytes: 10 }, 'a'] }],
    // What is no figure stays, for the schema to refuse.
    [
      { image: { width: '12px', height: '-3', bytes: '١٢' } },
      { image: { width: '12px', height: '-3', bytes: '١٢' } },
    ],
    [{ image: { width: '1e3' } }, { image: { width: '1e3' } }],
    [
      { title: '2030', credit: 'و م ع' },
      { title: '2030', credit: 'و م ع' },
    ],
  ])('%j is %j', (values, fields) => {
    const { fields: found, issues } = fieldsOf(values)
    expect(found).toEqual(fields)
    expect(issues).toEqual([])
  })

  it('refuses two ways of saying one thing', () => {
    expect(fieldsOf({ section: 'a', sections: ['b'] }).issues).toEqual([
      { line: 7, key: 'section', message: 'say section or sections, not both' },
    ])
  })
})

function datesIn(values: Record<string, unknown>, path = 'story.md', zone = ZONE) {
  const issues: SourceIssue[] = []
  const dates = datesOf(path, values, zone, issues, lineOf)
  return { dates, issues: issues.map(({ line, key, message }) => `${line}: ${key}: ${message}`) }
}

describe('datesOf', () => {
  it.each([
    ['2026-08-22', '2026-08-21T23:00:00Z'],
    ['2026-08-22 10:30', '2026-08-22T09:30:00Z'],
    ['2026-08-22T10:30:00+03:00', '2026-08-22T07:30:00Z'],
    ['2026-08-22T10:30:00Z', '2026-08-22T10:30:00Z'],
    ['Sat, 22 Aug 2026 09:00:00 GMT', '2026-08-22T09:00:00Z'],
    ['السبت 22 غشت 2026 - 10:30', '2026-08-22T09:30:00Z'],
    ['22 أوت 2026', '2026-08-21T23:00:00Z'],
    ['22 آب/أغسطس 2026', '2026-08-21T23:00:00Z'],
    ['22 أغسطس 2026', '2026-08-21T23:00:00Z'],
    ['٢٢ غشت ٢٠٢٦', '2026-08-21T23:00:00Z'],
    ['۲۰۲۶-۰۸-۲۲', '2026-08-21T23:00:00Z'],
    ['22/08/2026', '2026-08-21T23:00:00Z'],
    // The day first, in every country whose language this reads.
    ['03/04/2026', '2026-04-02T23:00:00Z'],
  ])('rule 37: %s is %s', (written, moment) => {
    expect(datesIn({ published: written, updated: written, visibleFrom: written })).toEqual({
      dates: { published: moment, updated: moment, visibleFrom: moment },
      issues: [],
    })
  })

  it('rule 37: reads them in the time zone of the publication', () => {
    const published = '2026-08-22 10:30'
    expect(datesIn({ published }, 'story.md', 'Asia/Riyadh').dates).toEqual({
      published: '2026-08-22T07:30:00Z',
    })
    expect(datesIn({ published }, 'story.md', 'UTC').dates).toEqual({
      published: '2026-08-22T10:30:00Z',
    })
  })

  it.each([
    '08/22/2026',
    '03/04/26',
    '2026-02-30',
    '2026-13-01',
    '2026-08-22 25:00',
    'الأحد 22 غشت 2026',
    '22 محرم 1448',
    '1448-03-08',
    '2026-08-22T10:30:00 IST',
    '22 غشت',
    'أمس',
    'بعد 22 غشت 2026',
    '1787386200',
  ])('rule 37: %s could mean two moments, or none', (written) => {
    const why = 'is not a date that can only be read in one way; write 2026-08-22 10:30'
    expect(datesIn({ published: written })).toEqual({
      dates: {},
      issues: [`7: published: "${written}" ${why}`],
    })
  })

  it('shows what is no text as it stands', () => {
    expect(datesIn({ published: '2026-08-22', updated: { day: '22' } }).issues).toEqual([
      '7: updated: "{"day":"22"}" is not a date that can only be read in one way; write 2026-08-22 10:30',
    ])
  })

  it.each([
    ['2026-08-22-slug.md', '2026-08-21T23:00:00Z'],
    ['2026-08-22.md', '2026-08-21T23:00:00Z'],
    ['أرشيف/2026-08-22-خبر.md', '2026-08-21T23:00:00Z'],
    ['2025-01-01-folder/2026-08-22-slug.md', '2026-08-21T23:00:00Z'],
  ])('the name %s says %s', (path, published) => {
    expect(datesIn({}, path)).toEqual({ dates: { published }, issues: [] })
  })

  it('front matter goes before the name', () => {
    expect(datesIn({ published: '2026-08-23' }, '2026-08-22-slug.md').dates).toEqual({
      published: '2026-08-22T23:00:00Z',
    })
  })

  it.each([
    'slug.md',
    '2026-08-22/slug.md',
    'x2026-08-22-slug.md',
    '2026-8-22-slug.md',
    '20260822-slug.md',
    '2026-08-223-slug.md',
    '٢٠٢٦-٠٨-٢٢-خبر.md',
  ])('the name %s says no date, and none is invented', (path) => {
    expect(datesIn({}, path)).toEqual({
      dates: {},
      issues: [
        '1: published: is missing; a file may say it in its name too, as in 2026-08-22-slug.md',
      ],
    })
  })

  it('a day that is none in the name is refused', () => {
    expect(datesIn({}, '2026-02-30-slug.md').issues).toEqual([
      '7: published: "2026-02-30" is not a date that can only be read in one way; write 2026-08-22 10:30',
    ])
  })
})
