// XML as the rules see it: the tree, or what a strict parser stumbles over.

import { positions } from '../text/position.ts'
import { readXml as readTree } from '../text/read-xml.ts'
import type { XmlElement } from '../text/xml-elements.ts'
import { type Finding, finding } from './finding.ts'
import { Forbidden } from './forbidden.ts'

export interface XmlDocument {
  /** None where the document is not well-formed. */
  root?: XmlElement
  /** Every element outside XHTML, in document order. */
  elements: XmlElement[]
  findings: Finding[]
}

/**
 * Reads XML 1.0 with namespaces. Only the first place where it is not well-formed is reported:
 * what comes after it cannot be told. Characters that may not be there are read past.
 */
export function readXml(source: string): XmlDocument {
  const at = positions(source)
  const forbidden = new Forbidden()
  const text = forbidden.replaced(source, at)
  const findings: Finding[] = []
  const tree = readTree(text, {
    at,
    stumbled(stumble, where) {
      const isElsewhere = stumble.reason === 'external-entity'
      findings.push(finding('not-well-formed', where, stumble, isElsewhere ? 'warning' : undefined))
      return isElsewhere ? 'go on' : 'end'
    },
    forbidden: (code, where) => forbidden.note(code, where),
    holdsMarkup: ({ name, attributes }) => name.startsWith('atom:') && attributes.type === 'xhtml',
  })
  return { ...tree, findings: [...forbidden.findings, ...findings] }
}
