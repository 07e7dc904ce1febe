// Characters that XML 1.0 forbids, in whatever feed they stand.

import { codePoint, FORBIDDEN } from '../text/characters.ts'
import type { Position } from '../text/position.ts'
import { type Finding, finding } from './finding.ts'

const CHARACTER = new RegExp(`[${FORBIDDEN}]|\\p{Surrogate}`, 'gu')

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
    return text.replace(CHARACTER, (character, offset: number) => {
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
