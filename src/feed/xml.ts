// XML as a tagged template that escapes whatever is put into it. There is no other way for a text
// into an XML document of ours, so none gets around the escaping and the stripping.

import { allowed } from '../text/characters.ts'

/** Markup: what the template makes, and puts in as it is. */
export class Xml {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }

  toString(): string {
    return this.markup
  }
}

/** What can be put into a template; `undefined` puts in nothing. */
export type Part = Xml | readonly (Xml | undefined)[] | string | number | undefined

/**
 * Well-formed XML from a template. Strings are escaped, as attribute values where a quotation mark
 * stands before them, else as text; characters that XML 1.0 §2.2 forbids are left out.
 *
 * @example xml`<title>${'أ ‹ ب <b>'}</title>`.markup // '<title>أ ‹ ب &lt;b&gt;</title>'
 */
export function xml(strings: TemplateStringsArray, ...parts: Part[]): Xml {
  let markup = strings[0] ?? ''
  parts.forEach((part, index) => {
    const inAttribute = strings[index]?.endsWith('="') ?? false
    markup += written(part, inAttribute) + (strings[index + 1] ?? '')
  })
  return new Xml(markup)
}

function written(part: Part, inAttribute: boolean): string {
  if (part === undefined) return ''
  if (part instanceof Xml) return part.markup
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return inAttribute ? attributeValue(part) : text(part)
  return part.map((each) => each?.markup ?? '').join('')
}

const IN_TEXT: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

function text(value: string): string {
  return allowed(value).replace(/[&<>\r]/g, (character) => IN_TEXT[character] ?? '')
}

// A parser would make spaces of raw tabs and line ends (XML 1.0 §3.3.3).
const IN_ATTRIBUTE: Record<string, string> = {
  ...IN_TEXT,
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
}

function attributeValue(value: string): string {
  return allowed(value).replace(/[&<>"\t\n\r]/g, (character) => IN_ATTRIBUTE[character] ?? '')
}

/**
 * Text in a CDATA section (XML 1.0 §2.7), which is what readers of RSS expect HTML in. Every
 * `]]>` is split over two sections.
 */
export function cdata(value: string): Xml {
  const safe = allowed(value).replace(/\r\n?/g, '\n').replaceAll(']]>', ']]]]><![CDATA[>')
  return new Xml(`<![CDATA[${safe}]]>`)
}
