// What a language tag says of the direction.

import { type Direction, scriptDirection } from '../text/direction.ts'
import { canonicalLanguage } from '../text/language.ts'

/** The direction of a tag's script; unknown where there is no tag or a malformed one. */
export function languageDirection(tag: string | undefined): Direction | undefined {
  if (tag === undefined) return undefined
  try {
    return scriptDirection(canonicalLanguage(tag))
  } catch {
    return undefined
  }
}
