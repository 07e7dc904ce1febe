import { describe, expect, it } from 'vitest'
import {
  archiveAfter,
  archiveFolder,
  monthAt,
  monthNamed,
  withinMonth,
} from '../../src/routes/archive.ts'
import type { Entry } from '../../src/store/selection.ts'

const AUGUST = {
  name: '2026-08',
  start: Date.parse('2026-08-01T00:00:00Z'),
  end: Date.parse('2026-09-01T00:00:00Z'),
}

function entryAt(moment: string): Entry {
  return { article: 1, version: 1, change: 1, rank: 7, visibleFrom: Date.parse(moment) }
}

describe('monthNamed', () => {
  it.each<[string, string, string]>([
    ['2026-08', '2026-08-01T00:00:00Z', '2026-09-01T00:00:00Z'],
    ['2026-12', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['2024-02', '2024-02-01T00:00:00Z', '2024-03-01T00:00:00Z'],
    ['1970-01', '1970-01-01T00:00:00Z', '1970-02-01T00:00:00Z'],
    ['9999-12', '9999-12-01T00:00:00Z', '+010000-01-01T00:00:00Z'],
  ])('%s goes from %s to %s', (name, start, end) => {
    expect(monthNamed(name)).toEqual({ name, start: Date.parse(start), end: Date.parse(end) })
  })

  it.each([
    '',
    '2026',
    '2026-8',
    '2026-00',
    '2026-13',
    '26-08',
    '2026-08-01',
    '2026-08 ',
    '٢٠٢٦-٠٨',
  ])('%j is none', (name) => {
    expect(monthNamed(name)).toBeUndefined()
  })

  it.each(['0000-01', '0026-08', '0099-12'])('%s is that year, or none', (name) => {
    expect([undefined, name]).toContain(monthNamed(name)?.name)
  })
})

describe('monthAt', () => {
  it.each(['2026-08-01T00:00:00.000Z', '2026-08-22T12:00:00Z', '2026-08-31T23:59:59.999Z'])(
    '%s is in August, by UTC',
    (moment) => {
      expect(monthAt(Date.parse(moment))).toEqual(AUGUST)
    },
  )
})

describe('archiveFolder', () => {
  it('is there for an archive only', () => {
    expect([archiveFolder(AUGUST), archiveFolder(undefined)]).toEqual(['/archive/2026-08', ''])
  })
})

describe('withinMonth', () => {
  const [late, first, before] = [
    '2026-08-31T23:59:59.999Z',
    '2026-08-01T00:00:00Z',
    '2026-07-31T23:59:59.999Z',
  ].map(entryAt)
  const next = entryAt('2026-07-01T00:00:00Z')

  it.each([
    ['all of it', [late, first], next, [late, first], next],
    ['what is before it is cut off', [late, first, before], next, [late, first], before],
    ['nothing of it', [before], undefined, [], before],
    ['nothing at all', [], undefined, [], undefined],
  ])('%s', (_, entries, after, kept, rest) => {
    const given = entries.filter((each) => each !== undefined)
    expect(withinMonth({ entries: given, next: after }, AUGUST)).toEqual({
      entries: kept,
      next: rest,
    })
  })
})

describe('archiveAfter', () => {
  const august = entryAt('2026-08-09T00:00:00Z')
  const alsoAugust = entryAt('2026-08-02T00:00:00Z')
  const may = entryAt('2026-05-31T00:00:00Z')

  it('is where the next entry is: in the same month from the last one on, else a whole month', () => {
    expect(archiveAfter(august, alsoAugust)).toEqual({
      month: AUGUST,
      before: august,
    })
    expect(archiveAfter(august, may)).toEqual({
      month: monthNamed('2026-05'),
      before: undefined,
    })
    expect(archiveAfter(undefined, may)).toEqual({
      month: monthNamed('2026-05'),
      before: undefined,
    })
    expect(archiveAfter(august, undefined)).toBeUndefined()
  })
})
