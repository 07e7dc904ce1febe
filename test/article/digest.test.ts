import { describe, expect, it } from 'vitest'
import { digest, sha256 } from '../../src/article/digest.ts'
import { draft } from '../../src/article/draft.ts'

const given = { id: 'a', title: 'خبر', published: '2026-08-22T09:30:00Z', content: '<p>نص</p>' }

describe('sha256', () => {
  it('is that of the JSON, in hexadecimal', async () => {
    expect(await sha256({ a: 1 })).toBe(
      '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
    )
    expect(await sha256('خبر')).toBe(
      '0b2b84fe9cd407ea4fe1535e4fa24ae2dcffa3aea286406379d71a39e3757927',
    )
  })

  it('does not depend on the order of keys, however deep', async () => {
    expect(await sha256({ a: 1, b: { c: 2, d: [{ e: 3, f: 4 }] } })).toBe(
      await sha256({ b: { d: [{ f: 4, e: 3 }], c: 2 }, a: 1 }),
    )
  })

  it('takes what is undefined for what is not there', async () => {
    expect(await sha256({ a: 1, b: undefined })).toBe(await sha256({ a: 1 }))
  })

  it.each([
    ['the order of a list', [1, 2], [2, 1]],
    ['a number and its text', { a: 1 }, { a: '1' }],
    ['null and nothing', { a: null }, {}],
    ['a list and a map', ['x'], { 0: 'x' }],
    ['a direction mark', 'خبر', '\u200fخبر'],
    ['composed and not', 'é', 'e\u0301'],
  ])('depends on %s', async (_, one, other) => {
    expect(await sha256(one)).not.toBe(await sha256(other))
  })
})

describe('digest', () => {
  it('is the same for drafts that the schema reads as the same', async () => {
    const one = draft.parse({ ...given, published: '2026-08-22T10:30:00+01:00', language: 'AR_ma' })
    const other = draft.parse({ ...given, language: 'ar-MA', origin: 'api' })
    expect(await digest(one)).toBe(await digest(other))
  })

  it.each([
    { id: 'b' },
    { title: 'خبر آخر' },
    { published: '2026-08-22T09:30:01Z' },
    { visibleFrom: '2026-08-22T09:30:00Z' },
    { tags: [] },
    { content: '<p>نص </p>' },
    { origin: 'folder' },
  ])('depends on %j', async (change) => {
    expect(await digest(draft.parse({ ...given, ...change }))).not.toBe(
      await digest(draft.parse(given)),
    )
  })
})
