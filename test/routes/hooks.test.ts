import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { putNumbers } from '../../src/store/wordpress-posts.ts'
import { apiPost, category } from '../sources/wordpress-posts.ts'
import {
  countOf,
  draftOf,
  idsOf,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  publicationOf,
  TABLES,
  tablesOf,
} from '../newsroom.ts'
import {
  callHook as call,
  type HookSent as Sent,
  hookOf,
  json,
  refused,
  SECRET,
  type Site,
  siteOf,
} from './wordpress-site.ts'

const SITE = 'https://site.example/'
const GUID = 'https://site.example/?p=7'
const BODY = hookOf(7)

/** A newsroom that follows a site, and the site. */
async function following(wordpress: string | undefined = SITE) {
  const newsroom = await openNewsroom(publicationOf(wordpress === undefined ? {} : { wordpress }))
  newsroom.bindings.WORDPRESS_SECRET = SECRET
  const site: Site = siteOf(apiPost(7))
  newsroom.outside = site.answer
  return { newsroom, site }
}

/** All of the store, to see that nothing has changed. */
async function store(): Promise<string> {
  return JSON.stringify(await tablesOf(...TABLES))
}

async function ids(newsroom: Newsroom): Promise<string[]> {
  newsroom.now += 5000
  return idsOf(await newsroom.get('/feed.json'))
}

describe('POST /hooks/wordpress', () => {
  it('publishes what the site shows, in the words of the API, and says what became of it', async () => {
    const { newsroom, site } = await following()
    site.post(apiPost(7, { categories: [category(4, 'economy', 'x'), category(5, 'new', 'جديد')] }))
    const response = await call(newsroom)
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        id: GUID,
        version: 1,
        change: 'created',
        state: 'published',
        notes: [{ field: 'sections', detail: 'the publication has no section "جديد"' }],
      },
    ])
    expect(site.asked).toEqual([
      'https://site.example/wp-json/wp/v2/posts/7?_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm',
    ])
    expect(await ids(newsroom)).toEqual([GUID])
    expect(
      await idsOf(await newsroom.get(`/sections/${encodeURIComponent('اقتصاد')}/feed.json`)),
    ).toEqual([GUID])
    const audit = await newsroom.call('GET', '/api/audit?limit=1')
    expect(await audit.json()).toMatchObject({
      entries: [{ actor: 'WORDPRESS_SECRET', action: 'article.put', subject: GUID }],
    })
  })

  it('changes nothing where nothing has changed, and updates where something has', async () => {
    const { newsroom, site } = await following()
    await call(newsroom)
    expect(await (await call(newsroom)).json()).toMatchObject({ version: 1, change: 'unchanged' })
    site.post(apiPost(7, { title: 'عنوان آخر', modified: '2026-08-22T11:00:00' }))
    expect(await (await call(newsroom)).json()).toMatchObject({ version: 2, change: 'updated' })
  })

  it('goes by what the site shows, whatever the event and the guid say', async () => {
    const { newsroom } = await following()
    await newsroom.publish(draftOf('https://site.example/?p=8', { origin: 'wordpress' }))
    const body = { event: 'remove', post: 7, guid: 'https://site.example/?p=8' }
    const response = await call(newsroom, { body })
    expect(await response.json()).toMatchObject({ id: GUID, change: 'created' })
    expect(await ids(newsroom)).toHaveLength(2)
  })

  it('shows to a clock that is behind the site’s what is published now, at its moment', async () => {
    const { newsroom, site } = await following()
    site.post(apiPost(7, { published: '2026-08-22T12:00:04' }))
    expect(await (await call(newsroom)).json()).toMatchObject({ change: 'created' })
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual([])
    expect(await ids(newsroom)).toEqual([GUID])
  })

  it('asks a site with plain addresses in the other way', async () => {
    const { newsroom, site } = await following('https://site.example/blog')
    newsroom.outside = (request) =>
      new URL(request.url).searchParams.has('rest_route')
        ? site.answer(request)
        : new Response('<h1>Not Found</h1>', { status: 404 })
    expect(await (await call(newsroom)).json()).toMatchObject({ change: 'created' })
    expect(site.asked).toEqual([
      'https://site.example/blog/?rest_route=%2Fwp%2Fv2%2Fposts%2F7&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm',
    ])
  })

  it('follows a redirect within the site', async () => {
    const { newsroom, site } = await following('http://127.0.0.1:8080/')
    newsroom.outside = (request) =>
      request.url.includes('moved')
        ? json(apiPost(7))
        : new Response(null, { status: 302, headers: { Location: '/moved' } })
    expect(await (await call(newsroom)).json()).toMatchObject({ change: 'created' })
    expect(site.asked).toEqual([])
  })
})

