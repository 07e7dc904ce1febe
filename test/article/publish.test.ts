import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { digest } from '../../src/article/digest.ts'
import { draft, type Draft } from '../../src/article/draft.ts'
import { memberships } from '../../src/article/memberships.ts'
import {
  publication,
  type Publication,
  type PublicationInput,
} from '../../src/article/publication.ts'
import { DraftError, processingHash, publish } from '../../src/article/publish.ts'
import { hostileHtml, judged } from './hostile.ts'

function newsroomOf(changes: Partial<PublicationInput> = {}): Publication {
  return publication.parse({
    title: 'الحدث',
    description: 'أخبار',
    home: 'https://www.news.example',
    address: 'https://feeds.news.example',
    language: 'ar',
    sections: [
      { id: 'technology', name: 'تكنولوجيا' },
      { id: 'cyber', name: 'أمن سيبراني', slug: 'أمن', parent: 'technology' },
    ],
    ...changes,
  })
}

function draftOf(changes: Partial<z.input<typeof draft>> = {}): Draft {
  return draft.parse({
    id: 'a',
    title: 'قمة المناخ في دبي',
    published: '2026-08-22T09:30:00Z',
    content: '<p>نص الخبر.</p>',
    ...changes,
  })
}

const newsroom = newsroomOf()

function articleOf(changes: Partial<z.input<typeof draft>> = {}, of = newsroom) {
  return publish(draftOf(changes), of).article
}

/** Of the draft, as the store is sent it. */
function bytesOf(content: string): number {
  return new TextEncoder().encode(JSON.stringify(JSON.stringify(draftOf({ content })))).length
}

function notesOf(changes: Partial<z.input<typeof draft>>) {
  return publish(draftOf(changes), newsroom).notes
}

function issuesOf(changes: Partial<z.input<typeof draft>>): unknown {
  try {
    publish(draftOf(changes), newsroom)
  } catch (error) {
    if (error instanceof DraftError) return error.issues
    throw error
  }
  return undefined
}

describe('publish', () => {
  it('makes an article of the least that a draft may say', () => {
    expect(publish(draftOf(), newsroom)).toEqual({
      article: {
        id: 'a',
        title: 'قمة المناخ في دبي',
        language: 'ar',
        direction: 'rtl',
        published: '2026-08-22T09:30:00Z',
        updated: '2026-08-22T09:30:00Z',
        visibleFrom: '2026-08-22T09:30:00Z',
        authors: [],
        sections: [],
        tags: [],
        enclosures: [],
        summary: 'نص الخبر.',
        content: '<div dir="rtl" lang="ar"><p dir="rtl">نص الخبر.</p></div>',
      },
      notes: [],
    })
  })

  it('makes an article of all that a draft may say', () => {
    const whole = draftOf({
      id: 'أرشيف/1',
      title: '  5G\nفي المغرب ',
      language: 'ar-MA',
      direction: 'rtl',
      updated: '2026-08-22T12:00:00+01:00',
      visibleFrom: '2026-08-22T09:45:00Z',
      authors: [{ name: 'فاطمة', url: 'https://www.news.example/كتاب/فاطمة' }, { name: 'سلمى' }],
      sections: ['أمن سيبراني', 'technology', 'cyber'],
      tags: ['5G', 'الإمارات', 'الامارات'],
      translationGroup: 'g',
      summary: ' ملخص\nفي سطرين ',
      canonical: '/خبر/',
      image: {
        url: 'صور/1.JPG',
        bytes: 10,
        width: 20,
        height: 30,
        alt: 'ص\nص',
        credit: ' عدسة ',
      },
      enclosures: [
        { url: '../1.mp3', type: 'audio/mpeg', bytes: 5, title: 'حلقة ', duration: 12.5 },
      ],
      source: { name: ' الحدث ', url: 'https://مثال.example' },
      credit: 'الحدث. و م ع',
    })
    expect(publish(whole, newsroom)).toEqual({
      article: {
        id: 'أرشيف/1',
        title: '5G في المغرب',
        language: 'ar-MA',
        direction: 'rtl',
        published: '2026-08-22T09:30:00Z',
        updated: '2026-08-22T11:00:00Z',
        visibleFrom: '2026-08-22T09:45:00Z',
        authors: [
          {
            name: 'فاطمة',
            url: 'https://www.news.example/%D9%83%D8%AA%D8%A7%D8%A8/%D9%81%D8%A7%D8%B7%D9%85%D8%A9',
          },
          { name: 'سلمى' },
        ],
        sections: ['cyber', 'technology'],
        tags: ['5G', 'الإمارات'],
        translationGroup: 'g',
        summary: 'ملخص في سطرين',
        canonical: 'https://www.news.example/%D8%AE%D8%A8%D8%B1/',
        image: {
          url: 'https://www.news.example/%D8%AE%D8%A8%D8%B1/%D8%B5%D9%88%D8%B1/1.JPG',
          type: 'image/jpeg',
          bytes: 10,
          width: 20,
          height: 30,
          alt: 'ص ص',
          credit: 'عدسة',
        },
        enclosures: [
          {
            url: 'https://www.news.example/1.mp3',
            type: 'audio/mpeg',
            bytes: 5,
            title: 'حلقة',
            duration: 12.5,
          },
        ],
        source: { name: 'الحدث', url: 'https://xn--mgbh0fb.example/' },
        credit: { text: 'الحدث. و م ع', agency: 'MAP' },
        content: '<div dir="rtl" lang="ar-MA"><p dir="rtl">نص الخبر.</p></div>',
      },
      notes: [],
    })
  })
})

