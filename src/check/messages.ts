// Findings in words, one table a language.

import { arabic } from './arabic.ts'
import { english } from './english.ts'
import type { Finding } from './finding.ts'
import { type Said, visible, type Words } from './words.ts'

export const LANGUAGES = { en: english, ar: arabic } satisfies Record<string, Words>

export type MessageLanguage = keyof typeof LANGUAGES

/**
 * A finding in words. Whatever facts it holds may come from the feed or from its server: none of
 * them reaches the words, and so the terminal, with a control character in it.
 */
export function say({ rule, data }: Finding, { findings }: Words): Said {
  // TypeScript does not see that the two belong together.
  const words = findings[rule] as (data: unknown) => Said
  return words(data && withVisibleTexts(data))
}

function withVisibleTexts(data: object): object {
  const facts = Object.entries(data).map(([name, fact]: [string, unknown]) => [
    name,
    typeof fact === 'string' ? visible(fact) : fact,
  ])
  return Object.fromEntries(facts) as object
}
