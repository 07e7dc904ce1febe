// What a page costs an isolate that has shown it before, and that it never shows what is no longer,
// or not yet, to be shown.

import { env } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { FEED_STATE } from '../../src/store/selection.ts'
import {
  anotherIsolate,
  draftOf,
  HOUR,
  lost,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  recorded,
  troubled,
} from '../newsroom.ts'

const SECOND = 1000
const OPENED = { 'Sec-Fetch-Dest': 'document', Accept: 'text/html' }

type Asked = [address: string, headers: Record<string, string>]

// What names articles.
const SHOWING: Asked[] = [
  ['/', {}],
  ['/?lang=fr', {}],
  ['/tags/5g/', {}],
  ['/headlines', {}],
  ['/tags/5g/headlines?limit=3', {}],
  ['/rss.xml', OPENED],
  ['/tags/5g/atom.xml', OPENED],
  ['/news-sitemap.xml', {}],
]
const ALL: Asked[] = [
  ...SHOWING,
  ['/tags/', {}],
  ['/authors/', {}],
  ['/feeds.opml', {}],
  ['/.well-known/feeds', {}],
  ['/.well-known/feed-menu.json', {}],
  ['/robots.txt', {}],
]

/** A newsroom with one article, an hour after it was published, in the middle of an hour. */
async function settled(): Promise<Newsroom> {
  const newsroom = await openNewsroom()
  await newsroom.publish(draftOf('a', { tags: ['5G'], canonical: '/a' }))
  newsroom.now = NOW + 1.5 * HOUR
  return newsroom
}

/** Records what the store is asked from now on. */
function statementsOf(newsroom: Newsroom): string[] {
  const { db, statements } = recorded(env.DB)
  newsroom.bindings.DB = db
  return statements
}

async function textOf(newsroom: Newsroom, [address, headers]: Asked): Promise<string> {
  const response = await newsroom.get(address, headers)
  expect([address, response.status]).toEqual([address, 200])
  return response.text()
}

describe('a page that an isolate has shown', () => {
  it.each(ALL)('asks the store nothing within two seconds: %s %j', async (...asked) => {
    const newsroom = await settled()
    const first = await newsroom.get(...asked)
    const text = await first.text()
    const statements = statementsOf(newsroom)
    newsroom.now += 2 * SECOND - 1
    const again = await newsroom.get(...asked)
    expect([again.status, await again.text()]).toEqual([200, text])
    expect([...again.headers]).toEqual([...first.headers])
    const condition = { ...asked[1], 'If-None-Match': first.headers.get('ETag') ?? '' }
    const unchanged = await newsroom.get(asked[0], condition)
    expect([unchanged.status, await unchanged.text()]).toEqual([304, ''])
    expect(statements).toEqual([])
  })

  it.each(ALL)(
    'asks for the state of the feed after that, and for no more: %s %j',
    async (...asked) => {
      const newsroom = await settled()
      const text = await textOf(newsroom, asked)
      const statements = statementsOf(newsroom)
      newsroom.now += 2 * SECOND
      expect(await textOf(newsroom, asked)).toBe(text)
      expect(statements).toEqual([FEED_STATE])
    },
  )

  it.each(ALL)('hears of another isolate that it has not changed: %s %j', async (...asked) => {
    const newsroom = await settled()
    const tag = (await newsroom.get(...asked)).headers.get('ETag') ?? ''
    const another = anotherIsolate(newsroom)
    const statements = statementsOf(another)
    const answer = await another.get(asked[0], { ...asked[1], 'If-None-Match': tag })
    expect([answer.status, statements]).toEqual([304, [FEED_STATE]])
  })

  it('is one for each language and coding', async () => {
    const newsroom = await settled()
    const texts = new Set<string>()
    for (const lang of ['', 'fr', 'en', 'he', 'fa', 'ur']) {
      texts.add(await textOf(newsroom, [`/tags/5g/?lang=${lang}`, {}]))
      const coded = await newsroom.get(`/tags/5g/?lang=${lang}`, { 'Accept-Encoding': 'br' })
      expect(coded.headers.get('Content-Encoding')).toBe('br')
    }
    expect(texts.size).toBe(6)
    expect(await textOf(newsroom, ['/tags/5g/?lang=de', {}])).toBe(
      await textOf(newsroom, ['/tags/5g/', {}]),
    )
  })

  it.each(['/?q=5g', '/tags/?after=4'])(
    'is not kept where there is no end of what can be asked for: %s',
    async (address) => {
      const newsroom = await settled()
      const text = await textOf(newsroom, [address, {}])
      const statements = statementsOf(newsroom)
      expect(await textOf(newsroom, [address, {}])).toBe(text)
      expect(statements).not.toContain(FEED_STATE)
      expect(statements).not.toEqual([])
    },
  )
})

