import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteCache } from '../../src/http/byte-cache.ts'

/** What an entry takes besides its value: two bytes a unit of its key, and 100. */
const entry = (key: string, size: number) => key.length * 2 + 100 + size

function cacheOf(largest: number): ByteCache<number> {
  return new ByteCache(largest, (size) => size)
}

describe('ByteCache', () => {
  it('counts the bytes of keys and values', () => {
    const cache = cacheOf(1000)
    cache.set('a', 7)
    cache.set('خبر', 0)
    expect(cache.bytes).toBe(102 + 7 + 106)
    cache.set('a', 1)
    expect(cache.bytes).toBe(102 + 1 + 106)
    cache.delete('خبر')
    cache.delete('none')
    expect(cache.bytes).toBe(103)
    cache.clear()
    expect([cache.bytes, cache.get('a')]).toEqual([0, undefined])
  })

  it('lets go of what was used longest ago', () => {
    const cache = cacheOf(3 * entry('a', 10))
    for (const key of ['a', 'b', 'c']) cache.set(key, 10)
    cache.get('a')
    cache.set('d', 10)
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual([10, undefined, 10, 10])
  })

  it('keeps one that just fits, and neither one that is too large nor what stood in its place', () => {
    const cache = cacheOf(entry('a', 10))
    cache.set('a', 10)
    expect(cache.get('a')).toBe(10)
    cache.set('a', 11)
    expect([cache.get('a'), cache.bytes]).toEqual([undefined, 0])
  })

  it('never holds more than it may, and always what was used last', () => {
    const act = fc.record({
      does: fc.constantFrom('set', 'get', 'delete'),
      key: fc.constantFrom('a', 'b', 'cc', 'ddd', 'خبر', '🙂'),
      size: fc.nat(400),
    })
    const largest = 700
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const cache = cacheOf(largest)
        // The model: in the order of their last use.
        let held: [key: string, size: number][] = []
        const bytes = () => held.reduce((sum, [key, size]) => sum + entry(key, size), 0)
        for (const { does, key, size } of acts) {
          const found = held.find(([each]) => each === key)
          if (does === 'get') expect(cache.get(key)).toBe(found?.[1])
          if (does === 'set') cache.set(key, size)
          if (does === 'delete') cache.delete(key)
          if (does === 'get' && !found) continue
          held = held.filter((each) => each !== found)
          if (does === 'get' && found) held.push(found)
          if (does === 'set' && entry(key, size) <= largest) held.push([key, size])
          while (bytes() > largest) held.shift()
          expect(cache.bytes).toBe(bytes())
          expect(cache.bytes).toBeLessThanOrEqual(largest)
        }
        for (const [key, size] of held) expect(cache.get(key)).toBe(size)
      }),
    )
  })
})

const NOW = 1_000_000
const LONGEST = 10_000

describe('getOrMake', () => {
  it('does not wait for ever for who never ends', async () => {
    const cache = new ByteCache<number>(1000, () => 1)
    const never = new Promise<number>(() => undefined)
    void cache.getOrMake('a', NOW, LONGEST, () => never)
    const other = cache.getOrMake('a', NOW + LONGEST, LONGEST, async () => 2)
    expect(await other).toBe(2)
    expect(cache.get('a')).toBe(2)
  })

  it('makes a value once for all who ask meanwhile, and not again', async () => {
    const cache = cacheOf(1000)
    const gate = Promise.withResolvers<number>()
    let made = 0
    const make = () => {
      made += 1
      return gate.promise
    }
    const all = Promise.all(
      Array.from({ length: 20 }, () => cache.getOrMake('a', NOW, LONGEST, make)),
    )
    gate.resolve(5)
    expect(await all).toEqual(Array.from({ length: 20 }, () => 5))
    expect(await cache.getOrMake('a', NOW, LONGEST, make)).toBe(5)
    expect(made).toBe(1)
  })

  it('makes a value for each key', async () => {
    const cache = cacheOf(1000)
    const values = [1, 2].map((value) =>
      cache.getOrMake(`${value}`, NOW, LONGEST, async () => value),
    )
    expect(await Promise.all(values)).toEqual([1, 2])
  })

  it('fails for all who ask meanwhile, and keeps no failure', async () => {
    const cache = cacheOf(1000)
    const gate = Promise.withResolvers<number>()
    const asked = ['one', 'other'].map(() => cache.getOrMake('a', NOW, LONGEST, () => gate.promise))
    gate.reject(new Error('lost'))
    const settled = await Promise.allSettled(asked)
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(cache.bytes).toBe(0)
    expect(await cache.getOrMake('a', NOW, LONGEST, async () => 1)).toBe(1)
  })

  it('gives a value that is too large to be kept, and makes it again', async () => {
    const cache = cacheOf(10)
    let made = 0
    const make = async () => (made += 1)
    expect([
      await cache.getOrMake('a', NOW, LONGEST, make),
      await cache.getOrMake('a', NOW, LONGEST, make),
    ]).toEqual([1, 2])
  })
})
