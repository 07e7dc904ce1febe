// Our documents as an aggregator reads them: with a parser that most of them are written with.

import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { Feed } from '../../src/feed/feed.ts'

const TITLES = ['\u200f5G في المغرب', 'أ ‹ ب <b> & ]]>', 'Sommet de la Ligue arabe', '2026-08-22']
const BODY = '<p>نص ]]> ]]> &amp; <b>غليظ</b></p>'

const feed = new Feed({ title: 'الحدث', link: 'https://news.example/', language: 'ar' })
TITLES.forEach((title, index) =>
  feed.addItem({
    title,
    id: String(index),
    link: 'https://news.example/خبر?a=1&b=2',
    date: new Date('2026-08-22T09:30:00Z'),
    content: BODY,
  }),
)

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === 'item' || name === 'entry',
})

const ADDRESS = 'https://news.example/%D8%AE%D8%A8%D8%B1?a=1&b=2'
// What an item holds, its language and direction said.
const HTML = '<div dir="rtl" lang="ar"><p dir="rtl">نص ]]&gt; ]]&gt; &amp; <b>غليظ</b></p></div>'

interface Read {
  rss: { channel: { item: Record<string, string>[] } }
  feed: { entry: Record<string, unknown>[] }
}

describe('read back with fast-xml-parser', () => {
  it('RSS says what was put in', () => {
    const { rss } = parser.parse(feed.rss2()) as Read
    const items = rss.channel.item
    expect(items.map(({ title }) => title?.replace(/^\u200f/, ''))).toEqual(
      TITLES.map((title) => title.replace(/^\u200f/, '')),
    )
    expect(items.map((item) => item['content:encoded']?.replace('\u200f', ''))).toEqual(
      TITLES.map(() => HTML),
    )
    expect(items.map(({ link }) => link)).toEqual(TITLES.map(() => ADDRESS))
  })

  it('Atom says what was put in', () => {
    const { entry } = (parser.parse(feed.atom1()) as Read).feed
    expect(entry.map(({ content }) => content)).toEqual(
      TITLES.map(() => ({ '#text': HTML, '@type': 'html' })),
    )
    expect(entry.map(({ link }) => link)).toMatchObject(TITLES.map(() => ({ '@href': ADDRESS })))
  })
})
