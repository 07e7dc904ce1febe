import { setDefaultOptions } from 'date-fns'
import { ar } from 'date-fns/locale'
import { afterEach, describe, expect, it } from 'vitest'
import { Feed } from '../../src/feed/feed.ts'
import type { FeedOptions, Item } from '../../src/feed/item.ts'
import { strict, type StrictElement } from '../strict.ts'
import { itemOf } from './documents.ts'

const RFC_3339 = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3})?Z$/
const ATOM = 'http://www.w3.org/2005/Atom'
const ITS = 'http://www.w3.org/2005/11/its'

function atomOf(options: Partial<FeedOptions>, ...items: Partial<Item>[]): StrictElement {
  const feed = new Feed({ title: 'الحدث', link: 'https://news.example/', ...options })
  for (const each of items) feed.addItem(itemOf(each))
  return strict(feed.atom1())
}

function entryIn(options: Partial<FeedOptions>, item: Partial<Item>): StrictElement {
  return atomOf(options, item).the('entry')
}

describe('the feed', () => {
  it('has what RFC 4287 §4.1.1 wants and nothing empty, where nothing else is known', () => {
    const feed = atomOf({})
    expect(feed.uri).toBe(ATOM)
    expect(feed.elements.map(({ name, text }) => [name, text])).toEqual([
      ['title', 'الحدث'],
      ['id', 'https://news.example/'],
      ['updated', '1970-01-01T00:00:00Z'],
      ['link', ''],
      ['generator', 'Khulasa'],
    ])
  })

  it('was updated when it says, else when its newest entry was', () => {
    const items = [{ date: new Date(2e9) }, { id: 'x:2', date: new Date(3e9 + 70) }]
    expect(atomOf({}, ...items).the('updated').text).toBe('1970-02-04T17:20:00.070Z')
    expect(atomOf({ updated: new Date(9e9) }, ...items).the('updated').text).toBe(
      '1970-04-15T04:00:00Z',
    )
  })

  it.each(['ar', 'ar-MA', 'ary', 'ckb', 'fr'])('rules 5 and 7: says xml:lang %s', (language) => {
    expect(atomOf({ language }).attributes['xml:lang']).toBe(language)
  })

  it.each([
    ['ar', undefined, 'الحدث', 'rtl'],
    ['fr', undefined, 'الحدث', 'ltr'],
    ['ar-Latn', undefined, 'Al-Hadath', 'ltr'],
    ['fr', 'rtl', 'الحدث', 'rtl'],
    [undefined, undefined, 'الحدث', 'rtl'],
    [undefined, undefined, '2026', undefined],
  ] as const)('rules 2 and 9: in %s, %s, %s: its:dir is %s', (language, direction, title, dir) => {
    const { attributes } = atomOf({ language, direction, title })
    expect(attributes['its:dir']).toBe(dir)
    expect(attributes['its:version']).toBe('2.0')
  })

  it.each([
    [[{}], ['الحدث']],
    [[{ author: [{ name: ' ' }] }], ['الحدث']],
    [[{ author: [{ name: 'سلمى' }] }], []],
    [[{ author: [{ name: 'سلمى' }] }, { id: 'x:2' }], ['الحدث']],
    [[], []],
  ])('is its own author where none is named and an entry has none: %j', (items, names) => {
    const feed = atomOf({}, ...items)
    expect(feed.all('author').map((each) => each.the('name').text)).toEqual(names)
  })

  it('has no author where the one given has no name', () => {
    expect(atomOf({ author: { name: ' ', link: 'https://news.example/' } }).all('author')).toEqual(
      [],
    )
  })

  it('has people with page and address, the address where it is one', () => {
    const feed = new Feed({ title: 'الحدث', link: 'https://news.example/' })
    feed.addContributor({ name: 'فاطمة', email: 'f@news.example', link: 'https://news.example/ف' })
    feed.addContributor({ name: 'كريم', email: 'كريم' })
    const people = strict(feed.atom1()).all('contributor')
    expect(people.map(({ elements }) => elements.map(({ name, text }) => [name, text]))).toEqual([
      [
        ['name', 'فاطمة'],
        ['uri', 'https://news.example/%D9%81'],
        ['email', 'f@news.example'],
      ],
      [['name', 'كريم']],
    ])
  })
})

