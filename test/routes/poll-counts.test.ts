// Polls are counted, and a poll waits for no write of it.

import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { dayOf, PollCounts } from '../../src/routes/poll-counts.ts'
import { ADD_POLLS, ADD_SUBSCRIBERS, KEPT_DAYS } from '../../src/store/polls.ts'
import { countOf, draftOf, HERE, HOUR, MINUTE, NOW, openNewsroom, recorded } from '../newsroom.ts'

const FEEDBIN = 'Feedbin feed-id:1 - 142 subscribers'
// Polls that come only so that those before them are written.
const FILLER = 'Miniflux/2.2'
const DAY = 24 * HOUR
const TODAY = dayOf(NOW)
const WRITES = /^\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b/i

/** An isolate that is polled, and is waited for until all is done. */
async function polledIsolate() {
  const newsroom = await openNewsroom()
  await newsroom.publish(draftOf('a', { tags: ['5G'] }))
  let now = NOW + HOUR
  const { db, statements } = recorded(env.DB, [])
  const app = createApp(() => now, fetch)
  const isolate = {
    db,
    statements,
    wait: (ms: number) => {
      now += ms
    },
    /** Waits until what was counted is written, and is polled as often as that takes. */
    written: async () => {
      now += 15 * MINUTE
      for (let left = 10; left > 0; left -= 1) {
        await isolate.poll('/rss.xml', { 'User-Agent': FILLER })
      }
    },
    poll: async (path: string, headers: Record<string, string> = {}) => {
      const context = createExecutionContext()
      const request = new Request(HERE + path, { headers, redirect: 'manual' })
      const response = await app.fetch(request, { DB: isolate.db }, context)
      await response.arrayBuffer()
      await waitOnExecutionContext(context)
      return response
    },
  }
  return isolate
}

/** Waits for what goes on behind. */
async function waited(
  work: (background: (promise: Promise<unknown>) => void) => void,
): Promise<void> {
  const context = createExecutionContext()
  work((promise) => context.waitUntil(promise))
  await waitOnExecutionContext(context)
}

async function rowsOf(table: 'polls' | 'subscribers'): Promise<unknown[][]> {
  const order = table === 'polls' ? 'day, reader' : 'day, reader, feed, format'
  const { results } = await env.DB.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all()
  return results.filter(({ reader }) => reader !== 'Miniflux').map((row) => Object.values(row))
}

