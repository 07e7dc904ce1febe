// Polls are counted, and a poll waits for no write of it.

import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { dayOf, PollCounts } from '../../src/routes/poll-counts.ts'
import { ADD_POLLS, KEPT_DAYS } from '../../src/store/polls.ts'
import { countOf, draftOf, HERE, HOUR, MINUTE, NOW, openNewsroom, recorded } from '../newsroom.ts'

const FEEDBIN = 'Feedbin feed-id:1 - 142 subscribers'
const DAY = 24 * HOUR
const TODAY = dayOf(NOW)

/** An isolate that is polled, and is waited for until all is done. */
async function polledIsolate() {
  const newsroom = await openNewsroom()
  await newsroom.publish(draftOf('a', { tags: ['5G'] }))
  let now = NOW + HOUR
  const { db, statements } = recorded(env.DB, [])
  const app = createApp(() => now)
  const isolate = {
    db,
    statements,
    wait: (ms: number) => {
      now += ms
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

async function rowsOf(table: 'polls' | 'subscribers'): Promise<unknown[][]> {
  const order = table === 'polls' ? 'day, reader' : 'day, reader, feed, format'
  const { results } = await env.DB.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all()
  return results.map((row) => Object.values(row))
}

describe('a poll', () => {
  it('is counted by day and reader: whether it was for changes only, and whether there was one', async () => {
    const isolate = await polledIsolate()
    const { headers } = await isolate.poll('/rss.xml', { 'User-Agent': 'curl/8.5.0' })
    expect(await rowsOf('polls')).toEqual([[TODAY, 'curl', 1, 0, 0]])
    const etag = headers.get('ETag') ?? ''
    await isolate.poll('/rss.xml', { 'User-Agent': 'curl/8.6.0', 'If-None-Match': etag })
    await isolate.poll('/rss.xml', { 'User-Agent': 'curl/8.5.0', 'If-None-Match': '"old"' })
    await isolate.poll('/tags/5g/atom.xml', { 'User-Agent': 'newsboat/2.37', 'A-IM': 'feed' })
    await isolate.poll('/feed.json')
    isolate.wait(MINUTE)
    await isolate.poll('/archive/2026-08/rss.xml', { 'User-Agent': 'curl/8.5.0' })
    expect(await rowsOf('polls')).toEqual([
      [TODAY, 'curl', 4, 2, 1],
      [TODAY, 'newsboat', 1, 0, 0],
      [TODAY, 'other', 1, 0, 0],
    ])
    isolate.wait(DAY)
    await isolate.poll('/rss.xml', { 'User-Agent': 'curl/8.5.0' })
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
    isolate.wait(MINUTE)
    await say(3, '/tags/5g/rss.xml')
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
    expect(await countOf('polls')).toBe(0)
  })

  it('leaves nothing else of what it says of itself', async () => {
    const isolate = await polledIsolate()
    await isolate.poll('/rss.xml', {
      'User-Agent': 'Feedly/1.0 (karim@news.example; 192.0.2.7; 5 subscribers)',
      'CF-Connecting-IP': '192.0.2.7',
      Cookie: 'a=b',
      From: 'karim@news.example',
    })
    expect([await rowsOf('polls'), await rowsOf('subscribers')]).toEqual([
      [[TODAY, 'Feedly', 1, 0, 0]],
      [[TODAY, 'Feedly', 1, 'rss', 5]],
    ])
  })
})

describe('what was counted', () => {
  it('is written in one batch: at once, then after a minute, two, four, up to a quarter of an hour', async () => {
    const isolate = await polledIsolate()
    const writes: number[] = []
    for (let minute = 0; minute <= 60; minute += 1) {
      isolate.statements.length = 0
      for (let poll = 0; poll < 3; poll += 1) await isolate.poll('/rss.xml')
      const written = isolate.statements.filter((sql) => sql === ADD_POLLS)
      expect(written.length).toBeLessThanOrEqual(1)
      if (written.length > 0) writes.push(minute)
      isolate.wait(MINUTE)
    }
    expect(writes).toEqual([0, 1, 3, 7, 15, 30, 45, 60])
    // All but the two that came last.
    expect(await rowsOf('polls')).toEqual([[TODAY, 'other', 61 * 3 - 2, 0, 0]])
  })

  it('is kept for 90 days', async () => {
    const isolate = await polledIsolate()
    await isolate.poll('/rss.xml', { 'User-Agent': FEEDBIN })
    isolate.wait(KEPT_DAYS * DAY)
    await isolate.poll('/rss.xml', { 'User-Agent': FEEDBIN })
    expect((await rowsOf('polls')).map(([day]) => day)).toEqual([TODAY, TODAY + 90])
    isolate.wait(DAY)
    await isolate.poll('/rss.xml', { 'User-Agent': FEEDBIN })
    expect((await rowsOf('polls')).map(([day]) => day)).toEqual([TODAY + 90, TODAY + 91])
    expect((await rowsOf('subscribers')).map(([day]) => day)).toEqual([TODAY + 90, TODAY + 91])
  })

  it('is of a bounded number of documents at a time', async () => {
    await openNewsroom()
    const counts = new PollCounts()
    for (let feed = 0; feed < 2000; feed += 1) {
      const headers = new Headers({ 'User-Agent': FEEDBIN })
      counts.count({ headers, feed, format: 'rss', status: 200 }, NOW)
    }
    const context = createExecutionContext()
    counts.putBy(env.DB, NOW, (promise) => context.waitUntil(promise))
    await waitOnExecutionContext(context)
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
      expect(warn).toHaveBeenCalledOnce()
      expect(await countOf('polls')).toBe(0)
      isolate.db = db
      isolate.wait(MINUTE)
      await isolate.poll('/rss.xml', { 'User-Agent': FEEDBIN })
      expect(await rowsOf('polls')).toEqual([[TODAY, 'Feedbin', 2, 0, 0]])
      expect(await rowsOf('subscribers')).toEqual([[TODAY, 'Feedbin', 1, 'rss', 142]])
    })
  })

  it('is not waited for: a poll is answered while the store is still busy with it', async () => {
    await openNewsroom()
    let finish = () => {}
    const busy = new Promise<void>((resolve) => {
      finish = resolve
    })
    const db = Object.assign(Object.create(env.DB) as D1Database, {
      prepare: (sql: string) => env.DB.prepare(sql),
      batch: () => busy,
    })
    const context = createExecutionContext()
    const app = createApp(() => NOW + HOUR)
    const response = await app.fetch(new Request(`${HERE}/rss.xml`), { DB: db }, context)
    expect(response.status).toBe(200)
    await response.arrayBuffer()
    finish()
    await waitOnExecutionContext(context)
  })
})
