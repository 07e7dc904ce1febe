import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { tokenHash } from '../../src/http/access-token.ts'
import {
  countOf,
  HOUR,
  keyOf,
  NOW,
  openNewsroom,
  problemOf,
  publicationOf,
  putPartner,
} from '../newsroom.ts'

const NEW = { name: 'إم إس إن' }

/** Where nothing is said but a name. */
const DEFAULTS = {
  state: 'active',
  profile: 'generic',
  sections: [],
  tags: [],
  languages: [],
  rights: { text: [], photo: [] },
  body: 'full',
  items: 50,
  delay: 0,
  look: {},
  origin: 'api',
}

describe('PUT /api/partners/{id}', () => {
  it('makes a partner, changes it, and says when nothing is another', async () => {
    const newsroom = await openNewsroom()
    const put = async (fields: object) => {
      const response = await newsroom.call('PUT', '/api/partners/msn', fields)
      return [response.status, await response.json()]
    }
    expect(await put(NEW)).toEqual([201, { id: 'msn', version: 1, change: 'created', notes: [] }])
    expect(await put({ id: 'msn', ...NEW })).toEqual([
      200,
      { id: 'msn', version: 1, change: 'unchanged', notes: [] },
    ])
    newsroom.now = NOW + HOUR
    expect(await put({ ...NEW, sections: ['economy'], delay: 30 })).toEqual([
      200,
      { id: 'msn', version: 2, change: 'updated', notes: [] },
    ])
    expect(await (await newsroom.call('GET', '/api/partners/msn')).json()).toEqual({
      partner: { id: 'msn', ...NEW, ...DEFAULTS, sections: ['economy'], delay: 30 },
      version: 2,
      changed: '2026-08-22T13:00:00Z',
      keys: 0,
    })
  })

  it('notes the terms that have no effect, each time', async () => {
    const newsroom = await openNewsroom()
    const fields = {
      ...NEW,
      profile: 'smartnews',
      campaign: { source: 'a' },
      look: { accent: '000000' },
    }
    for (const change of ['created', 'unchanged']) {
      const response = await newsroom.call('PUT', '/api/partners/smartnews', fields)
      expect(await response.json()).toEqual({
        id: 'smartnews',
        version: 1,
        change,
        notes: [
          {
            field: 'campaign',
            detail: 'smartnews takes no campaign parameters: links go out without any',
          },
          {
            field: 'look.accent',
            detail: 'smartnews has no place for it: nothing comes of it',
          },
        ],
      })
    }
  })

  it('says in the audit record which fields were changed, and not to what', async () => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    await putPartner(newsroom, 'msn', { contact: 'amal@msn.example' })
    await newsroom.call('DELETE', '/api/partners/msn')
    const audit = await (await newsroom.call('GET', '/api/audit?limit=3')).text()
    expect(JSON.parse(audit)).toMatchObject({
      entries: [
        { action: 'partner.delete', subject: 'msn', detail: {} },
        { action: 'partner.put', subject: 'msn', detail: { fields: ['contact'] } },
        { action: 'partner.put', subject: 'msn' },
      ],
    })
    expect(audit).not.toContain('amal')
  })

  it.each<[object, string, string]>([
    [{}, '/name', 'is missing'],
    [{ ...NEW, id: 'other' }, '/id', 'is another than the one in the address'],
    [{ ...NEW, keys: [] }, '/keys', 'there is no such field'],
    [
      { ...NEW, sections: ['economy', 'sport'] },
      '/sections/1',
      'the publication has no section "sport"; it has: technology, cybersecurity, economy',
    ],
    [
      { ...NEW, start: '2026-09-01T00:00:00Z', end: '2026-09-01T00:00:00Z' },
      '/end',
      'is not after start',
    ],
    [
      { ...NEW, profile: 'msn', languages: ['ar', 'fr'] },
      '/languages',
      'msn takes one language a feed: leave one of them here, and make a partner for each other',
    ],
    [[], '', 'expected the fields of a partner'],
  ])('%j is 422 at %j: %s', async (body, pointer, detail) => {
    const newsroom = await openNewsroom()
    const problem = await problemOf(await newsroom.call('PUT', '/api/partners/msn', body), 422)
    expect(problem.errors).toEqual([{ pointer, detail }])
    expect(await countOf('partners')).toBe(0)
  })

  it.each(['MSN', '-msn', 'm_sn', 'إم', 'khp_a', 'a'.repeat(65)])(
    'is 422 for %j as an id',
    async (id) => {
      const newsroom = await openNewsroom()
      const path = `/api/partners/${encodeURIComponent(id)}`
      const problem = await problemOf(await newsroom.call('PUT', path, NEW), 422)
      expect(problem.errors).toEqual([
        {
          pointer: '/id',
          detail: 'expected small Latin letters, digits and hyphens, such as msn-morocco',
        },
      ])
    },
  )

  it('is 409 before there is a publication', async () => {
    const newsroom = await openNewsroom(null)
    await problemOf(await newsroom.call('PUT', '/api/partners/msn', NEW), 409)
  })
})

