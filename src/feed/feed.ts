// The Feed class of `feed` with language and direction, and three writers of its own.

import { Feed as BaseFeed } from 'feed'
import { encodedAddress } from '../text/address.ts'
import { type Direction, type Marks, resolveDirection } from '../text/direction.ts'
import { canonicalLanguage } from '../text/language.ts'
import { markup, plainText } from '../text/markup.ts'
import { feedBytes } from './document.ts'
import type { FeedOptions, Item } from './item.ts'
import type { Format } from './formats.ts'
import { decoded } from './utf8.ts'
import { xml } from './xml.ts'

/**
 * A feed whose texts say which way they run. Takes what `Feed` of the package `feed` takes, and
 * `language`, `direction` and `marks`.
 *
 * @example
 * const feed = new Feed({ title: 'الحدث', link: 'https://news.example/', language: 'ar' })
 * feed.addItem({ title: '5G في المغرب', link: 'https://news.example/5g', date: new Date(0) })
 * feed.rss2() // … <title>\u200f5G في المغرب</title> …
 */
export class Feed extends BaseFeed {
  declare options: FeedOptions
  declare items: Item[]

  /** @throws {LanguageTagError} when `language` is malformed (rule 4) */
  constructor(given: FeedOptions) {
    const options = withoutNull(given)
    super(options)
    const { language, wording, image, favicon, link, direction } = options
    this.options = {
      ...options,
      direction: checkedDirection(direction),
      language: canonical(language),
      wording: wording && { ...wording, language: canonicalLanguage(wording.language) },
      image: absolute(image, link),
      favicon: absolute(favicon, link),
    }
  }

  /** The direction of the feed's own texts (rule 2). */
  get direction(): Direction | undefined {
    const { direction, language, title } = this.options
    return resolveDirection(direction, language, title)
  }

  /** The direction of the feed's own title, description and rights. */
  get wordingDirection(): Direction | undefined {
    const { wording, title } = this.options
    if (!wording) return this.direction
    return resolveDirection(wording.direction, wording.language, title)
  }

  get marks(): Marks {
    return this.options.marks ?? 'when-needed'
  }

  /**
   * Adds an item with its direction resolved (rule 2) and its HTML marked up (rules 15 and 24).
   * Items that have been through this already can go into `items` as they are.
   *
   * @throws {LanguageTagError} when `language` is malformed (rule 4)
   * @throws {TypeError} when it has no date, or a direction that is none
   */
  override addItem(given: Item): void {
    const item = withoutNull(given)
    const date = item.date ?? item.published
    if (!date) throw new TypeError(`the item "${item.title}" has no date`)
    const language = canonical(item.language) ?? this.options.language
    const own = language === this.options.language ? this.options.direction : undefined
    const known = checkedDirection(item.direction) ?? own
    const direction = resolveDirection(known, language, item.title ?? '')
    const options = { language, direction, marks: this.marks }
    const description = item.description ?? (item.summary && paragraph(item.summary))
    this.items.push({
      ...item,
      date,
      language,
      direction,
      summary: item.summary ?? (item.description && plainText(item.description)),
      description: description && markup(description, options),
      content: item.content && markup(item.content, options),
    })
  }

  /** A document in UTF-8, as it goes over the wire: quicker than to encode the text of it. */
  bytes(format: Format): Uint8Array {
    return feedBytes(format, this)
  }

  /** RSS 2.0, with content, dc, media and atom. */
  override rss2(): string {
    return decoded(this.bytes('rss'))
  }

  /** Atom 1.0 (RFC 4287), with its. */
  override atom1(): string {
    return decoded(this.bytes('atom'))
  }

  /** JSON Feed 1.1. */
  override json1(): string {
    return decoded(this.bytes('json'))
  }
}

/** What the writers read of a feed. */
export type WritableFeed = Pick<
  Feed,
  | 'options'
  | 'items'
  | 'categories'
  | 'contributors'
  | 'extensions'
  | 'direction'
  | 'wordingDirection'
  | 'marks'
>

// What a database does not know is null in JavaScript.
function withoutNull<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as T
}

// JavaScript, which has no types to say it, and rule 2: never silently another.
function checkedDirection(direction: Direction | undefined): Direction | undefined {
  if (direction === undefined || direction === 'rtl' || direction === 'ltr') return direction
  throw new TypeError(`"${String(direction)}" is no direction: expected rtl or ltr, or none`)
}

function absolute(address: string | undefined, base: string | undefined): string | undefined {
  return address && base ? encodedAddress(address, base) : address
}

function canonical(language: string | undefined): string | undefined {
  return language ? canonicalLanguage(language) : undefined
}

function paragraph(text: string): string {
  return xml`<p>${text}</p>`.markup
}
