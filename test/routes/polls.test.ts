// What a poll costs, how soon it sees what is new, and what it hears when the store is in trouble.

import { env } from 'cloudflare:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { ENTRY_ARTICLES, FEED_STATE, FEED_WINDOW, GONE } from '../../src/store/selection.ts'
import {
  anotherIsolate,
  articlePath,
  draftOf,
  draftsOf,
  FILES,
  HERE,
  HOUR,
  idsOf,
  lost,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  path,
  problemOf,
  publicationOf,
  recorded,
  type Trouble,
  troubled,
} from '../newsroom.ts'

const SECOND = 1000
const TAG = path('tags', 'الأمن')

/** A newsroom with an article in a feed of a tag, an hour after it was published. */
async function settled(): Promise<Newsroom> {
  const newsroom = await openNewsroom()
  await newsroom.publish(draftOf('a', { tags: ['الأمن'] }))
  newsroom.now = NOW + HOUR
  return newsroom
}

/** Records what the store is asked from now on. */
function statementsOf(newsroom: Newsroom): string[] {
  const { db, statements } = recorded(env.DB)
  newsroom.bindings.DB = db
  return statements
}

async function conditionsOf(newsroom: Newsroom, at: string): Promise<Record<string, string>[]> {
  const { headers } = await newsroom.get(at)
  return [
    { 'If-None-Match': headers.get('ETag') ?? '' },
    { 'If-Modified-Since': headers.get('Last-Modified') ?? '' },
  ]
}

async function tagOf(newsroom: Newsroom, at: string): Promise<string> {
  return (await newsroom.get(at)).headers.get('ETag') ?? ''
}

/** The status, whether it is marked as one that may be old, and for how long it may be kept. */
async function manner(asked: Promise<Response>): Promise<[number, string | null, string | null]> {
  const { status, headers } = await asked
  return [status, headers.get('Cache-Status'), headers.get('Cache-Control')]
}

const CURRENT = [null, 'public, max-age=50']
const FAILED = ['Khulasa; hit; detail=store-failed', 'public, max-age=5']
const SLOW = ['Khulasa; hit; detail=store-slow', 'public, max-age=5']

describe('a poll that hears "nothing new"', () => {
  it.each(FILES)('asks the store nothing within two seconds of another: %s', async (file) => {
    const newsroom = await settled()
    for (const folder of ['', TAG, '/languages/ar']) {
      newsroom.bindings.DB = env.DB
      newsroom.now += HOUR
      const conditions = await conditionsOf(newsroom, `${folder}/${file}`)
      const statements = statementsOf(newsroom)
      newsroom.now += 2 * SECOND - 1
      for (const asked of conditions) {
        for (const method of ['GET', 'HEAD']) {
          expect((await newsroom.get(`${folder}/${file}`, asked, method)).status).toBe(304)
        }
      }
      // Of another format and another view of the same feed too.
      expect((await newsroom.get(`${folder}/feed`, { 'If-None-Match': '*' })).status).toBe(304)
      const short = `${folder}/${file}?limit=3&content=summary`
      expect((await newsroom.get(short, conditions[0])).status).toBe(304)
      expect(statements).toEqual([])
    }
  })

  it('asks once for the state of the feed after that, and for no article', async () => {
    const newsroom = await settled()
    const conditions = await conditionsOf(newsroom, '/rss.xml')
    const statements = statementsOf(newsroom)
    newsroom.now += 2 * SECOND
    for (const asked of [...conditions, ...conditions]) {
      expect((await newsroom.get('/rss.xml', asked)).status).toBe(304)
    }
    expect(statements).toEqual([FEED_STATE])
  })

  it('is in an isolate that knows nothing yet no more than that', async () => {
    const newsroom = await settled()
    const [asked] = await conditionsOf(newsroom, '/rss.xml')
    const another = anotherIsolate(newsroom)
    const statements = statementsOf(another)
    expect((await another.get('/rss.xml', asked)).status).toBe(304)
    expect(statements).toEqual([FEED_STATE])
  })

  it('asks once however many ask at the same time', async () => {
    const newsroom = await settled()
    const [asked] = await conditionsOf(newsroom, '/rss.xml')
    const statements = statementsOf(newsroom)
    newsroom.now += MINUTE
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        newsroom.get(
          `/${FILES[index % 3] ?? ''}`,
          index % 3 === 0 ? asked : { 'If-None-Match': '*' },
        ),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([304]))
    expect(statements).toEqual([FEED_STATE])
  })
})