describe('publish: language and direction', () => {
  it.each([
    [undefined, 'ar'],
    ['fr', 'fr'],
    ['ar-MA', 'ar-MA'],
    ['AR_ma', 'ar-MA'],
  ])('rules 1 and 4: an article that says %j is in %s', (language, effective) => {
    expect(articleOf({ language }).language).toBe(effective)
  })

  it.each([
    ['fr', undefined, 'قمة', 'ltr'],
    ['fr', 'rtl', 'Sommet', 'rtl'],
    ['ar', 'ltr', 'قمة', 'ltr'],
    ['ar', undefined, 'COP28: قمة', 'rtl'],
    ['ar-Latn', undefined, 'قمة', 'ltr'],
    ['az-Arab', undefined, 'Sammit', 'rtl'],
    ['fa', undefined, 'COP28', 'rtl'],
    ['ur', undefined, 'COP28', 'rtl'],
    ['he', undefined, 'COP28', 'rtl'],
    ['dv', undefined, 'COP28', 'rtl'],
    ['und', undefined, 'قمة COP28', 'rtl'],
    ['und', undefined, 'COP28 قمة', 'ltr'],
    ['und-Arab', undefined, 'COP28', 'rtl'],
    ['und', undefined, '2030', undefined],
  ] as const)('rule 2: %s, given %s, of %j is %s', (language, direction, title, resolved) => {
    const article = articleOf({ language, direction, title })
    expect(article.direction).toBe(resolved)
    expect(article.content).toMatch(`<div dir="${resolved ?? 'auto'}"`)
  })

  it("rule 2: a publication's direction is given for the articles in its language, no others", () => {
    const latin = newsroomOf({ language: 'ar', direction: 'ltr' })
    expect(articleOf({}, latin).direction).toBe('ltr')
    expect(articleOf({ language: 'ar' }, latin).direction).toBe('ltr')
    expect(articleOf({ language: 'fa' }, latin).direction).toBe('rtl')
    expect(articleOf({ direction: 'rtl' }, latin).direction).toBe('rtl')
  })
})

