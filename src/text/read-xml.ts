// XML as a strict parser reads it: elements with their places. Who reads says which stumbles end it.

import { SaxesParser } from 'saxes'
import type { Position } from './position.ts'
import { closeTag, elementOf, escaped, openTag, type XmlElement } from './xml-elements.ts'
import { codeOf, stumbleOf, type XmlStumble } from './xml-stumbles.ts'

export interface XmlReading {
  /** Where an offset of the text is. */
  at: (offset: number) => Position
  /** Told of what the document stumbles over; the reading ends unless it says to go on. */
  stumbled: (stumble: XmlStumble, at: Position) => 'go on' | 'end'
  /** Told of each reference that means a character which XML forbids. */
  forbidden: (code: number, at: Position) => void
  /** Whether what is in an element is markup, to be read as HTML. */
  holdsMarkup: (element: XmlElement) => boolean
}

export interface XmlTree {
  /** None where the reading ended before the document did. */
  root?: XmlElement
  /** Every element outside of markup, in document order. */
  elements: XmlElement[]
}

// No feed comes near them; and the parser looks through all that are open for each that is opened.
const DEEPEST = 200
const MOST_ELEMENTS = 500_000

/** What ends the reading. */
class Stop extends Error {}

/**
 * Reads XML 1.0 with namespaces. References that are not resolved, whoever declares them, and those
 * that mean a forbidden character are U+FFFD in what is read: nothing is expanded, nothing fetched.
 */
export function readXml(text: string, reading: XmlReading): XmlTree {
  const { at } = reading
  const parser = new SaxesParser({ xmlns: true })
  const open: XmlElement[] = []
  const elements: XmlElement[] = []
  // The element whose markup is read, and how deep in it the reading is.
  let collecting: { element: XmlElement; depth: number } | undefined
  let root: XmlElement | undefined
  let start = 0
  // The parser closes what it expects to be closed before it says that something else was.
  let closed: string | undefined
  let declared = declarations('')

  const references = new Set<string>()

  const stumbled = (stumble: XmlStumble, where: Position) => {
    if (reading.stumbled(stumble, where) === 'end') throw new Stop()
  }
  const take = (value: string) => {
    const top = open.at(-1)
    if (collecting) collecting.element.markup += escaped(value)
    if (top && !(collecting && collecting.depth > 0)) top.text += value
  }
  parser.on('error', ({ message }) => {
    if (message.endsWith('malformed character entity.')) {
      const reference = text.slice(text.lastIndexOf('&', parser.position), parser.position)
      const code = codeOf(reference)
      if (code !== undefined) {
        reading.forbidden(code, at(parser.position - reference.length))
        references.add(reference)
        return
      }
    }
    if (message.endsWith('undefined entity.')) {
      const offset = text.lastIndexOf('&', parser.position - 1)
      const name = text.slice(offset, parser.position)
      const isHere = declared.names.has(name)
      if (isHere || declared.mayBeElsewhere) {
        if (!isHere && !references.has(name))
          stumbled({ reason: 'external-entity', name }, at(offset))
        references.add(name)
        return
      }
    }
    const { offset, stumble } = stumbleOf(message, text, parser.position, closed)
    const where = stumble.reason === 'unclosed' ? open.at(-1)?.at : undefined
    stumbled(stumble, where ?? at(offset))
  })
  parser.on('doctype', (declaration) => {
    declared = declarations(declaration)
  })
  parser.on('opentagstart', () => {
    start = text.lastIndexOf('<', parser.position - 1)
  })
  parser.on('opentag', (tag) => {
    if (open.length + (collecting?.depth ?? 0) >= DEEPEST) {
      stumbled({ reason: 'too-deep' }, at(start))
    }
    if (collecting) {
      collecting.depth += 1
      collecting.element.markup += openTag(tag)
      return
    }
    if (elements.length >= MOST_ELEMENTS) stumbled({ reason: 'too-many' }, at(start))
    const parent = open.at(-1)
    const element = elementOf(tag, at(start), parent)
    parent?.children.push(element)
    root ??= element
    elements.push(element)
    open.push(element)
    if (reading.holdsMarkup(element)) collecting = { element, depth: 0 }
  })
  parser.on('closetag', (tag) => {
    closed = tag.name
    if (collecting && collecting.depth > 0) {
      collecting.depth -= 1
      collecting.element.markup += closeTag(tag)
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
    return { elements }
  }
  return { root, elements }
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
