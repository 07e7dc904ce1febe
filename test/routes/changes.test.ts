import { env } from 'cloudflare:test'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WRITTEN_CHANGES } from '../../src/store/changes.ts'
import {
  articlePath,
  draftOf,
  draftsOf,
  HOUR,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  troubled,
} from '../newsroom.ts'

interface Change {
  type: 'create' | 'update' | 'delete'
  id: string
  version: number
  moment: string
  article?: { title: string }
}

interface Page {
  changes: Change[]
  next: string
  more: boolean
}

async function page(newsroom: Newsroom, query = ''): Promise<Page> {
  const response = await newsroom.call('GET', `/api/changes${query}`)
  expect(response.status).toBe(200)
  return response.json<Page>()
}

/** All pages from a cursor on. */
async function allSince(newsroom: Newsroom, since: string, limit = 100) {
  const changes: Change[] = []
  let [next, more] = [since, true]
  while (more) {
    const found: Page = await page(newsroom, `?since=${next}&limit=${limit}`)
    changes.push(...found.changes)
    next = found.next
    more = found.more
  }
  return { changes, next }
}

function briefly(changes: Change[]): string[] {
  return changes.map(({ type, id }) => `${type} ${id}`)
}

describe('GET /api/changes', () => {
  it('tells of everything public from the beginning, in the order in which it was written', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('b'), draftOf('a', { title: '5G في المغرب' }))
    const { changes, more } = await page(newsroom)
    expect(briefly(changes)).toEqual(['create b', 'create a'])
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
        sections: [],
        tags: [],
      },
    })
    expect(more).toBe(false)
  })

  it('tells of each change once, and of nothing when there is none', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'), draftOf('b'), draftOf('c'))
    const { next } = await allSince(newsroom, '')
    expect(await page(newsroom, `?since=${next}`)).toEqual({ changes: [], next, more: false })
    newsroom.now += HOUR
    await newsroom.publish(draftOf('b', { title: 'عنوان آخر' }), draftOf('d'))
    await newsroom.call('DELETE', articlePath('a'))
    const found = await allSince(newsroom, next)
    expect(briefly(found.changes)).toEqual(['update b', 'create d', 'delete a'])
    expect(found.changes[2]).toEqual({
      type: 'delete',
      id: 'a',
      version: 1,
      moment: '2026-08-22T13:00:00Z',
    })
    expect((await page(newsroom, `?since=${found.next}`)).changes).toEqual([])
  })

  it('tells of an embargoed article at its moment, and not a second before', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const { next } = await allSince(newsroom, '')
    await newsroom.publish(draftOf('later', { visibleFrom: '2026-08-22T13:00:00Z' }), draftOf('b'))
    newsroom.now = NOW + HOUR - 1000
    const before = await allSince(newsroom, next)
    expect(briefly(before.changes)).toEqual(['create b'])
    newsroom.now = NOW + HOUR
    const after = await allSince(newsroom, before.next)
    expect(after.changes).toMatchObject([
      { type: 'create', id: 'later', moment: '2026-08-22T13:00:00Z' },
    ])
    expect((await page(newsroom, `?since=${after.next}`)).changes).toEqual([])
  })

  it('takes away what is embargoed again', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const { next } = await allSince(newsroom, '')
    await newsroom.publish(draftOf('a', { visibleFrom: '2026-08-22T13:00:00Z' }))
    const found = await allSince(newsroom, next)
    expect(briefly(found.changes)).toEqual(['delete a'])
    newsroom.now = NOW + HOUR
    expect(briefly((await allSince(newsroom, found.next)).changes)).toEqual(['create a'])
  })

  it('takes away what is withheld, killed or not for syndication any more, and brings back what is restored', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('withheld'), draftOf('killed'), draftOf('own'))
    const { next } = await allSince(newsroom, '')
    const status = (id: string, change: object) =>
      newsroom.call('PUT', `${articlePath(id)}/status`, change)
    await status('withheld', { status: 'withheld' })
    await status('killed', { status: 'killed', reason: 'سبب' })
    await newsroom.publish(draftOf('own', { syndication: 'none' }))
    const gone = await allSince(newsroom, next)
    expect(briefly(gone.changes)).toEqual(['delete withheld', 'delete killed', 'delete own'])
    expect(JSON.stringify(gone.changes)).not.toContain('سبب')
    await status('withheld', { status: 'published' })
    const back = await allSince(newsroom, gone.next)
    expect(briefly(back.changes)).toEqual(['update withheld'])
  })

  it('says nothing of what came and went between two looks, or was never public', async () => {
    const newsroom = await openNewsroom()
    const { next } = await allSince(newsroom, '')
    await newsroom.publish(
      draftOf('short'),
      draftOf('never', { visibleFrom: '2027-01-01T00:00:00Z' }),
    )
    await newsroom.call('DELETE', articlePath('short'))
    await newsroom.call('DELETE', articlePath('never'))
    expect((await allSince(newsroom, next)).changes).toEqual([])
  })

  it('has pages of the size that is asked for, without loss or repetition at one moment', async () => {
    const newsroom = await openNewsroom()
    const drafts = draftsOf(23, { visibleFrom: '2026-08-22T13:00:00Z' })
    await newsroom.publish(draftOf('first'))
    const { next } = await allSince(newsroom, '', 5)
    await newsroom.publish(...drafts)
    const nothing = await allSince(newsroom, next, 5)
    expect(nothing.changes).toEqual([])
    newsroom.now = NOW + HOUR
    const found = await allSince(newsroom, nothing.next, 5)
    const ids = found.changes.map(({ id }) => id)
    expect(ids.toSorted()).toEqual(drafts.map(({ id }) => id).toSorted())
  })

  it.each([
    ['killed', 'delete later', { status: 'killed', reason: 'سبب' }],
    ['changed', 'update later', undefined],
  ])('tells once of what is %s while it is read', async (_, last, status) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('later', { visibleFrom: '2026-08-22T13:00:00Z' }))
    const { next } = await allSince(newsroom, '')
    newsroom.now = NOW + HOUR
    let isWritten = false
    const write = async () => {
      if (isWritten) return
      isWritten = true
      if (status) await newsroom.call('PUT', `${articlePath('later')}/status`, status)
      else await newsroom.publish(draftOf('later', { title: 'عنوان آخر' }))
    }
    newsroom.bindings.DB = troubled(env.DB, new Map([[WRITTEN_CHANGES, write]]))
    const first = await allSince(newsroom, next)
    newsroom.bindings.DB = env.DB
    await write()
    const second = await allSince(newsroom, first.next)
    expect(briefly([...first.changes, ...second.changes])).toEqual(['create later', last])
  })

  it('tells nothing twice, and loses nothing, when the clock of another isolate is behind', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('later', { visibleFrom: '2026-08-22T13:00:00Z' }))
    const { next } = await allSince(newsroom, '')
    newsroom.now = NOW + HOUR
    const first = await allSince(newsroom, next)
    expect(briefly(first.changes)).toEqual(['create later'])
    newsroom.now -= 100
    await newsroom.publish(
      draftOf('a'),
      draftOf('later', { title: 'عنوان آخر', visibleFrom: '2026-08-22T13:00:00Z' }),
      draftOf('b'),
    )
    const behind = await allSince(newsroom, first.next)
    expect(briefly(behind.changes)).toEqual(['create a'])
    newsroom.now += 100
    const last = await allSince(newsroom, behind.next)
    expect(briefly(last.changes)).toEqual(['update later', 'create b'])
  })

  it('is 304 for who has the answer already', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const first = await newsroom.call('GET', '/api/changes')
    const { next } = await first.json<Page>()
    expect(first.headers.get('ETag')).toBe(`"${next}"`)
    const headers = { Authorization: `Bearer ${env.PUBLISH_TOKEN}`, 'If-None-Match': `"${next}"` }
    const second = await newsroom.get(`/api/changes?since=${next}`, headers)
    expect([second.status, await second.text()]).toEqual([304, ''])
  })

  it('waits for a change that is asked to be waited for', async () => {
    const newsroom = await openNewsroom()
    const { next } = await allSince(newsroom, '')
    const waiting = page(newsroom, `?since=${next}&wait=4`)
    await newsroom.publish(draftOf('a'))
    expect(briefly((await waiting).changes)).toEqual(['create a'])
  })

  it.each([
    ['since=x', '/since: expected `next` of an answer, as it was'],
    ['since=1.2', '/since: expected `next` of an answer, as it was'],
    ['since=1.2.3', '/since: expected `next` of an answer, as it was'],
    ['since=zzzzzzzzzzz.0.0.0', '/since: expected `next` of an answer, as it was'],
    ['limit=0', '/limit: expected a whole number from 1 to 200'],
    ['wait=26', '/wait: expected a number of seconds from 0 to 25'],
  ])('?%s is refused', async (query, detail) => {
    const newsroom = await openNewsroom()
    const problem = await problemOf(await newsroom.call('GET', `/api/changes?${query}`), 422)
    expect(problem.detail).toBe(detail)
  })

  it('refuses a cursor of another store, and one of a later state of this one', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'), draftOf('b'))
    const { next } = await allSince(newsroom, '')
    const detail =
      '/since: is of another store, or of a state that this one has been taken back from: leave it ' +
      'out, and begin anew'
    const refused = async () => {
      const response = await newsroom.call('GET', `/api/changes?since=${next}`)
      expect((await problemOf(response, 422)).detail).toBe(detail)
    }
    await env.DB.prepare('UPDATE last_change SET number = 1').run()
    await refused()
    await env.DB.prepare('UPDATE last_change SET number = 2').run()
    expect((await page(newsroom, `?since=${next}`)).changes).toEqual([])
    await env.DB.prepare("UPDATE publication SET store = '0a1b2c3d'").run()
    await refused()
    expect(briefly((await allSince(newsroom, '')).changes)).toEqual(['create a', 'create b'])
  })

  it('has nobody begin anew while a store has no publication', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const { next } = await allSince(newsroom, '')
    const other = await openNewsroom(null)
    await problemOf(await other.call('GET', `/api/changes?since=${next}`), 409)
    await problemOf(await other.call('GET', '/api/changes'), 409)
  })

  it('brings a consumer who asks at any moments to what is public, whatever is written', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd')
    const step = fc.oneof(
      fc.record({
        do: fc.constant('put' as const),
        id,
        title: fc.constantFrom('أول', 'ثان'),
        in: fc.constantFrom(-1, 0, 2, 5),
      }),
      fc.record({ do: fc.constant('delete' as const), id }),
      fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constant('ask' as const), limit: fc.integer({ min: 1, max: 3 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const newsroom = await openNewsroom()
        const known = new Map<string, string | undefined>()
        let next = ''
        const ask = async (limit: number) => {
          const found = await allSince(newsroom, next, limit)
          next = found.next
          for (const { type, id: one, article } of found.changes) {
            if (type === 'create') expect([one, known.has(one)]).toEqual([one, false])
            if (type === 'delete') known.delete(one)
            else known.set(one, article?.title)
          }
        }
        for (const each of steps) {
          if (each.do === 'wait') newsroom.now += each.minutes * MINUTE
          else if (each.do === 'ask') await ask(each.limit)
          else if (each.do === 'delete') await newsroom.call('DELETE', articlePath(each.id))
          else {
            const moment = new Date(newsroom.now + each.in * MINUTE).toISOString()
            await newsroom.publish(
              draftOf(each.id, { title: each.title, visibleFrom: moment.replace('.000', '') }),
            )
          }
        }
        await ask(2)
        const feed = await (
          await newsroom.get('/feed.json')
        ).json<{ items: { id: string; title: string }[] }>()
        expect(known).toEqual(new Map(feed.items.map((item) => [item.id, item.title])))
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})
