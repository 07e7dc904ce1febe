// Articles → feed: which words and addresses the feed of a publication, a section, a tag, an
// author or a language has. Pure: no I/O, no clock.

import type { Article } from '../article/article.ts'
import type { FeedIdentity } from '../article/memberships.ts'
import type { Publication, Section } from '../article/publication.ts'
import { encodedAddress } from '../text/address.ts'
import type { Direction, Marks } from '../text/direction.ts'
import { rssLanguage, speaks } from '../text/language.ts'
import { Feed } from './feed.ts'
import { type Category, type Item, shown } from './item.ts'
import { FOLDERS, FORMATS, feedFolder, type Format } from './paths.ts'
import { xml } from './xml.ts'

/** Which document of the feed is asked for. */
export interface View {
  /** The public address under which the feeds stand, without a slash at the end. */
  address: string
  /** Canonical query of this document, with its `?`; empty for the plain one. */
  query: string
  /** The same of the document that comes after this one, where there is one. */
  nextQuery: string | undefined
  content: 'full' | 'summary'
}

// Minutes. Some readers wait for the longest of ttl, max-age and Expires.
const TTL = 5

/**
 * The feed of a publication, or of a part of it, with these articles in this order. Its `updated`
 * is the newest moment that any of them has to show.
 */
export function compose(
  publication: Publication & { id: string },
  identity: FeedIdentity,
  articles: Article[],
  view: View,
): Feed {
  const { language, direction } = feedLanguage(publication, identity)
  const feed = new Feed({
    id: feedId(publication, identity),
    tag: publication.id,
    title: feedTitle(publication, identity),
    description: publication.description,
    link: publication.home,
    language,
    direction,
    wording: { language: publication.language, direction: publication.direction },
    marks: publication.marks,
    updated: newest(articles),
    ttl: TTL,
    feedLinks: addresses(view.address, identity, view.query),
    next:
      view.nextQuery === undefined ? undefined : addresses(view.address, identity, view.nextQuery),
    hub: publication.hub,
    author: { name: publication.title, link: publication.home },
    copyright: publication.licence?.name,
    licence: publication.licence?.url,
    image: publication.image,
    favicon: publication.icon,
  })
  const sections = new Map(publication.sections.map((section) => [section.id, section]))
  for (const article of articles) feed.items.push(item(article, sections, view, publication.marks))
  return feed
}

/** The language and the given direction of a feed, which are those of items that say no other. */
export function feedLanguage(
  publication: Publication,
  { kind, key }: Pick<FeedIdentity, 'kind' | 'key'>,
): { language: string; direction: Direction | undefined } {
  if (kind === 'language') return { language: key, direction: undefined }
  const section = kind === 'section' ? findSection(publication, key) : undefined
  return section?.language
    ? { language: section.language, direction: section.direction }
    : { language: publication.language, direction: section?.direction ?? publication.direction }
}

/** The title of a feed: the publication's, with what it is a part of. */
export function feedTitle(publication: Publication, identity: FeedIdentity): string {
  const part = partTitle(publication, identity)
  return part === undefined ? publication.title : `${publication.title} — ${part}`
}

/** What a section, tag, author or language is called; nothing for the feed of everything. */
export function partTitle(publication: Publication, identity: FeedIdentity): string | undefined {
  const { kind, key, title } = identity
  if (kind === 'all') return undefined
  if (kind === 'section') return findSection(publication, key)?.name ?? title
  if (kind === 'language') return languageName(key, publication)
  return title
}

/**
 * A language's name in itself, `français`; where the runtime does not know that, in the language of
 * the publication, and where it knows neither, the tag: workerd has few languages, and would name
 * the others in English.
 */
function languageName(tag: string, { language }: Publication): string {
  const inItself = new Intl.DisplayNames(tag, { type: 'language' })
  if (speaks(inItself.resolvedOptions().locale, tag)) return inItself.of(tag) ?? tag
  const inOurs = new Intl.DisplayNames(rssLanguage(language), { type: 'language' })
  if (speaks(inOurs.resolvedOptions().locale, language)) return inOurs.of(tag) ?? tag
  return tag
}

// Says nothing of the public address: a feed that moves is the same feed.
function feedId({ id }: { id: string }, { kind, key }: FeedIdentity): string {
  return kind === 'all' ? id : `${id}/${FOLDERS[kind]}/${encodeURIComponent(key)}`
}

function addresses(
  address: string,
  { kind, slug }: FeedIdentity,
  query: string,
): Record<Format, string> {
  const folder = address + feedFolder(kind, slug)
  const of = (format: Format) => encodedAddress(`${folder}/${FORMATS[format].file}${query}`)
  return { rss: of('rss'), atom: of('atom'), json: of('json') }
}

function newest(articles: Article[]): Date | undefined {
  const moments = articles.flatMap(({ updated, visibleFrom }) => [
    Date.parse(updated),
    Date.parse(visibleFrom),
  ])
  return moments.length > 0 ? new Date(Math.max(...moments)) : undefined
}

function item(article: Article, sections: Map<string, Section>, view: View, marks: Marks): Item {
  const { title, id, canonical = '', language, direction, summary, image } = article
  return {
    title,
    id,
    link: canonical,
    date: new Date(article.updated),
    published: new Date(article.published),
    language,
    direction,
    summary,
    description: summary && summaryHtml(summary, article, marks),
    content: view.content === 'full' ? article.content || undefined : undefined,
    author: article.authors.map(({ name, url }) => ({ name, link: url })),
    category: categories(article, sections, view.address),
    image: image && { ...image, length: image.bytes },
    enclosures: article.enclosures.map(({ bytes, ...rest }) => ({ ...rest, length: bytes })),
    source: article.source,
    credit: article.credit?.text,
  }
}

// Made without a parser, since a plain text is one paragraph: what markup would make of it.
function summaryHtml(summary: string, { language, direction }: Article, marks: Marks): string {
  const dir = direction ?? 'auto'
  const text = shown(summary, { direction, marks })
  return xml`<div dir="${dir}" lang="${language}"><p dir="${dir}">${text}</p></div>`.markup
}

function categories(
  { sections, tags }: Article,
  byId: Map<string, Section>,
  address: string,
): Category[] {
  const known = sections.flatMap((id) => byId.get(id) ?? [])
  return [
    ...known.map(({ id, name }) => category(name, id, `${address}/${FOLDERS.section}/`)),
    ...tags.map((tag) => category(tag, tag, `${address}/${FOLDERS.tag}/`)),
  ]
}

function category(name: string, term: string, scheme: string): Category {
  return { name, term, scheme, domain: scheme }
}

function findSection({ sections }: Publication, id: string): Section | undefined {
  return sections.find((section) => section.id === id)
}
