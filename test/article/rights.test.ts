import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import { partner, type PartnerInput } from '../../src/article/partner.ts'
import {
  publication,
  type Publication,
  type PublicationInput,
} from '../../src/article/publication.ts'
import { processingHash, publish } from '../../src/article/publish.ts'
import { draft } from '../../src/article/draft.ts'
import { permitted } from '../../src/article/rights.ts'

function newsroomOf(credit: PublicationInput['credit'] = []): Publication {
  return publication.parse({
    title: 'الحدث',
    description: 'أخبار',
    home: 'https://www.news.example',
    address: 'https://feeds.news.example',
    language: 'ar',
    author: { name: 'هيئة التحرير' },
    credit,
  })
}

function partnerOf(rights: PartnerInput['rights'] = {}) {
  return partner.parse({ id: 'p', name: 'P', rights })
}

function articleOf(changes: Partial<Article> = {}): Article {
  return {
    id: 'a',
    title: 'خبر',
    language: 'ar',
    direction: 'rtl',
    published: '2026-08-22T09:00:00Z',
    updated: '2026-08-22T09:00:00Z',
    visibleFrom: '2026-08-22T09:00:00Z',
    authors: [{ name: 'فاطمة العلوي' }],
    sections: [],
    tags: [],
    enclosures: [],
    content: '<div dir="rtl" lang="ar"><p dir="rtl">نص.</p></div>',
    ...changes,
  }
}

const PHOTO = 'https://news.example/photo.jpg'

function creditOf(text: string): Partial<Article> {
  return { credit: { text } }
}

function imageOf(credit?: string): Partial<Article> {
  return { image: { url: PHOTO, ...(credit !== undefined && { credit }) } }
}

function altOf(alt: string, credit?: string): Partial<Article> {
  return { image: { url: PHOTO, alt, ...(credit !== undefined && { credit }) } }
}

describe('permitted: text', () => {
  it.each<[string, Partial<Article>, text: string[], boolean]>([
    ['without a credit', {}, [], true],
    ['credited to the newsroom', creditOf('الحدث'), [], true],
    ['credited to its editors', creditOf('المصدر: هيئة التحرير'), [], true],
    ['credited to its site', creditOf('news.example'), [], true],
    ['from itself', { source: { name: 'الحدث' } }, [], true],
    ['of an agency', creditOf('أ ف ب'), [], false],
    ['of an agency, with the right', creditOf('أ ف ب'), ['AFP'], true],
    ['of an agency, with the right by another name', creditOf('AFP'), ['فرانس برس'], true],
    ['of another agency than the right is to', creditOf('رويترز'), ['AFP'], false],
    ['of two agencies, with the right to one', creditOf('رويترز وأ ف ب'), ['AFP'], false],
    ['of two agencies, with both rights', creditOf('رويترز وأ ف ب'), ['AFP', 'Reuters'], true],
    ['of the newsroom with an agency', creditOf('الحدث. و م ع'), [], false],
    ['of the newsroom with an agency, with the right', creditOf('الحدث. و م ع'), ['MAP'], true],
    ['of agencies that are not named', creditOf('وكالات'), ['AFP'], false],
    ['of somebody unknown', creditOf('Le Matin'), ['AFP'], false],
    ['of somebody unknown, with the right', creditOf('Le Matin'), ['le matin'], true],
    ['from somebody unknown', { source: { name: 'Le Matin' } }, [], false],
    [
      'from one and credited to another',
      { ...creditOf('AFP'), source: { name: 'X' } },
      ['X'],
      false,
    ],
    ['by an agency as its author', { authors: [{ name: 'أ ف ب' }] }, [], false],
    ['by a person of an agency', { authors: [{ name: 'أحمد - رويترز' }] }, [], false],
    ['by a person of an agency, with the right', creditOf('Jane Doe / AFP'), ['AFP'], true],
    ['of an agency and another house', creditOf('AFP / Foo Images'), ['AFP'], false],
    ['not for syndication', { syndication: 'none' }, [], false],
  ])('%s', (_, changes, text, isPermitted) => {
    const had = permitted(articleOf(changes), partnerOf({ text }), newsroomOf())
    expect(had !== undefined).toBe(isPermitted)
  })

  it.each([
    ['everyone', [], true],
    ['licensed', [], false],
    ['licensed', ['AFP'], true],
    ['own', ['AFP'], false],
    ['never', ['AFP'], false],
  ] as const)('goes by the rule %s with the rights %j', (text, rights, isPermitted) => {
    const newsroom = newsroomOf([{ agency: 'Agence France-Presse', text }])
    const had = permitted(articleOf(creditOf('أ ف ب')), partnerOf({ text: [...rights] }), newsroom)
    expect(had !== undefined).toBe(isPermitted)
  })

  it('knows whom a rule names in a line with others', () => {
    const newsroom = newsroomOf([{ agency: 'Le Matin', text: 'never' }])
    const article = articleOf(creditOf('AFP avec Le Matin'))
    expect(permitted(article, partnerOf({ text: ['AFP'] }), newsroom)).toBeUndefined()
  })
})

