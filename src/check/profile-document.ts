// A partner's document as the rules of profiles see it, XML or JSON: a feed, its items, and what is
// at a path in them.

import type { Node } from 'jsonc-parser'
import type { Form } from '../article/profile.ts'
import type { Position } from '../text/position.ts'
import { childrenOf, type XmlElement } from '../text/xml-elements.ts'
import type { Value } from './feed.ts'
import type { Finding } from './finding.ts'
import { type JsonObject, objectsOf, readJson } from './json.ts'
import { readXml } from './xml.ts'

/** A feed or an item. */
export interface ProfilePart {
  name: string
  at: Position
  /**
   * What is there and not empty at a path: `title`, `snf:logo/url`, `media:content@width`,
   * `atom:link[rel=hub]`, `@xml:lang`.
   */
  find: (path: string) => Value[]
  /** The same as parts, in which more can be looked for. */
  parts: (path: string) => ProfilePart[]
}

export interface ProfileDocument {
  form: Form
  feed: ProfilePart
  items: ProfilePart[]
}

/** The document of a text; none where it is of no form, or not well-formed. */
export function readProfileDocument(text: string): {
  document?: ProfileDocument | undefined
  findings: Finding[]
} {
  if (/^\s*[{[]/.test(text)) {
    const { root, findings } = readJson(text)
    return { document: root && ofJson(root), findings }
  }
  const { root, findings } = readXml(text)
  return { document: root && ofXml(root), findings }
}

function ofXml(root: XmlElement): ProfileDocument | undefined {
  if (root.name === 'sitemap:urlset') return xmlDocument('sitemap', root, 'sitemap:url')
  if (root.name === 'atom:feed') return xmlDocument('atom', root, 'atom:entry')
  const [channel] = root.name === 'rss' ? childrenOf(root, 'channel') : []
  return channel && xmlDocument('rss', channel, 'item')
}

function xmlDocument(form: Form, feed: XmlElement, item: string): ProfileDocument {
  return { form, feed: xmlPart(feed), items: childrenOf(feed, item).map(xmlPart) }
}

function ofJson(root: JsonObject): ProfileDocument | undefined {
  if (root.members.has('associations') || root.members.has('standard')) {
    return { form: 'ninjs', feed: jsonPart('ninjs', root), items: jsonParts(root, 'associations') }
  }
  if (!root.members.has('items')) return undefined
  return { form: 'json', feed: jsonPart('feed', root), items: jsonParts(root, 'items') }
}

// A step, with an attribute that it has; an attribute of it; the other steps.
const PATH = /^([^/@[]*)(?:\[([\w:]+)=([^\]]*)\])?(?:@([\w:]+))?(?:\/(.+))?$/

function xmlPart(element: XmlElement): ProfilePart {
  return {
    name: element.written,
    at: element.at,
    find: (path) => valuesAt(element, path),
    parts: (path) => elementsAt(element, path).map(xmlPart),
  }
}

function valuesAt(element: XmlElement, path: string): Value[] {
  const [, , , , attribute] = PATH.exec(path) ?? []
  if (attribute === undefined || path.includes('/')) {
    return elementsAt(element, path).map(({ written, at, text }) => ({
      name: written,
      at,
      value: text.trim(),
    }))
  }
  return elementsAt(element, path.slice(0, path.indexOf('@'))).flatMap(
    ({ written, at, attributes }) => {
      const value = attributes[attribute]?.trim()
      return value ? [{ name: `${written} ${attribute}`, at, value }] : []
    },
  )
}

function elementsAt(element: XmlElement, path: string): XmlElement[] {
  if (path === '') return [element]
  const [, step = '', name, value, , rest] = PATH.exec(path) ?? []
  const here = childrenOf(element, step).filter(
    ({ attributes }) => name === undefined || attributes[name] === value,
  )
  return rest === undefined ? here.filter(holds) : here.flatMap((each) => elementsAt(each, rest))
}

function holds({ text, children, attributes }: XmlElement): boolean {
  return text.trim() !== '' || children.length > 0 || Object.keys(attributes).length > 0
}

function jsonPart(name: string, object: JsonObject): ProfilePart {
  return {
    name,
    at: object.at,
    find: (path) => membersAt(object, path),
    parts: (path) => jsonParts(object, path),
  }
}

function jsonParts(object: JsonObject, name: string): ProfilePart[] {
  return objectsOf(object, name).map((each) => jsonPart(name, each))
}

function membersAt(object: JsonObject, name: string): Value[] {
  const member = object.members.get(name)
  if (!member || isEmpty(member.node)) return []
  return [{ name, at: member.at, value: String(member.node.value ?? '') }]
}

function isEmpty({ type, value, children = [] }: Node): boolean {
  if (type === 'object' || type === 'array') return children.length === 0
  return String(value ?? '').trim() === ''
}
