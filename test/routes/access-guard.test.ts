import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { type Scope, SCOPES } from '../../src/http/access.ts'
import {
  HOUR,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  recorded,
  tokenOf,
} from '../newsroom.ts'

const SEND = 'Send `Authorization: Bearer TOKEN` with a token of this deployment.'

interface Description {
  paths: Record<string, Record<string, { security: { token: Scope[] }[] }>>
}

/** Every request that the API describes, with the scope that it says it takes. */
async function described(newsroom: Newsroom) {
  const response = await newsroom.get('/api/openapi.json')
  const { paths } = await response.json<Description>()
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security }]) => ({
      method: method.toUpperCase(),
      path: `/api${path.replaceAll(/\{\w+\}/g, 'nobody')}`,
      scope: security[0]?.token[0],
    })),
  )
}

describe('a scope', () => {
  it.each(SCOPES)(
    '%s opens what takes it, and nothing else; admin opens everything',
    async (own) => {
      const newsroom = await openNewsroom()
      const operations = await described(newsroom)
      newsroom.token = await tokenOf(newsroom, 'one', own)
      for (const { method, path, scope } of operations) {
        const response = await newsroom.call(method, path)
        const isOpen = own === 'admin' || own === scope
        expect([method, path, response.status === 403]).toEqual([method, path, !isOpen])
      }
    },
  )

  it('that is missing is named, and asked for in the challenge', async () => {
    const newsroom = await openNewsroom()
    newsroom.token = await tokenOf(newsroom, 'reader', 'changes')
    const response = await newsroom.call('DELETE', '/api/articles/a')
    expect(response.headers.get('WWW-Authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="publish"',
    )
    expect((await problemOf(response, 403)).detail).toBe(
      'The token "reader" may not do this: it takes one with the scope publish.',
    )
  })

  it('can be one of several', async () => {
    const newsroom = await openNewsroom()
    newsroom.token = await tokenOf(newsroom, 'both', 'changes', 'publish')
    expect((await newsroom.call('GET', '/api/articles')).status).toBe(200)
    await problemOf(await newsroom.call('GET', '/api/tokens'), 403)
  })
})

describe('what is under /api', () => {
  it.each(['/api', '/api/nothing', '/api/articles', '/api/tokens', '/api/audit'])(
    '%s is for nobody without a token',
    async (path) => {
      const newsroom = await openNewsroom()
      await problemOf(await newsroom.get(path), 401)
    },
  )

  it('is for everybody where it describes itself', async () => {
    const newsroom = await openNewsroom()
    expect((await newsroom.get('/api/openapi.json')).status).toBe(200)
  })
})

describe('the secret PUBLISH_TOKEN', () => {
  it('opens everything', async () => {
    const newsroom = await openNewsroom()
    for (const { method, path } of await described(newsroom)) {
      const { status } = await newsroom.call(method, path)
      expect([method, path, status === 401 || status === 403]).toEqual([method, path, false])
    }
  })

  it.each([
    ['', `${SEND} Its secret PUBLISH_TOKEN is not set.`],
    [
      'nineteen-characters',
      `${SEND} Its secret PUBLISH_TOKEN does not count, because it has fewer than 20 characters: set a longer one.`,
    ],
  ])('of %j opens nothing, and is asked for', async (secret, detail) => {
    const newsroom = await openNewsroom()
    newsroom.bindings.PUBLISH_TOKEN = secret
    newsroom.token = secret
    const problem = await problemOf(await newsroom.call('GET', '/api/articles'), 401)
    expect(problem.detail).toBe(detail)
  })

  it('can be taken away when there are tokens', async () => {
    const newsroom = await openNewsroom()
    newsroom.token = await tokenOf(newsroom, 'chief', 'admin')
    delete newsroom.bindings.PUBLISH_TOKEN
    expect((await newsroom.call('GET', '/api/tokens')).status).toBe(200)
  })
})

describe('a look at a token', () => {
  const reads = (statements: string[]) => statements.filter((sql) => /FROM tokens/.test(sql)).length

  it('is one read, and none for what cannot be a token', async () => {
    const newsroom = await openNewsroom()
    const token = await tokenOf(newsroom, 'one', 'publish')
    const { db, statements } = recorded(env.DB)
    newsroom.bindings.DB = db
    await newsroom.call('GET', '/api/articles')
    newsroom.token = 'known-to-the-tests-onlY'
    await newsroom.call('GET', '/api/articles')
    expect(reads(statements)).toBe(0)
    newsroom.token = token
    expect((await newsroom.call('GET', '/api/articles')).status).toBe(200)
    expect(reads(statements)).toBe(1)
  })
})

describe('refused requests', () => {
  const from = (newsroom: Newsroom, address: string, token: string) =>
    newsroom.get('/api/articles', {
      'CF-Connecting-IP': address,
      Authorization: `Bearer ${token}`,
    })

  it('are 429 in the end; a good token is let through from the same address', async () => {
    const newsroom = await openNewsroom()
    newsroom.bindings.REFUSALS = env.REFUSALS
    const token = await tokenOf(newsroom, 'one', 'publish')
    const refused: Response[] = []
    for (let number = 0; number < 22; number += 1) {
      refused.push(await from(newsroom, '198.51.100.1', 'wrong'))
    }
    const statuses = refused.map(({ status }) => status)
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401))
    const limited = refused.find(({ status }) => status === 429) ?? new Response()
    expect(limited.headers.get('Retry-After')).toBe('60')
    await problemOf(limited, 429)
    for (let number = 0; number < 22; number += 1) {
      expect((await from(newsroom, '198.51.100.1', token)).status).toBe(200)
    }
  })

  it('are not those of a token whose scope is missing', async () => {
    const newsroom = await openNewsroom()
    newsroom.bindings.REFUSALS = env.REFUSALS
    const token = await tokenOf(newsroom, 'reader', 'changes')
    for (let number = 0; number < 22; number += 1) {
      expect((await from(newsroom, '198.51.100.2', token)).status).toBe(403)
    }
  })
})

describe('a token', () => {
  const statusOf = async (newsroom: Newsroom, token: string) => {
    newsroom.token = token
    const { status } = await newsroom.call('GET', '/api/articles')
    newsroom.token = env.PUBLISH_TOKEN ?? ''
    return status
  }

  it('counts until it expires', async () => {
    const newsroom = await openNewsroom()
    const expires = '2026-08-22T13:00:00Z'
    const response = await newsroom.call('POST', '/api/tokens', {
      name: 'short',
      scopes: ['publish'],
      expires,
    })
    const { token } = await response.json<{ token: string }>()
    newsroom.now = NOW + HOUR - 1
    expect(await statusOf(newsroom, token)).toBe(200)
    newsroom.now = NOW + HOUR
    expect(await statusOf(newsroom, token)).toBe(401)
  })

  it('counts until it is revoked', async () => {
    const newsroom = await openNewsroom()
    const token = await tokenOf(newsroom, 'one', 'publish')
    const other = await tokenOf(newsroom, 'other', 'publish')
    expect((await newsroom.call('DELETE', '/api/tokens/one')).status).toBe(204)
    expect(await statusOf(newsroom, token)).toBe(401)
    expect(await statusOf(newsroom, other)).toBe(200)
  })
})
