// What is sent to who has an earlier document: RFC 3229 with the instance-manipulation `feed`, and
// RFC 6721 for what was taken away.

import { env } from 'cloudflare:test'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RENDERER_VERSION } from '../../src/routes/feed-validator.ts'
import { jsonFeed } from '../json-feed-schema.ts'
import {
  articlePath,
  countOf,
  type DraftInput,
  draftOf,
  draftsOf,
  FILES,
  HOUR,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  path,
  publicationOf,
} from '../newsroom.ts'
import { strict } from '../strict.ts'
import { AtomReader, readAtom } from './atom-reader.ts'

const DAY = 24 * HOUR
const TAG = path('tags', 'الأمن')
const tagged = (id: string, changes: Partial<DraftInput> = {}) =>
  draftOf(id, { tags: ['الأمن'], ...changes })

/** Ten articles, and a subscriber who has them all. */
async function subscribed(): Promise<Newsroom> {
  const newsroom = await openNewsroom()
  await newsroom.publish(...draftsOf(10, { tags: ['الأمن'] }))
  newsroom.now = NOW + HOUR
  return newsroom
}

async function etagOf(newsroom: Newsroom, at: string): Promise<string> {
  return (await newsroom.get(at)).headers.get('ETag') ?? ''
}

function ask(newsroom: Newsroom, at: string, tag: string, method = 'GET'): Promise<Response> {
  return newsroom.get(at, { 'If-None-Match': tag, 'A-IM': 'feed' }, method)
}

/** The ids in a document, in order. */
async function ids(response: Response): Promise<string[]> {
  const text = await response.text()
  const [type] = (response.headers.get('Content-Type') ?? '').split(';')
  if (type === 'application/feed+json') return jsonFeed(text).items.map(({ id }) => id)
  if (type === 'application/atom+xml') return readAtom(text).entries.map(([id]) => id)
  const items = strict(text).the('channel').all('item')
  return items.map((item) => item.the('guid').text)
}

const newest = (count: number) =>
  Array.from({ length: count }, (_, index) => String(10 - index).padStart(2, '0'))

