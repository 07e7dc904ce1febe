import { describe, expect, it } from 'vitest'
import { isToken, newToken, tokenHash } from '../../src/http/access-token.ts'

describe('newToken', () => {
  it('is khl_ and 32 random bytes, in characters that a header takes as they are', () => {
    const tokens = Array.from({ length: 200 }, newToken)
    for (const token of tokens) {
      expect(token).toMatch(/^khl_[A-Za-z0-9_-]{43}$/)
      expect(isToken(token)).toBe(true)
    }
    expect(new Set(tokens).size).toBe(200)
    expect(new Set(tokens.join('')).size).toBe(64)
  })
})

describe('isToken', () => {
  const random = 'a'.repeat(43)

  it.each([
    '',
    'khl_',
    random,
    `khl-${random}`,
    `khl_${random}=`,
    `khl_${random}a`,
    ` khl_${random}`,
  ])('is not %j', (text) => {
    expect(isToken(text)).toBe(false)
  })
})

describe('tokenHash', () => {
  it('is what sha256sum says', async () => {
    expect(await tokenHash('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})
