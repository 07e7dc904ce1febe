import { describe, expect, it } from 'vitest'
import { remembered } from '../../src/text/remembered.ts'

describe('remembered', () => {
  it('works out an answer once', () => {
    const asked: string[] = []
    const length = remembered((of) => asked.push(of) && of.length)
    expect([length('ar'), length('ar-MA'), length('ar')]).toEqual([2, 5, 2])
    expect(asked).toEqual(['ar', 'ar-MA'])
  })

  it('forgets all when it knows a hundred', () => {
    const asked: string[] = []
    const same = remembered((of) => asked.push(of) && of)
    for (let number = 0; number <= 100; number += 1) same(String(number))
    expect(same('100')).toBe('100')
    expect(asked).toHaveLength(101)
    expect(same('0')).toBe('0')
    expect(asked).toHaveLength(102)
  })
})