describe.each(FILES)('a delta of %s', (file) => {
  it('is what is new, with the tag of the whole document', async () => {
    const newsroom = await subscribed()
    for (const [place, folder] of ['', TAG].entries()) {
      const at = `${folder}/${file}`
      const tag = await etagOf(newsroom, at)
      await newsroom.publish(tagged(`new-${place}`), tagged(`newer-${place}`))
      const delta = await ask(newsroom, at, tag)
      expect([delta.status, delta.statusText]).toEqual([226, 'IM Used'])
      const whole = await newsroom.get(at)
      const all = await ids(whole)
      expect(await ids(delta)).toEqual(all.filter((id) => id.endsWith(`-${place}`)))
      expect(delta.headers.get('IM')).toBe('feed')
      expect(delta.headers.get('Delta-Base')).toBe(tag)
      expect(delta.headers.get('Vary')).toBe('Sec-Fetch-Dest, Accept-Encoding, A-IM, If-None-Match')
      expect(delta.headers.get('Cache-Control')).toBe('no-store, im, max-age=50')
      for (const name of ['ETag', 'Last-Modified', 'Content-Type', 'Link', 'Content-Language']) {
        expect([name, delta.headers.get(name)]).toEqual([name, whole.headers.get(name)])
      }
      const next = await ask(newsroom, at, delta.headers.get('ETag') ?? '')
      expect(next.status).toBe(304)
    }
  })

  it('is what has been corrected, in its place', async () => {
    const newsroom = await subscribed()
    const tag = await etagOf(newsroom, `/${file}`)
    const drafts = draftsOf(10, { tags: ['الأمن'], title: 'عنوان مصحح' })
    await newsroom.publish(...drafts.filter(({ id }) => ['03', '07'].includes(id ?? '')))
    await newsroom.publish(draftOf('new'))
    const delta = await ask(newsroom, `/${file}`, tag)
    expect(delta.status).toBe(226)
    expect(await ids(delta)).toEqual(['new', '07', '03'])
  })

  it.each([
    ['with others', true],
    ['alone', false],
  ])('is what an embargo has let out, without a write: published %s', async (_, together) => {
    const newsroom = await openNewsroom()
    const visibleFrom = new Date(NOW + 2 * HOUR).toISOString()
    const hidden = draftOf('hidden', { visibleFrom })
    await newsroom.publish(...draftsOf(10), ...(together ? [hidden] : []))
    if (!together) await newsroom.publish(hidden)
    newsroom.now = NOW + 2 * HOUR - 1
    const tag = await etagOf(newsroom, `/${file}`)
    newsroom.now = NOW + 2 * HOUR
    const delta = await ask(newsroom, `/${file}`, tag)
    expect([delta.status, await ids(delta)]).toEqual([226, ['hidden']])
    const after = delta.headers.get('ETag') ?? ''
    await newsroom.publish(draftOf('new'))
    expect(await ids(await ask(newsroom, `/${file}`, after))).toEqual(['new'])
  })

  it('has no article before its moment', async () => {
    const newsroom = await subscribed()
    const tag = await etagOf(newsroom, `/${file}`)
    const visibleFrom = new Date(NOW + 2 * HOUR).toISOString()
    await newsroom.publish(draftOf('hidden', { visibleFrom }), draftOf('new'))
    const delta = await ask(newsroom, `/${file}`, tag)
    expect(await delta.clone().text()).not.toContain('hidden')
    expect(await ids(delta)).toEqual(['new'])
  })

  it('is of the limit and the content that were asked for', async () => {
    const newsroom = await subscribed()
    const at = `/${file}?limit=4&content=summary`
    const tag = await etagOf(newsroom, at)
    await newsroom.publish(draftOf('new', { content: '<p>أول الخبر.</p><p>آخر الكلام.</p>' }))
    const delta = await ask(newsroom, at, tag)
    expect([delta.status, await ids(delta)]).toEqual([226, ['new']])
  })

  it('is the whole document where all of that is new', async () => {
    const newsroom = await subscribed()
    const at = `/${file}?limit=3`
    const tag = await etagOf(newsroom, at)
    await newsroom.publish(draftOf('a'), draftOf('b'), draftOf('c'))
    const answer = await ask(newsroom, at, tag)
    expect([answer.status, (await ids(answer)).length]).toEqual([200, 3])
  })

  it('is of the latest document that the client has, where it has several', async () => {
    const newsroom = await subscribed()
    const first = await etagOf(newsroom, `/${file}`)
    await newsroom.publish(draftOf('new'))
    const second = await etagOf(newsroom, `/${file}`)
    await newsroom.publish(draftOf('newer', { published: '2026-08-22T10:00:00Z' }))
    const tags = `"x", ${second}, ${first}`
    expect(await ids(await ask(newsroom, `/${file}`, tags))).toEqual(['newer'])
    expect(await ids(await ask(newsroom, `/${file}`, first))).toEqual(['newer', 'new'])
  })

  it('has no body where only the head is asked for', async () => {
    const newsroom = await subscribed()
    const tag = await etagOf(newsroom, `/${file}`)
    await newsroom.publish(draftOf('new'))
    const got = await ask(newsroom, `/${file}`, tag)
    const head = await ask(newsroom, `/${file}`, tag, 'HEAD')
    expect(head.status).toBe(226)
    expect([...head.headers]).toEqual([...got.headers])
    expect(await head.text()).toBe('')
  })

  it('says nothing of the year 1970 where only what lies below the document has changed', async () => {
    const newsroom = await subscribed()
    const at = `/${file}?limit=2`
    const tag = await etagOf(newsroom, at)
    const [oldest = draftOf('')] = draftsOf(1, { tags: ['الأمن'], title: 'عنوان مصحح' })
    await newsroom.publish(oldest)
    const delta = await ask(newsroom, at, tag)
    expect(delta.status).toBe(226)
    const text = await delta.clone().text()
    expect(await ids(delta)).toEqual([])
    expect(text).not.toContain('1970')
  })

  it.each<[string, (newsroom: Newsroom) => Promise<unknown>]>([
    [
      'an article has only left this feed',
      (newsroom) =>
        newsroom.publish(...draftsOf(10, { tags: ['أخرى'] }).slice(0, 1), tagged('new')),
    ],
    [
      'an article has moved below the document',
      (newsroom) => newsroom.publish(tagged('05', { published: '2026-01-01T00:00:00Z' })),
    ],
    [
      'the publication has changed',
      async (newsroom) => {
        await newsroom.publish(tagged('new'))
        await newsroom.call('PUT', '/api/publication', publicationOf({ title: 'الخبر' }))
      },
    ],
  ])('is not sent, but the whole document, when %s', async (_, change) => {
    const newsroom = await subscribed()
    const at = `${TAG}/${file}?limit=9`
    const tag = await etagOf(newsroom, at)
    await change(newsroom)
    const answer = await ask(newsroom, at, tag)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('IM')).toBeNull()
    expect(answer.headers.get('Vary')).toBe('Accept-Encoding, A-IM')
    expect(await answer.text()).toBe(await (await newsroom.get(at)).text())
  })

  it('tells of an article that is hidden again as it tells of one that is gone', async () => {
    const newsroom = await subscribed()
    const at = `${TAG}/${file}?limit=9`
    const tag = await etagOf(newsroom, at)
    await newsroom.publish(tagged('05', { visibleFrom: '2026-12-01T00:00:00Z' }), tagged('new'))
    const answer = await ask(newsroom, at, tag)
    const text = await answer.text()
    if (file === 'atom.xml') {
      expect(answer.status).toBe(226)
      expect(text.match(/<at:deleted-entry ref="[^"]*"/g)).toHaveLength(1)
    } else {
      expect(answer.status).toBe(200)
      expect(text).toBe(await (await newsroom.get(at)).text())
    }
  })

  it('is not sent to who does not ask for it', async () => {
    const newsroom = await subscribed()
    const tag = await etagOf(newsroom, `/${file}`)
    await newsroom.publish(draftOf('new'))
    for (const manipulations of [undefined, '', 'gzip', 'feed;q=0', 'feeds', 'vcdiff, diffe']) {
      const more = manipulations === undefined ? undefined : { 'A-IM': manipulations }
      const answer = await newsroom.get(`/${file}`, { 'If-None-Match': tag, ...more })
      expect([manipulations, answer.status]).toEqual([manipulations, 200])
    }
    for (const manipulations of ['feed', 'FEED', 'vcdiff, feed;q=0.5', 'feed, gzip']) {
      const asked = { 'If-None-Match': tag, 'A-IM': manipulations }
      const answer = await newsroom.get(`/${file}`, asked)
      expect([manipulations, answer.status]).toEqual([manipulations, 226])
    }
    expect((await newsroom.get(`/${file}`, { 'A-IM': 'feed' })).status).toBe(200)
  })

  it('is not sent for a tag that says nothing of a state of this feed', async () => {
    const newsroom = await subscribed()
    const tag = await etagOf(newsroom, `/${file}`)
    await newsroom.publish(draftOf('new'))
    const [renderer = '', store = '', publication = '', change = '', moment = '', ...rest] = tag
      .slice(3, -1)
      .split('.')
    expect(Number.parseInt(renderer, 36)).toBe(RENDERER_VERSION)
    const written = (...parts: string[]) => `W/"${parts.join('.')}"`
    expect(written(renderer, store, publication, change, moment, ...rest)).toBe(tag)
    const foreign = [
      'W/"abc"',
      '"',
      'x',
      'W/""',
      tag.replaceAll('"', ''),
      written('z', store, publication, change, moment, ...rest),
      written(renderer, '00000000', publication, change, moment, ...rest),
      written(renderer, store, 'zz', change, moment, ...rest),
      written(renderer, store, publication, 'zz', moment, ...rest),
      written(renderer, store, publication, '-1', moment, ...rest),
      written(renderer, store, publication, '', moment, ...rest),
      written(renderer, store, publication, change, '', ...rest),
      written(renderer, store, publication, change, '1e400', ...rest).replace('1e400', '%'),
      written(renderer, store, publication, change, moment, '1', 'other'),
      written(renderer, store, publication, change, moment),
      written(renderer, store, publication, change, moment, ...rest, 'x'),
      (await etagOf(newsroom, file === 'rss.xml' ? '/atom.xml' : '/rss.xml')).replace(
        `.${change}.`,
        '.0.',
      ),
    ]
    for (const each of foreign) {
      const answer = await ask(newsroom, `/${file}`, each)
      expect([each, answer.status]).toEqual([each, 200])
    }
    expect((await ask(newsroom, `/${file}`, tag)).status).toBe(226)
  })

  it('is never sent of a further page or an archive', async () => {
    const newsroom = await subscribed()
    const at = `/${file}?limit=3&before=${NOW}-1`
    const archive = `/archive/2026-08/${file}`
    const tags = [await etagOf(newsroom, at), await etagOf(newsroom, archive)]
    await newsroom.publish(draftOf('new'))
    expect((await ask(newsroom, at, tags[0] ?? '')).status).toBe(200)
    expect((await ask(newsroom, archive, tags.join())).status).toBe(200)
  })
})

