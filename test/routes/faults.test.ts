// What becomes of a write when the store fails in the midst of it, answers slowly, or is not there:
// it is refused with an answer that says so, nothing of it is kept, and sent again it goes through.

import { env } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  anotherIsolate,
  articlePath,
  draftOf,
  draftsOf,
  FILES,
  HOUR,
  keyOf,
  type Newsroom,
  openNewsroom,
  problemOf,
  publicationOf,
  putPartner,
  TABLES,
  tablesOf,
  tokenOf,
} from '../newsroom.ts'

// What fails on purpose is logged, hundreds of times.
beforeEach(() => {
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined)
  }
})
afterEach(() => void vi.restoreAllMocks())

/** A write, in a newsroom that has what it is about. */
interface Write {
  method: string
  path: string
  body?: unknown
  headers?: Record<string, string>
}

const RICH = { tags: ['5G', 'اتصالات'], authors: [{ name: 'سلمى' }], sections: ['economy'] }
const without = { ...draftOf('a', { ...RICH, title: 'عنوان آخر' }), id: undefined }
const status = (id: string, change: object): Write => ({
  method: 'PUT',
  path: `${articlePath(id)}/status`,
  body: change,
})

const WRITES: Record<string, Write> = {
  'a new article': {
    method: 'PUT',
    path: articlePath('new'),
    body: { ...without, tags: ['جديد'] },
  },
  'an article again': { method: 'PUT', path: articlePath('a'), body: without },
  'the same article': {
    method: 'PUT',
    path: articlePath('a'),
    body: { ...draftOf('a', RICH), id: undefined },
  },
  'another draft of the same article': {
    method: 'PUT',
    path: articlePath('a'),
    body: { ...draftOf('a', { ...RICH, origin: 'wordpress' }), id: undefined },
  },
  'a batch': {
    method: 'POST',
    path: '/api/articles',
    body: { articles: [...draftsOf(30, RICH), draftOf('a', { status: 'withheld' })] },
  },
  'a batch with a key': {
    method: 'POST',
    path: '/api/articles',
    body: { articles: draftsOf(3, RICH) },
    headers: { 'Idempotency-Key': '"key"' },
  },
  'a deletion': { method: 'DELETE', path: articlePath('a') },
  'a deletion of what nobody saw': { method: 'DELETE', path: articlePath('later') },
  'a withholding': status('a', { status: 'withheld', reason: 'سؤال' }),
  'a kill': status('a', { status: 'killed', reason: 'وثيقة مزورة' }),
  'a restoring': status('away', { status: 'published' }),
  'a publication': {
    method: 'PUT',
    path: '/api/publication',
    body: publicationOf({ title: 'غد' }),
  },
  'a publication that makes articles stale': {
    method: 'PUT',
    path: '/api/publication',
    body: publicationOf({ language: 'fa' }),
  },
  reprocessing: { method: 'POST', path: '/api/reprocess' },
  'a token': { method: 'POST', path: '/api/tokens', body: { name: 'new', scopes: ['publish'] } },
  'a rotation': { method: 'POST', path: '/api/tokens/desk/rotate', body: { grace: 60 } },
  'a revocation': { method: 'DELETE', path: '/api/tokens/desk' },
  'a partner': { method: 'PUT', path: '/api/partners/msn', body: { name: 'شريك' } },
  'another record of a partner': {
    method: 'PUT',
    path: '/api/partners/agency',
    body: { name: 'شريك', state: 'suspended' },
  },
  'the end of a partner': { method: 'DELETE', path: '/api/partners/agency' },
  'a key': { method: 'POST', path: '/api/partners/agency/keys', body: {} },
  'the end of a key': { method: 'DELETE', path: '/api/partners/agency/keys/1' },
  'recovered feeds': {
    method: 'POST',
    path: '/api/store',
    body: {
      feeds: ['5g', 'اتصالات'].map((slug, index) => {
        const feed = { number: index + 2, kind: 'tag', key: slug, title: slug, slug }
        return { ...feed, change: 1, changed: 1, slugs: [slug], folders: [] }
      }),
    },
  },
  'a recovered publication': {
    method: 'POST',
    path: '/api/store',
    body: {
      publication: {
        document: JSON.stringify({ ...publicationOf(), sections: [] }),
        change: 3,
        changed: 1,
        store: '1fffe895',
        lastChange: 0,
        articles: 0,
        feeds: 1,
      },
    },
  },
}

