// Articles → feed: which words and addresses the feed of a publication, a section, a tag, an
// author or a language has. Pure: no I/O, no clock.

import type { Article } from '../article/article.ts'
import type { FeedIdentity } from '../article/memberships.ts'
import type { Publication, Section } from '../article/publication.ts'
import { encodedAddress } from '../text/address.ts'
import type { Direction } from '../text/direction.ts'
import { rssLanguage, speaks } from '../text/language.ts'
import { composeItem } from './compose-item.ts'
import { Feed } from './feed.ts'
import type { Addresses, FeedOptions } from './item.ts'
import { FORMATS, type Format } from './formats.ts'
import { FOLDERS, feedFolder } from './paths.ts'
import { entryContext } from './writer.ts'

/** Which document of the feed is asked for, and what it has to say of others and of removals. */
export interface View extends Pick<FeedOptions, 'prevArchive' | 'archive' | 'current' | 'removed'> {
  /** The public address under which the feeds stand, without a slash at the end. */
  address: string
  /** The folder of the document in that of the feed: `/archive/2026-08`; none for most. */
  folder?: string
  /** Canonical query of this document, with its `?`; empty for the plain one. */
  query: string
  /** The same of the document that comes after this one, where there is one. */
  nextQuery: string | undefined
  content: 'full' | 'summary'
}

/** Minutes. Some readers wait for the longest of ttl, max-age and Expires. */
export const TTL = 5

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
  const feed = composeFeed(publication, identity, view, newest(articles))
  for (const article of articles) feed.items.push(composeItem(article, publication, view))
  return feed
}

/**
 * The same without items: what the head and the tail of its document are made of.
 *
 * @param updated of the newest of the entries that will stand in it (`newest`)
 */
export function composeFeed(
  publication: Publication & { id: string },
  identity: FeedIdentity,
  view: View,
  updated: Date | undefined,
): Feed {
  const { language, direction } = feedLanguage(publication, identity)
  const { prevArchive, archive, current, removed } = view
  return new Feed({
    id: feedId(publication, identity),
    tag: publication.id,
    title: feedTitle(publication, identity),
    description: publication.description,
    link: publication.home,
    language,
    direction,
    wording: { language: publication.language, direction: publication.direction },
    marks: publication.marks,
    updated,
    ttl: TTL,
    feedLinks: documentAddresses(view.address, identity, view.query, view.folder),
    next:
      view.nextQuery === undefined
        ? undefined
        : documentAddresses(view.address, identity, view.nextQuery, view.folder),
    prevArchive,
    archive,
    current,
    removed,
    hub: publication.hub,
    author: { name: publication.title, link: publication.home },
    copyright: publication.licence?.name,
    licence: publication.licence?.url,
    image: publication.image,
    favicon: publication.icon,
  })
}

/**
 * All that the bytes of an entry depend on besides its article and its format, as one text: where
 * it is the same for two feeds, an entry rendered for one of them (`composeItem`, `entryBytes`)
 * can stand in the other.
 */
export function entryKey(
  publication: Publication & { id: string },
  identity: FeedIdentity,
  view: View,
): string {
  const context = entryContext(composeFeed(publication, identity, view, undefined))
  const sections = publication.sections.map(({ id, name }) => [id, name])
  return JSON.stringify([context, view.address, view.content, sections])
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
  // A name is what a tag with extensions (`ar-EG-u-nu-latn`) has none of.
  const { baseName } = new Intl.Locale(tag)
  const inItself = new Intl.DisplayNames(tag, { type: 'language' })
  if (speaks(inItself.resolvedOptions().locale, tag)) return inItself.of(baseName) ?? tag
  const inOurs = new Intl.DisplayNames(rssLanguage(language), { type: 'language' })
  if (speaks(inOurs.resolvedOptions().locale, language)) return inOurs.of(baseName) ?? tag
  return tag
}

// Says nothing of the public address: a feed that moves is the same feed.
function feedId({ id }: { id: string }, { kind, key }: FeedIdentity): string {
  return kind === 'all' ? id : `${id}/${FOLDERS[kind]}/${encodeURIComponent(key)}`
}

/**
 * The addresses of a document of a feed.
 *
 * @param query with its `?`; empty where there is none
 * @param inside the folder of the document in that of the feed: `/archive/2026-08`; mostly none
 */
export function documentAddresses(
  address: string,
  { kind, slug }: Pick<FeedIdentity, 'kind' | 'slug'>,
  query: string,
  inside = '',
): Addresses {
  const folder = address + feedFolder(kind, slug) + inside
  const of = (format: Format) => encodedAddress(`${folder}/${FORMATS[format].file}${query}`)
  return { rss: of('rss'), atom: of('atom'), json: of('json') }
}

/** The newest moment that any of the articles has to show. */
export function newest(articles: Pick<Article, 'updated' | 'visibleFrom'>[]): Date | undefined {
  let newest = Number.NEGATIVE_INFINITY
  for (const { updated, visibleFrom } of articles) {
    newest = Math.max(newest, Date.parse(updated))
    if (visibleFrom !== updated) newest = Math.max(newest, Date.parse(visibleFrom))
  }
  return articles.length > 0 ? new Date(newest) : undefined
}

function findSection({ sections }: Publication, id: string): Section | undefined {
  return sections.find((section) => section.id === id)
}
