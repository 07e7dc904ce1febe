// What a language needs to have words for. A table that lacks a rule does not compile.

import { codePoint } from '../text/characters.ts'
import { truncate } from '../text/truncate.ts'
import type { ProfileRuleName, RuleData, RuleName, Severity } from './finding.ts'

/** What is wrong, and what to do. */
export type Said = [message: string, advice: string]

/** Why an address could not be read. */
export type Failure = 'compression' | 'reset' | 'refused' | 'host'

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
  failed: (address: string, failure: Failure) => string
  noAnswer: (address: string, seconds: number) => string
  answered: (address: string, status: number) => string
  tooLarge: (address: string, megabytes: number) => string
  nothingToCheck: string
}

/** The words of the rules of partners. */
export interface ProfileWords {
  about: Pick<Words['about'], ProfileRuleName>
  findings: Pick<Words['findings'], ProfileRuleName>
}

const LONGEST = 60

// Controls of the terminal and of direction, and whatever else would not be seen.
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu

/** A text in one line, with controls by their names. */
export function visible(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ').trim()
  return oneLine.replace(UNSEEN, (each) => `‹${codePoint(each.charCodeAt(0))}›`)
}

/** A text from a feed inside a sentence: neither changes the order of the other. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`
}

/** The same, shortened. */
export function quoted(text: string): string {
  return isolated(truncate(text, LONGEST))
}

/** Code between words that run from right to left: it keeps its order. */
export function code(text: string): string {
  return `\u2066${text}\u2069`
}
