import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { type Answer, Recent } from '../../src/http/recent.ts'

const PATIENCE = { fresh: 2000, stale: 60_000, answer: 20, longest: 200 }
const NOW = 1_000_000

interface Value {
  name: string
  expires?: number
}

/** A store that is asked, and one who asks it. */
class Asking {
  readonly recent = new Recent<Value>(
    PATIENCE,
    ({ expires }) => expires,
    10_000,
    () => 100,
  )
  asked = 0
  /** What has to go on when a request has ended. */
  readonly background: Promise<unknown>[] = []
  answer: () => Promise<Value> = async () => ({ name: `${this.asked}` })

  async read(now: number, key = 'feed'): Promise<[name: string, stale: Answer<Value>['stale']]> {
    const ask = () => {
      this.asked += 1
      return this.answer()
    }
    const { value, stale } = await this.recent.read(key, now, ask, (promise) =>
      this.background.push(promise),
    )
    return [value.name, stale]
  }
}

let warned: MockInstance<typeof console.warn>
beforeEach(() => {
  warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  warned.mockRestore()
})

const lost = () => Promise.reject<Value>(new Error('lost'))

describe('Recent', () => {
  it('asks nobody while a value is fresh, and again from then on', async () => {
    const asking = new Asking()
    expect(await asking.read(NOW)).toEqual(['1', undefined])
    expect(asking.recent.fresh('feed', NOW + 1999)?.name).toBe('1')
    expect(await asking.read(NOW + 1999)).toEqual(['1', undefined])
    expect(asking.recent.fresh('feed', NOW + 2000)).toBeUndefined()
    expect(await asking.read(NOW + 2000)).toEqual(['2', undefined])
    expect(asking.asked).toBe(2)
  })

  it('keeps the values of keys apart', async () => {
    const asking = new Asking()
    expect(await asking.read(NOW, 'one')).toEqual(['1', undefined])
    expect(await asking.read(NOW, 'other')).toEqual(['2', undefined])
    expect(await asking.read(NOW, 'one')).toEqual(['1', undefined])
  })

  it('asks again at the moment from which a value is another', async () => {
    const asking = new Asking()
    asking.answer = async () => ({ name: `${asking.asked}`, expires: NOW + 500 })
    await asking.read(NOW)
    expect(await asking.read(NOW + 499)).toEqual(['1', undefined])
    asking.answer = async () => ({ name: `${asking.asked}` })
    expect(await asking.read(NOW + 500)).toEqual(['2', undefined])
  })

  it('asks once for all who ask meanwhile', async () => {
    const asking = new Asking()
    const gate = Promise.withResolvers<Value>()
    asking.answer = () => gate.promise
    const all = Promise.all(Array.from({ length: 20 }, () => asking.read(NOW)))
    gate.resolve({ name: 'only' })
    expect(await all).toEqual(Array.from({ length: 20 }, () => ['only', undefined]))
    expect(asking.asked).toBe(1)
  })

  it('asks anew for who came after the moment from which the answer to others is another', async () => {
    const asking = new Asking()
    const gate = Promise.withResolvers<Value>()
    asking.answer = () => gate.promise
    const early = asking.read(NOW)
    const late = asking.read(NOW + 60)
    asking.answer = async () => ({ name: 'after' })
    gate.resolve({ name: 'before', expires: NOW + 50 })
    expect([await early, await late]).toEqual([
      ['before', undefined],
      ['after', undefined],
    ])
    expect(asking.asked).toBe(2)
  })

  it('fails when nothing is known, keeps no failure, and leaves none unhandled', async () => {
    const asking = new Asking()
    asking.answer = lost
    await expect(asking.read(NOW)).rejects.toThrow('lost')
    expect(await Promise.all(asking.background)).toEqual([undefined])
    asking.answer = async () => ({ name: 'found' })
    expect(await asking.read(NOW)).toEqual(['found', undefined])
    expect(warned).not.toHaveBeenCalled()
  })

  it('keeps nothing that is another already', async () => {
    const asking = new Asking()
    asking.answer = async () => ({ name: 'never', expires: 0 })
    expect(await asking.read(NOW)).toEqual(['never', undefined])
    asking.answer = lost
    await expect(asking.read(NOW + 1)).rejects.toThrow('lost')
  })
})