describe('permitted: picture', () => {
  it.each<[string, Partial<Article>, photo: string[], boolean]>([
    ['without a credit, in a text of its own', imageOf(), [], true],
    ['of the newsroom', imageOf('الحدث'), [], true],
    ['of the author', imageOf('عدسة: فاطمة العلوي'), [], true],
    ['of an agency', imageOf('Fadel Senna / AFP'), [], false],
    ['of an agency, with the right', imageOf('Fadel Senna / AFP'), ['AFP'], true],
    ['of an agency by way of another', imageOf('AFP via Getty Images'), ['AFP'], false],
    ['of both, with both rights', imageOf('AFP via Getty Images'), ['AFP', 'Getty'], true],
    ['labelled', imageOf('AFP Photo'), [], false],
    ['with a sign', imageOf('© AFP'), [], false],
    ['of an agency in its place', altOf('مشهد (أ ف ب)'), [], false],
    ['of an agency in its place, with the right', altOf('مشهد (أ ف ب)'), ['AFP'], true],
    ['of the newsroom, and of an agency in its place', altOf('AFP', 'الحدث'), [], false],
    ['with words in its place', altOf('واس تعني'), [], true],
    ['of somebody unknown', imageOf('Jane Doe'), ['AFP'], false],
    ['of somebody unknown, with the right', imageOf('Jane Doe'), ['jane doe'], true],
    ['of the newsroom and somebody unknown', imageOf('الحدث / Jane Doe'), [], false],
  ])('%s', (_, changes, photo, isPermitted) => {
    const had = permitted(articleOf(changes), partnerOf({ photo }), newsroomOf())
    expect(had).toBeDefined()
    expect(had?.image !== undefined).toBe(isPermitted)
  })

  it('of a photographer is everybody’s by a rule', () => {
    const newsroom = newsroomOf([{ agency: 'كريم الإدريسي', photo: 'everyone' }])
    const article = articleOf(imageOf('تصوير: كريم الادريسي'))
    expect(permitted(article, partnerOf(), newsroom)?.image).toEqual(article.image)
    expect(permitted(article, partnerOf(), newsroomOf())?.image).toBeUndefined()
  })

  it('without a credit, in the text of an agency, is of the agency', () => {
    const article = articleOf({ ...creditOf('AFP'), ...imageOf() })
    const had = (rights: PartnerInput['rights']) =>
      permitted(article, partnerOf(rights), newsroomOf())?.image
    expect(had({ text: ['AFP'] })).toBeUndefined()
    expect(had({ text: ['AFP'], photo: ['AFP'] })).toEqual({ url: PHOTO })
  })

  it('that stays out of the feeds stays out of the text too', () => {
    const content = `<p>نص</p><img src="${PHOTO}">`
    const article = articleOf({ image: { url: PHOTO, syndication: 'none' }, content })
    const had = permitted(article, partnerOf(), newsroomOf())
    expect(had).toEqual({ ...articleOf(), image: undefined, content: '<p>نص</p>' })
    expect(had).not.toHaveProperty('image')
  })

  it.each([
    ['everyone', [], true],
    ['licensed', [], false],
    ['licensed', ['AFP'], true],
    ['own', ['AFP'], false],
    ['never', ['AFP'], false],
  ] as const)('goes by the rule %s with the rights %j', (photo, rights, isPermitted) => {
    const newsroom = newsroomOf([{ agency: 'AFP', photo }])
    const had = permitted(articleOf(imageOf('AFP')), partnerOf({ photo: [...rights] }), newsroom)
    expect(had?.image !== undefined).toBe(isPermitted)
  })
})

