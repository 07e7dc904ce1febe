// The same articles by three writers of RSS, and what a reader gets out of the documents.

import { Feed } from 'feed'
import { generateRssFeed } from 'feedsmith'
import { draft } from '../../src/article/draft.ts'
import type { FeedIdentity } from '../../src/article/memberships.ts'
import type { Publication } from '../../src/article/publication.ts'
import { publish } from '../../src/article/publish.ts'
import { compose, type View } from '../../src/feed/compose.ts'
import { strict, type StrictElement } from '../strict.ts'
import type { Case } from './cases.ts'

/** What a reader gets of an item. */
export interface Item {
  title: string
  html: string
}

export const WRITERS = ['khulasa', 'feed', 'feedsmith'] as const
export type Writer = (typeof WRITERS)[number]

type Newsroom = Publication & { id: string }

const PUBLISHED = '2026-11-20T09:00:00Z'
const ALL: FeedIdentity = { kind: 'all', key: '', title: '', slug: '' }
const VIEW: View = {
  address: 'https://feeds.news.example',
  query: '',
  nextQuery: undefined,
  content: 'full',
}

// Each is told all that it has a place for.
const RSS: Record<Writer, (article: Case, newsroom: Newsroom) => string> = {
  khulasa({ title, language, html }, newsroom) {
    const fields = { id: title, title, language, published: PUBLISHED, content: html }
    const { article } = publish(draft.parse(fields), newsroom)
    return compose(newsroom, ALL, [article], VIEW).rss2()
  },

  feed({ title, html }, newsroom) {
    const { id, description, home, language } = newsroom
    const feed = new Feed({ id, title: newsroom.title, description, link: home, language })
    feed.addItem({ id: title, title, link: home, date: new Date(PUBLISHED), content: html })
    return feed.rss2()
  },

  feedsmith(article, { title, description, home, language }) {
    const item = {
      title: article.title,
      link: home,
      guid: { value: article.title, isPermaLink: false },
      pubDate: new Date(PUBLISHED),
      dc: { languages: [article.language] },
      content: { encoded: article.html },
    }
    return generateRssFeed({ title, description, link: home, language, items: [item] })
  },
}

/**
 * What a reader gets out of the RSS document that a writer makes of an article; nothing where the
 * document is not well-formed.
 */
export function itemBy(writer: Writer, article: Case, newsroom: Newsroom): Item | undefined {
  const root = wellFormed(RSS[writer](article, newsroom))
  const item = root?.the('channel').the('item')
  return item && { title: item.the('title').text, html: item.one('content:encoded')?.text ?? '' }
}

function wellFormed(document: string): StrictElement | undefined {
  try {
    return strict(document)
  } catch {
    return undefined
  }
}
