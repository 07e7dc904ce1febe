import { describe, expect, it } from 'vitest'
import { inTime, SLOW, within } from '../../src/http/patience.ts'

const never = new Promise<string>(() => undefined)
const lost = () => Promise.reject<string>(new Error('lost'))

describe('within', () => {
  it('is the value, what it fails with, or that it is slow', async () => {
    expect(await within(1000, Promise.resolve('value'))).toBe('value')
    expect(await within(10, never)).toBe(SLOW)
    await expect(within(1000, lost())).rejects.toThrow('lost')
  })
})

describe('inTime', () => {
  it('is the value, or what it fails with', async () => {
    expect(await inTime(1000, Promise.resolve('value'))).toBe('value')
    await expect(inTime(1000, lost())).rejects.toThrow('lost')
  })

  it('is a problem when it is not there in time, that says when to ask again', async () => {
    await expect(inTime(10, never)).rejects.toMatchObject({
      status: 503,
      headers: { 'Retry-After': '5' },
    })
  })
})
