// Our own writers, as the worker uses them: from the articles that the store gives to the document.

import type { Article } from '../../src/article/article.ts'
import { compose } from '../../src/feed/compose.ts'
import type { Feed } from '../../src/feed/feed.ts'
import type { Format } from '../../src/feed/formats.ts'
import { PUBLICATION } from './articles.ts'
import { utf8, type Writer } from './writers.ts'

const EVERYTHING = { kind: 'all', key: '', title: '', slug: '' } as const
const VIEW = {
  address: PUBLICATION.address,
  query: '',
  nextQuery: undefined,
  content: 'full',
} as const

const WRITE: Record<Format, (feed: Feed) => string> = {
  rss: (feed) => feed.rss2(),
  atom: (feed) => feed.atom1(),
  json: (feed) => feed.json1(),
}

/** The document of these articles, every entry of it rendered. */
export function whole(format: Format, articles: readonly Article[]): Uint8Array {
  return utf8(WRITE[format](compose(PUBLICATION, EVERYTHING, [...articles], VIEW)))
}

/**
 * The document of these articles where all but the first have been rendered before, as they have
 * been when a newsroom publishes one more. For now that spares nothing.
 */
export function oneNew(format: Format, articles: readonly Article[]): Uint8Array {
  return whole(format, articles)
}

export const OURS: Writer[] = (['rss', 'atom', 'json'] as const).map((format) => ({
  name: 'khulasa',
  format,
  write: (articles) => whole(format, articles),
}))