const send = ({ method, path, body, headers }: Write, newsroom: Newsroom) =>
  newsroom.call(method, path, body, headers)

/** A newsroom in which every write has something to do, called with a token of its own. */
async function busyNewsroom(name: string): Promise<Newsroom> {
  if (name.includes('recovered')) {
    const empty = await openNewsroom(null)
    empty.token = await tokenOf(empty, 'chief', 'admin')
    return empty
  }
  const newsroom = await openNewsroom()
  const later = draftOf('later', { visibleFrom: '2027-01-01T00:00:00Z' })
  await newsroom.publish(draftOf('a', RICH), draftOf('b'), draftOf('away', RICH), later)
  await send(status('away', { status: 'withheld' }), newsroom)
  await tokenOf(newsroom, 'desk', 'publish')
  await putPartner(newsroom, 'agency')
  await keyOf(newsroom, 'agency')
  if (name === 'reprocessing') {
    await newsroom.call('PUT', '/api/publication', publicationOf({ timeZone: 'UTC', marks: 'off' }))
    // Of what was kept before its section went, nothing can be made.
    const draft = JSON.stringify(draftOf('b', { sections: ['nowhere'] }))
    await env.DB.prepare(
      `UPDATE drafts SET document = ?1
        WHERE article = (SELECT number FROM articles WHERE id = 'b')`,
    )
      .bind(draft)
      .run()
  }
  newsroom.token = await tokenOf(newsroom, 'chief', 'admin')
  newsroom.now += HOUR
  return newsroom
}

// SQLite finds it out when it runs it.
const OVERFLOW = 'SELECT abs(-9223372036854775808)'

/** The database, where every n-th statement fails, whether it is sent alone or in a batch. */
function failing(db: D1Database, n: number): D1Database {
  let count = 0
  const isDue = () => {
    count += 1
    return count % n === 0
  }
  return over(db, {
    alone: async (run) => {
      if (isDue()) throw new Error('D1_ERROR: the network was lost.')
      return run()
    },
    // SQLite itself fails in the midst of it, and D1 takes back what came before.
    inBatch: (statement) => {
      return isDue() ? db.prepare(OVERFLOW) : statement
    },
  })
}

/** The database, where one request to it fails and others do not: the k-th, after what is in it. */
function failingOnce(db: D1Database, k: number): D1Database {
  let count = 0
  const isDue = () => {
    count += 1
    return count === k
  }
  const broken = over(db, {
    alone: async (run) => {
      if (isDue()) throw new Error('D1_ERROR: the network was lost.')
      return run()
    },
    inBatch: (statement) => statement,
  })
  const batch = <T>(all: D1PreparedStatement[]) =>
    broken.batch<T>(isDue() ? [...all, db.prepare(OVERFLOW)] : all)
  return Object.assign(Object.create(db) as D1Database, {
    prepare: (sql: string) => broken.prepare(sql),
    batch,
  })
}

/** The database, where a batch is kept, and its answer lost on the way. */
function answerless(db: D1Database): D1Database {
  return Object.assign(Object.create(db) as D1Database, {
    prepare: (sql: string) => db.prepare(sql),
    batch: async (all: D1PreparedStatement[]) => {
      await db.batch(all)
      throw new Error('D1_ERROR: the network was lost.')
    },
  })
}

/** The database, where every answer takes a while. */
function slow(db: D1Database): D1Database {
  const later = () => new Promise((resolve) => void setTimeout(resolve, 30))
  return over(db, {
    alone: async (run) => {
      await later()
      return run()
    },
    inBatch: (statement) => statement,
  })
}

interface Manner {
  alone: <T>(run: () => Promise<T>) => Promise<T>
  inBatch: (statement: D1PreparedStatement) => D1PreparedStatement
}