describe('a poll', () => {
  it('is counted by day and reader: whether it was for changes only, and whether there was one', async () => {
    const isolate = await polledIsolate()
    const { headers } = await isolate.poll('/rss.xml', { 'User-Agent': 'curl/8.5.0' })
    await isolate.written()
    expect(await rowsOf('polls')).toEqual([[TODAY, 'curl', 1, 0, 0]])
    const etag = headers.get('ETag') ?? ''
    await isolate.poll('/rss.xml', { 'User-Agent': 'curl/8.6.0', 'If-None-Match': etag })
    await isolate.poll('/rss.xml', { 'User-Agent': 'curl/8.5.0', 'If-None-Match': '"old"' })
    await isolate.poll('/tags/5g/atom.xml', { 'User-Agent': 'newsboat/2.37', 'A-IM': 'feed' })
    await isolate.poll('/feed.json')
    await isolate.poll('/archive/2026-08/rss.xml', { 'User-Agent': 'curl/8.5.0' })
    await isolate.written()
    expect(await rowsOf('polls')).toEqual([
      [TODAY, 'curl', 4, 2, 1],
      [TODAY, 'newsboat', 1, 0, 0],
      [TODAY, 'other', 1, 0, 0],
    ])
    isolate.wait(DAY)
    await isolate.poll('/rss.xml', { 'User-Agent': 'curl/8.5.0' })
    await isolate.written()
    expect((await rowsOf('polls')).at(-1)).toEqual([TODAY + 1, 'curl', 1, 0, 0])
  })

  it('says for how many people it is, by document, and the most of the day counts', async () => {
    const isolate = await polledIsolate()
    const say = (count: number, path: string) =>
      isolate.poll(path, { 'User-Agent': `Feedbin feed-id:1 - ${count} subscribers` })
    await say(140, '/rss.xml')
    await say(142, '/rss.xml')
    await say(141, '/rss.xml')
    await say(7, '/atom.xml')
    await isolate.written()
    await say(3, '/tags/5g/rss.xml')
    await isolate.written()
    expect(await rowsOf('subscribers')).toEqual([
      [TODAY, 'Feedbin', 1, 'atom', 7],
      [TODAY, 'Feedbin', 1, 'rss', 142],
      [TODAY, 'Feedbin', expect.any(Number), 'rss', 3],
    ])
    expect(await rowsOf('polls')).toEqual([[TODAY, 'Feedbin', 5, 0, 0]])
  })

  it.each<[string, Record<string, string>]>([
    ['/', {}],
    ['/tags/5g/', {}],
    ['/rss.xml', { 'Sec-Fetch-Dest': 'document', Accept: 'text/html' }],
    ['/rss.xml/', {}],
    ['/tags/none/rss.xml', {}],
    ['/rss.xml?limit=none', {}],
  ])('is one for a document, not for %s %j', async (...asked) => {
    const isolate = await polledIsolate()
    await isolate.poll(...asked)
    await isolate.written()
    expect(await rowsOf('polls')).toEqual([])
  })

  it('leaves nothing else of what it says of itself', async () => {
    const isolate = await polledIsolate()
    await isolate.poll('/rss.xml', {
      'User-Agent': 'Feedly/1.0 (karim@news.example; 192.0.2.7; 5 subscribers)',
      'CF-Connecting-IP': '192.0.2.7',
      Cookie: 'a=b',
      From: 'karim@news.example',
    })
    await isolate.written()
    expect([await rowsOf('polls'), await rowsOf('subscribers')]).toEqual([
      [[TODAY, 'Feedly', 1, 0, 0]],
      [[TODAY, 'Feedly', 1, 'rss', 5]],
    ])
  })
})