describe('a document', () => {
  it('is made once however many ask for it at the same time', async () => {
    const newsroom = await settled()
    const statements = statementsOf(newsroom)
    const answers = await Promise.all(Array.from({ length: 20 }, () => newsroom.get('/rss.xml')))
    expect(new Set(await Promise.all(answers.map((each) => each.text()))).size).toBe(1)
    expect(statements).toEqual([FEED_STATE, FEED_WINDOW, ENTRY_ARTICLES])
  })

  it('is not made again while the feed stays as it is', async () => {
    const newsroom = await settled()
    await newsroom.get('/rss.xml')
    const statements = statementsOf(newsroom)
    newsroom.now += HOUR
    for (let poll = 0; poll < 3; poll += 1) await newsroom.get('/rss.xml')
    expect(statements).toEqual([FEED_STATE])
  })

  it('reads of articles only those that it has not rendered before', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(20))
    await newsroom.get('/rss.xml')
    await newsroom.publish(draftOf('new'))
    const asked: unknown[][] = []
    newsroom.bindings.DB = Object.assign(Object.create(env.DB) as D1Database, {
      prepare: (sql: string) => {
        const statement = env.DB.prepare(sql)
        if (sql !== ENTRY_ARTICLES) return statement
        return Object.assign(Object.create(statement) as D1PreparedStatement, {
          bind: (json: string) => {
            asked.push(JSON.parse(json) as unknown[])
            return statement.bind(json)
          },
        })
      },
    })
    newsroom.now += MINUTE
    expect(await idsOf(await newsroom.get('/feed.json'))).toHaveLength(21)
    await newsroom.get('/rss.xml')
    // JSON had none of them, RSS all but one.
    expect(asked.map(({ length }) => length)).toEqual([21, 1])
  })
})

describe('a write', () => {
  const writes: [string, (newsroom: Newsroom) => Promise<unknown>][] = [
    ['an article', (newsroom) => newsroom.publish(draftOf('b', { tags: ['الأمن'] }))],
    [
      'a correction',
      (newsroom) => newsroom.publish(draftOf('a', { tags: ['الأمن'], title: 'عنوان آخر' })),
    ],
    ['a deletion', (newsroom) => newsroom.call('DELETE', articlePath('a'))],
    [
      'another publication',
      (newsroom) => newsroom.call('PUT', '/api/publication', publicationOf({ title: 'الخبر' })),
    ],
  ]

  it.each(writes)('through this isolate is seen at once: %s', async (_, write) => {
    const newsroom = await settled()
    for (const file of FILES) {
      await newsroom.publish(draftOf('a', { tags: ['الأمن'] }))
      const before = await newsroom.get(`${TAG}/${file}`)
      await write(newsroom)
      const asked = { 'If-None-Match': before.headers.get('ETag') ?? '' }
      const after = await newsroom.get(`${TAG}/${file}`, asked)
      expect(after.status).toBe(200)
      expect(await after.text()).not.toBe(await before.text())
      await newsroom.call('PUT', '/api/publication', publicationOf())
      await newsroom.call('DELETE', articlePath('b'))
    }
  })

  it.each(writes)('through another isolate is seen within five seconds: %s', async (_, write) => {
    const newsroom = await settled()
    const other = anotherIsolate(newsroom)
    const before = await newsroom.get(`${TAG}/atom.xml`)
    await write(other)
    newsroom.now += 5 * SECOND
    const asked = { 'If-None-Match': before.headers.get('ETag') ?? '' }
    const after = await newsroom.get(`${TAG}/atom.xml`, asked)
    expect(after.status).toBe(200)
    expect(await after.text()).not.toBe(await before.text())
  })

  it('with what a cache may add is seen by everybody in less than a minute', async () => {
    const newsroom = await settled()
    const { headers } = await newsroom.get('/rss.xml')
    const [, kept] = /^public, max-age=([0-9]+)$/.exec(headers.get('Cache-Control') ?? '') ?? []
    expect(Number(kept) + 5).toBeLessThan(60)
  })

  it('that nobody was allowed to do has nothing forgotten', async () => {
    const newsroom = await settled()
    const [asked] = await conditionsOf(newsroom, '/rss.xml')
    const statements = statementsOf(newsroom)
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']) {
      await newsroom.get('/api/articles', {}, method)
    }
    // Who asks too often is refused with another status.
    newsroom.bindings.REFUSALS = { limit: async () => ({ success: false }) }
    const refused = { Authorization: 'Bearer wrong' }
    expect((await newsroom.get('/api/articles', refused, 'POST')).status).toBe(429)
    statements.length = 0
    expect((await newsroom.get('/rss.xml', asked)).status).toBe(304)
    expect(statements).toEqual([])
  })
})

