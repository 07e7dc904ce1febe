// What PHP's serialize() wrote, read strictly: texts, figures, true and false, and arrays of them.
// Objects are refused. The packages that read it need Buffer, or make objects of what they read.

/** A value; an array of PHP is a map, whatever its keys. */
export type PhpValue = string | number | boolean | null | Map<string, PhpValue>

/** Bytes that are not what serialize() writes. */
export class PhpError extends Error {
  override name = 'PhpError'
}

const DEEPEST = 20
const QUOTE = 0x22

/**
 * Reads a serialised value. Lengths of texts are in bytes of UTF-8.
 *
 * @throws {PhpError} with the place, when it is not one whole value
 * @example unserialise('a:1:{s:5:"width";i:1280;}') // Map { 'width' => 1280 }
 */
export function unserialise(text: string): PhpValue {
  const reader = new Reader(new TextEncoder().encode(text))
  const value = reader.value(0)
  if (!reader.isAtEnd) throw reader.error('the end')
  return value
}

class Reader {
  readonly #bytes: Uint8Array
  readonly #decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  error(expected: string): PhpError {
    return new PhpError(`expected ${expected} at byte ${this.#at} of a serialised value`)
  }

  value(depth: number): PhpValue {
    if (depth > DEEPEST) throw this.error(`no more than ${DEEPEST} arrays inside each other`)
    const type = this.#next(2)
    if (type === 'N;') return null
    if (type === 'i:') return this.#number(/^-?\d+$/)
    if (type === 'd:') return this.#number(/^-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|INF)$|^NAN$/)
    if (type === 'b:') return this.#number(/^[01]$/) === 1
    if (type === 's:') return this.#text()
    if (type === 'a:') return this.#array(depth)
    this.#at -= type.length
    throw this.error('a text, a figure or an array')
  }

  #array(depth: number): Map<string, PhpValue> {
    const count = this.#length()
    this.#expect('{')
    const all = new Map<string, PhpValue>()
    for (let left = count; left > 0; left -= 1) {
      const name = this.value(depth + 1)
      if (typeof name !== 'string' && typeof name !== 'number') throw this.error('a key')
      all.set(String(name), this.value(depth + 1))
    }
    this.#expect('}')
    return all
  }

  #text(): string {
    const length = this.#length()
    this.#expect('"')
    const end = this.#at + length
    if (this.#bytes[end] !== QUOTE) throw this.error(`a text of ${length} bytes`)
    const text = this.#decoder.decode(this.#bytes.subarray(this.#at, end))
    this.#at = end
    this.#expect('";')
    return text
  }

  #length(): number {
    return Number(this.#until(':', /^\d{1,9}$/))
  }

  #number(form: RegExp): number {
    const written = this.#until(';', form)
    return written.endsWith('INF') ? Number(written.replace('INF', 'Infinity')) : Number(written)
  }

  #until(end: string, form: RegExp): string {
    const at = this.#bytes.indexOf(end.charCodeAt(0), this.#at)
    const written = this.#decoder.decode(this.#bytes.subarray(this.#at, Math.max(at, this.#at)))
    if (at < 0 || !form.test(written)) throw this.error(`a figure and ${end}`)
    this.#at = at + 1
    return written
  }

  #expect(text: string): void {
    const found = this.#next(text.length)
    if (found === text) return
    this.#at -= found.length
    throw this.error(text)
  }

  #next(length: number): string {
    const bytes = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += bytes.length
    return String.fromCharCode(...bytes)
  }
}
