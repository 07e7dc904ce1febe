import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { tokenHash } from '../../src/http/access-token.ts'
import { countOf, HOUR, NOW, openNewsroom, problemOf, tokenOf } from '../newsroom.ts'

const NEW = { name: 'wordpress', scopes: ['publish'] }

describe('POST /api/tokens', () => {
  it('says the token once, and keeps its hash only', async () => {
    const newsroom = await openNewsroom()
    const response = await newsroom.call('POST', '/api/tokens', {
      name: 'wordpress',
      scopes: ['changes', 'publish', 'changes'],
      expires: '2027-01-01T00:00:00+01:00',
    })
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([201, 'no-store'])
    const { token, ...said } = await response.json<{ token: string }>()
    expect(token).toMatch(/^khl_[A-Za-z0-9_-]{43}$/)
    expect(said).toEqual({
      name: 'wordpress',
      scopes: ['publish', 'changes'],
      created: '2026-08-22T12:00:00Z',
      expires: '2026-12-31T23:00:00Z',
    })
    const row = await env.DB.prepare('SELECT * FROM tokens').first()
    expect(row).toMatchObject({ hash: tokenHash(token) })
    const audit = await env.DB.prepare('SELECT * FROM audit').all()
    const listed = await (await newsroom.call('GET', '/api/tokens')).text()
    expect(JSON.stringify([row, audit.results, listed])).not.toContain(token.slice(4))
  })

  it.each<[object, string, string]>([
    [{ ...NEW, name: undefined }, '/name', 'is missing'],
    ...['', 'Word Press', 'PUBLISH_TOKEN', 'ووردبريس', '-', 'a'.repeat(51)].map(
      (name): [object, string, string] => [
        { ...NEW, name },
        '/name',
        'expected a short name of small letters, digits and hyphens, such as wordpress',
      ],
    ),
    [{ ...NEW, scopes: undefined }, '/scopes', 'is missing'],
    [{ ...NEW, scopes: 'publish' }, '/scopes', 'expected a list of scopes'],
    [{ ...NEW, scopes: [] }, '/scopes', 'is empty'],
    [{ ...NEW, scopes: ['write'] }, '/scopes/0', 'expected publish or changes or admin'],
    [{ ...NEW, expires: '2026-08-22T12:00:00Z' }, '/expires', 'is past: expected a moment to come'],
    [
      { ...NEW, expires: '2027-01-01' },
      '/expires',
      'expected a date and time with an offset, such as 2026-08-22T10:30:00+01:00',
    ],
    [{ ...NEW, scope: 'publish' }, '/scope', 'there is no such field'],
    [[], '', 'expected an object: name, scopes, and expires where the token is to end'],
  ])('%j is 422 at %j: %s', async (body, pointer, detail) => {
    const newsroom = await openNewsroom()
    const problem = await problemOf(await newsroom.call('POST', '/api/tokens', body), 422)
    expect(problem.errors).toEqual([{ pointer, detail }])
    expect(await countOf('tokens')).toBe(0)
  })

  it('gives a name once, also when its token is revoked', async () => {
    const newsroom = await openNewsroom()
    await tokenOf(newsroom, 'wordpress', 'publish')
    const again = () => newsroom.call('POST', '/api/tokens', NEW)
    const detail =
      'There is, or was, a token "wordpress", and a name is given once: rotate it if it is still ' +
      'valid, or choose another name.'
    expect((await problemOf(await again(), 409)).detail).toBe(detail)
    await newsroom.call('DELETE', '/api/tokens/wordpress')
    expect((await problemOf(await again(), 409)).detail).toBe(detail)
  })
})

describe('GET /api/tokens', () => {
  it('lists them in the order of their names, with what became of them', async () => {
    const newsroom = await openNewsroom()
    expect(await (await newsroom.call('GET', '/api/tokens')).json()).toEqual({ tokens: [] })
    for (const name of ['c', 'a', 'b']) await tokenOf(newsroom, name, 'publish')
    newsroom.now = NOW + HOUR
    await newsroom.call('POST', '/api/tokens/b/rotate', { grace: 60 })
    await newsroom.call('DELETE', '/api/tokens/c')
    const fields = { scopes: ['publish'], created: '2026-08-22T12:00:00Z' }
    expect(await (await newsroom.call('GET', '/api/tokens')).json()).toEqual({
      tokens: [
        { name: 'a', ...fields },
        { name: 'b', ...fields, previousUntil: '2026-08-22T13:01:00Z' },
        { name: 'c', ...fields, revoked: '2026-08-22T13:00:00Z' },
      ],
    })
  })

  it('goes on after the last one', async () => {
    const newsroom = await openNewsroom()
    for (const name of ['a', 'b', 'c']) await tokenOf(newsroom, name, 'publish')
    const page = async (query: string) =>
      (await newsroom.call('GET', `/api/tokens?limit=2${query}`)).json()
    expect(await page('')).toMatchObject({ tokens: [{ name: 'a' }, { name: 'b' }], next: 'b' })
    expect(await page('&after=b')).toMatchObject({ tokens: [{ name: 'c' }] })
  })
})

