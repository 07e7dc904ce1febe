import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { READ_STALE } from '../../src/store/listing.ts'
import { CHANGES_STATE, DUE_CHANGES, WRITTEN_CHANGES } from '../../src/store/changes.ts'
import {
  CHANGE_FEED,
  DUE_FOR_PARTNER,
  END_OF_DUE,
  PLACES,
  UNTOLD,
  WRITTEN_FOR_PARTNER,
} from '../../src/store/partner-changes.ts'
import {
  ALL_DELIVERIES,
  BEFORE,
  CHANGED_DELIVERIES,
  CHANGED_SINCE_LONG,
  TAKEN,
  UNDELIVERED,
} from '../../src/store/partner-deliveries.ts'
import {
  CHOSEN_FEEDS,
  CHOSEN_NEXT,
  CHOSEN_NEXT_BY_LANGUAGE,
  CHOSEN_WINDOW,
  CHOSEN_WINDOW_BY_LANGUAGE,
} from '../../src/store/partner-selection.ts'
import { RETURNED } from '../../src/store/partner-returns.ts'
import { FEED_LIST, FEEDS_BY_BEGINNING, HEADLINES } from '../../src/store/listing-feeds.ts'
import {
  ENTRY_ARTICLES,
  FEED_STATE,
  FEED_WINDOW,
  GONE,
  REMOVED,
} from '../../src/store/selection.ts'
import { forRows } from '../../src/store/statements.ts'
import {
  articlePath,
  draftOf,
  HOUR,
  keyOf,
  type Newsroom,
  NOW,
  openNewsroom,
  publicationOf,
  putPartner,
  recorded,
  tokenOf,
} from '../newsroom.ts'
import { callHook, refused, SECRET, siteOf } from '../routes/wordpress-site.ts'
import { apiPost } from '../sources/wordpress-posts.ts'

/** What is wrong with the way that SQLite goes for a statement; nothing where it reads ranges. */
async function faultsOf(sql: string): Promise<string[]> {
  const parameters = Array.from({ length: parametersOf(sql) }, () => null)
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...parameters)
    .all<{ detail: string }>()
  const steps = results.map(({ detail }) => detail)
  const made = steps.flatMap((step) => /^(?:CO-ROUTINE|MATERIALIZE) (\S+)/.exec(step)?.[1] ?? [])
  return steps.filter((step) => {
    if (/USE TEMP B-TREE/.test(step)) return true
    // No row of any table.
    if (step === 'SCAN CONSTANT ROW') return false
    const [, scanned] = /^SCAN (\S+)/.exec(step) ?? []
    // json_each, and what another step of the same plan has read by an index.
    return scanned !== undefined && !/ VIRTUAL TABLE /.test(step) && !made.includes(scanned)
  })
}

function parametersOf(sql: string): number {
  return Math.max(0, ...Array.from(sql.matchAll(/\?(\d+)/g), ([, number]) => Number(number)))
}

/** What sorts: several feeds that are made one, and what one partner had. */
const SORTS = new Map([
  [CHOSEN_WINDOW, 'USE TEMP B-TREE FOR GROUP BY'],
  [CHOSEN_WINDOW_BY_LANGUAGE, 'USE TEMP B-TREE FOR GROUP BY'],
  [CHANGED_SINCE_LONG, 'USE TEMP B-TREE FOR ORDER BY'],
])

