import { createExecutionContext, env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { publication } from '../../src/article/publication.ts'
import {
  articlePath,
  countOf,
  type DraftInput,
  draftOf,
  HERE,
  idsOf,
  NOW,
  openNewsroom,
  problemOf,
  publicationOf,
} from '../newsroom.ts'

/** An article whose id the address says. */
const FIELDS: Omit<DraftInput, 'id'> & { id?: undefined } = { ...draftOf('x'), id: undefined }

const OPERATIONS = [
  ['GET', '/api/publication'],
  ['PUT', '/api/publication'],
  ['GET', '/api/articles'],
  ['POST', '/api/articles'],
  ['PUT', '/api/articles/a'],
  ['DELETE', '/api/articles/a'],
  ['POST', '/api/reprocess'],
] as const

interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: BodyInit
  token?: string | undefined
}

/** A request as it stands, with the token of the tests unless another is given. */
async function send(path: string, sent: Sent): Promise<Response> {
  const { method = 'POST', headers = {}, body } = sent
  const token = 'token' in sent ? sent.token : env.PUBLISH_TOKEN
  const bindings = { DB: env.DB, PUBLISH_TOKEN: env.PUBLISH_TOKEN }
  const authorization: Record<string, string> = token === undefined ? {} : { Authorization: token }
  if (!('token' in sent)) authorization.Authorization = `Bearer ${token}`
  const init = { method, headers: { ...authorization, ...headers }, body }
  return createApp(() => NOW, fetch).request(HERE + path, init, bindings, createExecutionContext())
}

const JSON_TYPE = { 'Content-Type': 'application/json' }

describe('the token', () => {
  const asked = OPERATIONS.flatMap(([method, path]) =>
    [
      ['none', undefined, 'Bearer realm=""'],
      ['another', 'Bearer known-to-the-tests-onlY', 'Bearer error="invalid_token"'],
      ['one that is longer', 'Bearer known-to-the-tests-only2', 'Bearer error="invalid_token"'],
      ['no bearer token', 'Basic a25vd246', 'Bearer error="invalid_request"'],
      ['an empty one', 'Bearer ', 'Bearer error="invalid_request"'],
    ].map(([what, token, challenge]) => ({ method, path, what, token, challenge })),
  )

  it.each(asked)('$method $path with $what is 401', async ({ method, path, token, challenge }) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : '{}'
    const response = await send(path, { method, token, body, headers: JSON_TYPE })
    expect(response.headers.get('WWW-Authenticate')).toBe(challenge)
    const { detail } = await problemOf(response, 401)
    expect(detail).toBe('Send `Authorization: Bearer TOKEN` with a token of this deployment.')
  })

  it('is asked for before anything is said of what is there', async () => {
    const response = await send('/api/articles/a', { method: 'PATCH', token: undefined })
    expect(response.status).toBe(401)
  })
})

