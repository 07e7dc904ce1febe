// An item as feeds of all formats have it, before it is a draft.

import type { Direction } from '../text/direction.ts'
import { plainText } from '../text/markup.ts'
import { ItemError, shallow } from './html-depth.ts'
import type { FoundPublication, Imported, Skipped } from './imported.ts'
import { SourceError } from './source-error.ts'

export type Note = Imported['notes'][number]

export interface FeedFile {
  url: string
  type?: string
  bytes?: number
  width?: number
  height?: number
  /** Seconds. */
  duration?: number
  title?: string
  credit?: string
}

export interface FeedAuthor {
  name: string
  url?: string
}

export interface FeedItem {
  /** Place in the source: `item 12, line 340`. */
  where: string
  /** As it stands there. */
  id?: string
  /** Addresses are absolute where something says what they are relative to. */
  link?: string
  /** Plain text. */
  title?: string
  /** HTML. */
  content?: string
  /** Plain text. */
  summary?: string
  /** As they are written, the one to be preferred first. */
  published: string[]
  updated: string[]
  authors: FeedAuthor[]
  tags: string[]
  language?: string
  direction?: Direction
  images: FeedFile[]
  enclosures: FeedFile[]
  source?: string
  notes: Note[]
}

/** One document of a feed. */
export interface FeedDocument {
  publication: FoundPublication
  direction?: Direction
  /** When it was made, as it is written. */
  dated: string[]
  /** An item that nothing can be made of is the reason why. */
  items: (FeedItem | Skipped)[]
  /** Address of the document with older items, as the feed says it. */
  next?: string
  /** What was done to the document. */
  notes: string[]
}

/** The address made absolute where there is a base to do it with; otherwise as it stands. */
export function absolute(address: string, base: string | undefined): string {
  return base !== undefined && URL.canParse(address, base) ? new URL(address, base).href : address
}

// The elements that stand in titles. Of others it cannot be said whether a tag is meant.
const TAG =
  /<\/?(?:a|abbr|b|bdi|bdo|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)(?:\s[^<>]*)?\/?>/i

/** What is written as HTML or as text, as readers of feeds take it, in plain text. */
export function plainOf(text: string, field: string, notes: Note[]): string {
  const isMarkup = TAG.test(text)
  if (!isMarkup && !text.includes('&')) return text
  const plain = plainText(isMarkup ? shallow(text) : text.replaceAll('<', '&lt;'))
  if (isMarkup) notes.push({ field, detail: 'took HTML out of it' })
  return plain
}

/** A text that should be plain and holds references of HTML; what looks like a tag is text. */
export function withoutReferences(text: string, field: string, notes: Note[]): string {
  if (!/&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i.test(text)) return text
  const plain = plainText(text.replaceAll('<', '&lt;'))
  if (plain !== text) notes.push({ field, detail: `read references of HTML: ${text}` })
  return plain
}

/** A whole number of at least `least`, as attributes write it. */
export function wholeNumber(text: string | undefined, least: number): number | undefined {
  const number = /^\d{1,15}$/.test(text ?? '') ? Number(text) : undefined
  return number !== undefined && number >= least ? number : undefined
}

/** Seconds, of `1:02:03`, `62:03` or `3723`. */
export function seconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,7}(?::\d{1,2}){0,2}(?:\.\d+)?$/.test(text)) return undefined
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

const MOST_ITEMS = 50_000

/**
 * The items of a document, if there are not more of them than memory holds.
 *
 * @throws {SourceError} when there are
 */
export function bounded<T>(items: T[]): T[] {
  if (items.length <= MOST_ITEMS) return items
  const message = `more than ${MOST_ITEMS} items: import a part of it at a time`
  throw new SourceError([{ line: 1, key: '', message }])
}

/** An item, or why there is none; one that is bad does not end the reading. */
export function itemOr(where: string, read: () => FeedItem): FeedItem | Skipped {
  try {
    return read()
  } catch (error) {
    if (error instanceof ItemError) return { where, reason: error.message }
    throw error
  }
}
