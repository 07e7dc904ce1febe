// What the rules find. A finding holds facts; the words for them are in english.ts and arabic.ts.

import type { ProfileName } from '../article/partner.ts'
import type { Direction } from '../text/direction.ts'
import type { Position } from '../text/position.ts'
import type { XmlStumble } from '../text/xml-stumbles.ts'
import type { Mistyped, ParsedFeed } from './feed.ts'

type Format = ParsedFeed['format']

/** What a strict parser stumbles over. */
export type Stumble =
  | XmlStumble
  | { reason: 'json'; expected: 'comma' | 'value' | 'name' | 'colon' | 'end' | 'string' | 'json' }

/** Every rule, and the facts that its messages need. */
export interface RuleData {
  'not-a-feed': {
    looksLike: 'html' | 'xml' | 'atom-0.3' | 'json' | 'text' | 'compressed' | 'binary' | 'nothing'
    /** The address of a feed that a page names. */
    feed?: string | undefined
  }
  'not-well-formed': Stumble
  'encoding-mismatch': { declared: string; real: string | undefined }
  'byte-order-mark': undefined
  'forbidden-characters': { character: string; count: number }
  'missing-element': { element: string; parent: string }
  'duplicate-element': { element: string; parent: string }
  'wrong-type': { element: string; expected: Mistyped['expected']; count: number }
  'missing-id': { element: string; parent: string }
  'duplicate-id': { element: string; id: string; line: number }
  'guid-not-address': { guid: string }
  'bare-author': { element: string; value: string }
  'incomplete-enclosure': { element: string; missing: string }
  'wrong-date': {
    element: string
    value: string
    fault: 'empty' | 'digits' | 'words' | 'impossible' | 'unset' | 'weekday' | 'form'
    /** The date in the right form, where it is known; else any date in that form. */
    right: string
    isKnown: 'exactly' | 'in UTC' | 'no'
  }
  'missing-language': { place: string; readsLike: string | undefined }
  'wrong-language': { declared: string; readsLike: string; place: string }
  'malformed-language': { tag: string; right: string | undefined }
  'title-direction': { title: string; direction: Direction; mark: string }
  'text-direction': { element: string; direction: Direction; mark: string }
  /** `isSaid`: a `dir` says the opposite; otherwise none says anything. */
  'html-direction': { element: string; direction: Direction; isSaid: boolean }
  'body-direction': { element: string; direction: Direction; mark: string }
  'dir-attribute': { element: string; format: Format }
  'presentation-forms': { element: string; form: string; letters: string }
  'unbalanced-controls': { element: string; characters: string }
  'unencoded-address': { element: string; address: string; right: string | undefined }
  'relative-address': { element: string; address: string }
  'script-address': { element: string; address: string }
  'missing-self-link': { format: Format }
  'wrong-self-link': { said: string; real: string }
  'markup-in-title': { title: string }
  'double-escaping': { element: string; found: string }
  'wrong-media-type': { type: string | undefined; right: string }
  'missing-charset': { type: string }
  'no-validator': undefined
  'unstable-validator': { what: 'ETag' | 'Last-Modified' | 'body' }
  /** The status of the second answer, where there was one. */
  'failed-poll': { status: number | undefined }
  'no-conditional': { header: string }
  'no-compression': { kilobytes: number }
  /** `form`: those that the profile has. */
  'profile-format': { profile: ProfileName; form: string }
  'profile-missing': { profile: ProfileName; element: string; parent: string }
  'profile-forbidden': { profile: ProfileName; element: string }
  'profile-value': { profile: ProfileName; element: string; value: string; known: string }
  'profile-title': {
    profile: ProfileName
    title: string
    length: number
    fewest: number
    most: number
  }
  /** Pixels; none where the image does not say it. */
  'profile-image': { profile: ProfileName; width: number | undefined; fewest: number }
  'profile-items': { profile: ProfileName; count: number; limit: number }
  'profile-size': { profile: ProfileName; bytes: number; megabytes: number }
  'profile-age': { profile: ProfileName; date: string; hours: number }
  'profile-language': { profile: ProfileName; language: string; feed: string }
  'profile-campaign': { profile: ProfileName; address: string }
  'profile-address': { profile: ProfileName }
  'profile-dates': { profile: ProfileName; element: string; id: string }
}

export type RuleName = keyof RuleData

/** Those of partners, which only a check against a profile goes by. */
export type ProfileRuleName = Extract<RuleName, `profile-${string}`>

/** A standard is broken, or readers will go wrong although none is. */
export type Severity = 'error' | 'warning'

/** What a finding is unless it says otherwise: a rule may be that of one standard only. */
export const SEVERITIES: Record<RuleName, Severity> = {
  'not-a-feed': 'error',
  'not-well-formed': 'error',
  'encoding-mismatch': 'error',
  'byte-order-mark': 'error',
  'forbidden-characters': 'error',
  'missing-element': 'error',
  'duplicate-element': 'error',
  'wrong-type': 'error',
  'missing-id': 'error',
  'duplicate-id': 'error',
  'guid-not-address': 'error',
  'bare-author': 'error',
  'incomplete-enclosure': 'error',
  'wrong-date': 'error',
  'missing-language': 'warning',
  'wrong-language': 'error',
  'malformed-language': 'error',
  'title-direction': 'warning',
  'text-direction': 'warning',
  'html-direction': 'warning',
  'body-direction': 'warning',
  'dir-attribute': 'error',
  'presentation-forms': 'warning',
  'unbalanced-controls': 'warning',
  'unencoded-address': 'error',
  'relative-address': 'error',
  'script-address': 'error',
  'missing-self-link': 'warning',
  'wrong-self-link': 'warning',
  'markup-in-title': 'warning',
  'double-escaping': 'warning',
  'wrong-media-type': 'error',
  'missing-charset': 'warning',
  'no-validator': 'warning',
  'unstable-validator': 'warning',
  'failed-poll': 'warning',
  'no-conditional': 'warning',
  'no-compression': 'warning',
  'profile-format': 'error',
  'profile-missing': 'error',
  'profile-forbidden': 'error',
  'profile-value': 'error',
  'profile-title': 'error',
  'profile-image': 'error',
  'profile-items': 'error',
  'profile-size': 'error',
  'profile-age': 'error',
  'profile-language': 'error',
  'profile-campaign': 'error',
  'profile-address': 'error',
  'profile-dates': 'error',
}

export const RULES = Object.keys(SEVERITIES) as RuleName[]

/** One thing that is wrong, and where. */
export type Finding = {
  [Name in RuleName]: { rule: Name; at: Position; data: RuleData[Name]; severity: Severity }
}[RuleName]

/** A finding of one rule. */
export function finding<Name extends RuleName>(
  rule: Name,
  at: Position,
  data: RuleData[Name],
  severity = SEVERITIES[rule],
): Finding {
  return { rule, at, data, severity } as Finding
}