describe('an embargo that ends', () => {
  const END = NOW + HOUR + 10_400

  async function embargoed(): Promise<Newsroom> {
    const newsroom = await settled()
    await newsroom.publish(
      draftOf('hidden', { tags: ['الأمن'], visibleFrom: new Date(END).toISOString() }),
    )
    return newsroom
  }

  it.each([
    [60_000, 50],
    [50_000, 50],
    [49_999, 49],
    [10_400, 10],
    [1000, 1],
    [999, 0],
    [1, 0],
  ])('%i ms before it, others may keep a document for %i s', async (left, seconds) => {
    const newsroom = await embargoed()
    newsroom.now = END - left
    for (const asked of [undefined, { 'If-None-Match': '*' }]) {
      const { headers } = await newsroom.get(`${TAG}/rss.xml`, asked)
      expect(headers.get('Cache-Control')).toBe(`public, max-age=${seconds}`)
    }
  })

  it('cuts how long others may keep a stale document, a delta and a redirection too', async () => {
    const newsroom = await embargoed()
    const tag = await tagOf(newsroom, '/rss.xml')
    await newsroom.publish(draftOf('b'), draftOf('c', { tags: ['iOS'] }))
    newsroom.now = END - 3500
    const delta = await newsroom.get('/rss.xml', { 'A-IM': 'feed', 'If-None-Match': tag })
    expect(delta.status).toBe(226)
    expect(delta.headers.get('Cache-Control')).toBe('no-store, im, max-age=3')
    const redirection = await newsroom.get('/rss.xml/')
    expect(redirection.headers.get('Cache-Control')).toBe('public, max-age=3')
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    newsroom.now = END - 1400
    newsroom.bindings.DB = troubled(env.DB, new Map([[FEED_STATE, lost]]))
    expect((await newsroom.get('/rss.xml')).headers.get('Cache-Control')).toBe('public, max-age=1')
    warned.mockRestore()
  })

  it('is seen at its moment, by who asked just before too', async () => {
    const newsroom = await embargoed()
    newsroom.now = END - 1
    const before = await newsroom.get(`${TAG}/feed.json`)
    expect(await idsOf(before)).toEqual(['a'])
    const asked = { 'If-None-Match': before.headers.get('ETag') ?? '' }
    expect((await newsroom.get(`${TAG}/feed.json`, asked)).status).toBe(304)
    newsroom.now = END
    expect(await idsOf(await newsroom.get(`${TAG}/feed.json`, asked))).toEqual(['hidden', 'a'])
  })

  it('is seen at its moment though the state is still being read for somebody before it', async () => {
    const newsroom = await embargoed()
    await newsroom.get('/feed.json')
    newsroom.now = END - 5
    const gate = Promise.withResolvers<undefined>()
    const reading = Promise.withResolvers<undefined>()
    // The answer is there, and is long on its way.
    newsroom.bindings.DB = Object.assign(Object.create(env.DB) as D1Database, {
      prepare: (sql: string) => {
        const statement = env.DB.prepare(sql)
        return Object.assign(Object.create(statement) as D1PreparedStatement, {
          bind: (...values: unknown[]) => {
            const bound = statement.bind(...values)
            return Object.assign(Object.create(bound) as D1PreparedStatement, {
              first: async () => {
                const row = await bound.first()
                reading.resolve(undefined)
                await gate.promise
                return row
              },
            })
          },
        })
      },
    })
    const early = newsroom.get('/feed.json')
    await reading.promise
    newsroom.bindings.DB = env.DB
    newsroom.now = END
    const late = newsroom.get('/feed.json')
    gate.resolve(undefined)
    expect(await idsOf(await early)).toEqual(['a'])
    expect(await idsOf(await late)).toEqual(['hidden', 'a'])
  })
})

