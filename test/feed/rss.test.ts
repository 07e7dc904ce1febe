import { format, setDefaultOptions } from 'date-fns'
import { ar } from 'date-fns/locale'
import { afterEach, describe, expect, it } from 'vitest'
import { Feed } from '../../src/feed/feed.ts'
import type { FeedOptions, Item } from '../../src/feed/item.ts'
import { strict, type StrictElement } from '../strict.ts'
import { itemOf } from './documents.ts'

const PUB_DATE =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$/

function rssOf(options: Partial<FeedOptions>, ...items: Partial<Item>[]): StrictElement {
  const feed = new Feed({ title: 'الحدث', link: 'https://news.example/', ...options })
  for (const each of items) feed.addItem(itemOf(each))
  return strict(feed.rss2())
}

function itemIn(options: Partial<FeedOptions>, item: Partial<Item>): StrictElement {
  return rssOf(options, item).the('channel').the('item')
}

describe('the channel', () => {
  it('has what RSS 2.0 wants and nothing empty, where nothing else is known', () => {
    const rss = rssOf({})
    expect(rss.attributes).toEqual({ version: '2.0' })
    const channel = rss.the('channel')
    expect(channel.elements.map(({ name, text }) => [name, text])).toEqual([
      ['title', 'الحدث'],
      ['link', 'https://news.example/'],
      ['description', ''],
      ['generator', 'Khulasa'],
      ['docs', 'https://www.rssboard.org/rss-specification'],
    ])
  })

  it.each([
    ['ar', 'ar'],
    ['ar-MA', 'ar-MA'],
    ['fr', 'fr'],
    ['ary', 'ar-MA'],
    ['arz', 'ar-EG'],
    ['apc', 'ar-SY'],
    ['ary-DZ', 'ar-DZ'],
    ['ckb', 'ku'],
  ])('rules 5 and 6: in %s, <language> and xml:lang say %s', (language, said) => {
    const rss = rssOf({ language })
    expect(rss.attributes['xml:lang']).toBe(said)
    expect(rss.the('channel').texts('language')).toEqual([said])
  })

  it.each(['und', 'und-Arab'])('rule 5: in %s, it says no language', (language) => {
    const rss = rssOf({ language })
    expect(rss.attributes).toEqual({ version: '2.0' })
    expect(rss.the('channel').texts('language')).toEqual([])
  })

  it('has a length of life, not one of nothing', () => {
    expect(rssOf({ ttl: 5 }).the('channel').texts('ttl')).toEqual(['5'])
    expect(rssOf({ ttl: 0 }).the('channel').texts('ttl')).toEqual([])
  })

  it('has no generator where none is wanted', () => {
    expect(rssOf({ generator: false }).the('channel').one('generator')).toBeUndefined()
    expect(rssOf({ generator: 'غيره' }).the('channel').the('generator').text).toBe('غيره')
  })

  it('has no lastBuildDate where nobody said one', () => {
    expect(rssOf({}, {}).the('channel').one('lastBuildDate')).toBeUndefined()
  })

  it('has no page where there is none', () => {
    const channel = rssOf({ link: undefined, image: 'https://news.example/a.png' }).the('channel')
    expect(channel.one('link')).toBeUndefined()
    expect(channel.the('image').elements.map(({ name }) => name)).toEqual(['url', 'title'])
  })
})

