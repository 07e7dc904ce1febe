// Waiting for what may never come.

import { Problem } from './problem.ts'

/** The longest, in ms, that a request waits for the store. */
export const LONGEST = 10_000

/** What is had in place of a value that is long in coming. */
export const SLOW = Symbol('slow')

/** The value, or `SLOW` where it is not there within this many ms. */
export async function within<V>(ms: number, value: Promise<V>): Promise<V | typeof SLOW> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = new Promise<typeof SLOW>((resolve) => {
    timer = setTimeout(() => resolve(SLOW), ms)
  })
  try {
    return await Promise.race([value, end])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The value.
 *
 * @throws {Problem} 503 where it is not there within this many ms
 */
export async function inTime<V>(ms: number, value: Promise<V>): Promise<V> {
  const had = await within(ms, value)
  if (had !== SLOW) return had
  throw new Problem(503, 'The store takes too long just now: send the request again in a moment.', {
    headers: { 'Retry-After': '5' },
  })
}
