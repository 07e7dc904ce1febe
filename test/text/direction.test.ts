import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  firstStrong,
  firstStrongOutsideIsolates,
  mark,
  MARKS,
  resolveDirection,
  scriptDirection,
} from '../../src/text/direction.ts'
import { OFTEN, text } from './texts.ts'

const RLM = '\u200f'
const LRM = '\u200e'
const direction = fc.constantFrom('rtl' as const, 'ltr' as const)

describe('scriptDirection', () => {
  it.each([
    ['ar', 'rtl'],
    ['ar-MA', 'rtl'],
    ['ary', 'rtl'],
    ['arz', 'rtl'],
    ['apc', 'rtl'],
    ['fa', 'rtl'],
    ['fa-AF', 'rtl'],
    ['ur', 'rtl'],
    ['ps', 'rtl'],
    ['ckb', 'rtl'],
    ['sd', 'rtl'],
    ['ug', 'rtl'],
    ['ks', 'rtl'],
    ['he', 'rtl'],
    ['yi', 'rtl'],
    ['dv', 'rtl'],
    ['syr', 'rtl'],
    ['nqo', 'rtl'],
    ['ff-Adlm', 'rtl'],
    ['rhg', 'rtl'],
    ['mid', 'rtl'],
    ['smp', 'rtl'],
    ['fr', 'ltr'],
    ['fr-MA', 'ltr'],
    ['en', 'ltr'],
    ['tr', 'ltr'],
    ['ru', 'ltr'],
    ['zh', 'ltr'],
    ['tzm', 'ltr'],
    ['ar-Latn', 'ltr'],
    ['ary-Latn', 'ltr'],
    ['az', 'ltr'],
    ['az-Arab', 'rtl'],
    ['az-IR', 'rtl'],
    ['ku', 'ltr'],
    ['ku-Arab', 'rtl'],
    ['ku-IQ', 'rtl'],
    ['pa', 'ltr'],
    ['pa-PK', 'rtl'],
    ['uz-AF', 'rtl'],
    ['ur-Aran', 'rtl'],
    ['ur-Latn', 'ltr'],
    ['ar-MA-u-nu-latn', 'rtl'],
  ])('rule 3: %s is %s', (language, way) => {
    expect(scriptDirection(language)).toBe(way)
  })

  it.each('Arab Aran Hebr Thaa Syrc Nkoo Adlm Rohg Mand Samr'.split(' '))(
    'rule 3: a language in %s is rtl, whichever it is',
    (script) => {
      expect(scriptDirection(`fr-${script}`)).toBe('rtl')
      expect(scriptDirection(`und-${script}`)).toBe('rtl')
    },
  )

  it.each('Latn Cyrl Grek Armn Geor Deva Hans Ethi Tfng Hang'.split(' '))(
    'rule 3: a language in %s is ltr, whichever it is',
    (script) => {
      expect(scriptDirection(`ar-${script}`)).toBe('ltr')
    },
  )

  it.each(['und', 'und-MA', 'mul', 'zxx', 'qaa'])(
    'rule 2: %s names no language with a script, and has no direction',
    (language) => {
      expect(scriptDirection(language)).toBeUndefined()
    },
  )
})

// [text, first strong, first strong outside isolates]
const FIRST_STRONG = [
  ['قمة المناخ في دبي', 'rtl', 'rtl'],
  ['کابینه ایران تشکیل شد', 'rtl', 'rtl'],
  ['وزیر اعظم کا خطاب', 'rtl', 'rtl'],
  ['سەرۆکی هەرێمی کوردستان', 'rtl', 'rtl'],
  ['הכנסת אישרה את התקציב', 'rtl', 'rtl'],
  ['ދިވެހިރާއްޖޭގެ ރައީސް', 'rtl', 'rtl'],
  ['Sommet de la Ligue arabe', 'ltr', 'ltr'],
  ['5G في المغرب', 'ltr', 'ltr'],
  ['2030: رؤية جديدة', 'rtl', 'rtl'],
  ['٢٠٣٠: vision nouvelle', 'ltr', 'ltr'],
  ['(«قمة»)', 'rtl', 'rtl'],
  ['\u0651قمة', 'rtl', 'rtl'],
  ['𞤀𞤣𞤤𞤢𞤥', 'rtl', 'rtl'],
  ['𝐀 قمة', 'ltr', 'ltr'],
  ['😀 قمة', 'rtl', 'rtl'],
  ['\u200f5G', 'rtl', 'rtl'],
  ['\u061c5G', 'rtl', 'rtl'],
  ['\u200eقمة', 'ltr', 'ltr'],
  ['2026', undefined, undefined],
  ['٢٠٢٦ – ۲۰۲۶', undefined, undefined],
  ['…؟!', 'rtl', 'rtl'],
  ['…!', undefined, undefined],
  ['', undefined, undefined],
  ['\ud83d\ude00', undefined, undefined],
  // Detectors disagree.
  ['\u2066COP28\u2069 قمة', 'ltr', 'rtl'],
  ['\u2067قمة\u2069 COP28', 'rtl', 'ltr'],
  ['\u2066COP28\u2069', 'ltr', undefined],
  ['\u2068\u2066COP28\u2069 x\u2069 قمة', 'ltr', 'rtl'],
  ['\u2066COP28 قمة', 'ltr', undefined],
  ['\u2069قمة', 'rtl', 'rtl'],
] as const