describe('publish: content', () => {
  it.each([
    ['<p>خبر</p>', '<div dir="rtl" lang="ar"><p dir="rtl">خبر</p></div>'],
    ['خبر', '<div dir="rtl" lang="ar"><p dir="rtl">خبر</p></div>'],
    [
      '<p>خبر</p><p lang="fr">Sommet</p>',
      '<div dir="rtl" lang="ar"><p dir="rtl">خبر</p><p lang="fr" dir="ltr">Sommet</p></div>',
    ],
    [
      '<figure><img src="/a.jpg" alt="ص"><figcaption>شرح</figcaption></figure>',
      '<div dir="rtl" lang="ar"><figure dir="rtl"><img src="https://www.news.example/a.jpg" alt="ص"><figcaption>شرح</figcaption></figure></div>',
    ],
    [
      '<table><tr><th scope="col">أ</th></tr></table><audio controls src="/a.mp3"></audio>',
      '<div dir="rtl" lang="ar"><table dir="rtl"><tr><th scope="col">أ</th></tr></table><audio controls src="https://www.news.example/a.mp3"></audio></div>',
    ],
    ['', ''],
    ['<script>1</script>', ''],
  ])('rule 15: %j is %j', (content, expected) => {
    expect(articleOf({ content }).content).toBe(expected)
  })

  it('rule 18: what the source says of direction stays', () => {
    const content =
      '<p>قال: <q dir="ltr" lang="en">Call <bdi dir="auto">x</bdi> <bdo dir="rtl">y</bdo></q></p>'
    expect(articleOf({ content }).content).toBe(
      `<div dir="rtl" lang="ar">${content.replace('<p>', '<p dir="rtl">')}</div>`,
    )
  })

  it.each([
    ['<p>5G في المغرب</p>', '<p dir="rtl">\u200f5G في المغرب</p>'],
    ['<p><b>iPhone</b> 18</p>', '<p dir="rtl"><b>\u200fiPhone</b> 18</p>'],
    ['<p>تحديث iOS 18!</p>', '<p dir="rtl">تحديث iOS 18!</p>'],
    ['<p lang="fr">Sommet</p>', '<p lang="fr" dir="ltr">Sommet</p>'],
    ['<p>2030: رؤية</p>', '<p dir="rtl">2030: رؤية</p>'],
  ])('rule 24: %s is %s', (content, expected) => {
    expect(articleOf({ content }).content).toBe(`<div dir="rtl" lang="ar">${expected}</div>`)
  })

  it('rules 20 and 24: no mark where the publication wants none', () => {
    const content = '<p>5G في المغرب</p>'
    expect(articleOf({ content }, newsroomOf({ marks: 'off' })).content).toBe(
      '<div dir="rtl" lang="ar"><p dir="rtl">5G في المغرب</p></div>',
    )
  })

  it('no handler, script or address that acts comes out, whatever comes in', async () => {
    await fc.assert(
      fc.asyncProperty(hostileHtml, async (content) => {
        expect(await judged(articleOf({ content }).content)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('publish: size', () => {
  it('refuses content that would not fit into the store once its addresses are absolute', () => {
    const canonical = `/${'a'.repeat(200)}/`
    const content = '<a href="b">خبر</a>'.repeat(5000)
    expect(issuesOf({ canonical, content })).toEqual([
      {
        path: ['content'],
        message: 'comes out larger than 900000 bytes as JSON, with its addresses in full',
      },
    ])
  })

  const content = (bytes: number) => '\u0001'.repeat(Math.floor(bytes / 7)) + 'a'.repeat(bytes % 7)

  it.each([
    ['control characters', '\u0001'.repeat(200_000)],
    ['one byte too many', content(900_001 - bytesOf(''))],
  ])('refuses a draft that would not fit into the store: %s', (_, given) => {
    const message = 'is larger than 900000 bytes as JSON: shorten it'
    expect(issuesOf({ content: given })).toEqual([{ path: ['content'], message }])
  })

  it.each([
    ['as many bytes as it may have', content(900_000 - bytesOf(''))],
    ['the longest text in Arabic', 'خ'.repeat(200_000)],
    ['the longest text of quotes', '"'.repeat(200_000)],
  ])('takes a draft that does: %s', (_, given) => {
    expect(issuesOf({ content: given })).toBeUndefined()
  })
})

describe('publish: texts', () => {
  it.each([
    ['title', 'e\u0301te\u0301', 'été'],
    ['summary', 'e\u0301te\u0301', 'été'],
    ['translationGroup', 'e\u0301te\u0301', 'été'],
  ] as const)('rule 25: %s %j is stored as %j', (field, given, stored) => {
    expect(articleOf({ [field]: given })[field]).toBe(stored)
  })

  it('rule 25: a summary made from text that a tag divided is in NFC', () => {
    expect(articleOf({ content: '<p>cafe<b>\u0301</b> noir</p>' }).summary).toBe('café noir')
  })

  it.each([
    ['قمة\u0000\u0008\u001f', 'قمة', 'removed: U+0000, U+0008, U+001F'],
    ['قمة\ud800 دبي\ufffe', 'قمة دبي', 'removed: U+D800, U+FFFE'],
    ['\ufeffقمة', 'قمة', 'removed: U+FEFF'],
    ['\u202bقمة\u202c', 'قمة', 'removed: U+202B, U+202C'],
    ['\u202dقمة', 'قمة', 'removed: U+202D'],
    ['\u2067قمة', 'قمة', 'removed isolates that do not pair up'],
    ['قمة\u2069', 'قمة', 'removed isolates that do not pair up'],
  ])('rule 26: the title %j is %j', (title, stored, detail) => {
    // In JSON, because no lone surrogate gets through to the one who is told of a failure.
    expect(JSON.stringify(articleOf({ title }).title)).toBe(JSON.stringify(stored))
    expect(notesOf({ title })).toEqual([{ field: 'title', detail }])
  })

  it.each(['اتصل: \u2066+212 522 123 456\u2069', '\u2067قمة\u2069 دبي'])(
    'rules 22 and 23: a balanced isolate in %j stays, and nothing is put around it',
    (title) => {
      expect(articleOf({ title }).title).toBe(title)
    },
  )

  it('rule 27: presentation forms are letters, and an editor is told to read them', () => {
    expect(articleOf({ title: 'ﻻ ﺷﻚ' }).title).toBe('لا شك')
    expect(notesOf({ title: 'ﻻ ﺷﻚ' })).toEqual([
      {
        field: 'title',
        detail:
          'mapped presentation forms to letters (the text may be in visual order: read it): ' +
          'U+FEFB, U+FEB7, U+FEDA',
      },
    ])
  })

  it.each([
    ['tatweel', 'الـعـدد', 'العدد'],
    ['spaces', '10\u00a0000', '10 000'],
    ['invisible', 'أ\u00adب\u200b', 'أب'],
  ])('rule 28: %s goes only where the publication wants it', (which, given, cleaned) => {
    const wanting = newsroomOf({ cleaning: { [which]: true } })
    const fields = { title: given, summary: given, content: `<p>${given}</p>`, tags: [given] }
    const { title, summary, tags, content } = articleOf(fields)
    expect({ title, summary, tags, content }).toEqual({
      ...fields,
      content: `<div dir="rtl" lang="ar"><p dir="rtl">${given.replace('\u00a0', '&nbsp;')}</p></div>`,
    })
    const other = articleOf(fields, wanting)
    expect([other.title, other.summary, other.tags]).toEqual([cleaned, cleaned, [cleaned]])
    expect(other.content).toBe(`<div dir="rtl" lang="ar"><p dir="rtl">${cleaned}</p></div>`)
  })

  it.each([
    'نمایشگاه می‌شود',
    '۴۲ ٤٢ 42',
    '، ؛ ؟ “ ” « » "',
    'ي ی ك ک ه ة ى',
    'ﷺ ﷽ m² … 10\u00a0000',
    'أ ‹ ب <b> & ]]>',
  ])('rules 29 and 30: the title %s stays', (title) => {
    expect(publish(draftOf({ title }), newsroom)).toMatchObject({ article: { title }, notes: [] })
  })

  it('every text of an article is cleaned, and says what was done to it', () => {
    const bad = 'أ\u0008ب'
    const { article, notes } = publish(
      draftOf({
        title: bad,
        authors: [{ name: 'س' }, { name: bad }],
        tags: [bad],
        translationGroup: bad,
        summary: bad,
        image: { url: 'a.jpg', alt: bad, credit: bad },
        enclosures: [{ url: 'a.mp3', type: 'audio/mpeg', title: bad }],
        source: { name: bad },
        credit: bad,
        content: `<p>${bad}</p>`,
      }),
      newsroom,
    )
    expect(JSON.stringify(article)).not.toMatch(/\\u0008|\\b/)
    expect(notes.map(({ field }) => field).sort()).toEqual([
      'authors.1.name',
      'content',
      'credit',
      'enclosures.title',
      'image.alt',
      'image.credit',
      'source.name',
      'summary',
      'tags',
      'title',
      'translationGroup',
    ])
    expect(new Set(notes.map(({ detail }) => detail))).toEqual(new Set(['removed: U+0008']))
  })

  it.each([
    [{ title: '\u0000' }, [['title']]],
    [{ title: '\u202a\u202c' }, [['title']]],
    [{ title: '\u200f \u200b' }, [['title']]],
    [{ title: '\ud800', source: { name: '\u0001' } }, [['title'], ['source', 'name']]],
    [{ authors: [{ name: 'س' }, { name: '\ufeff\u0001' }] }, [['authors', 1, 'name']]],
  ])('%j: nothing is left', (changes, paths) => {
    expect(issuesOf(changes)).toEqual(
      paths.map((path) => ({ path, message: 'nothing is left when it is cleaned' })),
    )
  })

  it('an optional text of which nothing is left is not there', () => {
    const nothing = '\u0001\u202e\u200f'
    const article = articleOf({
      summary: nothing,
      credit: nothing,
      translationGroup: nothing,
      tags: [nothing, '5G'],
      image: { url: '/a.jpg', alt: nothing, credit: nothing },
      content: '',
    })
    expect(article).toMatchObject({
      summary: undefined,
      credit: undefined,
      translationGroup: undefined,
      tags: ['5G'],
      image: { alt: undefined, credit: undefined },
    })
  })
})

describe('publish: summary', () => {
  it('is the one given', () => {
    expect(articleOf({ summary: 'ملخص' }).summary).toBe('ملخص')
  })

  it.each([
    ['<p>جملة.</p><p>أخرى.</p>', 'جملة. أخرى.'],
    ['<h2>عنوان</h2><ul><li>أ</li><li>ب</li></ul>', 'عنوان أ ب'],
    ['<table><tr><td>أ</td><td>ب</td></tr></table>', 'أ ب'],
    ['<p>أ<br>ب</p>', 'أ ب'],
    ['<p>&lt;b&gt; &amp;</p>', '<b> &'],
    ['<p>5G في المغرب</p>', '5G في المغرب'],
    ['<img src="/a.jpg" alt="ص">', undefined],
    ['', undefined],
  ])('else the text of %j: %j', (content, expected) => {
    expect(articleOf({ content }).summary).toBe(expected)
  })

  it('rule 33: is the beginning of a long text, to the end of a word', () => {
    const { summary = '' } = articleOf({ content: `<p>${'كلمة '.repeat(200)}</p>` })
    expect(summary).toBe(`${'كلمة '.repeat(59)}كلمة…`)
  })

  it('rule 33: or to the end of a sentence, which leaves no isolate open', () => {
    const sentence = `${'كلمة '.repeat(40)}\u2066+212\u2069.`
    const { summary } = articleOf({ content: `<p>${sentence} ${'كلمة '.repeat(200)}</p>` })
    expect(summary).toBe(sentence)
  })

  it('rule 33: does not break a family in two', () => {
    const { summary } = articleOf({ content: `<p>${'👩‍👩‍👧'.repeat(400)}</p>` })
    expect(JSON.stringify(summary)).toBe(JSON.stringify(`${'👩‍👩‍👧'.repeat(298)}…`))
  })
})

describe('publish: a correction', () => {
  const correction = 'تصحيح: كانت القمة في أبوظبي.'

  it('is kept, and is the last paragraph of the content', () => {
    const article = articleOf({ correction })
    expect(article.correction).toBe(correction)
    expect(article.content).toBe(
      `<div dir="rtl" lang="ar"><p dir="rtl">نص الخبر.</p><p dir="rtl">${correction}</p></div>`,
    )
    expect(article.summary).toBe('نص الخبر.')
  })

  it('is all of the content where there is no other', () => {
    expect(articleOf({ content: '', correction }).content).toBe(
      `<div dir="rtl" lang="ar"><p dir="rtl">${correction}</p></div>`,
    )
  })

  it('rules 15 and 24: has the direction of the article, and its mark', () => {
    const { content } = articleOf({ content: '', correction: 'COP28: تصحيح' })
    expect(content).toBe('<div dir="rtl" lang="ar"><p dir="rtl">\u200fCOP28: تصحيح</p></div>')
    const french = articleOf({ language: 'fr', correction: 'Rectificatif : cinq.' })
    expect(french.content).toContain('<p dir="ltr">Rectificatif : cinq.</p></div>')
  })

  it('is plain text, cleaned as other lines are, and what was done is said', () => {
    const given = { correction: ' <b>تصحيح</b>\u202e:\nخمسة & ستة ' }
    expect(articleOf(given).correction).toBe('<b>تصحيح</b>: خمسة & ستة')
    expect(articleOf(given).content).toContain(
      '<p dir="rtl">&lt;b&gt;تصحيح&lt;/b&gt;: خمسة &amp; ستة</p>',
    )
    expect(notesOf(given)).toEqual([{ field: 'correction', detail: 'removed: U+202E' }])
  })

  it('of which nothing is left is none', () => {
    expect(articleOf({ correction: '\u202a\u0008' })).toEqual(articleOf())
  })
})

describe('publish: rights', () => {
  it('are kept where they are not given', () => {
    const image = { url: 'https://news.example/a.jpg' }
    const all = articleOf({ syndication: 'all', image: { ...image, syndication: 'all' } })
    expect(JSON.stringify(all)).toBe(JSON.stringify(articleOf({ image })))
    const none = articleOf({ syndication: 'none', image: { ...image, syndication: 'none' } })
    expect([none.syndication, none.image?.syndication]).toEqual(['none', 'none'])
  })
})

describe('publish: addresses', () => {
  it.each([
    [undefined, 'a.jpg', 'https://www.news.example/a.jpg'],
    [undefined, '/a.jpg', 'https://www.news.example/a.jpg'],
    ['https://news.example/2026/خبر', 'a.jpg', 'https://news.example/2026/a.jpg'],
    ['https://news.example/2026/خبر/', '../a.jpg', 'https://news.example/2026/a.jpg'],
    ['/2026/خبر/', 'a.jpg', 'https://www.news.example/2026/%D8%AE%D8%A8%D8%B1/a.jpg'],
    ['/خبر', 'https://مثال.example/a.jpg', 'https://xn--mgbh0fb.example/a.jpg'],
    ['/خبر', '//cdn.example/a b.jpg', 'https://cdn.example/a%20b.jpg'],
  ])('of an article at %j, %s is %s', (canonical, address, expected) => {
    const article = articleOf({
      canonical,
      image: { url: address },
      enclosures: [{ url: address, type: 'image/jpeg' }],
      content: `<p><a href="${address}">أ</a></p>`,
    })
    expect(article.image?.url).toBe(expected)
    expect(article.enclosures[0]?.url).toBe(expected)
    expect(article.content).toContain(`href="${expected}"`)
  })

  it.each([
    ['a.jpg', undefined, 'image/jpeg'],
    ['a.webp?x=1', undefined, 'image/webp'],
    ['a.jpg', 'image/png', 'image/png'],
    ['image', undefined, undefined],
  ])('the type of the image %s, given %j, is %j', (url, type, expected) => {
    expect(articleOf({ image: { url, type } }).image?.type).toBe(expected)
  })
})

describe('publish: who and where', () => {
  it("resolves an author's page against the canonical address, the publication's against home", () => {
    const author = { name: 'هيئة', url: 'team' }
    const canonical = 'https://news.example/2026/08/story'
    const own = articleOf({ authors: [{ name: 'س', url: '../s' }], canonical })
    expect(own.authors).toEqual([{ name: 'س', url: 'https://news.example/2026/s' }])
    expect(articleOf({ canonical }, newsroomOf({ author })).authors).toEqual([
      { name: 'هيئة', url: 'https://www.news.example/team' },
    ])
  })

  it('an article without authors is signed by the publication', () => {
    const author = { name: 'هيئة\u0000 التحرير', url: 'https://news.example/هيئة' }
    const signed = { name: 'هيئة التحرير', url: 'https://news.example/%D9%87%D9%8A%D8%A6%D8%A9' }
    expect(articleOf({}, newsroomOf({ author })).authors).toEqual([signed])
    expect(articleOf({ authors: [] }, newsroomOf({ author })).authors).toEqual([signed])
    expect(articleOf({ authors: [{ name: 'سلمى' }] }, newsroomOf({ author })).authors).toEqual([
      { name: 'سلمى' },
    ])
  })

  it.each(['cyber', 'أمن', 'أمن سيبراني', 'امن سيبرانى', 'أَمْن سيبراني', '\u200fأمن'])(
    'rules 31 and 32: a section is known by %j',
    (name) => {
      expect(articleOf({ sections: [name] }).sections).toEqual(['cyber'])
    },
  )

  it('says which sections there are where one is unknown', () => {
    expect(issuesOf({ sections: ['cyber', 'رياضة'] })).toEqual([
      {
        path: ['sections', 1],
        message: 'the publication has no section "رياضة"; it has: technology, cyber',
      },
    ])
    expect(() => publish(draftOf({ sections: ['x'] }), newsroomOf({ sections: [] }))).toThrow(
      'sections.0: the publication has no section "x"; it has: none',
    )
  })

  it('says so on one line, whatever is given for one', () => {
    expect(issuesOf({ sections: ['\u001b[31mرياضة\r\n\u2028أو\u202e غيرها'] })).toEqual([
      {
        path: ['sections', 0],
        message: 'the publication has no section "[31mرياضة  أو غيرها"; it has: technology, cyber',
      },
    ])
  })

  it.each([
    [['الإمارات', 'الامارات', 'الأمارات'], ['الإمارات']],
    [['مدرسه', 'مدرسة'], ['مدرسه']],
    [['عـربي', 'عربي'], ['عـربي']],
    [['٢٠٣٠', '2030', '۲۰۳۰'], ['٢٠٣٠']],
    [['5G', '5g', '\u200f5G'], ['5G']],
    [['ـ', '5G'], ['5G']],
    [
      ['🙂', '🙃'],
      ['🙂', '🙃'],
    ],
  ])('rule 31: the tags %j are %j', (tags, expected) => {
    expect(articleOf({ tags }).tags).toEqual(expected)
  })
})

const MARK = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

describe('publish: marks', () => {
  it.each(['5G في المغرب', '2026', '"COP28" قمة', '@user كتب', '«الحدث» lance', '\u200f5G'])(
    'rules 19 and 21: none is put into a title, and none gets into what names the article: %s',
    (title) => {
      for (const language of ['ar', 'fr']) {
        const article = articleOf({
          language,
          title,
          id: '5G في المغرب',
          canonical: '/5G في المغرب\u200f',
          authors: [{ name: title, url: '\u200ehttps://news.example/a' }],
          tags: [title],
          image: { url: '\u200fa.jpg' },
          enclosures: [{ url: 'a.mp3\u200e', type: 'audio/mpeg' }],
          source: { name: title, url: 'https://news.example/\u202a' },
        })
        expect(article.title).toBe(title)
        expect(article.id).toBe('5G في المغرب')
        const addresses = [
          article.canonical,
          article.authors[0]?.url,
          article.image?.url,
          article.enclosures[0]?.url,
          article.source?.url,
        ]
        const found = memberships(article, newsroom).flatMap(({ key, slug }) => [key, slug])
        for (const name of [...addresses, ...found].map((each) =>
          decodeURIComponent(each ?? '?'),
        )) {
          expect(name).not.toBe('?')
          expect(name).not.toMatch(MARK)
        }
      }
    },
  )

  it('rule 21: an id is what the source says, to the last sign', () => {
    for (const id of ['\u200f5G', 'e\u0301', 'ـ']) expect(articleOf({ id }).id).toBe(id)
  })
})

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        'قمة',
        '5G',
        ' ',
        '\n',
        '\u200f',
        '\u202b',
        '\u2066',
        '\u2069',
        'ﻻ',
        'e\u0301',
        'ـ',
        '\ud800',
        '\u0000',
        '<b>',
        '&amp;',
        '\u0338',
        '>',
      ),
    )
    .map((parts) => parts.join('')),
)

// Rule 26.
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ufeff\u202a-\u202e]|\p{Surrogate}/u

describe('publish: whatever comes in', () => {
  const drafts = fc.record({
    title: text,
    summary: text,
    tag: text,
    content: text,
    correction: text,
  })

  it('is pure: the same draft gives the same article, and stays as it was', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async ({ title, summary, tag, content }) => {
        const parsed = draft.safeParse({
          ...draftOf(),
          title: `خ${title}`,
          summary: `خ${summary}`,
          tags: [`خ${tag}`],
          content,
        })
        if (!parsed.success) return
        const before = await digest(parsed.data)
        const once = publish(parsed.data, newsroom)
        expect(publish(structuredClone(parsed.data), structuredClone(newsroom))).toEqual(once)
        expect(await digest(parsed.data)).toBe(before)
      }),
      { numRuns: 300 },
    )
  })

  it('rules 25 and 26: every text is in NFC and holds nothing that no document may hold', () => {
    fc.assert(
      fc.property(drafts, ({ title, tag, content, correction: given }) => {
        const correction = `خ${given}`
        const article = articleOf({ title: `خ${title}`, tags: [`خ${tag}`], content, correction })
        const texts = [
          article.title,
          ...article.tags,
          article.summary ?? '',
          article.correction ?? '',
        ]
        expect(texts.every((each) => each.normalize('NFC') === each)).toBe(true)
        expect([...texts, article.content].some((each) => FORBIDDEN.test(each))).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('publishing what came out is publishing once', () => {
    fc.assert(
      fc.property(drafts, ({ title, content }) => {
        const once = articleOf({ title: `خ${title}`, content })
        const again = articleOf({ title: once.title, content: once.content })
        expect(JSON.stringify([again.title, again.content])).toBe(
          JSON.stringify([once.title, once.content]),
        )
      }),
      { numRuns: 500 },
    )
  })
})

describe('processingHash', () => {
  it('is the same for what changes no article', async () => {
    const hash = await processingHash(newsroom)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    const changes: Partial<PublicationInput>[] = [
      {},
      { title: 'اسم آخر' },
      { description: 'وصف آخر' },
      { address: 'https://other.example' },
      { hub: 'https://hub.example/' },
      { image: 'https://news.example/logo.png' },
      { timeZone: 'Asia/Riyadh' },
    ]
    for (const change of changes) expect(await processingHash(newsroomOf(change))).toBe(hash)
  })

  it.each<Partial<PublicationInput>>([
    { language: 'ar-MA' },
    { direction: 'rtl' },
    { home: 'https://other.example' },
    { author: { name: 'هيئة' } },
    { sections: [] },
    { marks: 'off' },
    { cleaning: { tatweel: true } },
  ])('is another for %j, which changes articles', async (change) => {
    expect(await processingHash(newsroomOf(change))).not.toBe(await processingHash(newsroom))
  })
})
