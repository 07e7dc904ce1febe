// HTML from outside can be nested deeper than a stack; what reads a tree of it calls itself.

import { Parser } from 'htmlparser2'

/** An item that no draft can be made of. The message says why. */
export class ItemError extends Error {
  override name = 'ItemError'
}

// Deeper than any story, and than what is kept of one when it is published.
const DEEPEST = 200

/**
 * The HTML, if it can be read as a tree.
 *
 * @throws {ItemError} when it is nested too deeply
 */
export function shallow(html: string): string {
  if (!hasMoreTags(html, DEEPEST)) return html
  let depth = 0
  let deepest = 0
  const parser = new Parser({
    onopentag() {
      depth += 1
      deepest = Math.max(deepest, depth)
    },
    onclosetag() {
      depth -= 1
    },
  })
  parser.write(html)
  parser.end()
  if (deepest <= DEEPEST) return html
  throw new ItemError(`its HTML is nested ${deepest} elements deep: no article is`)
}

/** Whether there are more beginnings of tags than this: fewer cannot stand that deep. */
function hasMoreTags(html: string, number: number): boolean {
  let at = -1
  for (let left = number; left >= 0; left -= 1) {
    at = html.indexOf('<', at + 1)
    if (at < 0) return false
  }
  return true
}
