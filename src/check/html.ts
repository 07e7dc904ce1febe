// What the rules ask of a piece of HTML. Read as a stream: HTML from outside can be nested deeper
// than a stack.

import { Parser } from 'htmlparser2'
import type { Direction } from '../text/direction.ts'
import { languageDirection } from './declared.ts'
import { collapsed } from './xml-parts.ts'

export interface Html {
  /** What a reader sees, blocks apart by line ends. */
  text: string
  /** The part of it that no `dir` covers. */
  undirected: string
  /** The parts of it that run as the `dir` of a block says. */
  said: Record<Direction, string>
  /** The part of it that is no program, in pieces by the direction that `dir` or `lang` says. */
  prose: Prose[]
  hasElements: boolean
  /** The first tag that a reader sees as text, outside of programs. */
  showsTags: string | undefined
  addresses: { name: string; value: string }[]
}

export interface Prose {
  text: string
  direction: Direction | undefined
}

const APART =
  /^(?:address|article|aside|blockquote|br|caption|d[dlt]|div|fig\w+|footer|h[1-6r]|header|li|main|nav|[ou]l|p|pre|section|table|t[dhr])$/
const NOT_SHOWN = /^(?:script|style|template|noscript)$/
const ADDRESSES = ['href', 'src', 'poster']
/** A tag as articles have them. */
export const TAG = /<\/?(?:p|br|div|a|img|strong|em|span|h[1-6]|ul|ol|li|b|i)(?:\s[^<>]*)?\/?>/i

interface Open {
  /** What the `dir` of a block says; unknown inside of what says otherwise. */
  said: Direction | undefined
  direction: Direction | undefined
  isDirected: boolean
  isHidden: boolean
  isCode: boolean
  isPre: boolean
}

export function readHtml(html: string): Html {
  const open: Open[] = []
  const result: Html = {
    text: '',
    undirected: '',
    said: { rtl: '', ltr: '' },
    prose: [],
    hasElements: false,
    showsTags: undefined,
    addresses: [],
  }
  const apart = (name: string) => {
    if (!APART.test(name)) return
    result.text += '\n'
    result.undirected += '\n'
    result.prose.push({ text: '\n', direction: undefined })
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      const above = open.at(-1)
      result.hasElements = true
      apart(name)
      for (const each of ADDRESSES) {
        const value = attributes[each]
        if (value !== undefined) result.addresses.push({ name: `${name} ${each}`, value })
      }
      open.push({
        said: saidOf(name, attributes, above),
        direction: directionOf(name, attributes, above),
        isDirected: above?.isDirected === true || isDirected(name, attributes),
        isHidden: above?.isHidden === true || NOT_SHOWN.test(name),
        isCode: above?.isCode === true || name === 'code' || name === 'pre',
        isPre: above?.isPre === true || name === 'pre',
      })
    },
    onclosetag(name) {
      apart(name)
      open.pop()
    },
    ontext(source) {
      const inside = open.at(-1)
      if (inside?.isHidden) return
      const text = inside?.isPre ? source : collapsed(source)
      result.text += text
      if (!inside?.isDirected) result.undirected += text
      if (inside?.said && !inside.isCode) result.said[inside.said] += text
      if (!inside?.isCode) result.prose.push({ text, direction: inside?.direction })
    },
  })
  parser.write(html)
  parser.end()
  result.showsTags = TAG.exec(result.prose.map(({ text }) => text).join(''))?.[0]
  return result
}

type Attributes = Record<string, string>

// HTML §3.2.6.4: `bdi` without `dir` is `auto`.
function isDirected(name: string, { dir = '' }: Attributes): boolean {
  return name === 'bdi' || /^(?:rtl|ltr|auto)$/i.test(dir)
}

function saidOf(
  name: string,
  attributes: Attributes,
  above: Open | undefined,
): Direction | undefined {
  if (!isDirected(name, attributes)) return above?.said
  const said = attributes.dir?.toLowerCase()
  return APART.test(name) && (said === 'rtl' || said === 'ltr') ? said : undefined
}

/** What the element says, by `dir` before `lang`, else what the one around it says. */
function directionOf(
  name: string,
  attributes: Attributes,
  above: Open | undefined,
): Direction | undefined {
  const said = attributes.dir?.toLowerCase()
  if (said === 'rtl' || said === 'ltr') return said
  if (isDirected(name, attributes)) return undefined
  return languageDirection(attributes.lang) ?? above?.direction
}

/** The first feed that a page names, as it writes the address. */
export function feedLink(html: string): string | undefined {
  let found: string | undefined
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href = '' }) {
      const isFeed = /^\s*application\/(?:rss\+xml|atom\+xml|feed\+json)\b/i.test(type)
      if (name === 'link' && isFeed && /(?:^|\s)alternate(?:\s|$)/i.test(rel)) {
        found ??= href.trim() || undefined
      }
    },
  })
  parser.write(html)
  parser.end()
  return found
}
