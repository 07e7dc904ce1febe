// What a profile says: the shape in which one kind of partner takes articles.

import type { Partner } from './partner.ts'

/** What writes a file of a partner. */
export type Form = 'rss' | 'atom' | 'json' | 'sitemap' | 'ninjs'

export interface ProfileFile {
  file: string
  mediaType: string
  form: Form
}

/** What a feed can say besides what every feed of its form says; a hub, where there is one. */
export type FeedExtra =
  | 'hub'
  | 'pubDate'
  | 'snf:logo'
  | 'snf:darkModeLogo'
  | 'webfeeds:cover'
  | 'webfeeds:icon'
  | 'webfeeds:logo'
  | 'webfeeds:accentColor'
  | 'webfeeds:related'

/** The same of an item. */
export type ItemExtra = 'dcterms:modified' | 'media:status' | 'snf:analytics'

/**
 * What is expected of a feed or an item. Elements by path, `news:news/news:title`, attributes as
 * `media:content@url`; members of JSON by name.
 */
export interface Fields<Extra> {
  required: readonly string[]
  /** What a partner does without, but shows less well. */
  wanted: readonly string[]
  forbidden: readonly string[]
  /** Which of its extras the writer adds. */
  extras: readonly Extra[]
  /** What may stand where only some words may. */
  values?: Readonly<Record<string, readonly string[]>>
}

export interface Limits {
  /** Of the document. */
  bytes: number
  /** Items; a feed of a partner holds as many as its terms say, within these, or the most (`itemsOf`). */
  fewest: number
  most: number
  /** Characters. */
  title?: { fewest: number; most: number }
  /** Of images: pixels. */
  width?: number
  /** Of articles, since they were published: ms. */
  age?: number
}

/** How much of its text an article has: full, its first paragraphs, or no more than a summary. */
export type BodyPolicy = Partner['body']

/**
 * How it is told that an article may be had no longer: it is left out; a tombstone, where the form
 * has one (RFC 6721); the item with an end that is past; with a status; as a canceled item.
 */
export type Removal = 'omission' | 'tombstone' | 'expiry' | 'status' | 'canceled'

export interface Profile {
  /** Where its figures are from. */
  specification: string | undefined
  /** The main one first. */
  files: readonly [ProfileFile, ...ProfileFile[]]
  /** Prefixes that the root element binds besides those of every feed of ours. */
  namespaces: Readonly<Record<string, string>>
  feed: Fields<FeedExtra>
  item: Fields<ItemExtra>
  limits: Limits
  /** Whether it takes as many items as there may be, whatever the terms of the partner say. */
  takesAll: boolean
  /** The most of a text that it takes. */
  body: BodyPolicy
  /** Whether all of a feed is in one language. */
  oneLanguage: boolean
  /** Whether each item says its language, that of the feed too. */
  saysLanguage: boolean
  /** Whether images without a credit stay out. */
  imageCredit: boolean
  /** Whether links may have campaign parameters. */
  campaign: boolean
  /** Whether a key may stand in the address of the feed. */
  pathKey: boolean
  /** What an item is known by. */
  identity: string
  /** Which dates say that an item is another than before; the first is when it was published. */
  dates: readonly string[]
  removal: Removal
}
