// XML of feeds as it is found: what no parser reads is mended where there is no doubt what it
// means. Nothing that a document declares is expanded, and nothing that it names is fetched.

import { codePoint, FORBIDDEN } from '../text/characters.ts'
import { readHtml, textNodes } from '../text/markup.ts'
import { positions } from '../text/position.ts'
import { SourceError } from './source-error.ts'

/** A document whose only references are those of XML itself, and what was done to it. */
export interface RepairedXml {
  /** Without its declaration and document type; every line is where it was. */
  xml: string
  notes: string[]
}

/**
 * Mends XML: characters that XML 1.0 §2.2 forbids go, names that HTML knows become characters, an
 * `&` or `<` that stands alone becomes `&amp;` or `&lt;`, what stands before the first tag goes.
 *
 * @throws {SourceError} where the document type is cut short, or what it declares is used
 */
export function repairedXml(text: string): RepairedXml {
  const counts = new Map<string, number>()
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
  const characters = text.replace(FORBIDDEN_CHARACTER, (character) => {
    count(`removed ${codePoint(character.charCodeAt(0))}`)
    return ''
  })
  const { body, before, declared } = withoutProlog(characters)
  if (before !== '') count(`removed what stands before the first tag: ${before}`)
  const at = positions(body)
  const xml = withReferences(body, (reference, offset) => {
    if (declared.has(reference.slice(1, -1))) {
      const message =
        `${reference} stands for what the document type declares, which is never expanded: ` +
        'write what it means in its place'
      throw new SourceError([{ line: at(offset).line, key: '', message }])
    }
    return ALONE.has(reference) ? alone(reference, count) : resolved(reference, count)
  })
  return { xml, notes: [...counts].map(([what, number]) => times(what, number)) }
}

const FORBIDDEN_CHARACTER = new RegExp(`[${FORBIDDEN}]|\\p{Surrogate}`, 'gu')

function times(what: string, number: number): string {
  return number === 1 ? what : `${what} (${number} times)`
}

interface Prolog {
  /** From the first tag on, with empty lines for those before it. */
  body: string
  /** What stood before it and should not have. */
  before: string
  /** Names of the entities that the document type declares. */
  declared: Set<string>
}

function withoutProlog(text: string): Prolog {
  const declared = new Set<string>()
  let before = ''
  let offset = 0
  for (;;) {
    const next = text.indexOf('<', offset)
    before += ` ${text.slice(offset, next < 0 ? undefined : next)}`
    if (next < 0) return { body: '', before: shown(before), declared }
    const end = prologEnd(text, next, declared)
    if (end === undefined) {
      const lines = text.slice(0, next).replace(/[^\n]+/g, '')
      return { body: lines + text.slice(next), before: shown(before), declared }
    }
    offset = end
  }
}

// A server's warning may be a page long.
const LONGEST_SHOWN = 60

function shown(before: string): string {
  const line = before.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN).toWellFormed()}…` : line
}

/** Where a declaration, comment or document type ends; `undefined` of a tag. */
function prologEnd(text: string, start: number, declared: Set<string>): number | undefined {
  if (text.startsWith('<?', start)) return after(text, '?>', start)
  if (text.startsWith('<!--', start)) return after(text, '-->', start)
  if (/^<!doctype/i.test(text.slice(start, start + 9))) return doctypeEnd(text, start, declared)
  return /^<[\p{L}_:]/u.test(text.slice(start, start + 3)) ? undefined : start + 1
}

function after(text: string, end: string, start: number): number {
  const found = text.indexOf(end, start)
  return found < 0 ? text.length : found + end.length
}

const IN_DOCTYPE = /["'<>[\]]/g

// XML 1.0 §2.8: it ends where no quotation and no [ ] is open.
function doctypeEnd(text: string, start: number, declared: Set<string>): number {
  let offset = start + 1
  let isInside = false
  for (;;) {
    IN_DOCTYPE.lastIndex = offset
    const found = IN_DOCTYPE.exec(text)
    if (!found) break
    const [sign] = found
    offset = found.index + 1
    if (sign === '[') isInside = true
    else if (sign === ']') isInside = false
    else if (sign === '>' && !isInside) return offset
    else if (sign === '"' || sign === "'") offset = after(text, sign, offset)
    else if (text.startsWith('<!--', found.index)) offset = after(text, '-->', offset)
    else if (sign === '<') note(text.slice(found.index, found.index + 200), declared)
  }
  const message = 'the document type does not end: a > is missing, or the document is cut short'
  throw new SourceError([{ line: positions(text)(start).line, key: '', message }])
}

function note(declaration: string, declared: Set<string>): void {
  const name = /^<!ENTITY\s+(?:%\s+)?([^\s"'>]+)/.exec(declaration)?.[1]
  if (name !== undefined) declared.add(name)
}

const REFERENCE =
  /<!\[CDATA\[|<!--|<\?|<(?![\p{L}_:/!])|&(?:#[0-9]{1,8};|#x[0-9a-f]{1,7};|[\p{L}_:][\p{L}\p{N}._:-]{0,40};)?/giu

/** The text with each of its references, outside of CDATA sections and comments, replaced. */
function withReferences(
  text: string,
  replacement: (reference: string, offset: number) => string,
): string {
  let result = ''
  let done = 0
  REFERENCE.lastIndex = 0
  for (;;) {
    const found = REFERENCE.exec(text)
    if (!found) return result + text.slice(done)
    const [sign] = found
    const end = ENDS.get(sign.toUpperCase())
    if (end !== undefined) {
      REFERENCE.lastIndex = after(text, end, found.index)
      continue
    }
    result += text.slice(done, found.index) + replacement(sign, found.index)
    done = found.index + sign.length
  }
}

const ENDS = new Map([
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
])

const OF_XML = /^&(?:amp|lt|gt|quot|apos);$/

const ALONE = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
])

function alone(sign: string, count: (what: string) => void): string {
  const written = ALONE.get(sign) ?? sign
  count(`${sign} stands alone: read as ${written}`)
  return written
}

// As HTML reads them: `&nbsp;`, and `&#146;` for the apostrophe of windows-1252.
function resolved(reference: string, count: (what: string) => void): string {
  if (OF_XML.test(reference)) return reference
  const [node] = textNodes(readHtml(reference))
  const character = node?.data ?? ''
  if (/^[\ufffd\ufffe\uffff\u0000-\u0008\u000b\u000c\u000e-\u001f]?$/.test(character)) {
    count(`removed ${reference}, which means no character`)
    return ''
  }
  if (character === reference) {
    count(`${reference} is known to nobody: left as it stands`)
    return `&amp;${reference.slice(1)}`
  }
  if (!reference.startsWith('&#')) count(`XML does not know ${reference}: read as HTML does`)
  return character
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
