import { describe, expect, it } from 'vitest'
import {
  anotherIsolate,
  articlePath,
  draftOf,
  draftsOf,
  FILES,
  HOUR,
  letIn,
  MINUTE,
  type Newsroom,
  openNewsroom,
  problemOf,
  publicationOf,
  tablesOf,
  tokenOf,
} from '../newsroom.ts'
import { strict } from '../strict.ts'

interface Feed {
  number: number
  folders: string[]
}

interface Page {
  articles: { number: number; id: string; state: string }[]
  feeds: Feed[]
  publication?: { articles: number; feeds: number; lastChange: number }
  next?: string
}

async function page(newsroom: Newsroom, after = ''): Promise<Page> {
  const response = await newsroom.call('GET', `/api/store?after=${after}`)
  expect(response.status).toBe(200)
  return response.json<Page>()
}

/** All pages; what is written meanwhile is written by the other, after the page of this number. */
async function exported(newsroom: Newsroom, writes: (() => Promise<unknown>)[] = []) {
  const pages: Page[] = []
  let next: string | undefined = ''
  while (next !== undefined) {
    const found: Page = await page(newsroom, next)
    pages.push(found)
    next = found.next
    await writes[pages.length - 1]?.()
    expect(pages.length).toBeLessThan(50)
  }
  return pages
}

/** What is put back, as the command does: all feeds, all articles, the publication. */
async function recover(newsroom: Newsroom, pages: Page[]): Promise<void> {
  const bodies = [
    ...pages.map(({ feeds }) => ({ feeds })),
    ...pages.map(({ articles }) => ({ articles })),
    { publication: pages.at(-1)?.publication },
  ]
  for (const body of bodies) {
    const response = await newsroom.call('POST', '/api/store', body)
    expect([response.status, await response.text()]).toEqual([204, ''])
  }
}

const put = (newsroom: Newsroom, id: string, status: object) =>
  newsroom.call('PUT', `${articlePath(id)}/status`, status)

/** Articles in every state, in several languages, corrected, moved, taken away and brought back. */
async function variedNewsroom(): Promise<{ newsroom: Newsroom; cursor: string }> {
  const newsroom = await openNewsroom()
  await newsroom.publish(...draftsOf(60, { sections: ['economy'], tags: ['اقتصاد'] }))
  await newsroom.publish(
    draftOf('corrected', {
      tags: ['5G'],
      sections: ['cybersecurity'],
      authors: [{ name: 'سلمى بنعيسى' }],
    }),
    draftOf('french', { language: 'fr', title: 'Réseau', canonical: 'https://www.news.example/f' }),
    draftOf('maghreb', { language: 'ar-MA', summary: 'ملخص', origin: 'wordpress' }),
    draftOf('moved', { sections: ['technology'], published: '2026-05-01T00:00:00Z' }),
    draftOf('withheld', { tags: ['5G'] }),
    draftOf('killed', { tags: ['5G'] }),
    draftOf('deleted', { sections: ['economy'] }),
    draftOf('again', { sections: ['economy'] }),
    draftOf('scheduled', { visibleFrom: '2026-08-22T15:00:00Z', tags: ['قادم'] }),
    draftOf('restricted', { syndication: 'none' }),
    draftOf('never seen', { visibleFrom: '2026-08-23T15:00:00Z' }),
    draftOf('https://www.news.example/?p=1', { title: '\u202bخبر', status: 'withheld' }),
  )
  newsroom.now += HOUR
  const { next } = await (
    await newsroom.call('GET', '/api/changes?limit=200')
  ).json<{
    next: string
  }>()
  await newsroom.publish(
    draftOf('corrected', { tags: ['5G'], sections: ['economy'], correction: 'تصحيح: خطأ.' }),
    draftOf('moved', { sections: ['economy'], published: '2026-05-01T00:00:00Z' }),
  )
  newsroom.now += MINUTE
  await put(newsroom, 'withheld', { status: 'withheld', reason: 'سؤال' })
  await put(newsroom, 'killed', { status: 'killed', reason: 'وثيقة مزورة' })
  for (const id of ['deleted', 'again', 'never seen', '07']) {
    await newsroom.call('DELETE', articlePath(id))
  }
  await newsroom.publish(draftOf('again', { title: 'عاد' }))
  const renamed = publicationOf({
    sections: [
      { id: 'technology', name: 'تقنية' },
      { id: 'cybersecurity', name: 'أمن سيبراني', parent: 'technology' },
      { id: 'economy', name: 'اقتصاد' },
    ],
  })
  await newsroom.call('PUT', '/api/publication', renamed)
  return { newsroom, cursor: next }
}

