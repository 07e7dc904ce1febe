import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean, cleanLine, type Cleaning, withPairedIsolates } from '../../src/text/clean.ts'
import { isBalanced, OFTEN, text } from './texts.ts'

const OFF: Cleaning = { tatweel: false, spaces: false, invisible: false }
const FORMS = 'mapped presentation forms to letters (the text may be in visual order: read it)'
const UNPAIRED = 'removed isolates that do not pair up'

const cleaning = fc.option(
  fc.record({ tatweel: fc.boolean(), spaces: fc.boolean(), invisible: fc.boolean() }),
  { nil: undefined },
)

describe('clean', () => {
  it.each([
    ['E\u0301conomie', 'Économie'],
    ['ا\u0654من', 'أمن'],
    ['ا\u0655سلام', 'إسلام'],
    ['ا\u0653سيا', 'آسيا'],
    ['و\u0654', 'ؤ'],
    ['ي\u0654', 'ئ'],
    ['ە\u0654', 'ۀ'],
    ['ش\u0651\u064e', 'ش\u064e\u0651'],
    ['ﭏ', 'ﭏ'],
    ['שׁ', 'ש\u05c1'],
    ['\u212b', 'Å'],
  ])('rule 25: %j is %j in NFC', (given, stored) => {
    expect(clean(given)).toEqual({ text: stored, notes: [] })
  })

  it.each([
    ['قمة\u0000 المناخ', 'قمة المناخ', ['removed: U+0000']],
    ['\u0007\u0007خبر\u001f', 'خبر', ['removed: U+0007 ×2, U+001F']],
    ['خبر\ufffe\uffff', 'خبر', ['removed: U+FFFE, U+FFFF']],
    ['\ufeffخبر\ufeff', 'خبر', ['removed: U+FEFF ×2']],
    ['\u202bقمة المناخ\u202c', 'قمة المناخ', ['removed: U+202B, U+202C']],
    ['\u202aCOP28\u202c قمة', 'COP28 قمة', ['removed: U+202A, U+202C']],
    ['\u202dabc\u202c \u202eabc', 'abc abc', ['removed: U+202D, U+202C, U+202E']],
    ['قمة\u202c', 'قمة', ['removed: U+202C']],
    ['\u2067قمة', 'قمة', [UNPAIRED]],
    ['قمة\u2069', 'قمة', [UNPAIRED]],
    ['\u2069قمة\u2067', 'قمة', [UNPAIRED]],
    ['\u2066\u2067COP28\u2069 قمة', '\u2067COP28\u2069 قمة', [UNPAIRED]],
    ['\u2068خبر\nآخر\u2069', 'خبر\nآخر', [UNPAIRED]],
    ['\u202b\u2067قمة\u202c', 'قمة', ['removed: U+202B, U+202C', UNPAIRED]],
    ['\u2066+212 522 123 456\u2069: رقم', '\u2066+212 522 123 456\u2069: رقم', []],
    [
      '\u2067أ \u2066b\u2069 ج\u2069 \u2068د\u2069',
      '\u2067أ \u2066b\u2069 ج\u2069 \u2068د\u2069',
      [],
    ],
    ['😀', '😀', []],
    ['\t\n', '\t\n', []],
    ['سطر\r\nثم\rسطر', 'سطر\nثم\nسطر', []],
  ])('rule 26: %j becomes %j, and the report says %j', (given, stored, notes) => {
    expect(clean(given)).toEqual({ text: stored, notes })
  })

  // In JSON, because a lone surrogate in a report of Vitest ends the run.
  it.each([
    ['خبر \ud83d', 'خبر ', ['removed: U+D83D']],
    ['\ude00خبر', 'خبر', ['removed: U+DE00']],
    ['\ud83d\ufeff\ude00', '', ['removed: U+D83D, U+FEFF, U+DE00']],
  ])('rule 26: %j becomes %j, and the report says %j', (given, stored, notes) => {
    expect(JSON.stringify(clean(given))).toBe(JSON.stringify({ text: stored, notes }))
  })

  it.each([
    ['\ufefb', 'لا', 'U+FEFB'],
    ['\ufef5', 'لآ', 'U+FEF5'],
    ['\ufef7\ufef9', 'لألإ', 'U+FEF7, U+FEF9'],
    ['ﺍﻟﻤﻐﺮﺏ', 'المغرب', 'U+FE8D, U+FEDF, U+FEE4, U+FED0, U+FEAE, U+FE8F'],
    ['ﭘﺎﮐﺴﺘﺎﻥ', 'پاکستان', 'U+FB58, U+FE8E ×2, U+FB90, U+FEB4, U+FE98, U+FEE5'],
    ['ﯾﮏ', 'یک', 'U+FBFE, U+FB8F'],
    ['ﻻ ﻻ ﻻ', 'لا لا لا', 'U+FEFB ×3'],
    ['ﰀ', 'ئج', 'U+FC00'],
    ['ﶈ', 'لمح', 'U+FD88'],
    ['ﮤ', 'ۀ', 'U+FBA4'],
  ])('rule 27: %s becomes %s, and the report flags %s', (given, stored, found) => {
    expect(clean(given)).toEqual({ text: stored, notes: [`${FORMS}: ${found}`] })
  })

  it('rule 27: maps FB50–FDFF and FE70–FEFC, and of them not what spaces or spells out', () => {
    const isIn = (code: number, ...ranges: [number, number][]) =>
      ranges.some(([first, last]) => code >= first && code <= last)
    for (let code = 0xfb50; code <= 0xfefc; code += 1) {
      const form = String.fromCharCode(code)
      const mapped =
        isIn(code, [0xfb50, 0xfdff], [0xfe70, 0xfefc]) &&
        !isIn(code, [0xfc5e, 0xfc63], [0xfd3e, 0xfd3f], [0xfdf0, 0xfdff], [0xfe70, 0xfe7f])
      const stored = mapped ? form.normalize('NFKC') : form
      expect(clean(form).text, code.toString(16)).toBe(stored)
      expect(stored, code.toString(16)).not.toContain(' ')
    }
  })

  it('rule 27: never reorders what may be in visual order', () => {
    expect(clean('ﺏﺮﻐﻤﻟﺍ')).toEqual({
      text: 'برغملا',
      notes: [`${FORMS}: U+FE8F, U+FEAE, U+FED0, U+FEE4, U+FEDF, U+FE8D`],
    })
  })

  it.each([
    ['عـــربي', { tatweel: true }, 'عربي', ['removed: U+0640 ×3']],
    ['5\u00a0%\u202fو', { spaces: true }, '5 % و', ['made spaces of: U+00A0, U+202F']],
    ['كل\u00adمة\u200bثم', { invisible: true }, 'كلمةثم', ['removed: U+00AD, U+200B']],
    ['عـ\u00a0\u200b', { tatweel: true }, 'ع\u00a0\u200b', ['removed: U+0640']],
    ['عـ\u00a0\u200b', { spaces: true }, 'عـ \u200b', ['made spaces of: U+00A0']],
    ['عـ\u00a0\u200b', { invisible: true }, 'عـ\u00a0', ['removed: U+200B']],
  ])('rule 28: %j with %j becomes %j', (given, wanted, stored, notes) => {
    expect(clean(given, { ...OFF, ...wanted })).toEqual({ text: stored, notes })
  })

  it.each([undefined, OFF])('rule 28: by default none of it is done (%j)', (none) => {
    const given = 'عـــربي 5\u00a0%\u202fو كل\u00adمة\u200bثم'
    expect(clean(given, none)).toEqual({ text: given, notes: [] })
  })

  it.each([
    ['می‌خواهم'],
    ['کتاب‌های نو'],
    ['نە‌خۆشخانە'],
    ['ہندوستان‌میں'],
    ['نه\u200d'],
    ['👩🏽‍🚀'],
    ['٢٠٣٠ و ۲۰۳۰ و 2030'],
    ['نعم، لا؛ لماذا؟'],
    ['قمة, لماذا? نعم; ان شاء الله'],
    ['"قمة" «قمة» “قمة” ‘قمة’ \'قمة\''],
    ['علي علی على'],
    ['كتاب کتاب'],
    ['یہ کیا ہے؟ مدرسۃ'],
    ['هەواڵی کوردستان ڕێککەوتن'],
    ['الامارات انتهى مدرسه اللذي'],
    ['שלום, עולם'],
    ['ދިވެހި ޚަބަރު'],
    ['آذربایجان کیتابلاری'],
    ['½ ﬁn Ⅳ ™ ㎏ ｶﾅ ①'],
    ['\u200f5G في المغرب \u200e!\u061c'],
  ])('rule 29: %s stays as it is', (given) => {
    expect(clean(given, { tatweel: true, spaces: true, invisible: true })).toEqual({
      text: given,
      notes: [],
    })
  })

  it.each([['ﷺ'], ['﷽'], ['م²'], ['…'], ['5\u00a0%'], ['ﷲ ﷻ ﷼'], ['\ufd3eآية\ufd3f'], ['ﱞ ﹰ ﹿ']])(
    'rule 30: %s survives unchanged',
    (given) => {
      expect(clean(given)).toEqual({ text: given, notes: [] })
    },
  )

  it('rule 25: cleaning twice is cleaning once, whatever is removed', () => {
    fc.assert(
      fc.property(text, cleaning, (any, wanted) => {
        const once = clean(any, wanted).text
        expect(once.isWellFormed()).toBe(true)
        expect(clean(once, wanted)).toEqual({ text: once, notes: [] })
        expect(once).toBe(once.normalize('NFC'))
      }),
      OFTEN,
    )
  })

  it('rule 26: leaves no forbidden character, embedding, override or open isolate', () => {
    fc.assert(
      fc.property(text, cleaning, (any, wanted) => {
        const cleaned = clean(any, wanted).text
        expect(cleaned.isWellFormed()).toBe(true)
        expect(cleaned).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
        expect(cleaned).not.toMatch(/[\ufeff\u202a-\u202e]/)
        expect(isBalanced(cleaned)).toBe(true)
      }),
      OFTEN,
    )
  })

  it('rule 27: leaves no form of a single letter', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(clean(any).text.isWellFormed()).toBe(true)
        expect(clean(any).text).not.toMatch(/[\ufb50-\ufbb1\ufbd3-\ufbff\ufe80-\ufefc]/)
      }),
      OFTEN,
    )
  })

  // Characters that no composition and no mapping of a form makes or takes.
  it.each([
    ['rule 29', /[^0-9٠-٩۰-۹،؛؟!.«»“”‘’"'\u200c\u200d]/gu],
    ['rule 30', /[^\ufdfa\ufdfd²…\u00a0]/gu],
    ['rule 28', /[^\u00a0\u202f\u00ad\u200b]/gu],
  ])('%s: keeps all of these, in their order: %s', (_, others) => {
    fc.assert(
      fc.property(text, (any) => {
        expect(clean(any).text.replace(others, '')).toBe(any.replace(others, ''))
      }),
      OFTEN,
    )
  })
})

