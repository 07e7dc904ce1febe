import { describe, expect, it } from 'vitest'
import { rank } from '../../src/store/rank.ts'

describe('rank', () => {
  // draft-eastlake-fnv, appendix C.
  it.each([
    ['', 0xcbf29ce484222325n],
    ['a', 0xaf63dc4c8601ec8cn],
    ['foobar', 0x85944171f73967e8n],
  ])('is the first 53 bits of the FNV-1a of %j', (id, hash) => {
    expect(BigInt(rank(id))).toBe(hash >> 11n)
  })

  it('is made of the bytes of UTF-8', () => {
    expect(rank('خبر')).not.toBe(rank('خبز'))
    expect(rank('é')).not.toBe(rank('e\u0301'))
  })

  it('is a number that JavaScript, JSON and SQLite write the same way', () => {
    for (let index = 0; index < 1000; index += 1) {
      expect(Number.isSafeInteger(rank(`n${index}`))).toBe(true)
    }
  })

  it('keeps apart what 32 bits of the same hash do not', () => {
    expect(rank('costarring')).not.toBe(rank('liquid'))
    expect(rank('altarage')).not.toBe(rank('zinke'))
  })
})