const STATUSES = ['corrected', 'french', 'withheld', 'killed', 'deleted', 'never seen', 'scheduled']

/** Everything that can be asked for: status, validators and bytes. */
async function said(newsroom: Newsroom, feeds: Feed[], cursor: string) {
  const archives = ['/archive/2026-08', '/archive/2026-05']
  const folders = feeds.flatMap(({ folders: all }) => all)
  const paths = [
    ...folders.flatMap((folder) => FILES.map((file) => `${folder}/${file}`)),
    ...archives.flatMap((archive) => FILES.map((file) => `${archive}/${file}`)),
    ...FILES.map((file) => `/sections/اقتصاد/archive/2026-08/${file}`),
    ...FILES.map((file) => `/${file}?limit=5&content=summary`),
    '/feeds.opml',
    '/news-sitemap.xml',
    ...STATUSES.map((id) => `/articles/${encodeURIComponent(id)}`),
  ]
  const answers: Record<string, unknown> = {}
  for (const path of paths) {
    const response = await newsroom.get(path)
    const { status, headers } = response
    const text = await response.text()
    if (status === 200 && path.endsWith('.xml')) strict(text)
    const of = ['ETag', 'Last-Modified', 'Location'].map((name) => headers.get(name))
    answers[path] = [status, ...of, text]
  }
  for (const since of ['', cursor]) {
    const query = `since=${since}&limit=200`
    answers[`since ${since}`] = await (await newsroom.call('GET', `/api/changes?${query}`)).json()
  }
  return answers
}