describe('cleanLine', () => {
  it.each([
    ['  قمة \n المناخ\t', 'قمة المناخ', []],
    ['قمة\r\n\r\nالمناخ', 'قمة المناخ', []],
    ['قمة\u2028المناخ\u2029دبي\u0085', 'قمة المناخ دبي', []],
    ['E\u0301conomie\n', 'Économie', []],
    ['\u202bقمة\u202c \u2067', 'قمة', ['removed: U+202B, U+202C', UNPAIRED]],
    [' ﻻ ', 'لا', [`${FORMS}: U+FEFB`]],
    ['5\u00a0%  \u00a0و', '5\u00a0% \u00a0و', []],
    ['\u00a0قمة 5\u00a0%\u00a0', 'قمة 5\u00a0%', []],
    ['\u200f قمة', '\u200f قمة', []],
    ['می‌خواهم', 'می‌خواهم', []],
    [' \n', '', []],
  ])('rule 26: of %j is %j, and the report says %j', (given, stored, notes) => {
    expect(cleanLine(given)).toEqual({ text: stored, notes })
  })

  it('rule 28: takes the same settings', () => {
    expect(cleanLine(' عـربي\u00a0\n', { ...OFF, tatweel: true, spaces: true })).toEqual({
      text: 'عربي',
      notes: ['removed: U+0640', 'made spaces of: U+00A0'],
    })
  })

  it('rule 25: twice is once, on one line', () => {
    fc.assert(
      fc.property(text, cleaning, (any, wanted) => {
        const once = cleanLine(any, wanted).text
        expect(once.isWellFormed()).toBe(true)
        expect(cleanLine(once, wanted)).toEqual({ text: once, notes: [] })
        expect(once).not.toMatch(/[\t\r\n\u0085\u2028\u2029]| {2}|^\s|\s$/)
        expect(isBalanced(once)).toBe(true)
      }),
      OFTEN,
    )
  })
})

