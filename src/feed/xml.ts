// XML as a tagged template that escapes whatever is put into it. There is no other way for a text
// into an XML document of ours, so none gets around the escaping and the stripping.

import { allowed } from '../text/characters.ts'
import { bytesOf, decoded, escapesOf, type Piece, type Utf8 } from './utf8.ts'

/** What can be put into a template; `undefined` puts in nothing. */
export type Part = Xml | readonly (Xml | undefined)[] | string | number | undefined

const TEXT = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
const IN_TEXT = escapesOf(TEXT)
const ESCAPED = new Map(Object.entries(TEXT))
// A parser would make spaces of raw tabs and line ends (XML 1.0 §3.3.3).
const IN_ATTRIBUTE = escapesOf({ ...TEXT, '"': '&quot;', '\t': '&#9;', '\n': '&#10;' })

/** Markup: what the template holds and what is put into it, written when the bytes are wanted. */
export class Xml implements Piece {
  readonly #markup: readonly string[]
  readonly #parts: readonly Part[]

  /** A part stands after each piece of markup for which there is one. */
  constructor(markup: readonly string[], parts: readonly Part[]) {
    this.#markup = markup
    this.#parts = parts
  }

  get markup(): string {
    return decoded(bytesOf([this]))
  }

  toString(): string {
    return this.markup
  }

  writeTo(to: Utf8): void {
    for (let index = 0; index < this.#markup.length; index += 1) {
      const markup = this.#markup[index] ?? ''
      to.add(markup)
      const part = this.#parts[index]
      if (part === undefined) continue
      if (typeof part === 'string')
        to.addEscaped(part, markup.endsWith('="') ? IN_ATTRIBUTE : IN_TEXT)
      else if (part instanceof Xml) part.writeTo(to)
      else if (typeof part === 'number') to.add(String(part))
      else for (const each of part) each?.writeTo(to)
    }
  }
}

/**
 * Well-formed XML from a template. Strings are escaped, as attribute values where a quotation mark
 * stands before them, else as text; characters that XML 1.0 §2.2 forbids are left out.
 *
 * @example xml`<title>${'أ ‹ ب <b>'}</title>`.markup // '<title>أ ‹ ب &lt;b&gt;</title>'
 */
export function xml(strings: TemplateStringsArray, ...parts: Part[]): Xml {
  return new Xml(strings, parts)
}

/** A text that stands in HTML which is itself a text, and not yet in a document. */
export function escaped(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => ESCAPED.get(character) ?? character)
}

/** What is markup already, such as a name that was checked. */
export function verbatim(...markup: string[]): Xml {
  return new Xml(markup, [])
}

/**
 * Text in a CDATA section (XML 1.0 §2.7), which is what readers of RSS expect HTML in. Every
 * `]]>` is split over two sections.
 */
export function cdata(value: string): Xml {
  const safe = allowed(value).replaceAll(']]>', ']]]]><![CDATA[>')
  // A parser would make line ends of them (XML 1.0 §2.11).
  const lines = safe.includes('\r') ? safe.replace(/\r\n?/g, '\n') : safe
  return verbatim('<![CDATA[', lines, ']]>')
}
