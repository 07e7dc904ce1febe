// What a language needs to have words for. A table that lacks a rule does not compile.

import { truncate } from '../text/truncate.ts'
import type { RuleData, RuleName, Severity } from './finding.ts'
import { codePoint } from './forbidden.ts'

/** What is wrong, and what to do. */
export type Said = [message: string, advice: string]

export interface Words {
  /** Each rule in one sentence. */
  about: Record<RuleName, string>
  findings: { [Name in RuleName]: (data: RuleData[Name]) => Said }
  /** What stands between what is wrong and what to do. */
  between: string
  severities: Record<Severity, string>
  /** `3 feeds, nothing to report` */
  summary: (feeds: number, findings: number) => string
  noSuchFile: (file: string) => string
  isFolder: (file: string) => string
  notReachable: (address: string, reason: string) => string
  answered: (address: string, status: number) => string
  tooLarge: (address: string, megabytes: number) => string
  nothingToCheck: string
}

const LONGEST = 60

// Controls of the terminal and of direction, and whatever else would not be seen.
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu

/**
 * A text from a feed inside a sentence: shortened, controls by their names, and isolated, so that
 * neither changes the order of the other.
 */
export function quoted(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ').trim()
  const visible = oneLine.replace(UNSEEN, (each) => `‹${codePoint(each.charCodeAt(0))}›`)
  return `\u2068${truncate(visible, LONGEST)}\u2069`
}
