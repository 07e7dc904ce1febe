// RSS 0.9x, 1.0 and 2.0, with Dublin Core, Media RSS and what Atom lends to it.

import { childrenOf, type XmlElement } from '../text/xml-elements.ts'
import {
  absolute,
  bounded,
  type FeedAuthor,
  type FeedDocument,
  type FeedItem,
  itemOr,
  plainOf,
} from './feed-item.ts'
import { mediaOf } from './feed-media.ts'
import { attributeOf, textOf, textsOf } from './feed-xml.ts'
import { paragraphs, paragraphsHtml } from './plain-text.ts'

/**
 * The feed of a document whose root is `rss` or `rdf:RDF`; none where it has no channel.
 *
 * @param address where it was fetched from
 */
export function readRss(
  root: XmlElement,
  address?: string,
): Omit<FeedDocument, 'notes'> | undefined {
  const [channel] = childrenOf(root, 'channel')
  if (!channel) return undefined
  const isRdf = root.name === 'rdf:RDF'
  const home = textOf(channel, 'link')
  const base = attributeOf(channel, 'xml:base') ?? attributeOf(root, 'xml:base') ?? address ?? home
  // RSS 1.0 has them beside the channel; RSS 0.90, and some that say to be 2.0, too.
  const items = [...childrenOf(channel, 'item'), ...childrenOf(root, 'item')]
  return {
    publication: {
      title: plainField(channel, 'title'),
      description: plainField(channel, 'description'),
      home: home && absolute(home, base),
      language:
        textOf(channel, 'language') ??
        textOf(channel, 'dc:language') ??
        attributeOf(channel, 'xml:lang') ??
        attributeOf(root, 'xml:lang'),
    },
    dated: ['pubDate', 'dc:date', 'lastBuildDate', 'atom:updated'].flatMap((name) =>
      textsOf(channel, name),
    ),
    items: bounded(items).map((each, index) => {
      const where = `item ${index + 1}, line ${each.at.line}`
      return itemOr(where, () => item(each, where, isRdf, base))
    }),
    next: nextOf(channel),
  }
}

function plainField(parent: XmlElement, name: string): string | undefined {
  const text = textOf(parent, name)
  return text && plainOf(text, name, [])
}

/** RFC 5005: the next page, else the archive before this document. */
export function nextOf(parent: XmlElement): string | undefined {
  const links = childrenOf(parent, 'atom:link')
  const [found] = ['next', 'prev-archive'].flatMap((rel) =>
    links.filter(({ attributes }) => attributes.rel === rel),
  )
  return found && attributeOf(found, 'href')
}

function item(each: XmlElement, where: string, isRdf: boolean, around?: string): FeedItem {
  const notes: FeedItem['notes'] = []
  const base = attributeOf(each, 'xml:base') ?? around
  const guid = textOf(each, 'guid')
  const about = isRdf ? attributeOf(each, 'rdf:about') : undefined
  const link = linkOf(each)
  const title = textOf(each, 'title')
  const description = htmlOf(each, 'description')
  const content =
    htmlOf(each, 'content:encoded') ?? htmlOf(each, 'atom:content') ?? htmlOf(each, 'xhtml:body')
  return {
    where,
    id: guid ?? about,
    link: link && absolute(link, base),
    title: title && plainOf(title, 'title', notes),
    content: content ?? description,
    summary: content && description ? plainOf(description, 'summary', []) : undefined,
    published: [
      'pubDate',
      'dc:date',
      'dcterms:created',
      'dcterms:issued',
      'atom:published',
    ].flatMap((name) => textsOf(each, name)),
    updated: ['atom:updated', 'dcterms:modified'].flatMap((name) => textsOf(each, name)),
    authors: authors(each, notes),
    tags: ['category', 'dc:subject'].flatMap((name) =>
      textsOf(each, name).map((tag) => plainOf(tag, 'tags', [])),
    ),
    language: textOf(each, 'dc:language') ?? attributeOf(each, 'xml:lang'),
    ...mediaOf(each, base),
    source: plainField(each, 'source'),
    notes,
  }
}

// A guid is an address unless it says that it is none.
function linkOf(each: XmlElement): string | undefined {
  const [guid] = childrenOf(each, 'guid')
  const page = childrenOf(each, 'atom:link').find(
    ({ attributes: { rel = 'alternate' } }) => rel === 'alternate',
  )
  const isLink = guid?.attributes.isPermaLink !== 'false' && /^https?:\/\//i.test(guid?.text ?? '')
  return (
    textOf(each, 'link') ??
    (page && attributeOf(page, 'href')) ??
    (isLink ? guid?.text.trim() : undefined)
  )
}

/** The HTML that an element holds, escaped or not; text without markup in paragraphs. */
function htmlOf(parent: XmlElement, name: string): string | undefined {
  const found = childrenOf(parent, name).find(
    ({ markup, text }) => `${markup}${text}`.trim() !== '',
  )
  if (!found) return undefined
  if (/<[a-z!]/i.test(found.markup)) return found.markup.trim()
  if (/<[a-z!/]|&#?\w+;/i.test(found.text)) return found.text.trim()
  return paragraphsHtml(paragraphs(found.text))
}

function authors(each: XmlElement, notes: FeedItem['notes']): FeedAuthor[] {
  const named = textsOf(each, 'dc:creator').map((name) => ({ name: plainOf(name, 'authors', []) }))
  if (named.length > 0) return named
  const written = [...textsOf(each, 'author'), ...textsOf(each, 'itunes:author')]
  return written.flatMap((text) => {
    const name = nameOf(plainOf(text, 'authors', []))
    if (name !== undefined) return [{ name }]
    notes.push({ field: 'authors', detail: 'left out: an e-mail address without a name' })
    return []
  })
}

const LONGEST_NAME = 300

/** RSS 2.0: `desk@news.example (Fatima Alaoui)`; others write the name alone. */
function nameOf(text: string): string | undefined {
  // Longer ones are no names, and take long to look through.
  if (text.length > LONGEST_NAME) return text
  const [, name = text] = /^\S+@\S+\s*\((.+)\)$/.exec(text) ?? []
  const plain = name.replace(/<[^<>@\s]+@[^<>\s]+>/, '').trim()
  return plain === '' || /^\S+@\S+$/.test(plain) ? undefined : plain
}
