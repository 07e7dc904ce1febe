import { describe, expect, it } from 'vitest'
import { draft } from '../../src/article/draft.ts'
import { partner } from '../../src/article/partner.ts'
import { publication, type PublicationInput } from '../../src/article/publication.ts'
import { publish } from '../../src/article/publish.ts'
import { permitted } from '../../src/article/rights.ts'
import { summaryOfPart } from '../../src/article/summary.ts'
import { readHtml } from '../../src/text/markup.ts'

function newsroomOf(changes: Partial<PublicationInput> = {}) {
  return publication.parse({
    title: 'الحدث',
    description: 'أخبار',
    home: 'https://www.news.example',
    address: 'https://feeds.news.example',
    language: 'ar',
    ...changes,
  })
}

function articleOf(changes: object, newsroom = newsroomOf()) {
  const published = '2026-08-22T09:00:00Z'
  return publish(draft.parse({ id: 'a', title: 'خبر', published, ...changes }), newsroom).article
}

describe('summaryOfPart', () => {
  const LONG = 'كلمة '.repeat(100)

  it.each<[string, draft: object, part: string, string | undefined]>([
    [
      'made of more than is left',
      { content: '<p>أول.</p><p>ثان.</p>' },
      '<div><p>أول.</p></div>',
      'أول.',
    ],
    [
      'made of what is left',
      { content: `<p>أول.</p><p>ثان.</p>` },
      '<p>أول.</p><p>ثان.</p>',
      'أول. ثان.',
    ],
    [
      'cut within what is left',
      { content: `<p>${LONG}</p><p>ثان.</p>` },
      `<p>${LONG}</p>`,
      `${'كلمة '.repeat(59)}كلمة…`,
    ],
    ['cut beyond what is left', { content: `<p>أول</p><p>${LONG}</p>` }, '<p>أول</p>', 'أول'],
    ['cut in an isolate', { content: `<p>أول</p><p>\u2067${LONG}\u2069</p>` }, '<p>أول</p>', 'أول'],
    ['made where nothing is left', { content: '<p>أول.</p>' }, '', undefined],
    ['made of a text with a mark', { content: '<p>5G</p><p>ثان.</p>' }, '<p>\u200f5G</p>', '5G'],
    [
      'made before there was a correction',
      { content: '<p>أول.</p><p>ثان.</p>', correction: 'كان خطأ.' },
      '<p>أول.</p><p>كان خطأ.</p>',
      'أول.',
    ],
    [
      'made where a correction is all that is left',
      { content: '<p>أول.</p>', correction: '5G: خطأ.' },
      '<p>\u200f5G: خطأ.</p>',
      undefined,
    ],
    [
      'of an editor, which begins as the text does',
      { content: '<p>أول.</p><p>ثان.</p>', summary: 'أول. ثا […]' },
      '<p>أول.</p>',
      'أول.',
    ],
    ['of an editor', { content: '<p>أول.</p><p>ثان.</p>', summary: 'ثان.' }, '<p>أول.</p>', 'ثان.'],
    ['none', { content: '' }, '', undefined],
  ])('%s', (_, changes, part, summary) => {
    expect(summaryOfPart(articleOf(changes), readHtml(part))).toBe(summary)
  })
})

describe('the summary without the pictures that may not be shown', () => {
  const figure = (caption: string) =>
    `<figure><img src="https://news.example/a.jpg"><figcaption>${caption}</figcaption></figure>`
  const content = `${figure('الميناء. تصوير أ ف ب')}<p>نص الخبر.</p>`
  const whole = 'الميناء. تصوير أ ف ب نص الخبر.'
  const to = (photo: string[]) => partner.parse({ id: 'p', name: 'P', rights: { photo } })

  it.each<[string, changes: object, photo: string[], string | undefined]>([
    ['has no caption that went', {}, [], 'نص الخبر.'],
    ['has the caption of who has the right', {}, ['AFP'], whole],
    ['has no correction instead', { correction: 'كان خطأ.' }, [], 'نص الخبر.'],
    ['is an editor’s', { summary: 'ملخص عن الميناء' }, [], 'ملخص عن الميناء'],
    ['is none where nothing is left', { content: figure('AFP') }, [], undefined],
  ])('%s', (_, changes, photo, summary) => {
    const newsroom = newsroomOf()
    const article = articleOf({ content, ...changes }, newsroom)
    expect(permitted(article, to(photo), newsroom)?.summary).toBe(summary)
  })

  it('is so in every feed where a rule says never', () => {
    const never = newsroomOf({ credit: [{ agency: 'AFP', text: 'own', photo: 'never' }] })
    expect(articleOf({ content }, never).summary).toBe('نص الخبر.')
    expect(articleOf({ content }).summary).toBe(whole)
  })
})
