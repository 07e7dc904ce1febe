import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { PublicationInput } from '../../src/article/publication.ts'
import { readPublication } from '../../src/store/publication.ts'
import {
  ADDRESS,
  changeNumbers,
  draftOf,
  FILES,
  HOUR,
  idsOf,
  letIn,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  path,
  problemOf,
  publicationOf,
} from '../newsroom.ts'

async function put(newsroom: Newsroom, changes: Partial<PublicationInput>) {
  const response = await newsroom.call('PUT', '/api/publication', publicationOf(changes))
  expect(response.status).toBe(200)
  return response.json<{ changed: boolean; stale: boolean }>()
}

const etagOf = async (newsroom: Newsroom) => (await newsroom.get('/rss.xml')).headers.get('ETag')

describe('a publication', () => {
  it('that is put again changes nothing', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const before = await etagOf(newsroom)
    newsroom.now = NOW + HOUR
    expect(await put(newsroom, {})).toEqual({ changed: false, stale: false })
    expect(await etagOf(newsroom)).toBe(before)
  })

  it('changes nothing when it comes with the identity that it was given', async () => {
    const newsroom = await openNewsroom(null)
    const others = publicationOf({ id: undefined })
    await newsroom.call('PUT', '/api/publication', others)
    const kept = await env.DB.prepare("SELECT document ->> 'id' AS id FROM publication").first('id')
    const again = await newsroom.call('PUT', '/api/publication', { ...others, id: kept })
    expect(await again.json()).toEqual({ changed: false, stale: false })
  })

  it('that changes has every feed change, and no article', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { sections: ['economy'] }))
    const before = await newsroom.get('/sections/اقتصاد/rss.xml')
    const numbers = await changeNumbers()
    newsroom.now = NOW + HOUR
    expect(await put(newsroom, { title: 'الخبر' })).toEqual({ changed: true, stale: false })
    newsroom.now += MINUTE
    const headers = { 'If-None-Match': before.headers.get('ETag') ?? '' }
    const after = await newsroom.get('/sections/اقتصاد/rss.xml', headers)
    expect(after.status).toBe(200)
    expect(after.headers.get('Last-Modified')).toBe('Sat, 22 Aug 2026 13:00:00 GMT')
    expect(await after.text()).toContain('<title>الخبر — اقتصاد</title>')
    expect(await changeNumbers()).toEqual(numbers)
  })

  it('keeps the identity of its feeds where none is given', async () => {
    const newsroom = await openNewsroom(publicationOf({ id: undefined }))
    const id = async () => (await readPublication(env.DB))?.id
    expect(await id()).toBe('tag:www.news.example,2026:feeds')
    const home = 'https://elsewhere.example/'
    await put(newsroom, { id: undefined, home, address: 'https://feeds.elsewhere.example' })
    expect(await id()).toBe('tag:www.news.example,2026:feeds')
    const atom = await (await newsroom.get('/atom.xml')).text()
    expect(atom).toContain('<id>tag:www.news.example,2026:feeds</id>')
  })
})

describe('the identity of the feeds', () => {
  const MINE = 'tag:news.example,2026:feeds'
  const OTHER = 'tag:elsewhere.example,2026:feeds'
  const refused = {
    detail:
      `/id: the feeds of this deployment are "${MINE}" for good: keep that id, or start another ` +
      'deployment, with a database of its own',
    errors: [
      {
        pointer: '/id',
        detail:
          `the feeds of this deployment are "${MINE}" for good: keep that id, or start another ` +
          'deployment, with a database of its own',
      },
    ],
  }

  it('is refused when it is another than the one that they have', async () => {
    const newsroom = await openNewsroom(publicationOf({ id: MINE }))
    const other = publicationOf({ id: OTHER, title: 'الخبر' })
    const response = await newsroom.call('PUT', '/api/publication', other)
    expect(await problemOf(response, 422)).toMatchObject(refused)
    expect(await readPublication(env.DB)).toMatchObject({ id: MINE, title: 'الحدث' })
    expect(await put(newsroom, { id: MINE, title: 'الخبر' })).toMatchObject({ changed: true })
  })

  it('is that of the first of two that are the first at once', async () => {
    const newsroom = await openNewsroom(null)
    letIn(newsroom, () => put(newsroom, { id: MINE }))
    const other = publicationOf({ id: OTHER })
    const response = await newsroom.call('PUT', '/api/publication', other)
    expect(await problemOf(response, 422)).toMatchObject(refused)
    expect(await readPublication(env.DB)).toMatchObject({ id: MINE })
  })

  it('is of the year of the first use, where none is given', async () => {
    const newsroom = await openNewsroom(null)
    newsroom.now = Date.parse('2031-01-01T00:00:00Z')
    await put(newsroom, { id: undefined })
    newsroom.now = Date.parse('2032-01-01T00:00:00Z')
    await put(newsroom, { id: undefined, title: 'الخبر' })
    const id = 'tag:www.news.example,2031:feeds'
    expect(await readPublication(env.DB)).toMatchObject({ id, title: 'الخبر' })
    await put(newsroom, { id })
  })
})

