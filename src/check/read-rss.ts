// RSS 0.9x, 1.0 and 2.0 as a parsed feed.

import type { Address, DateText, Guid, ParsedFeed, ParsedItem, Text, Value } from './feed.ts'
import { childrenOf, type XmlElement } from '../text/xml-elements.ts'
import {
  attributeOf,
  collapsed,
  collected,
  dateOf,
  mediaAddresses,
  repeated,
  selfLinksOf,
  valueOf,
} from './xml-parts.ts'

const ONCE_A_CHANNEL = 'title link description language pubDate lastBuildDate'.split(' ')
const ONCE_AN_ITEM = 'title link description guid pubDate'.split(' ')

/** The feed of a document whose root is `rss` or `rdf:RDF`; none where it has no channel. */
export function readRss(root: XmlElement, elements: XmlElement[]): ParsedFeed | undefined {
  const [channel] = childrenOf(root, 'channel')
  if (!channel) return undefined
  const isRdf = root.name === 'rdf:RDF'
  const items = childrenOf(isRdf ? root : channel, 'item')
  return {
    ...collected(elements),
    name: channel.written,
    at: channel.at,
    format: 'rss',
    version: isRdf ? '1.0' : (root.attributes.version ?? '2.0'),
    title: plain(channel, 'title'),
    hasTitle: childrenOf(channel, 'title').length > 0,
    link: valueOf(channel, 'link'),
    hasDescription: childrenOf(channel, 'description').length > 0,
    texts: [plain(channel, 'description')].filter((each) => each !== undefined),
    language:
      valueOf(channel, 'language') ??
      valueOf(channel, 'dc:language') ??
      attributeOf(channel, 'xml:lang') ??
      attributeOf(root, 'xml:lang'),
    hasAuthor: true,
    hasItems: true,
    items: items.map((each) => item(each, isRdf)),
    selfLinks: selfLinksOf(channel),
    dates: [channel, ...items].flatMap(dates),
    addresses: [
      ...[channel, ...items].flatMap(addresses),
      ...childrenOf(channel, 'image').flatMap(imageAddresses),
      ...mediaAddresses(elements),
    ],
    mailboxes: [
      ...['managingEditor', 'webMaster'].flatMap((name) => valueOf(channel, name) ?? []),
      ...items.flatMap((each) => valueOf(each, 'author') ?? []),
    ],
    enclosures: items
      .flatMap((each) => childrenOf(each, 'enclosure'))
      .map(({ written, at, attributes }) => ({
        name: written,
        at,
        missing: ['url', 'length', 'type'].filter((name) => !attributes[name]?.trim()),
      })),
    repeated: [
      ...repeated(channel, ONCE_A_CHANNEL),
      ...items.flatMap((each) => repeated(each, ONCE_AN_ITEM)),
    ],
    mistyped: [],
  }
}

function item(each: XmlElement, isRdf: boolean): ParsedItem {
  const about = attributeOf(each, 'rdf:about')
  const guid = guidOf(each)
  return {
    name: each.written,
    at: each.at,
    id: isRdf ? about : guid,
    guid,
    title: plain(each, 'title'),
    hasTitle: childrenOf(each, 'title').length > 0,
    link: valueOf(each, 'link'),
    texts: ['description', 'content:encoded'].flatMap((name) => html(each, name)),
    language: valueOf(each, 'dc:language') ?? attributeOf(each, 'xml:lang'),
    hasAuthor: true,
    hasContent: ['title', 'description'].some((name) => valueOf(each, name) !== undefined),
  }
}

function guidOf(each: XmlElement): Guid | undefined {
  const [element] = childrenOf(each, 'guid')
  const value = valueOf(each, 'guid')
  if (!element || !value) return undefined
  return { ...value, isPermaLink: element.attributes.isPermaLink !== 'false' }
}

function plain(parent: XmlElement, name: string): Text | undefined {
  const value = valueOf(parent, name)
  return value && { ...value, value: collapsed(value.value), kind: 'plain' }
}

// A description is HTML, but one that has no markup is a text as any other.
function html(parent: XmlElement, name: string): Text[] {
  return childrenOf(parent, name)
    .filter(({ text }) => text.trim() !== '')
    .map(({ written, at, text, hasBase }): Text => {
      const common = { name: written, at, hasBase }
      if (/<[a-z!/]|&#?\w+;/i.test(text)) return { ...common, value: text, kind: 'html' }
      return { ...common, value: collapsed(text), kind: 'plain' }
    })
}

function dates(parent: XmlElement): DateText[] {
  const forms = {
    pubDate: 'rfc822',
    lastBuildDate: 'rfc822',
    'dc:date': 'w3cdtf',
    'atom:updated': 'rfc3339',
    'atom:published': 'rfc3339',
  } as const
  return Object.entries(forms).flatMap(([name, form]) => {
    const value = dateOf(parent, name)
    return value ? [{ ...value, form }] : []
  })
}

function addresses(parent: XmlElement): Address[] {
  const { hasBase } = parent
  const guid = guidOf(parent)
  const values: (Value | undefined)[] = [
    valueOf(parent, 'link'),
    valueOf(parent, 'comments'),
    guid?.isPermaLink && /^https?:/i.test(guid.value) ? guid : undefined,
    ...childrenOf(parent, 'enclosure').map((each) => attributeOf(each, 'url')),
    ...childrenOf(parent, 'source').map((each) => attributeOf(each, 'url')),
    ...childrenOf(parent, 'atom:link').map((each) => attributeOf(each, 'href')),
  ]
  return values.flatMap((value) => (value ? [{ ...value, hasBase }] : []))
}

function imageAddresses(image: XmlElement): Address[] {
  const { hasBase } = image
  return ['url', 'link'].flatMap((name) => {
    const value = valueOf(image, name)
    return value ? [{ ...value, hasBase }] : []
  })
}
