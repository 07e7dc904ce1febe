import { describe, expect, it } from 'vitest'
import {
  articlePath,
  draftOf,
  HOUR,
  idsOf,
  letIn,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  tokenOf,
} from '../newsroom.ts'

const LATER = '2026-08-22T13:00:00Z'
const STALE =
  'The article is another than `If-Match` says: get it again, and send what is still to be changed with its new ETag.'

const status = (newsroom: Newsroom, change: object, headers: Record<string, string> = {}) =>
  newsroom.call('PUT', '/api/articles/a/status', change, headers)
const get = (newsroom: Newsroom) => newsroom.call('GET', '/api/articles/a')

/** An article whose id the address says. */
function fieldsOf(title: string) {
  return { ...draftOf('a', { title }), id: undefined }
}

describe('GET /api/articles/{id}', () => {
  const common = {
    id: 'a',
    state: 'published',
    isPublic: true,
    version: 1,
    published: '2026-08-22T09:00:00Z',
    visibleFrom: '2026-08-22T09:00:00Z',
    updated: '2026-08-22T09:00:00Z',
    changed: '2026-08-22T12:00:00Z',
  }

  it.each([
    ['public', draftOf('a'), common],
    [
      'scheduled',
      draftOf('a', { visibleFrom: LATER }),
      { ...common, isPublic: false, visibleFrom: LATER },
    ],
    [
      'withheld',
      draftOf('a', { status: 'withheld', reason: 'س' }),
      { ...common, state: 'withheld', isPublic: false, reason: 'س' },
    ],
    [
      'not for syndication',
      draftOf('a', { syndication: 'none' }),
      { ...common, isPublic: false, syndication: 'none' },
    ],
    [
      'killed',
      draftOf('a', { status: 'killed', reason: 'س' }),
      {
        id: 'a',
        state: 'killed',
        isPublic: false,
        version: 1,
        reason: 'س',
        changed: common.changed,
      },
    ],
  ])('says of one that is %s where it is, and the ETag of that', async (_, draft, said) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draft)
    const response = await get(newsroom)
    expect(await response.json()).toEqual(said)
    expect(response.headers.get('ETag')).toBe('"1"')
    expect(response.headers.get('Cache-Control')).toBe('no-store, no-transform')
  })

  it.each(['unknown', 'deleted'])('is 404 of one that is %s', async (what) => {
    const newsroom = await openNewsroom()
    if (what === 'deleted') {
      await newsroom.publish(draftOf('a'))
      await newsroom.call('DELETE', '/api/articles/a')
    }
    const { detail } = await problemOf(await get(newsroom), 404)
    expect(detail).toBe('There is no article "a".')
  })

  it('takes a token that may publish', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    newsroom.token = await tokenOf(newsroom, 'reader', 'changes')
    await problemOf(await get(newsroom), 403)
    await problemOf(await status(newsroom, { status: 'withheld' }), 403)
  })
})

describe('PUT /api/articles/{id}/status', () => {
  it('answers with where the article is then', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const withheld = await status(newsroom, { status: 'withheld', reason: 'ينتظر' })
    expect(await withheld.json()).toMatchObject({ state: 'withheld', reason: 'ينتظر' })
    expect(withheld.headers.get('ETag')).toBe('"2"')
    expect(await (await get(newsroom)).json()).toMatchObject({ state: 'withheld' })
    const restored = await status(newsroom, { status: 'published' })
    expect(await restored.json()).toMatchObject({ state: 'published', isPublic: true, version: 1 })
    expect(restored.headers.get('ETag')).toBe('"3"')
  })

  it('says why what is killed stays so, and what would bring it back', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { status: 'killed', reason: 'خطأ' }))
    const detail =
      'The article "a" is killed because "خطأ", and its text is not kept: to publish it again send all of it with `status: published`.'
    for (const answer of [
      status(newsroom, { status: 'published' }),
      status(newsroom, { status: 'withheld' }),
      newsroom.call('PUT', '/api/articles/a', fieldsOf('خبر')),
      newsroom.call('DELETE', '/api/articles/a'),
    ]) {
      expect((await problemOf(await answer, 409)).detail).toBe(detail)
    }
  })

  it.each([
    [{}, '/status', 'is missing'],
    [{ status: 'killed' }, '/reason', 'is missing: say why it is killed'],
    [
      { status: 'published', reason: 'س' },
      '/reason',
      'goes with `status: withheld` or `status: killed`',
    ],
  ])('of %j is 422 at %s: %s', async (change, pointer, detail) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const { errors } = await problemOf(await status(newsroom, change), 422)
    expect(errors).toEqual([{ pointer, detail }])
  })

  it('keeps the reason out of everything that is public', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'), draftOf('b'))
    await status(newsroom, { status: 'killed', reason: 'سر داخلي' })
    for (const path of ['/', '/rss.xml', '/atom.xml', '/feed.json', '/articles/a']) {
      expect(await (await newsroom.get(path)).text()).not.toContain('سر داخلي')
    }
  })
})

