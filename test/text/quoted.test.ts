import { describe, expect, it } from 'vitest'
import { quoted } from '../../src/text/quoted.ts'

describe('quoted', () => {
  it.each([
    ['', '""'],
    ['ar-ZZZ', '"ar-ZZZ"'],
    [' 5 ', '" 5 "'],
    ['خبر "عاجل"', '"خبر "عاجل""'],
    ['أ\r\nب\tج\u2028د\u0085ه', '"أ ب ج د ه"'],
    ['\u001b[31mأ\u0000\u0007\u009b', '"[31mأ "'],
    ['\u202eأ\u2066ب\ud800', '"أب"'],
    ['أ'.repeat(80), `"${'أ'.repeat(80)}"`],
    ['أ'.repeat(81), `"${'أ'.repeat(80)}…"`],
    [`${'أ'.repeat(79)}🙂`, `"${'أ'.repeat(79)}…"`],
  ])('%j is shown as %j', (text, shown) => {
    expect(quoted(text)).toBe(shown)
  })
})
