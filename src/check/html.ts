// What the rules ask of a piece of HTML. Read as a stream: HTML from outside can be nested deeper
// than a stack.

import { Parser } from 'htmlparser2'

export interface Html {
  /** What a reader sees, blocks apart by line ends. */
  text: string
  /** The part of it that no `dir` covers. */
  undirected: string
  /** The part of it that is no program. */
  prose: string
  hasElements: boolean
  /** Whether tags are to be read outside of programs. */
  showsTags: string | undefined
  addresses: { name: string; value: string }[]
}

const APART =
  /^(?:address|article|aside|blockquote|br|caption|d[dlt]|div|fig\w+|footer|h[1-6r]|header|li|main|nav|[ou]l|p|pre|section|table|t[dhr])$/
const NOT_SHOWN = /^(?:script|style|template|noscript)$/
const ADDRESSES = ['href', 'src', 'poster']
/** A tag as articles have them. */
export const TAG = /<\/?(?:p|br|div|a|img|strong|em|span|h[1-6]|ul|ol|li|b|i)(?:\s[^<>]*)?\/?>/i

export function readHtml(html: string): Html {
  const open: { name: string; isDirected: boolean; isHidden: boolean; isCode: boolean }[] = []
  const result: Html = {
    text: '',
    undirected: '',
    prose: '',
    hasElements: false,
    showsTags: undefined,
    addresses: [],
  }
  const apart = (name: string) => {
    if (!APART.test(name)) return
    result.text += '\n'
    result.undirected += '\n'
    result.prose += '\n'
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
        name,
        isDirected: above?.isDirected === true || /^(?:rtl|ltr|auto)$/i.test(attributes.dir ?? ''),
        isHidden: above?.isHidden === true || NOT_SHOWN.test(name),
        isCode: above?.isCode === true || name === 'code' || name === 'pre',
      })
    },
    onclosetag(name) {
      apart(name)
      open.pop()
    },
    ontext(text) {
      const inside = open.at(-1)
      if (inside?.isHidden) return
      result.text += text
      if (!inside?.isDirected) result.undirected += text
      if (!inside?.isCode) result.prose += text
    },
  })
  parser.write(html)
  parser.end()
  result.showsTags = TAG.exec(result.prose)?.[0]
  return result
}