describe('a correction', () => {
  it('is said in every format', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { correction: 'تصحيح: خمسة.' }))
    for (const path of ['/rss.xml', '/atom.xml']) {
      expect(await (await newsroom.get(path)).text()).toContain('تصحيح: خمسة.')
    }
    expect(await (await newsroom.get('/feed.json')).json()).toMatchObject({
      items: [
        {
          content_html:
            '<div dir="rtl" lang="ar"><p dir="rtl">نص الخبر.</p><p dir="rtl">تصحيح: خمسة.</p></div>',
          _khulasa: { correction: 'تصحيح: خمسة.' },
        },
      ],
    })
  })
})

describe('rights', () => {
  it('keep an article out of every feed, page and listing', async () => {
    const newsroom = await openNewsroom()
    const rich = { sections: ['economy'], tags: ['5G'], authors: [{ name: 'سلمى' }] }
    await newsroom.publish(draftOf('a', { ...rich, syndication: 'none' }), draftOf('b'))
    for (const path of ['/feed.json', '/languages/ar/feed.json']) {
      expect(await idsOf(await newsroom.get(path))).toEqual(['b'])
    }
    expect(await idsOf(await newsroom.get('/sections/اقتصاد/feed.json'))).toEqual([])
    await problemOf(await newsroom.get('/tags/5g/feed.json'), 404)
    expect(await (await newsroom.get('/')).text()).not.toContain('خبر a')
  })

  it('that are taken away take the article away, and tell of it', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    await newsroom.publish(draftOf('a', { syndication: 'none' }))
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual([])
    expect(await (await newsroom.get('/atom.xml')).text()).toContain('<at:deleted-entry')
    await newsroom.publish(draftOf('a'))
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual(['a'])
    expect(await (await newsroom.get('/atom.xml')).text()).not.toContain('<at:deleted-entry')
  })
})

describe('If-Match', () => {
  const requests: [string, (newsroom: Newsroom, tag: string) => Promise<Response>, number][] = [
    [
      'PUT',
      (newsroom, tag) =>
        newsroom.call('PUT', '/api/articles/a', fieldsOf('عنوان آخر'), { 'If-Match': tag }),
      200,
    ],
    [
      'withholding',
      (newsroom, tag) => status(newsroom, { status: 'withheld' }, { 'If-Match': tag }),
      200,
    ],
    [
      'killing',
      (newsroom, tag) => status(newsroom, { status: 'killed', reason: 'س' }, { 'If-Match': tag }),
      200,
    ],
    [
      'restoring',
      (newsroom, tag) => status(newsroom, { status: 'published' }, { 'If-Match': tag }),
      200,
    ],
    [
      'DELETE',
      (newsroom, tag) => newsroom.call('DELETE', '/api/articles/a', undefined, { 'If-Match': tag }),
      204,
    ],
  ]

  it.each(requests)('%s goes through with the ETag, or *, and with no other', async (...row) => {
    const [, request, done] = row
    for (const tag of ['"1"', '*', '"0", "1"']) {
      const newsroom = await openNewsroom()
      await newsroom.publish(draftOf('a'))
      expect((await request(newsroom, tag)).status).toBe(done)
    }
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    for (const tag of ['"0"', 'W/"1"', '"1a"']) {
      expect((await problemOf(await request(newsroom, tag), 412)).detail).toBe(STALE)
    }
    await problemOf(await request(newsroom, '1'), 400)
    expect(await (await get(newsroom)).json()).toMatchObject({ state: 'published', version: 1 })
  })

  it('of what is not there is 412 for PUT, 404 for the others', async () => {
    const newsroom = await openNewsroom()
    for (const [name, request] of requests) {
      await problemOf(await request(newsroom, '*'), name === 'PUT' ? 412 : 404)
    }
    await newsroom.publish(draftOf('a'))
    await newsroom.call('DELETE', '/api/articles/a')
    await problemOf(
      await newsroom.call('PUT', '/api/articles/a', fieldsOf('خبر'), { 'If-Match': '*' }),
      412,
    )
  })

  // Restoring what is published changes nothing: nobody loses.
  it.each(requests.filter(([name]) => name !== 'restoring'))(
    '%s: of two who have the same ETag, one wins',
    async (...row) => {
      const [, request, done] = row
      const newsroom = await openNewsroom()
      await newsroom.publish(draftOf('a'))
      const tag = (await get(newsroom)).headers.get('ETag') ?? ''
      letIn(newsroom, async () => {
        const other = await newsroom.call('PUT', '/api/articles/a', fieldsOf('عنوان ثالث'), {
          'If-Match': tag,
        })
        expect(other.status).toBe(200)
      })
      expect((await request(newsroom, tag)).status).toBe(412)
      expect(await (await newsroom.get('/feed.json')).json()).toMatchObject({
        items: [{ title: 'عنوان ثالث' }],
      })
      expect((await request(newsroom, '"2"')).status).toBe(done)
    },
  )

  it('moves on every change, and on nothing else', async () => {
    const newsroom = await openNewsroom()
    const tag = async () => (await get(newsroom)).headers.get('ETag')
    await newsroom.publish(draftOf('a'))
    const first = await tag()
    newsroom.now = NOW + HOUR
    await newsroom.publish(draftOf('a'), draftOf('other'))
    expect(await tag()).toBe(first)
    const seen = [first]
    for (const change of [
      { status: 'withheld' },
      { status: 'withheld', reason: 'س' },
      { status: 'published' },
      { status: 'killed', reason: 'س' },
      { status: 'killed', reason: 'ش' },
    ]) {
      await status(newsroom, change)
      seen.push(await tag())
    }
    expect(new Set(seen).size).toBe(6)
  })
})

