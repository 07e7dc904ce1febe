// Markup where a reader would show it, and text that was escaped twice.

import type { ParsedFeed } from './feed.ts'
import { type Finding, finding } from './finding.ts'
import { readHtml } from './html.ts'
import { textsOf, visibleText } from './understood.ts'

const TAGS =
  /<(\/?)(b|i|u|s|a|p|em|strong|span|div|font|small|sup|sub|mark|code|h[1-6]|br|hr|img)(?:\s[^<>]*)?\/?>/gi
const EMPTY = /^(?:br|hr|img)$/

// An element with its end, or one that has none: `<b>` alone is what an article is about. Not in
// one regular expression, which would look for the end of each `<b>` in the whole of the text.
function hasMarkup(text: string): boolean {
  const open = new Set<string>()
  for (const [, end, tag = ''] of text.matchAll(TAGS)) {
    const name = tag.toLowerCase()
    if (EMPTY.test(name) || (end && open.has(name))) return true
    if (!end) open.add(name)
  }
  return false
}

/** A title that is plain text holds no markup. */
export function markupInTitle(feed: ParsedFeed): Finding[] {
  return textsOf(feed)
    .filter(({ text, isTitle }) => isTitle && text.kind === 'plain' && hasMarkup(text.value))
    .map(({ text }) => finding('markup-in-title', text.at, { title: text.value }))
}

// Those that content management systems write; `&copy;` in a title may be meant.
const ENTITY =
  /&(?:amp|lt|gt|quot|apos|nbsp|hellip|[lr][sd]quo|[nm]dash|[lr]aquo|#[0-9]+|#x[0-9a-f]+);/i

/** Nothing is left to unescape where everything has been, and HTML does not show its tags. */
export function doubleEscaping(feed: ParsedFeed): Finding[] {
  return textsOf(feed).flatMap(({ text, isTitle }) => {
    const isPlain = text.kind === 'plain' || isTitle
    const found = isPlain ? leftEntity(visibleText(text)) : shownTag(text.value)
    if (found === undefined) return []
    return [finding('double-escaping', text.at, { element: text.name, found })]
  })
}

// A text that has one of these as it is was escaped once: it is about entities.
const ESCAPED_ONCE = /[<>]|&(?!#?\w+;)/

function leftEntity(text: string): string | undefined {
  return ESCAPED_ONCE.test(text) ? undefined : ENTITY.exec(text)?.[0]
}

function shownTag(html: string): string | undefined {
  const { hasElements, showsTags } = readHtml(html)
  return hasElements ? undefined : showsTags
}
