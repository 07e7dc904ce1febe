import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { key } from '../../src/text/key.ts'
import { OFTEN, text } from './texts.ts'

describe('key', () => {
  it.each([
    ['الإمارات', 'الامارات'],
    ['مدرسة', 'مدرسه'],
    ['عـربي', 'عربي'],
    ['أحمد', 'احمد'],
    ['إيران', 'ايران'],
    ['آسيا', 'اسيا'],
    ['ٱلله', 'الله'],
    ['مصطفى', 'مصطفي'],
    ['مُحَمَّدٌ', 'محمد'],
    ['الرحمٰن', 'الرحمن'],
    ['جـــــمـال', 'جمال'],
    ['\u200fالمغرب\u200e', 'المغرب'],
    ['\u202bالمغرب\u202c', 'المغرب'],
    ['\u2067المغرب\u2069', 'المغرب'],
    ['\u061cالمغرب', 'المغرب'],
    ['\ufeffالمغ\ufeffرب', 'المغرب'],
    ['رؤية ٢٠٣٠', 'رؤيه 2030'],
    ['۲۰۳۰', '2030'],
    ['߂߀߃߀', '2030'],
    ['२०३०', '2030'],
    ['２０３０', '2030'],
    ['𞥒𞥐𞥓𞥐', '2030'],
    ['𐴲𐴰𐴳𐴰', '2030'],
    ['ایران', 'ايران'],
    ['پاکستان', 'پاكستان'],
    ['می‌خواهم', 'ميخواهم'],
    ['שָׁלוֹם', 'שלום'],
    ['ދިވެހި', 'ދވހ'],
    ['COP28', 'cop28'],
    ['Économie', 'économie'],
    ['E\u0301conomie', 'économie'],
    ['  أمن \u00a0\n سيبراني\t', 'امن سيبراني'],
    ['ﺍﻟﻤﻐﺮﺏ', 'ﺍﻟﻤﻐﺮﺏ'],
    ['', ''],
    ['\u064b\u0640\u200f', ''],
  ])('rule 31: of %j it is %j', (name, folded) => {
    expect(key(name)).toBe(folded)
  })

  it.each([
    ['الإمارات', 'الامارات'],
    ['الإمارات', 'الأمارات'],
    ['مدرسة', 'مدرسه'],
    ['عـربي', 'عربي'],
    ['عربى', 'عربی'],
    ['كرة القدم', 'کره القدم'],
    ['أ\u0301', 'ا'],
    ['ا\u0654حمد', 'أحمد'],
    ['ا\u064e\u0654حمد', 'احمد'],
    ['G20', 'g٢٠'],
    ['\u200fCOP28', 'COP28'],
  ])('rule 31: %j and %j have one key', (one, other) => {
    expect(key(one)).toBe(key(other))
  })

  it.each([
    ['كلية', 'كلبة'],
    ['فأس', 'فوس'],
    ['مؤمن', 'مومن'],
    ['دائرة', 'دايرة'],
    ['سوريا', 'سورية'],
    ['أمن سيبراني', 'أمنسيبراني'],
    ['resume', 'resumé'],
  ])('rule 31: %j and %j have two', (one, other) => {
    expect(key(one)).not.toBe(key(other))
  })

  it('rule 31: of a key is the key', () => {
    fc.assert(
      fc.property(text, (name) => {
        expect(key(key(name))).toBe(key(name))
      }),
      OFTEN,
    )
  })

  it('rule 31: holds no mark, tatweel, control or folded letter, and Latin digits for Arabic', () => {
    fc.assert(
      fc.property(text, (name) => {
        expect(key(name)).not.toMatch(/[\p{M}\p{Cf}\p{Cc}\u0640أإآٱةىیک٠-٩۰-۹]/u)
        expect(key(name)).not.toMatch(/^\s|\s$|\s\s/)
      }),
      OFTEN,
    )
  })

  it('rule 21: no mark of ours enters it, wherever it stands', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom('\u200f', '\u200e', '\u061c'), (one, other, mark) => {
        // Without the surrogates that the mark would have held apart.
        const [before, after] = [one.toWellFormed(), other.toWellFormed()]
        expect(key(mark + before)).toBe(key(before))
        expect(key(after + mark)).toBe(key(after))
      }),
      OFTEN,
    )
  })
})