describe('withPairedIsolates', () => {
  it.each([
    ['\u2066+212 522 123 456\u2069', '\u2066+212 522 123 456\u2069'],
    ['\u2068a \u2067ب\u2069\u2069', '\u2068a \u2067ب\u2069\u2069'],
    ['\u2066a', 'a'],
    ['a\u2069', 'a'],
    ['\u2066a\u2069\u2069', '\u2066a\u2069'],
    ['\u2066\u2066a\u2069', '\u2066a\u2069'],
    ['\u2066a\u2029b\u2069', 'a\u2029b'],
    ['\u2066a\u2028b\u2069', '\u2066a\u2028b\u2069'],
    ['قمة', 'قمة'],
  ])('rule 23: of %j is %j', (given, paired) => {
    expect(withPairedIsolates(given)).toBe(paired)
  })

  it('rule 23: takes out isolates only, and leaves balance', () => {
    fc.assert(
      fc.property(text, (any) => {
        const paired = withPairedIsolates(any)
        expect(isBalanced(paired)).toBe(true)
        expect(withPairedIsolates(paired)).toBe(paired)
        const others = /[\u2066-\u2069]/g
        expect(paired.replace(others, '')).toBe(any.replace(others, ''))
        if (isBalanced(any)) expect(paired).toBe(any)
      }),
      OFTEN,
    )
  })
})
