import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { apiPost } from '../sources/wordpress-posts.ts'
import {
  articlePath,
  draftOf,
  idsOf,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  publicationOf,
  tablesOf,
} from '../newsroom.ts'
import { refused, siteOf } from './wordpress-site.ts'

const NOTHING = { created: 0, updated: 0, unchanged: 0, removed: 0, refused: 0, problems: [] }

/** A moment, some minutes from now, as WordPress writes it. */
function at(minutes: number, seconds = 0): string {
  return new Date(NOW + minutes * MINUTE + seconds * 1000).toISOString().slice(0, 19)
}

const guid = (id: number) => `https://site.example/?p=${id}`

/** Posts, a second between one and the next. */
function postsOf(count: number, seconds = (index: number) => index) {
  return Array.from({ length: count }, (_, index) => {
    return apiPost(index + 1, { published: at(-4, seconds(index)) })
  })
}

async function following(...posts: ReturnType<typeof apiPost>[]) {
  const newsroom = await openNewsroom(publicationOf({ wordpress: 'https://site.example/' }))
  const site = siteOf(...posts)
  newsroom.outside = site.answer
  return { newsroom, site }
}

/** What is known of the runs. */
async function known() {
  const { syncs } = await tablesOf('syncs')
  const [row] = syncs as { origin: string; actor: string; moment: number; outcome: string }[]
  expect(row).toMatchObject({ origin: 'wordpress', actor: 'SCHEDULE' })
  const outcome = JSON.parse(row?.outcome ?? '') as { ran?: number; stopped?: string }
  return { moment: row?.moment, outcome }
}

/** What the next run came to. */
async function run(newsroom: Newsroom): Promise<unknown> {
  newsroom.now += 5 * MINUTE
  await newsroom.run()
  const { moment, outcome } = await known()
  const { ran, stopped } = outcome
  expect(ran ?? moment).toBe(newsroom.now)
  if (ran === undefined) return outcome
  return { ...NOTHING, ...(stopped === undefined ? {} : { stopped }) }
}

const ids = async (newsroom: Newsroom) => (await idsOf(await newsroom.get('/feed.json'))).sort()

