import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import {
  countOf,
  type DraftInput,
  draftOf,
  HOUR,
  idsOf,
  letIn,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  publicationOf,
  tokenOf,
} from '../newsroom.ts'

const post = (newsroom: Newsroom, key: string, ...articles: DraftInput[]) =>
  newsroom.call('POST', '/api/articles', { articles }, { 'Idempotency-Key': key })

async function answer(response: Promise<Response>): Promise<unknown> {
  const { status, ...rest } = await response.then(async (each) => ({
    status: each.status,
    text: await each.text(),
  }))
  return [status, rest.text]
}

describe('POST /api/articles with an Idempotency-Key', () => {
  it('answers a request that is sent again as it did the first time, and changes nothing', async () => {
    const newsroom = await openNewsroom()
    const batch = [draftOf('a', { title: 'عنوان\u202e' }), draftOf('b')]
    const first = await answer(post(newsroom, '"k"', ...batch))
    expect(first).toMatchObject([200, expect.stringContaining('removed: U+202E')])
    await newsroom.publish(draftOf('a', { title: 'عنوان آخر' }))
    await newsroom.call('DELETE', '/api/articles/b')
    newsroom.now = NOW + 23 * HOUR
    expect(await answer(post(newsroom, '"k"', ...batch))).toEqual(first)
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual(['a'])
    expect(await (await newsroom.get('/feed.json')).text()).toContain('عنوان آخر')
  })

  it('answers again though the batch would be refused by now', async () => {
    const newsroom = await openNewsroom()
    const first = await answer(post(newsroom, '"k"', draftOf('a', { sections: ['economy'] })))
    await newsroom.call('PUT', '/api/publication', publicationOf({ sections: [] }))
    await newsroom.call('PUT', '/api/articles/a/status', { status: 'killed', reason: 'س' })
    const again = post(newsroom, '"k"', draftOf('a', { sections: ['economy'] }))
    expect(await answer(again)).toEqual(first)
  })

  it('refuses another body with the same key', async () => {
    const newsroom = await openNewsroom()
    await post(newsroom, '"k"', draftOf('a'))
    const { detail } = await problemOf(await post(newsroom, '"k"', draftOf('b')), 422)
    expect(detail).toBe(
      'The `Idempotency-Key` has come with another body: send the same body again, or another key.',
    )
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual(['a'])
  })

  it('takes the same fields in another order for the same body', async () => {
    const newsroom = await openNewsroom()
    const draft = draftOf('a')
    const turned = Object.fromEntries(Object.entries(draft).toReversed()) as unknown as DraftInput
    const first = await answer(post(newsroom, '"k"', draft))
    expect(await answer(post(newsroom, 'k', turned))).toEqual(first)
  })

  it('keeps a key for 24 hours, and takes the old ones out when it keeps another', async () => {
    const newsroom = await openNewsroom()
    await post(newsroom, '"k"', draftOf('a'))
    await post(newsroom, '"l"', draftOf('l'))
    newsroom.now = NOW + 24 * HOUR
    const [status, text] = (await answer(post(newsroom, '"k"', draftOf('b')))) as [number, string]
    expect([status, JSON.parse(text)]).toMatchObject([200, { results: [{ change: 'created' }] }])
    expect(await countOf('idempotency')).toBe(1)
  })

  it('has keys of its own for each token', async () => {
    const newsroom = await openNewsroom()
    await post(newsroom, '"k"', draftOf('a'))
    newsroom.token = await tokenOf(newsroom, 'wordpress', 'publish')
    expect((await post(newsroom, '"k"', draftOf('b'))).status).toBe(200)
    expect((await idsOf(await newsroom.get('/feed.json'))).toSorted()).toEqual(['a', 'b'])
  })

  it.each<[string, DraftInput[]]>([
    ['a bad draft', [draftOf('new'), draftOf('bad', { sections: ['sport'] })]],
    ['a killed article', [draftOf('new'), draftOf('killed')]],
  ])('keeps nothing of a batch that fails because of %s, and the key is free', async (_, batch) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('killed', { status: 'killed', reason: 'س' }))
    const count = async () => [await countOf('articles'), await countOf('drafts')]
    const before = [...(await count()), await countOf('audit')]
    await problemOf(await post(newsroom, '"k"', ...batch), 422)
    expect([...(await count()), await countOf('audit')]).toEqual(before)
    expect(await countOf('idempotency')).toBe(0)
    expect((await post(newsroom, '"k"', draftOf('new'))).status).toBe(200)
  })

  it('keeps nothing of a batch that the store breaks off, and the key is free', async () => {
    const newsroom = await openNewsroom()
    newsroom.bindings.DB = Object.assign(Object.create(env.DB) as D1Database, {
      prepare: (sql: string) => env.DB.prepare(sql),
      batch: <T>(all: D1PreparedStatement[]) =>
        env.DB.batch<T>([...all, env.DB.prepare('SELECT * FROM no_such_table')]),
    })
    await problemOf(await post(newsroom, '"k"', draftOf('a')), 503)
    newsroom.bindings.DB = env.DB
    expect([await countOf('articles'), await countOf('idempotency')]).toEqual([0, 0])
    expect((await post(newsroom, '"k"', draftOf('a'))).status).toBe(200)
  })

  it('says that the answer is too large to be kept, and keeps nothing', async () => {
    const newsroom = await openNewsroom()
    const elements = Array.from({ length: 15_000 }, (_, index) => `<x${index}>`).join('')
    const articles = Array.from({ length: 10 }, (_, index) =>
      draftOf(`n${index}`, { content: elements }),
    )
    const { detail } = await problemOf(await post(newsroom, '"k"', ...articles), 413)
    expect(detail).toBe(
      'The answer is too large to be kept for its `Idempotency-Key`: send fewer articles at once.',
    )
    expect([await countOf('articles'), await countOf('idempotency')]).toEqual([0, 0])
  })

  it('writes once, and answers twice, when the request comes twice at once', async () => {
    const newsroom = await openNewsroom()
    const others: unknown[] = []
    letIn(newsroom, async () => others.push(await answer(post(newsroom, '"k"', draftOf('a')))))
    expect([await answer(post(newsroom, '"k"', draftOf('a')))]).toEqual(others)
    expect(others).toMatchObject([[200, expect.stringContaining('"change":"created"')]])
    expect(await countOf('articles')).toBe(1)
  })

  it('keeps the answer also where nothing was to be changed', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const first = await answer(post(newsroom, '"k"', draftOf('a')))
    await newsroom.call('DELETE', '/api/articles/a')
    expect(await answer(post(newsroom, '"k"', draftOf('a')))).toEqual(first)
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual([])
  })

  it.each(['', '""', 'a"b', 'x'.repeat(256)])('%j is no key: 400', async (key) => {
    const newsroom = await openNewsroom()
    const { detail } = await problemOf(await post(newsroom, key, draftOf('a')), 400)
    expect(detail).toContain('`Idempotency-Key` is a text of 1 to 255 ASCII characters')
    expect(await countOf('articles')).toBe(0)
  })
})
