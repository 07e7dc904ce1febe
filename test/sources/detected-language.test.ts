import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectedLanguage } from '../../src/sources/detected-language.ts'

const ARABIC =
  'رست صباح الأربعاء في ميناء أصيلة أول باخرة سياحية منذ سنتين، بعد انتهاء أشغال الترميم.'
const FRENCH =
  'Le port rénové accueille son premier bateau. Les habitants attendaient ce moment depuis deux ans.'
const ENGLISH = 'The harbour opened again on Friday after two years of work, the mayor said.'
const PERSIAN = 'بندر پس از دو سال کار روز جمعه دوباره باز شد و نخستین کشتی به آن رسید'

describe('detectedLanguage', () => {
  it.each([
    ['a French text in an Arabic publication', FRENCH, 'ar-MA', 'fr'],
    ['a Persian text in an Arabic publication', PERSIAN, 'ar', 'fa'],
    ['an Arabic text in a French publication', ARABIC, 'fr', 'ar'],
    ['an English text in a French publication', ENGLISH, 'fr', 'en'],
    ['an Arabic text where nothing is expected', ARABIC, undefined, 'ar'],
    [
      'an Arabic text whose words look like Urdu',
      'اختتم منتدى الموانئ الصغيرة في البحر الأبيض المتوسط أشغاله يوم السبت بالحسيمة',
      'ar',
      undefined,
    ],
    [
      'an Urdu text with the articles of Arabic',
      'دار الحکومت میں اقوامِ متحدہ کے سیکریٹری جنرل نے بین الاقوامی کانفرنس سے خطاب کیا',
      'ar',
      'ur',
    ],
    ['what is expected anyway', ARABIC, 'ar-MA', undefined],
    ['a Moroccan text in Arabic letters', ARABIC, 'ary', undefined],
    ['too few letters', '5G: Le', 'ar', undefined],
    ['figures only', '2030 '.repeat(30), 'ar', undefined],
  ])('says of %s what is known', (_, text, expected, language) => {
    expect(detectedLanguage(text, expected)).toBe(language)
  })

  it('never fails on a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        detectedLanguage(text, 'ar')
      }),
    )
  })
})
