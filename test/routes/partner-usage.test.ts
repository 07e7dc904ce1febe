import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  anotherIsolate,
  countOf,
  draftOf,
  HOUR,
  keyOf,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  putPartner,
  recorded,
  tokenOf,
} from '../newsroom.ts'
import { ADD_PARTNER_POLLS } from '../../src/store/partner-polls.ts'

const DAY = 24 * HOUR
const NEWSBOAT = { 'User-Agent': 'newsboat/2.30' }

let newsroom: Newsroom
let folder: string

async function poll(times: number, headers: Record<string, string> = NEWSBOAT) {
  let last = new Response()
  for (let left = times; left > 0; left -= 1) {
    last = await newsroom.get(`${folder}/rss.xml`, headers)
  }
  return last
}

/** Lets what was counted be written. */
async function written(): Promise<void> {
  newsroom.now += 15 * MINUTE
  for (let left = 10; left > 0; left -= 1) await newsroom.get('/rss.xml')
  await expect.poll(() => countOf('partner_polls')).toBeGreaterThan(0)
}

async function usage(query = ''): Promise<unknown> {
  const response = await newsroom.call('GET', `/api/partners/nabd/usage${query}`)
  expect(response.status).toBe(200)
  return response.json()
}

beforeEach(async () => {
  newsroom = await openNewsroom()
  await newsroom.publish(draftOf('a'), draftOf('b'))
  await putPartner(newsroom, 'nabd')
  folder = `/partners/${await keyOf(newsroom, 'nabd')}`
})

describe('GET /api/partners/{id}/usage', () => {
  it('says of each day the polls, what was new, the bytes as they were sent, and the articles', async () => {
    const first = await poll(1)
    const bytes = Number(first.headers.get('Content-Length'))
    await poll(4, { ...NEWSBOAT, 'If-None-Match': first.headers.get('ETag') ?? '' })
    await newsroom.get(`${folder}/rss.xml`, NEWSBOAT, 'HEAD')
    await poll(1, { 'User-Agent': 'Python-urllib/3.11' })
    await newsroom.get('/partners/nabd/rss.xml')
    await written()
    const last = '2026-08-22T12:00:00Z'
    const newsboat = { client: 'newsboat', polls: 6, unchanged: 4, bytes, last }
    const python = { client: 'Python', polls: 1, unchanged: 0, bytes, last }
    expect(await usage()).toEqual({
      partner: 'nabd',
      from: '2026-07-24',
      to: '2026-08-22',
      days: [
        {
          day: '2026-08-22',
          polls: 7,
          unchanged: 4,
          bytes: 2 * bytes,
          articles: 2,
          last,
          clients: [python, newsboat],
        },
      ],
    })
  })

  it('counts an article on the day on which it was delivered first', async () => {
    await poll(1)
    newsroom.now = NOW + DAY
    await newsroom.publish(draftOf('a', { title: 'عنوان آخر' }), draftOf('c'))
    await poll(1)
    await written()
    const { days } = (await usage()) as { days: { day: string; articles: number }[] }
    expect(days.map(({ day, articles }) => [day, articles])).toEqual([
      ['2026-08-22', 2],
      ['2026-08-23', 1],
    ])
  })

  it('is a table for spreadsheets where it is asked for', async () => {
    const { headers } = await poll(1)
    await written()
    const bytes = headers.get('Content-Length')
    const table = `day,polls,unchanged,bytes,articles,last,clients\r\n2026-08-22,1,0,${bytes},2,2026-08-22T12:00:00Z,newsboat\r\n`
    const path = '/api/partners/nabd/usage'
    for (const response of [
      await newsroom.call('GET', `${path}?format=csv`),
      await newsroom.call('GET', path, undefined, { Accept: 'text/csv' }),
    ]) {
      expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present')
      expect(response.headers.get('Content-Disposition')).toBe(
        'attachment; filename="usage-nabd.csv"',
      )
      expect(response.headers.get('Vary')).toContain('Accept')
      expect(await response.text()).toBe(table)
    }
    const json = await newsroom.call('GET', `${path}?format=json`, undefined, {
      Accept: 'text/csv',
    })
    expect(json.headers.get('Content-Type')).toContain('application/json')
  })

  it('is of the days that are asked for', async () => {
    await poll(1)
    await written()
    expect(await usage('?from=2026-08-01&to=2026-08-21')).toMatchObject({ days: [] })
    expect(await usage('?from=2026-08-22')).toMatchObject({ from: '2026-08-22', to: '2026-08-22' })
    expect(await usage('?to=2026-08-22')).toMatchObject({
      from: '2026-07-24',
      days: [{ polls: 1 }],
    })
  })

  it.each([
    ['?from=yesterday', 'expected a day, such as 2026-08-22'],
    ['?from=2026-08-22&to=2026-08-21', 'is after to'],
    ['?from=2026-01-01', 'is more than 90 days before to, and no more are kept'],
    ['?format=xml', 'expected json or csv'],
  ])('refuses %s', async (query, detail) => {
    const path = `/api/partners/nabd/usage${query}`
    const problem = await problemOf(await newsroom.call('GET', path), 422)
    expect(problem.errors?.map((each) => each.detail)).toEqual([detail])
  })

  it('is for those who hold the scope admin, and of partners that there are', async () => {
    await problemOf(await newsroom.call('GET', '/api/partners/nobody/usage'), 404)
    newsroom.token = await tokenOf(newsroom, 'reader', 'publish')
    await problemOf(await newsroom.call('GET', '/api/partners/nabd/usage'), 403)
  })
})

