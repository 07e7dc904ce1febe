import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PartnerInput } from '../../src/article/partner.ts'
import {
  anotherIsolate,
  articlePath,
  countOf,
  type DraftInput,
  draftOf,
  draftsOf,
  HERE,
  HOUR,
  keyOf,
  lost,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  publicationOf,
  putPartner,
  recorded,
  troubled,
} from '../newsroom.ts'
import { Memory } from '../../src/routes/memory.ts'
import { partnerFeeds } from '../../src/routes/partner-feeds.ts'
import { BEFORE, DELIVER } from '../../src/store/partner-deliveries.ts'
import { CHOSEN_WINDOW } from '../../src/store/partner-selection.ts'
import { READ_PARTNER_CHANGE } from '../../src/store/partners.ts'
import { ENTRY_ARTICLES, FEED_STATE } from '../../src/store/selection.ts'
import { jsonFeed } from '../json-feed-schema.ts'
import { strict } from '../strict.ts'

type Terms = Partial<PartnerInput>

const DAY = 24 * HOUR

let newsroom: Newsroom

/** The address of a new partner's feeds, with its key. */
async function signed(terms: Terms = {}, id = 'nabd'): Promise<string> {
  await putPartner(newsroom, id, terms)
  return `/partners/${await keyOf(newsroom, id)}`
}

async function idsAt(folder: string, of = newsroom): Promise<string[]> {
  const response = await of.get(`${folder}/feed.json`)
  const text = await response.text()
  expect([response.status, text]).toEqual([200, text])
  return jsonFeed(text).items.map(({ id }) => id)
}

async function setStatus(id: string, status: 'published' | 'withheld' | 'killed') {
  const reason = status === 'published' ? undefined : 'حكم قضائي'
  const response = await newsroom.call('PUT', `${articlePath(id)}/status`, { status, reason })
  expect(response.status, await response.text()).toBe(200)
}

/** The ids of the tombstones of an Atom document, in order. */
async function takenAt(folder: string, of = newsroom): Promise<string[]> {
  const response = await of.get(`${folder}/atom.xml`)
  const feed = strict(await response.text())
  return feed.all('at:deleted-entry').map(({ attributes }) => attributes.ref ?? '')
}

beforeEach(async () => {
  newsroom = await openNewsroom()
})