describe('firstStrong', () => {
  it.each(FIRST_STRONG)('rule 19: of %j is %s, isolates or not', (title, found) => {
    expect(firstStrong(title)).toBe(found)
  })
})

describe('firstStrongOutsideIsolates', () => {
  it.each(FIRST_STRONG)('rule 22: of %j, where firstStrong says %s, is %s', (title, _, found) => {
    expect(firstStrongOutsideIsolates(title)).toBe(found)
  })
})

describe('resolveDirection', () => {
  it.each([
    // The value given.
    ['ltr', 'ar', 'قمة المناخ', 'ltr'],
    ['rtl', 'fr', 'Sommet de la Ligue arabe', 'rtl'],
    ['rtl', undefined, '2026', 'rtl'],
    // The script of the language.
    [undefined, 'ar', '5G في المغرب', 'rtl'],
    [undefined, 'ar', '2026', 'rtl'],
    [undefined, 'fr', '«الحدث» lance son fil RSS', 'ltr'],
    [undefined, 'ar-Latn', 'قمة', 'ltr'],
    [undefined, 'az-Arab', 'COP28', 'rtl'],
    [undefined, 'dv', 'COP28', 'rtl'],
    // The first strong character: `und` maximises to English, which it is not.
    [undefined, 'und', 'قمة المناخ', 'rtl'],
    [undefined, 'und', 'Sommet', 'ltr'],
    [undefined, 'und', '2030: رؤية جديدة', 'rtl'],
    [undefined, 'qaa', 'قمة', 'rtl'],
    [undefined, undefined, 'کابینه', 'rtl'],
    [undefined, undefined, 'Cabinet', 'ltr'],
    // Unknown.
    [undefined, 'und', '2026', undefined],
    [undefined, undefined, '', undefined],
    [undefined, undefined, '٢٠٢٦', undefined],
  ] as const)('rule 2: given %s, in %s, %j is %s', (given, language, title, resolved) => {
    expect(resolveDirection(given, language, title)).toBe(resolved)
  })

  it('rule 2: never silently ltr: without value and language it is what the text says', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(undefined, 'und', 'mul'), (title, language) => {
        expect(resolveDirection(undefined, language, title)).toBe(firstStrong(title))
      }),
      OFTEN,
    )
  })

  it('rule 2: the value given wins over everything', () => {
    fc.assert(
      fc.property(direction, fc.constantFrom('ar', 'fr', 'und'), text, (given, language, title) => {
        expect(resolveDirection(given, language, title)).toBe(given)
      }),
      OFTEN,
    )
  })
})

