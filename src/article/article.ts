// An article: validated, cleaned, sanitised, its language and direction resolved. What the store
// keeps and feeds are made of.

import type { Direction } from '../text/direction.ts'
import type { Author } from './fields.ts'

export interface Image {
  url: string
  type?: string
  bytes?: number
  width?: number
  height?: number
  alt?: string
  credit?: string
  /** Whether it stays out of the feeds. */
  syndication?: 'none'
}

export interface Enclosure {
  url: string
  type: string
  bytes?: number
  title?: string
  /** Seconds. */
  duration?: number
}

/** Texts are plain and clean, addresses absolute and percent-encoded, moments RFC 3339 in UTC. */
export interface Article {
  /** Opaque; as the source had it. */
  id: string
  title: string
  /** Effective BCP 47 language: the article's own, or the publication's (rule 1). */
  language: string
  /** Resolved once (rule 2); left out where unknown. */
  direction?: Direction
  published: string
  updated: string
  visibleFrom: string
  authors: Author[]
  /** Identifiers of sections; the first is the primary one. */
  sections: string[]
  /** As written; no two with the same key (rule 31). */
  tags: string[]
  translationGroup?: string
  /** Given, or the beginning of the text. */
  summary?: string
  canonical?: string
  image?: Image
  enclosures: Enclosure[]
  source?: { name: string; url?: string }
  credit?: { text: string; agency?: string }
  /** What was wrong and is corrected; the last paragraph of the content says it too. */
  correction?: string
  /** Whether it is in no feed. */
  syndication?: 'none'
  /** Sanitised HTML in a div that says its language and direction (rule 15); may be empty. */
  content: string
}
