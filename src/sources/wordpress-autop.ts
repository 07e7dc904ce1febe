// Paragraphs of WordPress's classic editor, which keeps none: a blank line begins one, a line end
// is a <br>. WordPress adds them whenever it shows a post (wpautop), and so does this.

import { type ChildNode, Element, isTag, isText, type ParentNode, Text } from 'domhandler'

// As wpautop has them: what stands beside paragraphs, and is no part of one.
const BLOCKS = new Set(
  (
    'table thead tfoot caption col colgroup tbody tr td th div dl dd dt ul ol li pre form map ' +
    'area blockquote address style p h1 h2 h3 h4 h5 h6 hr fieldset legend section article aside ' +
    'hgroup header footer nav figure figcaption details menu summary video audio iframe script'
  ).split(' '),
)
// White space in these is none of the reader's.
const FRAMES = new Set('table thead tfoot tbody tr colgroup ul ol dl menu map figure'.split(' '))
const AS_WRITTEN = new Set('pre script style textarea'.split(' '))
// Even one line in it is a paragraph.
const HOLDS_PARAGRAPHS = new Set(['blockquote'])

/** Puts paragraphs and line breaks into HTML of the classic editor; changes what it is given. */
export function addParagraphs(document: ParentNode): void {
  setChildren(document, inParagraphs(document.children, true))
}

function inside(element: Element): void {
  if (AS_WRITTEN.has(element.name)) return
  if (FRAMES.has(element.name)) {
    for (const child of element.children) if (isTag(child)) inside(child)
  } else if (element.name === 'p' || !BLOCKS.has(element.name)) {
    setChildren(element, withBreaks(element.children))
  } else {
    setChildren(element, inParagraphs(element.children, HOLDS_PARAGRAPHS.has(element.name)))
  }
}

/** @param always whether what stands alone is a paragraph too */
function inParagraphs(nodes: ChildNode[], always: boolean): ChildNode[] {
  const groups: (ChildNode[] | Element)[] = [[]]
  for (const node of nodes.flatMap(apart)) {
    const last = groups.at(-1)
    if (isTag(node) && BLOCKS.has(node.name)) groups.push(node, [])
    else if (node === BLANK_LINE) groups.push([])
    else if (Array.isArray(last)) last.push(node)
  }
  const kept = groups.filter((group) => !Array.isArray(group) || !group.every(isBlank))
  const several = always || kept.filter(Array.isArray).length > 1
  return kept.flatMap((group): ChildNode[] => {
    if (!Array.isArray(group)) {
      inside(group)
      return [group]
    }
    const lines = withBreaks(trimmed(group))
    // A comment that stands alone is nothing to read.
    return several && !lines.every(isComment) ? [paragraph(lines)] : lines
  })
}

function paragraph(children: ChildNode[]): Element {
  const element = new Element('p', {})
  setChildren(element, children)
  return element
}

// Stands for one between nodes.
const BLANK_LINE = new Text('\n\n')

/** A text, its paragraphs apart; every other node as it is. */
function apart(node: ChildNode, index: number, nodes: ChildNode[]): ChildNode[] {
  if (isBreak(node) && isBreak(nodes[index - 1])) return [BLANK_LINE]
  if (!isText(node)) return [node]
  return node.data
    .split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
    .flatMap((text, at) => [...(at > 0 ? [BLANK_LINE] : []), new Text(text)])
}

function withBreaks(nodes: ChildNode[]): ChildNode[] {
  return nodes.flatMap((node, index): ChildNode[] => {
    if (isTag(node)) inside(node)
    if (!isText(node)) return [node]
    // A line end after <br> is the same one.
    const data = isBreak(nodes[index - 1]) ? node.data.replace(/^\s+/, '') : node.data
    const beforeBreak = isBreak(nodes[index + 1])
    const lines = linesOf(beforeBreak ? data.trimEnd() : data)
    return lines.flatMap((line, at) => [
      ...(at > 0 ? [new Element('br', {}), new Text('\n')] : []),
      new Text(line),
    ])
  })
}

/** Apart at line ends, several of which count as one, without the white space around them. */
function linesOf(text: string): string[] {
  const [first = '', ...others] = text.split('\n')
  const last = others.pop()
  if (last === undefined) return [text]
  const between = others.map((line) => line.trim()).filter((line) => line !== '')
  return [first.trimEnd(), ...between, last.trimStart()]
}

function trimmed(nodes: ChildNode[]): ChildNode[] {
  const start = nodes.findIndex((node) => !isBlank(node))
  const end = nodes.findLastIndex((node) => !isBlank(node))
  const kept = nodes.slice(start, end + 1)
  const first = kept[0]
  const last = kept.at(-1)
  if (first && isText(first)) first.data = first.data.trimStart()
  if (last && isText(last)) last.data = last.data.trimEnd()
  return kept
}

function isBlank(node: ChildNode): boolean {
  return (isText(node) && /^\s*$/.test(node.data)) || isBreak(node)
}

function isComment(node: ChildNode): boolean {
  return !isTag(node) && (!isText(node) || node.data === '')
}

function isBreak(node: ChildNode | undefined): boolean {
  return node !== undefined && isTag(node) && node.name === 'br'
}

function setChildren(parent: ParentNode, children: ChildNode[]): void {
  parent.children = children
  children.forEach((child, index) => {
    child.parent = parent
    child.prev = children[index - 1] ?? null
    child.next = children[index + 1] ?? null
  })
}