describe('a feed that is not there', () => {
  it('is asked for again each time: who makes it is not known', async () => {
    const newsroom = await openNewsroom()
    const other = anotherIsolate(newsroom)
    await problemOf(await newsroom.get(`${TAG}/rss.xml`), 404)
    await other.publish(draftOf('a', { tags: ['الأمن'] }))
    expect((await newsroom.get(`${TAG}/rss.xml`)).status).toBe(200)
  })

  it('stands in for nothing when the store cannot be reached', async () => {
    const newsroom = await openNewsroom()
    await problemOf(await newsroom.get(`${TAG}/rss.xml`), 404)
    await anotherIsolate(newsroom).publish(draftOf('a', { tags: ['الأمن'] }))
    newsroom.bindings.DB = troubled(env.DB, new Map([[FEED_STATE, lost]]))
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await problemOf(await newsroom.get(`${TAG}/rss.xml`), 503)
    logged.mockRestore()
  })
})

describe('when the store is in trouble', () => {
  let warned: MockInstance<typeof console.warn>
  let failed: MockInstance<typeof console.error>
  beforeEach(() => {
    warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    failed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  })
  afterEach(() => {
    warned.mockRestore()
    failed.mockRestore()
  })

  const trouble = (newsroom: Newsroom, ...statements: [sql: string, trouble: Trouble][]) => {
    newsroom.bindings.DB = troubled(env.DB, new Map(statements))
  }
  const never: Trouble = () => new Promise(() => undefined)

  async function expect503(asked: Promise<Response>): Promise<void> {
    const response = await asked
    expect(response.headers.get('Retry-After')).toBe('5')
    const { detail } = await problemOf(response, 503)
    expect(detail).toBe('The store cannot be reached just now: send the request again in a moment.')
  }

  it.each(FILES)(
    '%s is what it was, marked and logged, and kept no longer than 5 s',
    async (file) => {
      const newsroom = await settled()
      const before = await newsroom.get(`/${file}`)
      const text = await before.text()
      expect(await manner(newsroom.get(`/${file}`))).toEqual([200, ...CURRENT])
      trouble(newsroom, [FEED_STATE, lost])
      newsroom.now += 3 * SECOND
      const asked = { 'If-None-Match': before.headers.get('ETag') ?? '' }
      expect(await manner(newsroom.get(`/${file}`, asked))).toEqual([304, ...FAILED])
      const after = await newsroom.get(`/${file}`)
      expect(await after.text()).toBe(text)
      expect(await manner(newsroom.get(`/${file}`))).toEqual([200, ...FAILED])
      expect(warned.mock.calls).toEqual([
        ['what was known before stands in:', 'all ', 'StoreError: D1_ERROR: the network was lost.'],
      ])
    },
  )

  it('the store is asked no more than every two seconds, and what it says counts again', async () => {
    const newsroom = await settled()
    await newsroom.get('/rss.xml')
    let asked = 0
    trouble(newsroom, [FEED_STATE, () => ((asked += 1), lost())])
    newsroom.now += 3 * SECOND
    for (let poll = 0; poll < 5; poll += 1) await newsroom.get('/rss.xml')
    newsroom.now += 2 * SECOND - 1
    await newsroom.get('/rss.xml')
    expect(asked).toBe(1)
    newsroom.now += 1
    await newsroom.get('/rss.xml')
    expect(asked).toBe(2)
    newsroom.bindings.DB = env.DB
    newsroom.now += 2 * SECOND
    expect(await manner(newsroom.get('/rss.xml'))).toEqual([200, ...CURRENT])
  })

  it('what was known stands in for five minutes, then it is 503', async () => {
    const newsroom = await settled()
    await newsroom.get('/rss.xml')
    const readAt = newsroom.now
    trouble(newsroom, [FEED_STATE, lost])
    newsroom.now = readAt + 5 * MINUTE
    expect(await manner(newsroom.get('/rss.xml'))).toEqual([200, ...FAILED])
    newsroom.now = readAt + 5 * MINUTE + 1
    await expect503(newsroom.get('/rss.xml'))
    await expect503(newsroom.get('/rss.xml', { 'If-None-Match': '*' }))
  })

  it('an isolate that knows nothing says 503', async () => {
    const newsroom = await settled()
    trouble(newsroom, [FEED_STATE, lost])
    await expect503(newsroom.get('/rss.xml'))
    trouble(newsroom, [FEED_WINDOW, lost])
    await expect503(newsroom.get('/rss.xml'))
    trouble(newsroom, [ENTRY_ARTICLES, lost])
    await expect503(newsroom.get('/rss.xml'))
    newsroom.bindings.DB = env.DB
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual(['a'])
  })

  it('a state that takes more than a second to read is the one from before, and logged', async () => {
    const newsroom = await settled()
    const before = await newsroom.get('/rss.xml')
    trouble(newsroom, [FEED_STATE, never])
    newsroom.now += 3 * SECOND
    const asked = { 'If-None-Match': before.headers.get('ETag') ?? '' }
    const answers = await Promise.all([
      manner(newsroom.get('/rss.xml', asked)),
      manner(newsroom.get('/rss.xml')),
    ])
    expect(answers).toEqual([
      [304, ...SLOW],
      [200, ...SLOW],
    ])
    expect(warned).toHaveBeenCalled()
  })

  it('a state whose reading never ends is read again', async () => {
    const newsroom = await settled()
    await newsroom.get('/rss.xml')
    trouble(newsroom, [FEED_STATE, never])
    newsroom.now += 3 * SECOND
    expect(await manner(newsroom.get('/rss.xml'))).toEqual([200, ...SLOW])
    newsroom.bindings.DB = env.DB
    newsroom.now += MINUTE
    expect(await manner(newsroom.get('/rss.xml'))).toEqual([200, ...CURRENT])
  })

  describe.each([
    ['the entries', FEED_WINDOW],
    ['the articles', ENTRY_ARTICLES],
  ])('and %s of a feed that has changed cannot be read', (_, sql) => {
    async function changed(): Promise<{ newsroom: Newsroom; before: Response; text: string }> {
      const newsroom = await settled()
      const before = await newsroom.get('/atom.xml')
      const text = await before.text()
      await anotherIsolate(newsroom).publish(draftOf('b'))
      newsroom.now += 5 * SECOND
      return { newsroom, before, text }
    }

    it('the document from before stands in, marked and logged', async () => {
      const { newsroom, before, text } = await changed()
      trouble(newsroom, [sql, lost])
      const after = await newsroom.get('/atom.xml')
      expect(await after.text()).toBe(text)
      expect(after.headers.get('ETag')).toBe(before.headers.get('ETag'))
      expect(after.headers.get('Last-Modified')).toBe(before.headers.get('Last-Modified'))
      expect(await manner(newsroom.get('/atom.xml'))).toEqual([200, ...FAILED])
      expect(warned).toHaveBeenCalled()
      newsroom.bindings.DB = env.DB
      expect(await manner(newsroom.get('/atom.xml'))).toEqual([200, ...CURRENT])
    })

    it('who has that document hears that there is nothing new', async () => {
      const { newsroom, before } = await changed()
      trouble(newsroom, [sql, lost])
      const tag = before.headers.get('ETag') ?? ''
      for (const manipulations of ['', 'feed']) {
        const asked = { 'If-None-Match': tag, 'A-IM': manipulations }
        expect(await manner(newsroom.get('/atom.xml', asked))).toEqual([304, ...FAILED])
      }
    })

    it.each(['br', 'gzip', 'identity'])('it stands in for who wants it in %s', async (coding) => {
      const { newsroom, text } = await changed()
      trouble(newsroom, [sql, lost])
      const after = await newsroom.get('/atom.xml', { 'Accept-Encoding': coding })
      expect(after.status).toBe(200)
      expect(await decoded(after)).toBe(text)
    })

    it('it stands in though it was current, and not sent, for a long time', async () => {
      const newsroom = await settled()
      const before = await newsroom.get('/atom.xml')
      const text = await before.text()
      const tag = before.headers.get('ETag') ?? ''
      for (let poll = 0; poll < 10; poll += 1) {
        newsroom.now += MINUTE
        expect((await newsroom.get('/atom.xml', { 'If-None-Match': tag })).status).toBe(304)
      }
      await anotherIsolate(newsroom).publish(draftOf('b'))
      newsroom.now += 5 * SECOND
      trouble(newsroom, [sql, lost])
      expect(await (await newsroom.get('/atom.xml')).text()).toBe(text)
    })

    it('it stands in no longer than five minutes', async () => {
      const { newsroom } = await changed()
      const servedAt = NOW + HOUR
      trouble(newsroom, [sql, lost])
      newsroom.now = servedAt + 5 * MINUTE
      expect(await manner(newsroom.get('/atom.xml'))).toEqual([200, ...FAILED])
      newsroom.now += 1
      await expect503(newsroom.get('/atom.xml'))
    })

    it('it does not when something is known to have been taken away', async () => {
      const { newsroom } = await changed()
      await anotherIsolate(newsroom).call('DELETE', articlePath('a'))
      trouble(newsroom, [sql, lost])
      await expect503(newsroom.get('/atom.xml'))
      await expect503(newsroom.get('/atom.xml'))
    })

    it('it does not when the publication has changed', async () => {
      const { newsroom } = await changed()
      const title = 'الخبر'
      await anotherIsolate(newsroom).call('PUT', '/api/publication', publicationOf({ title }))
      trouble(newsroom, [sql, lost])
      await expect503(newsroom.get('/atom.xml'))
    })

    it('it does not stand in for another view, format or page', async () => {
      const { newsroom } = await changed()
      trouble(newsroom, [sql, lost])
      for (const other of ['/rss.xml', '/atom.xml?limit=7', '/atom.xml?content=summary']) {
        await expect503(newsroom.get(other))
      }
      await expect503(newsroom.get(`/atom.xml?before=${NOW}-1`))
    })
  })

  it('entries that are long in coming have the document from before stand in', async () => {
    const newsroom = await settled()
    const text = await (await newsroom.get('/rss.xml')).text()
    await anotherIsolate(newsroom).publish(draftOf('b'))
    newsroom.now += 5 * SECOND
    trouble(newsroom, [FEED_WINDOW, never])
    const after = await newsroom.get('/rss.xml')
    expect(await after.text()).toBe(text)
    expect(await manner(Promise.resolve(after))).toEqual([200, ...SLOW])
  })

  it('removals that cannot be read have the document from before stand in for a delta', async () => {
    const newsroom = await settled()
    await newsroom.publish(draftOf('b'))
    await newsroom.call('DELETE', articlePath('b'))
    const before = await newsroom.get('/atom.xml')
    const text = await before.text()
    await anotherIsolate(newsroom).publish(draftOf('c'))
    newsroom.now += 5 * SECOND
    trouble(newsroom, [GONE, lost])
    expect(await (await newsroom.get('/atom.xml')).text()).toBe(text)
  })

  it('a deletion through this isolate ends all that could stand in', async () => {
    const newsroom = await settled()
    await newsroom.publish(draftOf('b'))
    await newsroom.get('/rss.xml')
    await newsroom.get(`${TAG}/rss.xml`)
    await newsroom.call('DELETE', articlePath('a'))
    newsroom.now += 3 * SECOND
    for (const sql of [FEED_STATE, FEED_WINDOW]) {
      trouble(newsroom, [sql, lost])
      await expect503(newsroom.get('/rss.xml'))
      await expect503(newsroom.get(`${TAG}/rss.xml`))
    }
  })

  it('an archive that was read before stands in too', async () => {
    const newsroom = await settled()
    const before = await newsroom.get('/archive/2026-08/atom.xml')
    const text = await before.text()
    newsroom.now += 3 * SECOND
    trouble(newsroom, [FEED_WINDOW, lost])
    const after = await newsroom.get('/archive/2026-08/atom.xml')
    expect(await after.text()).toBe(text)
    expect(await manner(Promise.resolve(after))).toEqual([200, ...FAILED])
  })

  it('an article that is corrected while an archive or a delta is made is no error', async () => {
    const newsroom = await settled()
    const tag = await tagOf(newsroom, '/rss.xml')
    for (const [at, headers] of [
      ['/archive/2026-08/rss.xml', {}],
      ['/rss.xml', { 'A-IM': 'feed', 'If-None-Match': tag }],
    ] as const) {
      await newsroom.publish(draftOf('b', { title: 'قبل التصحيح' }))
      let corrections = 0
      const correct: Trouble = async () => {
        corrections += 1
        if (corrections > 1) return
        await anotherIsolate(newsroom).publish(draftOf('b', { title: `عنوان ${at}` }))
      }
      trouble(newsroom, [ENTRY_ARTICLES, correct])
      const response = await newsroom.get(at, headers)
      expect([at, response.status < 300]).toEqual([at, true])
      expect(await response.text()).toContain(`عنوان ${at}`)
      newsroom.now += 5 * SECOND
    }
  })
})