describe('a feed of a partner', () => {
  it('is in the files of its profile, in private, and nowhere says the key', async () => {
    await newsroom.publish(draftOf('a'))
    const folder = await signed()
    for (const [file, type] of [
      ['rss.xml', 'application/rss+xml'],
      ['atom.xml', 'application/atom+xml'],
      ['feed.json', 'application/feed+json'],
    ]) {
      const response = await newsroom.get(`${folder}/${file}`)
      const text = await response.text()
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'private, max-age=20',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
        vary: 'Accept-Encoding, Authorization',
      })
      const all = JSON.stringify([...response.headers]) + text
      expect(all).not.toContain('khp_')
      expect(all).not.toContain(`${HERE}/partners`)
      expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
      expect(response.headers.has('Link')).toBe(false)
      expect(text).toContain('خبر a')
    }
  })

  it.each([
    ['/partners/nobody/rss.xml', 401],
    ['/partners/khp_nothing/rss.xml', 404],
    ['/partners/khp_nothing', 404],
    ['/partners/khp_nothing/a/b', 404],
  ])('refuses %s with %i, in private', async (path, status) => {
    const response = await newsroom.get(path, { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate' })
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
    expect(JSON.stringify(await problemOf(response, status))).not.toContain('khp_nothing')
  })

  it('says which files there are, and what a profile does not take', async () => {
    await newsroom.publish(draftOf('a'))
    const folder = await signed()
    expect((await problemOf(await newsroom.get(`${folder}/news.xml`), 404)).detail).toBe(
      'This partner takes generic, which has: rss.xml, atom.xml, feed.json, changes.json.',
    )
    const msn = await signed({ profile: 'msn' }, 'msn')
    expect((await problemOf(await newsroom.get(`${msn}/rss.xml`), 403)).detail).toBe(
      'msn takes no key in an address: poll /partners/msn/rss.xml, with the key by HTTP Basic or ' +
        'as a bearer token.',
    )
    const Authorization = `Bearer ${msn.slice('/partners/'.length)}`
    expect((await newsroom.get('/partners/msn/rss.xml', { Authorization })).status).toBe(200)
    const preflight = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' }
    const answer = await newsroom.get(`${folder}/rss.xml`, preflight, 'OPTIONS')
    expect(answer.headers.has('Access-Control-Allow-Origin')).toBe(false)
  })

  it('is the same bytes until something in it changes; who has them hears nothing new', async () => {
    await newsroom.publish(...draftsOf(3))
    const folder = await signed({ sections: [] })
    const first = await newsroom.get(`${folder}/rss.xml`)
    const etag = first.headers.get('ETag') ?? ''
    const modified = first.headers.get('Last-Modified') ?? ''
    const bytes = await first.text()
    newsroom.now += HOUR
    for (const isolate of [newsroom, anotherIsolate(newsroom)]) {
      const again = await isolate.get(`${folder}/rss.xml`)
      expect(await again.text()).toBe(bytes)
      expect(again.headers.get('ETag')).toBe(etag)
      for (const condition of [
        { 'If-None-Match': etag },
        { 'If-Modified-Since': new Date(NOW).toUTCString() },
        { 'If-None-Match': etag, 'If-Modified-Since': modified },
      ] as Record<string, string>[]) {
        const unchanged = await isolate.get(`${folder}/rss.xml`, condition)
        expect([unchanged.status, await unchanged.text()]).toEqual([304, ''])
        expect(unchanged.headers.get('Cache-Control')).toBe('private, max-age=20')
      }
    }
    await newsroom.publish(draftOf('new'))
    const changed = await newsroom.get(`${folder}/rss.xml`, { 'If-None-Match': etag })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('Last-Modified')).toBe('Sat, 22 Aug 2026 12:59:59 GMT')
  })

  it('is another where the store is another, whose numbers may be the same', async () => {
    await newsroom.publish(draftOf('a'))
    const folder = await signed()
    const tagIn = async (isolate: Newsroom) =>
      (await isolate.get(`${folder}/rss.xml`)).headers.get('ETag')
    const tag = await tagIn(newsroom)
    expect(await tagIn(anotherIsolate(newsroom))).toBe(tag)
    await env.DB.prepare("UPDATE publication SET store = 'other'").run()
    expect(await tagIn(anotherIsolate(newsroom))).not.toBe(tag)
  })

  it('is not changed by what is not in it', async () => {
    await newsroom.publish(draftOf('a', { sections: ['economy'] }))
    const folder = await signed({ sections: ['economy'] })
    const { headers } = await newsroom.get(`${folder}/rss.xml`)
    await newsroom.publish(draftOf('b', { sections: ['technology'] }))
    newsroom.now += MINUTE
    const conditions = [
      { 'If-None-Match': headers.get('ETag') ?? '' },
      { 'If-Modified-Since': new Date(NOW).toUTCString() },
    ] as Record<string, string>[]
    for (const condition of conditions) {
      expect((await newsroom.get(`${folder}/rss.xml`, condition)).status).toBe(304)
    }
  })

  it('is compressed as the client takes it, and HEAD has no body', async () => {
    await newsroom.publish(...draftsOf(10))
    const folder = await signed()
    const plain = await newsroom.get(`${folder}/rss.xml`)
    const gzip = await newsroom.get(`${folder}/rss.xml`, { 'Accept-Encoding': 'gzip' })
    expect(gzip.headers.get('Content-Encoding')).toBe('gzip')
    expect(gzip.headers.get('ETag')).toBe(plain.headers.get('ETag'))
    const text = await plain.text()
    const sent = new Response(gzip.body?.pipeThrough(new DecompressionStream('gzip')))
    expect(await sent.text()).toBe(text)
    const head = await newsroom.get(`${folder}/rss.xml`, {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('ETag')).toBe(plain.headers.get('ETag'))
  })

  it('asks the store nothing while nothing changes, however often it is polled', async () => {
    await newsroom.publish(...draftsOf(5))
    const folder = await signed()
    await idsAt(folder)
    await idsAt(folder)
    const { db, statements } = recorded(newsroom.bindings.DB)
    newsroom.bindings.DB = db
    await Promise.all(Array.from({ length: 20 }, () => idsAt(folder)))
    expect(statements).toEqual([])
    newsroom.now += 3000
    await idsAt(folder)
    // Whether anything was published, and whether any key changed.
    expect(statements.length).toBe(2)
  })
})

