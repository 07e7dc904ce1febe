// The judge of every XML document that a test makes: a strict, namespace-aware parser, and the
// tree that it read.

import { SaxesParser, type SaxesTagNS } from 'saxes'

/** An element as it was read: entities, character references and CDATA sections resolved. */
export class StrictElement {
  /** As written, with its prefix: `content:encoded`. */
  readonly name: string
  readonly local: string
  /** The namespace it is bound to; empty where there is none. */
  readonly uri: string
  /** By name as written, without the declarations of namespaces. */
  readonly attributes: Record<string, string> = {}
  readonly children: (StrictElement | string)[] = []

  constructor({ name, local, uri, attributes }: Omit<SaxesTagNS, 'ns' | 'isSelfClosing'>) {
    this.name = name
    this.local = local
    this.uri = uri
    for (const each of Object.values(attributes)) {
      if (each.uri !== 'http://www.w3.org/2000/xmlns/') this.attributes[each.name] = each.value
    }
  }

  /** The child elements, in document order. */
  get elements(): StrictElement[] {
    return this.children.filter((child) => typeof child !== 'string')
  }

  /** All text inside. */
  get text(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.text)).join('')
  }

  /** The child elements of this name. */
  all(name: string): StrictElement[] {
    return this.elements.filter((child) => child.name === name)
  }

  /** The only child element of this name, or `undefined`; throws where there are several. */
  one(name: string): StrictElement | undefined {
    const [only, ...others] = this.all(name)
    if (others.length > 0) throw new Error(`<${this.name}> has several <${name}>`)
    return only
  }

  /** The only child element of this name; throws where there is none or there are several. */
  the(name: string): StrictElement {
    const only = this.one(name)
    if (!only) throw new Error(`<${this.name}> has no <${name}>`)
    return only
  }

  /** The texts of the child elements of this name. */
  texts(name: string): string[] {
    return this.all(name).map((child) => child.text)
  }

  /** This element and all elements inside it, in document order. */
  *descendants(): Generator<StrictElement> {
    yield this
    for (const child of this.elements) yield* child.descendants()
  }
}

/**
 * The root element of an XML document.
 *
 * @throws {Error} when the document is not well-formed (XML 1.0), uses a prefix that is not bound
 *   (Namespaces in XML), has a document type, or would not be valid UTF-8
 */
export function strict(xml: string): StrictElement {
  if (!xml.isWellFormed()) throw new Error('the document has a lone surrogate')
  const parser = new SaxesParser({ xmlns: true })
  const open: StrictElement[] = []
  let root: StrictElement | undefined
  const text = (value: string) => void open.at(-1)?.children.push(value)
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('the document has a document type')
  })
  parser.on('opentag', (tag) => {
    const element = new StrictElement(tag)
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  if (!root) throw new Error('the document has no root element')
  return root
}
