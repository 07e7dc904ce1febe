import { describe, expect, it } from 'vitest'
import { unmarked } from '../../src/article/address.ts'

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
