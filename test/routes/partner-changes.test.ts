import { env } from 'cloudflare:test'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PartnerInput } from '../../src/article/partner.ts'
import type { PublicationInput } from '../../src/article/publication.ts'
import { CHANGE_FEED } from '../../src/store/partner-changes.ts'
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
  letIn,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  publicationOf,
  putPartner,
  recorded,
} from '../newsroom.ts'
import { jsonFeed } from '../json-feed-schema.ts'
import { strict } from '../strict.ts'

type Terms = Partial<PartnerInput>

interface Change {
  type: 'create' | 'update' | 'delete'
  id: string
  version: number
  moment: string
  article?: { title: string; canonical?: string }
}

interface Page {
  changes: Change[]
  next: string
  more: boolean
}

const DAY = 24 * HOUR

let newsroom: Newsroom

beforeEach(async () => {
  newsroom = await openNewsroom()
})

/** The address of a new partner's feeds, with its key. */
async function signed(terms: Terms = {}, id = 'nabd'): Promise<string> {
  await putPartner(newsroom, id, terms)
  return `/partners/${await keyOf(newsroom, id)}`
}

async function page(folder: string, query = '', of = newsroom): Promise<Page> {
  const response = await of.get(`${folder}/changes.json${query}`)
  const text = await response.text()
  expect([response.status, text]).toEqual([200, text])
  return JSON.parse(text) as Page
}

/** All pages from a cursor on. */
async function allSince(folder: string, since = '', limit = 50, of = newsroom) {
  const changes: Change[] = []
  let [next, more] = [since, true]
  while (more) {
    const found = await page(folder, `?since=${next}&limit=${limit}`, of)
    changes.push(...found.changes)
    next = found.next
    more = found.more
  }
  return { changes, next }
}

function briefly({ changes }: { changes: Change[] }): string[] {
  return changes.map(({ type, id }) => `${type} ${id}`)
}

function setStatus(id: string, status: 'published' | 'withheld' | 'killed'): Promise<Response> {
  const reason = status === 'published' ? undefined : 'حكم قضائي'
  return newsroom.call('PUT', `${articlePath(id)}/status`, { status, reason })
}

/** An article of the section that most of these partners take. */
function of(id: string, changes: Partial<DraftInput> = {}): DraftInput {
  return draftOf(id, { sections: ['technology'], ...changes })
}

