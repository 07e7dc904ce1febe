// Text → UTF-8, escaped and free of what no document may hold, all in one pass: a text that is
// escaped, joined and then encoded is copied three times, and that is what writing a feed costs
// (npm run bench).

import { allowed } from '../text/characters.ts'

/** By code, what is written for a character below U+0080; `undefined`: itself; '': nothing. */
export type Escapes = readonly (string | undefined)[]

/** Escapes of these characters; those that are forbidden are left out. */
export function escapesOf(written: Record<string, string>): Escapes {
  return Array.from({ length: 0x80 }, (_, code) => {
    const character = String.fromCharCode(code)
    return allowed(character) === '' ? '' : written[character]
  })
}

// Units of text between two looks at the room that is left.
const CHUNK = 4096
// Bytes that a unit can become: `&quot;`.
const LONGEST = 6

/** Bytes that texts are added to. */
export class Utf8 {
  #bytes = new Uint8Array(2 * CHUNK * LONGEST)
  #length = 0

  /** Adds what `allowed` leaves of a text, in UTF-8 (RFC 3629 §3). */
  write(text: string, escapes: Escapes): void {
    let at = 0
    while (at < text.length) at = this.#writeChunk(text, at, escapes)
  }

  /** Begins anew. */
  clear(): void {
    this.#length = 0
  }

  /** What was added. */
  copy(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  #writeChunk(text: string, from: number, escapes: Escapes): number {
    const bytes = this.#roomForChunk()
    const end = Math.min(text.length, from + CHUNK)
    let length = this.#length
    let at = from
    for (; at < end; at += 1) {
      const code = text.charCodeAt(at)
      if (code < 0x80) {
        const written = escapes[code]
        if (written === undefined) bytes[length++] = code
        else
          for (let each = 0; each < written.length; each += 1)
            bytes[length++] = written.charCodeAt(each)
      } else if (code < 0x800) {
        bytes[length++] = 0xc0 | (code >> 6)
        bytes[length++] = 0x80 | (code & 0x3f)
      } else if (code < 0xd800 || (code > 0xdfff && code < 0xfffe)) {
        bytes[length++] = 0xe0 | (code >> 12)
        bytes[length++] = 0x80 | ((code >> 6) & 0x3f)
        bytes[length++] = 0x80 | (code & 0x3f)
      } else {
        const point = text.codePointAt(at) ?? 0
        if (point <= 0xffff) continue
        at += 1
        bytes[length++] = 0xf0 | (point >> 18)
        bytes[length++] = 0x80 | ((point >> 12) & 0x3f)
        bytes[length++] = 0x80 | ((point >> 6) & 0x3f)
        bytes[length++] = 0x80 | (point & 0x3f)
      }
    }
    this.#length = length
    return at
  }

  #roomForChunk(): Uint8Array {
    const needed = this.#length + CHUNK * LONGEST
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(2 * needed)
      larger.set(this.#bytes.subarray(0, this.#length))
      this.#bytes = larger
    }
    return this.#bytes
  }
}

const encoder = new TextEncoder()
// A byte order mark at the beginning of a text is part of it.
const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

/** A text that holds nothing forbidden, as bytes. */
export function encoded(text: string): Uint8Array {
  return encoder.encode(text)
}

/** The text that bytes of ours are. */
export function decoded(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}