describe('what is looked at for a document', () => {
  const asked = (statements: string[]) =>
    [CHOSEN_WINDOW, ENTRY_ARTICLES].map((sql) => statements.filter((each) => each === sql).length)

  it('is read in large pages, however much of it is not for the partner', async () => {
    await newsroom.publish(...draftsOf(600, { credit: 'AFP' }))
    const folder = await signed({ profile: 'google-news' })
    const other = anotherIsolate(newsroom)
    const { db, statements } = recorded(env.DB)
    other.bindings = { ...other.bindings, DB: db }
    expect((await other.get(`${folder}/news.xml`)).status).toBe(200)
    expect(asked(statements)).toEqual([2, 2])
  })

  it('is read again from the page on which something has changed meanwhile, and no other', async () => {
    const drafts = draftsOf(60, { credit: 'AFP' })
    await newsroom.publish(...drafts, draftOf('a'))
    const folder = await signed({ items: 20 })
    const other = anotherIsolate(newsroom)
    const { db, statements } = recorded(env.DB)
    const retitled = (draft: DraftInput) => ({ ...draft, title: 'آخر' })
    let at = 0
    const change = async () => {
      at += 1
      // The second of four pages.
      if (at === 2) await newsroom.publish(...drafts.slice(29, 30).map(retitled))
    }
    other.bindings = { ...other.bindings, DB: troubled(db, new Map([[ENTRY_ARTICLES, change]])) }
    expect(await idsAt(folder, other)).toEqual(['a'])
    expect(asked(statements)).toEqual([5, 5])
  })
})

describe('a store that cannot be read', () => {
  const broken = (DB: D1Database) =>
    troubled(
      DB,
      new Map([FEED_STATE, READ_PARTNER_CHANGE, BEFORE].map((sql) => [sql, lost] as const)),
    )

  it('is no matter while nothing is known to have changed, and the key was looked at lately', async () => {
    await newsroom.publish(draftOf('a'))
    const folder = await signed()
    await idsAt(folder)
    await idsAt(folder)
    newsroom.bindings.DB = broken(newsroom.bindings.DB)
    newsroom.now += 20_000
    expect(await idsAt(folder)).toEqual(['a'])
    newsroom.now += 20_000
    expect((await newsroom.get(`${folder}/feed.json`)).status).toBe(503)
  })

  it('leaves what it has to a worker that cannot hear of a change: for five minutes, if keys can be read', async () => {
    await newsroom.publish(draftOf('a'))
    const folder = await signed()
    const other = anotherIsolate(newsroom)
    await idsAt(folder, other)
    await setStatus('a', 'killed')
    other.bindings = { ...other.bindings, DB: troubled(env.DB, new Map([[FEED_STATE, lost]])) }
    other.now += 5 * MINUTE - 1
    expect(await idsAt(folder, other)).toEqual(['a'])
    other.now += 2
    expect((await other.get(`${folder}/feed.json`)).status).toBe(503)
    expect(await idsAt(folder)).toEqual([])
  })

  it('has a partner wait where something is known to have changed: nothing older stands in', async () => {
    await newsroom.publish(draftOf('a'))
    const folder = await signed()
    await idsAt(folder)
    await setStatus('a', 'killed')
    const { DB } = newsroom.bindings
    newsroom.bindings.DB = troubled(DB, new Map([[BEFORE, lost]]))
    const response = await newsroom.get(`${folder}/feed.json`)
    expect(JSON.stringify(await problemOf(response, 503))).not.toContain('خبر a')
    newsroom.bindings.DB = DB
    expect(await idsAt(folder)).toEqual([])
  })
})