describe('a body', () => {
  const paths = [
    ['PUT', '/api/publication'],
    ['POST', '/api/articles'],
    ['PUT', '/api/articles/a'],
  ] as const

  const bad: [string, number, string, Sent][] = [
    [
      'that says it is text',
      415,
      'application/json',
      { headers: { 'Content-Type': 'text/plain' } },
    ],
    [
      'that says it is a form',
      415,
      'application/json',
      { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    ],
    ['that says nothing', 415, 'application/json', { body: new TextEncoder().encode('{}') }],
    ['that is cut off', 400, 'JSON', { headers: JSON_TYPE, body: '{"title":' }],
    ['that is empty', 400, 'JSON', { headers: JSON_TYPE, body: '' }],
    ['that is XML', 400, 'JSON', { headers: JSON_TYPE, body: '<rss/>' }],
    [
      'that is no UTF-8',
      400,
      'UTF-8',
      { headers: JSON_TYPE, body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) },
    ],
    [
      'in Windows-1256',
      400,
      'UTF-8',
      {
        headers: { 'Content-Type': 'application/json; charset=windows-1256' },
        body: new Uint8Array([0x22, 0xce, 0xc8, 0xd1, 0x22]),
      },
    ],
    ['that is a list', 422, 'expected', { headers: JSON_TYPE, body: '[]' }],
    ['that is null', 422, 'expected', { headers: JSON_TYPE, body: 'null' }],
    [
      'that is too large',
      413,
      '4194304 bytes',
      { headers: JSON_TYPE, body: ' '.repeat(4 * 1024 * 1024 + 1) },
    ],
  ]

  it.each(paths.flatMap((path) => bad.map((each) => [...path, ...each] as const)))(
    '%s %s: %s is %i',
    async (method, path, _, status, word, sent) => {
      await openNewsroom()
      const response = await send(path, { method, body: '{}', ...sent })
      const { detail } = await problemOf(response, status)
      expect(detail).toContain(word)
      expect(await countOf('articles')).toBe(0)
    },
  )

  it('that is streamed is measured too', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x20)
    const body = new ReadableStream({
      start(controller) {
        for (let index = 0; index < 5; index += 1) controller.enqueue(chunk)
        controller.close()
      },
    })
    await problemOf(await send('/api/articles', { headers: JSON_TYPE, body }), 413)
  })

  it('of 4 MB goes through', async () => {
    const newsroom = await openNewsroom()
    const articles = Array.from({ length: 21 }, (_, index) =>
      draftOf(`n${index}`, { content: 'a'.repeat(199_000) }),
    )
    expect((await newsroom.call('POST', '/api/articles', { articles })).status).toBe(200)
  })

  it('may begin with a byte order mark', async () => {
    await openNewsroom()
    const body = `\ufeff${JSON.stringify({ articles: [draftOf('a')] })}`
    expect((await send('/api/articles', { headers: JSON_TYPE, body })).status).toBe(200)
  })
})

describe('a field', () => {
  it.each<[string, unknown, string, string]>([
    ['title', undefined, '/title', 'is missing'],
    ['title', 5, '/title', 'expected a text'],
    ['title', '  ', '/title', 'is empty'],
    ['title', '\u202a\u0008', '/title', 'nothing is left when it is cleaned'],
    ['titel', 'خبر', '/titel', 'there is no such field'],
    [
      'published',
      'أمس',
      '/published',
      'expected a date and time with an offset, such as 2026-08-22T10:30:00+01:00',
    ],
    [
      'published',
      '2026-08-22',
      '/published',
      'expected a date and time with an offset, such as 2026-08-22T10:30:00+01:00',
    ],
    [
      'language',
      'arabic language',
      '/language',
      '"arabic language" is not a well-formed language tag: expected BCP 47, such as ar, ar-MA or fr',
    ],
    ['direction', 'right', '/direction', 'expected rtl or ltr'],
    [
      'sections',
      ['sport'],
      '/sections/0',
      'the publication has no section "sport"; it has: technology, cybersecurity, economy',
    ],
    ['authors', [{ name: 'ف' }, {}], '/authors/1/name', 'is missing'],
    [
      'authors',
      [{ name: 'ف', url: 'javascript:alert(1)' }],
      '/authors/0/url',
      'expected an http or https address, or one relative to the canonical address',
    ],
    ['tags', [''], '/tags/0', 'is empty'],
    [
      'canonical',
      'mailto:a@news.example',
      '/canonical',
      'expected an http or https address, or one relative to the canonical address',
    ],
    ['image', { url: '/a.jpg', width: 0 }, '/image/width', 'is at least 1'],
    ['enclosures', [{ url: '/a.mp3' }], '/enclosures/0/type', 'is missing'],
    ['content', undefined, '/content', 'is missing'],
    ['origin', 'Word Press', '/origin', 'expected a short name, such as folder or wordpress'],
    ['id', 'other', '/id', 'is another than the one in the address'],
  ])('%s of %j is 422 at %s: %s', async (name, value, pointer, detail) => {
    const newsroom = await openNewsroom()
    const fields = { ...FIELDS, [name]: value }
    const one = await problemOf(await newsroom.call('PUT', '/api/articles/x', fields), 422)
    expect(one.errors).toEqual([{ pointer, detail }])
    expect(one.detail).toBe(`${pointer}: ${detail}`)
    if (name === 'id') return
    const articles = [draftOf('good'), { ...draftOf('x'), [name]: value }]
    const batch = await problemOf(await newsroom.call('POST', '/api/articles', { articles }), 422)
    expect(batch.errors).toEqual([{ pointer: `/articles/1${pointer}`, detail }])
    expect(await countOf('articles')).toBe(0)
  })

  it('that is wrong does not hide the others', async () => {
    const newsroom = await openNewsroom()
    const wrong = { title: 1, published: 2, content: 3, language: 4, tags: 5 }
    const problem = await problemOf(await newsroom.call('PUT', '/api/articles/x', wrong), 422)
    const pointers = problem.errors?.map(({ pointer }) => pointer)
    expect(pointers?.toSorted()).toEqual(['/content', '/language', '/published', '/tags', '/title'])
    expect(problem.detail).toMatch(/; .*; .* \(and 2 more\)$/)
  })

  it.each<[string, unknown, string]>([
    ['title', undefined, '/title'],
    ['home', 'news.example', '/home'],
    ['language', 'ar_', '/language'],
    ['timeZone', 'Casablanca', '/timeZone'],
    ['marks', 'on', '/marks'],
    ['sections', [{ id: 'a', name: 'أ', parent: 'b' }], '/sections/0/parent'],
    [
      'sections',
      [
        { id: 'a', name: 'أ' },
        { id: 'a', name: 'ب' },
      ],
      '/sections/1/id',
    ],
    [
      'sections',
      [
        { id: 'a', name: 'أ' },
        { id: 'b', name: 'أ' },
      ],
      '/sections/1/slug',
    ],
    ['cleaning', { tatwel: true }, '/cleaning/tatwel'],
  ])('of the publication: %s of %j is 422 at %s', async (name, value, pointer) => {
    const newsroom = await openNewsroom(null)
    const publication = { ...publicationOf(), [name]: value }
    const response = await newsroom.call('PUT', '/api/publication', publication)
    const { errors } = await problemOf(response, 422)
    expect(errors?.map(({ pointer: at }) => at)).toEqual([pointer])
    expect(await countOf('publication')).toBe(0)
  })
})

