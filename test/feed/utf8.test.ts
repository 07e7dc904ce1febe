import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bytesOf,
  decoded,
  escapesOf,
  joined,
  type Piece,
  separated,
  Utf8,
} from '../../src/feed/utf8.ts'
import { allowed } from '../../src/text/characters.ts'
import { anyText, HARD_TEXTS } from './texts.ts'

const ESCAPES = escapesOf({ '&': '&amp;', '"': '&quot;' })

const encoder = new TextEncoder()

function added(text: string): Piece {
  return { writeTo: (to) => to.add(text) }
}

function escaped(text: string): Piece {
  return { writeTo: (to) => to.addEscaped(text, ESCAPES) }
}

function byHand(text: string): Uint8Array {
  return encoder.encode(allowed(text).replaceAll('&', '&amp;').replaceAll('"', '&quot;'))
}

describe('addEscaped', () => {
  it.each(HARD_TEXTS)('writes what is allowed, escaped: %s', (_, text) => {
    expect(bytesOf([escaped(text)])).toEqual(byHand(text))
  })

  it('is what escaping and TextEncoder make of what is allowed, whatever the string', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), (texts) => {
        expect(bytesOf(texts.map(escaped))).toEqual(byHand(texts.map(allowed).join('')))
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['"', '&', 'ب', '漢', '😀', '\ud83d', '\ude00'])(
    'writes texts of any length, wherever %j falls in them',
    (character) => {
      for (const length of [0, 4094, 4095, 4096, 8191, 50_000]) {
        const text = 'أ'.repeat(length) + character.repeat(5000)
        // One that has no room left of another text.
        const to = new Utf8()
        escaped(text).writeTo(to)
        expect(decoded(to.copy())).toBe(decoded(byHand(text)))
      }
    },
  )
})

describe('add', () => {
  it.each([0, 1, 255, 256, 4096, 200_000])('writes %d times a text as it is', (times) => {
    const text = 'أ&"😀漢漢漢漢漢漢漢漢'.repeat(times)
    const to = new Utf8()
    for (const each of ['<', text, '>']) to.add(each)
    expect(decoded(to.copy())).toBe(`<${text}>`)
  })
})

describe('joined', () => {
  it('copies all of them, in their order', () => {
    const [one, other] = [encoder.encode('أ'.repeat(100_000)), encoder.encode('ب')]
    expect(decoded(joined([one, other, one]))).toBe(`${'أ'.repeat(100_000)}ب${'أ'.repeat(100_000)}`)
  })

  it('is nothing of nothing', () => {
    expect(joined([])).toEqual(new Uint8Array())
  })
})

describe('separated', () => {
  it.each([
    [[], ''],
    [['أ'], 'أ'],
    [['أ', 'ب', 'ت'], 'أ،ب،ت'],
  ])('puts it between each two: %j', (texts, expected) => {
    const parts = texts.map((text) => encoder.encode(text))
    expect(decoded(joined(separated(parts, encoder.encode('،'))))).toBe(expected)
  })
})

describe('bytesOf', () => {
  it('is nothing of nothing', () => {
    expect(bytesOf([])).toEqual(new Uint8Array())
  })

  it('may be asked for while it works', () => {
    const inner: Piece = { writeTo: (to) => to.add(decoded(bytesOf([added('داخل')]))) }
    expect(decoded(bytesOf([added('<'), inner, added('>')]))).toBe('<داخل>')
  })

  it('keeps nothing of what failed', () => {
    const failing: Piece = {
      writeTo: () => {
        throw new RangeError('no date')
      },
    }
    expect(() => bytesOf([added('أ'), failing])).toThrow(new RangeError('no date'))
    expect(decoded(bytesOf([added('ب')]))).toBe('ب')
  })

  it('leaves what it gave before as it was', () => {
    const before = bytesOf([added('أ')])
    bytesOf([added('ب')])
    expect(decoded(before)).toBe('أ')
  })
})

describe('decoded', () => {
  it('keeps U+FEFF at the beginning', () => {
    expect(decoded(encoder.encode('\ufeffأ'))).toBe('\ufeffأ')
  })
})
