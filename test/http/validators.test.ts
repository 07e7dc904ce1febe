import { describe, expect, it } from 'vitest'
import { isNotModified, lastModified, weakTag } from '../../src/http/validators.ts'

const CHANGED = Date.parse('2026-08-22T12:00:00.400Z')
const LATER = CHANGED + 60_000
const validators = { etag: 'W/"1.rss"', changed: CHANGED }

describe('weakTag', () => {
  it('is weak, and tells every part from every other', () => {
    expect(weakTag([1, 36, 'rss'])).toBe('W/"1.10.rss"')
    expect(weakTag([13, 6, 'rss'])).not.toBe(weakTag([1, 36, 'rss']))
  })
})

describe('lastModified', () => {
  it('is an HTTP date of the second of the change', () => {
    expect(lastModified(CHANGED, LATER)).toBe('Sat, 22 Aug 2026 12:00:00 GMT')
  })

  it.each([
    [0, 'Sat, 22 Aug 2026 11:59:59 GMT'],
    [29_599, 'Sat, 22 Aug 2026 11:59:59 GMT'],
    [29_600, 'Sat, 22 Aug 2026 12:00:00 GMT'],
  ])(
    '%i ms after the change is %s: no second is said before all writers of it are through',
    (after, date) => {
      expect(lastModified(CHANGED, CHANGED + after)).toBe(date)
    },
  )
})

describe('isNotModified', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['no condition', {}, false],
    ['the tag', { 'If-None-Match': 'W/"1.rss"' }, true],
    ['the tag as a strong one', { 'If-None-Match': '"1.rss"' }, true],
    ['another tag', { 'If-None-Match': 'W/"2.rss"' }, false],
    ['a tag that this one begins with', { 'If-None-Match': 'W/"1"' }, false],
    ['a tag without quotation marks', { 'If-None-Match': '1.rss' }, false],
    ['a list with the tag', { 'If-None-Match': '"a", W/"1.rss" ,"b"' }, true],
    ['a list with a comma inside a tag', { 'If-None-Match': '"a,b","1.rss"' }, true],
    ['a list without the tag', { 'If-None-Match': '"a", "b"' }, false],
    ['any tag', { 'If-None-Match': ' * ' }, true],
    ['a tag that is a star', { 'If-None-Match': '"*"' }, false],
    ['an empty list', { 'If-None-Match': '' }, false],
    ['the date', { 'If-Modified-Since': 'Sat, 22 Aug 2026 12:00:00 GMT' }, true],
    ['a later date', { 'If-Modified-Since': 'Sun, 23 Aug 2026 00:00:00 GMT' }, true],
    ['a date in the future', { 'If-Modified-Since': 'Fri, 22 Aug 2036 12:00:00 GMT' }, true],
    ['an earlier date', { 'If-Modified-Since': 'Sat, 22 Aug 2026 11:59:59 GMT' }, false],
    ['a date of RFC 850', { 'If-Modified-Since': 'Saturday, 22-Aug-26 12:00:00 GMT' }, true],
    ['an earlier one', { 'If-Modified-Since': 'Saturday, 22-Aug-26 11:59:59 GMT' }, false],
    ['a date of asctime()', { 'If-Modified-Since': 'Sat Aug 22 12:00:00 2026' }, true],
    ['an earlier one of it', { 'If-Modified-Since': 'Sat Aug 22 11:59:59 2026' }, false],
    ['a date of RFC 3339', { 'If-Modified-Since': '2036-08-22T12:00:00Z' }, false],
    ['a number', { 'If-Modified-Since': '2036' }, false],
    ['no date', { 'If-Modified-Since': 'Sat' }, false],
    [
      'the tag and a stale date',
      {
        'If-None-Match': 'W/"1.rss"',
        'If-Modified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT',
      },
      true,
    ],
    [
      'another tag and the date',
      { 'If-None-Match': '"2.rss"', 'If-Modified-Since': 'Sat, 22 Aug 2026 12:00:00 GMT' },
      false,
    ],
  ])('%s', (_, headers, expected) => {
    expect(isNotModified(new Headers(headers), validators)).toBe(expected)
  })

  it('trusts no date that was said before the change had settled', () => {
    const headers = new Headers({ 'If-Modified-Since': lastModified(CHANGED, CHANGED + 20_000) })
    expect(isNotModified(headers, validators)).toBe(false)
    expect(isNotModified(headers, { ...validators, changed: CHANGED + 200 })).toBe(false)
  })
})
