import { createExecutionContext, env } from 'cloudflare:test'
import { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { tokenHash } from '../../src/http/access-token.ts'
import type { Environment } from '../../src/http/environment.ts'
import { Problem, problemResponse } from '../../src/http/problem.ts'
import { meansOf } from '../../src/routes/feed-state.ts'
import { Memory } from '../../src/routes/memory.ts'
import { partnerOf } from '../../src/routes/partner-access.ts'
import { READ_PARTNER_CHANGE } from '../../src/store/partners.ts'
import {
  draftOf,
  HOUR,
  keyOf,
  lost,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  putPartner,
  recorded,
  troubled,
} from '../newsroom.ts'

const NO_SUCH_KEY =
  'There is no partner with this key, or it does not count now: ask the newsroom for another.'
const SEND =
  'Send the key of this partner: by HTTP Basic as the password, with the id of the partner as the ' +
  'name, or as `Authorization: Bearer KEY`.'
const BASIC = 'Basic realm="Khulasa", charset="UTF-8"'

/** What stands at the address of a feed, and says only who asks for it. */
class Door {
  readonly memory = new Memory()
  now = NOW
  bindings: Environment['Bindings'] = { DB: env.DB }
  readonly #app = new Hono<Environment>()

  constructor() {
    this.#app.get('/partners/:partner/:file', async (c) => {
      const { partner, version } = await partnerOf(c, meansOf(c, this.memory), this.now)
      return c.json({ id: partner.id, version })
    })
    this.#app.onError((error) => {
      if (error instanceof Problem) return problemResponse(error)
      throw error
    })
  }

  async ask(who: string, headers: Record<string, string> = {}): Promise<Response> {
    const request = new Request(`https://feeds.news.example/partners/${who}/rss.xml`, { headers })
    return this.#app.fetch(request, this.bindings, createExecutionContext())
  }

  /** The id of who is let in, or the status of the refusal. */
  async opens(who: string, headers: Record<string, string> = {}): Promise<string | number> {
    const response = await this.ask(who, headers)
    return response.status === 200 ? (await response.json<{ id: string }>()).id : response.status
  }
}

const basic = (name: string, password: string) => ({
  Authorization: `Basic ${btoa(`${name}:${password}`)}`,
})
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })
const UNKNOWN = `khp_${'a'.repeat(43)}`

let newsroom: Newsroom
let door: Door
let key: string

beforeEach(async () => {
  newsroom = await openNewsroom()
  await putPartner(newsroom, 'msn')
  key = await keyOf(newsroom, 'msn')
  door = new Door()
})

