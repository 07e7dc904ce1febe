// Plain text: its lines, its paragraphs, and those as HTML.

import render from 'dom-serializer'
import { Element, Text } from 'domhandler'

/** The text without a byte order mark, every line end a U+000A. */
export function unixLines(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
}

/**
 * The paragraphs of a text: what stands between blank lines; where there is no blank line, each
 * line. A line end within a paragraph stays.
 */
export function paragraphs(text: string): string[] {
  const trimmed = text.trim()
  const between = /\n[^\S\n]*\n/.test(trimmed) ? /\n(?:[^\S\n]*\n)+/ : /\n/
  return trimmed.split(between).map(trimmedLines).filter(Boolean)
}

/** Paragraphs as HTML: `<p>`, with `<br>` where a line ends. */
export function paragraphsHtml(all: string[]): string {
  return all.map((each) => render(paragraph(each), { encodeEntities: 'utf8' })).join('\n')
}

function trimmedLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
}

function paragraph(text: string): Element {
  const lines = text.split('\n').map((line) => new Text(line))
  const apart = lines.flatMap((line, index) =>
    index === 0 ? [line] : [new Element('br', {}), line],
  )
  return new Element('p', {}, apart)
}