describe('an item', () => {
  it('rule 6: says its language where that differs from the feed', () => {
    const item = itemIn({ language: 'ar' }, { language: 'fr', title: 'Ligue arabe' })
    expect(item.attributes).toEqual({ 'xml:lang': 'fr' })
    expect(item.texts('dc:language')).toEqual(['fr'])
  })

  it.each([
    ['ar', 'ar'],
    ['ar', undefined],
    ['ar-MA', 'ary'],
    ['ary', 'ar-MA'],
    [undefined, undefined],
  ])('rule 6: in a feed in %s, one in %s does not say it again', (language, own) => {
    const item = itemIn({ language }, { language: own })
    expect(item.attributes).toEqual({})
    expect(item.texts('dc:language')).toEqual([])
  })

  it('rules 5 and 6: says no language where it names none', () => {
    const item = itemIn({ language: 'ar' }, { language: 'und' })
    expect(item.attributes).toEqual({})
    expect(item.texts('dc:language')).toEqual([])
  })

  it('rule 6: says its language where the feed names none', () => {
    const item = itemIn({ language: 'und' }, { language: 'ar' })
    expect(item.attributes).toEqual({ 'xml:lang': 'ar' })
    expect(item.texts('dc:language')).toEqual(['ar'])
  })

  it('rules 8, 9 and 16: says its direction in no attribute of RSS', () => {
    const rss = rssOf({ language: 'ar' }, { language: 'fr', title: 'Ligue arabe' }, {})
    const attributes = [...rss.descendants()].flatMap((each) => Object.keys(each.attributes))
    expect(attributes.filter((name) => /dir|style|class/.test(name))).toEqual([])
  })

  it('rule 15: wraps description and content:encoded, its blocks too', () => {
    const item = itemIn({ language: 'ar' }, { description: 'خبر', content: '<p>خبر</p><p>ثان</p>' })
    expect(item.the('description').text).toBe('<div dir="rtl" lang="ar"><p dir="rtl">خبر</p></div>')
    expect(item.the('content:encoded').text).toBe(
      '<div dir="rtl" lang="ar"><p dir="rtl">خبر</p><p dir="rtl">ثان</p></div>',
    )
  })

  it.each([
    [{ id: 'أ' }, 'أ', 'false'],
    [{ id: 'أ', guid: 'ب' }, 'ب', 'false'],
    [{ id: 'أ', guid: '' }, 'أ', 'false'],
    [{ id: 'https://news.example/1' }, 'https://news.example/1', 'false'],
    [
      { id: undefined, link: 'https://news.example/خبر' },
      'https://news.example/%D8%AE%D8%A8%D8%B1',
      'true',
    ],
  ])('with %j has the guid %s', (item, guid, isPermaLink) => {
    const read = itemIn({}, item).the('guid')
    expect(read.text).toBe(guid)
    expect(read.attributes).toEqual({ isPermaLink })
  })

  it.each([
    ['2026-08-22T09:00:00Z', 'Sat, 22 Aug 2026 09:00:00 GMT'],
    ['2026-01-01T00:30:00+01:00', 'Wed, 31 Dec 2025 23:30:00 GMT'],
  ])('rule 34: published at %s has the pubDate %s', (published, written) => {
    const { text } = itemIn({}, { published: new Date(published) }).the('pubDate')
    expect(text).toBe(written)
    expect(text).toMatch(PUB_DATE)
  })

  it('has the pubDate of its date where it has no other', () => {
    expect(itemIn({}, {}).the('pubDate').text).toBe('Sat, 22 Aug 2026 09:00:00 GMT')
  })

  it.each([
    ['a name', [{ name: 'فاطمة' }], [['dc:creator', 'فاطمة']]],
    ['an address', [{ name: 'فاطمة', email: 'f@a.example' }], [['author', 'f@a.example (فاطمة)']]],
    ['an address only', [{ email: 'f@a.example' }], [['author', 'f@a.example']]],
    ['what is no address', [{ name: 'فاطمة', email: 'فاطمة' }], [['dc:creator', 'فاطمة']]],
    [
      'several',
      [{ name: 'فاطمة', email: 'f@a.example' }, { name: ' ' }, { email: 'k@a.example' }],
      [
        ['dc:creator', 'فاطمة'],
        ['dc:creator', 'k@a.example'],
      ],
    ],
  ])('by %s', (_, author, written) => {
    const people = itemIn({}, { author }).elements.filter(({ name }) => /author|creator/.test(name))
    expect(people.map(({ name, text }) => [name, text])).toEqual(written)
  })

  it('has its categories with their domain, by name', () => {
    const category = [
      {
        name: 'ثقافة',
        term: 'culture',
        domain: 'https://a.example/s/',
        scheme: 'https://a.example/t/',
      },
      { term: 'رأي', scheme: 'https://a.example/t/' },
      { name: '\u0000' },
    ]
    const read = itemIn({}, { category }).all('category')
    expect(read.map(({ text, attributes }) => [text, attributes])).toEqual([
      ['ثقافة', { domain: 'https://a.example/s/' }],
      ['رأي', { domain: 'https://a.example/t/' }],
    ])
  })
})

