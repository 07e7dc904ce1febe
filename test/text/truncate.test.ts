import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText } from '../../src/text/markup.ts'
import { truncate } from '../../src/text/truncate.ts'
import { isBalanced, OFTEN, text } from './texts.ts'

const ISOLATES = /[\u2066-\u2069]/g

function clusters(written: string): string[] {
  const segmenter = new Intl.Segmenter('ar', { granularity: 'grapheme' })
  return Array.from(segmenter.segment(written), ({ segment }) => segment)
}

function shownLength(written: string): number {
  return clusters(written).filter((cluster) => !/^[\u2066-\u2069]$/.test(cluster)).length
}

describe('truncate', () => {
  it.each([
    // The end of a sentence, in the second half.
    ['انتهت القمة أمس. وغادر الوفود العاصمة اليوم.', 30, 'انتهت القمة أمس.'],
    ['هل انتهت القمة أمس؟ غادر الوفود العاصمة.', 30, 'هل انتهت القمة أمس؟'],
    ['وزیر اعظم نے خطاب کیا۔ اجلاس ملتوی ہو گیا۔', 30, 'وزیر اعظم نے خطاب کیا۔'],
    ['قال: «انتهت القمة أمس.» ثم غادر العاصمة.', 30, 'قال: «انتهت القمة أمس.»'],
    ['Le sommet est fini. Les délégations partent.', 30, 'Le sommet est fini.'],
    ['הפסגה הסתיימה אתמול. המשלחות עזבו את הבירה.', 30, 'הפסגה הסתיימה אתמול.'],
    // The end of a word.
    ['انتهت. ثم غادرت الوفود كلها العاصمة اليوم', 30, 'انتهت. ثم غادرت الوفود كلها…'],
    ['قمة المناخ في دبي', 12, 'قمة المناخ…'],
    ['قمة المناخ في دبي', 11, 'قمة المناخ…'],
    ['قمة المناخ في دبي', 10, 'قمة…'],
    ['کابینه جدید ایران تشکیل شد', 14, 'کابینه جدید…'],
    ['هەواڵی نوێی کوردستان', 14, 'هەواڵی نوێی…'],
    ['ދިވެހިރާއްޖޭގެ ރައީސް', 9, 'ދިވެހިރާއްޖޭގެ…'],
    ['Sommet de la Ligue arabe', 15, 'Sommet de la…'],
    ['من 5G إلى 6G في المغرب', 10, 'من 5G إلى…'],
    // One word that is too long.
    ['أفاستسقيناكموها', 5, 'أفاس…'],
    // What fits.
    ['قمة المناخ في دبي', 17, 'قمة المناخ في دبي'],
    ['  قمة المناخ \n', 10, 'قمة المناخ'],
    ['مُحَمَّدٌ', 4, 'مُحَمَّدٌ'],
    ['👩🏽‍🚀🇲🇦', 2, '👩🏽‍🚀🇲🇦'],
    ['', 10, ''],
  ])('rule 33: %j in %i is %j', (whole, longest, shown) => {
    expect(truncate(whole, longest, 'ar')).toBe(shown)
  })

  it.each([
    ['مُحَمَّدٌ بْنُ عَبْدِ', 3, 'مُحَ…'],
    ['👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀', 3, '👩🏽‍🚀…'],
    ['🇲🇦🇵🇸🇹🇳🇩🇿', 3, '🇲🇦…'],
    ['e\u0301e\u0301e\u0301e\u0301', 3, 'e\u0301e\u0301…'],
    ['𞤢𞤣𞤤𞤢𞤥', 4, '𞤢𞤣𞤤…'],
    ['می‌خواهم‌بروم', 5, 'می‌خو…'],
    ['\u0600/ab cd', 3, '\u0600/a…'],
  ])('rule 33: %j in %i breaks no cluster: %j', (whole, longest, shown) => {
    expect(truncate(whole, longest)).toBe(shown)
  })

  it.each([
    ['للاتصال \u2066+212 522 123 456\u2069 صباحا', 17, 'للاتصال \u2066+212 522\u2069…'],
    ['\u2067قمة المناخ في دبي\u2069', 11, '\u2067قمة المناخ\u2069…'],
    ['\u2068أ \u2066b c d\u2069 ه\u2069', 6, '\u2068أ \u2066b c\u2069\u2069…'],
    [
      '\u2066a\u2069 \u2066b\u2069 \u2066c\u2069 ddd',
      6,
      '\u2066a\u2069 \u2066b\u2069 \u2066c\u2069…',
    ],
    [
      '\u2067انتهت القمة أمس.\u2069 وغادر الوفود العاصمة',
      30,
      '\u2067انتهت القمة أمس.\u2069 وغادر الوفود…',
    ],
    ['\u2067انتهت القمة أمس. وغادر الوفود العاصمة\u2069', 30, '\u2067انتهت القمة أمس.\u2069'],
    // Isolates that were not cleaned.
    ['abc\u2069\u2069 \u2066def ghi jkl', 9, 'abc \u2066def\u2069…'],
  ])('rules 23 and 33: %j in %i has its isolates closed: %j', (whole, longest, shown) => {
    expect(truncate(whole, longest, 'ar')).toBe(shown)
  })

  it('rule 33: leaves no half entity', () => {
    const whole = plainText('<p>AT&amp;T &lt;تونس&gt; &quot;قمة&quot; &#x645;&hellip; ثم</p>')
    expect(whole).toBe('AT&T <تونس> "قمة" م… ثم')
    for (let longest = 2; longest < 24; longest += 1) {
      const shown = truncate(whole, longest, 'ar').replace(/…$/, '')
      expect(whole.startsWith(shown), shown).toBe(true)
    }
  })

  const length = fc.integer({ min: 2, max: 24 })

  it('rule 33: is at most as long as asked, and what fits is as it was', () => {
    fc.assert(
      fc.property(text, length, (any, longest) => {
        const shown = truncate(any, longest)
        expect(shownLength(shown)).toBeLessThanOrEqual(longest)
        if (shownLength(any.trim()) <= longest) expect(shown).toBe(any.trim())
      }),
      OFTEN,
    )
  })

  it('rule 33: ends where a cluster of the text ends, but for white space', () => {
    fc.assert(
      fc.property(text, length, (any, longest) => {
        const whole = any.trim()
        const shown = truncate(any, longest)
        if (shown === whole) return
        const ends = new Set([''])
        let before = ''
        for (const cluster of clusters(whole)) {
          before += cluster.replace(ISOLATES, '')
          ends.add(before.trim())
        }
        const kept = shown.replace(ISOLATES, '')
        // With an ellipsis, or up to a sentence that ends with one.
        expect([kept.replace(/…$/, '').trim(), kept.trim()].some((end) => ends.has(end))).toBe(true)
      }),
      OFTEN,
    )
  })

  it('rule 33: makes no lone surrogate', () => {
    fc.assert(
      fc.property(text, length, (any, longest) => {
        expect(truncate(any.toWellFormed(), longest).isWellFormed()).toBe(true)
      }),
      OFTEN,
    )
  })

  it('rule 23: a text that is cut has no open isolate', () => {
    fc.assert(
      fc.property(text, length, (any, longest) => {
        const shown = truncate(any, longest)
        if (shown !== any.trim()) expect(isBalanced(shown)).toBe(true)
      }),
      OFTEN,
    )
  })

  it('rule 33: no white space is left where the end of an isolate without a beginning goes', () => {
    expect(truncate('\u2069 كلمة وكلمات', 6)).toBe('كلمة…')
  })

  it('rule 33: twice is once', () => {
    fc.assert(
      fc.property(text, length, (any, longest) => {
        const shown = truncate(any, longest)
        expect(truncate(shown, longest)).toBe(shown)
      }),
      OFTEN,
    )
  })

  // What is counted without a segmenter is counted as it does.
  it('rule 33: plain letters, digits and signs are a cluster each, wherever they stand', () => {
    const plain = fc.stringMatching(
      /^[\n -~«»،؛؟\u0621-\u063a\u0641-\u064a\u0660-\u0669–—‘-”…]{1,60}$/,
    )
    fc.assert(
      fc.property(plain, (any) => {
        expect(clusters(any)).toEqual(Array.from(any))
      }),
      OFTEN,
    )
  })

  it.each([
    ['a mark', '\u064e'],
    ['a joiner', '\u200d'],
    ['a sign before a number', '\u0600'],
    ['a pair of surrogates', '😀'],
    ['isolates', '\u2066أ\u2069'],
  ])('rule 33: cuts at the same letter where %s comes after the cut', (_, last) => {
    for (let kept = 10; kept < 16; kept += 1) {
      const shown = truncate('كلمة أخرى للقصة'.slice(0, kept) + last + 'ب'.repeat(20), 12)
      const letters = Array.from(clusters(shown.replace(ISOLATES, '')))
      expect(letters.length).toBeLessThanOrEqual(12)
      expect(shown.endsWith('…')).toBe(true)
    }
  })
})
