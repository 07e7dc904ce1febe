import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Feed } from '../../src/feed/feed.ts'
import type { FeedOptions, Item } from '../../src/feed/item.ts'
import type { Marks } from '../../src/text/direction.ts'
import { encodedAddress } from '../../src/text/address.ts'
import { allowed } from '../../src/text/characters.ts'
import { mark } from '../../src/text/direction.ts'
import { LanguageTagError } from '../../src/text/language.ts'
import { readHtml, textNodes } from '../../src/text/markup.ts'
import { type Documents, documents, type Entry, itemOf, onlyEntry } from './documents.ts'
import { anyText, HARD_TEXTS } from './texts.ts'

const NOTHING: Partial<FeedOptions> = {}

function feedOf(options: Partial<FeedOptions>, item: Partial<Item>): Feed {
  const feed = new Feed({
    title: 'الحدث',
    link: 'https://news.example/',
    language: 'ar',
    ...options,
  })
  feed.addItem(itemOf(item))
  return feed
}

function entryOf(options: Partial<FeedOptions>, item: Partial<Item>): Entry {
  return onlyEntry(documents(feedOf(options, item)))
}

function titles({ rss, atom, json }: Entry): (string | undefined)[] {
  return [rss.the('title').text, atom.the('title').text, json.title]
}

describe('languages', () => {
  it.each([
    ['AR_ma', 'ar-MA'],
    ['arb', 'ar'],
    ['iw', 'he'],
  ])('rule 4: %s is %s, in a feed and in an item', (language, canonical) => {
    const feed = new Feed({ title: 'ت', language })
    expect(feed.options.language).toBe(canonical)
    feed.addItem(itemOf({ language }))
    expect(feed.items[0]?.language).toBe(canonical)
  })

  it('rule 4: one that is malformed is refused', () => {
    expect(() => new Feed({ title: 'ت', language: 'عربي' })).toThrow(LanguageTagError)
    expect(() => new Feed({ title: 'ت' }).addItem(itemOf({ language: 'a' }))).toThrow(
      LanguageTagError,
    )
  })
})

describe('wording', () => {
  it('rule 4: has a canonical language, or none', () => {
    const wording = { language: 'AR_ma' }
    expect(new Feed({ title: 'ت', language: 'fr', wording }).options.wording).toEqual({
      language: 'ar-MA',
    })
    const malformed = { language: 'عربي' }
    expect(() => new Feed({ title: 'ت', wording: malformed })).toThrow(LanguageTagError)
  })
})

describe('addresses of the feed', () => {
  it('are absolute: a logo and an icon may be relative to the home page', () => {
    const link = 'https://news.example/ar/'
    const { rss, atom } = documents(
      new Feed({ title: 'ت', link, image: '/شعار.png', favicon: 'i.png' }),
    )
    const logo = 'https://news.example/%D8%B4%D8%B9%D8%A7%D8%B1.png'
    expect(rss.the('channel').the('image').the('url').text).toBe(logo)
    expect(atom.the('logo').text).toBe(logo)
    expect(atom.the('icon').text).toBe('https://news.example/ar/i.png')
  })
})

