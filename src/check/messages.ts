// Findings in words, one table a language.

import { arabic } from './arabic.ts'
import { english } from './english.ts'
import type { Finding } from './finding.ts'
import type { Said, Words } from './words.ts'

export const LANGUAGES = { en: english, ar: arabic } satisfies Record<string, Words>

export type MessageLanguage = keyof typeof LANGUAGES

/** A finding in words. */
export function say(found: Finding, { findings }: Words): Said {
  // TypeScript does not see that the two belong together.
  const words = findings[found.rule] as (data: Finding['data']) => Said
  return words(found.data)
}
