// The first paragraphs of an HTML text, whatever elements it makes paragraphs of.

import { type ChildNode, isTag, isText } from 'domhandler'

// Whose text is a paragraph of its own. A row of a table is one, not each of its cells.
const BLOCKS = new Set(
  (
    'address article aside blockquote caption dd details div dl dt figcaption figure footer h1 h2 ' +
    'h3 h4 h5 h6 header li main ol p pre section summary table tr ul'
  ).split(' '),
)
// What stands with paragraphs and is none.
const BESIDE = /^(?:h[1-6]|figcaption|figure|caption|summary)$/
// What is seen although it holds no text.
const SEEN = /^(?:audio|hr|iframe|img|video)$/

interface Walk {
  /** Paragraphs that may still begin. */
  left: number
  /** The block that the last text stood in. */
  block: ChildNode | undefined
  /** Line breaks since that text: two of them are the end of a paragraph to a reader. */
  breaks: number
  isOver: boolean
}

/**
 * The nodes up to the end of so many paragraphs: text in a block of its own, or after two line
 * breaks. Headings, images and captions between them are kept, and do not count; behind the last
 * one nothing is. Changes what it is given.
 */
export function firstParagraphs(nodes: ChildNode[], count: number): ChildNode[] {
  return kept(nodes, undefined, { left: count, block: undefined, breaks: 0, isOver: false })
}

function kept(nodes: ChildNode[], block: ChildNode | undefined, walk: Walk): ChildNode[] {
  return nodes.filter((node) => !walk.isOver && isKept(node, block, walk))
}

function isKept(node: ChildNode, block: ChildNode | undefined, walk: Walk): boolean {
  if (isText(node)) return node.data.trim() === '' || isBefore(block, walk)
  if (!isTag(node)) return false
  if (node.name === 'br') {
    walk.breaks += 1
    return true
  }
  if (SEEN.test(node.name)) return isBefore(block, walk, 'no text')
  node.children = kept(node.children, BLOCKS.has(node.name) ? node : block, walk)
  return node.children.some((child) => !isText(child) || child.data.trim() !== '')
}

/** Whether what stands in this block comes before the end; ends the walk where it does not. */
function isBefore(
  block: ChildNode | undefined,
  walk: Walk,
  what: 'text' | 'no text' = 'text',
): boolean {
  const isSame = block === walk.block && walk.breaks < 2
  if (!isSame && walk.left === 0) walk.isOver = true
  if (what === 'text') walk.breaks = 0
  if (isSame || walk.isOver || what !== 'text') return !walk.isOver
  walk.block = block
  const isBeside = block && isTag(block) && BESIDE.test(block.name)
  if (!isBeside) walk.left -= 1
  return true
}