describe('addItem', () => {
  it('takes null, as databases give it, for what is not there', () => {
    const nothing = { description: null, author: null, extensions: null, copyright: null }
    const known = { title: 'خبر', link: 'https://news.example/1', date: new Date(0), ...nothing }
    const feed = new Feed({ title: 'ت', language: 'ar', copyright: null } as unknown as FeedOptions)
    feed.addItem(known as unknown as Item)
    const { json } = onlyEntry(documents(feed))
    expect(json.authors).toBeUndefined()
  })

  it.each(['RTL', 'auto', 'right'])('rule 2: refuses the direction %s', (direction) => {
    const bad = { direction } as unknown as Partial<Item>
    const message = `"${direction}" is no direction: expected rtl or ltr, or none`
    const feed = new Feed({ title: 'ت' })
    expect(() => feed.addItem(itemOf(bad))).toThrow(new TypeError(message))
    const options = { title: 'ت', direction } as unknown as FeedOptions
    expect(() => new Feed(options)).toThrow(new TypeError(message))
  })

  it('dates an item that has only published by it, and refuses one without a date', () => {
    const published = new Date('2026-08-22T09:30:00Z')
    const item = { title: 'خبر', link: 'https://news.example/1', published } as Item
    const feed = new Feed({ title: 'ت', language: 'ar' })
    feed.addItem(item)
    expect(onlyEntry(documents(feed)).atom.the('updated').text).toBe('2026-08-22T09:30:00Z')
    expect(() => feed.addItem({ title: 'خبر', link: '' } as Item)).toThrow(
      new TypeError('the item "خبر" has no date'),
    )
  })

  it('takes an item without a title, as a program in JavaScript may have it', () => {
    const item: Partial<Item> = itemOf({ description: '<p>نص</p>' })
    delete item.title
    const feed = new Feed({ title: 'ت', link: 'https://news.example/', language: 'ar' })
    feed.addItem(item as Item)
    const { rss, atom, json } = onlyEntry(documents(feed))
    expect(rss.one('title')).toBeUndefined()
    expect(atom.the('title').text).toBe('')
    expect(json.title).toBeUndefined()
  })

  it.each([
    [{ direction: 'rtl' }, {}, 'rtl'],
    [{ direction: 'ltr', language: 'ar' }, { language: 'ar' }, 'ltr'],
    [{ direction: 'rtl', language: 'ar' }, { language: 'fr' }, 'ltr'],
  ] as const)(
    'rule 2: the direction given to a feed, %j, counts for items in its language: %j',
    (options, item, direction) => {
      const feed = new Feed({ title: 'ت', ...options })
      feed.addItem(itemOf({ title: '5G', ...item }))
      expect(feed.items[0]?.direction).toBe(direction)
    },
  )

  it.each([
    ['what was given', { direction: 'ltr', language: 'ar' }, 'ltr'],
    ['the script of its language', { language: 'ar-Latn', title: 'قمة' }, 'ltr'],
    ['the script of the language of the feed', { title: 'COP28' }, 'rtl'],
    ['the first strong character', { language: 'und', title: 'COP28 قمة' }, 'ltr'],
    ['nothing', { language: 'und', title: '2026' }, undefined],
  ] as const)('rule 2: resolves the direction by %s', (_, item, direction) => {
    const [added] = feedOf({}, item).items
    expect(added?.direction).toBe(direction)
  })

  it('rule 15: direction is in the markup, in each format; auto where it is unknown', () => {
    const { rss, atom, json } = entryOf({}, { language: 'und', title: '2026', content: '5' })
    const html = '<div dir="auto"><p dir="auto">5</p></div>'
    expect(rss.the('content:encoded').text).toBe(html)
    expect(atom.the('content').text).toBe(html)
    expect(json.content_html).toBe(html)
  })

  it('rule 15: a block in another language has the direction of its own', () => {
    const { json } = entryOf({}, { content: '<p>خبر</p><blockquote lang="fr">Oui</blockquote>' })
    expect(json.content_html).toBe(
      '<div dir="rtl" lang="ar"><p dir="rtl">خبر</p><blockquote lang="fr" dir="ltr">Oui</blockquote></div>',
    )
  })

  it('rule 16: no direction is left to style or class', () => {
    const feed = feedOf({}, { content: '<p>خبر</p>', description: 'خبر' })
    expect(feed.rss2() + feed.atom1() + feed.json1()).not.toMatch(/(style|class)\\?=/)
  })

  it('makes a summary of a description, and a description of a summary', () => {
    const described = entryOf({}, { description: '<p>أ &lt; <b>ب</b></p>' })
    expect(described.atom.the('summary').text).toBe('أ < ب')
    const summed = entryOf({}, { summary: 'أ < ب' })
    expect(summed.rss.the('description').text).toBe(
      '<div dir="rtl" lang="ar"><p dir="rtl">أ &lt; ب</p></div>',
    )
  })

  it('does not change what it was given', () => {
    const item = itemOf({ content: '<p>خبر</p>' })
    new Feed({ title: 'ت', language: 'ar' }).addItem(Object.freeze(item))
    expect(item.content).toBe('<p>خبر</p>')
  })
})

