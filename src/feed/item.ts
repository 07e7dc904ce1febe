// The vocabulary of `feed`, with what it lacks: language, direction, marks, and what an article
// has besides.

import type {
  Category as BaseCategory,
  Enclosure as BaseEnclosure,
  FeedOptions as BaseOptions,
  Item as BaseItem,
} from 'feed'
import { allowed, FORBIDDEN } from '../text/characters.ts'
import { type Direction, mark, type Marks } from '../text/direction.ts'
import type { Format } from './formats.ts'

/** An image with what people and machines need to know of it. */
export interface Image extends BaseEnclosure {
  width?: number
  height?: number
  alt?: string
  credit?: string
}

/** `term` identifies it within `scheme` (Atom) or `domain` (RSS); `name` is for people. */
export type Category = BaseCategory

/** Where an item came from. */
export interface Source {
  name: string
  /** A page for people. */
  url?: string
}

/** An item whose HTML says its direction already: see `Feed.addItem`. */
export interface Item extends BaseItem {
  /** BCP 47; the feed's where left out. */
  language?: string
  /** The feed's where language and direction are left out; unknown where only the direction is. */
  direction?: Direction
  /** Plain text; `description` is the same as HTML. */
  summary?: string
  image?: string | Image
  /** Audio, video, documents; `enclosure`, `audio` and `video` of `feed` come before them. */
  enclosures?: BaseEnclosure[]
  source?: Source
  /** The agency's line. */
  credit?: string
  /** What was wrong and is corrected: JSON Feed has a member for it. */
  correction?: string
}

/** One document in each format. */
export type Addresses = Record<Format, string>

/** An entry that was removed (RFC 6721). */
export interface Removed {
  id: string
  when: Date
  by?: string
  comment?: string
}

export interface FeedOptions extends BaseOptions {
  /** BCP 47. */
  language?: string
  /** Resolved from language and title where left out (rule 2). */
  direction?: Direction
  /**
   * Of the feed's own title, description and rights, where it is not that of its items: an Arabic
   * newsroom's feed in French.
   */
  wording?: { language: string; direction?: Direction }
  /** Default `when-needed`. */
  marks?: Marks
  /** A `tag:` URI (RFC 4151): entries whose id is no IRI get an Atom id that begins with it. */
  tag?: string
  /** The page of the feed that comes after this one (RFC 5005 §3). */
  next?: Addresses
  /** The archive document with the entries before these (RFC 5005 §4). */
  prevArchive?: Addresses
  /** Whether this is an archive document, which does not change any more (RFC 5005 §4). */
  archive?: boolean
  /** From an archive document: the one to subscribe to (RFC 5005 §4). */
  current?: Addresses
  /** What the feed holds no longer: RSS and JSON Feed have no words for it. */
  removed?: Removed[]
  /** A page about `copyright`. */
  licence?: string
  /** Prefix → namespace of extensions in RSS; those of iTunes and other common ones are known. */
  namespaces?: Record<string, string>
  /** Prefixes that RSS binds though no item of the feed is seen to use them. */
  prefixes?: string[]
}

/** What the text of an item or feed needs to be shown the right way round. */
export interface Shown {
  direction: Direction | undefined
  marks: Marks
}

/**
 * A plain text as it goes out (rules 19 to 21): titles, summaries, descriptions. Names of people,
 * tags and sources have no declared language, so their direction is that of their first strong
 * character (rule 2), and they never need a mark.
 */
export function shown(text: string, how: Shown): string {
  return marked(allowed(text), how)
}

function marked(text: string, { direction, marks }: Shown): string {
  return marks === 'off' ? text : mark(text, direction)
}

/** The text, unless nothing of it is left to see: there are no empty elements. */
export function nonblank(text: string | undefined): string | undefined {
  return text !== undefined && VISIBLE.test(text) ? text : undefined
}

// Most often the first character.
const VISIBLE = new RegExp(`[^\\s\\p{Surrogate}${FORBIDDEN}]`, 'u')

/** The same as it goes out. */
export function shownText(text: string | undefined, how: Shown): string | undefined {
  if (text === undefined) return undefined
  const seen = allowed(text)
  return seen.trim() === '' ? undefined : marked(seen, how)
}

/** The list, unless nothing is in it: there are no empty members. */
export function some<T>(all: T[] | undefined): T[] | undefined {
  return all?.length ? all : undefined
}
