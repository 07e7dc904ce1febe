import { describe, expect, it } from 'vitest'
import {
  countOf,
  keyOf,
  letIn,
  type Newsroom,
  openNewsroom,
  problemOf,
  putPartner,
} from '../newsroom.ts'

async function numbers(newsroom: Newsroom): Promise<number[]> {
  const response = await newsroom.call('GET', '/api/partners/msn/keys')
  const { keys } = await response.json<{ keys: { number: number; revoked?: string }[] }>()
  return keys.filter(({ revoked }) => revoked === undefined).map(({ number }) => number)
}

describe('two writers at once', () => {
  it('of one record leave the later one, and both are in the audit record', async () => {
    const newsroom = await openNewsroom()
    letIn(newsroom, () => putPartner(newsroom, 'msn', { items: 10 }))
    const response = await newsroom.call('PUT', '/api/partners/msn', { name: 'آخر', items: 20 })
    // It was the first one when it was read.
    expect([response.status, await response.json()]).toEqual([
      200,
      { id: 'msn', version: 2, change: 'updated', notes: [] },
    ])
    expect(await (await newsroom.call('GET', '/api/partners/msn')).json()).toMatchObject({
      partner: { name: 'آخر', items: 20 },
    })
    expect(await countOf('audit')).toBe(3)
  })

  it('of a key get numbers of their own', async () => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    letIn(newsroom, () => keyOf(newsroom, 'msn'))
    await keyOf(newsroom, 'msn')
    expect(await numbers(newsroom)).toEqual([1, 2])
  })

  it('of a second key do not make a third', async () => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    await keyOf(newsroom, 'msn')
    letIn(newsroom, () => keyOf(newsroom, 'msn'))
    await problemOf(await newsroom.call('POST', '/api/partners/msn/keys', {}), 409)
    expect(await numbers(newsroom)).toEqual([1, 2])
  })

  it('of a key and the end of its partner leave no key', async () => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    letIn(newsroom, () => newsroom.call('DELETE', '/api/partners/msn'))
    await problemOf(await newsroom.call('POST', '/api/partners/msn/keys', {}), 404)
    expect(await countOf('partner_keys')).toBe(0)
  })

  it('of the end of a key end it once', async () => {
    const newsroom = await openNewsroom()
    await putPartner(newsroom, 'msn')
    await keyOf(newsroom, 'msn')
    letIn(newsroom, () => newsroom.call('DELETE', '/api/partners/msn/keys/1'))
    await problemOf(await newsroom.call('DELETE', '/api/partners/msn/keys/1'), 404)
    expect(await countOf('audit')).toBe(4)
  })
})