describe('enclosures and media', () => {
  const URL = 'https://cdn.example/a'

  it.each([
    [
      'audio of a known size',
      { audio: { url: `${URL}.mp3`, length: 9 } },
      `${URL}.mp3`,
      '9',
      'audio/mpeg',
    ],
    [
      'a type that was given',
      { audio: { url: `${URL}.mp3`, type: 'audio/mp4' } },
      `${URL}.mp3`,
      '0',
      'audio/mp4',
    ],
    ['an unknown type', { enclosure: { url: URL } }, URL, '0', 'application/octet-stream'],
    ['the image', { image: `${URL}.png` }, `${URL}.png`, '0', 'image/png'],
    [
      'audio before the image',
      { audio: `${URL}.mp3`, image: `${URL}.png` },
      `${URL}.mp3`,
      '0',
      'audio/mpeg',
    ],
  ])('encloses %s', (_, item, url, length, type) => {
    const read = itemIn({}, item).the('enclosure')
    expect(read.attributes).toEqual({ url, length, type })
    expect(read.children).toEqual([])
  })

  it('encloses one, and lists the others with what is known of them', () => {
    const item = itemIn(
      {},
      {
        enclosure: { url: `${URL}.pdf`, length: 1 },
        enclosures: [
          { url: `${URL}.mp3`, title: 'ص <b>', duration: 61.5, length: 0 },
          { url: `${URL}.mp4`, length: 7 },
        ],
      },
    )
    expect(item.the('enclosure').attributes['url']).toBe(`${URL}.pdf`)
    expect(item.all('media:content').map(({ attributes }) => attributes)).toEqual([
      { url: `${URL}.mp3`, type: 'audio/mpeg', duration: '61.5' },
      { url: `${URL}.mp4`, type: 'video/mp4', fileSize: '7' },
    ])
    expect(item.all('media:content')[0]?.the('media:title').text).toBe('ص <b>')
  })

  it('shows an image of no known type or size without them', () => {
    const item = itemIn({}, { image: { url: URL, width: 0, height: 0, alt: ' ', credit: '' } })
    expect(item.one('enclosure')).toBeUndefined()
    expect(item.the('media:content').attributes).toEqual({ url: URL, medium: 'image' })
    expect(item.the('media:content').children).toEqual([])
    expect(item.the('media:thumbnail').attributes).toEqual({ url: URL })
  })

  it('rule 19: marks the words of an image', () => {
    const image = { url: URL, alt: '5G في المغرب', credit: 'AFP' }
    const content = itemIn({ language: 'ar' }, { image }).the('media:content')
    expect(content.the('media:description').text).toBe('\u200f5G في المغرب')
    expect(content.the('media:credit').text).toBe('AFP')
  })
})

describe('rule 35', () => {
  afterEach(() => setDefaultOptions({ locale: undefined }))

  it('dates stay English whatever locale date-fns was given', () => {
    setDefaultOptions({ locale: ar })
    const date = new Date('2026-08-22T09:00:00Z')
    expect(format(date, 'EEEE')).toBe('السبت')
    const channel = rssOf({ updated: date }, { date }).the('channel')
    expect(channel.the('lastBuildDate').text).toBe('Sat, 22 Aug 2026 09:00:00 GMT')
    expect(channel.the('item').the('pubDate').text).toBe('Sat, 22 Aug 2026 09:00:00 GMT')
  })
})
