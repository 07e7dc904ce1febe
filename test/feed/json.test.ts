import { describe, expect, it } from 'vitest'
import { Feed } from '../../src/feed/feed.ts'
import type { FeedOptions, Item } from '../../src/feed/item.ts'
import { type JsonFeed, jsonFeed } from '../json-feed-schema.ts'
import { itemOf } from './documents.ts'

const ABOUT =
  'direction: base direction, rtl or ltr, of the texts of the feed, or of an item where its own ' +
  'is another. source, credit: where an item came from. correction: what was wrong in it before.'

function jsonOf(options: Partial<FeedOptions>, ...items: Partial<Item>[]): JsonFeed {
  const feed = new Feed({ title: 'الحدث', ...options })
  for (const each of items) feed.addItem(itemOf(each))
  return jsonFeed(feed.json1())
}

function itemIn(options: Partial<FeedOptions>, item: Partial<Item>) {
  return jsonOf(options, item).items[0]
}

describe('the feed', () => {
  it('has what JSON Feed 1.1 wants and nothing empty, where nothing else is known', () => {
    expect(jsonOf({})).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'الحدث',
      _khulasa: { about: ABOUT, direction: 'rtl' },
      items: [],
    })
  })

  it('rules 5 and 11: says its language, as it is', () => {
    expect(jsonOf({ language: 'ary' }).language).toBe('ary')
    expect(jsonOf({ language: 'und' }).language).toBe('und')
  })

  it('rule 12: the extension says what it is about at its first use, and the direction', () => {
    const text = new Feed({ title: 'Ligue arabe', language: 'fr' }).json1()
    expect(jsonFeed(text)['_khulasa']).toEqual({ about: ABOUT, direction: 'ltr' })
    expect(jsonOf({ title: '2026' })['_khulasa']).toEqual({ about: ABOUT })
  })

  it('rule 12: its extension comes before the items', () => {
    const text = new Feed({ title: 'الحدث' }).json1()
    expect(text.indexOf('"_khulasa"')).toBeLessThan(text.indexOf('"items"'))
  })
})

describe('characters that XML forbids', () => {
  const FORBIDDEN = [
    ...Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)),
    '\ufffe',
    '\uffff',
    '\ud83d',
    '\ude00',
  ].filter((each) => !'\t\n\r'.includes(each))

  it.each(FORBIDDEN)(
    'rule 26: %j is in no text and in no name, of the feed and of an item',
    (each) => {
      const feed = new Feed({ title: `أ${each}ب`, language: 'ar' })
      feed.addExtension({ name: '_example', objects: { [`ج${each}`]: `د${each}` } })
      feed.addItem(itemOf({ title: `أ${each}ب`, content: `<p>أ${each}ب</p>` }))
      const text = feed.json1()
      const { title, items } = jsonFeed(text)
      expect([title, items[0]?.title]).toEqual(['أب', 'أب'])
      expect(items[0]?.content_html).toBe('<div dir="rtl" lang="ar"><p dir="rtl">أب</p></div>')
      expect(text).not.toMatch(/[\ufffe\uffff]/)
    },
  )

  it.each(['\\u0008', '\\b', 'C:\\files', '\\ud83d'])('what only looks so stays: %s', (title) => {
    expect(jsonOf({ title }).title).toBe(title)
  })
})

