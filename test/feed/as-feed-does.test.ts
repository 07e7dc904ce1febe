// What the package `feed` 6 takes, ours takes, and whatever it writes, ours writes too.

import { type Extension, Feed as BaseFeed } from 'feed'
import { describe, expect, it } from 'vitest'
import { Feed } from '../../src/feed/feed.ts'
import type { FeedOptions } from '../../src/feed/item.ts'
import { strict, type StrictElement } from '../strict.ts'
import { documents } from './documents.ts'

const OPTIONS: FeedOptions = {
  id: 'https://news.example/',
  title: 'الحدث',
  description: 'أخبار & آراء',
  link: 'https://news.example/',
  language: 'ar',
  updated: new Date('2026-08-22T10:00:00.500Z'),
  generator: 'مولد',
  ttl: 60,
  stylesheet: '/feed.xsl',
  feedLinks: {
    rss: 'https://news.example/rss.xml',
    atom: 'https://news.example/atom.xml',
    json: 'https://news.example/feed.json',
  },
  hub: 'https://hub.example/',
  docs: 'https://news.example/docs',
  podcast: true,
  category: 'News',
  author: {
    name: 'فاطمة',
    email: 'f@news.example',
    link: 'https://news.example/f',
    avatar: 'https://news.example/f.png',
  },
  image: 'https://news.example/logo.png',
  favicon: 'https://news.example/icon.png',
  copyright: 'الحدث 2026',
}

const EXTENSION: Extension = {
  name: 'itunes:summary',
  objects: { _attributes: { note: 'أ' }, _cdata: 'نص <b>' },
}
const JSON_EXTENSION: Extension = {
  name: '_example',
  objects: { about: 'مثال', level: 1 },
}

function fill<T extends BaseFeed>(feed: T): T {
  feed.addCategory('أخبار')
  feed.addContributor({ name: 'كريم', email: 'k@news.example', link: 'https://news.example/k' })
  feed.addExtension(EXTENSION)
  feed.addItem({
    title: 'قمة المناخ',
    id: 'https://news.example/1',
    guid: 'guid-1',
    link: 'https://news.example/1',
    date: new Date('2026-08-22T09:00:00.500Z'),
    published: new Date('2026-08-22T08:00:00.500Z'),
    description: '<p>ملخص</p>',
    content: '<p>نص</p>',
    author: [{ name: 'فاطمة', email: 'f@news.example', link: 'https://news.example/f' }],
    contributor: [{ name: 'كريم', email: 'k@news.example' }],
    category: [
      {
        name: 'ثقافة',
        term: 'culture',
        domain: 'https://news.example/sections/',
        scheme: 'https://news.example/sections/',
      },
    ],
    copyright: 'الحدث',
    image: { url: 'https://cdn.example/a.png', length: 1 },
    audio: { url: 'https://cdn.example/a.wav', length: 2, duration: 3723 },
    extensions: [{ name: 'itunes:explicit', objects: { _text: 'no' } }],
  })
  feed.addItem({
    title: 'ثان',
    link: 'https://news.example/2',
    date: new Date('2026-08-21T09:00:00.500Z'),
    image: 'https://cdn.example/b.png',
    enclosure: { url: 'https://cdn.example/b.webp', type: 'image/webp', length: 3 },
  })
  return feed
}

/** One line for each thing that an element says, with the names of those around it. */
function lines(element: StrictElement, above = ''): string[] {
  const path = `${above}/${element.name}`
  const own = element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim()
  return [
    ...Object.entries(element.attributes).map(([name, value]) => `${path} @${name} ${value}`),
    ...(own ? [`${path} ${own}`] : []),
    ...element.elements.flatMap((child) => lines(child, path)),
  ]
}

function missing(theirs: string[], ours: string[]): string[] {
  const written = new Set(ours)
  return theirs.filter((line) => !written.has(line))
}

function readJson(feed: BaseFeed) {
  return JSON.parse(feed.json1()) as Record<string, unknown> & { items: Record<string, unknown>[] }
}

function omit(item: Record<string, unknown> = {}, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)))
}

const THEIRS = fill(new BaseFeed(OPTIONS))
const OURS = fill(new Feed(OPTIONS))

describe('what `feed` writes and ours writes in another way', () => {
  it('RSS', () => {
    const { rss } = documents(OURS)
    expect(missing(lines(strict(THEIRS.rss2())), lines(rss))).toEqual([
      // HTML says which way it runs.
      '/rss/channel/item/description <p>ملخص</p>',
      '/rss/channel/item/content:encoded <p>نص</p>',
      // There is room for one enclosure, and the one that was given is the first.
      '/rss/channel/item/enclosure @url https://cdn.example/b.png',
      '/rss/channel/item/enclosure @length 0',
      '/rss/channel/item/enclosure @type image/png',
      // What the element wants is an attribute.
      '/rss/channel/googleplay:category News',
      '/rss/channel/itunes:category News',
    ])
  })

  it('Atom', () => {
    const { atom } = documents(OURS)
    expect(missing(lines(strict(THEIRS.atom1())), lines(atom))).toEqual([
      // A title is no HTML, and neither is a summary.
      '/feed/entry/title @type html',
      '/feed/entry/summary @type html',
      '/feed/entry/summary <p>ملخص</p>',
      '/feed/entry/content <p>نص</p>',
      '/feed/entry/title @type html',
    ])
  })

  it('JSON Feed, in 1.1', () => {
    const { json } = documents(OURS)
    const { items, version, author, 'itunes:summary': ofRss, ...feed } = readJson(THEIRS)
    expect(json).toMatchObject(feed)
    expect([version, json.version]).toEqual([
      'https://jsonfeed.org/version/1',
      'https://jsonfeed.org/version/1.1',
    ])
    expect(json.authors).toEqual([author])
    // No member of JSON Feed is called so.
    expect(ofRss).toEqual(EXTENSION.objects)

    const [first, second] = items
    expect(json.items).toMatchObject([
      {
        ...omit(first, 'itunes:explicit', 'author'),
        authors: [first?.['author']],
        // HTML says which way it runs, and a summary is no HTML.
        content_html: '<div dir="rtl" lang="ar"><p dir="rtl">نص</p></div>',
        summary: 'ملخص',
      },
      { ...second, id: 'https://news.example/2' },
    ])
  })
})

