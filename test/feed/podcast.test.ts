import { describe, expect, it } from 'vitest'
import { Feed } from '../../src/feed/feed.ts'
import type { FeedOptions, Item } from '../../src/feed/item.ts'
import { documents, itemOf } from './documents.ts'

const OPTIONS: FeedOptions = {
  title: 'الحدث',
  link: 'https://news.example/',
  podcast: true,
  category: 'News',
  author: { name: 'فاطمة & كريم', email: 'podcast@news.example' },
  image: 'https://news.example/أ.png',
}

function channelOf(options: FeedOptions, ...items: Partial<Item>[]) {
  const feed = new Feed(options)
  for (const each of items) feed.addItem(itemOf(each))
  return documents(feed).channel
}

function elementsOf(channel: ReturnType<typeof channelOf>) {
  return channel.elements
    .filter(({ name }) => /^(itunes|googleplay):/.test(name))
    .map(({ name, text, attributes }) => [name, text, attributes])
}

describe('podcast', () => {
  it('says what iTunes and Google Play read', () => {
    const image = { href: 'https://news.example/%D8%A3.png' }
    expect(elementsOf(channelOf(OPTIONS))).toEqual([
      ['itunes:author', 'فاطمة & كريم', {}],
      ['itunes:owner', 'podcast@news.example', {}],
      ['itunes:category', '', { text: 'News' }],
      ['itunes:image', '', image],
      ['googleplay:author', 'فاطمة & كريم', {}],
      ['googleplay:owner', 'podcast@news.example', {}],
      ['googleplay:category', '', { text: 'News' }],
      ['googleplay:image', '', image],
    ])
    expect(channelOf(OPTIONS).the('itunes:owner').the('itunes:email').uri).toBe(
      'http://www.itunes.com/dtds/podcast-1.0.dtd',
    )
    expect(channelOf(OPTIONS).the('googleplay:owner').uri).toBe(
      'http://www.google.com/schemas/play-podcasts/1.0',
    )
  })

  it('leaves out what is not known', () => {
    expect(elementsOf(channelOf({ title: 'ت', podcast: true }))).toEqual([])
    const author = { name: 'فاطمة', email: 'لا عنوان' }
    expect(elementsOf(channelOf({ title: 'ت', podcast: true, author }))).toEqual([
      ['itunes:author', 'فاطمة', {}],
      ['googleplay:author', 'فاطمة', {}],
    ])
  })

  it('is said only where it is one', () => {
    const audio = { url: 'https://cdn.example/a.mp3', duration: 60 }
    const feed = new Feed({ ...OPTIONS, podcast: undefined })
    feed.addItem(itemOf({ audio }))
    documents(feed)
    expect(feed.rss2()).not.toMatch(/itunes|googleplay/)
  })

  it('gives way to extensions of the same name', () => {
    const feed = new Feed(OPTIONS)
    feed.addExtension({ name: 'itunes:category', objects: { _attributes: { text: 'Arts' } } })
    feed.addItem(
      itemOf({
        audio: { url: 'https://cdn.example/a.mp3', duration: 60 },
        extensions: [{ name: 'itunes:duration', objects: { _text: '61' } }],
      }),
    )
    const { channel } = documents(feed)
    expect(channel.the('itunes:category').attributes).toEqual({ text: 'Arts' })
    expect(channel.the('item').texts('itunes:duration')).toEqual(['61'])
  })
})

describe('duration', () => {
  it.each([
    [1, '00:01'],
    [61, '01:01'],
    [61.5, '01:02'],
    [3599, '59:59'],
    [3599.7, '1:00:00'],
    [3723, '1:02:03'],
    [36_000, '10:00:00'],
  ])('%d seconds are %s', (seconds, written) => {
    const audio = { url: 'https://cdn.example/a.mp3', duration: seconds }
    const item = channelOf(OPTIONS, { audio }).the('item')
    expect(item.the('itunes:duration').text).toBe(written)
  })

  it.each([
    { audio: 'https://cdn.example/a.mp3' },
    { audio: { url: 'https://cdn.example/a.mp3', duration: 0 } },
    {},
  ])('is left out where it is not known: %j', (item) => {
    expect(channelOf(OPTIONS, item).the('item').one('itunes:duration')).toBeUndefined()
  })
})