describe('GET /api/publication', () => {
  it('says it as it is kept, with what was not said', async () => {
    const newsroom = await openNewsroom()
    const kept = await newsroom.call('GET', '/api/publication')
    expect(kept.status).toBe(200)
    const said = publicationOf()
    expect(await kept.json()).toEqual({ ...publication.parse(said), id: said.id })
  })
})

describe('PUT /api/publication', () => {
  it('says whether it changed anything', async () => {
    const newsroom = await openNewsroom(null)
    const put = async () => (await newsroom.call('PUT', '/api/publication', publicationOf())).json()
    expect(await put()).toEqual({ changed: true, stale: false })
    expect(await put()).toEqual({ changed: false, stale: false })
  })

  it.each([
    ['POST', '/api/articles', { articles: [draftOf('a')] }],
    ['PUT', '/api/articles/a', FIELDS],
    ['POST', '/api/reprocess', undefined],
    ['GET', '/api/publication', undefined],
  ])('comes before %s %s: 409', async (method, path, body) => {
    const newsroom = await openNewsroom(null)
    const { detail } = await problemOf(await newsroom.call(method, path, body), 409)
    expect(detail).toBe('There is no publication yet: PUT /api/publication first.')
  })
})

describe('PUT /api/articles/{id}', () => {
  it('is 201 for a new article, 200 for one that is there', async () => {
    const newsroom = await openNewsroom()
    const put = async (fields: Partial<DraftInput>) => {
      const response = await newsroom.call('PUT', '/api/articles/x', { ...FIELDS, ...fields })
      const { change, version } = await response.json<{ change: string; version: number }>()
      return [response.status, change, version]
    }
    expect(await put({})).toEqual([201, 'created', 1])
    expect(await put({})).toEqual([200, 'unchanged', 1])
    expect(await put({ id: 'x' })).toEqual([200, 'unchanged', 1])
    expect(await put({ title: 'عنوان آخر' })).toEqual([200, 'updated', 2])
    await newsroom.call('DELETE', '/api/articles/x')
    expect(await put({})).toEqual([201, 'created', 3])
  })

  it('says what cleaning and sanitising did', async () => {
    const newsroom = await openNewsroom()
    const response = await newsroom.call('PUT', '/api/articles/x', {
      ...FIELDS,
      title: 'عنوان\u202e\u0008',
      content: '<p onclick="x()">نص</p><script>x()</script>',
    })
    expect(await response.json()).toEqual({
      id: 'x',
      version: 1,
      change: 'created',
      state: 'published',
      notes: [
        { field: 'title', detail: 'removed: U+202E, U+0008' },
        { field: 'content', detail: 'removed: onclick=, <script>' },
      ],
    })
  })
})

