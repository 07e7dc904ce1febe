// Extensions, as `feed` takes them: elements of RSS, and members of JSON Feed.

import type { Extension } from 'feed'
import type { WritableFeed } from './feed.ts'
import type { FeedOptions } from './item.ts'
import { cdata, verbatim, type Xml, xml } from './xml.ts'

/** Prefix → namespace. */
export type Namespaces = ReadonlyMap<string, string>

/** Feed Paging and Archiving (RFC 5005). */
export const HISTORY = 'http://purl.org/syndication/history/1.0'

/** Prefixes that need no namespace in `options.namespaces`. */
const KNOWN = {
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  googleplay: 'http://www.google.com/schemas/play-podcasts/1.0',
  podcast: 'https://podcastindex.org/namespace/1.0',
  dcterms: 'http://purl.org/dc/terms/',
  creativeCommons: 'http://backend.userland.com/creativeCommonsRssModule',
  georss: 'http://www.georss.org/georss',
  slash: 'http://purl.org/rss/1.0/modules/slash/',
  sy: 'http://purl.org/rss/1.0/modules/syndication/',
  wfw: 'http://wellformedweb.org/CommentAPI/',
  fh: HISTORY,
}

/** What every RSS document of ours binds, and what XML does. */
const BOUND = ['atom', 'content', 'dc', 'media', 'xml', 'xmlns']

const OF_JSON = /^_[A-Za-z][^.]*$/

/** The members that extensions with a name of `_` and a letter onwards, without dots, make. */
export function jsonMembers(extensions: Extension[] = []): Record<string, unknown> {
  const members = extensions.filter(({ name }) => OF_JSON.test(name))
  return Object.fromEntries(members.map(({ name, objects }) => [name, objects]))
}

/**
 * The elements that all other extensions make, in the notation of xml-js: see `feed`. What they
 * use of the known namespaces and of those given, the document binds (`namespacesOf`).
 */
export function elements(
  extensions: Extension[] | undefined,
  namespaces: FeedOptions['namespaces'],
): Xml[] {
  if (!extensions?.length) return []
  const bound = new Set([...BOUND, ...known(namespaces).keys()])
  return ofRss(extensions).flatMap(({ name, objects }) =>
    element(name, objects, bound).map((each) => xml`\n${each}`),
  )
}

/** What a document has to bind for the extensions in it. */
export function namespacesOf({ options, extensions, items }: WritableFeed): Namespaces {
  const all = ofRss([...extensions, ...items.flatMap((each) => each.extensions ?? [])])
  const used = new Set(all.flatMap(({ name, objects }) => [...prefixes(name, objects)]))
  for (const prefix of options.prefixes ?? []) used.add(prefix)
  if (options.archive) used.add('fh')
  if (options.podcast) used.add('itunes').add('googleplay')
  for (const prefix of BOUND) used.delete(prefix)
  const bound = new Map([...known(options.namespaces)].filter(([prefix]) => used.has(prefix)))
  if (options.archive && bound.get('fh') !== HISTORY) {
    throw new TypeError(
      `the option namespaces binds fh, which archive needs: expected ${HISTORY}, or none`,
    )
  }
  return bound
}

function known(namespaces: FeedOptions['namespaces']): Map<string, string> {
  return new Map(Object.entries({ ...KNOWN, ...namespaces }).filter(([, uri]) => uri))
}

/** The attributes that bind them. */
export function declarations(namespaces: Namespaces): Xml[] {
  return [...namespaces].map(
    ([prefix, uri]) => xml`\n  xmlns:${verbatim(checkedName(prefix))}="${uri}"`,
  )
}

function ofRss(extensions: Extension[] = []): Extension[] {
  return extensions.filter(({ name }) => !OF_JSON.test(name))
}

function* prefixes(name: string, value: unknown): Generator<string> {
  const [prefix, local] = name.split(':')
  if (prefix && local) yield prefix
  if (typeof value !== 'object' || value === null) return
  for (const [key, inside] of Object.entries(value)) {
    // The members of a list are called what the list is called.
    yield* prefixes(Array.isArray(value) ? '' : key, inside)
  }
}

function element(name: string, value: unknown, bound: ReadonlySet<string>): Xml[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each) => element(name, each, bound))
  const { _attributes, ...content } = isRecord(value) ? value : { _text: value }
  const attributes = isRecord(_attributes) ? _attributes : {}
  const inScope = new Set([...bound, ...Object.keys(attributes).flatMap(boundBy)])
  const tag = verbatim(boundName(name, inScope))
  const start = xml`${tag}${Object.entries(attributes).map(([key, each]) =>
    attribute(key, each, inScope),
  )}`
  const inside = Object.entries(content).flatMap(([key, each]) => child(key, each, inScope))
  return [inside.length > 0 ? xml`<${start}>${inside}</${tag}>` : xml`<${start}/>`]
}

function attribute(name: string, value: unknown, bound: ReadonlySet<string>): Xml | undefined {
  const [text] = texts(value)
  if (text === undefined) return undefined
  if (boundBy(name).length > 0) return declaration(name, text)
  return xml` ${verbatim(boundName(name, bound))}="${text}"`
}

// Namespaces in XML 1.0 §3: the prefix xmlns is not bound, and none is unbound.
function declaration(name: string, uri: string): Xml {
  if (uri === '' || name === 'xmlns:xmlns') {
    throw new TypeError(`the attribute ${name}="${uri}" binds no prefix to a namespace`)
  }
  return xml` ${verbatim(checkedName(name))}="${uri}"`
}

function child(key: string, value: unknown, bound: ReadonlySet<string>): Xml[] {
  if (key === '_text') return texts(value).map((each) => xml`${each}`)
  if (key === '_cdata') return texts(value).map(cdata)
  return key === '_comment' ? [] : element(key, value, bound)
}

function texts(value: unknown): string[] {
  return [value]
    .flat()
    .flatMap((each) => each ?? [])
    .map(String)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
}

function boundBy(attributeName: string): string[] {
  return attributeName.startsWith('xmlns:') ? [attributeName.slice('xmlns:'.length)] : []
}

function boundName(name: string, bound: ReadonlySet<string>): string {
  const [prefix, local] = checkedName(name).split(':')
  if (prefix === 'xmlns') throw new TypeError(`the extension "${name}" would be a declaration`)
  if (prefix && local && !bound.has(prefix)) {
    throw new TypeError(
      `the extension "${name}" has a prefix without a namespace: expected one for ${prefix} in the option namespaces`,
    )
  }
  return name
}

const NC_NAME =
  '[A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f' +
  '\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}]' +
  '[-.0-9A-Z_a-z\\u00b7\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u203f\\u2040' +
  '\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}]*'
const Q_NAME = new RegExp(`^${NC_NAME}(?::${NC_NAME})?$`, 'u')

// Namespaces in XML 1.0 §4.
function checkedName(name: string): string {
  if (Q_NAME.test(name)) return name
  throw new TypeError(
    `the extension "${name}" has no name that XML or JSON Feed allows: expected one such as itunes:explicit or _example`,
  )
}