async function decoded(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const coding = response.headers.get('Content-Encoding')
  const plain =
    coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes
  return new TextDecoder().decode(plain)
}

describe('compression', () => {
  const wishes: [accept: string, cf: string | undefined, coding: string | null][] = [
    ['gzip', undefined, 'gzip'],
    ['br', undefined, 'br'],
    ['gzip, deflate, br', undefined, 'br'],
    ['br;q=0.4, gzip;q=0.8', undefined, 'gzip'],
    ['br;q=0, gzip;q=0', undefined, null],
    ['identity', undefined, null],
    ['gzip;q=0.5, identity', undefined, null],
    ['br, gzip', 'gzip', 'gzip'],
    ['br, gzip', 'gzip, br', 'br'],
    ['br, gzip', '', null],
  ]

  async function full(): Promise<Newsroom> {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(30))
    newsroom.now = NOW + HOUR
    return newsroom
  }

  it.each(wishes)('of %j, by the platform %j, is %s', async (accept, said, coding) => {
    const newsroom = await full()
    const ask = (file: string, method: string, more: Record<string, string> = {}) =>
      newsroom.send(
        new Request(`${HERE}/${file}`, {
          method,
          headers: { 'Accept-Encoding': accept, ...more },
          cf: said === undefined ? {} : { clientAcceptEncoding: said },
        }),
      )
    for (const file of FILES) {
      const plain = await newsroom.get(`/${file}`)
      const text = await plain.text()
      const length = new TextEncoder().encode(text).length
      expect(plain.headers.get('Content-Length')).toBe(String(length))
      const response = await ask(file, 'GET')
      const copy = response.clone()
      const sent = (await copy.arrayBuffer()).byteLength
      expect(await decoded(response)).toBe(text)
      expect(response.headers.get('Content-Encoding')).toBe(coding)
      expect(response.headers.get('Content-Length')).toBe(String(sent))
      if (coding) expect(sent).toBeLessThan(length / 4)
      for (const name of ['ETag', 'Last-Modified', 'Vary', 'Content-Type', 'Cache-Control']) {
        expect([name, response.headers.get(name)]).toEqual([name, plain.headers.get(name)])
      }
      expect(response.headers.get('ETag')).toMatch(/^W\/"/)

      const head = await ask(file, 'HEAD')
      expect([...head.headers]).toEqual([...response.headers])
      expect(await head.text()).toBe('')

      const tag = { 'If-None-Match': response.headers.get('ETag') ?? '' }
      const unchanged = await ask(file, 'GET', tag)
      expect(unchanged.status).toBe(304)
      expect(unchanged.headers.get('Content-Encoding')).toBeNull()
      expect(unchanged.headers.get('Content-Length')).toBeNull()
      expect(unchanged.headers.get('Vary')).toBe('Sec-Fetch-Dest, Accept-Encoding, A-IM')
    }
  })

  it('of a delta is by the same preference', async () => {
    const newsroom = await full()
    const tag = await tagOf(newsroom, '/atom.xml')
    await newsroom.publish(draftOf('new'))
    const texts = new Set<string>()
    for (const coding of ['br', 'gzip', 'identity']) {
      const asked = { 'If-None-Match': tag, 'A-IM': 'feed', 'Accept-Encoding': coding }
      const response = await newsroom.get('/atom.xml', asked)
      expect(response.status).toBe(226)
      const expected = coding === 'identity' ? null : coding
      expect(response.headers.get('Content-Encoding')).toBe(expected)
      texts.add(await decoded(response))
    }
    expect(texts.size).toBe(1)
  })
})
