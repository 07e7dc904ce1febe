// The same documents by other packages, each used as its own documentation does: title, link, guid,
// date, author, categories, description and full content of every article. None of them says a
// language or a direction for an item; what else each leaves out stands at it.

import { getRssString } from '@astrojs/rss'
import { XMLBuilder } from 'fast-xml-parser'
import { Feed } from 'feed'
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'
import RSS from 'rss'
import type { Article } from '../../src/article/article.ts'
import { PUBLICATION } from './articles.ts'
import { categoriesOf, utf8, type Writer } from './writers.ts'

const { title, description, home, id, language } = PUBLICATION

/** `feed` passes characters through that XML forbids, and its JSON Feed is 1.0. */
function withFeed(articles: readonly Article[]): Feed {
  const feed = new Feed({ id, title, description, link: home, language, copyright: '' })
  for (const article of articles) {
    feed.addItem({
      id: article.id,
      title: article.title,
      link: article.canonical ?? '',
      date: new Date(article.updated),
      published: new Date(article.published),
      author: article.authors,
      category: categoriesOf(article).map((name) => ({ name, term: name })),
      description: article.summary,
      content: article.content,
    })
  }
  return feed
}

/** `feedsmith` leaves nothing out. */
function withFeedsmithRss(articles: readonly Article[]): string {
  return generateRssFeed({
    title,
    link: home,
    description,
    language,
    items: articles.map((article) => ({
      title: article.title,
      link: article.canonical,
      guid: { value: article.id, isPermaLink: false },
      pubDate: new Date(article.published),
      dc: { creators: article.authors.map(({ name }) => name) },
      categories: categoriesOf(article).map((name) => ({ name })),
      description: article.summary,
      content: { encoded: article.content },
    })),
  })
}

function withFeedsmithAtom(articles: readonly Article[]): string {
  return generateAtomFeed({
    id,
    title: { value: title },
    links: [{ href: home }],
    updated: new Date(articles[0]?.updated ?? 0),
    entries: articles.map((article) => ({
      id: article.id,
      title: { value: article.title },
      links: [{ href: article.canonical ?? '' }],
      published: new Date(article.published),
      updated: new Date(article.updated),
      authors: article.authors.map(({ name }) => ({ name })),
      categories: categoriesOf(article).map((term) => ({ term })),
      summary: { value: article.summary ?? '' },
      content: { value: article.content, type: 'html' },
    })),
  })
}

function withFeedsmithJson(articles: readonly Article[]): string {
  const document: unknown = generateJsonFeed({
    title,
    home_page_url: home,
    description,
    language,
    items: articles.map((article) => ({
      id: article.id,
      title: article.title,
      url: article.canonical,
      date_published: new Date(article.published),
      date_modified: new Date(article.updated),
      authors: article.authors.map(({ name }) => ({ name })),
      tags: categoriesOf(article),
      summary: article.summary,
      content_html: article.content,
    })),
  })
  return JSON.stringify(document)
}

/** `@astrojs/rss` takes no guid: the link is it. Its author is one name. */
function withAstro(articles: readonly Article[]): Promise<string> {
  return getRssString({
    title,
    description,
    site: home,
    trailingSlash: false,
    items: articles.map((article) => ({
      title: article.title,
      link: article.canonical,
      pubDate: new Date(article.published),
      author: article.authors[0]?.name,
      categories: categoriesOf(article),
      description: article.summary,
      content: article.content,
    })),
  })
}

/** `rss` checks no character, and has the clock in its document. */
function withRss(articles: readonly Article[]): string {
  const feed = new RSS({ title, description, language, site_url: home, feed_url: `${home}rss.xml` })
  for (const article of articles) {
    feed.item({
      title: article.title,
      url: article.canonical ?? '',
      guid: article.id,
      date: article.published,
      author: article.authors[0]?.name,
      categories: categoriesOf(article),
      description: article.summary ?? '',
      custom_elements: [{ 'content:encoded': { _cdata: article.content } }],
    })
  }
  return feed.xml()
}

// Knows nothing of feeds: the names are ours.
const builder = new XMLBuilder({ ignoreAttributes: false })

function withBuilderRss(articles: readonly Article[]): string {
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    rss: {
      '@_version': '2.0',
      '@_xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      '@_xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
      channel: {
        title,
        link: home,
        description,
        language,
        item: articles.map((article) => ({
          title: article.title,
          link: article.canonical,
          guid: { '@_isPermaLink': 'false', '#text': article.id },
          pubDate: new Date(article.published).toUTCString(),
          'dc:creator': article.authors.map(({ name }) => name),
          category: categoriesOf(article),
          description: article.summary,
          'content:encoded': article.content,
        })),
      },
    },
  })
}

function withBuilderAtom(articles: readonly Article[]): string {
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    feed: {
      '@_xmlns': 'http://www.w3.org/2005/Atom',
      title,
      link: { '@_href': home },
      id,
      updated: articles[0]?.updated,
      entry: articles.map((article) => ({
        title: article.title,
        link: { '@_href': article.canonical },
        id: article.id,
        published: article.published,
        updated: article.updated,
        author: article.authors.map(({ name }) => ({ name })),
        category: categoriesOf(article).map((term) => ({ '@_term': term })),
        summary: article.summary,
        content: { '@_type': 'html', '#text': article.content },
      })),
    },
  })
}

export const PEERS: Writer[] = [
  { name: 'feed', format: 'rss', write: (articles) => utf8(withFeed(articles).rss2()) },
  { name: 'feed', format: 'atom', write: (articles) => utf8(withFeed(articles).atom1()) },
  { name: 'feed', format: 'json', write: (articles) => utf8(withFeed(articles).json1()) },
  { name: 'feedsmith', format: 'rss', write: (articles) => utf8(withFeedsmithRss(articles)) },
  { name: 'feedsmith', format: 'atom', write: (articles) => utf8(withFeedsmithAtom(articles)) },
  { name: 'feedsmith', format: 'json', write: (articles) => utf8(withFeedsmithJson(articles)) },
  {
    name: '@astrojs/rss',
    format: 'rss',
    write: async (articles) => utf8(await withAstro(articles)),
  },
  { name: 'rss', format: 'rss', write: (articles) => utf8(withRss(articles)) },
  { name: 'fast-xml-parser', format: 'rss', write: (articles) => utf8(withBuilderRss(articles)) },
  { name: 'fast-xml-parser', format: 'atom', write: (articles) => utf8(withBuilderAtom(articles)) },
]
