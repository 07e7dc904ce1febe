// Characters that are legal and do harm.

import { codePoint } from '../text/characters.ts'
import type { ParsedFeed } from './feed.ts'
import { type Finding, finding } from './finding.ts'
import { textsOf, visibleText } from './understood.ts'

// Presentation forms of letters and ligatures of letters, but not the signs among them, such as
// U+FDFA, that have no other spelling.
const FORMS = /[\ufb50-\ufbb1\ufbd3-\ufc5d\ufc64-\ufd3d\ufd50-\ufdc7\ufe80-\ufefc]+/u

/** Text is in letters, not in the shapes that they have in a font. */
export function presentationForms(feed: ParsedFeed): Finding[] {
  return textsOf(feed).flatMap(({ text }) => {
    const found = FORMS.exec(visibleText(text))?.[0]
    if (found === undefined) return []
    const form = codePoint(found.charCodeAt(0))
    const letters = found.normalize('NFKC')
    return [finding('presentation-forms', text.at, { element: text.name, form, letters })]
  })
}

/** Isolates, embeddings and overrides are closed in the paragraph that they are opened in. */
export function unbalancedControls(feed: ParsedFeed): Finding[] {
  return textsOf(feed).flatMap(({ text }) => {
    const found = unbalanced(visibleText(text))
    if (found.length === 0) return []
    const characters = [...new Set(found)].map((each) => codePoint(each.charCodeAt(0))).join(', ')
    return [finding('unbalanced-controls', text.at, { element: text.name, characters })]
  })
}

const ISOLATE = /[\u2066-\u2068]/
const EMBEDDING = /[\u202a\u202b\u202d\u202e]/
const POP_EMBEDDING = '\u202c'

function unbalanced(text: string): string[] {
  return text.split(/[\n\u0085\u2029]/).flatMap(unbalancedInParagraph)
}

/** As UAX #9 pairs them: an isolate that ends takes with it the embeddings that it holds. */
function unbalancedInParagraph(paragraph: string): string[] {
  const unpaired: string[] = []
  const open: string[] = []
  let isolates = 0
  for (const character of paragraph.match(/[\u202a-\u202e\u2066-\u2069]/g) ?? []) {
    if (ISOLATE.test(character) || EMBEDDING.test(character)) {
      open.push(character)
      if (ISOLATE.test(character)) isolates += 1
    } else if (character === POP_EMBEDDING) {
      if (EMBEDDING.test(open.at(-1) ?? '')) open.pop()
      else unpaired.push(character)
    } else if (isolates === 0) unpaired.push(character)
    else {
      for (let last = open.pop(); last && !ISOLATE.test(last); last = open.pop()) {
        unpaired.push(last)
      }
      isolates -= 1
    }
  }
  return [...unpaired, ...open]
}