describe('an id', () => {
  const ids = [
    'a/b/c',
    '/a/',
    'a b',
    'خبر-عاجل',
    'خَبَر',
    '100%',
    '50%25',
    '%2F',
    '%E0%A4%A',
    'a?b=c&d#e',
    "it's (a) *story*!~",
    'a+b',
    'a:b@c;d,e',
    '<b>"&\\',
    'e\u0301',
    'é',
    '🙂',
    'https://news.example/?p=12',
    'tag:news.example,2026:12',
    'x'.repeat(500),
  ]

  it.each(ids)('%j is kept as it is, in the address and in the feeds', async (id) => {
    const newsroom = await openNewsroom()
    const created = await newsroom.call('PUT', articlePath(id), FIELDS)
    expect(created.status).toBe(201)
    expect(await created.json()).toMatchObject({ id })
    const [again] = await newsroom.publish({ ...FIELDS, id })
    expect(again).toMatchObject({ id, change: 'unchanged' })
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual([id])
    expect((await newsroom.call('DELETE', articlePath(id))).status).toBe(204)
    expect((await newsroom.call('DELETE', articlePath(id))).status).toBe(404)
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual([])
  })

  it('is one of them all together: none is taken for another', async () => {
    const newsroom = await openNewsroom()
    for (const id of ids) await newsroom.call('PUT', articlePath(id), FIELDS)
    const found = await idsOf(await newsroom.get('/feed.json'))
    expect(found.toSorted()).toEqual(ids.toSorted())
  })

  it.each([
    ['', 'is empty'],
    ['a\u0000', 'holds a control character'],
    ['a\ufffe', 'holds a control character'],
    ['a\ud800', 'holds a lone surrogate'],
    [' a', 'begins or ends with a space'],
    ['x'.repeat(501), 'is longer than 500 characters'],
  ])('%j is refused: it %s', async (id, detail) => {
    const newsroom = await openNewsroom()
    const articles = [{ ...FIELDS, id }]
    const problem = await problemOf(await newsroom.call('POST', '/api/articles', { articles }), 422)
    expect(problem.errors).toEqual([{ pointer: '/articles/0/id', detail }])
  })
})

describe('DELETE /api/articles/{id}', () => {
  it('is 204 without a body, then 404', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const response = await newsroom.call('DELETE', '/api/articles/a')
    expect([response.status, await response.text()]).toEqual([204, ''])
    const { detail } = await problemOf(await newsroom.call('DELETE', '/api/articles/a'), 404)
    expect(detail).toBe('There is no article "a".')
  })
})

