// XML as a strict parser reads it: elements with their places, by the names that their namespaces
// are commonly known by, or what it stumbles over.

import { SaxesParser, type SaxesTagNS } from 'saxes'
import { type Position, positions } from './feed.ts'
import { type Finding, finding, type Stumble } from './finding.ts'
import { Forbidden } from './forbidden.ts'

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
  ['http://www.w3.org/XML/1998/namespace', 'xml:'],
  ['', ''],
])

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

export interface XmlDocument {
  /** None where the document is not well-formed. */
  root?: XmlElement
  /** Every element outside XHTML, in document order. */
  elements: XmlElement[]
  findings: Finding[]
}

// No feed comes near it, and the parser looks through all that are open for each that is opened.
const DEEPEST = 200

/** What ends the reading. */
class Stop extends Error {}

/**
 * Reads XML 1.0 with namespaces. Only the first place where it is not well-formed is reported:
 * what comes after it cannot be told. Characters that may not be there are read past.
 */
export function readXml(source: string): XmlDocument {
  const at = positions(source)
  const forbidden = new Forbidden()
  const text = forbidden.replaced(source, at)
  const findings: Finding[] = []
  const parser = new SaxesParser({ xmlns: true })
  const open: XmlElement[] = []
  const elements: XmlElement[] = []
  // The element whose XHTML is read, and how deep in it the reading is.
  let collecting: { element: XmlElement; depth: number } | undefined
  let root: XmlElement | undefined
  let start = 0
  // The parser closes what it expects to be closed before it says that something else was.
  let closed: string | undefined
  let declared = declarations('')

  const references = new Set<string>()

  const take = (value: string) => {
    const top = open.at(-1)
    if (collecting) collecting.element.markup += escaped(value)
    else if (top) top.text += value
  }
  parser.on('error', ({ message }) => {
    if (message.endsWith('malformed character entity.')) {
      const reference = text.slice(text.lastIndexOf('&', parser.position), parser.position)
      const code = codeOf(reference)
      if (code !== undefined) {
        forbidden.note(code, at(parser.position - reference.length))
        references.add(reference)
        return
      }
    }
    if (message.endsWith('undefined entity.')) {
      const offset = text.lastIndexOf('&', parser.position - 1)
      const name = text.slice(offset, parser.position)
      const isHere = declared.names.has(name)
      if (isHere || declared.mayBeElsewhere) {
        if (!isHere && !references.has(name)) {
          const stumble: Stumble = { reason: 'external-entity', name }
          findings.push(finding('not-well-formed', at(offset), stumble, 'warning'))
        }
        references.add(name)
        return
      }
    }
    const { offset, stumble } = stumbleOf(message, text, parser.position, closed)
    const where = stumble.reason === 'unclosed' ? open.at(-1)?.at : undefined
    findings.push(finding('not-well-formed', where ?? at(offset), stumble))
    throw new Stop()
  })
  parser.on('doctype', (declaration) => {
    declared = declarations(declaration)
  })
  parser.on('opentagstart', () => {
    start = text.lastIndexOf('<', parser.position - 1)
  })
  parser.on('opentag', (tag) => {
    if (open.length + (collecting?.depth ?? 0) >= DEEPEST) {
      findings.push(finding('not-well-formed', at(start), { reason: 'too-deep' }))
      throw new Stop()
    }
    if (collecting) {
      collecting.depth += 1
      collecting.element.markup += openTag(tag)
      return
    }
    const parent = open.at(-1)
    const element = elementOf(tag, at(start), parent)
    parent?.children.push(element)
    root ??= element
    elements.push(element)
    open.push(element)
    const isXhtml = element.name.startsWith('atom:') && element.attributes.type === 'xhtml'
    if (isXhtml) collecting = { element, depth: 0 }
  })
  parser.on('closetag', (tag) => {
    closed = tag.name
    if (collecting && collecting.depth > 0) {
      collecting.depth -= 1
      collecting.element.markup += `</${tag.local}>`
      return
    }
    collecting = undefined
    open.pop()
  })
  parser.on('text', (text) => {
    // What the parser does not resolve it leaves as it was.
    take(text.replace(/&[^&;\s]+;/g, (each) => (references.has(each) ? '\ufffd' : each)))
  })
  parser.on('cdata', take)
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    root = undefined
  }
  return { root, elements, findings: [...forbidden.findings, ...findings] }
}