describe('the parts of `feed`', () => {
  it.each([
    ['itunes:summary', [{ name: 'itunes:summary', text: 'نص <b>', attributes: { note: 'أ' } }]],
    ['itunes:author', [{ name: 'itunes:author', text: 'فاطمة', attributes: {} }]],
    ['category', [{ name: 'category', text: 'أخبار', attributes: {} }]],
    ['ttl', [{ name: 'ttl', text: '60', attributes: {} }]],
    ['docs', [{ name: 'docs', text: 'https://news.example/docs', attributes: {} }]],
  ])('%s is in the channel', (name, elements) => {
    expect(documents(OURS).channel.all(name)).toMatchObject(elements)
  })

  it.each([
    [{ id: 'https://news.example/#1', guid: '2' }, '2', 'https://news.example/#1'],
    [{ guid: '2' }, '2', 'https://news.example/1'],
    [
      { id: 'https://news.example/#1', guid: '' },
      'https://news.example/#1',
      'https://news.example/#1',
    ],
    [{}, 'https://news.example/1', 'https://news.example/1'],
  ])('an item with %j is known by %s in RSS and %s in Atom, as there', (known, guid, id) => {
    for (const feed of [new BaseFeed({ title: 'ت', id: 'x:y' }), new Feed({ title: 'ت' })]) {
      feed.addItem({ title: 'ت', link: 'https://news.example/1', date: new Date(0), ...known })
      expect(strict(feed.rss2()).the('channel').the('item').the('guid').text).toBe(guid)
      expect(strict(feed.atom1()).the('entry').the('id').text).toBe(id)
    }
  })

  it('a stylesheet is in both XML formats, as there', () => {
    const instruction = '<?xml-stylesheet href="/feed.xsl" type="text/xsl"?>'
    for (const document of [THEIRS.rss2(), THEIRS.atom1(), OURS.rss2(), OURS.atom1()]) {
      strict(document)
      expect(document).toContain(instruction)
    }
  })

  it('an extension of JSON Feed is in the feed and in its items, as there', () => {
    const [theirs, ours] = [new BaseFeed({ title: 'ت' }), new Feed({ title: 'ت' })].map((feed) => {
      feed.addExtension(JSON_EXTENSION)
      feed.addItem({
        title: 'ت',
        id: '1',
        link: 'https://news.example/1',
        date: new Date(0),
        extensions: [JSON_EXTENSION],
      })
      return feed.json1()
    })
    for (const text of [theirs, ours]) {
      expect(JSON.parse(text ?? '')).toMatchObject({
        _example: JSON_EXTENSION.objects,
        items: [{ _example: JSON_EXTENSION.objects }],
      })
    }
  })

  it('is one of them', () => {
    expect(OURS).toBeInstanceOf(BaseFeed)
    expect(OURS.categories).toEqual(THEIRS.categories)
    expect(OURS.contributors).toEqual(THEIRS.contributors)
    expect(OURS.extensions).toEqual(THEIRS.extensions)
  })
})

describe('the faults of `feed` 6 that ours does not have', () => {
  it('an id that is no address does not throw', () => {
    const item = { title: 'ت', id: 'خبر 1', link: 'https://news.example/1', date: new Date(0) }
    const [theirs, ours] = [new BaseFeed(OPTIONS), new Feed(OPTIONS)]
    theirs.addItem(item)
    ours.addItem(item)
    expect(() => theirs.atom1()).toThrow()
    expect(documents(ours).atom.the('entry').the('id').text).toBe(
      'tag:news.example,2026:feeds/articles/%D8%AE%D8%A8%D8%B1%201',
    )
  })

  it('nothing is dated now', () => {
    const feed = new Feed({ title: 'ت' })
    const { channel, atom } = documents(feed)
    expect(channel.one('lastBuildDate')).toBeUndefined()
    expect(atom.the('updated').text).toBe('1970-01-01T00:00:00Z')
  })

  it('a control character and a second ]]> do not break the document', () => {
    const item = {
      title: 'أ\b',
      link: 'https://news.example/1',
      date: new Date(0),
      content: ']]> ]]>',
    }
    const [theirs, ours] = [new BaseFeed(OPTIONS), new Feed(OPTIONS)]
    theirs.addItem(item)
    ours.addItem(item)
    expect(() => strict(theirs.rss2())).toThrow()
    expect(documents(ours).channel.the('item').the('title').text).toBe('أ')
  })
})