describe('marks', () => {
  it.each([
    ['ar', 'قمة المناخ في دبي', ''],
    ['ar', '2030: رؤية جديدة', ''],
    ['ar', '«قمة» جديدة', ''],
    ['ar', '€50 للبرميل', ''],
    ['ar', '5G في المغرب', '\u200f'],
    ['ar', 'COP28: قمة المناخ', '\u200f'],
    ['ar', '"COP28" قمة', '\u200f'],
    ['ar', '@user كتب', '\u200f'],
    ['ar', '\u2066COP28\u2069 قمة', '\u200f'],
    ['ar', 'تحديث iOS 18!', ''],
    ['ar', '2026', '\u200f'],
    ['fr', 'Sommet de la Ligue arabe', ''],
    ['fr', '«الحدث» lance son fil RSS', '\u200e'],
    ['fr', '2026', ''],
  ])('rule 19: in %s, %s', (language, title, inFront) => {
    const marked = inFront + title
    expect(titles(entryOf({}, { language, title }))).toEqual([marked, marked, marked])
    const { channel, atom, json } = documents(new Feed({ title, language }))
    expect([channel.the('title').text, atom.the('title').text, json.title]).toEqual([
      marked,
      marked,
      marked,
    ])
  })

  it('rule 19: nothing is marked where the direction is unknown', () => {
    const { channel, atom, json } = documents(new Feed({ title: '2026' }))
    const read = [channel.the('title').text, atom.the('title').text, json.title]
    expect(read).toEqual(['2026', '2026', '2026'])
  })

  it('rule 19: the items keep what was stored', () => {
    const feed = feedOf({}, { title: '5G في المغرب', summary: '5G في المغرب' })
    documents(feed)
    expect(feed.items[0]?.title).toBe('5G في المغرب')
    expect(feed.items[0]?.summary).toBe('5G في المغرب')
  })

  it('rule 19: every plain text of the feed and of an item', () => {
    const text = '5G في المغرب'
    const { channel, atom, json } = documents(
      feedOf(
        { title: text, description: text, copyright: text, image: 'https://news.example/a.png' },
        { title: text, summary: text, copyright: text },
      ),
    )
    const item = channel.the('item')
    const entry = atom.the('entry')
    const read = {
      rss: [
        channel.the('title'),
        channel.the('description'),
        channel.the('copyright'),
        channel.the('image').the('title'),
        item.the('title'),
        item.the('dc:rights'),
      ].map((each) => each.text),
      atom: [
        atom.the('title'),
        atom.the('subtitle'),
        atom.the('rights'),
        entry.the('title'),
        entry.the('summary'),
        entry.the('rights'),
      ].map((each) => each.text),
      json: [json.title, json.description, json.items[0]?.title, json.items[0]?.summary],
    }
    const marked = `\u200f${text}`
    expect(read).toEqual({
      rss: Array(6).fill(marked),
      atom: Array(6).fill(marked),
      json: Array(4).fill(marked),
    })
  })

  it('rule 20: a text that is marked gets no second mark', () => {
    const title = '\u200f5G في المغرب'
    expect(titles(entryOf({}, { title }))).toEqual([title, title, title])
    const content = '<p>5G في المغرب</p>'
    const [once] = feedOf({}, { content }).items
    const [twice] = feedOf({}, { content: once?.content }).items
    expect(once?.content).toBe('<div dir="rtl" lang="ar"><p dir="rtl">\u200f5G في المغرب</p></div>')
    expect(twice?.content).toBe(once?.content)
  })

  it('rule 20: with marks off every text is what was stored', () => {
    const text = '5G في المغرب'
    const options = { marks: 'off' as Marks, title: text, description: text, copyright: text }
    const image = { url: 'https://news.example/a.png', alt: text }
    const feed = feedOf(options, { title: text, summary: text, content: text, image })
    documents(feed)
    expect(feed.rss2() + feed.atom1() + feed.json1()).not.toMatch(/[\u200e\u200f]/)
  })

  it('rule 21: no mark in id, guid, link or address', () => {
    const address = 'https://news.example/5G-في-المغرب'
    const { rss, atom, json } = entryOf({}, { title: '5G', id: '5G-في-المغرب', link: address })
    expect(rss.the('guid').text).toBe('5G-في-المغرب')
    expect(json.id).toBe('5G-في-المغرب')
    expect(atom.the('id').text).toBe(
      'tag:news.example,2026:feeds/articles/5G-%D9%81%D9%8A-%D8%A7%D9%84%D9%85%D8%BA%D8%B1%D8%A8',
    )
    const encoded = 'https://news.example/5G-%D9%81%D9%8A-%D8%A7%D9%84%D9%85%D8%BA%D8%B1%D8%A8'
    expect([rss.the('link').text, atom.the('link').attributes['href'], json.url]).toEqual([
      encoded,
      encoded,
      encoded,
    ])
  })

  it('rule 21: an id is what it was, whatever it is', () => {
    const ids = fc.string({ unit: 'grapheme', minLength: 1 }).filter((id) => id.trim() !== '')
    fc.assert(
      fc.property(ids, (id) => {
        const { rss, json } = entryOf({}, { id, title: 'COP28' })
        expect([rss.the('guid').text, json.id]).toEqual([id, id])
      }),
    )
  })

  it('rule 22: no embedding, override or isolate is ever added', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
        const feed = feedOf({ title: plain }, { title: plain, summary: plain, content: plain })
        expect(feed.rss2() + feed.atom1() + feed.json1()).not.toMatch(
          /[\u202a-\u202e\u2066-\u2069]/,
        )
      }),
    )
  })

  it.each([
    ['ar', '<h2>5G</h2><p>في المغرب</p>', '<h2 dir="rtl">\u200f5G</h2><p dir="rtl">في المغرب</p>'],
    ['ar', '<p> <b>5G</b> في</p>', '<p dir="rtl"> <b>\u200f5G</b> في</p>'],
    ['ar', '<p>في 5G</p><p>5G</p>', '<p dir="rtl">في 5G</p><p dir="rtl">5G</p>'],
    ['fr', '<p>«الحدث» lance</p>', '<p dir="ltr">\u200e«الحدث» lance</p>'],
    ['ar', '<p>2026</p>', '<p dir="rtl">2026</p>'],
  ])('rule 24: in %s, %s', (language, content, marked) => {
    const { rss, atom, json } = entryOf({}, { language, content, title: 'ت' })
    const dir = language === 'ar' ? 'rtl' : 'ltr'
    const html = `<div dir="${dir}" lang="${language}">${marked}</div>`
    expect(rss.the('content:encoded').text).toBe(html)
    expect(atom.the('content').text).toBe(html)
    expect(json.content_html).toBe(html)
  })
})

