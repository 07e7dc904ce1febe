import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import type { PartnerInput } from '../../src/article/partner.ts'
import { PROFILES, profileOf } from '../../src/article/profiles.ts'
import { partnerArticle } from '../../src/feed/partner-item.ts'
import { FIFTH_GENERATION, FRENCH, HEBREW, MOROCCAN, NUMBER, PERSIAN } from './mixed.ts'
import { surroundingsOf } from './partners.ts'

function received(article: Article, input: Partial<PartnerInput> = {}): Article | undefined {
  const surroundings = surroundingsOf(input)
  return partnerArticle(article, {
    ...surroundings,
    profile: profileOf(surroundings.partner.profile),
  })
}

const LONG: Article = {
  ...FRENCH,
  content:
    '<div dir="ltr" lang="fr"><p dir="ltr">Un.</p><p dir="ltr">Deux.</p><p dir="ltr">Trois.</p></div>',
}

const TWO = '<div dir="ltr" lang="fr"><p dir="ltr">Un.</p><p dir="ltr">Deux.</p></div>'

describe('how much of a text goes out', () => {
  it('is all of it, byte for byte, unless the partner has terms', () => {
    expect(received(FIFTH_GENERATION)).toEqual(FIFTH_GENERATION)
  })

  it('is its first paragraphs', () => {
    expect(received(LONG, { body: { paragraphs: 2 } })?.content).toBe(TWO)
    expect(received(LONG, { body: { paragraphs: 9 } })?.content).toBe(LONG.content)
  })

  it('is nothing but the summary', () => {
    const { content, summary } = received(LONG, { body: 'summary' }) ?? {}
    expect([content, summary]).toEqual(['', FRENCH.summary])
  })

  it('is the summary where the profile requires a text', () => {
    const french: Partial<PartnerInput> = { profile: 'msn', languages: ['fr'] }
    expect(received(LONG, { ...french, body: 'summary' })?.content).toBe(
      '<div dir="ltr" lang="fr"><p dir="ltr">Le journal s’abonne &amp; se lit partout.</p></div>',
    )
  })

  it('has the correction, whatever else is cut', () => {
    const correction = 'Une version antérieure donnait un autre nom.'
    const content = LONG.content.replace('</div>', `<p dir="ltr">${correction}</p></div>`)
    const corrected = { ...LONG, correction, content }
    expect(received(corrected, { body: { paragraphs: 2 } })?.content).toBe(
      TWO.replace('</div>', `<p dir="ltr" lang="fr">${correction}</p></div>`),
    )
    expect(received(corrected, { body: { paragraphs: 4 } })?.content).toBe(content)
  })
})

