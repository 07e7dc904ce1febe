// Any feed: RSS 0.9x, 1.0 and 2.0, Atom 1.0, JSON Feed 1.0 and 1.1.

import { readAtom } from './feed-atom.ts'
import { feedDraft } from './feed-draft.ts'
import type { FeedDocument } from './feed-item.ts'
import { isJsonFeed, readJsonFeed } from './feed-json.ts'
import { readRss } from './feed-rss.ts'
import { readFeedXml } from './feed-xml.ts'
import { isPage } from '../text/html-page.ts'
import { ItemError } from './html-depth.ts'
import type { ImportedItem, ReadOptions } from './imported.ts'
import { readJsonText } from './json-text.ts'
import { sourceText } from './source-bytes.ts'
import { SourceError } from './source-error.ts'
import { isRecord } from './yaml.ts'

/** One document of a feed, as drafts. */
export interface FeedPage {
  items: ImportedItem[]
  /** Absolute address of the document with older items. */
  next?: string
}

/** How a feed is read. */
export interface FeedOptions extends ReadOptions {
  /** What HTTP says that its bytes are. */
  charset?: string
}

/**
 * Reads one document of a feed.
 *
 * @throws {SourceError} with the line where it cannot be read on, or is no feed
 */
export async function readFeedPage(
  chunks: AsyncIterable<Uint8Array>,
  options: FeedOptions,
): Promise<FeedPage> {
  const { text, notes } = await sourceText(chunks, options.charset)
  const feed = documentOf(text, options.address)
  return {
    items: itemsOf({ ...feed, notes: [...notes, ...feed.notes] }, options),
    next: nextOf(feed, options.address),
  }
}

/** The same as a reader; that there are older items elsewhere is said. */
export async function* readFeed(
  chunks: AsyncIterable<Uint8Array>,
  options: FeedOptions,
): AsyncGenerator<ImportedItem> {
  const { items, next } = await readFeedPage(chunks, options)
  yield* items
  if (next !== undefined) {
    yield { kind: 'skipped', where: 'the feed', reason: `older items are at ${next}` }
  }
}

const ATOM_0_3 = '{http://purl.org/atom/ns#}feed'

function documentOf(text: string, address: string | undefined): FeedDocument {
  const start = text.trimStart()
  return /^[[{"]/.test(start) ? jsonFeed(text, address) : xmlFeed(text, address)
}

function jsonFeed(text: string, address: string | undefined): FeedDocument {
  const root = readJsonText(text)
  if (!isRecord(root) || !isJsonFeed(root)) {
    throw SourceError.atStart('this JSON is no feed: a JSON Feed has "version" and "items"')
  }
  if (root.items !== undefined && !Array.isArray(root.items)) {
    throw SourceError.atStart('"items" is no list: a JSON Feed has a list of items')
  }
  return readJsonFeed(root, address)
}

function xmlFeed(text: string, address: string | undefined): FeedDocument {
  if (!/<[a-z?!]/i.test(text)) throw SourceError.atStart('this is no feed: neither XML nor JSON')
  if (isPage(text))
    throw SourceError.atStart('this is an HTML page, not a feed: give the address of its feed')
  const { root, notes } = readFeedXml(text)
  const feed = feedOf(root, address)
  if (feed) return { ...feed, notes }
  if (root.name === ATOM_0_3)
    throw SourceError.atStart('this is Atom 0.3, which was replaced by Atom 1.0')
  throw SourceError.atStart(
    `this XML is no feed: its root is <${root.written}>, not <rss>, <feed> or <rdf:RDF>`,
  )
}

function feedOf(root: ReturnType<typeof readFeedXml>['root'], address: string | undefined) {
  if (root.name === 'atom:feed') return readAtom(root, address)
  return root.name === 'rss' || root.name === 'rdf:RDF' ? readRss(root, address) : undefined
}

function itemsOf(feed: FeedDocument, options: FeedOptions): ImportedItem[] {
  const seen = new Set<string>()
  const articles = feed.items.map((item): ImportedItem => {
    if ('reason' in item) return { kind: 'failed', ...item }
    const read = draftOf(item, feed, options)
    if (read.kind !== 'article') return read
    const { id } = read.draft
    if (!seen.has(id)) {
      seen.add(id)
      return read
    }
    return { kind: 'failed', where: item.where, id, reason: 'another item before it has this id' }
  })
  const publication = { ...feed.publication, ...languageOf(articles) }
  return [{ kind: 'publication', ...publication }, ...withNotes(articles, feed.notes)]
}

// WordPress says en-US until somebody tells it otherwise.
function languageOf(articles: ImportedItem[]): { language?: string } {
  const languages = new Set(
    articles.flatMap((each) => (each.kind === 'article' ? [each.draft.language] : [])),
  )
  const [only] = languages
  return languages.size === 1 && only !== undefined ? { language: only } : {}
}

function draftOf(...[item, feed, options]: Parameters<typeof feedDraft>): ImportedItem {
  try {
    return feedDraft(item, feed, options)
  } catch (error) {
    if (!(error instanceof ItemError)) throw error
    return { kind: 'failed', where: item.where, reason: error.message }
  }
}

/** What was done to the document stands on its first article: there is no other place for it. */
function withNotes(items: ImportedItem[], notes: string[]): ImportedItem[] {
  const first = items.findIndex(({ kind }) => kind === 'article')
  return items.map((item, index) => {
    if (index !== first || item.kind !== 'article') return item
    const all = notes.map((detail) => ({ field: 'document', detail }))
    return { ...item, notes: [...all, ...item.notes] }
  })
}

function nextOf(
  { next, publication }: FeedDocument,
  address: string | undefined,
): string | undefined {
  if (next === undefined) return undefined
  const base = address ?? publication.home
  return URL.canParse(next, base) ? new URL(next, base).href : undefined
}