describe('what a page shows of an article', () => {
  it.each(SHOWING)('begins at the moment its embargo ends: %s %j', async (...asked) => {
    const newsroom = await openNewsroom()
    const embargoed = {
      title: 'سر',
      visibleFrom: '2026-08-22T13:00:00.500Z',
      published: '2026-08-22T11:00:00Z',
    }
    await newsroom.publish(
      draftOf('a', { tags: ['5G'], canonical: '/a' }),
      draftOf('b', { tags: ['5G'], canonical: '/b', ...embargoed }),
    )
    const another = anotherIsolate(newsroom)
    const moment = NOW + HOUR + 500
    for (const isolate of [newsroom, another]) {
      isolate.now = moment - 1
      expect(await textOf(isolate, asked)).not.toContain('سر')
      const { headers } = await isolate.get(...asked)
      expect(headers.get('Cache-Control')).toMatch(/^(?:public|private), max-age=0$/)
      isolate.now = moment
      expect(await textOf(isolate, asked)).toContain('سر')
      const condition = { ...asked[1], 'If-None-Match': headers.get('ETag') ?? '' }
      expect((await isolate.get(asked[0], condition)).status).toBe(200)
    }
  })

  it.each(SHOWING)(
    'ends with its kill, at once here and after two seconds elsewhere: %s %j',
    async (...asked) => {
      const newsroom = await settled()
      await newsroom.publish(draftOf('b', { title: 'خطأ', tags: ['5G'], canonical: '/b' }))
      const another = anotherIsolate(newsroom)
      for (const isolate of [newsroom, another]) {
        expect(await textOf(isolate, asked)).toContain('خطأ')
      }
      await newsroom.publish(draftOf('b', { status: 'killed', reason: 'خبر كاذب' }))
      expect(await textOf(newsroom, asked)).not.toContain('خطأ')
      another.now += 2 * SECOND
      expect(await textOf(another, asked)).not.toContain('خطأ')
    },
  )
})

describe('when the store is lost', () => {
  let warn: MockInstance<(typeof console)['warn']>
  let error: MockInstance<(typeof console)['error']>

  beforeEach(() => {
    warn = vi.spyOn(console, 'warn').mockReturnValue()
    error = vi.spyOn(console, 'error').mockReturnValue()
  })

  afterEach(() => {
    warn.mockRestore()
    error.mockRestore()
  })

  it.each(ALL)('what was shown before stands in for five minutes: %s %j', async (...asked) => {
    const newsroom = await settled()
    const text = await textOf(newsroom, asked)
    newsroom.bindings.DB = troubled(env.DB, new Map([[FEED_STATE, lost]]))
    newsroom.now += 300 * SECOND
    const response = await newsroom.get(...asked)
    expect([response.status, await response.text()]).toEqual([200, text])
    expect(response.headers.get('Cache-Control')).toMatch(/^(?:public|private), max-age=5$/)
    expect(response.headers.get('Cache-Status')).toBe('Khulasa; hit; detail=store-failed')
    newsroom.now += 1
    await problemOf(await newsroom.get(...asked), 503)
  })
})

describe('/news-sitemap.xml', () => {
  it('lets go of what has grown old on the hour, and says so', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('a', { published: '2026-08-20T12:30:00Z', canonical: '/old' }),
      draftOf('b', { published: '2026-08-22T11:00:00Z', canonical: '/new' }),
    )
    newsroom.now = NOW + HOUR - 1
    const before = await newsroom.get('/news-sitemap.xml')
    expect(await before.text()).toContain('/old')
    newsroom.now = NOW + HOUR
    const condition = { 'If-Modified-Since': before.headers.get('Last-Modified') ?? '' }
    const after = await newsroom.get('/news-sitemap.xml', condition)
    expect(after.status).toBe(200)
    expect(await after.text()).not.toContain('/old')
    expect(after.headers.get('ETag')).not.toBe(before.headers.get('ETag'))
  })
})

describe('/widget.js', () => {
  it('has a validator', async () => {
    const newsroom = await openNewsroom(null)
    const etag = (await newsroom.get('/widget.js')).headers.get('ETag') ?? ''
    expect(etag).toMatch(/^W\/"[0-9a-f]{8}"$/)
    const again = await newsroom.get('/widget.js', { 'If-None-Match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await newsroom.get('/widget.js', { 'If-None-Match': 'W/"0"' })).status).toBe(200)
  })
})