describe('permitted: pictures in the text, and files', () => {
  const TEXT = '<p>نص.</p>'
  const figure = (caption: string, src = 'https://news.example/other.jpg') =>
    `<figure><img src="${src}"><figcaption>${caption}</figcaption></figure>`

  it.each<[string, content: string, left: string]>([
    ['the picture itself', `${TEXT}<p><img src="${PHOTO}"></p>`, TEXT],
    ['in another size', `${TEXT}<img src="https://news.example/photo-1024x768.jpg?w=300">`, TEXT],
    ['in its figure', TEXT + figure('شرح', PHOTO), TEXT],
    ['in the figure of an agency', TEXT + figure('مشهد من الرباط (أ ف ب)'), TEXT],
    ['with a sign in a figure', TEXT + figure('Vue de Rabat © AFP'), TEXT],
    ['with an agency in its place', `${TEXT}<img src="https://n.example/b.jpg" alt="AFP">`, TEXT],
    ['as what a film shows', `${TEXT}<video src="/a.mp4" poster="${PHOTO}"></video>`, TEXT],
    ['as a link', `${TEXT}<p><a href="${PHOTO}">انظر</a></p>`, `${TEXT}<p><a>انظر</a></p>`],
    [
      'but not others',
      `${TEXT}<img src="https://news.example/own.jpg">${figure('واس تعني')}`,
      `${TEXT}<img src="https://news.example/own.jpg">${figure('واس تعني')}`,
    ],
  ])('takes out what it has no right to: %s', (_, content, left) => {
    const article = articleOf({ ...imageOf('AFP'), content })
    expect(permitted(article, partnerOf(), newsroomOf())?.content).toBe(left)
    const licensed = partnerOf({ photo: ['AFP'] })
    expect(permitted(article, licensed, newsroomOf())?.content).toBe(content)
  })

  it('takes out what a caption takes away wherever it is shown', () => {
    const other = 'https://news.example/other.jpg'
    const link = `<p><a href="${other}">انظر</a></p>`
    const small = '<p><img src="https://news.example/other-300x200.jpg"></p>'
    const content = TEXT + small + figure('مشهد (أ ف ب)') + link
    const enclosures = [{ url: other, type: 'image/jpeg' }]
    const article = articleOf({ image: { url: other, credit: 'الحدث' }, enclosures, content })
    const had = permitted(article, partnerOf(), newsroomOf())
    expect(had?.content).toBe(`${TEXT}<p><a>انظر</a></p>`)
    expect([had?.image, had?.enclosures]).toEqual([undefined, []])
    const licensed = permitted(article, partnerOf({ photo: ['AFP'] }), newsroomOf())
    expect(licensed).toEqual(article)
  })

  it('leaves the image of its own to a text of an agency that shows it without a caption', () => {
    const article = articleOf({
      ...creditOf('AFP'),
      ...imageOf('الحدث'),
      content: `${TEXT}<img src="${PHOTO}">`,
    })
    const had = permitted(article, partnerOf({ text: ['AFP'] }), newsroomOf())
    expect([had?.image, had?.content]).toEqual([article.image, TEXT])
  })

  it('takes every picture without a credit out of an agency’s text', () => {
    const content = `${TEXT}<img src="https://n.example/1.jpg">${figure('رويترز')}`
    const article = articleOf({ ...creditOf('AFP'), content })
    const had = permitted(article, partnerOf({ text: ['AFP'], photo: ['Reuters'] }), newsroomOf())
    expect(had?.content).toBe(TEXT + figure('رويترز'))
  })

  it('takes out files: of the picture, of an agency, and of an agency’s text', () => {
    const file = (url: string, title?: string) => ({
      url,
      type: 'image/jpeg',
      ...(title !== undefined && { title }),
    })
    const own = file('https://n.example/own.jpg')
    const enclosures = [own, file(PHOTO), file('https://n.example/x.jpg', 'تصوير: أ ف ب')]
    const had = (changes: Partial<Article>, rights: PartnerInput['rights']) =>
      permitted(articleOf({ enclosures, ...changes }), partnerOf(rights), newsroomOf())?.enclosures
    expect(had(imageOf('AFP'), {})).toEqual([own])
    expect(had(imageOf('AFP'), { photo: ['AFP'] })).toEqual(enclosures)
    expect(had(creditOf('MAP'), { text: ['MAP'], photo: ['AFP'] })).toEqual([enclosures[2]])
  })
})

const AGENCIES = ['AFP', 'Reuters', 'MAP', 'Le Matin']
const RULES = ['everyone', 'licensed', 'own', 'never', undefined] as const

