// Rules that hold all through the three documents, whichever writer and whichever field it is.

import { describe, expect, it } from 'vitest'
import { Feed } from '../../src/feed/feed.ts'
import { compose } from '../../src/feed/compose.ts'
import { documents, itemOf, onlyEntry } from './documents.ts'
import { ALL, FRENCH, PUBLICATION, VIEW } from './mixed.ts'

describe('rules, everywhere in the three documents', () => {
  const text = '5G في المغرب <b>'
  const media = { url: 'https://cdn.example/a.mp3', title: text, length: 1 }
  const full = () => {
    const feed = new Feed({
      title: text,
      description: text,
      copyright: text,
      link: 'https://news.example/',
      language: 'ar',
      image: 'https://news.example/a.png',
      author: { name: text },
    })
    feed.addItem(
      itemOf({
        title: text,
        summary: text,
        content: '<p>أ</p>',
        copyright: text,
        author: [{ name: text }],
        category: [{ name: text }],
        enclosures: [media, media],
        image: { url: 'https://news.example/a.png', alt: text },
      }),
    )
    return documents(feed)
  }

  it('rule 8: no element but HTML has a dir, whatever there is to say', () => {
    const { rss, atom } = full()
    const named = [...rss.descendants(), ...atom.descendants()].filter(
      ({ attributes }) => 'dir' in attributes,
    )
    expect(named.map(({ name }) => name)).toEqual([])
  })

  it('rule 14: a title, name or tag says its signs as text, and no markup is put in', () => {
    const { channel, atom, json } = full()
    const item = channel.the('item')
    const entry = atom.the('entry')
    const marked = `\u200f${text}`
    for (const name of ['title', 'subtitle', 'rights'])
      expect(atom.the(name).attributes).toEqual({})
    for (const name of ['title', 'summary', 'rights'])
      expect(entry.the(name).attributes).toEqual({})
    expect([channel, item, atom, entry].map((each) => each.the('title').text)).toEqual(
      Array(4).fill(marked),
    )
    expect([json.title, json.items[0]?.title]).toEqual([marked, marked])
    expect([item.the('dc:creator').text, entry.the('author').the('name').text]).toEqual([
      text,
      text,
    ])
    expect(json.items[0]?.authors).toEqual([{ name: text }])
    expect([
      item.the('category').text,
      entry.the('category').attributes['label'],
      json.items[0]?.tags,
    ]).toEqual([text, text, [text]])
  })

  it('rule 19: words of media are marked', () => {
    const { channel, atom, json } = full()
    const marked = `\u200f${text}`
    const [other, picture] = channel.the('item').all('media:content')
    expect(other?.the('media:title').text).toBe(marked)
    expect(picture?.the('media:description').text).toBe(marked)
    const enclosed = atom
      .the('entry')
      .all('link')
      .filter(({ attributes }) => attributes['rel'] === 'enclosure')
    expect(enclosed.flatMap(({ attributes }) => attributes['title'] ?? [])).toContain(marked)
    expect(json.items[0]?.attachments?.[0]?.title).toBe(marked)
  })

  it('rule 17: nor is the content of an entry that has no page', () => {
    const feed = new Feed({ title: 'ت', language: 'ar' })
    feed.addItem(itemOf({ link: '', id: 'x:1', description: '<p>نص</p>' }))
    expect(documents(feed).atom.the('entry').the('content').attributes).toEqual({ type: 'html' })
  })

  it('rule 12: ours cannot be taken away from an item', () => {
    const feed = new Feed({ title: 'ت', language: 'ar' })
    feed.addItem(itemOf({ language: 'fr', extensions: [{ name: '_khulasa', objects: {} }] }))
    expect(documents(feed).json.items[0]?.['_khulasa']).toEqual({ direction: 'ltr' })
  })

  it('rules 16 and 20: a summary as HTML has no style, and no mark where they are off', () => {
    const article = { ...FRENCH, summary: '«الحدث» lance', content: '' }
    const feed = compose({ ...PUBLICATION, marks: 'off' }, ALL, [article], VIEW)
    expect(onlyEntry(documents(feed)).rss.the('description').text).toBe(
      '<div dir="ltr" lang="fr"><p dir="ltr">«الحدث» lance</p></div>',
    )
  })

  it('rule 20: with marks off, one that the author wrote stays', () => {
    const feed = new Feed({ title: '\u200f5G في', language: 'ar', marks: 'off' })
    expect(documents(feed).json.title).toBe('\u200f5G في')
  })

  it('rule 32: links go out in ASCII in each format', () => {
    const link = 'https://مثال.example/خبر'
    const encoded = 'https://xn--mgbh0fb.example/%D8%AE%D8%A8%D8%B1'
    const feed = new Feed({ title: 'ت', link, language: 'ar' })
    feed.addItem(itemOf({ link }))
    const { channel, atom, json } = documents(feed)
    expect([channel.the('link').text, channel.the('item').the('link').text]).toEqual([
      encoded,
      encoded,
    ])
    expect(
      [atom, atom.the('entry')].map((each) => each.all('link')[0]?.attributes['href']),
    ).toEqual([encoded, encoded])
    expect([json.home_page_url, json.items[0]?.url]).toEqual([encoded, encoded])
  })

  it('rule 26: nothing that XML forbids gets into a document, of a text, an attribute or HTML', () => {
    const hard = 'أ\u0008\ufffe\ud800ب'
    const feed = new Feed({ title: hard, link: 'https://news.example/', language: 'ar' })
    feed.addItem(itemOf({ title: hard, content: `<p>${hard}</p>`, category: [{ name: hard }] }))
    for (const document of [feed.rss2(), feed.atom1(), feed.json1()]) {
      expect(document).not.toMatch(/[\u0000-\u0008\ufffe\uffff]|\\u0008|\\ud800/)
      expect(document.isWellFormed()).toBe(true)
    }
  })

  it('rule 34: the dates of the feed itself', () => {
    const updated = new Date('2026-08-22T10:00:00+01:00')
    const { channel, atom } = documents(
      new Feed({ title: 'ت', link: 'https://news.example/', updated }),
    )
    expect(channel.the('lastBuildDate').text).toBe('Sat, 22 Aug 2026 09:00:00 GMT')
    expect(atom.the('updated').text).toBe('2026-08-22T09:00:00Z')
  })
})