/** A text of a feed or an item: where it goes in, and where it is read again. */
interface Field {
  put: (text: string) => [Partial<FeedOptions>, Partial<Item>]
  read: (documents: Documents, entry: Entry) => (string | undefined)[]
  /** Whether rule 19 holds for it. */
  marked?: boolean
  /** Whether its element stays where nothing of the text is left. */
  required?: boolean
}

const IMAGE = { url: 'https://news.example/a.png' }

const FIELDS: Record<string, Field> = {
  'title of the feed': {
    put: (title) => [{ title }, {}],
    read: ({ channel, atom, json }) => [
      ...channel.texts('title'),
      ...atom.texts('title'),
      json.title,
    ],
    marked: true,
    required: true,
  },
  'description of the feed': {
    put: (description) => [{ description }, {}],
    read: ({ channel, atom }) => [...channel.texts('description'), ...atom.texts('subtitle')],
    marked: true,
    required: true,
  },
  copyright: {
    put: (copyright) => [{ copyright }, { copyright }],
    read: ({ channel, atom }, entry) => [
      ...channel.texts('copyright'),
      ...atom.texts('rights'),
      ...entry.rss.texts('dc:rights'),
      ...entry.atom.texts('rights'),
    ],
    marked: true,
  },
  generator: {
    put: (generator) => [{ generator }, {}],
    read: ({ channel, atom }) => [...channel.texts('generator'), ...atom.texts('generator')],
    required: true,
  },
  'author of the feed': {
    // The item has one of its own, so that Atom needs no other.
    put: (name) => [{ author: { name } }, { author: [{ name: 'سلمى' }] }],
    read: ({ atom, json }) => [
      ...atom.all('author').map((each) => each.the('name').text),
      ...(json.authors ?? []).map((each) => each.name),
    ],
  },
  title: {
    put: (title) => [NOTHING, { title }],
    // Atom wants the element, empty or not.
    read: (_, { rss, atom, json }) => [
      ...rss.texts('title'),
      ...atom.texts('title').filter((text) => text !== ''),
      ...(json.title === undefined ? [] : [json.title]),
    ],
    marked: true,
  },
  summary: {
    put: (summary) => [NOTHING, { summary }],
    read: (_, { atom, json }) => [
      ...atom.texts('summary'),
      ...(json.summary ? [json.summary] : []),
    ],
    marked: true,
  },
  author: {
    put: (name) => [NOTHING, { author: [{ name }] }],
    read: (_, { rss, atom, json }) => [
      ...rss.texts('dc:creator'),
      ...atom.all('author').map((each) => each.the('name').text),
      ...(json.authors ?? []).map((each) => each.name),
    ],
  },
  contributor: {
    put: (name) => [NOTHING, { contributor: [{ name }] }],
    read: (_, { rss, atom }) => [
      ...rss.texts('dc:contributor'),
      ...atom.all('contributor').map((each) => each.the('name').text),
    ],
  },
  tag: {
    put: (name) => [NOTHING, { category: [{ name }] }],
    read: (_, { rss, atom, json }) => [
      ...rss.texts('category'),
      ...atom
        .all('category')
        .flatMap(({ attributes }) => [attributes['term'], attributes['label']]),
      ...(json.tags ?? []),
    ],
  },
  'image alt': {
    put: (alt) => [NOTHING, { image: { ...IMAGE, alt } }],
    read: (_, { rss }) => rss.the('media:content').texts('media:description'),
    marked: true,
  },
  'image credit': {
    put: (credit) => [NOTHING, { image: { ...IMAGE, credit } }],
    read: (_, { rss }) => rss.the('media:content').texts('media:credit'),
  },
  source: {
    put: (name) => [NOTHING, { source: { name } }],
    read: (_, { rss, atom }) => [
      ...rss.texts('dc:source'),
      ...atom.all('source').map((each) => each.the('title').text),
    ],
  },
  credit: {
    put: (credit) => [NOTHING, { credit }],
    read: (_, { rss, atom }) => [
      ...rss.texts('dc:contributor'),
      ...atom.all('contributor').map((each) => each.the('name').text),
    ],
  },
  'enclosure title': {
    put: (title) => [
      NOTHING,
      { enclosures: [{ url: IMAGE.url }, { url: 'https://news.example/a.mp3', title }] },
    ],
    read: (_, { rss }) => rss.the('media:content').texts('media:title'),
    marked: true,
  },
}

