// The content of a post, as WordPress would show it: blocks without their comments, shortcodes
// gone, paragraphs where the classic editor keeps none, the agency's line set apart.

import render from 'dom-serializer'
import { type ChildNode, type Document, Element, isTag, isText, type Text } from 'domhandler'
import { replaceElement } from 'domutils'
import { LONGEST_CONTENT } from '../article/draft.ts'
import { plainTextOf, readHtml, textNodes } from '../text/markup.ts'
import { type CreditLine, readCreditLine, recognised } from './credit-line.ts'
import { ItemError, shallow } from './html-depth.ts'
import type { Imported } from './imported.ts'
import { addParagraphs } from './wordpress-autop.ts'
import { withoutShortcodes } from './wordpress-shortcodes.ts'

// With comments and shortcodes; a draft's content is measured without them.
const LONGEST = 5 * LONGEST_CONTENT
/** Content that a draft can have. */
export interface PostContent extends CreditLine {
  html: string
  /** The plain text of it. */
  text: string
  notes: Imported['notes']
}

/** `raw` as the database has it; `rendered` as WordPress answers with it. */
export type Form = 'raw' | 'rendered'

/**
 * Reads the content of a post.
 *
 * @param newsroom name of the site: a last line that is only it is a source line
 * @throws {ItemError} when it is too long, or too deeply nested
 */
export function readPostContent(
  content: string,
  form: Form,
  newsroom: string | undefined,
): PostContent {
  if (content.length > LONGEST) {
    throw new ItemError(`content is longer than ${LONGEST} characters`)
  }
  const { html, removed } = withoutShortcodes(content)
  const notes = [...removed].map(([name, count]) => ({
    field: 'content',
    detail: `removed: [${name}]${count > 1 ? ` ×${count}` : ''}`,
  }))
  const document = readHtml(shallow(html))
  if (form === 'raw' && !content.includes('<!-- wp:')) addParagraphs(document)
  removeComments(document)
  linkAddresses(document)
  const found = takeCredit(document, newsroom)
  if (found) {
    const named = recognised(found).map(({ detail, text }) => `recognised ${detail}: ${text}`)
    notes.push(...named.map((detail) => ({ field: 'credit', detail })))
  }
  return {
    html: render(document, { encodeEntities: 'utf8' }).trim(),
    text: plainTextOf(document),
    ...found,
    notes,
  }
}

/** Of blocks, `<!-- wp:paragraph -->`, and of the editor, `<!--more-->`. */
function removeComments(node: Document | Element): void {
  node.children = node.children.filter((child) => isTag(child) || isText(child))
  for (const child of node.children) if (isTag(child)) removeComments(child)
}

/** An address that stands alone is a film or a message, embedded when the page is shown. */
function linkAddresses(document: Document): void {
  for (const text of Array.from(textNodes(document))) {
    const address = text.data.trim()
    if (!/^https?:\/\/\S+$/.test(address) || isLinked(text)) continue
    const link = new Element('a', { href: address })
    replaceElement(text, link)
    link.children = [text]
    text.data = address
    text.prev = text.next = null
    text.parent = link
  }
}

function isLinked(text: Text): boolean {
  for (let at = text.parent; at; at = at.parent) {
    if (isTag(at) && /^(?:a|script|style|textarea)$/.test(at.name)) return true
  }
  return false
}

function takeCredit(document: Document, newsroom: string | undefined): CreditLine | undefined {
  const last = document.children.findLast((node) => !isBlank(node))
  if (!last || !(isText(last) || (isTag(last) && /^(?:p|div)$/.test(last.name)))) return undefined
  const found = readCreditLine(plainTextOf(readHtml(render(last))), newsroom)
  if (found) document.children = document.children.filter((node) => node !== last)
  return found
}

function isBlank(node: ChildNode): boolean {
  return isText(node) ? node.data.trim() === '' : !isTag(node)
}