describe('every statement', () => {
  it.each(
    Object.entries({
      FEED_STATE,
      FEED_WINDOW,
      ENTRY_ARTICLES,
      GONE,
      REMOVED,
      FEED_LIST,
      FEEDS_BY_BEGINNING,
      HEADLINES,
      CHANGES_STATE,
      DUE_CHANGES,
      WRITTEN_CHANGES,
      BEFORE,
      ALL_DELIVERIES,
      CHANGED_DELIVERIES,
      TAKEN,
      UNDELIVERED,
      RETURNED,
      CHOSEN_FEEDS,
      CHOSEN_NEXT,
      CHOSEN_NEXT_BY_LANGUAGE,
      CHANGE_FEED,
      WRITTEN_FOR_PARTNER,
      DUE_FOR_PARTNER,
      END_OF_DUE,
      UNTOLD,
      PLACES,
    }),
  )('%s reads an index range, without a scan or a temporary sort', async (_, sql) => {
    expect(await faultsOf(sql)).toEqual([])
  })

  it.each([...SORTS])(
    'that sorts reads index ranges, and sorts no more than comes out of them',
    async (sql, sort) => {
      expect(new Set(await faultsOf(sql))).toEqual(new Set([sort]))
    },
  )

  it('that any request has the store prepare reads ranges and takes at most 100 parameters', async () => {
    const statements = await statementsOfEverything()
    const reads = statements.filter((sql) => /^\s*(SELECT|WITH)/.test(sql))
    const writes = statements.filter((sql) => /^\s*(INSERT|UPDATE|DELETE)/.test(sql))
    expect(reads.length + writes.length).toBe(statements.length)
    expect(reads).toEqual(
      expect.arrayContaining([FEED_STATE, FEED_WINDOW, ENTRY_ARTICLES, GONE, FEED_LIST]),
    )
    // One for each statement that src/store has: one that is new has to be asked for here too.
    expect({ reads: reads.length, writes: writes.length }).toEqual({ reads: 74, writes: 89 })
    for (const sql of statements) {
      const faults = (await faultsOf(sql)).filter((fault) => SORTS.get(sql) !== fault)
      expect([sql, faults]).toEqual([sql, []])
      expect(parametersOf(sql)).toBeLessThanOrEqual(100)
      expect(sql.length).toBeLessThanOrEqual(100_000)
    }
  })

  it('is judged by a judge that sees a scan and a temporary sort', async () => {
    expect(await faultsOf('SELECT document FROM articles WHERE state = ?1')).toEqual([
      'SCAN articles',
    ])
    expect(await faultsOf('SELECT number FROM feeds WHERE kind = ?1 ORDER BY title')).toEqual([
      'USE TEMP B-TREE FOR ORDER BY',
    ])
  })
})

/** The statements, each once, that a newsroom which does everything has the store prepare. */
async function statementsOfEverything(): Promise<string[]> {
  const newsroom = await openNewsroom(null)
  const { db, statements } = recorded(env.DB, [])
  newsroom.bindings.DB = db
  await newsroom.call('PUT', '/api/publication', publicationOf())
  const rich = { tags: ['5G', 'شبكة 5G'], authors: [{ name: 'فاطمة' }], sections: ['economy'] }
  await newsroom.publish(draftOf('a', rich), draftOf('b'))
  await newsroom.publish(draftOf('a', { ...rich, title: 'عنوان آخر' }))
  await newsroom.publish(draftOf('a', { ...rich, title: 'عنوان  آخر' }))
  await newsroom.publish(draftOf('never', { visibleFrom: '2026-09-22T09:00:00Z' }))
  await newsroom.call('DELETE', articlePath('never'))
  await newsroom.call('DELETE', articlePath('b'))
  await newsroom.publish(draftOf('c', { status: 'withheld' }), draftOf('d'))
  await newsroom.call('PUT', `${articlePath('c')}/status`, { status: 'published' })
  await newsroom.publish(draftOf('d', { status: 'killed', reason: 'سبب' }))
  await newsroom.call('PUT', `${articlePath('c')}/status`, { status: 'killed', reason: 'سبب' })
  const batch = { articles: [draftOf('e')] }
  await newsroom.call('POST', '/api/articles', batch, { 'Idempotency-Key': '"k"' })
  await newsroom.call('GET', articlePath('c'))
  await newsroom.call('GET', '/api/articles')
  await newsroom.call('PUT', '/api/publication', publicationOf({ language: 'fa', sections: [] }))
  await newsroom.call('POST', '/api/reprocess')
  const token = await tokenOf(newsroom, 'a', 'admin')
  await newsroom.call('POST', '/api/tokens/a/rotate', { grace: 60 })
  await newsroom.call('GET', '/api/tokens')
  newsroom.token = token
  await newsroom.call('GET', '/api/audit')
  await newsroom.call('DELETE', '/api/tokens/a')
  newsroom.token = env.PUBLISH_TOKEN ?? ''
  newsroom.now = NOW + HOUR
  await newsroom.call('GET', '/api/changes?since=1.1.1.1')
  await askAsPartners(newsroom)
  const feeds = ['/rss.xml', '/atom.xml', '/tags/5g/atom.xml']
  // So many polls are counted at once.
  for (let polls = 0; polls < 100; polls += 1) {
    await newsroom.get('/rss.xml', { 'User-Agent': 'Feedbin feed-id:1 - 3 subscribers' })
  }
  await newsroom.call('PUT', '/api/syncs/folder', { created: 1 })
  const wordpress = 'https://site.example/'
  await newsroom.call('PUT', '/api/publication', publicationOf({ wordpress }))
  newsroom.bindings.WORDPRESS_SECRET = SECRET
  newsroom.outside = () => refused(404, 'rest_post_invalid_id')
  await callHook(newsroom)
  newsroom.outside = siteOf(apiPost(1)).answer
  // The site is looked through to its end.
  for (let runs = 0; runs < 3; runs += 1) await newsroom.run()
  newsroom.outside = siteOf({ ...apiPost(1), id: 2 }).answer
  await newsroom.run()
  await newsroom.call('GET', '/status')
  for (const address of ['/?q=5g', '/tags/', '/tags/5g/', ...feeds]) await newsroom.get(address)
  const pages = await exportedPages(newsroom)
  const empty = await openNewsroom(null)
  empty.bindings.DB = db
  for (const { feeds, articles } of pages.toReversed()) {
    await empty.call('POST', '/api/store', { feeds, articles })
  }
  await empty.call('POST', '/api/store', { publication: pages.at(-1)?.publication })
  await empty.call('POST', '/api/store', {})
  return [...new Set(statements)]
}