// XML 1.0 §4.1: an entity may be declared in the document type, or in what that names. This parser
// reads neither, and readers of feeds do not fetch the second.
function declarations(doctype: string): { names: Set<string>; mayBeElsewhere: boolean } {
  const found = doctype.matchAll(/<!ENTITY\s+([^\s%"']+)\s/g)
  return {
    names: new Set(Array.from(found, ([, name]) => `&${name};`)),
    mayBeElsewhere: /^\s*\S+\s+(?:SYSTEM|PUBLIC)\s|%[\w.-]+;/.test(doctype),
  }
}

function elementOf(tag: SaxesTagNS, at: Position, parent: XmlElement | undefined): XmlElement {
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
  return (NAMES.get(uri) ?? `{${uri}}`) + local
}

function openTag({ local, attributes }: SaxesTagNS): string {
  const written = Object.values(attributes)
    .filter(({ uri }) => uri === '')
    .map((each) => ` ${each.local}="${escaped(each.value).replaceAll('"', '&quot;')}"`)
  return `<${local}${written.join('')}>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

// Of a reference that is written as one should be but means a character that may not be.
function codeOf(reference: string): number | undefined {
  const [, hexadecimal, decimal] = /^&#(?:x([0-9a-f]+)|([0-9]+));$/i.exec(reference) ?? []
  const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal)
  return Number.isNaN(code) || code > 0x10ffff ? undefined : code
}

/** What the parser says, as a reason with its place. */
function stumbleOf(
  message: string,
  text: string,
  end: number,
  closed: string | undefined,
): { offset: number; stumble: Stumble } {
  const said = message.replace(/^(?:\d+:\d+: )/, '')
  const named =
    /^(unmatched closing tag|unclosed tag|unbound namespace prefix|duplicate attribute): "?(.*?)"?\.?$/.exec(
      said,
    )
  const [, what, name = ''] = named ?? []
  const before = (character: string) => Math.max(0, text.lastIndexOf(character, end - 1))
  if (said === 'undefined entity.') {
    const offset = before('&')
    return { offset, stumble: { reason: 'entity', name: text.slice(offset, end) } }
  }
  const raw = text.indexOf('&', text.lastIndexOf(';', end - 2) + 1)
  const isRaw = raw >= 0 && raw < end && !/^&#?\w+;/.test(text.slice(raw, end))
  if (/entity name|unexpected end|unclosed tag/.test(said) && isRaw) {
    return { offset: raw, stumble: { reason: 'ampersand' } }
  }
  if (what === 'unmatched closing tag' || said === 'unexpected close tag.') {
    const offset = before('<')
    const tag = text.slice(offset, end).replace(/^<\/|\s*>$/g, '')
    const open = what === undefined ? closed : undefined
    return { offset, stumble: { reason: 'closing-tag', name: tag, open } }
  }
  if (what === 'unclosed tag') return { offset: end, stumble: { reason: 'unclosed', name } }
  if (what === 'unbound namespace prefix') {
    return { offset: before('<'), stumble: { reason: 'prefix', name } }
  }
  if (what === 'duplicate attribute') {
    return { offset: before('<'), stumble: { reason: 'attribute', name } }
  }
  if (said.startsWith('malformed character entity')) {
    return { offset: before('&'), stumble: { reason: 'reference' } }
  }
  const offset = Math.max(0, end - 1)
  if (said.startsWith('documents may contain only one root')) {
    return { offset: before('<'), stumble: { reason: 'outside' } }
  }
  if (said.startsWith('text data outside')) {
    const from = text.lastIndexOf('>', offset - 1) + 1
    const spaces = /^\s*/.exec(text.slice(from, end))?.[0].length ?? 0
    return { offset: from + spaces, stumble: { reason: 'outside' } }
  }
  if (/XML declaration must (?:be at|appear at)/.test(said)) {
    return { offset: before('<'), stumble: { reason: 'late-declaration' } }
  }
  return { offset, stumble: { reason: 'other', parser: said } }
}
