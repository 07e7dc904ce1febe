// HTML whose addresses are relative to something that a draft cannot say.

import render from 'dom-serializer'
import { isTag } from 'domhandler'
import { readHtml } from '../text/markup.ts'
import { absolute } from './feed-item.ts'
import { shallow } from './html-depth.ts'

const ADDRESSES = ['href', 'src', 'poster', 'cite']

/** The HTML with its addresses absolute, where there is a base to make them so. */
export function absoluteHtml(html: string, base: string | undefined): string {
  const trimmed = html.trim()
  if (base === undefined || !/\b(?:href|src|poster|cite)\s*=/i.test(trimmed)) return trimmed
  const document = readHtml(shallow(trimmed))
  const left = [...document.children]
  for (let node = left.pop(); node; node = left.pop()) {
    if (!isTag(node)) continue
    for (const name of ADDRESSES) {
      const address = node.attribs[name]
      if (address) node.attribs[name] = absolute(address, base)
    }
    left.push(...node.children)
  }
  return render(document, { encodeEntities: 'utf8' })
}