describe('counting', () => {
  it('writes once for many polls, of all isolates together', async () => {
    const { db, statements } = recorded(env.DB, [])
    newsroom.bindings.DB = db
    await poll(250)
    const other = anotherIsolate(newsroom)
    for (let left = 120; left > 0; left -= 1) await other.get(`${folder}/rss.xml`, NEWSBOAT)
    await expect.poll(() => countOf('partner_polls')).toBe(1)
    expect(statements.filter((sql) => sql === ADD_PARTNER_POLLS).length).toBeLessThanOrEqual(2)
    newsroom.now += 2 * MINUTE
    await poll(1)
    await written()
    other.now += 15 * MINUTE
    await other.get(`${folder}/rss.xml`, NEWSBOAT)
    await other.get(`${folder}/rss.xml`, NEWSBOAT)
    const all = 'SELECT sum(polls) AS polls FROM partner_polls'
    const polls = () => env.DB.prepare(all).first('polls')
    await expect.poll(polls).toBeGreaterThanOrEqual(251)
  })

  it('keeps what the store does not take for the next time', async () => {
    const { DB } = newsroom.bindings
    newsroom.bindings.DB = Object.assign(Object.create(DB) as D1Database, {
      prepare: (sql: string) => {
        if (sql === ADD_PARTNER_POLLS) throw new Error('D1_ERROR: the network was lost.')
        return DB.prepare(sql)
      },
      batch: <T>(all: D1PreparedStatement[]) => DB.batch<T>(all),
    })
    await poll(1)
    newsroom.now += 15 * MINUTE
    await poll(20)
    expect(await countOf('partner_polls')).toBe(0)
    newsroom.bindings.DB = DB
    newsroom.now += 15 * MINUTE
    await poll(10)
    newsroom.now += 15 * MINUTE
    await poll(10)
    await expect
      .poll(() => env.DB.prepare('SELECT sum(polls) AS polls FROM partner_polls').first('polls'))
      .toBeGreaterThanOrEqual(31)
  })

  it('tells the platform of each poll, where it counts', async () => {
    const points: unknown[] = []
    newsroom.bindings.USAGE = { writeDataPoint: (point) => void points.push(point) }
    const { headers } = await poll(1)
    await poll(1, { 'If-None-Match': headers.get('ETag') ?? '' })
    const bytes = Number(headers.get('Content-Length'))
    expect(points).toEqual([
      { indexes: ['nabd'], blobs: ['nabd', 'newsboat', 'rss.xml', '200'], doubles: [bytes] },
      { indexes: ['nabd'], blobs: ['nabd', 'other', 'rss.xml', '304'], doubles: [0] },
    ])
  })

  it('takes out what is older than ninety days', async () => {
    await poll(1)
    await written()
    expect(await countOf('partner_deliveries')).toBe(2)
    const later = async (days: number) => {
      const isolate = anotherIsolate(newsroom)
      isolate.now = NOW + days * DAY
      for (let left = 100; left > 0; left -= 1) await isolate.get('/rss.xml')
      isolate.now += MINUTE
      await isolate.get('/rss.xml')
    }
    await later(90)
    expect([await countOf('partner_deliveries'), await countOf('partner_polls')]).toEqual([2, 1])
    await later(91)
    await expect.poll(() => countOf('partner_deliveries')).toBe(0)
    await expect.poll(() => countOf('partner_polls')).toBe(0)
  })
})