describe('/partners/{key or id}/changes.json', () => {
  it('begins with what the feed holds, as the partner has it, the oldest first', async () => {
    await newsroom.publish(
      ...draftsOf(3),
      of('a', { title: '5G في المغرب', canonical: 'https://news.example/a', tags: ['5G'] }),
      draftOf('agency', { credit: 'AFP' }),
    )
    const folder = await signed({ items: 2, campaign: { source: 'nabd' } })
    const { changes, more } = await page(folder)
    expect(briefly({ changes })).toEqual(['create 03', 'create a'])
    expect(changes[1]).toEqual({
      type: 'create',
      id: 'a',
      version: 1,
      moment: '2026-08-22T12:00:00Z',
      article: {
        title: '5G في المغرب',
        language: 'ar',
        direction: 'rtl',
        published: '2026-08-22T09:00:00Z',
        updated: '2026-08-22T09:00:00Z',
        canonical: 'https://news.example/a?utm_source=nabd',
        sections: ['technology'],
        tags: ['5G'],
      },
    })
    expect(more).toBe(false)
  })

  it('tells of each change once, and of nothing when there is none', async () => {
    await newsroom.publish(of('a'), of('b'), of('c'))
    const folder = await signed({ sections: ['technology'] })
    const { next } = await allSince(folder)
    expect(await page(folder, `?since=${next}`)).toEqual({ changes: [], next, more: false })
    newsroom.now += HOUR
    await newsroom.publish(of('b', { title: 'عنوان آخر' }), of('d'), draftOf('elsewhere'))
    await newsroom.call('DELETE', articlePath('a'))
    const found = await allSince(folder, next)
    expect(briefly(found)).toEqual(['delete a', 'update b', 'create d'])
    expect(found.changes[0]).toEqual({
      type: 'delete',
      id: 'a',
      version: 1,
      moment: '2026-08-22T13:00:00Z',
    })
    expect((await page(folder, `?since=${found.next}`)).changes).toEqual([])
  })

  it('says the same to who did not get the answer and asks again', async () => {
    await newsroom.publish(of('a'), of('b'))
    const folder = await signed()
    const { next } = await allSince(folder)
    await newsroom.publish(of('c'), of('a', { title: 'عنوان آخر' }))
    await setStatus('b', 'withheld')
    const first = await page(folder, `?since=${next}`)
    expect(briefly(first)).toEqual(['delete b', 'create c', 'update a'])
    expect(await page(folder, `?since=${next}`)).toEqual(first)
    expect(await page(folder, `?since=${next}`, anotherIsolate(newsroom))).toEqual(first)
  })

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['deleted', (id) => newsroom.call('DELETE', articlePath(id))],
    ['killed', (id) => setStatus(id, 'killed')],
    ['withheld', (id) => setStatus(id, 'withheld')],
    ['moved to another section', (id) => newsroom.publish(draftOf(id, { sections: ['economy'] }))],
    ['found to be of an agency', (id) => newsroom.publish(of(id, { credit: 'AFP' }))],
    ['not for syndication', (id) => newsroom.publish(of(id, { syndication: 'none' }))],
    ['embargoed again', (id) => newsroom.publish(of(id, { visibleFrom: '2026-10-01T09:00:00Z' }))],
    ['not of its sections', () => putPartner(newsroom, 'nabd', { sections: ['economy'] })],
  ])('takes away what is %s, from who was told of it only', async (_, takeAway) => {
    await newsroom.publish(of('a'))
    const folder = await signed({ sections: ['technology'] })
    const { next } = await allSince(folder)
    newsroom.now += HOUR
    await takeAway('a')
    const found = await page(folder, `?since=${next}`)
    expect(found.changes).toEqual([
      {
        type: 'delete',
        id: 'a',
        version: expect.any(Number) as number,
        moment: '2026-08-22T13:00:00Z',
      },
    ])
    expect((await page(folder, `?since=${found.next}`)).changes).toEqual([])
    expect((await allSince(folder)).changes).toEqual([])
  })

  it('never names what came and went between two looks, or was never for the partner', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed({ sections: ['technology'], delay: 10 })
    const { next } = await allSince(folder)
    await newsroom.publish(of('short'), of('agency', { credit: 'AFP' }), draftOf('elsewhere'))
    for (const id of ['short', 'agency', 'elsewhere']) await setStatus(id, 'killed')
    newsroom.now += HOUR
    expect((await allSince(folder, next)).changes).toEqual([])
  })

  it('tells of nothing that is too old for the profile, but of how it changes later', async () => {
    const folder = await signed({ profile: 'google-news' }, 'google')
    const { next } = await allSince(folder)
    const before = (id: string, days: number, title: string) =>
      draftOf(id, {
        title,
        canonical: `https://news.example/${id}`,
        published: new Date(NOW - days * DAY).toISOString(),
      })
    await newsroom.publish(before('old', 3, 'قديم'), before('a', 1, 'جديد'))
    const found = await allSince(folder, next)
    expect(briefly(found)).toEqual(['create a'])
    newsroom.now += 3 * DAY
    await newsroom.publish(before('a', 1, 'تصحيح'))
    expect(briefly(await allSince(folder, found.next))).toEqual(['update a'])
  })

  it('brings back what is restored, and takes it away again', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    let { next } = await allSince(folder)
    const told: string[] = []
    for (const status of ['withheld', 'published', 'withheld', 'killed'] as const) {
      newsroom.now += MINUTE
      await setStatus('a', status)
      const found = await allSince(folder, next)
      told.push(...briefly(found))
      next = found.next
    }
    expect(told).toEqual(['delete a', 'update a', 'delete a'])
  })

  it('comes later by the delay, without anything being written; removals come at once', async () => {
    const moment = new Date(NOW).toISOString()
    const folder = await signed({ delay: 30 })
    const { next } = await allSince(folder)
    await newsroom.publish(of('a', { published: moment }))
    newsroom.now += 30 * MINUTE - 1000
    expect((await page(folder, `?since=${next}`)).changes).toEqual([])
    newsroom.now += 1000
    const found = await page(folder, `?since=${next}`)
    expect(found.changes).toMatchObject([{ type: 'create', moment: '2026-08-22T12:30:00Z' }])
    await newsroom.call('DELETE', articlePath('a'))
    expect(briefly(await page(folder, `?since=${found.next}`))).toEqual(['delete a'])
  })

  it('tells of a change when its delay is over, and nothing of the article before', async () => {
    const at = (ms: number) => ({ visibleFrom: new Date(ms).toISOString() })
    await newsroom.publish(of('a', at(NOW - HOUR)))
    const folder = await signed({ delay: 10 })
    const { next } = await allSince(folder)
    await newsroom.publish(of('a', { ...at(NOW), title: 'عنوان آخر' }))
    expect((await allSince(folder, next)).changes).toEqual([])
    expect((await allSince(folder)).changes).toEqual([])
    newsroom.now += 10 * MINUTE
    expect((await allSince(folder, next)).changes).toMatchObject([
      { type: 'update', moment: '2026-08-22T12:10:00Z', article: { title: 'عنوان آخر' } },
    ])
  })

  it('says the same, also as time goes by, of what had come before its delay was made longer', async () => {
    await newsroom.publish(of('a', { published: new Date(NOW).toISOString() }))
    const folder = await signed()
    const first = await page(folder)
    expect(first.changes).toMatchObject([{ type: 'create', moment: '2026-08-22T12:00:00Z' }])
    await putPartner(newsroom, 'nabd', { delay: 60 })
    for (let minutes = 0; minutes < 3; minutes += 1) {
      newsroom.now += MINUTE
      expect(await page(folder)).toEqual(first)
    }
  })

  it('tells nothing twice, and loses nothing, when the clock of another isolate is behind', async () => {
    const folder = await signed()
    const { next } = await allSince(folder)
    await newsroom.publish(of('later', { visibleFrom: new Date(NOW + HOUR).toISOString() }))
    newsroom.now += HOUR
    const first = await allSince(folder, next)
    expect(briefly(first)).toEqual(['create later'])
    const behind = anotherIsolate(newsroom)
    behind.now -= 100
    await newsroom.publish(of('b'))
    const second = await allSince(folder, first.next, 50, behind)
    newsroom.now += 3000
    const third = await allSince(folder, second.next)
    expect([...briefly(second), ...briefly(third)]).toEqual(['create b'])
  })

  it('goes on under other terms: with what they let it have, and what they take back', async () => {
    const credit = [{ agency: 'AFP', text: 'licensed' as const }]
    await newsroom.publish(of('a'), of('b', { credit: 'AFP' }))
    const folder = await signed()
    const { next } = await allSince(folder)
    await putPartner(newsroom, 'nabd', { rights: { text: ['AFP'] } })
    const more = await allSince(folder, next)
    expect(new Set(briefly(more))).toEqual(new Set(['update a', 'create b']))
    newsroom.now += MINUTE
    const rules = publicationOf({ credit: [{ ...credit[0], agency: 'AFP', text: 'own' }] })
    await newsroom.call('PUT', '/api/publication', rules)
    const less = await allSince(folder, more.next)
    expect(briefly(less)).toEqual(['delete b', 'update a'])
  })

  it('has pages of the size that is asked for, also where more is found than is looked at', async () => {
    const folder = await signed()
    const { next } = await allSince(folder)
    const drafts = draftsOf(130)
    await newsroom.publish(...drafts)
    const first = await page(folder, `?since=${next}&limit=7`)
    expect([first.changes.length, first.more]).toEqual([7, true])
    const found = await allSince(folder, next, 20)
    expect(found.changes.map(({ id }) => id)).toEqual(drafts.map(({ id }) => id))
    newsroom.now += MINUTE
    await newsroom.publish(
      ...drafts.map(({ id }) => draftOf(id, { visibleFrom: '2026-08-22T13:00:00Z' })),
    )
    const gone: string[] = []
    let last = found.next
    // What was delivered is looked through fifty at a time, every two seconds.
    for (let looks = 0; looks < 3; looks += 1) {
      const some = await allSince(folder, last, 20)
      gone.push(...briefly(some))
      last = some.next
      newsroom.now += 2000
    }
    expect(gone.toSorted()).toEqual(drafts.map(({ id }) => `delete ${id}`).toSorted())
    newsroom.now += HOUR
    const back = await allSince(folder, last, 20)
    expect(briefly(back).toSorted()).toEqual(drafts.map(({ id }) => `update ${id}`).toSorted())
  })

  it('has more to ask for at once while it has not passed all that is of others', async () => {
    const folder = await signed()
    const { next } = await allSince(folder)
    // As if so much had been published.
    await env.DB.prepare('UPDATE last_change SET number = number + 4001').run()
    await newsroom.publish(of('a'))
    const pages: Page[] = []
    for (let since = next; pages.at(-1)?.more !== false; since = pages.at(-1)?.next ?? '') {
      pages.push(await page(folder, `?since=${since}`))
    }
    expect(pages.map(briefly)).toEqual([[], [], ['create a']])
  })

  it('has more to ask for while what it told before waits for what was written earlier', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    await allSince(folder)
    const drafts = draftsOf(60)
    await newsroom.publish(...drafts)
    await newsroom.publish(of('a', { title: 'عنوان آخر' }))
    expect(await page(folder)).toMatchObject({ changes: [], more: true })
    const { changes } = await allSince(folder)
    expect(changes.map(({ id }) => id)).toEqual([...drafts.map(({ id }) => id), 'a'])
  })

  it('counts as delivered: a feed tells of its removal too', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    await allSince(folder)
    await newsroom.call('DELETE', articlePath('a'))
    const atom = strict(await (await newsroom.get(`${folder}/atom.xml`)).text())
    expect(atom.all('at:deleted-entry')).toHaveLength(1)
  })

  it('says nothing to who asks for its headers only, delivers nothing so, and counts it', async () => {
    const points: unknown[] = []
    newsroom.bindings.USAGE = { writeDataPoint: (point) => void points.push(point) }
    await newsroom.publish(of('a'))
    const folder = await signed()
    const head = await newsroom.get(`${folder}/changes.json`, {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
    expect(points).toEqual([
      { indexes: ['nabd'], blobs: ['nabd', 'other', 'changes.json', '200'], doubles: [0] },
    ])
    expect(await countOf('partner_deliveries')).toBe(0)
  })

  it('is for the partner alone, in any way in that its profile takes, and nowhere says the key', async () => {
    await newsroom.publish(of('a', { title: 'عنوان طويل بما يكفي لكل شريك' }))
    const folder = await signed()
    const response = await newsroom.get(`${folder}/changes.json`, { 'Accept-Encoding': 'gzip' })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-encoding': 'gzip',
      'cache-control': 'private, no-cache',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'cross-origin-resource-policy': 'same-origin',
      vary: 'Accept-Encoding, Authorization',
    })
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
    const said = JSON.stringify([...response.headers, await page(folder)])
    expect(said).not.toContain('khp_')
    expect(said).not.toContain(`${HERE}/partners`)
    const msn = await signed({ profile: 'msn' }, 'msn')
    expect((await problemOf(await newsroom.get(`${msn}/changes.json`), 403)).detail).toContain(
      'poll /partners/msn/changes.json, with the key by HTTP Basic',
    )
    await problemOf(await newsroom.get('/partners/msn/changes.json'), 401)
    const Authorization = `Bearer ${msn.slice('/partners/'.length)}`
    expect((await newsroom.get('/partners/msn/changes.json', { Authorization })).status).toBe(200)
  })

  it('has one weak entity tag, whatever the coding', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    const { next } = await allSince(folder)
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(async (coding) => {
        const response = await newsroom.get(`${folder}/changes.json`, { 'Accept-Encoding': coding })
        await response.arrayBuffer()
        return [response.headers.get('Content-Encoding'), response.headers.get('ETag')]
      }),
    )
    const etag = `W/"${next}"`
    expect(tags).toEqual([
      ['br', etag],
      ['gzip', etag],
      [null, etag],
    ])
  })

  it('is 304 for who has the answer already, and then reads nothing', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    const { next } = await allSince(folder)
    await page(folder, `?since=${next}`)
    const { db, statements } = recorded(newsroom.bindings.DB)
    newsroom.bindings.DB = db
    const again = await newsroom.get(`${folder}/changes.json?since=${next}`, {
      'If-None-Match': `"${next}"`,
    })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('ETag')).toBe(`W/"${next}"`)
    expect(again.headers.has('Content-Type')).toBe(false)
    expect(statements).toEqual([])
  })

  it.each([
    ['since=x', '/since: expected `next` of an answer, as it was'],
    ['since=1.2.3', '/since: expected `next` of an answer, as it was'],
    ['limit=0', '/limit: expected a whole number from 1 to 100'],
    ['limit=101', '/limit: expected a whole number from 1 to 100'],
  ])('?%s is refused', async (query, detail) => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    const problem = await problemOf(await newsroom.get(`${folder}/changes.json?${query}`), 422)
    expect(problem.detail).toBe(detail)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['another store', () => env.DB.prepare("UPDATE publication SET store = '0a1b2c3d'").run()],
    [
      'a later state of this one',
      () => env.DB.prepare('UPDATE partner_change_feeds SET number = 0').run(),
    ],
    [
      'another partner of that id',
      () => env.DB.prepare('UPDATE partner_change_feeds SET began = began - 1').run(),
    ],
    ['sixty-one days before', async () => (newsroom.now += 61 * DAY)],
  ])('refuses a cursor of %s, and delivers nothing', async (_, happen) => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    const { next } = await allSince(folder)
    await happen()
    await newsroom.publish(of('b'))
    const response = await anotherIsolate(newsroom).get(`${folder}/changes.json?since=${next}`)
    expect((await problemOf(response, 422)).detail).toContain('leave it out, begin anew')
    expect(await countOf('partner_deliveries')).toBe(1)
  })

  it('goes on for who hears of nothing for longer than that', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    let { next } = await allSince(folder)
    for (let weeks = 0; weeks < 20; weeks += 1) {
      newsroom.now += 7 * DAY
      next = (await page(folder, `?since=${next}`)).next
    }
    await newsroom.publish(of('b'))
    expect(briefly(await page(folder, `?since=${next}`))).toEqual(['create b'])
  })

  it('tells all of it once where two isolates are asked at the same time', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed()
    const { next } = await allSince(folder)
    await newsroom.publish(of('b'), of('c'))
    const other = anotherIsolate(newsroom)
    const theirs: Page[] = []
    const ask = async () => {
      // They know of more.
      await other.publish(of('d'))
      theirs.push(await page(folder, `?since=${next}`, other))
    }
    // The first batch only reads.
    letIn(newsroom, ask, 2)
    const first = await allSince(folder, next)
    expect(briefly(first)).toEqual(['create b', 'create c', 'create d'])
    expect(theirs).toMatchObject([{ changes: first.changes, next: first.next }])
    expect((await allSince(folder, next, 1, other)).changes).toEqual(first.changes)
    await newsroom.publish(of('e'))
    expect(briefly(await allSince(folder, first.next))).toEqual(['create e'])
  })

  it('writes nothing for what is not for the partner, but how far it came after many', async () => {
    await newsroom.publish(of('a'))
    const folder = await signed({ sections: ['technology'] })
    const { next } = await allSince(folder)
    const kept = () => env.DB.prepare(CHANGE_FEED).bind('nabd').first('change')
    const before = await kept()
    await newsroom.publish(draftOf('b'), draftOf('c'))
    expect((await page(folder, `?since=${next}`)).next).toBe(next)
    expect(await kept()).toBe(before)
    // As if so much had been published.
    await env.DB.prepare('UPDATE last_change SET number = number + 500').run()
    await newsroom.publish(draftOf('d'))
    expect((await page(folder, `?since=${next}`)).next).toBe(next)
    expect(await kept()).toBe(Number(before) + 503)
  })

  it('refuses a cursor of a partner that was deleted, to another one of that id', async () => {
    await newsroom.publish(of('a'))
    const { next } = await allSince(await signed())
    await newsroom.call('DELETE', '/api/partners/nabd')
    newsroom.now += MINUTE
    const folder = await signed()
    await page(folder)
    const response = await newsroom.get(`${folder}/changes.json?since=${next}`)
    expect((await problemOf(response, 422)).detail).toContain('leave it out, begin anew')
  })

  it('brings a consumer who asks at any moments to what the feed holds, whatever happens', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd')
    const step = fc.oneof(
      fc.record({
        do: fc.constant('put' as const),
        id,
        title: fc.constantFrom('أول', 'ثان'),
        section: fc.constantFrom('economy', 'technology'),
        credit: fc.constantFrom(undefined, 'AFP'),
        in: fc.constantFrom(-1, 0, 2, 5),
      }),
      fc.record({
        do: fc.constant('status' as const),
        id,
        status: fc.constantFrom('published', 'withheld', 'killed'),
      }),
      fc.record({ do: fc.constant('delete' as const), id }),
      fc.record({
        do: fc.constant('terms' as const),
        sections: fc.subarray(['economy']),
        text: fc.subarray(['AFP']),
      }),
      fc.record({
        do: fc.constant('rules' as const),
        text: fc.constantFrom('everyone', 'licensed', 'own'),
      }),
      fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constant('poll' as const) }),
      fc.record({
        do: fc.constant('ask' as const),
        limit: fc.integer({ min: 1, max: 3 }),
        elsewhere: fc.boolean(),
      }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 3),
        fc.boolean(),
        fc.array(step, { maxLength: 25 }),
        async (delay, hasBegun, steps) => {
          newsroom = await openNewsroom()
          const folder = await signed({ delay })
          const held = new Map<string, string | undefined>()
          const heard = new Set<string>()
          const moments = new Map<string, number>()
          let next = ''
          const ask = async (limit: number, isolate = newsroom) => {
            const found = await allSince(folder, next, limit, isolate)
            next = found.next
            for (const { type, id: one, article } of found.changes) {
              if (type === 'create') expect([one, heard.has(one)]).toEqual([one, false])
              else expect([type, one, heard.has(one)]).toEqual([type, one, true])
              heard.add(one)
              if (type === 'delete') held.delete(one)
              else held.set(one, article?.title)
            }
          }
          const feed = async () => {
            const response = await newsroom.get(`${folder}/feed.json`)
            const { items } = jsonFeed(await response.text())
            return new Map(items.map((item) => [item.id, item.title]))
          }
          if (hasBegun) await ask(1)
          for (const each of steps) {
            if (each.do === 'wait') newsroom.now += each.minutes * MINUTE
            else if (each.do === 'ask') {
              await ask(each.limit, each.elsewhere ? anotherIsolate(newsroom) : newsroom)
            } else if (each.do === 'poll') await feed()
            else if (each.do === 'status') {
              await setStatus(each.id, each.status)
            } else if (each.do === 'delete') await newsroom.call('DELETE', articlePath(each.id))
            else if (each.do === 'terms') {
              const { sections, text } = each
              await putPartner(newsroom, 'nabd', { delay, sections, rights: { text } })
            } else if (each.do === 'rules') {
              const credit = [{ agency: 'AFP', text: each.text }] as PublicationInput['credit']
              await newsroom.call('PUT', '/api/publication', publicationOf({ credit }))
            } else {
              // Of what was delivered, a later moment takes nothing back for the length of a delay.
              const known = delay > 0 ? moments.get(each.id) : undefined
              const moment = known ?? newsroom.now + each.in * MINUTE
              moments.set(each.id, moment)
              const { credit, section, title } = each
              const visibleFrom = new Date(moment).toISOString()
              const draft = draftOf(each.id, { title, sections: [section], visibleFrom })
              await newsroom.call('POST', '/api/articles', {
                articles: [credit ? { ...draft, credit } : draft],
              })
            }
          }
          await ask(2)
          expect(held).toEqual(await feed())
        },
      ),
      { numRuns: 40 },
    )
  }, 90_000)
})