describe('an item', () => {
  it('has what JSON Feed 1.1 wants, where nothing else is known', () => {
    expect(itemIn({ language: 'ar' }, {})).toEqual({
      id: 'tag:news.example,2026:1',
      url: 'https://news.example/1',
      title: 'قمة المناخ في دبي',
      content_text: '',
      date_modified: '2026-08-22T09:00:00Z',
    })
  })

  it.each([
    ['ar', 'fr', 'fr'],
    ['ar', 'ar', undefined],
    ['ar', undefined, undefined],
    ['ar-MA', 'ary', 'ary'],
    ['ar', 'und', 'und'],
    ['und', 'ar', 'ar'],
  ])('rule 11: in a feed in %s, one in %s says %s', (language, own, said) => {
    expect(itemIn({ language }, { language: own })?.language).toBe(said)
  })

  it.each([
    ['ar', 'fr', 'Ligue arabe', { direction: 'ltr' }],
    ['fr', 'ar', 'قمة', { direction: 'rtl' }],
    ['ar', 'he', 'ארכיון', undefined],
    ['ar', 'und', '2026', undefined],
  ])(
    'rule 12: in a feed in %s, one in %s, %s: the extension is %j',
    (language, own, title, said) => {
      expect(itemIn({ language }, { language: own, title })?.['_khulasa']).toEqual(said)
    },
  )

  it('rule 12: where it came from is in the extension', () => {
    const source = { name: 'وكالة', url: 'https://a.example/' }
    expect(itemIn({}, { source, credit: 'و م ع' })?.['_khulasa']).toEqual({
      source,
      credit: 'و م ع',
    })
  })

  it.each([
    ['تصحيح: العدد خمسة.', 'تصحيح: العدد خمسة.'],
    ['5G تصحيح', '\u200f5G تصحيح'],
    [' ', undefined],
  ])('rules 12 and 19: a correction %j is in the extension as %j', (correction, said) => {
    const item = itemIn({ language: 'ar' }, { correction })
    expect(item?.['_khulasa']).toEqual(said && { correction: said })
  })

  it('rule 15: content_html says its direction', () => {
    expect(itemIn({ language: 'ar' }, { content: '<p>خبر</p>' })?.content_html).toBe(
      '<div dir="rtl" lang="ar"><p dir="rtl">خبر</p></div>',
    )
  })

  it('has the description, with its markup, as content where it has no other', () => {
    const item = itemIn({ language: 'ar' }, { description: '<p>5G <b>في</b> المغرب</p>' })
    expect(item?.content_html).toBe(
      '<div dir="rtl" lang="ar"><p dir="rtl">\u200f5G <b>في</b> المغرب</p></div>',
    )
    expect(item?.content_text).toBeUndefined()
    expect(item?.summary).toBe('\u200f5G في المغرب')
  })

  it('rule 34: its dates are RFC 3339 in UTC', () => {
    const item = itemIn({}, { published: new Date('2026-01-01T00:30:00+01:00') })
    expect(item?.date_published).toBe('2025-12-31T23:30:00Z')
    expect(item?.date_modified).toBe('2026-08-22T09:00:00Z')
  })

  it('has people of whom something is known', () => {
    const author = [
      { name: 'فاطمة', link: 'https://a.example/ف', avatar: 'https://a.example/ف.png' },
      { email: 'k@a.example' },
      { name: ' ' },
    ]
    expect(itemIn({}, { author })?.authors).toEqual([
      { name: 'فاطمة', url: 'https://a.example/%D9%81', avatar: 'https://a.example/%D9%81.png' },
      { name: 'k@a.example' },
    ])
    expect(itemIn({}, { author: [{}] })?.authors).toBeUndefined()
  })

  it('has tags by name', () => {
    const category = [{ name: 'ثقافة', term: 'culture' }, { term: 'رأي' }, { name: '' }]
    expect(itemIn({}, { category })?.tags).toEqual(['ثقافة', 'رأي'])
    expect(itemIn({}, { category: [{}] })?.tags).toBeUndefined()
  })

  it('has an attachment for each enclosure, not for the image', () => {
    const item = itemIn(
      {},
      {
        image: 'https://cdn.example/أ.png',
        audio: { url: 'https://cdn.example/a.mp3', length: 9, duration: 61.5, title: 'ص' },
        enclosures: [{ url: 'https://cdn.example/b' }],
      },
    )
    expect(item?.image).toBe('https://cdn.example/%D8%A3.png')
    expect(item?.banner_image).toBe('https://cdn.example/%D8%A3.png')
    expect(item?.attachments).toEqual([
      {
        url: 'https://cdn.example/a.mp3',
        mime_type: 'audio/mpeg',
        title: 'ص',
        size_in_bytes: 9,
        duration_in_seconds: 61.5,
      },
      { url: 'https://cdn.example/b', mime_type: 'application/octet-stream' },
    ])
  })
})
