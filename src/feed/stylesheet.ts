// What a browser is told to show a document with.

import { type Xml, xml } from './xml.ts'

/** The processing instruction (Associating Style Sheets with XML documents 1.0): CSS by its name. */
export function stylesheet(href: string | undefined): Xml | undefined {
  if (!href) return undefined
  const type = /\.css(?:[?#]|$)/i.test(href) ? 'text/css' : 'text/xsl'
  return xml`\n<?xml-stylesheet href="${href}" type="${type}"?>`
}
