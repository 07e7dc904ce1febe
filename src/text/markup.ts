// HTML that says which way it runs (rules 15, 16 and 24), and the plain text of it.

import render from 'dom-serializer'
import {
  type ChildNode,
  type Document,
  Element,
  isDocument,
  isTag,
  isText,
  type Text,
} from 'domhandler'
import { parseDocument } from 'htmlparser2'
import {
  type Direction,
  firstStrong,
  firstStrongOutsideIsolates,
  MARKS,
  type Marks,
  scriptDirection,
} from './direction.ts'

/** What is known of an HTML text as a whole. */
export interface MarkupOptions {
  language: string | undefined
  direction: Direction | undefined
  /** Whether rule 24 may put one mark into the text. */
  marks: Marks
}

// What ends an open paragraph, by the parsing rules of HTML, and may hold text.
const BLOCKS = new Set(
  (
    'address article aside blockquote center details dialog dd div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup li main menu nav ol p pre search section ' +
    'summary table ul'
  ).split(' '),
)
// What stands between paragraphs without being one.
const ALONE = new Set('audio hr iframe img picture video br'.split(' '))

/** Reads HTML leniently, as a browser would a fragment of it. */
export function readHtml(html: string): Document {
  return parseDocument(html)
}

/** The text nodes of HTML, in order. */
export function* textNodes(node: Document | ChildNode): Generator<Text> {
  if (isText(node)) yield node
  else if (isTag(node) || isDocument(node))
    for (const child of node.children) yield* textNodes(child)
}

/**
 * The HTML in a `<div dir lang>` of its own, every top-level block of it with `dir` too (its own
 * `lang` decides where it has one, `auto` where nothing is known), text that stands in no block in
 * paragraphs; and one mark before its first text where its first strong character opposes its
 * direction. Some readers keep the div, some the blocks, some neither: one of the three reaches
 * each of them. Doing it twice is doing it once.
 *
 * @example
 * markup('<p>خبر</p>', { language: 'ar', direction: 'rtl', marks: 'when-needed' })
 * // '<div dir="rtl" lang="ar"><p dir="rtl">خبر</p></div>'
 */
export function markup(html: string, options: MarkupOptions): string {
  return markedUp(readHtml(html), options)
}

/** The same for HTML that is read already; changes what it is given. */
export function markedUp(document: Document, options: MarkupOptions): string {
  const wrapper = { dir: options.direction ?? 'auto', ...langOf(options.language) }
  const wrapped = soleDiv(document.children, wrapper)
  const blocks = inBlocks(wrapped ? wrapped.children : document.children)
  for (const block of blocks) if (isTag(block)) setDirection(block, options.direction)
  if (options.marks === 'when-needed') markFirstText(blocks, options.direction)
  if (blocks.every(isBlank)) return ''
  const div = new Element('div', { ...wrapper, ...wrapped?.attribs }, blocks)
  return render(div, { encodeEntities: 'utf8' })
}

/** The text that a reader sees, blocks and line breaks apart by a line end. */
export function plainText(html: string): string {
  return plainTextOf(readHtml(html))
}

/** The same of HTML that is read already. */
export function plainTextOf({ children }: Pick<Document, 'children'>): string {
  return textOf(children)
    .replace(SPACES, ' ')
    .replace(/ \n[ \n]*|\n[ \n]+/g, '\n')
    .trim()
}

function langOf(language: string | undefined): { lang?: string } {
  return language && language !== 'und' ? { lang: language } : {}
}

/** The div that markup made before, if these nodes are it. */
function soleDiv(nodes: ChildNode[], wrapper: Record<string, string>): Element | undefined {
  const [only, ...others] = nodes.filter((node) => !isBlank(node))
  if (!only || others.length > 0 || !isTag(only) || only.name !== 'div') return undefined
  const same = only.attribs.dir === wrapper.dir && only.attribs.lang === wrapper.lang
  return same ? only : undefined
}

/** Top-level nodes with runs of text and inline elements put into paragraphs. */
function inBlocks(nodes: ChildNode[]): ChildNode[] {
  const blocks: ChildNode[] = []
  let run: ChildNode[] = []
  const close = () => {
    if (run.length === 0) return
    // A paragraph would end where a block inside a link begins.
    const name = run.some(holdsBlock) ? 'div' : 'p'
    if (run.some(needsParagraph)) blocks.push(new Element(name, {}, run))
    else blocks.push(...run)
    run = []
  }
  for (const node of nodes) {
    if (endsParagraph(node)) {
      // Some readers take every div away, and what it says with it.
      if (isTag(node) && node.name === 'div' && !holdsBlock(node)) node.name = 'p'
      close()
      blocks.push(node)
    } else run.push(node)
  }
  close()
  return blocks
}