describe.each(Object.entries(FIELDS))('any text as %s', (_, { put, read, marked, required }) => {
  function check(text: string): void {
    const [options, item] = put(text)
    const all = documents(feedOf(options, item))
    const found = read(all, onlyEntry(all))
    const left = allowed(text)
    const expected = marked ? mark(left, 'rtl') : left
    const isLeftOut = left.trim() === '' && !required
    expect(found.length > 0).toBe(!isLeftOut)
    expect(found).toEqual(found.map(() => expected))
  }

  it.each(HARD_TEXTS)('%s leaves documents that are well-formed and lose nothing else', (_, text) =>
    check(text),
  )

  it('leaves documents that are well-formed and read back', () => {
    fc.assert(fc.property(anyText, check), { numRuns: 150 })
  })
})

describe('any text in HTML', () => {
  function visible(html: string | undefined): string {
    return [...textNodes(readHtml(html ?? ''))]
      .map(({ data }) => data)
      .join('')
      .replace(/\r\n?/g, '\n')
  }

  function escaped(text: string): string {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  }

  function check(text: string): void {
    const content = `<p>أ${escaped(text)}</p>`
    const { rss, atom, json } = entryOf({}, { content, description: content })
    const left = `أ${allowed(text)}`.replace(/\r\n?/g, '\n')
    expect({
      description: visible(rss.the('description').text),
      rss: visible(rss.the('content:encoded').text),
      atom: visible(atom.the('content').text),
      json: visible(json.content_html),
    }).toEqual({ description: left, rss: left, atom: left, json: left })
  }

  it.each(HARD_TEXTS)('%s loses nothing else', (_, text) => check(text))

  it('reads back', () => {
    fc.assert(fc.property(anyText, check), { numRuns: 300 })
  })

  it('any string whatever as HTML leaves three documents that say the same', () => {
    fc.assert(
      fc.property(anyText, (content) => {
        const feed = feedOf({}, { content })
        const { rss, atom, json } = onlyEntry(documents(feed))
        const html = allowed(feed.items[0]?.content ?? '')
        expect(rss.texts('content:encoded').join('')).toBe(html.replace(/\r\n?/g, '\n'))
        expect(atom.texts('content').join('')).toBe(html)
        expect(json.content_html ?? '').toBe(html)
      }),
      { numRuns: 300 },
    )
  })
})