describe('a section', () => {
  const sections = (...slugs: [id: string, slug: string][]) => ({
    sections: slugs.map(([id, slug]) => ({ id, name: id, slug })),
  })

  it.each([...FILES, 'feed'])('is found under every slug that it has had: %s', async (file) => {
    const newsroom = await openNewsroom(publicationOf(sections(['economy', 'اقتصاد'])))
    await newsroom.publish(draftOf('a', { sections: ['economy'] }))
    await put(newsroom, sections(['economy', 'مال']))
    await put(newsroom, sections(['economy', 'مال-وأعمال']))
    for (const old of ['اقتصاد', 'مال']) {
      const response = await newsroom.get(`${path('sections', old)}/${file}?limit=3`)
      expect(response.status).toBe(301)
      const canonical = `${ADDRESS}${path('sections', 'مال-وأعمال')}/${file}?limit=3`
      expect(response.headers.get('Location')).toBe(canonical)
    }
    const response = await newsroom.get(`${path('sections', 'مال-وأعمال')}/${file}`)
    expect(response.status).toBe(200)
  })

  it('that takes its old slug again does not go round in a circle', async () => {
    const newsroom = await openNewsroom(publicationOf(sections(['economy', 'اقتصاد'])))
    await put(newsroom, sections(['economy', 'مال']))
    await put(newsroom, sections(['economy', 'اقتصاد']))
    expect((await newsroom.get(`${path('sections', 'اقتصاد')}/rss.xml`)).status).toBe(200)
    const old = await newsroom.get(`${path('sections', 'مال')}/rss.xml`)
    expect(old.headers.get('Location')).toBe(`${ADDRESS}${path('sections', 'اقتصاد')}/rss.xml`)
  })

  it('gets the slug that another one has given up, or has changed with it', async () => {
    const newsroom = await openNewsroom(
      publicationOf(sections(['economy', 'اقتصاد'], ['world', 'عالم'])),
    )
    await newsroom.publish(draftOf('a', { sections: ['economy'] }))
    await newsroom.publish(draftOf('b', { sections: ['world'] }))
    await put(newsroom, sections(['economy', 'عالم'], ['world', 'اقتصاد']))
    const ids = async (slug: string) =>
      idsOf(await newsroom.get(`${path('sections', slug)}/feed.json`))
    expect(await ids('عالم')).toEqual(['a'])
    expect(await ids('اقتصاد')).toEqual(['b'])
  })
})

