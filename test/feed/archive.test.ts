// What a feed says of its archive (RFC 5005) and of what it holds no longer (RFC 6721).

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compose, type View } from '../../src/feed/compose.ts'
import { Feed } from '../../src/feed/feed.ts'
import type { Addresses, FeedOptions } from '../../src/feed/item.ts'
import { strict } from '../strict.ts'
import { documents, itemOf } from './documents.ts'
import { ALL, FRENCH, PUBLICATION, VIEW } from './mixed.ts'
import { anyText } from './texts.ts'

const HISTORY = 'http://purl.org/syndication/history/1.0'
const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0'

function addresses(name: string): Addresses {
  const of = (file: string) => `https://feeds.news.example/${name}/${file}`
  return { rss: of('rss.xml'), atom: of('atom.xml'), json: of('feed.json') }
}

function feedOf(options: Partial<FeedOptions>): Feed {
  const feed = new Feed({
    title: 'الحدث',
    link: 'https://news.example/',
    language: 'ar',
    tag: 'tag:news.example,2026:feeds',
    ...options,
  })
  feed.addItem(itemOf())
  return feed
}

describe('RFC 5005', () => {
  const prevArchive = addresses('أرشيف/1')
  const current = addresses('x')

  it('links to the archive document before this one, and from one to the feed', () => {
    const { channel, atom } = documents(feedOf({ prevArchive, current }))
    const archived = 'https://feeds.news.example/%D8%A3%D8%B1%D8%B4%D9%8A%D9%81/1'
    expect(channel.all('atom:link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'prev-archive', type: 'application/rss+xml', href: `${archived}/rss.xml` },
      { rel: 'current', type: 'application/rss+xml', href: current.rss },
    ])
    expect(
      atom
        .all('link')
        .slice(1)
        .map(({ attributes }) => attributes),
    ).toEqual([
      { rel: 'prev-archive', type: 'application/atom+xml', href: `${archived}/atom.xml` },
      { rel: 'current', type: 'application/atom+xml', href: current.atom },
    ])
  })

  it.each([
    ['the next page', { next: addresses('2'), prevArchive: addresses('1') }, addresses('2').json],
    ['the archive where there is none', { prevArchive: addresses('1') }, addresses('1').json],
    ['nothing where there is neither', {}, undefined],
  ])('in JSON Feed, next_url is %s', (_, options, url) => {
    expect(documents(feedOf(options)).json.next_url).toBe(url)
  })

  it('an archive document says that it is one', () => {
    const { channel, atom } = documents(feedOf({ archive: true }))
    for (const of of [channel, atom]) {
      expect(of.all('fh:archive').map(({ uri, children }) => [uri, children])).toEqual([
        [HISTORY, []],
      ])
    }
  })

  it('stands before the entries', () => {
    const feed = feedOf({ archive: true })
    expect(feed.rss2().indexOf('<fh:archive/>')).toBeLessThan(feed.rss2().indexOf('<item'))
    expect(feed.atom1().indexOf('<fh:archive/>')).toBeLessThan(feed.atom1().indexOf('<entry'))
  })

  it('refuses another namespace for its prefix', () => {
    const feed = feedOf({ archive: true, namespaces: { fh: 'https://other.example/' } })
    expect(() => feed.rss2()).toThrow(
      new TypeError(
        'the option namespaces binds fh, which archive needs: expected http://purl.org/syndication/history/1.0, or none',
      ),
    )
    strict(feedOf({ archive: true, namespaces: { fh: HISTORY } }).rss2())
  })
})

describe('RFC 6721', () => {
  const when = new Date('2026-08-23T07:00:00Z')

  it('an entry that was removed is a tombstone in Atom, after the entries', () => {
    const removed = [
      { id: 'tag:news.example,2026:1', when },
      { id: '2026-08-22-خبر', when, by: 'هيئة التحرير', comment: '5G سُحبت' },
    ]
    const { atom } = documents(feedOf({ removed }))
    const tombstones = atom.all('at:deleted-entry')
    expect(tombstones.map(({ uri, attributes }) => [uri, attributes])).toEqual([
      [TOMBSTONES, { ref: 'tag:news.example,2026:1', when: '2026-08-23T07:00:00Z' }],
      [
        TOMBSTONES,
        {
          ref: 'tag:news.example,2026:feeds/articles/2026-08-22-%D8%AE%D8%A8%D8%B1',
          when: '2026-08-23T07:00:00Z',
        },
      ],
    ])
    expect(atom.elements.slice(-3)).toEqual([atom.the('entry'), ...tombstones])
    const [bare, told] = tombstones
    expect(bare?.elements).toEqual([])
    expect(told?.the('at:by').the('name').text).toBe('هيئة التحرير')
    expect(told?.the('at:comment').attributes).toEqual({})
  })

  it('has the id that the entry had', () => {
    for (const id of ['tag:news.example,2026:1', 'خبر 1', '42']) {
      const feed = feedOf({ removed: [{ id, when }] })
      feed.items = []
      feed.addItem(itemOf({ id }))
      const { atom } = documents(feed)
      expect(atom.the('at:deleted-entry').attributes['ref']).toBe(atom.the('entry').the('id').text)
    }
  })

  it('rules 7, 9 and 19: says why in the language and direction of the words of the feed', () => {
    const removed = [{ id: 'x:1', when, comment: '5G سُحبت' }]
    const french = feedOf({ language: 'fr', wording: { language: 'ar' }, removed })
    const why = documents(french).atom.the('at:deleted-entry').the('at:comment')
    expect(why.attributes).toEqual({ 'xml:lang': 'ar', 'its:dir': 'rtl' })
    expect(why.text).toBe('\u200f5G سُحبت')
  })

  it('stays well-formed, whatever the strings', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const feed = feedOf({ removed: [{ id: text, when, by: text, comment: text }] })
        expect(documents(feed).atom.all('at:deleted-entry')).toHaveLength(1)
      }),
    )
  })
})

describe('a feed without archive and removals', () => {
  it.each([{}, { removed: [] }, { archive: false }])('says nothing of them: %j', (options) => {
    const feed = feedOf(options)
    const plain = feedOf({})
    expect([feed.rss2(), feed.atom1(), feed.json1()]).toEqual([
      plain.rss2(),
      plain.atom1(),
      plain.json1(),
    ])
    expect(feed.rss2() + feed.atom1()).not.toMatch(/fh|tombstones/)
  })

  it('RSS and JSON Feed have no words for what was removed', () => {
    const feed = feedOf({ removed: [{ id: 'x:1', when: new Date(0) }] })
    expect([feed.rss2(), feed.json1()]).toEqual([feedOf({}).rss2(), feedOf({}).json1()])
  })
})

describe('compose', () => {
  it('hands all of it on', () => {
    const view: View = {
      ...VIEW,
      nextQuery: undefined,
      prevArchive: addresses('1'),
      current: addresses('0'),
      archive: true,
      removed: [{ id: 'x:1', when: new Date(0) }],
    }
    const { channel, atom, json } = documents(compose(PUBLICATION, ALL, [FRENCH], view))
    const rels = atom.all('link').map(({ attributes }) => attributes['rel'])
    expect(rels).toContain('prev-archive')
    expect(rels).toContain('current')
    expect(channel.all('fh:archive')).toHaveLength(1)
    expect(atom.the('at:deleted-entry').attributes['ref']).toBe('x:1')
    expect(json.next_url).toBe(addresses('1').json)
  })
})