describe('what is done by the clock', () => {
  it('is nothing where the publication names no site, or where there is none', async () => {
    for (const publication of [publicationOf(), null]) {
      const newsroom = await openNewsroom(publication)
      await newsroom.run()
      expect(await tablesOf('syncs', 'wordpress')).toEqual({ syncs: [], wordpress: [] })
    }
  })

  it('publishes what has changed, and nothing where nothing has', async () => {
    const { newsroom, site } = await following(apiPost(1, { published: at(-2) }))
    expect(await run(newsroom)).toEqual({ ...NOTHING, created: 1 })
    expect(await run(newsroom)).toEqual(NOTHING)
    site.post(apiPost(1, { published: at(-2), modified: at(9), title: 'عنوان آخر' }))
    expect(await run(newsroom)).toEqual({ ...NOTHING, updated: 1 })
    expect(await ids(newsroom)).toEqual([guid(1)])
  })

  it('begins with the newest twenty, and asks for no more than what changed since', async () => {
    const posts = Array.from({ length: 30 }, (_, n) => apiPost(n + 1, { published: at(n - 999) }))
    const { newsroom, site } = await following(...posts)
    expect(await run(newsroom)).toEqual({ ...NOTHING, created: 20 })
    expect(site.asked.map((address) => new URL(address).searchParams.get('orderby'))).toEqual([
      'modified',
      'date',
      null,
      'id',
    ])
    site.asked.length = 0
    expect(await run(newsroom)).toEqual(NOTHING)
    expect(site.asked).toHaveLength(4)
  })

  it('publishes a post that was scheduled, and was changed before the last run', async () => {
    const { newsroom, site } = await following()
    expect(await run(newsroom)).toEqual(NOTHING)
    site.post(apiPost(1, { published: at(8), modified: at(-600) }))
    expect(await run(newsroom)).toEqual({ ...NOTHING, created: 1 })
  })

  it.each<[number, string, (index: number) => number]>([
    [50, 'at different moments', (index) => index],
    [50, 'in one second', () => 0],
    [50, 'nine in each second', (index) => Math.floor(index / 9)],
    [130, 'in one second', () => 0],
    [130, 'but for ten in one second', (index) => (index < 10 ? 0 : 1)],
  ])('takes twenty at a time and comes to the end: %i changed %s', async (count, _, seconds) => {
    const { newsroom } = await following(...postsOf(count, seconds))
    let created = 0
    for (let runs = 0; runs < count / 20 + 2; runs += 1) {
      created += ((await run(newsroom)) as typeof NOTHING).created
    }
    expect(created).toBe(count)
    expect((await tablesOf('articles')).articles).toHaveLength(count)
  })

  it('asks for fewer posts where so many are too much, and passes over one that is', async () => {
    const posts = postsOf(21)
    posts[10] = apiPost(11, { published: at(-4, 10), content: 'أ'.repeat(2.5 * 1024 * 1024) })
    const { newsroom, site } = await following(...posts)
    const detail = 'https://site.example answers with more than 4 MB'
    expect(await run(newsroom)).toEqual({
      ...NOTHING,
      created: 19,
      refused: 1,
      problems: [{ place: 'post 11', detail }],
    })
    expect(
      site.asked.flatMap((address) => new URL(address).searchParams.get('include') ?? []),
    ).toEqual([
      '1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20',
      '1,2,3,4,5,6,7,8,9,10',
      '11,12,13,14,15,16,17,18,19,20',
      '11,12,13,14,15',
      '11,12',
      '11',
      '12',
      '13,14,15',
      '16,17,18,19,20',
    ])
    expect(await run(newsroom)).toMatchObject({ created: 1, refused: 1 })
  })

  it('is not led astray by a post that says it was changed in a hundred years', async () => {
    const { newsroom, site } = await following(apiPost(1, { modified: '2126-08-22T12:00:00' }))
    expect(await run(newsroom)).toEqual({ ...NOTHING, created: 1 })
    for (let id = 2; id < 30; id += 1) site.post(apiPost(id, { published: at(6, id) }))
    expect(await run(newsroom)).toEqual({ ...NOTHING, created: 20 })
    expect(await run(newsroom)).toMatchObject({ created: 8 })
  })

  it('deletes what has got a password, of its own articles only', async () => {
    const { newsroom, site } = await following(...postsOf(2))
    await newsroom.publish(draftOf(guid(2), { origin: 'api' }))
    const locked = { rendered: '', protected: true }
    expect(await run(newsroom)).toMatchObject({ created: 1, updated: 1 })
    await newsroom.publish(draftOf(guid(2), { origin: 'api' }))
    site.post(...postsOf(2).map((post) => ({ ...post, content: locked, modified_gmt: at(8) })))
    expect(await run(newsroom)).toEqual({ ...NOTHING, removed: 1 })
    expect(await ids(newsroom)).toEqual([guid(2)])
  })

  it('says what it cannot publish, and publishes the rest', async () => {
    const { newsroom, site } = await following(...postsOf(4))
    await newsroom.publish(
      draftOf(guid(1), { origin: 'wordpress', status: 'killed', reason: 'سبب' }),
    )
    site.post(apiPost(2, { published: at(-4), title: '' }))
    site.post(apiPost(3, { published: at(-4), title: '\u202a' }))
    expect(await run(newsroom)).toMatchObject({
      created: 1,
      refused: 3,
      problems: [{ place: 'post 2' }, { place: guid(3) }, { place: guid(1) }],
    })
    expect(await ids(newsroom)).toEqual([guid(4)])
  })

  it('leaves deleted what was deleted here', async () => {
    const { newsroom } = await following(apiPost(1, { published: at(-60) }))
    expect(await run(newsroom)).toMatchObject({ created: 1 })
    await newsroom.call('DELETE', articlePath(guid(1)))
    expect(await run(newsroom)).toEqual(NOTHING)
    expect(await ids(newsroom)).toEqual([])
  })

  it.each<[string, () => Response, string]>([
    ['is busy', () => refused(503, ''), 'https://site.example answers 503'],
    [
      'answers HTML',
      () => new Response('<!doctype html>'),
      'https://site.example answers something that is no JSON',
    ],
    [
      'answers no list',
      () => new Response('{}'),
      'the REST API does not answer like WordPress about its posts: Invalid input: expected array, received object',
    ],
  ])('says so where the site %s, and goes on from the same place', async (_, answer, stopped) => {
    const { newsroom, site } = await following()
    await run(newsroom)
    const before = await tablesOf('wordpress', 'articles')
    newsroom.outside = answer
    expect(await run(newsroom)).toEqual({ ...NOTHING, stopped })
    expect(await tablesOf('wordpress', 'articles')).toEqual(before)
    newsroom.outside = site.answer
    site.post(...postsOf(1))
    expect(await run(newsroom)).toEqual({ ...NOTHING, created: 1 })
  })

  it('keeps what the last run came to that came to something, and when it ran since', async () => {
    const { newsroom, site } = await following(...postsOf(1))
    await run(newsroom)
    const first = newsroom.now
    const outcome = { ...NOTHING, created: 1 }
    await run(newsroom)
    expect(await known()).toEqual({ moment: first, outcome: { ...outcome, ran: newsroom.now } })
    newsroom.outside = () => refused(503, '')
    await run(newsroom)
    const stopped = 'https://site.example answers 503'
    expect(await known()).toEqual({
      moment: first,
      outcome: { ...outcome, ran: newsroom.now, stopped },
    })
    newsroom.outside = site.answer
    await run(newsroom)
    expect(await known()).toEqual({ moment: first, outcome: { ...outcome, ran: newsroom.now } })
    site.post(apiPost(2, { published: at(20), title: '' }))
    await run(newsroom)
    expect(await known()).toMatchObject({
      moment: newsroom.now,
      outcome: { created: 0, refused: 1, problems: [{ place: 'post 2' }] },
    })
  })

  it('begins anew with another site', async () => {
    const { newsroom } = await following(...postsOf(1))
    await run(newsroom)
    const wordpress = 'https://other.example/'
    await newsroom.call('PUT', '/api/publication', publicationOf({ wordpress }))
    await run(newsroom)
    const row = await env.DB.prepare('SELECT site, passed FROM wordpress').first()
    expect(row).toEqual({ site: wordpress, passed: 0 })
  })
})