function over(db: D1Database, { alone, inBatch }: Manner): D1Database {
  const plain = new WeakMap<D1PreparedStatement, D1PreparedStatement>()
  const wrapped = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapper = Object.assign(Object.create(statement) as D1PreparedStatement, {
      bind: (...values: unknown[]) => wrapped(statement.bind(...values)),
      first: <T>(column?: string) =>
        alone(() => (column === undefined ? statement.first<T>() : statement.first<T>(column))),
      all: <T>() => alone(() => statement.all<T>()),
      run: <T>() => alone(() => statement.run<T>()),
    })
    plain.set(wrapper, statement)
    return wrapper
  }
  return Object.assign(Object.create(db) as D1Database, {
    prepare: (sql: string) => wrapped(db.prepare(sql)),
    batch: <T>(all: D1PreparedStatement[]) =>
      db.batch<T>(all.map((each) => inBatch(plain.get(each) ?? each))),
  })
}

// Random, and new in every newsroom.
const RANDOM = new Set(['store', 'hash', 'previous'])

async function store(): Promise<string> {
  return JSON.stringify(await tablesOf(...TABLES))
}

async function storeBarRandom(): Promise<unknown> {
  return JSON.parse(await store(), (name, value: unknown) => (RANDOM.has(name) ? '' : value))
}

interface Outcome {
  answer: unknown
  store: unknown
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const text = await response.text()
  const answer = [response.status, text.replace(/kh[lp]_[A-Za-z0-9_-]+/, 'TOKEN')]
  return { answer, store: await storeBarRandom() }
}

/** The same write, where nothing is in its way. */
async function undisturbed(name: string, write: Write): Promise<Outcome> {
  const newsroom = await busyNewsroom(name)
  const outcome = await outcomeOf(await send(write, newsroom))
  expect(outcome.answer).toEqual([
    expect.toSatisfy((code: number) => code < 300),
    expect.anything(),
  ])
  return outcome
}

/**
 * Sends a write while the store fails.
 *
 * @returns whether it was refused, with nothing of it kept
 */
async function isRefused(
  newsroom: Newsroom,
  write: Write,
  db: D1Database,
  expected: Outcome,
): Promise<boolean> {
  const before = await store()
  newsroom.bindings.DB = db
  const response = await send(write, newsroom)
  newsroom.bindings.DB = env.DB
  if (response.status < 300) {
    expect(await outcomeOf(response)).toEqual(expected)
    return false
  }
  expect(response.headers.get('Retry-After')).toBe('5')
  await problemOf(response, 503)
  expect(await store()).toBe(before)
  return true
}

describe.each(Object.entries(WRITES))('%s', (name, write) => {
  it('leaves nothing when every n-th statement fails, says so, and goes through later', async () => {
    const expected = await undisturbed(name, write)
    let newsroom = await busyNewsroom(name)
    const refused: number[] = []
    for (let n = 1; n <= 7; n += 1) {
      if (await isRefused(newsroom, write, failing(env.DB, n), expected)) refused.push(n)
      else newsroom = await busyNewsroom(name)
    }
    expect(refused).toContain(1)
    expect(await outcomeOf(await send(write, newsroom))).toEqual(expected)
  })

  it('leaves nothing, wherever the store fails once', async () => {
    const expected = await undisturbed(name, write)
    const newsroom = await busyNewsroom(name)
    let k = 1
    while (await isRefused(newsroom, write, failingOnce(env.DB, k), expected)) k += 1
    // Who asks, mostly what is there, and the write.
    expect(k).toBeGreaterThan(2)
    expect(k).toBeLessThan(12)
  })

  it('goes through when the store is slow', async () => {
    const expected = await undisturbed(name, write)
    const newsroom = await busyNewsroom(name)
    newsroom.bindings.DB = slow(env.DB)
    expect(await outcomeOf(await send(write, newsroom))).toEqual(expected)
  })
})

// A token and a key are another one each time.
const REPEATABLE = Object.entries(WRITES).filter(([name]) => !/^a (token|rotation|key)$/.test(name))

describe.each(REPEATABLE)('%s, of which the answer was lost', (name, write) => {
  it('changes nothing more when it is sent again', async () => {
    const expected = await undisturbed(name, write)
    const newsroom = await busyNewsroom(name)
    newsroom.bindings.DB = answerless(env.DB)
    await send(write, newsroom)
    newsroom.bindings.DB = env.DB
    await send(write, newsroom)
    expect(await storeBarRandom()).toEqual(expected.store)
  })
})