describe('a post that the site shows no more', () => {
  it.each([
    ['gone', refused(404, 'rest_post_invalid_id'), 'not public'],
    ['for those only who have logged in', refused(401, 'rest_forbidden'), 'not public'],
    ['forbidden', refused(403, 'rest_forbidden'), 'not public'],
    ['a draft', json({ ...apiPost(7), status: 'draft' }), 'draft'],
    [
      'behind a password',
      json({ ...apiPost(7), content: { rendered: '', protected: true } }),
      'password-protected',
    ],
  ])('is deleted when it is %s', async (_, answer, reason) => {
    const { newsroom } = await following()
    await call(newsroom)
    expect(await ids(newsroom)).toEqual([GUID])
    newsroom.outside = ({ url }) => (url.includes('include=7') ? json([]) : answer.clone())
    const body = { ...BODY, event: 'remove' }
    const notes = [{ field: 'status', detail: reason }]
    expect(await (await call(newsroom, { body })).json()).toEqual({
      id: GUID,
      change: 'removed',
      notes,
    })
    expect(await ids(newsroom)).toEqual([])
    expect(await (await call(newsroom, { body })).json()).toEqual({
      id: GUID,
      change: 'absent',
      notes,
    })
  })

  it.each<[string, () => Response]>([
    ['says so of all of them', () => refused(401, 'rest_forbidden')],
    ['has it in its list', () => json([{ id: 7 }])],
  ])('stays when it is forbidden by a site that %s', async (_, listed) => {
    const { newsroom } = await following()
    await call(newsroom)
    newsroom.outside = ({ url }) =>
      url.includes('include=7') ? listed() : refused(401, 'rest_forbidden')
    const { detail } = await problemOf(await call(newsroom), 502)
    expect(detail).toContain('the REST API answers 401, rest_forbidden')
    expect(await ids(newsroom)).toEqual([GUID])
  })

  it('is known by its guid as WordPress keeps it, in HTML', async () => {
    const { newsroom } = await following()
    const guid = 'https://site.example/?post_type=post&p=9'
    await newsroom.publish(draftOf(guid, { origin: 'wordpress' }))
    const body = { event: 'remove', post: 9, guid: guid.replace('&', '&amp;') }
    expect(await (await call(newsroom, { body })).json()).toMatchObject({
      id: guid,
      change: 'removed',
    })
  })

  it('stays when the guid is of another post, by its number in it or the one that is known', async () => {
    const { newsroom } = await following()
    const named = 'https://site.example/a'
    await newsroom.publish(draftOf(named, { origin: 'wordpress' }))
    await call(newsroom)
    await putNumbers(env.DB, SITE, [{ number: 8, guid: named }])
    for (const [guid, number] of [
      [GUID, 7],
      [named, 8],
    ]) {
      const response = await call(newsroom, { body: { event: 'remove', post: 99, guid } })
      const { detail } = await problemOf(response, 422)
      expect(detail).toBe(`The guid ${guid} is of post ${number}, not of post 99.`)
    }
    expect(await ids(newsroom)).toHaveLength(2)
    const body = { event: 'remove', post: 8, guid: named }
    expect(await (await call(newsroom, { body })).json()).toMatchObject({ change: 'removed' })
  })

  it('is back when the site shows it again', async () => {
    const { newsroom, site } = await following()
    await call(newsroom)
    newsroom.outside = () => refused(404, 'rest_post_invalid_id')
    await call(newsroom)
    newsroom.outside = site.answer
    expect(await (await call(newsroom)).json()).toMatchObject({ version: 2, change: 'created' })
    expect(await ids(newsroom)).toEqual([GUID])
  })

  it.each(['folder', 'api'])('stays when it came from elsewhere: %s', async (origin) => {
    const { newsroom } = await following()
    await newsroom.publish(draftOf(GUID, { origin }))
    newsroom.outside = () => refused(404, 'rest_post_invalid_id')
    expect(await (await call(newsroom)).json()).toMatchObject({ change: 'absent' })
    expect(await ids(newsroom)).toEqual([GUID])
  })

  it('stays killed, and is told so when it is to be published', async () => {
    const { newsroom, site } = await following()
    await newsroom.publish(draftOf(GUID, { origin: 'wordpress', status: 'killed', reason: 'سبب' }))
    newsroom.outside = () => refused(404, 'rest_post_invalid_id')
    expect(await (await call(newsroom)).json()).toMatchObject({ change: 'absent' })
    newsroom.outside = site.answer
    const { detail } = await problemOf(await call(newsroom), 409)
    expect(detail).toContain('killed because "سبب"')
  })
})

