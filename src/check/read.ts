// A document as a parsed feed, whatever format it is in; or what it is instead.

import { BEGINNING, type ParsedFeed } from './feed.ts'
import { type Finding, finding, type RuleData } from './finding.ts'
import { feedLink } from './html.ts'
import { isJson, readJson } from './json.ts'
import { readAtom } from './read-atom.ts'
import { readJsonFeed } from './read-json.ts'
import { readRss } from './read-rss.ts'
import { understood } from './understood.ts'
import { readXml } from './xml.ts'

const ATOM_0_3 = '{http://purl.org/atom/ns#}feed'
// Controls that no text begins with, and nearly every other file does.
const BINARY = /[\u0000-\u0008\u000e-\u001a]/

export interface Read {
  /** None where the document cannot be read, or is no feed. */
  feed?: ParsedFeed
  findings: Finding[]
}

/** Reads a document, never throwing: what cannot be read is a finding. */
export function read(text: string): Read {
  const start = text.trimStart()
  if (start === '') return isNot('nothing')
  if (start.startsWith('{') || start.startsWith('[')) return readAsJson(text)
  if (/^(?:null|true|false|["\d-])/.test(start) && isJson(text)) return isNot('json')
  if (!start.startsWith('<') && BINARY.test(start.slice(0, 1000))) return isNot('binary')
  // What a server prints by mistake often comes first.
  if (!start.startsWith('<') && !/<(?:\?xml|rss|feed|rdf:RDF)\s/.test(start)) return isNot('text')
  if (/^(?:<!--[^]*?-->\s*)?<(?:!doctype html|html)\b/i.test(start)) return isPage(text)
  return readAsXml(text)
}

export function isNot(looksLike: RuleData['not-a-feed']['looksLike']): Read {
  return { findings: [finding('not-a-feed', BEGINNING, { looksLike })] }
}

function isPage(html: string): Read {
  const data = { looksLike: 'html' as const, feed: feedLink(html) }
  return { findings: [finding('not-a-feed', BEGINNING, data)] }
}

function readAsJson(text: string): Read {
  const { root, findings } = readJson(text)
  if (findings.some(({ rule }) => rule === 'not-well-formed')) return { findings }
  const feed = root && readJsonFeed(root)
  return feed ? { feed: understood(feed), findings } : isNot('json')
}

function readAsXml(text: string): Read {
  const { root, elements, findings } = readXml(text)
  if (!root) return { findings }
  if (root.name === 'atom:feed') return { feed: understood(readAtom(root, elements)), findings }
  if (root.name === ATOM_0_3) return isNot('atom-0.3')
  if (root.name === 'xhtml:html') return isPage(text)
  const isRss = root.name === 'rss' || root.name === 'rdf:RDF'
  const feed = isRss ? readRss(root, elements) : undefined
  return feed ? { feed: understood(feed), findings } : isNot('xml')
}