describe('POST /api/articles', () => {
  it('answers for each draft in its order', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('b'))
    const results = await newsroom.publish(draftOf('c'), draftOf('b'), draftOf('a'))
    expect(results).toEqual([
      { id: 'c', version: 1, change: 'created', state: 'published', notes: [] },
      { id: 'b', version: 1, change: 'unchanged', state: 'published', notes: [] },
      { id: 'a', version: 1, change: 'created', state: 'published', notes: [] },
    ])
  })

  it('publishes all or nothing', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('there'))
    const articles = [
      draftOf('new'),
      draftOf('there', { title: 'عنوان آخر' }),
      draftOf('bad', { sections: ['sport'] }),
      draftOf('worse', { title: '\u0008' }),
    ]
    const problem = await problemOf(await newsroom.call('POST', '/api/articles', { articles }), 422)
    const pointers = problem.errors?.map(({ pointer }) => pointer)
    expect(pointers).toEqual(['/articles/2/sections/0', '/articles/3/title'])
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual(['there'])
    expect(await (await newsroom.get('/feed.json')).text()).not.toContain('عنوان آخر')
  })

  it('holds 1 to 100 of them', async () => {
    const newsroom = await openNewsroom()
    const post = async (count: number) =>
      newsroom.call('POST', '/api/articles', {
        articles: Array.from({ length: count }, (_, index) => draftOf(`n${index}`)),
      })
    expect((await problemOf(await post(101), 422)).errors).toEqual([
      { pointer: '/articles', detail: 'holds more than 100' },
    ])
    expect((await problemOf(await post(0), 422)).errors).toEqual([
      { pointer: '/articles', detail: 'is empty' },
    ])
    expect((await post(100)).status).toBe(200)
    expect(await countOf('articles')).toBe(100)
  })

  it('holds no id twice', async () => {
    const newsroom = await openNewsroom()
    const articles = [draftOf('a'), draftOf('b'), draftOf('a'), draftOf('a')]
    const problem = await problemOf(await newsroom.call('POST', '/api/articles', { articles }), 422)
    expect(problem.errors).toEqual([
      { pointer: '/articles/2/id', detail: '"a" stands in /articles/0 too' },
      { pointer: '/articles/3/id', detail: '"a" stands in /articles/0 too' },
    ])
    expect(await countOf('articles')).toBe(0)
  })
})

describe('GET /api/articles', () => {
  const list = async (newsroom: Awaited<ReturnType<typeof openNewsroom>>, query: string) => {
    const response = await newsroom.call('GET', `/api/articles${query}`)
    return response.json<{ articles: { id: string }[]; next?: string }>()
  }

  it('lists the articles of an origin in the order of their ids, embargoed ones too', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('b', { origin: 'folder', visibleFrom: '2036-01-01T00:00:00Z' }),
      draftOf('a', { origin: 'folder' }),
      draftOf('c'),
      draftOf('gone', { origin: 'folder' }),
    )
    await newsroom.call('DELETE', '/api/articles/gone')
    const digest: unknown = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect(await list(newsroom, '?origin=folder')).toEqual({
      articles: [
        { id: 'a', version: 1, digest, state: 'published' },
        { id: 'b', version: 1, digest, state: 'published' },
      ],
    })
    expect(await list(newsroom, '')).toMatchObject({ articles: [{ id: 'c' }] })
    expect(await list(newsroom, '?origin=wordpress')).toEqual({ articles: [] })
  })

  it('goes on after the last one', async () => {
    const newsroom = await openNewsroom()
    const ids = ['100%', 'a&b', 'خبر', 'ي'].toSorted()
    await newsroom.publish(...ids.map((id) => draftOf(id)))
    const found: string[] = []
    let after: string | undefined = ''
    while (after !== undefined) {
      const page = await list(newsroom, `?limit=1&after=${encodeURIComponent(after)}`)
      found.push(...page.articles.map(({ id }) => id))
      after = page.next
    }
    expect(found).toEqual(ids)
  })

  it('has a digest that moves with the draft', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const first = await list(newsroom, '')
    await newsroom.publish(draftOf('a'))
    expect(await list(newsroom, '')).toEqual(first)
    await newsroom.publish(draftOf('a', { title: 'عنوان آخر' }))
    expect(await list(newsroom, '')).not.toEqual(first)
  })

  it.each(['0', '1001', 'abc', '1.5'])('with limit=%s is 422', async (limit) => {
    const newsroom = await openNewsroom()
    const response = await newsroom.call('GET', `/api/articles?limit=${limit}`)
    expect((await problemOf(response, 422)).errors).toEqual([
      { pointer: '/limit', detail: 'expected a whole number from 1 to 1000' },
    ])
  })
})
