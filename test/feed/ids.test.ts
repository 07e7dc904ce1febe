import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atomId, feedId, identity, tagOf } from '../../src/feed/ids.ts'

const TAG = 'tag:news.example,2026:feeds'

describe('atomId', () => {
  it.each([
    'https://news.example/1',
    'https://news.example/خبر?أ=ب#ج',
    'https://news.example/%D8%AE',
    'tag:news.example,2026:1',
    'urn:uuid:225c695c-cfb8-4ebb-aaaa-80da344efa6a',
    'urn:newsml:afp.com:20260822:TX-PAR-1',
    'https://[2001:db8::1]/1',
    'x:😀',
  ])('is the id where that is an IRI: %s', (id) => {
    expect(atomId(id, TAG)).toBe(id)
  })

  it.each([
    ['2026-08-22-خبر', '2026-08-22-%D8%AE%D8%A8%D8%B1'],
    ['42', '42'],
    ['خبر:1', '%D8%AE%D8%A8%D8%B1%3A1'],
    ['story:', 'story%3A'],
    ['a:b c', 'a%3Ab%20c'],
    ['a:<b>', 'a%3A%3Cb%3E'],
    ['a:%zz', 'a%3A%25zz'],
    ['a:\u0000', 'a%3A%00'],
    ['a:\u200fب', 'a%3A%E2%80%8F%D8%A8'],
    ['a:\ufffe', 'a%3A%EF%BF%BE'],
    ['a:\ud800', 'a%3A%EF%BF%BD'],
    ['/2026/1', '%2F2026%2F1'],
  ])('rule 21: is made from the tag where the id is none: %j', (id, encoded) => {
    expect(atomId(id, TAG)).toBe(`tag:news.example,2026:feeds/articles/${encoded}`)
  })

  it('is an IRI that two ids do not share', () => {
    const ids = fc.string({ unit: 'grapheme', minLength: 1 })
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        expect(atomId(one, TAG)).toMatch(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/)
        expect(atomId(one, TAG) === atomId(other, TAG)).toBe(one === other)
      }),
    )
  })
})

describe('identity', () => {
  it.each([
    [{ id: 'a', guid: 'b', link: 'https://news.example/c' }, 'a'],
    [{ guid: 'b', link: 'https://news.example/c' }, 'https://news.example/c'],
    [{ guid: 'b', link: '' }, 'b'],
    [{ link: 'https://news.example/خبر' }, 'https://news.example/%D8%AE%D8%A8%D8%B1'],
  ])('of %j is %s', (item, id) => {
    expect(identity(item)).toBe(id)
  })

  it('rule 21: is never normalised', () => {
    expect(identity({ id: 'A\u0301 ـ \u200f5G', link: '' })).toBe('A\u0301 ـ \u200f5G')
  })
})

describe('feedId and tagOf', () => {
  const link = 'https://الحدث.example/'
  it.each([
    ['its id', { title: 'ت', id: 'tag:a.example,2020:x', link }, 'tag:a.example,2020:x'],
    [
      'an id that is no IRI',
      { title: 'ت', id: 'الحدث', tag: TAG },
      `${TAG}/%D8%A7%D9%84%D8%AD%D8%AF%D8%AB`,
    ],
    ['the home page', { title: 'ت', link }, 'https://xn--mgbifi7h.example/'],
    [
      'its own address',
      { title: 'ت', feedLinks: { atom: 'https://a.example/f' } },
      'https://a.example/f',
    ],
    ['its title', { title: 'ت' }, 'tag:khulasa.invalid,2026:feeds/%D8%AA'],
  ])('a feed is known by %s', (_, options, id) => {
    expect(feedId(options)).toBe(id)
  })

  it.each([
    ['the one given', { title: 'ت', tag: TAG, link }, TAG],
    ['one of its host', { title: 'ت', link }, 'tag:xn--mgbifi7h.example,2026:feeds'],
    ['one of no host', { title: 'ت' }, 'tag:khulasa.invalid,2026:feeds'],
  ])('ids are made with %s', (_, options, tag) => {
    expect(tagOf(options)).toBe(tag)
  })
})