describe('mark', () => {
  // The table of the rules.
  it.each([
    ['قمة المناخ في دبي', 'ar', ''],
    ['2030: رؤية جديدة', 'ar', ''],
    ['«قمة» جديدة', 'ar', ''],
    ['€50 للبرميل', 'ar', ''],
    ['5G في المغرب', 'ar', RLM],
    ['COP28: قمة المناخ', 'ar', RLM],
    ['"COP28" قمة', 'ar', RLM],
    ['@user كتب', 'ar', RLM],
    ['iPhone 18: كل ما نعرفه', 'ar', RLM],
    ['تحديث iOS 18!', 'ar', ''],
    ['ماذا حدث في COP28.', 'ar', ''],
    ['2026', 'ar', RLM],
    ['Sommet de la Ligue arabe', 'fr', ''],
    ['«الحدث» lance son fil RSS', 'fr', LRM],
  ])('rule 19: the table: %j in %s gets %j in front', (title, language, put) => {
    const resolved = resolveDirection(undefined, language, title)
    expect(mark(title, resolved)).toBe(put + title)
  })

  it.each([
    ['ar-MA', 'بنك المغرب يرفع سعر الفائدة إلى 3%', ''],
    ['ar-MA', 'OCP يستثمر 13 مليار درهم', RLM],
    ['ar-DZ', 'سوناطراك توقّع عقدا مع ENI', ''],
    ['ar-DZ', 'USM Alger يتوّج بالكأس', RLM],
    ['ar-TN', '"UGTT" يدعو إلى إضراب عام', RLM],
    ['ar-EG', '٣ قتلى في حادث على طريق السويس', ''],
    ['ar-EG', '#القاهرة_الآن: زحام', ''],
    ['ar-LB', 'MTV: استقالة الوزير', RLM],
    ['ar-SA', '100 مليار ريال لمشروع NEOM', ''],
    ['ar-IQ', '(BBC) بغداد تنفي', RLM],
    ['ar-PS', '90% من سكان غزة نازحون', ''],
    ['ar', '90%', RLM],
    ['ar', '٢٠٢٦', RLM],
    ['ar', '😀', RLM],
    ['fa', '۱۰ کشته در زلزله', ''],
    ['fa', 'FATF ایران را در فهرست سیاه نگه داشت', RLM],
    ['ur', 'IMF سے قرض کی نئی قسط', RLM],
    ['ur', 'پاکستان نے سیریز جیت لی', ''],
    ['ckb', 'PDK و یەکێتی ڕێککەوتن', RLM],
    ['ckb', 'هەولێر: کۆبوونەوەی نوێ', ''],
    ['he', 'iPhone 18 הגיע לישראל', RLM],
    ['he', '"הארץ": הבחירות נדחו', ''],
    ['dv', 'MMPRC އިން ފަށައިފި', RLM],
    ['dv', 'ރައީސް ވަޑައިގެންފި', ''],
    ['az-Arab', 'تبریزده یئنی کتابخانا', ''],
    ['az-Arab', 'UNESCO: تبریز بازاری', RLM],
    ['fr', '« Le Monde » : 5G au Maroc', ''],
    ['fr', '2026', ''],
    ['fr', 'الجزيرة ouvre un bureau à Rabat', LRM],
    ['en', 'שלום: a word for peace', LRM],
    ['en', 'What COP28 agreed', ''],
    ['ar-Latn', 'Nshrat al-akhbar', ''],
    ['ar-Latn', 'قمة: al-qimma', LRM],
  ])('rule 19: in %s, %j gets %j in front', (language, title, put) => {
    expect(mark(title, scriptDirection(language))).toBe(put + title)
  })

  it.each([
    ['\u2066COP28\u2069 قمة', 'rtl', RLM],
    ['\u2067قمة\u2069 COP28', 'rtl', RLM],
    ['\u2067قمة\u2069', 'rtl', RLM],
    ['قمة \u2066COP28\u2069', 'rtl', ''],
    ['\u2067الحدث\u2069 lance son fil', 'ltr', LRM],
    ['\u2066RSS\u2069 الحدث', 'ltr', LRM],
    ['Le \u2067الحدث\u2069', 'ltr', ''],
    ['\u2066+212 522 123 456\u2069: رقم جديد', 'rtl', ''],
  ] as const)('rule 22: %j, %s, gets %j, for the detector that errs', (title, way, put) => {
    expect(mark(title, way)).toBe(put + title)
  })

  it.each([
    ['\u200f5G في المغرب', 'rtl'],
    ['\u061c5G في المغرب', 'rtl'],
    ['\u200e«الحدث» lance son fil RSS', 'ltr'],
    ['\u200f\u2066COP28\u2069', 'rtl'],
  ] as const)('rule 20: %j, %s, has its mark already', (title, way) => {
    expect(mark(title, way)).toBe(title)
  })

  it('rule 2: without a direction there is no mark', () => {
    fc.assert(
      fc.property(text, (title) => {
        expect(mark(title, undefined)).toBe(title)
      }),
      OFTEN,
    )
  })

  it('rule 19: an empty text stays empty', () => {
    expect(mark('', 'rtl')).toBe('')
    expect(mark('', 'ltr')).toBe('')
  })

  it('rule 19: one mark exactly where a detector errs, and then none errs', () => {
    fc.assert(
      fc.property(text, direction, (title, way) => {
        fc.pre(title !== '')
        const errs = (each: string) =>
          [firstStrong(each), firstStrongOutsideIsolates(each)].some((found) =>
            way === 'rtl' ? found !== 'rtl' : found === 'rtl',
          )
        expect(mark(title, way)).toBe(errs(title) ? MARKS[way] + title : title)
        expect(errs(mark(title, way))).toBe(false)
      }),
      OFTEN,
    )
  })

  it('rule 20: marking twice is marking once', () => {
    fc.assert(
      fc.property(text, direction, (title, way) => {
        expect(mark(mark(title, way), way)).toBe(mark(title, way))
      }),
      OFTEN,
    )
  })

  it('rule 22: puts in no embedding, override or isolate, and takes nothing out', () => {
    fc.assert(
      fc.property(text, direction, (title, way) => {
        expect([title, RLM + title, LRM + title]).toContain(mark(title, way))
      }),
      OFTEN,
    )
  })

  it('rule 22: the marks are U+200F and U+200E', () => {
    expect(MARKS).toEqual({ rtl: '\u200f', ltr: '\u200e' })
  })
})
