// Elements of XML, by the names that their namespaces are commonly known by.

import type { SaxesTagNS } from 'saxes'
import type { Position } from './position.ts'

const XHTML = 'http://www.w3.org/1999/xhtml'

// By what a namespace is called here; '' is RSS, whose older versions have one each.
const NAMES = new Map([
  ['http://purl.org/rss/1.0/', ''],
  ['http://my.netscape.com/rdf/simple/0.9/', ''],
  ['http://channel.netscape.com/rdf/simple/0.9/', ''],
  ['http://backend.userland.com/rss2', ''],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf:'],
  ['http://www.w3.org/2005/Atom', 'atom:'],
  ['http://purl.org/dc/elements/1.1/', 'dc:'],
  ['http://purl.org/rss/1.0/modules/content/', 'content:'],
  ['http://search.yahoo.com/mrss/', 'media:'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes:'],
  ['http://www.w3.org/2005/11/its', 'its:'],
  ['http://purl.org/dc/terms/', 'dcterms:'],
  ['http://www.smartnews.be/snf', 'snf:'],
  ['http://schemas.ingestion.microsoft.com/common/', 'mi:'],
  ['http://webfeeds.org/rss/1.0', 'webfeeds:'],
  ['http://www.sitemaps.org/schemas/sitemap/0.9', 'sitemap:'],
  ['http://www.google.com/schemas/sitemap-news/0.9', 'news:'],
  ['http://www.w3.org/XML/1998/namespace', 'xml:'],
  ['', ''],
])

const PREFIXES = new Set([...NAMES.values()].filter((name) => name !== ''))

/** An element as it was read. */
export interface XmlElement {
  /** By its namespace's name here: `atom:entry`; of an unknown one, the namespace before it. */
  name: string
  /** As it stands in the document. */
  written: string
  at: Position
  attributes: Record<string, string>
  children: XmlElement[]
  /** The text that stands directly in it. */
  text: string
  /** Atom, `type="xhtml"`: what is in it, as HTML. */
  markup: string
  /** The `xml:lang` in force. */
  language?: string
  /** Whether an `xml:base` is in force. */
  hasBase: boolean
}

/** The child elements of a name, in document order. */
export function childrenOf(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child) => child.name === name)
}

/** The element that a tag begins. */
export function elementOf(
  tag: SaxesTagNS,
  at: Position,
  parent: XmlElement | undefined,
): XmlElement {
  const attributes: Record<string, string> = {}
  for (const { uri, local, value } of Object.values(tag.attributes)) {
    if (uri !== 'http://www.w3.org/2000/xmlns/') attributes[nameOf(uri, local)] = value
  }
  return {
    name: nameOf(tag.uri, tag.local),
    written: tag.name,
    at,
    attributes,
    children: [],
    text: '',
    markup: '',
    language: attributes['xml:lang'] ?? parent?.language,
    hasBase: parent?.hasBase === true || attributes['xml:base'] !== undefined,
  }
}

function nameOf(uri: string, local: string): string {
  if (uri === XHTML) return `xhtml:${local}`
  // The parser puts a prefix that is bound to nothing in place of its namespace.
  const unbound = PREFIXES.has(`${uri}:`) ? `${uri}:` : undefined
  return (NAMES.get(uri) ?? unbound ?? `{${uri}}`) + local
}

/** The tag as HTML writes it. */
export function openTag({ local, attributes }: SaxesTagNS): string {
  const written = Object.values(attributes)
    .filter(({ uri }) => uri === '')
    .map((each) => ` ${each.local}="${escaped(each.value).replaceAll('"', '&quot;')}"`)
  return `<${local}${written.join('')}>`
}

// HTML §13.1.2: they have no end tag, and `</br>` is one more of them.
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/

/** Its end, as HTML writes it. */
export function closeTag({ local }: SaxesTagNS): string {
  return VOID.test(local) ? '' : `</${local}>`
}

/** Text as it stands in XML and HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
