// What every writer of a feed is given, and what is wanted of it.

import type { Article } from '../../src/article/article.ts'
import type { Format } from '../../src/feed/formats.ts'
import { PUBLICATION } from './articles.ts'

/** One way to make a document of articles: title, link, guid, date, author, categories,
 * description and full content of each. */
export interface Writer {
  name: string
  format: Format
  /** The document in UTF-8: until it is bytes, engines put the copying off. */
  write: (articles: readonly Article[]) => Uint8Array | Promise<Uint8Array>
}

const encoder = new TextEncoder()

export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

const SECTION_NAMES = new Map(PUBLICATION.sections.map(({ id, name }) => [id, name]))

/** The names of an article's sections, and its tags. */
export function categoriesOf({ sections, tags }: Article): string[] {
  return [...sections.map((id) => SECTION_NAMES.get(id) ?? id), ...tags]
}
