import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slug, slugStem } from '../../src/text/slug.ts'
import { OFTEN, text } from './texts.ts'

describe('slug', () => {
  it.each([
    ['أمن سيبراني', 'أمن-سيبراني'],
    ['الإمارات', 'الإمارات'],
    ['مدرسة', 'مدرسة'],
    ['مصطفى', 'مصطفى'],
    ['مُحَمَّدٌ', 'محمد'],
    ['عـــربي', 'عربي'],
    ['\u200f5G في المغرب', '5g-في-المغرب'],
    ['\u202bالمغرب\u202c', 'المغرب'],
    ['\u2067قمة\u2069 COP28', 'قمة-cop28'],
    ['ا\u0654من', 'أمن'],
    ['ا\u064e\u0654من', 'أمن'],
    ['E\u0301conomie', 'économie'],
    ['Économie & société', 'économie-société'],
    ['رؤية ٢٠٣٠', 'رؤية-٢٠٣٠'],
    ['ایران و جهان', 'ایران-و-جهان'],
    ['می‌خواهم', 'میخواهم'],
    ['کھیل اور کھلاڑی', 'کھیل-اور-کھلاڑی'],
    ['هەواڵی کوردستان', 'هەواڵی-کوردستان'],
    ['חֲדָשׁוֹת', 'חדשות'],
    ['ދިވެހި ޚަބަރު', 'ދިވެހި-ޚަބަރު'],
    ['हिन्दी समाचार', 'हिन्दी-समाचार'],
    ['آذربایجان', 'آذربایجان'],
    ['İstanbul', 'istanbul'],
    ['«قمة»، جديدة؟', 'قمة-جديدة'],
    ['--خبر / عاجل--', 'خبر-عاجل'],
    ['خبر\u00a0عاجل\nالآن', 'خبر-عاجل-الآن'],
    ['خبر\u0000عاجل', 'خبر-عاجل'],
    ['../etc', 'etc'],
    ['خبر \ud83d', 'خبر'],
    ['🚀', ''],
    ['…؟!', ''],
    ['\u200f\u064b\u0640', ''],
    ['', ''],
  ])('rule 32: of %j it is %j', (name, segment) => {
    expect(slug(name)).toBe(segment)
  })

  it.each([
    ['الإمارات', 'الامارات'],
    ['مدرسة', 'مدرسه'],
    ['عربي', 'عربى'],
    ['ایران', 'ايران'],
    ['رؤية ٢٠٣٠', 'رؤية 2030'],
  ])('rule 32: %s and %s, whose keys are one, have two: letters are not folded', (one, other) => {
    expect(slug(one)).not.toBe(slug(other))
  })

  it('rule 32: ends with a word, at most 80 long', () => {
    const word = 'السيبراني'
    expect(slug(Array.from({ length: 20 }, () => word).join(' '))).toBe(
      Array.from({ length: 8 }, () => word).join('-'),
    )
    expect(slug('ا'.repeat(80))).toBe('ا'.repeat(80))
    expect(slug('ا'.repeat(81))).toBe('ا'.repeat(80))
    expect(slug(`${'ا'.repeat(80)} ب`)).toBe('ا'.repeat(80))
  })

  it('rule 32: of one long word breaks no surrogate pair', () => {
    expect(slug(`a${'𞤢'.repeat(50)}`).isWellFormed()).toBe(true)
    expect(slug(`a${'𞤢'.repeat(50)}`)).toBe(`a${'𞤢'.repeat(39)}`)
  })

  it('rule 32: of a slug is the slug', () => {
    fc.assert(
      fc.property(text, (name) => {
        expect(slug(slug(name))).toBe(slug(name))
      }),
      OFTEN,
    )
  })

  it('rule 32: is NFC, and holds no control, tatweel, mark, lone surrogate or delimiter', () => {
    fc.assert(
      fc.property(text, (name) => {
        const made = slug(name)
        expect(made).toBe(made.normalize('NFC'))
        expect(made.isWellFormed()).toBe(true)
        expect(made).not.toMatch(/[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0640\p{C}\p{Z}]/u)
        expect(made).toMatch(/^(?:[\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]+)*)?$/u)
        expect(made.length).toBeLessThanOrEqual(80)
      }),
      OFTEN,
    )
  })

  it('rule 32: is the same for every normalisation form that means the same', () => {
    fc.assert(
      fc.property(text, (name) => {
        expect(slug(name.normalize('NFD'))).toBe(slug(name))
      }),
      OFTEN,
    )
  })

  it.each(['المغ\u200fرب', 'المغرب\u200f', 'المغ\u200eرب', '\u061cالمغ\u2068ر\u2069ب'])(
    'rule 21: no control enters it, wherever it stands: %j',
    (name) => {
      expect(slug(name)).toBe('المغرب')
    },
  )

  it('rule 21: no mark of ours enters it', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('\u200f', '\u200e', '\u061c'), (name, mark) => {
        expect(slug(mark + name)).toBe(slug(name))
      }),
      OFTEN,
    )
  })
})

describe('slugStem', () => {
  it('rule 32: a number after it makes a slug again, whatever the name', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 9_999_999 }), (name, number) => {
        const numbered = `${slugStem(slug(name.repeat(9)) || 'tag')}-${number}`
        expect(numbered.length).toBeLessThanOrEqual(80)
        expect(slug(numbered)).toBe(numbered)
      }),
      OFTEN,
    )
  })
})