function endsParagraph(node: ChildNode): boolean {
  return isTag(node) && (BLOCKS.has(node.name) || node.name === 'hr')
}

function holdsBlock(node: ChildNode): boolean {
  return isTag(node) && node.children.some((child) => endsParagraph(child) || holdsBlock(child))
}

function needsParagraph(node: ChildNode): boolean {
  if (isBlank(node)) return false
  return isTag(node) ? !ALONE.has(node.name) : isText(node)
}

function isBlank(node: ChildNode): boolean {
  return isText(node) ? node.data.trim() === '' : !isTag(node)
}

function setDirection(block: Element, direction: Direction | undefined): void {
  if (!BLOCKS.has(block.name) || /^(rtl|ltr|auto)$/i.test(block.attribs.dir ?? '')) return
  block.attribs.dir = ownDirection(block) ?? direction ?? 'auto'
}

function ownDirection(block: Element): Direction | 'auto' | undefined {
  if (block.attribs.lang) return languageDirection(block.attribs.lang)
  // A program in an Arabic article is no Arabic text.
  const isProgram =
    block.name === 'pre' && block.children.some((c) => isTag(c) && c.name === 'code')
  return isProgram ? 'auto' : undefined
}

function languageDirection(tag: string): Direction | 'auto' {
  try {
    return scriptDirection(tag) ?? 'auto'
  } catch {
    return 'auto'
  }
}

function markFirstText(nodes: ChildNode[], direction: Direction | undefined): void {
  if (!direction) return
  if (!detected(nodes).some((found) => found && found !== direction)) return
  const first = firstText(nodes, direction)
  // A quotation that says it runs the other way is read right as it is, and wrong with the mark.
  if (first?.direction !== direction) return
  first.text.data = first.text.data.replace(/^\s*/, (space) => space + MARKS[direction])
}

const ISOLATE = /[\u2066-\u2069]/

/** What a reader may take for the direction: of the first strong character, one way or the other. */
function detected(nodes: ChildNode[]): (Direction | undefined)[] {
  for (const node of nodes) {
    for (const { data } of textNodes(node)) {
      const found = firstStrong(data)
      // Only isolates before it make two ways of it.
      if (ISOLATE.test(data)) return detectedInText(textOf(nodes))
      if (found) return [found]
    }
  }
  return []
}

function detectedInText(text: string): (Direction | undefined)[] {
  return [firstStrong(text), firstStrongOutsideIsolates(text)]
}

interface FirstText {
  text: Text
  /** Of the block that it stands in. */
  direction: string | undefined
}

function firstText(nodes: ChildNode[], around: string | undefined): FirstText | undefined {
  for (const node of nodes) {
    if (isText(node) && node.data.trim() !== '') return { text: node, direction: around }
    if (!isTag(node)) continue
    const own = BLOCKS.has(node.name) ? node.attribs.dir : undefined
    const inside = firstText(node.children, own ?? around)
    if (inside) return inside
  }
  return undefined
}

// A line end in the source is a space to the reader, but for `pre`.
const LINE_ENDS = /[\t\n\f\r][\t\n\f\r ]*| [\t\n\f\r ]+/g

// Runs of white space, but for one that is a single space already.
const SPACES = / [^\S\n\u00a0\u202f]+|(?! )[^\S\n\u00a0\u202f]+/g

/** @param isPre whether white space is shown as it is written */
function textOf(nodes: ChildNode[], isPre = false): string {
  let text = ''
  for (const node of nodes) {
    if (isText(node)) text += isPre ? node.data : node.data.replace(LINE_ENDS, ' ')
    else if (isTag(node)) text += textOfElement(node, isPre)
  }
  return text
}

function textOfElement({ name, children }: Element, isPre: boolean): string {
  if (name === 'br' || name === 'hr') return '\n'
  const inside = textOf(children, isPre || name === 'pre')
  if (BLOCKS.has(name) || name === 'tr' || name === 'caption') return `\n${inside}\n`
  return name === 'td' || name === 'th' ? `${inside} ` : inside
}
