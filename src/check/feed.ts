// A feed as the rules see it: the same shape for RSS, Atom and JSON Feed, and with everything the
// place where it stands.

import type { Direction } from '../text/direction.ts'
import type { Position } from '../text/position.ts'

/** An element of XML or a member of JSON: what it is called there, and where it begins. */
export interface Part {
  name: string
  at: Position
}

/** One that says something. */
export interface Value extends Part {
  value: string
}

export interface Text extends Value {
  kind: 'plain' | 'html'
  /** Its own, where it is not that of what it belongs to: Atom has a place for it. */
  direction?: Direction
  /** Whether an `xml:base` says what the addresses in it are relative to. */
  hasBase?: boolean
}

export interface Address extends Value {
  /** Whether an `xml:base` says what it is relative to. */
  hasBase: boolean
}

export interface DateText extends Value {
  /** RFC 822 (RSS), RFC 3339 (Atom, JSON Feed), W3CDTF (Dublin Core). */
  form: 'rfc822' | 'rfc3339' | 'w3cdtf'
}

/** A file that goes with an item. */
export interface Enclosure extends Part {
  /** What it has to say and does not. */
  missing: string[]
}

/** One more of what its parent has only one of. */
export interface Repeated extends Part {
  parent: string
}

/** A member of JSON that is of another type than it has to be. */
export interface Mistyped extends Part {
  expected: 'string' | 'number' | 'boolean' | 'object' | 'strings' | 'objects'
  found: string
  /** Of an array: how many in it are. */
  count: number
}

export interface Guid extends Value {
  /** RSS: whether it says to be the address of a page, which it does by default. */
  isPermaLink: boolean
}

/** What a feed and an item have in common. */
export interface Described extends Part {
  title?: Text
  /** Whether the element is there, if only an empty one. */
  hasTitle: boolean
  /** Summaries and contents. */
  texts: Text[]
  language?: Value
  /** `its:dir`, or `direction` of an extension of JSON Feed. */
  saidDirection?: Direction
  /** The direction that its texts have, by all that is known; unknown where nothing is. */
  direction?: Direction
  /** What the texts read like, where that is another language than the one they are said to be. */
  readsLike?: string
}

export interface ParsedItem extends Described {
  id?: Value
  guid?: Guid
  link?: Value
  updated?: Value
  hasAuthor: boolean
  hasContent: boolean
}

export interface ParsedFeed extends Described {
  format: 'rss' | 'atom' | 'json'
  /** `2.0`, `0.91`, `1.0`; of JSON Feed `1` and `1.1`. */
  version?: string
  id?: Value
  link?: Value
  /** RSS: whether the element is there, if only an empty one. */
  hasDescription: boolean
  updated?: Value
  hasAuthor: boolean
  hasItems: boolean
  items: ParsedItem[]
  selfLinks: Value[]
  /** Every language tag of the document. */
  languages: Value[]
  dates: DateText[]
  addresses: Address[]
  /** RSS: what has to be an e-mail address. */
  mailboxes: Value[]
  /** Elements of the format itself that have an attribute `dir`. */
  dirAttributes: Part[]
  enclosures: Enclosure[]
  repeated: Repeated[]
  mistyped: Mistyped[]
}

export const BEGINNING: Position = { line: 1, column: 1 }