describe('the attribution', () => {
  const lastParagraph = (article: Article, input: Partial<PartnerInput>) =>
    /<p(?:(?!<p)[^])*$/.exec(received(article, input)?.content ?? '')?.[0]

  it.each([
    [
      FIFTH_GENERATION,
      '<p dir="rtl" lang="ar">المصدر: <a href="https://news.example/2026/08/%D8%A7%D9%84%D8%AC%D9%8A%D9%84-%D8%A7%D9%84%D8%AE%D8%A7%D9%85%D8%B3"><bdi>الحدث</bdi></a></p></div>',
    ],
    [
      FRENCH,
      '<p dir="ltr" lang="fr">Source&nbsp;: <a href="https://news.example/fr/fil-rss"><bdi>الحدث</bdi></a></p></div>',
    ],
    [
      PERSIAN,
      '<p dir="rtl" lang="fa">منبع: <a href="https://news.example/fa/7"><bdi>الحدث</bdi></a></p></div>',
    ],
    [
      HEBREW,
      '<p dir="rtl" lang="he">מקור: <a href="https://news.example/he/8"><bdi>الحدث</bdi></a></p></div>',
    ],
    [
      MOROCCAN,
      '<p dir="rtl" lang="ary">المصدر: <a href="https://news.example/ary/42"><bdi>الحدث</bdi></a></p></div>',
    ],
    [NUMBER, '<p dir="rtl" lang="ar">المصدر: <bdi>الحدث</bdi></p>'],
  ])(
    'is in words of ours in the language of the article, else in that of the publication',
    (article, line) => {
      expect(lastParagraph(article, { attribution: {} })).toBe(line)
    },
  )

  const LINES = [
    { language: 'ar', text: '5G: عن الحدث' },
    { language: 'ar-MA', text: 'عن الحدث، الرباط' },
    { language: 'fr', text: '«الحدث», Rabat' },
  ]

  it.each([
    ['ar', '<p dir="rtl" lang="ar">\u200f5G: عن الحدث</p></div>'],
    ['ar-MA', '<p dir="rtl" lang="ar-MA">عن الحدث، الرباط</p></div>'],
    ['ar-EG', '<p dir="rtl" lang="ar">\u200f5G: عن الحدث</p></div>'],
    ['fr-CA', '<p dir="ltr" lang="fr">\u200e«الحدث», Rabat</p></div>'],
    ['en', '<p dir="ltr" lang="en">Source: <bdi>الحدث</bdi></p></div>'],
  ])('is the line of the partner that is nearest to %s', (language, line) => {
    const article = { ...FRENCH, language, direction: undefined }
    expect(lastParagraph(article, { attribution: { lines: LINES, link: false } })).toBe(line)
  })

  it('stands under a summary too', () => {
    expect(received(FRENCH, { body: 'summary', attribution: { link: false } })?.content).toBe(
      '<div dir="ltr" lang="fr"><p dir="ltr">Le journal s’abonne &amp; se lit partout.</p>' +
        '<p dir="ltr" lang="fr">Source&nbsp;: <bdi>الحدث</bdi></p></div>',
    )
  })
})

describe('the link to an article', () => {
  const CAMPAIGN = { source: 'nabd', medium: 'rss & co', campaign: 'خريف' }
  const link = (canonical: string, input: Partial<PartnerInput>) =>
    received({ ...FIFTH_GENERATION, canonical }, input)?.canonical

  it.each([
    ['', ''],
    ['?id=7', '?id=7'],
    ['?utm_source=site&id=7#a', '?utm_source=site&id=7#a'],
  ])('is as it is without campaign parameters: %s', (query, same) => {
    expect(link(`https://news.example/5g${query}`, {})).toBe(`https://news.example/5g${same}`)
  })

  it('has those of the partner', () => {
    expect(link('https://news.example/5g?id=7&utm_source=site#a', { campaign: CAMPAIGN })).toBe(
      'https://news.example/5g?id=7&utm_source=nabd&utm_medium=rss+%26+co' +
        '&utm_campaign=%D8%AE%D8%B1%D9%8A%D9%81#a',
    )
  })

  it('has none where the profile forbids them, not even its own', () => {
    const smartnews = { profile: 'smartnews', campaign: CAMPAIGN } as const
    expect(link('https://news.example/5g?utm_source=site&id=7', smartnews)).toBe(
      'https://news.example/5g?id=7',
    )
    expect(link('https://news.example/5g?id=7', smartnews)).toBe('https://news.example/5g?id=7')
  })

  it('changes no id', () => {
    expect(received(FIFTH_GENERATION, { campaign: CAMPAIGN })?.id).toBe(FIFTH_GENERATION.id)
  })
})