describe('POST /api/tokens/{name}/rotate', () => {
  it('says the new token once', async () => {
    const newsroom = await openNewsroom()
    const old = await tokenOf(newsroom, 'one', 'publish')
    const response = await newsroom.call('POST', '/api/tokens/one/rotate', {})
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
    const { token, ...said } = await response.json<{ token: string }>()
    expect(token).toMatch(/^khl_[A-Za-z0-9_-]{43}$/)
    expect(token).not.toBe(old)
    expect(said).toEqual({ name: 'one', scopes: ['publish'], created: '2026-08-22T12:00:00Z' })
  })

  it.each<[object, string, string]>([
    [{ grace: -1 }, '/grace', 'cannot be negative'],
    [{ grace: 604_801 }, '/grace', 'is at most 604800'],
    [{ grace: 1.5 }, '/grace', 'expected a whole number of seconds'],
    [{ expires: '2026-08-22T11:00:00Z' }, '/expires', 'is past: expected a moment to come'],
    [[], '', 'expected an object, which may be empty: grace, expires'],
  ])('%j is 422 at %j: %s', async (body, pointer, detail) => {
    const newsroom = await openNewsroom()
    await tokenOf(newsroom, 'one', 'publish')
    const problem = await problemOf(
      await newsroom.call('POST', '/api/tokens/one/rotate', body),
      422,
    )
    expect(problem.errors).toEqual([{ pointer, detail }])
  })

  it('asks when the new one ends, where the old one has ended', async () => {
    const newsroom = await openNewsroom()
    await newsroom.call('POST', '/api/tokens', { ...NEW, expires: '2026-08-22T12:30:00Z' })
    newsroom.now = NOW + HOUR
    const rotate = (body: object) => newsroom.call('POST', '/api/tokens/wordpress/rotate', body)
    const problem = await problemOf(await rotate({}), 422)
    expect(problem.errors).toEqual([
      {
        pointer: '/expires',
        detail: 'is missing: the token has expired, so say when the new one ends',
      },
    ])
    const rotated = await rotate({ grace: 60, expires: '2027-08-22T12:00:00Z' })
    expect(await rotated.json()).toEqual({
      token: expect.stringMatching(/^khl_/) as unknown,
      ...NEW,
      created: '2026-08-22T12:00:00Z',
      expires: '2027-08-22T12:00:00Z',
    })
  })
})

describe.each([
  ['POST', '/rotate', {}],
  ['DELETE', '', undefined],
])('%s /api/tokens/{name}%s', (method, end, body) => {
  it('is 404 for what is not there, or is revoked', async () => {
    const newsroom = await openNewsroom()
    await tokenOf(newsroom, 'gone', 'publish')
    await newsroom.call('DELETE', '/api/tokens/gone')
    for (const name of ['nobody', 'gone']) {
      const response = await newsroom.call(method, `/api/tokens/${name}${end}`, body)
      const { detail } = await problemOf(response, 404)
      expect(detail).toBe(`There is no token "${name}", or it is revoked.`)
    }
  })
})

describe('GET /api/audit', () => {
  it('lists what was done to tokens and by whom, the newest first', async () => {
    const newsroom = await openNewsroom(null)
    const chief = await tokenOf(newsroom, 'chief', 'admin')
    newsroom.token = chief
    newsroom.now = NOW + HOUR
    await newsroom.call('POST', '/api/tokens', { ...NEW, expires: '2027-01-01T00:00:00Z' })
    await newsroom.call('POST', '/api/tokens/wordpress/rotate', { grace: 60 })
    await newsroom.call('DELETE', '/api/tokens/wordpress')
    const { entries } = await (
      await newsroom.call('GET', '/api/audit')
    ).json<{ entries: { number: number }[] }>()
    const later = { moment: '2026-08-22T13:00:00Z', actor: 'chief', subject: 'wordpress' }
    const expires = '2027-01-01T00:00:00Z'
    expect(entries).toEqual([
      { number: 4, ...later, action: 'token.revoke', detail: {} },
      {
        number: 3,
        ...later,
        action: 'token.rotate',
        detail: { expires, previousUntil: '2026-08-22T13:01:00Z' },
      },
      { number: 2, ...later, action: 'token.create', detail: { scopes: ['publish'], expires } },
      {
        number: 1,
        moment: '2026-08-22T12:00:00Z',
        actor: 'PUBLISH_TOKEN',
        action: 'token.create',
        subject: 'chief',
        detail: { scopes: ['admin'] },
      },
    ])
  })

  it('keeps nothing of what was refused', async () => {
    const newsroom = await openNewsroom(null)
    await newsroom.call('DELETE', '/api/tokens/nobody')
    await newsroom.call('POST', '/api/tokens', { ...NEW, scopes: [] })
    expect(await (await newsroom.call('GET', '/api/audit')).json()).toEqual({ entries: [] })
  })

  it('goes on before the last one', async () => {
    const newsroom = await openNewsroom(null)
    for (const name of ['a', 'b', 'c']) await tokenOf(newsroom, name, 'publish')
    const page = async (query: string) =>
      (await newsroom.call('GET', `/api/audit?limit=2${query}`)).json()
    expect(await page('')).toMatchObject({ entries: [{ number: 3 }, { number: 2 }], next: 2 })
    expect(await page('&before=2')).toMatchObject({ entries: [{ number: 1 }] })
  })

  it.each([
    ['before=0', '/before', 'expected a whole number from 1 on: `next` of the page before'],
    ['before=abc', '/before', 'expected a whole number from 1 on: `next` of the page before'],
    ['limit=1001', '/limit', 'expected a whole number from 1 to 1000'],
  ])('with %s is 422', async (query, pointer, detail) => {
    const newsroom = await openNewsroom()
    const response = await newsroom.call('GET', `/api/audit?${query}`)
    expect((await problemOf(response, 422)).errors).toEqual([{ pointer, detail }])
  })
})
