// Which way texts run in readers, who mostly go by the first strong character of a plain text and
// by the attribute `dir` in HTML.

import { codePoint } from '../text/characters.ts'
import { type Direction, firstStrong, mark } from '../text/direction.ts'
import type { ParsedFeed, Text } from './feed.ts'
import { type Finding, finding } from './finding.ts'
import { type Html, readHtml, TAG } from './html.ts'
import { hasLetter, majority, textsOf, visibleText } from './understood.ts'

// A text without a letter of its own direction looks the same either way but for its edge.
function isShownWrong(text: string, direction: Direction): boolean {
  const shown = text.trim()
  return hasLetter(shown, direction) && mark(shown, direction) !== shown
}

function markFor(direction: Direction): string {
  return codePoint(mark(direction === 'rtl' ? 'a' : 'ا', direction).charCodeAt(0))
}

/** Titles start with a strong character of their direction. */
export function titleDirection(feed: ParsedFeed): Finding[] {
  return textsOf(feed).flatMap(({ text, isTitle }) => {
    const { direction } = text
    // Tags in a title are another rule's.
    const isHtml = text.kind === 'html' || TAG.test(text.value)
    const title = (isHtml ? readHtml(text.value).text : text.value).trim()
    if (!isTitle || !direction || !isShownWrong(title, direction)) return []
    return [finding('title-direction', text.at, { title, direction, mark: markFor(direction) })]
  })
}

/** So do all other plain texts. */
export function textDirection(feed: ParsedFeed): Finding[] {
  return textsOf(feed).flatMap(({ text, isTitle }) => {
    const { direction } = text
    if (isTitle || !direction || htmlOf(text)) return []
    const shown = visibleText(text)
    if (TAG.test(shown) || !isShownWrong(shown, direction)) return []
    const data = { element: text.name, direction, mark: markFor(direction) }
    return [finding('text-direction', text.at, data)]
  })
}

/** HTML that runs from right to left, or against its feed, says so in `dir`, not the opposite. */
export function htmlDirection(feed: ParsedFeed): Finding[] {
  return textsOf(feed).flatMap(({ text, isTitle }) => {
    const { direction } = text
    const html = htmlOf(text)
    if (isTitle || !html || !direction) return []
    const isSaid = isContradicted(html, direction)
    const isUnsaid =
      (direction === 'rtl' || feed.direction === 'rtl') &&
      firstStrong(html.undirected) !== undefined
    if (!isSaid && !isUnsaid) return []
    return [finding('html-direction', text.at, { element: text.name, direction, isSaid })]
  })
}

// Fewer letters than this may be a name.
const FEWEST_LETTERS = 20

// Most of it stands in blocks of the other direction, and what stands there does not run that way.
function isContradicted({ said, text }: Html, direction: Direction): boolean {
  const wrong = said[direction === 'rtl' ? 'ltr' : 'rtl']
  return wrong.length * 2 > text.length && majority(wrong, FEWEST_LETTERS) === direction
}

/** HTML starts with a strong character of its direction, for readers that strip attributes. */
export function bodyDirection(feed: ParsedFeed): Finding[] {
  return textsOf(feed).flatMap(({ text, isTitle }) => {
    const { direction } = text
    const html = htmlOf(text)
    if (isTitle || !html || !direction || !isShownWrong(html.text, direction)) return []
    const data = { element: text.name, direction, mark: markFor(direction) }
    return [finding('body-direction', text.at, data)]
  })
}

// Without elements there is nothing that could say a direction. What was escaped twice has none
// either, and is another rule's.
function htmlOf({ kind, value }: Text): Html | undefined {
  const html = kind === 'html' ? readHtml(value) : undefined
  return html?.hasElements ? html : undefined
}

/** No element of RSS or Atom has an attribute `dir`. */
export function dirAttribute({ format, dirAttributes }: ParsedFeed): Finding[] {
  return dirAttributes.map(({ name, at }) =>
    finding('dir-attribute', at, { element: name, format }),
  )
}
