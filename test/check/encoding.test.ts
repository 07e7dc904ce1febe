import { describe, expect, it } from 'vitest'
import { checkBytes } from '../../src/check/check.ts'
import { decode } from '../../src/check/encoding.ts'
import { CLEAN } from './files.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

// قمح, as windows-1256 writes it.
const WHEAT = [0xde, 0xe3, 0xcd]

/** A feed in windows-1256 that says that it is in this. */
function windows1256(said: string): Uint8Array {
  const ascii = (text: string) => Array.from(text, (each) => each.charCodeAt(0))
  return new Uint8Array([
    ...ascii(`<?xml version="1.0"${said}?><rss version="2.0"><channel><title>`),
    ...WHEAT,
    ...ascii('</title></channel></rss>'),
  ])
}

const mismatches = (bytes: Uint8Array, charset?: string) =>
  decode(bytes, charset).findings.map(({ data }) => data)

describe('decode', () => {
  it('goes by mark, charset, declaration, UTF-8', () => {
    expect(decode(utf8('\ufeffقمح'))).toEqual({ text: 'قمح', hasMark: true, findings: [] })
    expect(decode(new Uint8Array(WHEAT), 'windows-1256').text).toBe('قمح')
    expect(decode(windows1256(' encoding="windows-1256"')).text).toContain('<title>قمح</title>')
    expect(decode(utf8('قمح')).text).toBe('قمح')
    expect(decode(new Uint8Array([0xff, 0xfe, 0x42, 0x06])).text).toBe('ق')
  })

  it.each([
    ['said in the declaration', windows1256(' encoding="windows-1256"'), undefined],
    ['said by HTTP', windows1256(''), 'windows-1256'],
    ['UTF-8 by default', utf8('<?xml version="1.0"?><rss>قمح</rss>'), undefined],
    ['UTF-8 said twice', utf8('<?xml version="1.0" encoding="utf-8"?><rss>قمح</rss>'), 'UTF-8'],
    [
      'ASCII said to be Latin',
      utf8('<?xml version="1.0" encoding="ISO-8859-1"?><rss/>'),
      undefined,
    ],
  ])('has nothing to say: %s', (_, bytes, charset) => {
    expect(mismatches(bytes, charset)).toEqual([])
  })

  it.each([
    [windows1256(' encoding="UTF-8"'), undefined, 'UTF-8', 'windows-1256'],
    [windows1256(''), undefined, 'UTF-8', 'windows-1256'],
    [windows1256(''), 'utf-8', 'utf-8', 'windows-1256'],
    [
      utf8('<?xml version="1.0" encoding="windows-1256"?><rss>قمح</rss>'),
      undefined,
      'windows-1256',
      'UTF-8',
    ],
    [utf8('<rss>قمح</rss>'), 'ISO-8859-1', 'ISO-8859-1', 'UTF-8'],
    [
      utf8('<?xml version="1.0" encoding="windows-1256"?><rss>قمح</rss>'),
      'utf-8',
      'windows-1256',
      'utf-8',
    ],
    [
      utf8('\ufeff<?xml version="1.0" encoding="windows-1256"?><rss/>'),
      undefined,
      'windows-1256',
      'UTF-8',
    ],
    [utf8('<?xml version="1.0" encoding="arabic-8"?><rss/>'), undefined, 'arabic-8', 'UTF-8'],
    [new Uint8Array([0x3c, 0xff, 0xfe, 0xc0]), undefined, 'UTF-8', undefined],
  ])('says which encoding is said and which is used', (bytes, charset, declared, real) => {
    expect(mismatches(bytes, charset)).toEqual([{ declared, real }])
  })
})

describe('checkBytes', () => {
  it('refuses a byte order mark before JSON only', () => {
    const rules = (text = '') => checkBytes(utf8(`\ufeff${text}`)).map(({ rule }) => rule)
    expect(rules(CLEAN['news.json'])).toEqual(['byte-order-mark'])
    expect(rules(CLEAN['news.rss.xml'])).toEqual([])
  })

  it('reads a mislabelled feed in the encoding that it is in', () => {
    const found = checkBytes(windows1256(' encoding="UTF-8"')).map(({ rule }) => rule)
    expect(found).toEqual([
      'encoding-mismatch',
      'missing-element',
      'missing-element',
      'missing-language',
      'missing-self-link',
    ])
  })
})
