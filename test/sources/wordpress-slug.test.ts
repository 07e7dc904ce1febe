import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodedSlug } from '../../src/sources/wordpress-slug.ts'

describe('decodedSlug', () => {
  it.each([
    ['%d8%ae%d8%a8%d8%b1', 'خبر'],
    ['5g-%d8%ae%d8%a8%d8%b1', '5g-خبر'],
    ['%d8%ae%d8%a8%d8', 'خب'],
    ['%d8%ae%d8%a8%d', 'خب'],
    ['%d8%ae%d8%a8%', 'خب'],
    ['harbour-opens', 'harbour-opens'],
    ['خبر', 'خبر'],
    ['100%', '100'],
    ['a%zz', 'a%zz'],
    ['', ''],
  ])('of %s says %s', (slug, words) => {
    expect(decodedSlug(slug)).toBe(words)
  })

  it('finds the beginning of every slug again, wherever WordPress cut it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(300), (words, length) => {
        const clean = words.toWellFormed().replaceAll('\ufffd', '')
        const encoded = encodeURIComponent(clean)
        const cut = encoded.replace(/%../g, (each) => each.toLowerCase()).slice(0, length)
        expect(clean.startsWith(decodedSlug(cut))).toBe(true)
      }),
    )
  })
})
