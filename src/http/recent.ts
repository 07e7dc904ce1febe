// What is asked for all the time and changes seldom: read again at most every few seconds, once for
// all who ask for it, and good enough for a while when it cannot be read.

import { ByteCache } from './byte-cache.ts'

/** How long a value may be used, in ms. */
export interface Patience {
  /** Without asking again. */
  fresh: number
  /** When asking again fails, or takes longer than `answer`. */
  stale: number
  answer: number
}

interface Known<V> {
  value: V
  /** ms since 1970 */
  readAt: number
  /** When asking again last did not help. */
  failedAt: number
}

/** A value, and how it was come by. */
export interface Answer<V> {
  value: V
  /** Why it is one that was read before, where asking again did not help. */
  stale: 'slow' | 'failed' | undefined
}

/** Keeps values that a store was asked for, by their keys. */
export class Recent<V> {
  readonly #patience: Patience
  readonly #expires: (value: V) => number | undefined
  readonly #largest: number
  readonly #sizeOf: (value: V) => number
  #known: ByteCache<Known<V>>
  #asked = new Map<string, Promise<V>>()

  /**
   * @param expires the moment, ms since 1970, from which a value is another in any case
   * @param largest bytes of all values
   * @param sizeOf bytes of one
   */
  constructor(
    patience: Patience,
    expires: (value: V) => number | undefined,
    largest: number,
    sizeOf: (value: V) => number,
  ) {
    this.#patience = patience
    this.#expires = expires
    this.#largest = largest
    this.#sizeOf = sizeOf
    this.#known = this.#empty()
  }

  /** The value, if nobody needs to be asked for it. */
  fresh(key: string, now: number): V | undefined {
    const known = this.#known.get(key)
    return known && this.#isFresh(known, now) ? known.value : undefined
  }

  /**
   * The value, from whom knows it or from what was known before.
   *
   * @param ask is called unless somebody has just asked
   * @param background is given what must go on when this request has ended
   * @throws what `ask` throws, when nothing is known that may be used
   */
  async read(
    key: string,
    now: number,
    ask: () => Promise<V>,
    background: (promise: Promise<unknown>) => void,
  ): Promise<Answer<V>> {
    const known = this.#known.get(key)
    if (known && this.#isFresh(known, now)) return { value: known.value, stale: undefined }
    const isUsable = known !== undefined && now - known.readAt <= this.#patience.stale
    if (isUsable && now - known.failedAt < this.#patience.fresh) {
      return { value: known.value, stale: 'failed' }
    }
    const asking = this.#ask(key, now, ask)
    background(asking.catch(() => undefined))
    if (!isUsable) return { value: await asking, stale: undefined }
    try {
      const value = await Promise.race([asking, later(this.#patience.answer)])
      if (value !== SLOW) return { value, stale: undefined }
      return await this.#still(key, known, 'slow', asking)
    } catch (error) {
      console.warn('what was known before stands in:', key, String(error))
      known.failedAt = now
      return await this.#still(key, known, 'failed', asking)
    }
  }

  /** Forgets all, also what is being asked for: what was true is true no more. */
  forget(): void {
    this.#known = this.#empty()
    this.#asked = new Map()
  }

  // What has been forgotten while it was asked for again is not to be used any more.
  async #still(
    key: string,
    known: Known<V>,
    stale: 'slow' | 'failed',
    asking: Promise<V>,
  ): Promise<Answer<V>> {
    if (this.#known.get(key) === known) return { value: known.value, stale }
    return { value: await asking, stale: undefined }
  }

  #isFresh({ value, readAt }: Known<V>, now: number): boolean {
    const expires = this.#expires(value)
    return now - readAt < this.#patience.fresh && (expires === undefined || now < expires)
  }

  #ask(key: string, now: number, ask: () => Promise<V>): Promise<V> {
    const asked = this.#asked.get(key)
    if (asked) return asked
    const [all, known] = [this.#asked, this.#known]
    const asking = ask()
      .then((value) => {
        known.set(key, { value, readAt: now, failedAt: 0 })
        return value
      })
      .finally(() => all.delete(key))
    all.set(key, asking)
    return asking
  }

  #empty(): ByteCache<Known<V>> {
    return new ByteCache(this.#largest, ({ value }) => this.#sizeOf(value))
  }
}

const SLOW = Symbol('slow')

function later(ms: number): Promise<typeof SLOW> {
  return new Promise((resolve) => void setTimeout(() => resolve(SLOW), ms))
}