describe('a site that does not answer as it should', () => {
  const BUSY = 'The WordPress site cannot be read just now: '
  const WRONG = 'The WordPress site does not answer as it should: '
  const large = () => new Response(new Uint8Array(5 * 1024 * 1024).fill(0x20))
  const redirect = (Location: string) => new Response(null, { status: 301, headers: { Location } })

  it.each<[string, () => Response, number, string]>([
    [
      'is not there',
      () => {
        throw new Error('down')
      },
      503,
      `${BUSY}https://site.example cannot be reached.`,
    ],
    ['is busy', () => refused(503, 'busy'), 503, `${BUSY}https://site.example answers 503.`],
    [
      'fails',
      () => new Response('<h1>Error</h1>', { status: 500 }),
      503,
      `${BUSY}https://site.example answers 500.`,
    ],
    ['asks to wait', () => refused(429, ''), 503, `${BUSY}https://site.example answers 429.`],
    [
      'answers HTML',
      () => new Response('<!doctype html><title>x</title>'),
      502,
      `${WRONG}https://site.example answers something that is no JSON.`,
    ],
    [
      'answers nothing',
      () => new Response(''),
      502,
      `${WRONG}https://site.example answers something that is no JSON.`,
    ],
    ['answers 5 MB', large, 502, `${WRONG}https://site.example answers with more than 4 MB.`],
    [
      'redirects to this machine',
      () => redirect('http://127.0.0.1/wp-json/'),
      502,
      `${WRONG}https://site.example redirects to http://127.0.0.1, which is not asked.`,
    ],
    [
      'redirects to another host',
      () => redirect('https://www.site.example/'),
      502,
      `${WRONG}https://site.example redirects to https://www.site.example, which is not asked.`,
    ],
    [
      'redirects without encryption',
      () => redirect('http://site.example/'),
      502,
      `${WRONG}https://site.example redirects to http://site.example, which is not asked.`,
    ],
    [
      'redirects to no address',
      () => redirect('https://'),
      502,
      `${WRONG}https://site.example redirects to what is no address, which is not asked.`,
    ],
    [
      'redirects for ever',
      () => redirect('/again'),
      502,
      `${WRONG}https://site.example redirects more than 3 times.`,
    ],
    [
      'has lost its API',
      () => new Response('<h1>Not Found</h1>', { status: 404 }),
      502,
      `${WRONG}the REST API answers 404.`,
    ],
    [
      'has no posts in it',
      () => refused(404, 'rest_no_route'),
      502,
      `${WRONG}the REST API answers 404, rest_no_route.`,
    ],
    [
      'has shut its API',
      () => refused(401, 'rest_login_required'),
      502,
      `${WRONG}the REST API answers 401, rest_login_required.`,
    ],
    ['answers no object', () => json([1]), 422, ''],
    [
      'answers another type',
      () => json({ ...apiPost(7), title: 7 }),
      422,
      'No article can be made of the post: title: Invalid input: expected object, received number.',
    ],
    [
      'answers no title',
      () => json(apiPost(7, { title: '' })),
      422,
      'No article can be made of the post: title is empty.',
    ],
    [
      'answers no guid',
      () => json({ ...apiPost(7), guid: { rendered: '' } }),
      422,
      'No article can be made of the post: guid is missing.',
    ],
    ['answers a title of nothing', () => json(apiPost(7, { title: '\u202a' })), 422, ''],
  ])('changes nothing when it %s', async (_, answer, status, expected) => {
    const { newsroom } = await following()
    await newsroom.publish(draftOf(GUID, { origin: 'wordpress' }))
    const before = await store()
    newsroom.outside = answer
    const response = await call(newsroom)
    expect(response.headers.get('Retry-After')).toBe(status === 503 ? '60' : null)
    const { detail } = await problemOf(response, status)
    if (status === 503) expect(detail).toBe(`${expected} Send the request again later.`)
    else if (expected !== '') expect(detail).toBe(expected)
    expect(await store()).toBe(before)
  })
})

