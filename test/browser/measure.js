// Runs in the page: where the pieces of every text stand on the screen.

// Words of one script, numbers, and every other visible character by itself.
const PIECE =
  /[[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Thaana}\p{M}]&&[\p{L}\p{M}]]+|[\p{L}--[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Thaana}]]+|\p{N}+|[^\s\p{Cf}\p{Cc}]/gv

/** For every element with `data-text`, its pieces in the order in which they are stored. */
globalThis.measure = () => {
  const blocks = new Map()
  return [...document.querySelectorAll('[data-text]')].map((root) =>
    textNodes(root).flatMap((node) =>
      [...node.data.matchAll(PIECE)].flatMap((match) => {
        const range = document.createRange()
        range.setStart(node, match.index)
        range.setEnd(node, match.index + match[0].length)
        const rects = [...range.getClientRects()].filter(({ width }) => width > 0)
        if (rects.length === 0) return []
        const block = blockOf(node)
        const row = block.closest('tr') ?? block
        if (!blocks.has(row)) blocks.set(row, blocks.size)
        return {
          text: match[0],
          left: Math.min(...rects.map((rect) => rect.left)),
          middle: (rects[0].top + rects[0].bottom) / 2,
          block: blocks.get(row),
          side: sideOf(block),
        }
      }),
    ),
  )
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const nodes = []
  while (walker.nextNode()) nodes.push(walker.currentNode)
  return nodes
}

/** The element that lays out the lines on which a text stands. */
function blockOf(node) {
  const element = node.parentElement
  return getComputedStyle(element).display === 'inline' ? blockOf(element) : element
}

/** The side of its box at which the text of a block begins; of cells, which hug theirs, none. */
function sideOf(block) {
  const style = getComputedStyle(block)
  if (style.display === 'table-cell') return 'none'
  const box = block.getBoundingClientRect()
  const range = document.createRange()
  range.selectNodeContents(block)
  const text = range.getBoundingClientRect()
  const left = text.left - box.left - Number.parseFloat(style.paddingLeft)
  const right = box.right - text.right - Number.parseFloat(style.paddingRight)
  return Math.abs(left) < Math.abs(right) ? 'left' : 'right'
}
