// The tree of an XML feed.

import { type Position, positions } from '../text/position.ts'
import { readXml } from '../text/read-xml.ts'
import { childrenOf, type XmlElement } from '../text/xml-elements.ts'
import type { XmlStumble } from '../text/xml-stumbles.ts'
import { SourceError } from './source-error.ts'
import { repairedXml } from './xml-repair.ts'

export interface FeedXml {
  root: XmlElement
  notes: string[]
}

/**
 * Reads XML, mended where there is no doubt what is meant.
 *
 * @throws {SourceError} with the line where it cannot be read on
 */
export function readFeedXml(text: string): FeedXml {
  const { xml, notes } = repairedXml(text)
  const said = new Set<string>()
  let end: SourceError | undefined
  const { root } = readXml(xml, {
    at: positions(xml),
    stumbled(stumble, at) {
      const passed = passedOver(stumble)
      if (passed !== undefined) {
        said.add(passed)
        return 'go on'
      }
      end = new SourceError([{ line: at.line, key: '', message: inWords(stumble, at) }])
      return 'end'
    },
    forbidden: () => undefined,
    holdsMarkup: ({ name, attributes }) =>
      attributes.type === 'xhtml' || /^(?:description|content:encoded|xhtml:body)$/.test(name),
  })
  if (end) throw end
  if (!root) throw new SourceError([{ line: 1, key: '', message: 'there is no element in it' }])
  return { root, notes: [...notes, ...said] }
}

// What takes nothing away from the rest.
function passedOver(stumble: XmlStumble): string | undefined {
  if (stumble.reason === 'prefix') {
    return `the prefix ${stumble.name} is bound to no namespace: taken for the usual one`
  }
  if (stumble.reason === 'attribute') return `the attribute ${stumble.name} is there twice`
  if (stumble.reason === 'outside') return 'left out: what stands after the last tag'
  if (stumble.reason === 'other' && stumble.parser.includes(']]>')) return ']]> stands alone'
  return undefined
}

const CUT_SHORT = 'the document is cut short, or an end tag is missing'

function inWords(stumble: XmlStumble, { line }: Position): string {
  switch (stumble.reason) {
    case 'unclosed':
      return `<${stumble.name}> of line ${line} is never closed: ${CUT_SHORT}`
    case 'closing-tag':
      return stumble.open === undefined
        ? `</${stumble.name}> closes what is not open`
        : `</${stumble.name}> stands where <${stumble.open}> has to be closed`
    case 'too-deep':
      return 'nested more than 200 elements deep: no feed is'
    case 'too-many':
      return 'more than 500000 elements: export a part of it at a time'
    case 'other':
      return /^(?:document must contain|unexpected end)/.test(stumble.parser)
        ? 'there is no XML in it, or it is cut short in its first tag'
        : `not well-formed XML: ${stumble.parser.replace(/\.$/, '')}`
    default:
      return 'not well-formed XML'
  }
}

/** The text of the first child element of a name; none where there is nothing in it. */
export function textOf(parent: XmlElement, name: string): string | undefined {
  return textsOf(parent, name)[0]
}

/** The texts of all of them. */
export function textsOf(parent: XmlElement, name: string): string[] {
  return childrenOf(parent, name)
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
}

/** An attribute that is not empty. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes[name]?.trim() || undefined
}