describe('what was counted', () => {
  it('is not written by isolates that do not live from one poll to the next', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const { db, statements } = recorded(env.DB, [])
    for (let poll = 0; poll < 100; poll += 1) {
      const isolate = createApp(() => NOW + HOUR + poll * MINUTE, fetch)
      const context = createExecutionContext()
      const response = await isolate.fetch(new Request(`${HERE}/rss.xml`), { DB: db }, context)
      expect(response.status).toBe(200)
      await response.arrayBuffer()
      await waitOnExecutionContext(context)
    }
    expect(statements.filter((sql) => WRITES.test(sql))).toEqual([])
    expect(await countOf('polls')).toBe(0)
  })

  it.each<[string, number, number[]]>([
    // A hundred polls at once, then after a minute, two, four, up to a quarter of an hour.
    ['six hundred', 600, [0, 1, 3, 7, 15, 30, 45, 60]],
    // Where fewer come, what has waited for a quarter of an hour, and ten of them at least.
    ['two', 2, [15, 30, 45, 60]],
    ['one every other minute', 0.5, [18, 38, 58]],
  ])('is written in one batch now and then: of %s polls a minute', async (_, rate, expected) => {
    await openNewsroom()
    const { db, statements } = recorded(env.DB, [])
    const counts = new PollCounts()
    const headers = new Headers()
    const writes: number[] = []
    let polled = 0
    for (let minute = 0; minute <= 60; minute += 1) {
      const now = NOW + minute * MINUTE
      const before = Math.ceil(minute * rate)
      for (let poll = before; poll < Math.ceil((minute + 1) * rate); poll += 1) {
        counts.count({ headers, feed: 1, format: 'rss', status: 200 }, now)
        polled += 1
        await waited((background) => counts.putBy(db, now, background))
      }
      const written = statements.filter((sql) => sql === ADD_POLLS).length
      if (written > writes.length) writes.push(minute)
      expect(written).toBe(writes.length)
    }
    expect(writes).toEqual(expected)
    expect(polled / writes.length).toBeGreaterThanOrEqual(10)
  })

  it('is kept for 90 days, and what is older is looked for once a day', async () => {
    const isolate = await polledIsolate()
    const days = async (table: 'polls' | 'subscribers') => (await rowsOf(table)).map(([day]) => day)
    const poll = async () => {
      await isolate.poll('/rss.xml', { 'User-Agent': FEEDBIN })
      await isolate.written()
    }
    await poll()
    isolate.wait(KEPT_DAYS * DAY)
    await poll()
    expect(await days('polls')).toEqual([TODAY, TODAY + 90])
    isolate.wait(DAY)
    await poll()
    expect(await days('polls')).toEqual([TODAY + 90, TODAY + 91])
    expect(await days('subscribers')).toEqual([TODAY + 90, TODAY + 91])
    isolate.statements.length = 0
    await poll()
    expect(isolate.statements.filter((sql) => WRITES.test(sql))).toEqual([
      ADD_POLLS,
      ADD_SUBSCRIBERS,
    ])
  })

  it('is of a bounded number of documents at a time', async () => {
    await openNewsroom()
    const counts = new PollCounts()
    for (let feed = 0; feed < 2000; feed += 1) {
      const headers = new Headers({ 'User-Agent': FEEDBIN })
      counts.count({ headers, feed, format: 'rss', status: 200 }, NOW)
    }
    await waited((background) => counts.putBy(env.DB, NOW, background))
    expect(await countOf('subscribers')).toBe(500)
  })

  describe('while the store takes nothing', () => {
    let warn: MockInstance<(typeof console)['warn']>

    beforeEach(() => {
      warn = vi.spyOn(console, 'warn').mockReturnValue()
    })

    afterEach(() => warn.mockRestore())

    it('waits for the next time, and the poll is answered', async () => {
      const isolate = await polledIsolate()
      const { db } = isolate
      isolate.db = Object.assign(Object.create(db) as D1Database, {
        prepare: (sql: string) => db.prepare(sql),
        batch: () => Promise.reject(new Error('D1_ERROR: the network was lost.')),
      })
      expect((await isolate.poll('/rss.xml', { 'User-Agent': FEEDBIN })).status).toBe(200)
      await isolate.written()
      expect(warn).toHaveBeenCalledOnce()
      expect(await countOf('polls')).toBe(0)
      isolate.db = db
      await isolate.poll('/rss.xml', { 'User-Agent': FEEDBIN })
      await isolate.written()
      expect(await rowsOf('polls')).toEqual([[TODAY, 'Feedbin', 2, 0, 0]])
      expect(await rowsOf('subscribers')).toEqual([[TODAY, 'Feedbin', 1, 'rss', 142]])
    })
  })

  it('is not waited for: a poll is answered while the store is still busy with it', async () => {
    await openNewsroom()
    let finish = () => {}
    let batches = 0
    const busy = new Promise<void>((resolve) => {
      finish = resolve
    })
    const db = Object.assign(Object.create(env.DB) as D1Database, {
      prepare: (sql: string) => env.DB.prepare(sql),
      batch: () => {
        batches += 1
        return busy
      },
    })
    const context = createExecutionContext()
    const app = createApp(() => NOW + HOUR, fetch)
    for (let poll = 0; poll < 100; poll += 1) {
      const response = await app.fetch(new Request(`${HERE}/rss.xml`), { DB: db }, context)
      expect(response.status).toBe(200)
      await response.arrayBuffer()
    }
    expect(batches).toBe(1)
    finish()
    await waitOnExecutionContext(context)
  })
})
