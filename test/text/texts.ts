// Texts for the property tests: what newsrooms write, and what no one would write on purpose.

import fc from 'fast-check'

const LETTERS = Array.from('ابتةىيیکكأإآٱلمنهوءؤئپچژگےہھںڕڵۆێəגבהދިވެaBéİßσΣÅ').concat(
  'ar',
  'COP28',
  'قمة',
)
const COMBINING = Array.from(
  '\u064b\u064e\u0651\u0653\u0654\u0655\u0670\u05b7\u0300\u0301\u0327\u0903',
)
const INVISIBLE = Array.from(
  '\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060' +
    '\u2066\u2067\u2068\u2069\u2066\u2067\u2068\u2069\ufeff',
)
const FORMS = Array.from('ﻻﻼﺍﺎﺲﭗﰀﲄﷲﷺﷻ﷽ﱞﳲﹰﹼﴼ﴾﯁')
const DIGITS = Array.from('0123456789٠١٢٣٤۰۱۲۳۴²½𞥐𐴱')
const OTHERS = Array.from(
  ' \u00a0\u202f\t\r\n\u0085\u2028\u2029-–.,،؛؟!…«»"%/#&<>ـ\u0600\u06dd\u0000\u000b\uffff',
)
const CLUSTERS = ['👩🏽‍🚀', '🇲🇦', '🇵🇸', 'e\u0301', 'ᄀ', 'ᅡ', 'क्ष', '\r\n']
const LONE = ['\ud83d', '\ude00', '\ud800']

const parts = [LETTERS, COMBINING, INVISIBLE, FORMS, DIGITS, OTHERS, CLUSTERS, LONE]

/** Arabic and its neighbours, with controls, marks, presentation forms and lone surrogates. */
export const newsroomText = fc
  .array(fc.oneof(...parts.map((part) => fc.constantFrom(...part))), { maxLength: 60 })
  .map((units) => units.join(''))

/** Any text, every plane of Unicode among it. */
export const text = fc.oneof(
  { weight: 3, arbitrary: newsroomText },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
)

/** How often a property is tried. */
export const OFTEN = { numRuns: 1500 }

/** Each isolate of the text has its end, and each end its isolate, in its own paragraph. */
export function isBalanced(written: string): boolean {
  return written.split(/[\n\u0085\u2029]/).every((paragraph) => {
    let open = 0
    for (const character of paragraph) {
      if ('\u2066\u2067\u2068'.includes(character)) open += 1
      if (character === '\u2069') open -= 1
      if (open < 0) return false
    }
    return open === 0
  })
}
