// Our own writers, as the worker uses them: from the articles that the store gives to the document.

import type { Article } from '../../src/article/article.ts'
import { compose, composeFeed, newest } from '../../src/feed/compose.ts'
import { composeItem } from '../../src/feed/compose-item.ts'
import { documentBytes, entryBytes, feedBytes } from '../../src/feed/document.ts'
import type { Format } from '../../src/feed/formats.ts'
import { entryContext } from '../../src/feed/writer.ts'
import { PUBLICATION } from './articles.ts'
import type { Writer } from './writers.ts'

const EVERYTHING = { kind: 'all', key: '', title: '', slug: '' } as const
const VIEW = {
  address: PUBLICATION.address,
  query: '',
  nextQuery: undefined,
  content: 'full',
} as const

/** The document of these articles, every entry of it rendered. */
export function whole(format: Format, articles: readonly Article[]): Uint8Array {
  return feedBytes(format, compose(PUBLICATION, EVERYTHING, [...articles], VIEW))
}

interface Rendered {
  bytes: Uint8Array
  /** ms since 1970 */
  updated: number
}

const KNOWN = { rss: new Map(), atom: new Map(), json: new Map() } satisfies Record<
  Format,
  Map<Article, Rendered>
>

const CONTEXT = entryContext(composeFeed(PUBLICATION, EVERYTHING, VIEW, undefined))

/**
 * The document of these articles where all but the first have been rendered before, as they have
 * been when a newsroom publishes one more: see src/routes/feed-entries.ts.
 */
export function oneNew(format: Format, articles: readonly Article[]): Uint8Array {
  const known: Map<Article, Rendered> = KNOWN[format]
  const entries = articles.map((article, index) => {
    const kept = index === 0 ? undefined : known.get(article)
    const each = kept ?? rendered(format, article)
    known.set(article, each)
    return each
  })
  const updated = new Date(Math.max(...entries.map((each) => each.updated)))
  const feed = composeFeed(PUBLICATION, EVERYTHING, VIEW, updated)
  return documentBytes(
    format,
    feed,
    entries.map(({ bytes }) => bytes),
  )
}

function rendered(format: Format, article: Article): Rendered {
  const bytes = entryBytes(format, composeItem(article, PUBLICATION, VIEW), CONTEXT)
  return { bytes, updated: newest([article])?.getTime() ?? 0 }
}

export const OURS: Writer[] = (['rss', 'atom', 'json'] as const).map((format) => ({
  name: 'khulasa',
  format,
  write: (articles) => whole(format, articles),
}))
