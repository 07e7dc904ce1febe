// Text → UTF-8, escaped and free of what no document may hold, all in one pass: to escape texts,
// join them and encode what comes out takes most of the time that a feed takes (npm run bench).

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

const NO_ESCAPES = escapesOf({})

/** A piece of a document. */
export interface Piece {
  writeTo(to: Utf8): void
}

// Units of text between two looks at the room that is left.
const CHUNK = 4096
// Bytes that a unit can become: `&quot;`.
const LONGEST = 6

// To call the platform's encoder takes as long as to write a text of about this length by hand.
const LONG = 256

const encoder = new TextEncoder()

/** Bytes that texts are added to; of each, what `allowed` leaves, in UTF-8 (RFC 3629 §3). */
export class Utf8 {
  #bytes = new Uint8Array(2 * CHUNK * LONGEST)
  #length = 0

  /** Begins anew. */
  clear(): void {
    this.#length = 0
  }

  /** Bytes that there is room for. */
  get room(): number {
    return this.#bytes.length
  }

  /** What was added. */
  copy(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  /** Adds a text that holds nothing forbidden, as it is. */
  add(text: string): void {
    if (text.length < LONG) return this.addEscaped(text, NO_ESCAPES)
    this.#makeRoom(text.length * 3)
    const room = this.#bytes.subarray(this.#length)
    this.#length += encoder.encodeInto(text, room).written
  }

  /** Adds a text with its escapes. */
  addEscaped(text: string, escapes: Escapes): void {
    for (let at = 0; at < text.length;) {
      this.#makeRoom(CHUNK * LONGEST)
      at = this.#addChunk(text, at, escapes)
    }
  }

  #addChunk(text: string, from: number, escapes: Escapes): number {
    const bytes = this.#bytes
    const end = Math.min(text.length, from + CHUNK)
    let length = this.#length
    let at = from
    for (; at < end; at += 1) {
      // V8 keeps strings in many ways. A function that has seen more than four looks up
      // text.charCodeAt anew for each character, and takes three times as long.
      const code = String.prototype.charCodeAt.call(text, at)
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

  #makeRoom(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const larger = new Uint8Array(2 * needed)
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

/** What has been written before, one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** The same parts, with something between each two. */
export function separated(parts: readonly Uint8Array[], between: Uint8Array): Uint8Array[] {
  return parts.flatMap((each, at) => (at > 0 ? [between, each] : [each]))
}

// Bytes: what hardly any document is larger than.
const MOST_KEPT = 4 * 1024 * 1024

// Kept, because new room for bytes costs as much as to write them.
const idle: Utf8[] = []

/** The bytes of these pieces, one after the other. */
export function bytesOf(pieces: Iterable<Piece>): Uint8Array {
  const to = idle.pop() ?? new Utf8()
  try {
    for (const piece of pieces) piece.writeTo(to)
    return to.copy()
  } finally {
    to.clear()
    if (to.room <= MOST_KEPT) idle.push(to)
  }
}

// A byte order mark at the beginning of a text is part of it.
const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

/** The text that bytes of ours are. */
export function decoded(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}
