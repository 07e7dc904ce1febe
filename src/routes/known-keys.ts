// Which partners this isolate knows by their keys. What it knows is good for as long as no partner and
// no key changes, for which the store is asked every two seconds at most.

import { ByteCache } from '../http/byte-cache.ts'
import { inTime, LONGEST } from '../http/patience.ts'
import { Recent } from '../http/recent.ts'
import { type FoundKey, findKey } from '../store/partner-keys.ts'
import { readPartnerChange } from '../store/partners.ts'

/** What it takes to look a key up. */
export interface KeyMeans {
  db: D1Database
  /** Is given what goes on when the request has ended. */
  background: (promise: Promise<unknown>) => void
}

const MEGABYTE = 1024 * 1024
// Nearly 6,000 partners of which every field says something.
const KNOWN = 12 * MEGABYTE
// Anybody can make up as many as they like.
const UNKNOWN = MEGABYTE / 4
// As measured, with two bytes for each unit of the record as it is kept.
const RECORD = 500

// When the store cannot be reached. Caches may keep an answer for half a minute more, and a revoked key
// opens nothing after a minute.
const STALE = 30_000
const ANSWER = 1000

/** Keys by their hashes, never by themselves. */
export class KnownKeys {
  readonly #change = new Recent<number>(
    { fresh: 2000, stale: STALE, answer: ANSWER, longest: LONGEST },
    () => undefined,
    1000,
    () => 8,
  )
  readonly #keys = new ByteCache<FoundKey>(KNOWN, ({ size }) => RECORD + 2 * size)
  readonly #unknown = new ByteCache<FoundKey>(UNKNOWN, () => 100)

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.#keys.bytes + this.#unknown.bytes
  }

  /**
   * Whose key has a hash; also one that has expired.
   *
   * @param now ms since 1970
   * @throws what the store does when it cannot be read and nothing stands in
   */
  async find(
    hash: string,
    { db, background }: KeyMeans,
    now: number,
  ): Promise<FoundKey['key'] | undefined> {
    const known = this.#keys.get(hash) ?? this.#unknown.get(hash)
    if (known) {
      const read = () => readPartnerChange(db)
      const fresh = this.#change.fresh('partners', now)
      const change = fresh ?? (await this.#change.read('partners', now, read, background)).value
      if (known.change >= change) return known.key
    }
    const found = await inTime(LONGEST, findKey(db, hash))
    this.#keys.delete(hash)
    this.#unknown.delete(hash)
    if (found.key) this.#keys.set(hash, found)
    else this.#unknown.set(hash, found)
    return found.key
  }

  /** Something has been written: what is known is to be looked at again. */
  forget(): void {
    this.#change.forget()
  }

  /** Something may have been written. */
  doubt(): void {
    this.#change.doubt()
  }
}
