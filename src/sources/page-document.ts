// A page as a document. HTML lets a page leave out the tags of its head and body, which its parser
// here does not add and who looks for the article cannot do without.

import { parseHTML } from 'linkedom'
import { SourceError } from './source-error.ts'

const OF_HEAD = new Set(['TITLE', 'META', 'LINK', 'BASE', 'STYLE', 'SCRIPT'])

/** Said of a page on which there is none. */
export const NO_ARTICLE = 'there is no article on this page'

/**
 * The document of a page, with a head and a body.
 *
 * @throws {SourceError} where it has no element
 */
export function documentOf(html: string): ReturnType<typeof parseHTML>['document'] {
  const { document } = parseHTML(html)
  const root = document.documentElement
  if (!root) throw SourceError.atStart(NO_ARTICLE)
  if (root.tagName !== 'HTML') return documentOf(`<html>${html}</html>`)
  // They are made by being asked for.
  const { head, body } = document
  const children: Iterable<{ nodeName: string }> = root.childNodes
  for (const child of Array.from(children)) {
    if (child !== head && child !== body) (OF_HEAD.has(child.nodeName) ? head : body).append(child)
  }
  return document
}