describe('partnerOf', () => {
  it('lets in by a key in the path, by HTTP Basic and by a bearer token', async () => {
    expect(await door.opens(key)).toBe('msn')
    expect(await door.opens('msn', basic('msn', key))).toBe('msn')
    expect(await door.opens('msn', bearer(key))).toBe('msn')
    expect(await door.opens('msn', { Authorization: `bearer  ${key} ` })).toBe('msn')
  })

  it('says the version of the record, which goes up when that changes and not with its keys', async () => {
    const version = async () => (await (await door.ask(key)).json<{ version: number }>()).version
    const before = await version()
    await keyOf(newsroom, 'msn')
    await putPartner(newsroom, 'other')
    door.now += 2000
    expect(await version()).toBe(before)
    await putPartner(newsroom, 'msn', { items: 10 })
    door.now += 2000
    expect(await version()).toBeGreaterThan(before)
  })

  it('takes a key in the path for what it is, whatever goes with it', async () => {
    expect(await door.opens(key, basic('msn', 'wrong'))).toBe('msn')
    expect(await door.opens(UNKNOWN, basic('msn', key))).toBe(404)
  })

  it.each([
    ['no key that there is', UNKNOWN],
    ['no whole key', 'khp_'],
    ['a key and more', `${UNKNOWN}a`],
  ])('is 404 for %s in the path', async (_, who) => {
    const response = await door.ask(who)
    expect(response.headers.get('WWW-Authenticate')).toBe(null)
    expect((await problemOf(response, 404)).detail).toBe(NO_SUCH_KEY)
  })

  it.each<[what: string, headers: () => Record<string, string>]>([
    ['nothing', () => ({})],
    ['a wrong password', () => basic('msn', UNKNOWN)],
    ['no password', () => basic('msn', '')],
    ['another name', () => basic('MSN', key)],
    ['no name', () => basic('', key)],
    ['a wrong token', () => bearer(UNKNOWN)],
    ['what is no Basic', () => ({ Authorization: 'Basic %%%' })],
    ['another scheme', () => ({ Authorization: `Digest ${key}` })],
  ])('is 401 with a challenge for %s', async (_, headers) => {
    const response = await door.ask('msn', headers())
    expect(response.headers.get('WWW-Authenticate')).toBe(BASIC)
    expect((await problemOf(response, 401)).detail).toBe(SEND)
  })

  it('is 401 for the key of another partner, and where there is no such partner', async () => {
    await putPartner(newsroom, 'other')
    const others = await keyOf(newsroom, 'other')
    expect(await door.opens('msn', basic('msn', others))).toBe(401)
    expect(await door.opens('msn', basic('other', others))).toBe(401)
    expect(await door.opens('msn', bearer(others))).toBe(401)
    expect(await door.opens('nobody', basic('nobody', key))).toBe(401)
    expect(await door.opens('nobody')).toBe(401)
  })

  it('has both of two keys count, until one is revoked', async () => {
    const second = await keyOf(newsroom, 'msn')
    expect([await door.opens(key), await door.opens(second)]).toEqual(['msn', 'msn'])
    await newsroom.call('DELETE', '/api/partners/msn/keys/1')
    door.now += 2000
    expect([await door.opens(key), await door.opens(second)]).toEqual([404, 'msn'])
  })

  const STATES: [how: string, change: () => Promise<unknown>][] = [
    ['its key is revoked', () => newsroom.call('DELETE', '/api/partners/msn/keys/1')],
    ['the partner is suspended', () => putPartner(newsroom, 'msn', { state: 'suspended' })],
    ['it has ended', () => putPartner(newsroom, 'msn', { end: '2026-08-22T11:00:00Z' })],
    ['it has not begun', () => putPartner(newsroom, 'msn', { start: '2026-08-23T00:00:00Z' })],
    ['it is taken out', () => newsroom.call('DELETE', '/api/partners/msn')],
  ]

  it.each(STATES)('refuses as it does what is unknown, when %s', async (_, change) => {
    expect(await door.opens(key)).toBe('msn')
    await change()
    door.now += 2000
    const response = await door.ask(key)
    const unknown = await door.ask(UNKNOWN)
    expect([response.status, Object.fromEntries(response.headers)]).toEqual([
      unknown.status,
      Object.fromEntries(unknown.headers),
    ])
    expect(await response.text()).toBe(await unknown.text())
    expect(await door.opens('msn', basic('msn', key))).toBe(401)
  })

  it('refuses a key from the moment on at which it expires, without a look into the store', async () => {
    const passing = await keyOf(newsroom, 'msn', '2026-08-22T12:00:01Z')
    expect(await door.opens(passing)).toBe('msn')
    door.now = NOW + 999
    expect(await door.opens(passing)).toBe('msn')
    door.now = NOW + 1000
    expect(await door.opens(passing)).toBe(404)
  })

  it('begins and ends with the terms of the partner, at the millisecond', async () => {
    await putPartner(newsroom, 'msn', {
      start: '2026-08-22T13:00:00Z',
      end: '2026-08-22T14:00:00Z',
    })
    const at = async (now: number) => {
      door.now = now
      return door.opens(key)
    }
    expect([
      await at(NOW + HOUR - 1),
      await at(NOW + HOUR),
      await at(NOW + 2 * HOUR - 1),
      await at(NOW + 2 * HOUR),
    ]).toEqual([404, 'msn', 'msn', 404])
  })

  it('lets nobody in again by an old key, when a partner of the same id comes back', async () => {
    await newsroom.call('DELETE', '/api/partners/msn')
    await putPartner(newsroom, 'msn')
    expect(await door.opens(key)).toBe(404)
    expect(await door.opens(await keyOf(newsroom, 'msn'))).toBe('msn')
  })
})