describe('GET /api/partners', () => {
  it('lists them in the order of their ids, with how many keys of each count', async () => {
    const newsroom = await openNewsroom()
    expect(await (await newsroom.call('GET', '/api/partners')).json()).toEqual({ partners: [] })
    for (const id of ['c', 'a', 'b']) await putPartner(newsroom, id)
    await keyOf(newsroom, 'a')
    await keyOf(newsroom, 'a')
    await newsroom.call('DELETE', '/api/partners/a/keys/1')
    await keyOf(newsroom, 'b', '2026-08-22T13:00:00Z')
    const keys = async () => {
      const response = await newsroom.call('GET', '/api/partners')
      const { partners } = await response.json<{
        partners: { partner: { id: string }; keys: number }[]
      }>()
      return partners.map((each) => [each.partner.id, each.keys])
    }
    expect(await keys()).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 0],
    ])
    newsroom.now = NOW + HOUR
    expect(await keys()).toEqual([
      ['a', 1],
      ['b', 0],
      ['c', 0],
    ])
  })

  it('goes on after the last one, and keeps to an origin', async () => {
    const newsroom = await openNewsroom()
    for (const id of ['a', 'b', 'c']) await putPartner(newsroom, id)
    await putPartner(newsroom, 'd', { origin: 'folder' })
    const page = async (query: string) =>
      (await newsroom.call('GET', `/api/partners?limit=2${query}`)).json()
    expect(await page('')).toMatchObject({
      partners: [{ partner: { id: 'a' } }, { partner: { id: 'b' } }],
      next: 'b',
    })
    expect(await page('&after=b&origin=api')).toMatchObject({
      partners: [{ partner: { id: 'c' } }],
    })
    expect(await page('&origin=folder')).toMatchObject({ partners: [{ partner: { id: 'd' } }] })
  })
})