describe('permitted: every right, every rule, every owner', () => {
  it('lets out exactly what the rules and the rights say, text and picture apart', () => {
    const some = fc.subarray(AGENCIES)
    const rule = fc.constantFrom(...RULES)
    const rules = fc.tuple(...AGENCIES.map(() => fc.record({ text: rule, photo: rule })))
    fc.assert(
      fc.property(
        some,
        some,
        rules,
        some,
        some,
        (rightsText, rightsPhoto, ruled, ofText, ofPhoto) => {
          const credit = AGENCIES.map((agency, index) => ({ agency, ...ruled[index] }))
          const newsroom = newsroomOf(credit)
          const rights = { text: rightsText, photo: rightsPhoto }
          const isFree = (medium: 'text' | 'photo') => (agency: string) => {
            const who = ruled[AGENCIES.indexOf(agency)]?.[medium] ?? 'licensed'
            return who === 'everyone' || (who === 'licensed' && rights[medium].includes(agency))
          }
          const article = articleOf({
            ...(ofText.length > 0 && creditOf(ofText.join(' / '))),
            ...imageOf(ofPhoto.length > 0 ? ofPhoto.join(' / ') : undefined),
            content: `<p>نص</p><img src="${PHOTO}">`,
          })
          const had = permitted(article, partnerOf(rights), newsroom)
          expect(had !== undefined).toBe(ofText.every(isFree('text')))
          if (!had) return
          const owners = ofPhoto.length > 0 ? ofPhoto : ofText
          const isShown = owners.every(isFree('photo'))
          // The other pictures of an agency's text are the agency's.
          const isInText = isShown && ofText.every(isFree('photo'))
          expect([had.image !== undefined, had.content.includes('<img')]).toEqual([
            isShown,
            isInText,
          ])
        },
      ),
    )
  })
})

describe('what a credit names beside an agency', () => {
  const draftBy = (credit: string, authors: string[] = []) =>
    draft.parse({
      id: 'a',
      title: 'خبر',
      published: '2026-08-22T09:00:00Z',
      content: '<p>نص الخبر.</p>',
      credit,
      authors: authors.map((name) => ({ name })),
    })
  const note = (name: string) => ({
    field: 'credit',
    detail: `\`${name}\` beside an agency counts as a person of it: give a house a rule in \`credit\``,
  })

  it.each<[string, authors: string[], notes: object[]]>([
    ['AFP / Le Matin', [], [note('Le Matin')]],
    ['Jane Doe / AFP', ['Jane Doe'], []],
    ['AFP / Foo Images', [], []],
    ['AFP / Reuters', [], []],
    ['AFP / الحدث', [], []],
    ['Le Matin', [], []],
  ])('is told when it is published: %s by %j', (credit, authors, notes) => {
    expect(publish(draftBy(credit, authors), newsroomOf()).notes).toEqual(notes)
  })

  it('is not told where a rule says whose it is', () => {
    const newsroom = newsroomOf([{ agency: 'Le Matin', text: 'licensed' }])
    expect(publish(draftBy('AFP / Le Matin'), newsroom).notes).toEqual([])
  })
})

describe('a rule that says never', () => {
  const draftOf = (changes: object) =>
    draft.parse({
      id: 'a',
      title: 'خبر',
      published: '2026-08-22T09:00:00Z',
      content: `<p>نص الخبر.</p><p><img src="${PHOTO}"></p>`,
      ...changes,
    })

  it('has the text be in no feed when it is published, and says so', () => {
    const newsroom = newsroomOf([{ agency: 'AFP', text: 'never' }])
    const { article, notes } = publish(draftOf({ credit: 'أ ف ب' }), newsroom)
    expect(article.syndication).toBe('none')
    expect(notes).toContainEqual({
      field: 'credit',
      detail: 'the article stays out of every feed: a rule of `credit` says never',
    })
    expect(publish(draftOf({ credit: 'MAP' }), newsroom).article.syndication).toBeUndefined()
  })

  it('has the picture be in no feed, neither by itself nor in the text', () => {
    const newsroom = newsroomOf([{ agency: 'AFP', text: 'own', photo: 'never' }])
    const { article, notes } = publish(
      draftOf({ image: { url: PHOTO, credit: 'Photo AFP' } }),
      newsroom,
    )
    expect(article.syndication).toBeUndefined()
    expect(article.image?.syndication).toBe('none')
    expect(article.content).toBe('<div dir="rtl" lang="ar"><p dir="rtl">نص الخبر.</p></div>')
    expect(notes.map(({ field }) => field)).toEqual(['image', 'content'])
  })

  it('has articles be processed again, which the others do not', async () => {
    const plain = await processingHash(newsroomOf())
    expect(await processingHash(newsroomOf([{ agency: 'AFP', text: 'own' }]))).toBe(plain)
    const closed = await processingHash(newsroomOf([{ agency: 'AFP', photo: 'never' }]))
    expect(closed).not.toBe(plain)
    expect(await processingHash(newsroomOf([{ agency: 'فرانس برس', photo: 'never' }]))).toBe(closed)
  })
})