describe('what was taken away', () => {
  it('is a deleted entry in a delta of Atom, with what else is new', async () => {
    const newsroom = await subscribed()
    const tag = await etagOf(newsroom, '/atom.xml')
    await newsroom.call('DELETE', articlePath('04'))
    newsroom.now += MINUTE
    await newsroom.call('DELETE', articlePath('09'))
    await newsroom.publish(draftOf('new'))
    const delta = await ask(newsroom, '/atom.xml', tag)
    expect(delta.status).toBe(226)
    const { deleted, entries } = readAtom(await delta.text())
    expect(deleted).toEqual([
      ['04', '2026-08-22T13:00:00Z'],
      ['09', '2026-08-22T13:01:00Z'],
    ])
    expect(entries[0]?.[0]).toBe('new')
    expect((await ask(newsroom, '/atom.xml', delta.headers.get('ETag') ?? '')).status).toBe(304)
  })

  it.each(['rss.xml', 'feed.json'])(
    'cannot be said in %s: the whole document is sent',
    async (file) => {
      const newsroom = await subscribed()
      const tag = await etagOf(newsroom, `/${file}`)
      await newsroom.call('DELETE', articlePath('04'))
      const answer = await ask(newsroom, `/${file}`, tag)
      expect([answer.status, await ids(answer)]).toEqual([
        200,
        newest(10).filter((id) => id !== '04'),
      ])
    },
  )

  it('lets the entries in that come up from below, in the delta too', async () => {
    const newsroom = await subscribed()
    const tag = await etagOf(newsroom, '/atom.xml?limit=4')
    await newsroom.call('DELETE', articlePath('09'))
    const delta = await ask(newsroom, '/atom.xml?limit=4', tag)
    const { entries, deleted } = readAtom(await delta.text())
    expect([delta.status, entries.map(([id]) => id), deleted.map(([id]) => id)]).toEqual([
      226,
      ['06'],
      ['09'],
    ])
  })

  it('is said in the whole document of Atom for 30 days of what the feed says', async () => {
    const newsroom = await subscribed()
    await newsroom.call('DELETE', articlePath('04'))
    const told = async () => readAtom(await (await newsroom.get('/atom.xml')).text()).deleted
    expect(await told()).toEqual([['04', '2026-08-22T13:00:00Z']])
    newsroom.now += 30 * DAY
    await newsroom.publish(draftOf('new'))
    expect(await told()).toEqual([['04', '2026-08-22T13:00:00Z']])
    newsroom.now += 1
    await newsroom.publish(draftOf('newer'))
    expect(await told()).toEqual([])
  })

  it('is said of no article that is there again, and once of one that was deleted twice', async () => {
    const newsroom = await subscribed()
    const tag = await etagOf(newsroom, '/atom.xml')
    await newsroom.call('DELETE', articlePath('04'))
    newsroom.now += MINUTE
    await newsroom.publish(draftOf('04', { title: 'عاد' }))
    const back = readAtom(await (await ask(newsroom, '/atom.xml', tag)).text())
    expect([back.entries, back.deleted]).toEqual([[['04', 'عاد']], []])
    newsroom.now += MINUTE
    await newsroom.call('DELETE', articlePath('04'))
    const gone = readAtom(await (await ask(newsroom, '/atom.xml', tag)).text())
    expect([gone.entries, gone.deleted]).toEqual([[], [['04', '2026-08-22T13:02:00Z']]])
  })

  it('is never said of what nobody has seen', async () => {
    const newsroom = await subscribed()
    const tag = await etagOf(newsroom, '/atom.xml')
    await newsroom.publish(draftOf('secret', { visibleFrom: '2026-12-01T00:00:00Z' }))
    await newsroom.call('DELETE', articlePath('secret'))
    expect((await ask(newsroom, '/atom.xml', tag)).status).toBe(304)
    await newsroom.publish(draftOf('new'))
    for (const response of [
      await ask(newsroom, '/atom.xml', tag),
      await newsroom.get('/atom.xml'),
    ]) {
      expect(await response.text()).not.toContain('secret')
    }
    expect(await countOf('removals')).toBe(0)
  })

  it('is said where the article was hidden again before it was deleted', async () => {
    const newsroom = await subscribed()
    await newsroom.publish(tagged('04', { visibleFrom: '2026-12-01T00:00:00Z' }))
    for (const folder of ['', TAG]) {
      const tag = await etagOf(newsroom, `${folder}/atom.xml`)
      newsroom.now += MINUTE
      if (folder === '') await newsroom.call('DELETE', articlePath('04'))
      const { headers } = await newsroom.get(`${folder}/atom.xml`)
      if (folder === '') expect(headers.get('ETag')).not.toBe(tag)
      const { deleted } = readAtom(await (await newsroom.get(`${folder}/atom.xml`)).text())
      expect(deleted).toEqual([['04', '2026-08-22T13:01:00Z']])
    }
  })

  it('is said in a feed that the article had left before, by another validator', async () => {
    const newsroom = await subscribed()
    const [first = draftOf('')] = draftsOf(1)
    await newsroom.publish({ ...first, tags: ['أخرى'] })
    newsroom.now += MINUTE
    const tag = await etagOf(newsroom, `${TAG}/atom.xml`)
    await newsroom.call('DELETE', articlePath('01'))
    const delta = await ask(newsroom, `${TAG}/atom.xml`, tag)
    expect(delta.status).toBe(226)
    expect(readAtom(await delta.text()).deleted).toEqual([['01', '2026-08-22T13:01:00Z']])
  })
})