describe('an entry', () => {
  it.each([
    ['ar', 'ar', undefined],
    ['ar', undefined, undefined],
    ['ar', 'fr', 'fr'],
    ['ar-MA', 'ar', 'ar'],
    ['ar-MA', 'ary', 'ary'],
    [undefined, 'ar', 'ar'],
  ])('rule 7: in a feed in %s, one in %s says xml:lang %s', (language, own, said) => {
    expect(entryIn({ language }, { language: own }).attributes['xml:lang']).toBe(said)
  })

  it.each([
    ['ar', 'fr', 'Ligue arabe', 'ltr'],
    ['fr', 'ar', 'قمة', 'rtl'],
    ['ar', 'he', 'ארכיון', undefined],
    ['ar', 'und', '2026', undefined],
    ['und', 'ar', 'قمة', undefined],
    ['und', 'fr', 'Ligue', 'ltr'],
  ])('rule 10: in a feed in %s, one in %s, %s: its:dir is %s', (language, own, title, dir) => {
    const entry = entryIn({ language }, { language: own, title })
    expect(entry.attributes['its:dir']).toBe(dir)
  })

  it('rule 8: nothing in the feed has an unprefixed dir', () => {
    const feed = atomOf({ language: 'ar' }, { language: 'fr', title: 'Ligue arabe' }, {})
    const elements = [...feed.descendants()]
    expect(elements.filter(({ attributes }) => 'dir' in attributes)).toEqual([])
    expect(new Set(elements.map(({ uri }) => uri))).toEqual(new Set([ATOM]))
  })

  it('rule 9: its:dir is in the namespace of ITS', () => {
    const feed = new Feed({ title: 'الحدث', language: 'ar' })
    expect(feed.atom1()).toContain(`xmlns:its="${ITS}" its:version="2.0" its:dir="rtl"`)
  })

  it('rule 14: title and summary are text, not markup', () => {
    const entry = entryIn({ language: 'ar' }, { title: 'أ ‹ ب <b>', summary: 'أ & <i>ب</i>' })
    expect(entry.the('title').text).toBe('أ ‹ ب <b>')
    expect(entry.the('title').attributes).toEqual({})
    expect(entry.the('summary').text).toBe('أ & <i>ب</i>')
    expect(entry.the('summary').attributes).toEqual({})
  })

  it('rule 15: its content is HTML that says its direction, of an LTR entry too', () => {
    const content = entryIn(
      { language: 'ar' },
      { language: 'fr', title: 'Ligue', content: 'Ligue' },
    ).the('content')
    expect(content.attributes).toEqual({ type: 'html' })
    expect(content.text).toBe('<div dir="ltr" lang="fr"><p dir="ltr">Ligue</p></div>')
  })

  it('makes a summary of a description', () => {
    const entry = entryIn({ language: 'ar' }, { description: '<p>أ &amp; <b>ب</b></p>' })
    expect(entry.the('summary').text).toBe('أ & ب')
    expect(entry.one('content')).toBeUndefined()
  })

  it.each([
    ['description', { description: 'خبر' }, '<div dir="rtl" lang="ar"><p dir="rtl">خبر</p></div>'],
    ['nothing', {}, ''],
  ])('with no page to go to has content (RFC 4287 §4.1.2): %s', (_, item, text) => {
    const entry = entryIn({ language: 'ar' }, { ...item, link: '' })
    expect(entry.all('link')).toEqual([])
    expect(entry.the('content').text).toBe(text)
  })

  it('rule 34: its dates are RFC 3339 in UTC', () => {
    const entry = entryIn(
      {},
      {
        date: new Date('2026-08-22T10:00:00+01:00'),
        published: new Date('2025-12-31T23:59:59.5Z'),
      },
    )
    expect(entry.the('updated').text).toBe('2026-08-22T09:00:00Z')
    expect(entry.the('published').text).toBe('2025-12-31T23:59:59.500Z')
    for (const name of ['updated', 'published']) expect(entry.the(name).text).toMatch(RFC_3339)
  })

  it('has categories with term, scheme and label', () => {
    const category = [
      { name: 'ثقافة', term: 'culture', scheme: 'https://a.example/s/' },
      { name: 'رأي', domain: 'https://a.example/d/' },
      { term: 'x' },
      { name: ' ' },
    ]
    const read = entryIn({}, { category }).all('category')
    expect(read.map(({ attributes }) => attributes)).toEqual([
      { term: 'culture', scheme: 'https://a.example/s/', label: 'ثقافة' },
      { term: 'رأي', scheme: 'https://a.example/d/', label: 'رأي' },
      { term: 'x' },
    ])
  })

  it('has an enclosure for each, and for the image', () => {
    const links = entryIn(
      {},
      {
        link: '',
        image: 'https://cdn.example/أ.png',
        audio: { url: 'https://cdn.example/a.mp3', length: 0, title: '"ص"' },
        enclosures: [{ url: 'https://cdn.example/b' }],
      },
    ).all('link')
    expect(links.map(({ attributes }) => attributes)).toEqual([
      {
        rel: 'enclosure',
        type: 'audio/mpeg',
        length: '0',
        title: '"ص"',
        href: 'https://cdn.example/a.mp3',
      },
      { rel: 'enclosure', type: 'application/octet-stream', href: 'https://cdn.example/b' },
      { rel: 'enclosure', type: 'image/png', href: 'https://cdn.example/%D8%A3.png' },
    ])
  })
})

describe('rule 35', () => {
  afterEach(() => setDefaultOptions({ locale: undefined }))

  it('dates stay ASCII whatever locale date-fns was given', () => {
    setDefaultOptions({ locale: ar })
    expect(entryIn({}, {}).the('updated').text).toBe('2026-08-22T09:00:00Z')
  })
})

describe('content', () => {
  it('rule 17: is HTML as text, never XHTML, whose outer div readers drop', () => {
    const content = '<p>نص <b>غليظ</b></p>'
    const { attributes, elements, text } = entryIn({ language: 'ar' }, { content }).the('content')
    expect(attributes).toEqual({ type: 'html' })
    expect(elements).toEqual([])
    expect(text).toBe('<div dir="rtl" lang="ar"><p dir="rtl">نص <b>غليظ</b></p></div>')
  })
})
