import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { LAST_RANK } from '../../src/store/changes.ts'
import { lookThrough, type Reach } from '../../src/store/partner-changes.ts'
import { draftOf, draftsOf, HOUR, type Newsroom, NOW, openNewsroom } from '../newsroom.ts'

let newsroom: Newsroom

beforeEach(async () => {
  newsroom = await openNewsroom()
})

const PASSED = 10

/** What one look finds, the number of rows that it reads, and from where the next one goes on. */
async function look(from: Reach) {
  let rows = 0
  const db = Object.assign(Object.create(env.DB) as D1Database, {
    prepare: (sql: string) => env.DB.prepare(sql),
    batch: async <T>(all: D1PreparedStatement[]) => {
      const results = await env.DB.batch<T>(all)
      rows = results.reduce((sum, { meta }) => sum + meta.rows_read, 0)
      return results
    },
  })
  const [feed, lastChange] = await Promise.all([
    env.DB.prepare("SELECT number FROM feeds WHERE key = 'technology'").first<number>('number'),
    env.DB.prepare('SELECT number FROM last_change').first<number>('number'),
  ])
  const where = { partner: 'nabd', feeds: [feed ?? 0], from, lastChange: lastChange ?? 0 }
  const seen = await lookThrough(db, { ...where, until: NOW, limit: 50, passed: PASSED })
  const found = [...seen.written, ...seen.due].map(({ document }) => document.id)
  return { found, rows, isAll: seen.isAll, reach: { ...seen.reach, terms: '' } }
}

describe('lookThrough', () => {
  it.each<[string, Reach]>([
    ['has been written', { change: 0, due: NOW, rank: LAST_RANK, terms: '' }],
    ['has become visible', { change: 1e6, due: 0, rank: 0, terms: '' }],
  ])('passes so much of what %s elsewhere at a time, and no more', async (_, beginning) => {
    await newsroom.publish(...draftsOf(35))
    const published = new Date(NOW - HOUR).toISOString()
    await newsroom.publish(draftOf('a', { sections: ['technology'], published }))
    const looks: Awaited<ReturnType<typeof look>>[] = []
    for (let from = beginning; looks.at(-1)?.isAll !== true; from = looks.at(-1)?.reach ?? from) {
      looks.push(await look(from))
    }
    expect(looks.map(({ found }) => found)).toEqual([[], [], [], ['a']])
    for (const { rows } of looks) expect(rows).toBeLessThan(6 * PASSED)
  })
})