describe('a write that the store keeps waiting, or refuses in other words', () => {
  const never = () => new Promise<never>(() => undefined)
  const gone = () => Promise.reject(new Error('Network connection lost.'))
  const broken = (batch: () => Promise<never>) =>
    Object.assign(Object.create(env.DB) as D1Database, {
      prepare: (sql: string) => env.DB.prepare(sql),
      batch,
    })

  it.each(['an article again', 'a deletion', 'a publication', 'a rotation'])(
    'is answered all the same: %s',
    async (name) => {
      const write = WRITES[name]
      if (!write) throw new Error(name)
      const newsroom = await busyNewsroom(name)
      const before = await store()
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      try {
        newsroom.bindings.DB = broken(never)
        const answering = send(write, newsroom)
        for (let second = 0; second < 15; second += 1) {
          await vi.advanceTimersByTimeAsync(1000)
          // The real store answers on a clock of its own.
          await env.DB.prepare('SELECT 1').first()
        }
        const answer = await answering
        expect(answer.headers.get('Retry-After')).toBe('5')
        expect((await problemOf(answer, 503)).detail).toMatch(/^The store takes too long/)
      } finally {
        vi.useRealTimers()
      }
      newsroom.bindings.DB = broken(gone)
      const refused = await send(write, newsroom)
      expect(refused.headers.get('Retry-After')).toBe('5')
      expect((await problemOf(refused, 503)).detail).toMatch(/^The store cannot be reached/)
      expect(await store()).toBe(before)
    },
  )

  it('is answered when others are faster each time', async () => {
    const newsroom = await busyNewsroom('')
    newsroom.bindings.DB = broken(() =>
      Promise.reject(new Error('D1_ERROR: CHECK constraint failed: stale_read: SQLITE_CONSTRAINT')),
    )
    const response = await newsroom.call('PUT', articlePath('a'), without)
    expect(response.headers.get('Retry-After')).toBe('5')
    expect((await problemOf(response, 503)).detail).toMatch(/^Something else has changed the same/)
  })

  it.each(['/articles/a', '/rss.xml', '/', '/feeds.opml'])('so is %s', async (path) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    newsroom.bindings.DB = over(env.DB, { alone: gone, inBatch: (statement) => statement })
    newsroom.bindings.DB = Object.assign(newsroom.bindings.DB, { batch: gone })
    const fresh = anotherIsolate(newsroom)
    fresh.bindings.DB = newsroom.bindings.DB
    const response = await fresh.get(path)
    expect(response.headers.get('Retry-After')).toBe('5')
    await problemOf(response, 503)
  })
})

describe('a feed', () => {
  it.each(FILES)('goes on from what is in hand while writes fail: %s', async (file) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', RICH))
    const known = await newsroom.get(`/${file}`)
    const etag = known.headers.get('ETag') ?? ''
    const text = await known.text()
    newsroom.now += HOUR / 60
    newsroom.bindings.DB = failing(env.DB, 1)
    await problemOf(await newsroom.call('PUT', articlePath('a'), without), 503)
    const whole = await newsroom.get(`/${file}`)
    expect([whole.status, await whole.text()]).toEqual([200, text])
    expect(whole.headers.get('Cache-Status')).toBe('Khulasa; hit; detail=store-failed')
    const poll = await newsroom.get(`/${file}`, { 'If-None-Match': etag })
    expect(poll.status).toBe(304)

    newsroom.bindings.DB = env.DB
    newsroom.now += 2000
    await newsroom.call('PUT', articlePath('a'), without)
    expect(await (await newsroom.get(`/${file}`)).text()).toContain('عنوان آخر')
  })

  it('is read again after a write that failed, even if nobody else has asked', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    await newsroom.get('/rss.xml')
    newsroom.bindings.DB = answerless(env.DB)
    await problemOf(await newsroom.call('PUT', articlePath('a'), without), 503)
    newsroom.bindings.DB = env.DB
    expect(await (await newsroom.get('/rss.xml')).text()).toContain('عنوان آخر')
  })
})