describe('a client that takes deltas', () => {
  const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const PATHS = [
    '/atom.xml',
    '/atom.xml?limit=3',
    `${TAG}/atom.xml`,
    '/languages/fr/atom.xml?limit=3',
  ]

  const id = fc.constantFrom(...IDS)
  const act = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        does: fc.constant('publish' as const),
        id,
        title: fc.nat(3),
        // Minutes from now: the past, the present, and embargoes.
        at: fc.constantFrom(-600, -60, -2, -1, 0, 1, 3, 60),
        tag: fc.constantFrom('الأمن', 'أخرى'),
        language: fc.constantFrom('ar', 'fr'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('delete' as const), id }) },
    {
      weight: 4,
      arbitrary: fc.record({ does: fc.constant('wait' as const), seconds: fc.nat(240) }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ does: fc.constant('poll' as const), of: fc.nat(PATHS.length - 1) }),
    },
  )

  it(
    'ends with all that the document has in its latest form, and with nothing that was deleted',
    { timeout: 120_000 },
    async () => {
      const statuses = new Map<number, number>()
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
          const newsroom = await openNewsroom()
          // So that every feed is there.
          const known = { tags: ['الأمن'], published: '2026-01-01T00:00:00Z' }
          await newsroom.publish(draftOf('0', known), draftOf('1', { ...known, language: 'fr' }))
          const readers = PATHS.map((each) => new AtomReader(newsroom, each))
          const deleted = new Set<string>()
          const poll = async (reader: AtomReader) => {
            const status = await reader.poll()
            statuses.set(status, (statuses.get(status) ?? 0) + 1)
            for (const each of deleted) expect([...reader.held.keys()]).not.toContain(each)
          }
          for (const each of acts) {
            if (each.does === 'wait') newsroom.now += each.seconds * 1000
            if (each.does === 'poll') await poll(readers[each.of] ?? new AtomReader(newsroom, '/'))
            if (each.does === 'delete') {
              const { status } = await newsroom.call('DELETE', articlePath(each.id))
              if (status === 204) deleted.add(each.id)
            }
            if (each.does === 'publish') {
              const { title, at, tag, language } = each
              const published = new Date(newsroom.now + at * MINUTE).toISOString()
              const visibleFrom = published
              const draft = {
                title: `عنوان ${title}`,
                published,
                visibleFrom,
                tags: [tag],
                language,
              }
              await newsroom.publish(draftOf(each.id, draft))
              deleted.delete(each.id)
            }
          }
          for (const moment of [0, 2 * HOUR]) {
            newsroom.now += moment
            for (const [index, reader] of readers.entries()) {
              await poll(reader)
              const whole = await newsroom.get(PATHS[index] ?? '')
              const { entries } = readAtom(await whole.text())
              for (const [each, title] of entries) expect(reader.held.get(each)).toBe(title)
              expect(await reader.poll()).toBe(304)
            }
          }
        }),
        { numRuns: 60 },
      )
      for (const status of [200, 226, 304]) expect(statuses.get(status)).toBeGreaterThan(10)
    },
  )

  it('that polls nothing but limited documents hears of deletions too', async () => {
    const newsroom = await subscribed()
    const reader = new AtomReader(newsroom, '/atom.xml?limit=5')
    await reader.poll()
    expect([...reader.held.keys()]).toEqual(newest(5))
    await newsroom.call('DELETE', articlePath('08'))
    await newsroom.call('PUT', '/api/publication', publicationOf({ title: 'الخبر' }))
    // Not by a delta: the publication has changed.
    expect(await reader.poll()).toBe(200)
    expect([...reader.held.keys()]).not.toContain('08')
  })
})

describe('numbers of changes', () => {
  it('of another store with the same ones lead to no delta', async () => {
    const newsroom = await subscribed()
    const tag = await etagOf(newsroom, '/rss.xml')
    const another = await openNewsroom()
    await another.publish(...draftsOf(10, { tags: ['الأمن'] }))
    await another.publish(draftOf('new'))
    expect((await ask(another, '/rss.xml', tag)).status).toBe(200)
    const { results } = await env.DB.prepare('SELECT store FROM publication').all()
    expect(results).toEqual([{ store: expect.stringMatching(/^[0-9a-f]{8}$/) as string }])
  })
})
