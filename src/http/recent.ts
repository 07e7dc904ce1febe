// What is asked for all the time and changes seldom: read again at most every few seconds, once for
// all who ask for it, and good enough for a while when it cannot be read.

import { ByteCache } from './byte-cache.ts'
import { inTime, SLOW, within } from './patience.ts'

/** How long a value may be used, in ms. */
export interface Patience {
  /** Without asking again. */
  fresh: number
  /** When asking again fails, or takes longer than `answer`. */
  stale: number
  answer: number
  /** After that, an answer is not waited for any more: it may never come. */
  longest: number
}

interface Known<V> {
  value: V
  /** How often all had been doubted when it was asked for. */
  era: number
  /** ms since 1970 */
  readAt: number
  /** When asking again last did not help. */
  failedAt: number
}

interface Asked<V> {
  answer: Promise<V>
  /** ms since 1970 */
  at: number
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
  #asked = new Map<string, Asked<V>>()
  #era = 0

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
   * @throws {Problem} 503 when it takes too long then
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
    const { answer, at } = this.#ask(key, now, ask)
    background(answer.catch(() => undefined))
    if (isUsable) {
      const stale = await this.#fault(key, answer)
      if (stale === 'failed') known.failedAt = now
      // What has been forgotten while it was asked for again is not to be used any more.
      if (stale && this.#known.get(key) === known) return { value: known.value, stale }
    }
    const value = await inTime(this.#patience.longest, answer)
    const expires = this.#expires(value)
    // Somebody else's answer can be of before the moment, and this request of after it.
    const isPast = expires !== undefined && at < expires && expires <= now
    return isPast ? this.read(key, now, ask, background) : { value, stale: undefined }
  }

  /** Forgets all, also what is being asked for: what was true is true no more. */
  forget(): void {
    this.#known = this.#empty()
    this.#asked = new Map()
  }

  /** All is to be asked for again; what is known stands in where that does not help. */
  doubt(): void {
    this.#era += 1
    this.#asked = new Map()
  }

  async #fault(key: string, answer: Promise<V>): Promise<Answer<V>['stale']> {
    try {
      if ((await within(this.#patience.answer, answer)) !== SLOW) return undefined
      console.warn('what was known before stands in:', key, 'slow')
      return 'slow'
    } catch (error) {
      console.warn('what was known before stands in:', key, String(error))
      return 'failed'
    }
  }

  #isFresh({ value, readAt, era }: Known<V>, now: number): boolean {
    const expires = this.#expires(value)
    return (
      era === this.#era &&
      now - readAt < this.#patience.fresh &&
      (expires === undefined || now < expires)
    )
  }

  #ask(key: string, now: number, ask: () => Promise<V>): Asked<V> {
    const before = this.#asked.get(key)
    if (before && now - before.at < this.#patience.longest) return before
    const [all, known, era] = [this.#asked, this.#known, this.#era]
    const answer = ask()
      .then((value) => {
        this.#keep(known, key, { value, readAt: now, failedAt: 0, era })
        return value
      })
      .finally(() => {
        if (all.get(key) === asked) all.delete(key)
      })
    const asked = { answer, at: now }
    all.set(key, asked)
    return asked
  }

  #keep(all: ByteCache<Known<V>>, key: string, read: Known<V>): void {
    const expires = this.#expires(read.value)
    const isLate = (all.get(key)?.readAt ?? 0) > read.readAt
    if (isLate) return
    if (expires === undefined || expires > read.readAt) all.set(key, read)
    // What was known before must not stand in for what is known to be another.
    else all.delete(key)
  }

  #empty(): ByteCache<Known<V>> {
    return new ByteCache(this.#largest, ({ value }) => this.#sizeOf(value))
  }
}