describe('POST /api/partners/{id}/keys', () => {
  it('says the key once, and keeps its hash only', async () => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    const response = await newsroom.call('POST', '/api/partners/msn/keys', {
      expires: '2027-01-01T00:00:00+01:00',
    })
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([201, 'no-store'])
    const { key, ...said } = await response.json<{ key: string }>()
    expect(key).toMatch(/^khp_[A-Za-z0-9_-]{43}$/)
    expect(said).toEqual({
      number: 1,
      created: '2026-08-22T12:00:00Z',
      expires: '2026-12-31T23:00:00Z',
    })
    const row = await env.DB.prepare('SELECT * FROM partner_keys').first()
    expect(row).toMatchObject({ partner: 'msn', hash: tokenHash(key) })
    const everything = await Promise.all(
      ['', '/msn', '/msn/keys'].map(async (path) =>
        (await newsroom.call('GET', `/api/partners${path}`)).text(),
      ),
    )
    const audit = await (await newsroom.call('GET', '/api/audit')).text()
    const whatIsSaid = JSON.stringify([row, everything, audit])
    expect(whatIsSaid).not.toContain(key.slice(4))
    expect(JSON.stringify([everything, audit])).not.toContain(tokenHash(key))
    expect(JSON.parse(audit)).toMatchObject({
      entries: [
        {
          action: 'partner-key.create',
          subject: 'msn',
          detail: { number: 1, expires: '2026-12-31T23:00:00Z' },
        },
        { action: 'partner.put' },
        { action: 'publication.put' },
      ],
    })
  })

  it('makes no third one while two count, and says what to do', async () => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    for (const expires of [undefined, '2026-08-22T13:00:00Z']) {
      await keyOf(newsroom, 'msn', expires)
    }
    const another = () => newsroom.call('POST', '/api/partners/msn/keys', {})
    expect((await problemOf(await another(), 409)).detail).toBe(
      'The keys 1 and 2 of "msn" count both, and no more than two do: revoke the one that the ' +
        'partner does not use any more, then make another.',
    )
    await newsroom.call('DELETE', '/api/partners/msn/keys/1')
    expect(await (await another()).json()).toMatchObject({ number: 3 })
    await problemOf(await another(), 409)
    // What has expired is none that counts.
    newsroom.now = NOW + HOUR
    expect(await (await another()).json()).toMatchObject({ number: 4 })
  })

  it.each<[unknown, string, string]>([
    [{ expires: '2026-08-22T12:00:00Z' }, '/expires', 'is past: expected a moment to come'],
    [{ name: 'x' }, '/name', 'there is no such field'],
    [[], '', 'expected an object, which may be empty: expires, where the key is to end'],
  ])('%j is 422 at %j: %s', async (body, pointer, detail) => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    const problem = await problemOf(
      await newsroom.call('POST', '/api/partners/msn/keys', body),
      422,
    )
    expect(problem.errors).toEqual([{ pointer, detail }])
    expect(await countOf('partner_keys')).toBe(0)
  })
})

describe('GET /api/partners/{id}/keys', () => {
  it('lists all there were, with what became of them', async () => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    await keyOf(newsroom, 'msn', '2026-08-22T13:00:00Z')
    await keyOf(newsroom, 'msn')
    newsroom.now = NOW + HOUR
    await newsroom.call('DELETE', '/api/partners/msn/keys/2')
    const created = '2026-08-22T12:00:00Z'
    const first = { number: 1, created, expires: '2026-08-22T13:00:00Z' }
    const second = { number: 2, created, revoked: '2026-08-22T13:00:00Z' }
    const page = async (query: string) =>
      (await newsroom.call('GET', `/api/partners/msn/keys${query}`)).json()
    expect(await page('')).toEqual({ keys: [first, second] })
    expect(await page('?limit=1')).toEqual({ keys: [first], next: 1 })
    expect(await page('?after=1')).toEqual({ keys: [second] })
  })
})

describe('DELETE /api/partners/{id}/keys/{number}', () => {
  it('is 204 once, then 404', async () => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    await keyOf(newsroom, 'msn')
    const revoke = (number: number | string) =>
      newsroom.call('DELETE', `/api/partners/msn/keys/${number}`)
    expect((await revoke(1)).status).toBe(204)
    for (const number of [1, 2]) {
      expect((await problemOf(await revoke(number), 404)).detail).toBe(
        `The partner "msn" has no key ${number}, or it is revoked.`,
      )
    }
    const problem = await problemOf(await revoke('one'), 422)
    expect(problem.errors).toEqual([{ pointer: '/number', detail: 'expected the number of a key' }])
  })
})

describe.each([
  ['GET', '', undefined],
  ['DELETE', '', undefined],
  ['GET', '/keys', undefined],
  ['POST', '/keys', {}],
])('%s /api/partners/{id}%s', (method, end, body) => {
  it('is 404 where there is no such partner', async () => {
    const newsroom = await openNewsroom(publicationOf())
    const response = await newsroom.call(method, `/api/partners/nobody${end}`, body)
    expect((await problemOf(response, 404)).detail).toBe('There is no partner "nobody".')
  })
})

describe('DELETE /api/partners/{id}', () => {
  it('takes out the partner and its keys, and gives no version again', async () => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    await keyOf(newsroom, 'msn')
    const response = await newsroom.call('DELETE', '/api/partners/msn')
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect([await countOf('partners'), await countOf('partner_keys')]).toEqual([0, 0])
    const again = await newsroom.call('PUT', '/api/partners/msn', NEW)
    expect(await again.json()).toEqual({ id: 'msn', version: 4, change: 'created', notes: [] })
  })
})