describe('what a partner is chosen', () => {
  it.each<[string, Terms, string[]]>([
    ['everything', {}, ['e', 'd', 'c', 'b', 'a']],
    ['a section with those in it', { sections: ['technology'] }, ['b', 'a']],
    ['two sections, each article once', { sections: ['technology', 'cybersecurity'] }, ['b', 'a']],
    ['a tag in any spelling', { tags: ['الامارات'] }, ['d', 'b']],
    ['sections or tags', { sections: ['economy'], tags: ['الإمارات'] }, ['d', 'c', 'b']],
    ['a language with its regions', { languages: ['ar'] }, ['d', 'b', 'a']],
    ['two languages', { languages: ['fr', 'ar-MA'] }, ['e', 'd', 'c']],
    ['a section in a language', { sections: ['economy', 'technology'], languages: ['fr'] }, ['c']],
    ['a tag in a language', { tags: ['الإمارات'], languages: ['ar-MA'] }, ['d']],
    ['a section that is empty', { sections: ['cybersecurity'], languages: ['fr'] }, []],
    ['a tag that nobody has', { tags: ['none'] }, []],
    ['a language that nobody writes', { languages: ['he'] }, []],
    ['not more than its terms say', { items: 2 }, ['e', 'd']],
    [
      'not more of a merge than its terms say',
      { tags: ['الإمارات'], sections: ['economy'], items: 2 },
      ['d', 'c'],
    ],
  ])('%s', async (_, terms, ids) => {
    const at = (minute: number) => `2026-08-22T09:0${minute}:00Z`
    await newsroom.publish(
      draftOf('a', { published: at(1), sections: ['technology'] }),
      draftOf('b', { published: at(2), sections: ['cybersecurity'], tags: ['الإمارات'] }),
      draftOf('c', { published: at(3), sections: ['economy'], language: 'fr', title: 'Un' }),
      draftOf('d', { published: at(4), tags: ['الإمارات'], language: 'ar-MA' }),
      draftOf('e', { published: at(5), language: 'fr', title: 'Deux' }),
    )
    expect(await idsAt(await signed(terms))).toEqual(ids)
  })

  it('goes on past what it may not have, and past articles of one moment', async () => {
    await newsroom.publish(
      ...draftsOf(30, { published: '2026-08-22T09:00:00Z', credit: 'AFP', sections: ['economy'] }),
    )
    await newsroom.publish(
      ...['x', 'y', 'z'].map((id) => draftOf(id, { published: '2026-08-21T09:00:00Z' })),
    )
    expect(await idsAt(await signed({ items: 10 }))).toHaveLength(3)
    expect(await idsAt(await signed({ items: 7 }, 'stopped'))).toEqual([])
  })

  it('comes later by the delay, without anything being written; removals come at once', async () => {
    await newsroom.publish(draftOf('a', { published: new Date(NOW).toISOString() }))
    const folder = await signed({ delay: 30 })
    expect(await idsAt(folder)).toEqual([])
    newsroom.now = NOW + 30 * MINUTE - 1000
    const { headers } = await newsroom.get(`${folder}/feed.json`)
    expect(headers.get('Cache-Control')).toBe('private, max-age=1')
    expect(await idsAt(folder)).toEqual([])
    newsroom.now += 1000
    expect(await idsAt(folder)).toEqual(['a'])
    await newsroom.call('DELETE', articlePath('a'))
    expect(await idsAt(folder)).toEqual([])
    expect(await takenAt(folder)).toEqual([expect.stringContaining('a')])
  })

  it('is out at the end of an embargo, and not before', async () => {
    await newsroom.publish(draftOf('a', { visibleFrom: new Date(NOW + HOUR).toISOString() }))
    await newsroom.publish(draftOf('b'))
    const folder = await signed()
    expect(await idsAt(folder)).toEqual(['b'])
    newsroom.now += HOUR - 1
    expect(await idsAt(folder)).toEqual(['b'])
    newsroom.now += 1
    expect(await idsAt(folder)).toEqual(['a', 'b'])
  })

  it('is out when its embargo has begun and ended between two polls', async () => {
    const folder = await signed()
    expect(await idsAt(folder)).toEqual([])
    await newsroom.publish(draftOf('a', { visibleFrom: new Date(NOW + HOUR).toISOString() }))
    newsroom.now += HOUR
    expect(await idsAt(folder)).toEqual(['a'])
  })

  it('is let go when it is too old for the profile', async () => {
    const published = new Date(NOW - 2 * DAY + MINUTE).toISOString()
    await newsroom.publish(draftOf('a', { published, canonical: 'https://news.example/a' }))
    const folder = await signed({ profile: 'google-news' })
    const news = async () => (await newsroom.get(`${folder}/news.xml`)).text()
    expect(await news()).toContain('https://news.example/a')
    newsroom.now += MINUTE
    expect(await news()).not.toContain('https://news.example/a')
    expect(await countOf('partner_deliveries WHERE taken IS NOT NULL')).toBe(0)
  })

  it('is all that there is for a profile that takes that, whatever the terms say', async () => {
    const published = new Date(NOW - HOUR).toISOString()
    const drafts = draftsOf(250, { published })
    for (const part of [drafts.slice(0, 125), drafts.slice(125)]) {
      await newsroom.publish(
        ...part.map((each) => ({ ...each, canonical: `https://news.example/${each.id}` })),
      )
    }
    const folder = await signed({ profile: 'google-news', items: 5 })
    const text = await (await newsroom.get(`${folder}/news.xml`)).text()
    expect(strict(text).all('url')).toHaveLength(250)
  })

  it('changes with the terms of the partner and the rules of the publication', async () => {
    await newsroom.publish(draftOf('a', { credit: 'AFP' }), draftOf('b'))
    const folder = await signed()
    expect(await idsAt(folder)).toEqual(['b'])
    await putPartner(newsroom, 'nabd', { rights: { text: ['أ ف ب'] } })
    newsroom.now += 2000
    expect(new Set(await idsAt(folder))).toEqual(new Set(['a', 'b']))
    const other = anotherIsolate(newsroom)
    expect(new Set(await idsAt(folder, other))).toEqual(new Set(['a', 'b']))
    const credit = [{ agency: 'AFP', text: 'own' as const }]
    await newsroom.call('PUT', '/api/publication', publicationOf({ credit }))
    other.now = newsroom.now += 2000
    expect(await idsAt(folder)).toEqual(['b'])
    expect(await idsAt(folder, other)).toEqual(['b'])
    expect(await takenAt(folder, other)).toHaveLength(1)
  })
})