describe('images', () => {
  const { image } = FIFTH_GENERATION
  const IMAGES = 'https://images.news.example/{width}/{url}'

  it('come from a service that resizes them', () => {
    const wide = { ...FIFTH_GENERATION, image: image && { ...image, width: 2400, height: 1601 } }
    const url = encodeURIComponent('https://news.example/img/%D8%A8%D8%B1%D8%AC.jpg')
    expect(received(wide, { images: IMAGES })?.image).toEqual({
      ...image,
      url: `https://images.news.example/1200/${url}`,
      bytes: undefined,
      width: 1200,
      height: 801,
    })
    expect(received(wide, { images: 'https://i.example/?u={url}' })?.image).toMatchObject({
      url: `https://i.example/?u=${url}`,
      width: 2400,
      height: 1601,
    })
  })

  it.each([
    ['<img src="https://news.example/a.jpg" width="600">', 600],
    ['<img src="https://news.example/a.jpg" width="100%">', 1200],
    ['<img src="https://news.example/a.jpg" width="5000">', 1200],
    ['<img src="https://news.example/a.jpg">', 1200],
  ])('in the text too: %s', (html, width) => {
    const content = `<div dir="rtl" lang="ar"><p dir="rtl">${html}</p></div>`
    const own = received({ ...FIFTH_GENERATION, content }, { images: IMAGES })
    expect(own?.content).toBe(
      content.replace(
        'https://news.example/a.jpg',
        `https://images.news.example/${width}/https%3A%2F%2Fnews.example%2Fa.jpg`,
      ),
    )
  })

  it.each([
    ['flipboard', { width: 399 }, false],
    ['flipboard', { width: 400, credit: undefined }, true],
    ['flipboard', { width: undefined }, true],
    ['generic', { width: 1 }, true],
    ['generic', { syndication: 'none' as const }, false],
  ] as const)('of %s: with %j, kept: %s', (profile, changes, isKept) => {
    const article = { ...FIFTH_GENERATION, image: image && { ...image, ...changes } }
    expect(received(article, { profile })?.image !== undefined).toBe(isKept)
  })

  const TITLE = 'عنوان يكفي طوله لما تطلبه الشركة'

  it.each([
    [{ width: 719 }, false],
    [{ width: 720 }, true],
    [{ credit: undefined }, false],
  ])('of msn: with %j, kept: %s', (changes, isKept) => {
    const article = { ...FIFTH_GENERATION, title: TITLE, image: image && { ...image, ...changes } }
    expect(received(article, { profile: 'msn' })?.image !== undefined).toBe(isKept)
  })
})

describe('what a profile cannot take', () => {
  const MSN = { profile: 'msn' } as const
  const titled = (title: string) => ({ ...FIFTH_GENERATION, title })

  it('is an article whose title is too short', () => {
    expect(received(titled('ت'.repeat(19)), MSN)).toBeUndefined()
    expect(received(titled('ت'.repeat(20)), MSN)?.title).toBe('ت'.repeat(20))
  })

  it('is no article whose title is too long: it is shortened', () => {
    const fits = `${'كلمة '.repeat(29)}ت`
    expect(received(titled(fits), MSN)?.title).toBe(fits)
    const title = received(titled('كلمة '.repeat(60)), MSN)?.title ?? ''
    expect(title).toMatch(/^(?:كلمة )+كلمة…$/)
    expect(title.length).toBeLessThan(150)
    const vowelled = received(titled('كَلِمَةٌ '.repeat(40)), MSN)?.title ?? ''
    expect(vowelled).toMatch(/…$/)
    expect(vowelled.length).toBeLessThan(150)
  })

  it('is an article in another language than the feed', () => {
    const title = 'Un titre assez long pour eux'
    expect(received({ ...FRENCH, title }, MSN)).toBeUndefined()
    expect(received({ ...FRENCH, title }, { ...MSN, languages: ['fr'] })?.title).toBe(title)
    for (const language of ['ar-MA', 'ary']) {
      expect(received({ ...titled('ت'.repeat(20)), language }, MSN)).toBeDefined()
    }
    expect(received({ ...titled('ت'.repeat(20)), language: 'fa' }, MSN)).toBeUndefined()
  })

  it.each([
    ['msn', { canonical: undefined }],
    ['msn', { content: '' }],
    ['smartnews', { content: '' }],
    ['apple-news', { summary: undefined }],
    ['google-news', { canonical: undefined }],
  ] as const)('of %s is an article with %j', (profile, changes) => {
    const whole = titled('ت'.repeat(20))
    expect(received(whole, { profile })).toBeDefined()
    expect(received({ ...whole, ...changes }, { profile })).toBeUndefined()
  })

  it('of the generic one is nothing', () => {
    for (const each of [FIFTH_GENERATION, FRENCH, PERSIAN, HEBREW, MOROCCAN, NUMBER]) {
      expect(received(each)).toEqual(each)
    }
    expect(Object.keys(PROFILES)).toContain('generic')
  })
})