describe('a request that is refused', () => {
  const WRONG =
    'The signature is not that of this timestamp and body with the secret WORDPRESS_SECRET.'
  const LATE =
    'The timestamp is more than 5 minutes away from the clock here: set the clock of the site.'
  const MISSING = '`X-Khulasa-Timestamp` and `X-Khulasa-Signature` are to be sent, both.'
  const at = (seconds: number) => String(NOW / 1000 + seconds)

  it.each<[string, Sent, string]>([
    ['another secret', { secret: 'known-to-somebody-else' }, WRONG],
    ['no signature', { headers: { 'X-Khulasa-Signature': '' } }, MISSING],
    ['no timestamp', { headers: { 'X-Khulasa-Timestamp': '' } }, MISSING],
    ['another timestamp', { headers: { 'X-Khulasa-Timestamp': at(1) } }, WRONG],
    ['a signature of other form', { headers: { 'X-Khulasa-Signature': 'a'.repeat(64) } }, WRONG],
    ['a signature cut short', { headers: { 'X-Khulasa-Signature': 'sha256=ab' } }, WRONG],
    ['a timestamp of long ago', { timestamp: at(-301) }, LATE],
    ['a timestamp to come', { timestamp: at(301) }, LATE],
    ['no number', { timestamp: 'now' }, LATE],
    ['a number that is none in seconds', { timestamp: '1e9' }, LATE],
  ])('401: %s', async (_, sent, expected) => {
    const { newsroom, site } = await following()
    const response = await call(newsroom, sent)
    expect(response.headers.get('WWW-Authenticate')).toBe('Signature realm="Khulasa"')
    expect((await problemOf(response, 401)).detail).toBe(expected)
    expect([site.asked, await countOf('articles')]).toEqual([[], 0])
  })

  it.each([at(-300), at(300)])('is none within five minutes: %s', async (timestamp) => {
    const { newsroom } = await following()
    expect((await call(newsroom, { timestamp })).status).toBe(200)
  })

  it.each([
    [undefined, 'The secret WORDPRESS_SECRET of this deployment is not set.'],
    ['short', 'The secret WORDPRESS_SECRET of this deployment has fewer than 20 characters.'],
  ])('401 with the secret %s, whatever is signed with it', async (secret, expected) => {
    const { newsroom } = await following()
    if (secret === undefined) delete newsroom.bindings.WORDPRESS_SECRET
    else newsroom.bindings.WORDPRESS_SECRET = secret
    const sent = secret === undefined ? {} : { secret }
    expect((await problemOf(await call(newsroom, sent), 401)).detail).toBe(expected)
  })

  it('404 where the publication names no site, and where there is none', async () => {
    const { newsroom } = await following()
    await newsroom.call('PUT', '/api/publication', publicationOf())
    const expected =
      'No WordPress site is configured: say its address as `wordpress` in the publication, and sync it.'
    expect((await problemOf(await call(newsroom), 404)).detail).toBe(expected)
    const empty = await openNewsroom(null)
    empty.bindings.WORDPRESS_SECRET = SECRET
    expect((await problemOf(await call(empty), 404)).detail).toBe(expected)
  })

  it.each<[string, Sent, number]>([
    ['no JSON', { body: '{' }, 400],
    ['no object', { body: '[]' }, 422],
    ['another event', { body: { ...BODY, event: 'kill' } }, 422],
    ['no post', { body: { event: 'publish', guid: GUID } }, 422],
    ['a post that is no number', { body: { ...BODY, post: '7/../8' } }, 422],
    ['a post of another kind of number', { body: { ...BODY, post: -7.5 } }, 422],
    ['a site', { body: { ...BODY, site: 'http://127.0.0.1/' } }, 422],
    ['a guid of nothing', { body: { ...BODY, guid: '' } }, 422],
    ['more than 4 KB', { body: { ...BODY, guid: 'a'.repeat(4096) } }, 413],
    ['another media type', { headers: { 'Content-Type': 'text/plain' } }, 415],
  ])('says what is wrong with it: %s', async (_, sent, status) => {
    const { newsroom, site } = await following()
    await problemOf(await call(newsroom, sent), status)
    expect([site.asked, await countOf('articles')]).toEqual([[], 0])
  })

  it('429 after too many', async () => {
    const { newsroom } = await following()
    newsroom.bindings.REFUSALS = { limit: async () => ({ success: false }) }
    const response = await call(newsroom, { secret: 'known-to-somebody-else' })
    expect(response.headers.get('Retry-After')).toBe('60')
    const { detail } = await problemOf(response, 429)
    expect(detail).toBe(
      'Too many requests without a valid signature: wait 60 seconds, and mend the signature.',
    )
    expect((await call(newsroom)).status).toBe(200)
  })
})
