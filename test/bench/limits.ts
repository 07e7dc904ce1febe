// The limits: the least that has to be done with the texts of a feed, which is to escape and to join
// them, or to have the engine write them as JSON. They check nothing of what they are given.

import type { Article } from '../../src/article/article.ts'
import { PUBLICATION } from './articles.ts'
import { whole } from './ours.ts'
import { categoriesOf, utf8, type Writer } from './writers.ts'

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function escape(text: string): string {
  return text.replace(/[&<>]/g, (character) => ESCAPED[character] ?? '')
}

function cdata(html: string): string {
  return `<![CDATA[${html.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

function rss(articles: readonly Article[], html: (text: string) => string): string {
  const { title, home, description } = PUBLICATION
  let items = ''
  for (const article of articles) {
    const { canonical = '', summary = '' } = article
    items +=
      `<item><title>${escape(article.title)}</title><link>${canonical}</link>` +
      `<guid isPermaLink="false">${escape(article.id)}</guid>` +
      `<pubDate>${new Date(article.published).toUTCString()}</pubDate>` +
      `<dc:creator>${escape(article.authors[0]?.name ?? '')}</dc:creator>` +
      categoriesOf(article)
        .map((name) => `<category>${escape(name)}</category>`)
        .join('') +
      `<description>${escape(summary)}</description>` +
      `<content:encoded>${html(article.content)}</content:encoded></item>`
  }
  return (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"' +
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/">' +
    `<channel><title>${escape(title)}</title><link>${home}</link>` +
    `<description>${escape(description)}</description>${items}</channel></rss>`
  )
}

function atom(articles: readonly Article[]): string {
  const { title, home, id } = PUBLICATION
  let entries = ''
  for (const article of articles) {
    const { canonical = '', summary = '', published, updated } = article
    entries +=
      `<entry><title>${escape(article.title)}</title><link href="${canonical}"/>` +
      `<id>${escape(article.id)}</id>` +
      `<published>${published}</published><updated>${updated}</updated>` +
      `<author><name>${escape(article.authors[0]?.name ?? '')}</name></author>` +
      categoriesOf(article)
        .map((name) => `<category term="${escape(name)}"/>`)
        .join('') +
      `<summary>${escape(summary)}</summary>` +
      `<content type="html">${escape(article.content)}</content></entry>`
  }
  return (
    '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">' +
    `<title>${escape(title)}</title><link href="${home}"/><id>${id}</id>` +
    `<updated>${articles[0]?.updated ?? ''}</updated>${entries}</feed>`
  )
}

const decoder = new TextDecoder()
const documents = new WeakMap<readonly Article[], unknown>()

/** Our own JSON Feed as an object: making it is not measured, writing it is. */
function json(articles: readonly Article[]): string {
  const document: unknown =
    documents.get(articles) ?? JSON.parse(decoder.decode(whole('json', articles)))
  documents.set(articles, document)
  return JSON.stringify(document)
}

export const LIMIT = 'limit'

export const LIMITS: Writer[] = [
  { name: LIMIT, format: 'rss', write: (articles) => utf8(rss(articles, escape)) },
  {
    name: 'limit, HTML in CDATA',
    format: 'rss',
    write: (articles) => utf8(rss(articles, cdata)),
  },
  { name: LIMIT, format: 'atom', write: (articles) => utf8(atom(articles)) },
  { name: LIMIT, format: 'json', write: (articles) => utf8(json(articles)) },
]
