// A cache in memory that is bounded by bytes: an isolate has 128 MB for everything.

interface Making<V> {
  value: Promise<V>
  /** ms since 1970 */
  at: number
}

/** Keeps what was used last, up to a number of bytes. */
export class ByteCache<V> {
  readonly #largest: number
  readonly #sizeOf: (value: V) => number
  // In the order of their last use.
  readonly #kept = new Map<string, V>()
  readonly #making = new Map<string, Making<V>>()
  #bytes = 0

  /**
   * @param largest bytes, of keys and values together
   * @param sizeOf bytes of a value
   */
  constructor(largest: number, sizeOf: (value: V) => number) {
    this.#largest = largest
    this.#sizeOf = sizeOf
  }

  /** Bytes of what it keeps. */
  get bytes(): number {
    return this.#bytes
  }

  get(key: string): V | undefined {
    const value = this.#kept.get(key)
    if (value === undefined) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, value)
    return value
  }

  /** Keeps a value, and lets go of as many others as it takes; one too large for it is not kept. */
  set(key: string, value: V): void {
    this.delete(key)
    const size = this.#sizeWith(key, value)
    if (size > this.#largest) return
    this.#kept.set(key, value)
    this.#bytes += size
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#largest) break
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    const value = this.#kept.get(key)
    if (value === undefined) return
    this.#kept.delete(key)
    this.#bytes -= this.#sizeWith(key, value)
  }

  clear(): void {
    this.#kept.clear()
    this.#bytes = 0
  }

  /**
   * What is kept; else what is made, once for all who ask for it meanwhile.
   *
   * @param now ms since 1970
   * @param longest ms after which nobody waits any more for what somebody else makes: the request
   *   that began it may have been ended
   */
  async getOrMake(key: string, now: number, longest: number, make: () => Promise<V>): Promise<V> {
    const kept = this.get(key)
    if (kept !== undefined) return kept
    const other = this.#making.get(key)
    if (other && now - other.at < longest) return other.value
    const making = { value: make(), at: now }
    this.#making.set(key, making)
    try {
      const value = await making.value
      this.set(key, value)
      return value
    } finally {
      if (this.#making.get(key) === making) this.#making.delete(key)
    }
  }

  // A string's unit has two bytes; what the map takes for an entry is about 100.
  #sizeWith(key: string, value: V): number {
    return key.length * 2 + 100 + this.#sizeOf(value)
  }
}