describe('what is remembered', () => {
  it('is asked for once, then every two seconds whether anything has changed', async () => {
    const { db, statements } = recorded(env.DB)
    door.bindings.DB = db
    for (let number = 0; number < 3; number += 1) await door.ask(key)
    // Whose key it is; then, as it is known, whether that is still so.
    expect(statements).toHaveLength(2)
    door.now += 1999
    await door.ask(key)
    expect(statements).toHaveLength(2)
    door.now += 1
    for (let number = 0; number < 3; number += 1) await door.ask(key)
    expect(statements).toHaveLength(3)
    expect(new Set(statements).size).toBe(2)
  })

  it('is also which keys are unknown', async () => {
    const { db, statements } = recorded(env.DB)
    door.bindings.DB = db
    for (let number = 0; number < 3; number += 1) await door.ask(UNKNOWN)
    expect(statements).toHaveLength(2)
    await door.ask('khp_no-key')
    await door.ask('msn', basic('msn', 'no key'))
    expect(statements).toHaveLength(2)
  })

  it('has no more than its bytes, however many wrong keys come, and none of them put out a good one', async () => {
    await door.ask(key)
    const good = door.memory.keys.bytes
    for (let round = 0; round < 10; round += 1) {
      const wrong = Array.from({ length: 100 }, (_, number) =>
        `${round}-${number}`.padStart(43, '0'),
      )
      await Promise.all(wrong.map((each) => door.ask(`khp_${each}`)))
    }
    expect(door.memory.keys.bytes).toBeGreaterThan(200 * 1024)
    expect(door.memory.keys.bytes).toBeLessThan(256 * 1024 + good)
    const { db, statements } = recorded(env.DB)
    door.bindings.DB = db
    expect(await door.opens(key)).toBe('msn')
    expect(statements).toEqual([READ_PARTNER_CHANGE])
  })

  it('is for half a minute when the store is out of reach, and nothing after that', async () => {
    for (let number = 0; number < 2; number += 1) await door.ask(key)
    door.bindings.DB = troubled(env.DB, new Map([[READ_PARTNER_CHANGE, lost]]))
    door.now = NOW + 30_000
    expect(await door.opens(key)).toBe('msn')
    door.now = NOW + MINUTE
    await expect(door.ask(key)).rejects.toThrow('the network was lost')
  })

  it('counts no more in the isolate that wrote, from that moment on', async () => {
    expect(await door.opens(key)).toBe('msn')
    await newsroom.call('DELETE', '/api/partners/msn/keys/1')
    door.memory.forget()
    expect(await door.opens(key)).toBe(404)
  })

  it('has hashes in it, and no key', async () => {
    const asked: string[] = []
    const find = door.memory.keys.find.bind(door.memory.keys)
    door.memory.keys.find = (hash, ...others) => {
      asked.push(hash)
      return find(hash, ...others)
    }
    await door.ask(key)
    expect(asked).toEqual([tokenHash(key)])
  })
})

describe('a client that sends wrong keys', () => {
  const from = (address: string, others: Record<string, string> = {}) => ({
    'CF-Connecting-IP': address,
    ...others,
  })

  it('is told to wait after ten of them in a minute, and never while its key is good', async () => {
    door.bindings.REFUSALS = env.REFUSALS
    const address = '198.51.100.7'
    const statuses: (string | number)[] = []
    for (let number = 0; number < 22; number += 1) {
      statuses.push(await door.opens(UNKNOWN, from(address)))
    }
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 404))
    expect(statuses).toContain(429)
    const response = await door.ask('msn', from(address, basic('msn', UNKNOWN)))
    expect(response.headers.get('Retry-After')).toBe('60')
    await problemOf(response, 429)
    for (let number = 0; number < 30; number += 1) {
      expect(await door.opens(key, from(address))).toBe('msn')
    }
  })

  it('is not one that sends nothing before it is asked to', async () => {
    door.bindings.REFUSALS = env.REFUSALS
    const address = '198.51.100.8'
    for (let number = 0; number < 25; number += 1) {
      expect(await door.opens('msn', from(address))).toBe(401)
      expect(await door.opens('msn', from(address, basic('msn', key)))).toBe('msn')
    }
  })
})

describe('a key in an address', () => {
  const NAVIGATION = { Accept: 'text/html', 'Sec-Fetch-Dest': 'document' }

  it.each([{}, NAVIGATION])('is in no answer of the app to %j', async (headers) => {
    await newsroom.publish(draftOf('one'))
    for (const path of ['', '/', '/nothing.xml', '/nothing/at/all', '/%00', '/rss.xml?limit=x']) {
      for (const method of ['GET', 'HEAD', 'POST']) {
        const response = await newsroom.get(`/partners/${key}${path}`, headers, method)
        const said = JSON.stringify([...response.headers]) + (await response.text())
        expect([method, path, said.includes(key.slice(4))]).toEqual([method, path, false])
      }
    }
  })
})
