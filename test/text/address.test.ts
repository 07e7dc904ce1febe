import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressSegment, encodedAddress, unmarked, uriOf } from '../../src/text/address.ts'
import { OFTEN, text } from './texts.ts'

// RFC 3986 §3: a scheme, and after it nothing but reserved, unreserved and percent-encoded.
const URI = /^[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/

describe('encodedAddress', () => {
  it.each([
    ['https://مثال.example/خبر', 'https://xn--mgbh0fb.example/%D8%AE%D8%A8%D8%B1'],
    [
      'https://مثال.إختبار/خبر?س=١#ص',
      'https://xn--mgbh0fb.xn--kgbechtv/%D8%AE%D8%A8%D8%B1?%D8%B3=%D9%A1#%D8%B5',
    ],
    ['https://xn--mgbh0fb.example/', 'https://xn--mgbh0fb.example/'],
    ['https://xn--mgbh0fb.example', 'https://xn--mgbh0fb.example/'],
    ['https://דוגמה.example/כתבה', 'https://xn--6dbbec0c.example/%D7%9B%D7%AA%D7%91%D7%94'],
    ['https://example.com/%D8%AE%D8%A8%D8%B1', 'https://example.com/%D8%AE%D8%A8%D8%B1'],
    ['HTTPS://Example.COM:443/A', 'https://example.com/A'],
    [
      'https://example.com/خبر عاجل',
      'https://example.com/%D8%AE%D8%A8%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84',
    ],
    [
      'https://example.com/می‌خواهم',
      'https://example.com/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85',
    ],
    ['https://example.com/é', 'https://example.com/%C3%A9'],
    ['https://example.com/😀', 'https://example.com/%F0%9F%98%80'],
    ['https://example.com/\ud83d', 'https://example.com/%EF%BF%BD'],
    [
      'https://example.com/a[b]^{c}|d?q=[a]|\\^`#f[]|^{}',
      'https://example.com/a%5Bb%5D%5E%7Bc%7D%7Cd?q=%5Ba%5D%7C%5C%5E%60#f%5B%5D%7C%5E%7B%7D',
    ],
    ['https://desk@مثال.example/a|b', 'https://desk@xn--mgbh0fb.example/a%7Cb'],
    ['https://example.com/100%', 'https://example.com/100%25'],
    ['https://example.com/100%/%d8%ae?%zz', 'https://example.com/100%25/%d8%ae?%25zz'],
    ['http://[::1]:8787/خ', 'http://[::1]:8787/%D8%AE'],
    ['mailto:خبر@example.com', 'mailto:%D8%AE%D8%A8%D8%B1@example.com'],
    ['tag:example.com,2026:خبر|1', 'tag:example.com,2026:%D8%AE%D8%A8%D8%B1%7C1'],
    ['tel:+212522123456', 'tel:+212522123456'],
    [
      'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a',
      'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a',
    ],
  ])('rule 32: %j goes out as %s', (address, encoded) => {
    expect(encodedAddress(address)).toBe(encoded)
  })

  it.each([
    [
      '/أخبار/1',
      'https://مثال.example/feed',
      'https://xn--mgbh0fb.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1',
    ],
    [
      '../صورة.jpg',
      'https://example.com/a/b/c',
      'https://example.com/a/%D8%B5%D9%88%D8%B1%D8%A9.jpg',
    ],
    ['//مثال.example/a', 'http://example.com', 'http://xn--mgbh0fb.example/a'],
    ['?صفحة=2', 'https://example.com/feed', 'https://example.com/feed?%D8%B5%D9%81%D8%AD%D8%A9=2'],
    ['https://other.example/', 'https://example.com', 'https://other.example/'],
  ])('rule 32: %s at %s goes out as %s', (address, base, encoded) => {
    expect(encodedAddress(address, base)).toBe(encoded)
  })

  it('rule 32: is a URI of RFC 3986 whatever the path, the query and the fragment', () => {
    fc.assert(
      fc.property(text, text, text, (path, query, fragment) => {
        const encoded = encodedAddress(`https://مثال.example/${path}?${query}#${fragment}`)
        expect(encoded).toMatch(URI)
        expect(encodedAddress(encoded)).toBe(encoded)
      }),
      OFTEN,
    )
  })

  it('rule 32: keeps what the address says', () => {
    fc.assert(
      fc.property(text, (segment) => {
        const address = `https://example.com/a${addressSegment(segment)}`
        expect(encodedAddress(address)).toBe(address)
      }),
      OFTEN,
    )
  })

  it.each([
    ['خبر', undefined],
    ['', undefined],
    ['/خبر', undefined],
    ['https://', undefined],
    ['https://a b.example/', undefined],
    ['https://exa\u202emple.com:port/', 'https://example.com'],
  ])('throws a TypeError on %j', (address, base) => {
    expect(() => encodedAddress(address, base)).toThrow(TypeError)
  })
})

describe('unmarked', () => {
  it.each([
    ['\u200ehttps://news.example/a', 'https://news.example/a'],
    ['https://news.example/a\u200f', 'https://news.example/a'],
    ['\u061chttps://news.example/a', 'https://news.example/a'],
    ['\u202ahttps://news.example/a\u202c', 'https://news.example/a'],
    ['\u2066https://news.example/a\u2069', 'https://news.example/a'],
    ['\ufeff https://news.example/a\n', 'https://news.example/a'],
    ['/خبر\u200f/أ', '/خبر/أ'],
    ['/می\u200cشود', '/می\u200cشود'],
    ['/x\u200dy', '/x\u200dy'],
    ['/مـثال', '/مـثال'],
    ['', ''],
  ])('rule 21: %j is %j', (address, expected) => {
    expect(unmarked(address)).toBe(expected)
  })
})

describe('addressSegment', () => {
  it.each([
    ['أمن-سيبراني', '%D8%A3%D9%85%D9%86-%D8%B3%D9%8A%D8%A8%D8%B1%D8%A7%D9%86%D9%8A'],
    ['دنیا', '%D8%AF%D9%86%DB%8C%D8%A7'],
    ['a/b?c#d', 'a%2Fb%3Fc%23d'],
    ['50%', '50%25'],
    ['\ud83d', '%EF%BF%BD'],
  ])('rule 32: %j is %s', (segment, encoded) => {
    expect(addressSegment(segment)).toBe(encoded)
  })

  it('rule 32: is one segment, and says what it was given', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(addressSegment(any)).toMatch(/^(?:[A-Za-z0-9\-_.!~*'()]|%[0-9A-F]{2})*$/)
        expect(decodeURIComponent(addressSegment(any))).toBe(any.toWellFormed())
      }),
      OFTEN,
    )
  })
})

describe('uriOf', () => {
  it.each([
    ['tag:news.example,2026:4', 'tag:news.example,2026:4'],
    ['tag:news.example,2026:سد/4%20', 'tag:news.example,2026:%D8%B3%D8%AF/4%20'],
    ['urn:x:😀', 'urn:x:%F0%9F%98%80'],
    ['https://مثال.example/سد', 'https://xn--mgbh0fb.example/%D8%B3%D8%AF'],
  ])('of %s is %s', (iri, uri) => {
    expect(uriOf(iri)).toBe(uri)
  })
})