describe('POST /api/reprocess', () => {
  const reprocess = async (newsroom: Newsroom) => {
    const response = await newsroom.call('POST', '/api/reprocess')
    expect(response.status).toBe(200)
    return response.json()
  }

  it('has nothing to do while the publication processes as it did', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    await put(newsroom, { title: 'الخبر' })
    expect(await reprocess(newsroom)).toEqual({ processed: 0, remaining: false, failed: [] })
  })

  it('rule 1: resolves the language of articles again that name none', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('own', { language: 'fr' }), draftOf('none'))
    newsroom.now = NOW + HOUR
    expect(await put(newsroom, { language: 'fa' })).toEqual({ changed: true, stale: true })
    expect(await reprocess(newsroom)).toEqual({ processed: 2, remaining: false, failed: [] })
    expect(await idsOf(await newsroom.get('/languages/fa/feed.json'))).toEqual(['none'])
    expect(await idsOf(await newsroom.get('/languages/fr/feed.json'))).toEqual(['own'])
    expect(await idsOf(await newsroom.get('/languages/ar/feed.json'))).toEqual([])
    expect(await put(newsroom, { language: 'fa' })).toEqual({ changed: false, stale: false })
  })

  it('leaves `updated` as it is: no word of the newsroom has changed', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    newsroom.now = NOW + HOUR
    await put(newsroom, { language: 'fa' })
    await reprocess(newsroom)
    expect(await (await newsroom.get('/feed.json')).json()).toMatchObject({
      items: [{ date_modified: '2026-08-22T09:00:00Z' }],
    })
  })

  it('goes on in steps until none remain', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...Array.from({ length: 45 }, (_, index) => draftOf(`n${index}`)))
    await put(newsroom, { language: 'fa' })
    expect([
      await reprocess(newsroom),
      await reprocess(newsroom),
      await reprocess(newsroom),
    ]).toEqual([
      { processed: 20, remaining: true, failed: [] },
      { processed: 20, remaining: true, failed: [] },
      { processed: 5, remaining: false, failed: [] },
    ])
    expect(await idsOf(await newsroom.get('/languages/fa/feed.json?limit=200'))).toHaveLength(45)
  })

  it('puts articles into the sections that have come to include theirs, or out of them', async () => {
    const newsroom = await openNewsroom()
    const earlier = draftOf('b', { published: '2026-08-22T08:00:00Z' })
    await newsroom.publish(draftOf('a', { sections: ['cybersecurity'] }), earlier)
    const ids = async (name: string) => idsOf(await newsroom.get(`/sections/${name}/feed.json`))
    const under = (parent: string | undefined) => ({
      sections: [
        { id: 'technology', name: 'تكنولوجيا' },
        { id: 'cybersecurity', name: 'أمن سيبراني', parent },
        { id: 'economy', name: 'اقتصاد' },
      ],
    })
    newsroom.now = NOW + HOUR
    expect(await put(newsroom, under('economy'))).toEqual({ changed: true, stale: true })
    expect(await reprocess(newsroom)).toEqual({ processed: 2, remaining: false, failed: [] })
    expect(await ids('تكنولوجيا')).toEqual([])
    expect(await ids('اقتصاد')).toEqual(['a'])
    expect(await ids('أمن-سيبراني')).toEqual(['a'])
    expect(await (await newsroom.get('/sections/اقتصاد/feed.json')).json()).toMatchObject({
      items: [{ date_modified: '2026-08-22T09:00:00Z' }],
    })
    await put(newsroom, under(undefined))
    const before = await changeNumbers()
    // Or the newsroom publishes them again before anybody has asked for it.
    const [result] = await newsroom.publish(draftOf('a', { sections: ['cybersecurity'] }))
    expect(result).toMatchObject({ change: 'updated', version: 1 })
    expect(await ids('اقتصاد')).toEqual([])
    expect(await ids('أمن-سيبراني')).toEqual(['a'])
    expect(await (await newsroom.get('/feed.json')).json()).toMatchObject({
      items: [{ id: 'a', date_modified: '2026-08-22T09:00:00Z' }, { id: 'b' }],
    })
    const economy = (before['section economy'] ?? 0) + 1
    expect(await changeNumbers()).toEqual({ ...before, 'section economy': economy })
  })

  it.each([
    [
      'sent anew',
      (newsroom: Newsroom) => newsroom.publish(draftOf('a', { title: 'عنوان آخر' })),
      ['published', 'sha256'],
    ],
    [
      'withheld',
      (newsroom: Newsroom) =>
        newsroom.call('PUT', '/api/articles/a/status', { status: 'withheld', reason: 'سؤال' }),
      ['withheld', 'sha256'],
    ],
  ])('sets nothing aside that is %s meanwhile', async (_, other, expected) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { sections: ['economy'] }))
    await put(newsroom, { sections: [{ id: 'technology', name: 'تكنولوجيا' }] })
    letIn(newsroom, () => other(newsroom))
    expect(await reprocess(newsroom)).toMatchObject({ processed: 0, failed: [{ id: 'a' }] })
    const { articles } = await (
      await newsroom.call('GET', '/api/articles')
    ).json<{ articles: { state: string; digest: string }[] }>()
    const found = articles.map(({ state, digest }) => [state, digest === '' ? '' : 'sha256'])
    expect(found).toEqual([expected])
  })

  it('names what it could make nothing of, once, and leaves that as it was', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { sections: ['economy'] }), draftOf('b'))
    await put(newsroom, { sections: [{ id: 'technology', name: 'تكنولوجيا' }] })
    expect(await reprocess(newsroom)).toEqual({
      processed: 1,
      remaining: false,
      failed: [
        {
          id: 'a',
          detail: 'sections.0: the publication has no section "economy"; it has: technology',
        },
      ],
    })
    expect((await idsOf(await newsroom.get('/feed.json'))).toSorted()).toEqual(['a', 'b'])
    expect(await reprocess(newsroom)).toEqual({ processed: 0, remaining: false, failed: [] })
    const listed = await (await newsroom.call('GET', '/api/articles')).json()
    // So that its source sends it again.
    expect(listed).toMatchObject({ articles: [{ id: 'a', digest: '' }, { id: 'b' }] })
  })

  it('does not touch what was deleted', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    await newsroom.call('DELETE', '/api/articles/a')
    expect(await put(newsroom, { language: 'fa' })).toEqual({ changed: true, stale: false })
    expect(await reprocess(newsroom)).toEqual({ processed: 0, remaining: false, failed: [] })
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual([])
  })
})
