import type { Extension } from 'feed'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Feed } from '../../src/feed/feed.ts'
import type { FeedOptions } from '../../src/feed/item.ts'
import { allowed } from '../../src/text/characters.ts'
import { jsonFeed } from '../json-feed-schema.ts'
import { strict } from '../strict.ts'
import { documents, itemOf, onlyEntry } from './documents.ts'
import { anyText } from './texts.ts'

const ITUNES = 'http://www.itunes.com/dtds/podcast-1.0.dtd'

function extended(name: string, objects: unknown, options: Partial<FeedOptions> = {}): Feed {
  const feed = new Feed({ title: 'الحدث', ...options })
  // As programs in JavaScript call it.
  feed.addExtension({ name, objects: objects as Extension['objects'] })
  return feed
}

describe('elements of RSS', () => {
  it.each([
    ['a text', 'itunes:explicit', 'no', '<itunes:explicit>no</itunes:explicit>'],
    ['a number', 'itunes:episode', 7, '<itunes:episode>7</itunes:episode>'],
    ['a truth', 'itunes:block', true, '<itunes:block>true</itunes:block>'],
    ['nothing', 'itunes:block', {}, '<itunes:block/>'],
    ['_text', 'itunes:title', { _text: 'أ & ب' }, '<itunes:title>أ &amp; ب</itunes:title>'],
    [
      '_cdata',
      'itunes:summary',
      { _cdata: 'أ ]]> ب' },
      '<itunes:summary><![CDATA[أ ]]]]><![CDATA[> ب]]></itunes:summary>',
    ],
    ['_comment', 'itunes:title', { _comment: '--', _text: 'أ' }, '<itunes:title>أ</itunes:title>'],
    [
      '_attributes',
      'itunes:image',
      { _attributes: { href: 'https://a.example/?a=1&b="2"', x: undefined } },
      '<itunes:image href="https://a.example/?a=1&amp;b=&quot;2&quot;"/>',
    ],
    [
      'elements inside, several of one name',
      'itunes:category',
      {
        _attributes: { text: 'أخبار' },
        'itunes:category': [{ _attributes: { text: 'أ' } }, { _attributes: { text: 'ب' } }],
      },
      '<itunes:category text="أخبار"><itunes:category text="أ"/><itunes:category text="ب"/></itunes:category>',
    ],
    [
      'elements of no value',
      'itunes:owner',
      { 'itunes:name': null, 'itunes:email': 'a@b.example' },
      '<itunes:owner><itunes:email>a@b.example</itunes:email></itunes:owner>',
    ],
    [
      'an element of RSS',
      'skipHours',
      { hour: [1, 2] },
      '<skipHours><hour>1</hour><hour>2</hour></skipHours>',
    ],
    ['a name of dc', 'dc:publisher', 'الحدث', '<dc:publisher>الحدث</dc:publisher>'],
    [
      'a namespace of its own',
      'x:y',
      { _attributes: { 'xmlns:x': 'urn:x', 'x:a': 1 }, 'x:z': 'أ' },
      '<x:y xmlns:x="urn:x" x:a="1"><x:z>أ</x:z></x:y>',
    ],
  ])('%s, in the channel and in an item', (_, name, objects, markup) => {
    const feed = extended(name, objects)
    feed.addItem(itemOf({ extensions: feed.extensions }))
    const document = feed.rss2()
    strict(document)
    expect(document.split(markup).length - 1).toBe(2)
    expect(document.indexOf(markup)).toBeLessThan(document.indexOf('<item>'))
    expect(feed.atom1()).not.toContain(markup)
    jsonFeed(feed.json1())
  })

  it('a list is several elements', () => {
    const { channel } = documents(extended('dc:subject', ['أ', 'ب']))
    expect(channel.texts('dc:subject')).toEqual(['أ', 'ب'])
  })

  it('prefixes that are known, and those that are given, are bound where they are used', () => {
    const feed = extended('itunes:type', 'serial', {
      namespaces: { ex: 'https://ex.example/?a&b', unused: 'urn:unused' },
    })
    feed.addItem(
      itemOf({ extensions: [{ name: 'podcast:x', objects: { 'ex:y': { _text: 'أ' } } }] }),
    )
    const document = feed.rss2()
    const item = strict(document).the('channel').the('item')
    expect(strict(document).the('channel').the('itunes:type').uri).toBe(ITUNES)
    expect(item.the('podcast:x').uri).toBe('https://podcastindex.org/namespace/1.0')
    expect(item.the('podcast:x').the('ex:y').uri).toBe('https://ex.example/?a&b')
    expect(document).not.toContain('unused')
    expect(new Feed({ title: 'ت' }).rss2()).not.toContain('itunes')
  })

  it('a prefix that nobody bound is refused', () => {
    const message =
      'the extension "ex:y" has a prefix without a namespace: expected one for ex in the option namespaces'
    expect(() => extended('ex:y', 'أ').rss2()).toThrow(new TypeError(message))
    expect(() => extended('ex:y', 'أ', { namespaces: { ex: '' } }).rss2()).toThrow(message)
    expect(() => extended('a', { 'ex:y': 'أ' }).rss2()).toThrow(message)
    expect(() => extended('a', { _attributes: { 'ex:y': 'أ' } }).rss2()).toThrow(message)
  })

  it.each(['', 'a b', '1', 'a:', ':a', 'a:b:c', 'a><b', '-a', 'a\u0000'])(
    'what is no name is refused: %j',
    (name) => {
      const message = `the extension "${name}" has no name that XML or JSON Feed allows: expected one such as itunes:explicit or _example`
      expect(() => extended(name, 'أ').rss2()).toThrow(new TypeError(message))
      expect(() => extended('a', { _attributes: { [name]: 'أ' } }).rss2()).toThrow(message)
    },
  )

  it('any text reads back', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const feed = extended('dc:subject', { _attributes: { about: text }, _text: text })
        const read = strict(feed.rss2()).the('channel').the('dc:subject')
        expect(read.text).toBe(allowed(text))
        expect(read.attributes).toEqual({ about: allowed(text) })
      }),
    )
  })
})