describe('GET /articles/{id}', () => {
  const canonical = 'https://www.news.example/2026/خبر'

  it('leads to the page of a public article', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { canonical }))
    const response = await newsroom.get('/articles/a')
    expect(response.status).toBe(302)
    expect(response.headers.get('Location')).toBe(
      'https://www.news.example/2026/%D8%AE%D8%A8%D8%B1',
    )
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=50')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
  })

  it.each(['a/b', 'خبر', '100%', 'https://news.example/?p=12', 'a b', '🙂', 'e\u0301'])(
    'takes %j as one percent-encoded segment',
    async (id) => {
      const newsroom = await openNewsroom()
      await newsroom.publish(draftOf(id, { canonical }))
      const response = await newsroom.get(`/articles/${encodeURIComponent(id)}`)
      expect(response.status).toBe(302)
    },
  )

  it('says of a public one without a page that there is none', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const { detail } = await problemOf(await newsroom.get('/articles/a'), 404)
    expect(detail).toBe('This article has no page of its own.')
  })

  it.each<[string, (newsroom: Newsroom) => Promise<unknown>]>([
    ['deleted', (newsroom) => newsroom.call('DELETE', articlePath('a'))],
    ['killed', (newsroom) => status(newsroom, { status: 'killed', reason: 'س' })],
    [
      'withheld, then killed',
      async (newsroom) => {
        await status(newsroom, { status: 'withheld' })
        await status(newsroom, { status: 'killed', reason: 'س' })
      },
    ],
  ])('is 410 of one that was public and is %s', async (_, take) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { canonical }))
    await take(newsroom)
    const { detail } = await problemOf(await newsroom.get('/articles/a'), 410)
    expect(detail).toBe('This article has been taken away, and is not to be shown any more.')
  })

  it('says the same of all that is not public', async () => {
    const newsroom = await openNewsroom()
    const later = { canonical, visibleFrom: LATER }
    await newsroom.publish(
      draftOf('scheduled', later),
      draftOf('withheld', { canonical, status: 'withheld' }),
      draftOf('was-public', { canonical }),
      draftOf('restricted', { canonical, syndication: 'none' }),
      draftOf('killed', { ...later, status: 'killed', reason: 'س' }),
      draftOf('deleted', later),
    )
    await newsroom.call('PUT', '/api/articles/was-public/status', { status: 'withheld' })
    await newsroom.call('DELETE', '/api/articles/deleted')
    const ids = ['scheduled', 'withheld', 'was-public', 'restricted', 'killed', 'deleted']
    const answerOf = async (id: string) => {
      const response = await newsroom.get(`/articles/${id}`)
      return [response.status, Object.fromEntries(response.headers), await response.text()]
    }
    const unknown = await answerOf('unknown')
    expect(unknown[0]).toBe(404)
    for (const id of ids) expect([id, ...(await answerOf(id))]).toEqual([id, ...unknown])
    newsroom.now = Date.parse(LATER)
    expect((await newsroom.get('/articles/scheduled')).status).toBe(302)
  })
})
