import { describe, expect, it } from 'vitest'
import {
  isKey,
  isMeantAsKey,
  isToken,
  newKey,
  newToken,
  tokenHash,
} from '../../src/http/access-token.ts'

describe.each([
  ['newToken', 'khl_', newToken, isToken],
  ['newKey', 'khp_', newKey, isKey],
])('%s', (_, prefix, create, isOne) => {
  it(`is ${prefix} and 32 random bytes, in characters that a header and an address take as they are`, () => {
    const all = Array.from({ length: 200 }, create)
    for (const one of all) {
      expect(one).toMatch(/^kh[lp]_[A-Za-z0-9_-]{43}$/)
      expect(one.slice(0, 4)).toBe(prefix)
      expect(isOne(one)).toBe(true)
    }
    expect(new Set(all).size).toBe(200)
    expect(new Set(all.join('')).size).toBe(64)
  })
})

describe.each([
  ['isToken', 'khl_', 'khp_', isToken],
  ['isKey', 'khp_', 'khl_', isKey],
])('%s', (_, prefix, other, isOne) => {
  const random = 'a'.repeat(43)

  it.each([
    '',
    prefix,
    random,
    other + random,
    `${prefix.slice(0, 3)}-${random}`,
    `${prefix}${random}=`,
    `${prefix}${random}a`,
    ` ${prefix}${random}`,
    `${prefix}${random}\n`,
  ])('is not %j', (text) => {
    expect(isOne(text)).toBe(false)
  })
})

describe('isMeantAsKey', () => {
  it.each([
    ['khp_', true],
    ['khp_a', true],
    ['khp-news', false],
    ['khl_a', false],
    ['msn', false],
    ['', false],
  ])('of %j is %j', (text, isMeant) => {
    expect(isMeantAsKey(text)).toBe(isMeant)
  })
})

describe('tokenHash', () => {
  it('is what sha256sum says', () => {
    expect(tokenHash('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})
