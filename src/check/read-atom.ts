// Atom 1.0 (RFC 4287) as a parsed feed.

import { languageDirection } from './declared.ts'
import type { Address, DateText, ParsedFeed, ParsedItem, Text } from './feed.ts'
import { childrenOf, type XmlElement } from '../text/xml-elements.ts'
import {
  attributeOf,
  collapsed,
  collected,
  dateOf,
  mediaAddresses,
  repeated,
  saidDirection,
  selfLinksOf,
  textOf,
  valueOf,
} from './xml-parts.ts'

// RFC 4287 §4.1.1 and §4.1.2.
const ONCE_A_FEED = ['atom:id', 'atom:title', 'atom:updated', 'atom:subtitle']
const ONCE_AN_ENTRY = [
  'atom:id',
  'atom:title',
  'atom:updated',
  'atom:published',
  'atom:summary',
  'atom:content',
]

/** The feed of a document whose root is `feed`. */
export function readAtom(root: XmlElement, elements: XmlElement[]): ParsedFeed {
  const entries = childrenOf(root, 'atom:entry')
  const [first] = entries
  return {
    ...collected(elements),
    name: root.written,
    at: root.at,
    format: 'atom',
    version: '1.0',
    id: valueOf(root, 'atom:id'),
    title: textConstruct(root, 'atom:title'),
    hasTitle: childrenOf(root, 'atom:title').length > 0,
    hasDescription: true,
    texts: texts(root, ['atom:subtitle']),
    updated: valueOf(root, 'atom:updated'),
    // RFC 4287 §2: it may stand on every entry instead.
    language:
      attributeOf(root, 'xml:lang') ??
      (first && entries.every((entry) => entry.language)
        ? attributeOf(first, 'xml:lang')
        : undefined),
    saidDirection: saidDirection(root),
    hasAuthor: childrenOf(root, 'atom:author').length > 0,
    hasItems: true,
    items: entries.map(entry),
    selfLinks: selfLinksOf(root),
    dates: [root, ...entries].flatMap(dates),
    addresses: [...elements.flatMap(addresses), ...mediaAddresses(elements)],
    mailboxes: [],
    enclosures: [],
    repeated: [
      ...repeated(root, ONCE_A_FEED),
      ...entries.flatMap((each) => repeated(each, ONCE_AN_ENTRY)),
    ],
    mistyped: [],
  }
}

function entry(each: XmlElement): ParsedItem {
  const sources = childrenOf(each, 'atom:source')
  const contents = childrenOf(each, 'atom:content')
  const isPage = ({ attributes: { rel = 'alternate' } }: XmlElement) => rel === 'alternate'
  const page = childrenOf(each, 'atom:link').find(isPage)
  return {
    name: each.written,
    at: each.at,
    id: valueOf(each, 'atom:id'),
    title: textConstruct(each, 'atom:title'),
    hasTitle: childrenOf(each, 'atom:title').length > 0,
    link: page && attributeOf(page, 'href'),
    texts: texts(each, ['atom:summary', 'atom:content']),
    updated: valueOf(each, 'atom:updated'),
    language: attributeOf(each, 'xml:lang'),
    saidDirection: saidDirection(each),
    hasAuthor: [each, ...sources].some((where) => childrenOf(where, 'atom:author').length > 0),
    hasContent: contents.length > 0 || page !== undefined,
  }
}

function textConstruct(parent: XmlElement, name: string): Text | undefined {
  return texts(parent, [name])[0]
}

/** Text constructs (RFC 4287 §3.1) and contents, those that hold text. */
function texts(parent: XmlElement, names: string[]): Text[] {
  return names
    .flatMap((name) => childrenOf(parent, name))
    .flatMap((element): Text[] => {
      const { attributes, written, at, markup, hasBase } = element
      const type = attributes.type ?? 'text'
      const direction = saidDirection(element) ?? languageDirection(attributes['xml:lang'])
      if (type === 'xhtml') {
        if (markup.trim() === '') return []
        return [{ name: written, at, value: markup, kind: 'html', hasBase, direction }]
      }
      const value = textOf(element)
      if (!value || !/^(?:text|html|text\/(?:plain|html))$/i.test(type)) return []
      const common = { ...value, hasBase, direction }
      if (/html/i.test(type)) return [{ ...common, kind: 'html' }]
      return [{ ...common, kind: 'plain', value: collapsed(value.value) }]
    })
}

function dates(parent: XmlElement): DateText[] {
  // An empty `updated` is one that is missing.
  const all = [dateOf(parent, 'atom:published'), valueOf(parent, 'atom:updated')]
  return all.flatMap((value) => (value ? [{ ...value, form: 'rfc3339' as const }] : []))
}

const ATTRIBUTES = new Map([
  ['atom:link', 'href'],
  ['atom:content', 'src'],
])
const TEXTS = new Set(['atom:uri', 'atom:icon', 'atom:logo'])

function addresses(element: XmlElement): Address[] {
  const attribute = ATTRIBUTES.get(element.name)
  const value = attribute
    ? attributeOf(element, attribute)
    : TEXTS.has(element.name)
      ? textOf(element)
      : undefined
  return value ? [{ ...value, hasBase: element.hasBase }] : []
}