describe('GET and POST /api/store', () => {
  it('carry a newsroom into an empty store: every byte, validator, cursor and status', async () => {
    const { newsroom, cursor } = await variedNewsroom()
    const pages = await exported(newsroom)
    const feeds = pages.flatMap((each) => each.feeds)
    const before = await said(anotherIsolate(newsroom), feeds, cursor)
    const tables = await tablesOf(
      'articles',
      'drafts',
      'entries',
      'removals',
      'feeds',
      'slugs',
      'endings',
    )
    const publication = await tablesOf('publication', 'last_change')

    const other = await openNewsroom(null)
    other.now = newsroom.now
    await recover(other, pages)
    expect(
      await tablesOf('articles', 'drafts', 'entries', 'removals', 'feeds', 'slugs', 'endings'),
    ).toEqual(tables)
    expect(await tablesOf('publication', 'last_change')).toEqual(publication)
    expect(await said(other, feeds, cursor)).toEqual(before)
    const states = Object.fromEntries(
      STATUSES.map((id) => [id, (before[`/articles/${encodeURIComponent(id)}`] as number[])[0]]),
    )
    expect(states).toEqual({
      corrected: 404,
      french: 302,
      withheld: 404,
      killed: 410,
      deleted: 410,
      'never seen': 404,
      scheduled: 404,
    })
  })

  it('leave what is killed killed, what is withheld withheld, and the next change in its order', async () => {
    const { newsroom } = await variedNewsroom()
    const pages = await exported(newsroom)
    const other = await openNewsroom(null)
    other.now = newsroom.now
    await recover(other, pages)
    const refused = await other.call('PUT', articlePath('killed'), {
      ...draftOf('killed'),
      id: undefined,
    })
    expect((await problemOf(refused, 409)).detail).toContain('killed because "وثيقة مزورة"')
    const restored = await put(other, 'withheld', { status: 'published' })
    expect(await restored.json()).toMatchObject({ state: 'published', isPublic: true, version: 1 })
    const { lastChange } = pages.at(-1)?.publication ?? {}
    expect(restored.headers.get('ETag')).toBe(`"${Number(lastChange) + 1}"`)
    other.now = Date.parse('2026-08-22T15:00:00Z')
    expect(await (await other.get('/feed.json?limit=1')).json()).toMatchObject({
      items: [{ id: 'scheduled' }],
    })
  })

  it('give pages of at most 100 articles, and of large ones fewer', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(150))
    const content = `<p>${'نص '.repeat(40_000)}</p>`
    await newsroom.publish(...['x', 'y', 'z', 'w'].map((id) => draftOf(id, { content })))
    const pages = await exported(newsroom)
    expect(pages.map(({ articles }) => articles.length)).toEqual([100, 52, 2, 0])
    expect(pages.at(-1)?.publication).toMatchObject({ articles: 154, lastChange: 154 })
  })

  it('give what is changed meanwhile as it is then', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(120))
    const pages = await exported(newsroom, [
      () => newsroom.publish(draftOf('01', { title: 'أصلح', tags: ['جديد'] })),
      () => put(newsroom, '02', { status: 'killed', reason: 'خطأ' }),
      () => newsroom.publish(draftOf('new')),
    ])
    const tables = await tablesOf(
      'articles',
      'drafts',
      'entries',
      'removals',
      'feeds',
      'slugs',
      'endings',
    )
    const other = await openNewsroom(null)
    await recover(other, pages)
    expect(
      await tablesOf('articles', 'drafts', 'entries', 'removals', 'feeds', 'slugs', 'endings'),
    ).toEqual(tables)
  })

  it('say how many there are, so that one that has gone meanwhile is not taken for one', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('later', { visibleFrom: '2027-01-01T00:00:00Z' }))
    const pages = await exported(newsroom, [() => newsroom.call('DELETE', articlePath('later'))])
    expect(pages.flatMap(({ articles }) => articles)).toHaveLength(1)
    expect(pages.at(-1)?.publication).toMatchObject({ articles: 0, lastChange: 2 })
    const other = await openNewsroom(null)
    for (const { feeds } of pages) await other.call('POST', '/api/store', { feeds })
    for (const { articles } of pages) await other.call('POST', '/api/store', { articles })
    const { publication } = pages.at(-1) ?? {}
    await problemOf(await other.call('POST', '/api/store', { publication }), 409)
  })

  it('begin the feeds again when something is written while they are read', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      ...draftsOf(60).map((draft, index) => ({
        ...draft,
        tags: Array.from({ length: 10 }, (_, place) => `وسم ${index} ${place}`),
      })),
    )
    const pages = await exported(newsroom, [
      async () => {},
      () => newsroom.publish(draftOf('late', { tags: ['وسم متأخر'] })),
    ])
    const counts = pages.map(({ articles, feeds }) => [articles.length, feeds.length])
    expect(counts).toEqual([
      [60, 0],
      [0, 500],
      [0, 0],
      [1, 0],
      [0, 500],
      [0, pages.at(-1)?.feeds.length],
    ])
    const tables = await tablesOf('articles', 'entries', 'feeds', 'slugs', 'endings')
    await recover(await openNewsroom(null), pages)
    expect(await tablesOf('articles', 'entries', 'feeds', 'slugs', 'endings')).toEqual(tables)
  })

  it('can be begun again where they broke off, with the same export only', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(3))
    const first = await exported(newsroom)
    await newsroom.call('DELETE', articlePath('01'))
    await newsroom.publish(draftOf('later', { visibleFrom: '2027-01-01T00:00:00Z' }))
    const withLater = await exported(newsroom)
    await newsroom.call('DELETE', articlePath('later'))
    const without = await exported(newsroom)

    const other = await openNewsroom(null)
    for (const { feeds, articles } of withLater) {
      await other.call('POST', '/api/store', { feeds })
      await other.call('POST', '/api/store', { articles })
    }
    expect((await other.get('/rss.xml')).status).toBe(404)
    const { publication } = without.at(-1) ?? {}
    const response = await other.call('POST', '/api/store', { publication })
    expect((await problemOf(response, 409)).detail).toMatch(/^The store has not all the rows/)
    await recover(other, withLater)
    expect((await other.get('/rss.xml')).status).toBe(200)
    const again = await other.call('POST', '/api/store', { feeds: first.at(-1)?.feeds })
    expect((await problemOf(again, 409)).detail).toMatch(/^This store has a publication already/)
  })

  it('refuse another publication than their own, whatever is there of them, and count on', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['5G'] }), draftOf('b'))
    const pages = await exported(newsroom)
    const other = await openNewsroom(null)
    const refused = async () => {
      const response = await other.call('PUT', '/api/publication', publicationOf())
      expect((await problemOf(response, 409)).detail).toContain('run `recover` to its end')
      expect((await other.get('/rss.xml')).status).toBe(404)
    }
    for (const { feeds } of pages) await other.call('POST', '/api/store', { feeds })
    await refused()
    for (const { articles } of pages) await other.call('POST', '/api/store', { articles })
    await refused()
    expect(await tablesOf('publication', 'last_change')).toEqual({
      publication: [],
      last_change: [{ only: 1, number: 2 }],
    })
    await recover(other, pages)
    expect((await other.get('/rss.xml')).status).toBe(200)
  })

  it('refuse a publication that comes while their rows do', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['5G'] }))
    const pages = await exported(newsroom)
    const other = await openNewsroom(null)
    const { feeds } = pages.at(-1) ?? {}
    letIn(other, () => other.call('POST', '/api/store', { feeds }))
    await problemOf(await other.call('PUT', '/api/publication', publicationOf()), 409)
  })

  it('refuse articles before their feeds, and leave nothing of them', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['5G'] }))
    const pages = await exported(newsroom)
    const other = await openNewsroom(null)
    const response = await other.call('POST', '/api/store', { articles: pages[0]?.articles })
    await problemOf(response, 409)
    expect(await tablesOf('articles', 'entries')).toEqual({ articles: [], entries: [] })
  })

  it('put nothing into a store that gets its publication meanwhile', async () => {
    const newsroom = await openNewsroom()
    const pages = await exported(newsroom)
    const other = await openNewsroom(null)
    letIn(other, () => other.call('PUT', '/api/publication', publicationOf()))
    const response = await other.call('POST', '/api/store', { feeds: pages[0]?.feeds })
    expect((await problemOf(response, 409)).detail).toMatch(/^This store has a publication already/)
  })

  it.each([
    [{ articles: [{ number: 1 }] }, '/articles/0/id', 'is missing'],
    [{ feeds: [{ number: 0 }] }, '/feeds/0/number', 'is at least 1'],
    [{ publication: { document: '[]' } }, '/publication/document', 'is no JSON object'],
    [{ tokens: [] }, '/tokens', 'there is no such field'],
  ])('say what is wrong with %j', async (body, pointer, detail) => {
    const newsroom = await openNewsroom(null)
    const { errors = [] } = await problemOf(await newsroom.call('POST', '/api/store', body), 422)
    const found = errors.find((error) => error.pointer === pointer)
    expect([pointer, found?.detail]).toEqual([pointer, expect.stringContaining(detail)])
  })

  it('take a cursor of theirs and the scope admin, and tell of a store without a publication', async () => {
    const newsroom = await openNewsroom(null)
    await problemOf(await newsroom.call('GET', '/api/store'), 409)
    await problemOf(await newsroom.call('GET', '/api/store?after=1.2'), 422)
    newsroom.token = await tokenOf(newsroom, 'wordpress', 'publish', 'changes')
    await problemOf(await newsroom.call('GET', '/api/store'), 403)
    await problemOf(await newsroom.call('POST', '/api/store', {}), 403)
  })

  it('stand in the audit record of the store that was empty', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const pages = await exported(newsroom)
    const other = await openNewsroom(null)
    await recover(other, pages)
    const { entries } = await (await other.call('GET', '/api/audit')).json<{ entries: object[] }>()
    expect(entries).toMatchObject([
      {
        actor: 'PUBLISH_TOKEN',
        action: 'store.recover',
        subject: 'tag:news.example,2026:feeds',
        detail: { articles: 1 },
      },
    ])
  })
})
