// Characters that XML 1.0 forbids, in whatever feed they stand.

import type { Position } from './feed.ts'
import { type Finding, finding } from './finding.ts'

// Char of XML 1.0 §2.2, the other way round. Lone surrogates stand apart: only the flag u tells
// them from pairs.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

/** Those of one document: each character once, where it stands first. */
export class Forbidden {
  readonly #found = new Map<number, { at: Position; count: number }>()

  note(code: number, at: Position): void {
    const known = this.#found.get(code)
    if (known) known.count += 1
    else this.#found.set(code, { at, count: 1 })
  }

  /** Notes those of a text, and returns it with U+FFFD in their place, so that all places stay. */
  replaced(text: string, at: (offset: number) => Position): string {
    return text.replace(FORBIDDEN, (character, offset: number) => {
      this.note(character.charCodeAt(0), at(offset))
      return '\ufffd'
    })
  }

  get findings(): Finding[] {
    return [...this.#found].map(([code, { at, count }]) =>
      finding('forbidden-characters', at, { character: codePoint(code), count }),
    )
  }
}

/** `U+0008` */
export function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
