// The content of an article: HTML that is sanitised, read and cleaned, before it is marked up.

import { type Document, Element, isTag, isText, Text } from 'domhandler'
import { appendChild, filter } from 'domutils'
import { clean, type Cleaning, cleanLine } from '../text/clean.ts'
import { readHtml } from '../text/markup.ts'
import { sanitise } from './sanitise.ts'

/** Content that can go out, and in words what was done to it. */
export interface Content {
  document: Document
  notes: string[]
}

// What a reader sees or hears of an attribute.
const TEXT_ATTRIBUTES = ['alt', 'title', 'label']

/**
 * The content of a source, sanitised, its texts cleaned (rules 25 to 30) wherever they stand.
 *
 * @param base the address that relative ones are relative to
 */
export function readContent(html: string, base: string, cleaning: Cleaning): Content {
  const sanitised = sanitise(html, base)
  const document = readHtml(sanitised.html)
  const notes = new Set(sanitised.notes)
  const noted = ({ text, notes: found }: { text: string; notes: string[] }): string => {
    for (const note of found) notes.add(note)
    return text
  }
  for (const node of texts(document)) {
    if (isText(node)) node.data = noted(clean(node.data, cleaning))
    else {
      for (const name of TEXT_ATTRIBUTES) {
        const value = node.attribs[name]
        if (value) node.attribs[name] = noted(cleanLine(value, cleaning))
      }
    }
  }
  return { document, notes: [...notes] }
}

/** Puts a paragraph of plain text after all else. */
export function addParagraph(document: Document, text: string): void {
  appendChild(document, new Element('p', {}, [new Text(text)]))
}

function texts(document: Document): (Text | Element)[] {
  return filter((node) => isText(node) || isTag(node), document).filter(
    (node) => isText(node) || isTag(node),
  )
}