/** Makes partners, lets them poll, takes something back from them, and takes one of them out. */
async function askAsPartners(newsroom: Newsroom): Promise<void> {
  await newsroom.call('PUT', '/api/publication', publicationOf())
  await putPartner(newsroom, 'all', { items: 20 })
  await putPartner(newsroom, 'some', { sections: ['economy'], languages: ['ar'] })
  const keys = [await keyOf(newsroom, 'all'), await keyOf(newsroom, 'some')]
  const poll = async () => {
    for (const file of ['rss.xml', 'changes.json']) {
      await Promise.all(keys.map((key) => newsroom.get(`/partners/${key}/${file}`)))
    }
  }
  await newsroom.publish(draftOf('p', { sections: ['economy'] }))
  await poll()
  await newsroom.call('DELETE', articlePath('p'))
  await putPartner(newsroom, 'all', { items: 10 })
  await poll()
  await newsroom.publish(draftOf('p', { sections: ['economy'] }))
  await poll()
  // As if so much had been published.
  await env.DB.prepare('UPDATE last_change SET number = number + 2001').run()
  await newsroom.publish(draftOf('q', { sections: ['economy'] }))
  await poll()
  await newsroom.call('GET', '/api/partners')
  await newsroom.call('GET', '/api/partners/all/usage')
  await newsroom.call('GET', '/api/partners/all/articles/p')
  await newsroom.call('GET', '/api/partners/all')
  await newsroom.call('GET', '/api/partners/all/keys')
  await newsroom.call('DELETE', '/api/partners/all/keys/1')
  await newsroom.call('DELETE', '/api/partners/all')
}

async function exportedPages(newsroom: Newsroom) {
  const pages: { feeds?: []; articles?: []; publication?: object; next?: string }[] = []
  for (let next: string | undefined = ''; next !== undefined; next = pages.at(-1)?.next) {
    pages.push(await (await newsroom.call('GET', `/api/store?after=${next}`)).json())
  }
  return pages
}

describe('READ_STALE', () => {
  it('reads no row of what is deleted', async () => {
    const newsroom = await openNewsroom()
    const rowsRead = async () => {
      const { meta } = await env.DB.prepare(READ_STALE).bind('another', 1000).run()
      return meta.rows_read
    }
    const ofNone = await rowsRead()
    await newsroom.publish(draftOf('a'), draftOf('b'), draftOf('c'))
    expect(await rowsRead()).toBeGreaterThan(ofNone)
    for (const id of ['a', 'b', 'c']) await newsroom.call('DELETE', articlePath(id))
    expect(await rowsRead()).toBe(ofNone)
  })
})

describe('forRows', () => {
  it('makes no statement of no rows', () => {
    expect(forRows(env.DB, 'SELECT value FROM json_each(?1)', [])).toEqual([])
  })

  it('keeps each JSON parameter under a megabyte, and every row in order', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({ index, text: 'خ'.repeat(50_000) }))
    const statements = forRows(
      env.DB,
      "SELECT value ->> 'index' AS row, length(?1) AS length, ?2 AS other FROM json_each(?1)",
      rows,
      'other',
    )
    expect(statements).toHaveLength(7)
    const answers = await env.DB.batch<{ row: number; length: number; other: string }>(statements)
    const found = answers.flatMap(({ results }) => results)
    expect(found.map(({ row }) => row)).toEqual(rows.map(({ index }) => index))
    expect(found.every(({ other }) => other === 'other')).toBe(true)
  })
})
