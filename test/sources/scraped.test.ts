import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readScraped, ScrapedTextError } from '../../src/sources/scraped.ts'

const TITLE = 'ميناء أصيلة يستقبل أول رحلة سياحية'
const FIRST = 'رست صباح الأربعاء في ميناء أصيلة أول باخرة سياحية منذ سنتين.'
const SECOND = 'وقال عاملون إن س ب ل التعاون بين الجانبين “متاحة” يوما بعد يوم.'

function read(...lines: string[]) {
  return readScraped(lines.join('\n\n'), 'الحدث')
}

const heading = { line: 1, kind: 'recognised', detail: 'title', text: TITLE }

describe('readScraped', () => {
  it('keeps title and paragraphs as they are, and takes the rest away, line by line', () => {
    expect(
      read(
        TITLE,
        '0',
        'شارك على فيسبوك تويتر واتساب',
        FIRST,
        SECOND,
        'الحدث. و م ع',
        'نسخ الرابط | Facebook | X | طباعة',
        'اترك رد',
        'لن يتم نشر عنوان بريدك الإلكتروني.',
        'الاسم *',
      ),
    ).toEqual({
      title: TITLE,
      paragraphs: [FIRST, SECOND],
      language: 'ar',
      source: 'الحدث',
      credit: 'و م ع',
      findings: [
        heading,
        { line: 3, kind: 'removed', detail: 'comment count', text: '0' },
        { line: 5, kind: 'removed', detail: 'share buttons', text: 'شارك على فيسبوك تويتر واتساب' },
        { line: 11, kind: 'recognised', detail: 'source', text: 'الحدث' },
        { line: 11, kind: 'recognised', detail: 'agency MAP', text: 'و م ع' },
        {
          line: 13,
          kind: 'removed',
          detail: 'share buttons',
          text: 'نسخ الرابط | Facebook | X | طباعة',
        },
        { line: 15, kind: 'removed', detail: 'comment form', text: 'اترك رد' },
        {
          line: 17,
          kind: 'removed',
          detail: 'comment form',
          text: 'لن يتم نشر عنوان بريدك الإلكتروني.',
        },
        { line: 19, kind: 'removed', detail: 'comment form', text: 'الاسم *' },
      ],
    })
  })

  it.each([
    ['٣ تعليقات'],
    ['لا توجد تعليقات'],
    ['12 تعليقا'],
    ['تعليق واحد'],
    ['التعليقات (4)'],
    ['(12)'],
    ['No comments'],
    ['3 commentaires'],
  ])('takes away the comment count %s', (count) => {
    const { paragraphs, findings } = read(TITLE, FIRST, count)
    expect(paragraphs).toEqual([FIRST])
    expect(findings[1]).toEqual({ line: 5, kind: 'removed', detail: 'comment count', text: count })
  })

  it.each([
    ['أضف تعليقا'],
    ['اكتب تعليق'],
    ['Leave a Reply'],
    ['Laisser un commentaire'],
    ['اترك ردا إلغاء الرد'],
  ])('takes away everything from %s on', (form) => {
    expect(read(TITLE, FIRST, form, 'تعليق طويل من قارئ').paragraphs).toEqual([FIRST])
  })

  it('takes away the end mark of an agency and the buttons after it', () => {
    const share = ['شارك هذا الموضوع:', 'انقر للمشاركة على فيسبوك (فتح في نافذة جديدة)']
    const { paragraphs, credit, findings } = read(TITLE, FIRST, 'واس', '// انتهى //', ...share)
    expect([paragraphs, credit]).toEqual([[FIRST], 'واس'])
    expect(findings.slice(2).map(({ detail }) => detail)).toEqual([
      'end mark',
      'share buttons',
      'share buttons',
    ])
  })

  it('keeps a long text after the form, and says so: it may be the story', () => {
    const long = 'وقال عاملون في الميناء إن الرصيف صار يتسع لباخرتين. '.repeat(5).trim()
    const { paragraphs, credit, findings } = read(TITLE, FIRST, 'و م ع', 'اترك رد', long, 'الاسم *')
    expect([paragraphs, credit]).toEqual([[FIRST, long], 'و م ع'])
    expect(findings.slice(2)).toEqual([
      { line: 7, kind: 'removed', detail: 'comment form', text: 'اترك رد' },
      { line: 9, kind: 'kept', detail: 'long text after the comment form', text: long },
      { line: 11, kind: 'removed', detail: 'comment form', text: 'الاسم *' },
    ])
  })

  it('takes away a link to the form under the title, and keeps the story', () => {
    const { paragraphs, findings } = read(TITLE, 'أضف تعليقا', FIRST, SECOND)
    expect(paragraphs).toEqual([FIRST, SECOND])
    expect(findings[1]).toEqual({
      line: 3,
      kind: 'removed',
      detail: 'comment form',
      text: 'أضف تعليقا',
    })
  })

  it.each([
    ['المصدر: رويترز', undefined, 'رويترز'],
    ['المصدر : الجزيرة نت', 'الجزيرة نت', undefined],
    ['المصدر: الجزيرة + وكالات', 'الجزيرة', 'وكالات'],
    ['وكالات', undefined, 'وكالات'],
    ['الحدث', 'الحدث', undefined],
    ['الحدث – الأناضول', 'الحدث', 'الأناضول'],
    ['الحدث - الرباط - و م ع', 'الحدث', 'الحدث - الرباط - و م ع'],
    ['أ ف ب/ رويترز', undefined, 'أ ف ب/ رويترز'],
    ['وكالة المغرب العربي للأنباء', undefined, 'وكالة المغرب العربي للأنباء'],
    ['(واس)', undefined, 'واس'],
    ['الدوحة - قنا', undefined, 'الدوحة - قنا'],
    ['أنقرة – الأناضول', undefined, 'أنقرة – الأناضول'],
    ['الحدث / الرباط / و م ع', 'الحدث', 'الحدث / الرباط / و م ع'],
    ['(النهاية) ك و ن ا', undefined, 'ك و ن ا'],
  ])('reads the last line %s', (line, source, credit) => {
    const read1 = read(TITLE, FIRST, line)
    expect([read1.source, read1.credit]).toEqual([source, credit])
    expect(read1.paragraphs).toEqual([FIRST])
  })

  it.each([
    ['هذا ما أكده مصدر لوكالة رويترز.'],
    ['2030'],
    ['ونقلت الصحيفة عن مسؤول في الميناء قوله ذلك. رويترز'],
    ['فاطمة العلوي'],
  ])('leaves %s where it is in the story', (line) => {
    const { paragraphs, source, credit } = read(TITLE, FIRST, line, SECOND)
    expect(paragraphs).toEqual([FIRST, line, SECOND])
    expect([source, credit]).toEqual([undefined, undefined])
  })

  it('does not take a last sentence for a credit line', () => {
    const last = 'ونقلت الصحيفة عن مسؤول في الميناء قوله ذلك. رويترز'
    expect(read(TITLE, FIRST, last)).toMatchObject({ paragraphs: [FIRST, last] })
  })

  it('reads lines without blank ones between them as paragraphs', () => {
    expect(readScraped(`\ufeff${TITLE}\r\n${FIRST}\r\n${SECOND}\r\n`, 'الحدث').paragraphs).toEqual([
      FIRST,
      SECOND,
    ])
  })

  it.each([
    ['fr', 'Le port accueille un bateau', 'Le port rénové a accueilli hier son premier bateau.'],
    [
      'fa',
      'نمایشگاه خط در فاس',
      'این نمایشگاه از امروز در شهر فاس آغاز می‌شود و یک هفته ادامه دارد.',
    ],
    ['ur', 'زعفران کی چنائی شروع', 'کسان گھرانے سورج نکلنے سے پہلے کھیتوں کا رخ کرتے ہیں۔'],
    ['he', 'ארכיון דיגיטלי חדש', 'הארכיון החדש ישמר את שירת הבקשות של יהודי מרוקו.'],
  ])('guesses the language: %s', (language, title, paragraph) => {
    expect(read(title, paragraph).language).toBe(language)
  })

  it.each([
    ['', 'the text is empty: expected a title and paragraphs'],
    [' \n\t\n', 'the text is empty: expected a title and paragraphs'],
    [TITLE, 'there is a title and no text: expected a paragraph or more'],
    [`${TITLE}\n\n0\n\nاترك رد`, 'there is a title and no text: expected a paragraph or more'],
  ])('refuses %j', (text, message) => {
    expect(() => readScraped(text, 'الحدث')).toThrow(new ScrapedTextError(message))
  })

  it('loses no line without a word: each is in the story or in the report', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '0',
        'اترك رد',
        'و م ع',
        'الحدث. و م ع',
        'شارك',
        'فيسبوك',
        FIRST,
        '',
        'المصدر:',
      ),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = [TITLE, FIRST, ...lines].join('\n\n')
        const { paragraphs, findings, credit } = readScraped(text, 'الحدث')
        const said = [...findings.map((finding) => finding.text), ...paragraphs, credit ?? '']
        const letters = (from: string) => from.replace(/[^\p{L}\p{N}]/gu, '')
        const kept = said.map(letters).join(' ')
        for (const each of text.split(/\r\n?|\n/)) {
          for (const part of each.split(/[^\p{L}\p{N}]+/u)) {
            const isLabel = /^(?:المصدر)$/.test(part)
            if (!isLabel) expect(kept).toContain(letters(part))
          }
        }
      }),
    )
  })
})