describe('Recent, when asking again fails', () => {
  it('has what was known stand in, says so, and asks no more for a while', async () => {
    const asking = new Asking()
    await asking.read(NOW)
    asking.answer = lost
    expect(await asking.read(NOW + 3000)).toEqual(['1', 'failed'])
    expect(warned.mock.calls).toEqual([['what was known before stands in:', 'feed', 'Error: lost']])
    expect(await asking.read(NOW + 4999)).toEqual(['1', 'failed'])
    expect(asking.asked).toBe(2)
    asking.answer = async () => ({ name: 'again' })
    expect(await asking.read(NOW + 5000)).toEqual(['again', undefined])
  })

  it('does so for a bounded time', async () => {
    const asking = new Asking()
    await asking.read(NOW)
    asking.answer = lost
    expect(await asking.read(NOW + PATIENCE.stale)).toEqual(['1', 'failed'])
    await expect(asking.read(NOW + PATIENCE.stale + 1)).rejects.toThrow('lost')
  })

  it('does not, once all is forgotten', async () => {
    const asking = new Asking()
    await asking.read(NOW)
    asking.recent.forget()
    asking.answer = lost
    await expect(asking.read(NOW + 1)).rejects.toThrow('lost')
  })

  it('does not, where all is forgotten while it is asked for', async () => {
    const asking = new Asking()
    await asking.read(NOW)
    const gate = Promise.withResolvers<Value>()
    asking.answer = () => gate.promise
    const reading = asking.read(NOW + 3000)
    asking.recent.forget()
    gate.reject(new Error('lost'))
    await expect(reading).rejects.toThrow('lost')
  })
})

describe('Recent, when all is doubted', () => {
  it('asks again, also for what is being asked for, and counts no answer of before as fresh', async () => {
    const asking = new Asking()
    await asking.read(NOW)
    asking.recent.doubt()
    expect(asking.recent.fresh('feed', NOW + 1)).toBeUndefined()
    expect(await asking.read(NOW + 1)).toEqual(['2', undefined])
    expect(asking.recent.fresh('feed', NOW + 2)?.name).toBe('2')

    const gate = Promise.withResolvers<Value>()
    asking.answer = () => gate.promise
    const before = asking.read(NOW + 3000)
    asking.recent.doubt()
    gate.resolve({ name: 'of before' })
    expect(await before).toEqual(['of before', undefined])
    expect(asking.recent.fresh('feed', NOW + 3000)).toBeUndefined()
  })

  it('has what was known stand in where asking again does not help', async () => {
    const asking = new Asking()
    await asking.read(NOW)
    asking.recent.doubt()
    asking.answer = lost
    expect(await asking.read(NOW + 1)).toEqual(['1', 'failed'])
  })
})

describe('Recent, when asking again is slow', () => {
  it('has what was known stand in, says so, and takes the answer when it comes', async () => {
    const asking = new Asking()
    await asking.read(NOW)
    const gate = Promise.withResolvers<Value>()
    asking.answer = () => gate.promise
    expect(await asking.read(NOW + 3000)).toEqual(['1', 'slow'])
    expect(warned.mock.calls).toEqual([['what was known before stands in:', 'feed', 'slow']])
    gate.resolve({ name: 'at last' })
    await Promise.all(asking.background)
    expect(await asking.read(NOW + 3500)).toEqual(['at last', undefined])
    expect(asking.asked).toBe(2)
  })

  it('gives up what never comes: it asks again, and fails when nothing may stand in any more', async () => {
    const asking = new Asking()
    await asking.read(NOW)
    asking.answer = () => new Promise(() => undefined)
    expect(await asking.read(NOW + 3000)).toEqual(['1', 'slow'])
    asking.answer = async () => ({ name: 'again' })
    expect(await asking.read(NOW + 60_000)).toEqual(['again', undefined])
    asking.recent.forget()
    asking.answer = () => new Promise(() => undefined)
    await expect(asking.read(NOW + 60_000)).rejects.toMatchObject({ status: 503 })
  })

  it('takes no late answer for a later one', async () => {
    const asking = new Asking()
    const gate = Promise.withResolvers<Value>()
    asking.answer = () => gate.promise
    const late = asking.read(NOW)
    asking.answer = async () => ({ name: 'new' })
    expect(await asking.read(NOW + 3000)).toEqual(['new', undefined])
    gate.resolve({ name: 'old' })
    expect(await late).toEqual(['old', undefined])
    expect(asking.recent.fresh('feed', NOW + 3000)?.name).toBe('new')
  })

  it('waits for the answer where all is forgotten meanwhile', async () => {
    const asking = new Asking()
    await asking.read(NOW)
    const gate = Promise.withResolvers<Value>()
    asking.answer = () => gate.promise
    const reading = asking.read(NOW + 3000)
    asking.recent.forget()
    setTimeout(() => gate.resolve({ name: 'new' }), 2 * PATIENCE.answer)
    expect(await reading).toEqual(['new', undefined])
    // It was asked for before.
    expect(asking.recent.fresh('feed', NOW + 3000)).toBeUndefined()
  })
})
