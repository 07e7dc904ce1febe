import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { countOf, letIn, MINUTE, type Newsroom, NOW, openNewsroom, tokenOf } from '../newsroom.ts'

/** Whether a token opens what its scope does, at the moment that the newsroom shows. */
async function counts(newsroom: Newsroom, token: string): Promise<boolean> {
  const admin = newsroom.token
  newsroom.token = token
  const { status } = await newsroom.call('GET', '/api/articles')
  newsroom.token = admin
  return status === 200
}

async function rotate(newsroom: Newsroom, name: string, body: object): Promise<string> {
  const response = await newsroom.call('POST', `/api/tokens/${name}/rotate`, body)
  expect(response.status).toBe(200)
  return (await response.json<{ token: string }>()).token
}

describe('a rotation', () => {
  it('ends the old token at once', async () => {
    const newsroom = await openNewsroom()
    const old = await tokenOf(newsroom, 'one', 'publish')
    const token = await rotate(newsroom, 'one', {})
    expect([await counts(newsroom, old), await counts(newsroom, token)]).toEqual([false, true])
  })

  it('lets the old one count until its grace is over', async () => {
    const newsroom = await openNewsroom()
    const old = await tokenOf(newsroom, 'one', 'publish')
    const token = await rotate(newsroom, 'one', { grace: 60 })
    newsroom.now = NOW + MINUTE - 1
    expect([await counts(newsroom, old), await counts(newsroom, token)]).toEqual([true, true])
    newsroom.now = NOW + MINUTE
    expect([await counts(newsroom, old), await counts(newsroom, token)]).toEqual([false, true])
  })

  it('lets no old one count longer than it would have, though the new one does', async () => {
    const newsroom = await openNewsroom()
    const body = { name: 'one', scopes: ['publish'], expires: '2026-08-22T12:01:00Z' }
    const response = await newsroom.call('POST', '/api/tokens', body)
    const { token: old } = await response.json<{ token: string }>()
    const rotation = { grace: 3600, expires: '2026-08-23T12:00:00Z' }
    const token = await rotate(newsroom, 'one', rotation)
    newsroom.now = NOW + MINUTE
    expect([await counts(newsroom, old), await counts(newsroom, token)]).toEqual([false, true])
  })

  it('ends one that had some grace left', async () => {
    const newsroom = await openNewsroom()
    const first = await tokenOf(newsroom, 'one', 'publish')
    const second = await rotate(newsroom, 'one', { grace: 3600 })
    const third = await rotate(newsroom, 'one', { grace: 3600 })
    expect(await counts(newsroom, first)).toBe(false)
    expect([await counts(newsroom, second), await counts(newsroom, third)]).toEqual([true, true])
    await rotate(newsroom, 'one', {})
    expect([await counts(newsroom, second), await counts(newsroom, third)]).toEqual([false, false])
  })

  it('that another revocation overtakes does nothing, and leaves no record', async () => {
    const newsroom = await openNewsroom()
    const old = await tokenOf(newsroom, 'one', 'publish')
    letIn(newsroom, () => newsroom.call('DELETE', '/api/tokens/one'))
    const response = await newsroom.call('POST', '/api/tokens/one/rotate', { grace: 60 })
    expect(response.status).toBe(404)
    expect(await counts(newsroom, old)).toBe(false)
    const { results } = await env.DB.prepare(
      "SELECT action FROM audit WHERE subject = 'one' ORDER BY number",
    ).all()
    expect(results).toEqual([{ action: 'token.create' }, { action: 'token.revoke' }])
  })
})

describe('a revocation', () => {
  it('ends the token before the last rotation too', async () => {
    const newsroom = await openNewsroom()
    const old = await tokenOf(newsroom, 'one', 'publish')
    const token = await rotate(newsroom, 'one', { grace: 3600 })
    await newsroom.call('DELETE', '/api/tokens/one')
    expect([await counts(newsroom, old), await counts(newsroom, token)]).toEqual([false, false])
  })
})

describe('two tokens of one name, made at once', () => {
  it('are one: the second one is refused', async () => {
    const newsroom = await openNewsroom(null)
    letIn(newsroom, () => tokenOf(newsroom, 'one', 'publish'))
    const body = { name: 'one', scopes: ['admin'] }
    expect((await newsroom.call('POST', '/api/tokens', body)).status).toBe(409)
    expect([await countOf('tokens'), await countOf('audit')]).toEqual([1, 1])
  })
})