describe('members of JSON Feed', () => {
  const objects = { about: 'مثال', more: { أ: ['ب\ufffe', 1, true, null] } }
  const read = { about: 'مثال', more: { أ: ['ب', 1, true, null] } }

  it('rule 12: those with a name of _ and a letter onwards, in the feed and in an item', () => {
    const feed = extended('_example', objects)
    feed.addItem(itemOf({ extensions: feed.extensions }))
    const all = documents(feed)
    expect(all.json['_example']).toEqual(read)
    expect(onlyEntry(all).json['_example']).toEqual(read)
    expect(feed.rss2()).not.toContain('_example')
  })

  it('rule 12: no others', () => {
    const feed = extended('itunes:explicit', 'no')
    feed.addItem(itemOf({ extensions: feed.extensions }))
    const text = feed.json1()
    jsonFeed(text)
    expect(text).not.toContain('itunes')
  })

  it.each(['_a.b', '_1', '__a'])('rule 12: %s is the name of none', (name) => {
    const text = extended(name, objects).json1()
    jsonFeed(text)
    expect(text).not.toContain(name)
  })

  it('rule 12: ours cannot be taken away', () => {
    expect(documents(extended('_khulasa', {})).json['_khulasa']).toMatchObject({ direction: 'rtl' })
  })
})

describe('declarations', () => {
  it.each([
    ['an element called so', { name: 'xmlns:foo', objects: { _text: 'a' } }],
    ['the prefix xmlns', { name: 'itunes:x', objects: { _attributes: { 'xmlns:xmlns': 'u' } } }],
    ['no namespace', { name: 'itunes:x', objects: { _attributes: { 'xmlns:p': '' } } }],
  ] as [string, Extension][])(
    '%s is refused: no parser would take the document',
    (_, extension) => {
      const feed = new Feed({ title: 'ت', link: 'https://news.example/' })
      feed.addExtension(extension)
      expect(() => feed.rss2()).toThrow(TypeError)
    },
  )

  it('a date is written as text', () => {
    const feed = new Feed({ title: 'ت', link: 'https://news.example/' })
    const date = new Date('2026-08-22T09:30:00Z')
    feed.addExtension({ name: 'podcast:x', objects: { 'dcterms:issued': date } })
    const issued = strict(feed.rss2()).the('channel').the('podcast:x').the('dcterms:issued')
    expect(issued.text).toBe(String(date))
  })
})