describe('any address', () => {
  it('goes out absolute and in ASCII, everywhere', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const address = `https://news.example/${text}`
        const encoded = encodedAddress(address)
        const all = documents(
          feedOf(
            {
              link: address,
              image: address,
              favicon: address,
              hub: address,
              licence: address,
              feedLinks: { rss: address, atom: address, json: address },
              author: { name: 'ف', link: address, avatar: address },
            },
            {
              id: undefined,
              link: address,
              image: address,
              audio: address,
              enclosures: [{ url: address }],
              source: { name: 'م', url: address },
              author: [{ name: 'ف', link: address }],
            },
          ),
        )
        const { rss, atom, json } = onlyEntry(all)
        const hrefs = [...all.atom.descendants()].flatMap(
          ({ attributes }) => attributes['href'] ?? [],
        )
        const urls = [...all.rss.descendants()].flatMap(({ attributes }) => [
          ...(attributes['href'] === undefined ? [] : [attributes['href']]),
          ...(attributes['url'] === undefined ? [] : [attributes['url']]),
        ])
        const texts = [rss.the('link'), rss.the('guid'), atom.the('id'), all.atom.the('logo')]
        const found = [...hrefs, ...urls, ...texts.map((each) => each.text), json.id, json.url]
        expect(found).toEqual(found.map(() => encoded))
        expect(encoded).toMatch(/^https:\/\/news\.example\/[!-~]*$/)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the same feed', () => {
  it('gives the same bytes', () => {
    const make = () => feedOf({ description: 'أخبار' }, { content: '<p>5G</p>', image: IMAGE.url })
    const feed = make()
    for (const write of ['rss2', 'atom1', 'json1'] as const) {
      expect(feed[write]()).toBe(feed[write]())
      expect(make()[write]()).toBe(feed[write]())
    }
  })

  it('rule 35: is written by code that reads no clock and knows no locale', () => {
    const sources = import.meta.glob('../../src/feed/*.ts', {
      query: '?raw',
      import: 'default',
      eager: true,
    })
    expect(Object.keys(sources)).toContain('../../src/feed/rss.ts')
    for (const source of Object.values(sources)) {
      expect(source).not.toMatch(
        /Date\.now|new Date\(\)|Date\(\)|performance|DateTimeFormat|toLocale|date-fns|random/,
      )
    }
  })
})