describe('what was delivered and may be had no longer', () => {
  const atom = (id: string) => `tag:news.example,2026:feeds/articles/${id}`

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['deleted', (id) => newsroom.call('DELETE', articlePath(id))],
    ['killed', (id) => setStatus(id, 'killed')],
    ['withheld', (id) => setStatus(id, 'withheld')],
    ['moved to another section', (id) => newsroom.publish(draftOf(id, { sections: ['economy'] }))],
    ['found to be of an agency', (id) => newsroom.publish(of(id, { credit: 'AFP' }))],
    ['not for syndication', (id) => newsroom.publish(of(id, { syndication: 'none' }))],
    ['embargoed again', (id) => newsroom.publish(of(id, { visibleFrom: '2026-10-01T09:00:00Z' }))],
  ])('is told of for seven days: %s', async (_, takeAway) => {
    await newsroom.publish(of('a'), of('b'))
    const folder = await signed({ sections: ['technology'] })
    expect(new Set(await idsAt(folder))).toEqual(new Set(['a', 'b']))
    const happened = (newsroom.now += HOUR)
    await takeAway('a')
    newsroom.now += 2000
    expect(await idsAt(folder)).toEqual(['b'])
    const told = newsroom.now
    const moments = async (isolate: Newsroom) => {
      const feed = strict(await (await isolate.get(`${folder}/atom.xml`)).text())
      const tombstones = feed.all('at:deleted-entry')
      return tombstones.map(({ attributes: { ref, when } }) => [ref, Date.parse(when ?? '')])
    }
    expect(await moments(newsroom)).toEqual([[atom('a'), happened]])
    newsroom.now = told + 7 * DAY - 1
    expect(await moments(anotherIsolate(newsroom))).toEqual([[atom('a'), happened]])
    newsroom.now += 1
    expect(await moments(newsroom)).toEqual([])
  })

  it('is not told of to who never had it', async () => {
    await newsroom.publish(of('a'))
    const had = await signed({}, 'had')
    const never = await signed({}, 'never')
    await idsAt(had)
    await newsroom.get(`${never}/rss.xml`, {}, 'HEAD')
    await newsroom.call('DELETE', articlePath('a'))
    await newsroom.publish(of('b'))
    expect([await takenAt(had), await takenAt(never)]).toEqual([[atom('a')], []])
    await newsroom.call('DELETE', articlePath('b'))
    expect([await takenAt(had), await takenAt(never)]).toEqual([
      [atom('b'), atom('a')],
      [atom('b')],
    ])
  })

  it('is in its place again when it may be had again', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    await idsAt(folder)
    await setStatus('a', 'withheld')
    expect([await idsAt(folder), await takenAt(folder)]).toEqual([[], [atom('a')]])
    await setStatus('a', 'published')
    expect([await idsAt(folder), await takenAt(folder)]).toEqual([['a'], []])
    await newsroom.call('DELETE', articlePath('a'))
    expect([await idsAt(folder), await takenAt(folder)]).toEqual([[], [atom('a')]])
  })

  it('is not told of because it has become too old for the number of items', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed({ items: 1 })
    await idsAt(folder)
    await newsroom.publish(of('b', { published: '2026-08-22T10:00:00Z' }))
    expect([await idsAt(folder), await takenAt(folder)]).toEqual([['b'], []])
    await newsroom.call('DELETE', articlePath('a'))
    expect([await idsAt(folder), await takenAt(folder)]).toEqual([['b'], [atom('a')]])
  })

  it('is all looked through under new terms, however much it is', async () => {
    await newsroom.publish(...draftsOf(130, { credit: 'MAP' }))
    const folder = await signed({ items: 130, rights: { text: ['MAP'] } })
    expect(await idsAt(folder)).toHaveLength(130)
    await putPartner(newsroom, 'nabd', { items: 130 })
    const counts = []
    for (let poll = 0; poll < 4; poll += 1) {
      newsroom.now += 2000
      expect(await idsAt(folder)).toEqual([])
      counts.push(await countOf('partner_deliveries WHERE taken IS NOT NULL'))
    }
    expect(counts).toEqual([50, 100, 130, 130])
  })

  it('is looked through to its end while more is delivered at each poll', async () => {
    await newsroom.publish(...draftsOf(130, { credit: 'MAP' }))
    const folder = await signed({ items: 130, rights: { text: ['MAP'] } })
    expect(await idsAt(folder)).toHaveLength(130)
    await putPartner(newsroom, 'nabd', { items: 130 })
    const counts = []
    for (let poll = 1; poll < 5; poll += 1) {
      newsroom.now += 2000
      await newsroom.publish(draftOf(`new-${poll}`))
      expect(await idsAt(folder)).toHaveLength(poll)
      counts.push(await countOf('partner_deliveries WHERE taken IS NOT NULL'))
    }
    expect(counts).toEqual([50, 100, 130, 130])
  })

  it('is killed under new terms that are not looked through yet', async () => {
    await newsroom.publish(...draftsOf(60))
    const folder = await signed({ items: 60 })
    await idsAt(folder)
    await putPartner(newsroom, 'nabd', { items: 59 })
    await setStatus('60', 'killed')
    expect(await takenAt(folder)).toEqual([atom('60')])
  })

  it('is told of also where the store did not take at once what was delivered', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    const { DB } = newsroom.bindings
    newsroom.bindings.DB = Object.assign(Object.create(DB) as D1Database, {
      prepare: (sql: string) => {
        if (sql === DELIVER) throw new Error('D1_ERROR: the network was lost.')
        return DB.prepare(sql)
      },
      batch: <T>(all: D1PreparedStatement[]) => DB.batch<T>(all),
    })
    await idsAt(folder)
    expect(await countOf('partner_deliveries')).toBe(0)
    newsroom.bindings.DB = DB
    const { headers } = await newsroom.get(`${folder}/feed.json`)
    await newsroom.get(`${folder}/feed.json`, { 'If-None-Match': headers.get('ETag') ?? '' })
    expect(await countOf('partner_deliveries')).toBe(1)
  })

  it('is not what its size kept out of the document, in no isolate', async () => {
    const content = `<p>${'نص '.repeat(60_000)}</p>`
    await newsroom.publish(
      ...['a', 'b', 'c', 'd'].map((id) =>
        of(id, { content, canonical: `https://news.example/${id}` }),
      ),
    )
    const folder = await signed({ profile: 'smartnews' })
    const poll = async (headers: Record<string, string> = {}) => {
      const response = await asked(new Memory(), `${folder}/rss.xml`, { headers })
      const text = await response.text()
      const etag = response.headers.get('ETag') ?? ''
      const items = [...text.matchAll(/<item[ >]/g)].length
      return { etag, items, delivered: await countOf('partner_deliveries') }
    }
    const { etag, ...first } = await poll()
    expect(first).toEqual({ items: 3, delivered: 3 })
    expect(await poll({ 'If-None-Match': etag })).toEqual({ etag, items: 0, delivered: 3 })
  })

  it('is not what could not be sent', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    const memory = new Memory()
    const poll = async (method: string, bindings: Newsroom['bindings']) =>
      (await asked(memory, `${folder}/rss.xml`, { method }, bindings)).status
    expect(await poll('HEAD', newsroom.bindings)).toBe(200)
    memory.documents.clear()
    memory.entries.clear()
    const DB = troubled(newsroom.bindings.DB, new Map([[ENTRY_ARTICLES, lost]]))
    expect(await poll('GET', { ...newsroom.bindings, DB })).toBe(500)
    expect(await countOf('partner_deliveries')).toBe(0)
    expect(await poll('GET', newsroom.bindings)).toBe(200)
    expect(await countOf('partner_deliveries')).toBe(1)
  })

  it('writes nothing for a poll, and once for a document that says something new', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    await idsAt(folder)
    const { db, statements } = recorded(newsroom.bindings.DB)
    newsroom.bindings.DB = db
    const writes = () => statements.filter((sql) => !/^\s*(?:SELECT|WITH)/.test(sql))
    newsroom.now += HOUR
    await idsAt(folder)
    await idsAt(folder, Object.assign(anotherIsolate(newsroom), { bindings: newsroom.bindings }))
    expect(writes()).toEqual([])
  })

  /** The answer, when all that is done in the background is done. */
  async function asked(
    memory: Memory,
    address: string,
    init: RequestInit,
    bindings = newsroom.bindings,
  ): Promise<Response> {
    const context = createExecutionContext()
    const app = partnerFeeds(memory, () => newsroom.now)
    const response = await app.request(address, init, bindings, context)
    await waitOnExecutionContext(context)
    return response
  }

  function of(id: string, changes: Parameters<typeof draftOf>[1] = {}) {
    return draftOf(id, { sections: ['technology'], ...changes })
  }
})
