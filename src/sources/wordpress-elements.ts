// A WordPress export as a stream of what stands in its channel: authors, categories, items. Nothing
// in it is expanded: there is no document type in one, and one with a document type is refused.

import { SaxesParser } from 'saxes'
import { SourceError } from './source-error.ts'

/** An element of the channel, or one inside it. */
export interface WxrElement {
  /** As WordPress writes it, with its prefix: `wp:post_id`. */
  name: string
  attributes: Record<string, string>
  /** Of this element alone, not of those inside. */
  text: string
  children: WxrElement[]
  /** On which it begins, from 1. */
  line: number
  /** Why it cannot be taken as it is; nothing of it is kept then. */
  fault?: string
  /** How many characters XML forbids were in it. */
  forbidden: number
}

// UTF-16 units; a draft holds far less.
const LARGEST_ELEMENT = 5_000_000
const DEEPEST = 8
// Of one text: the parser holds it until its end.
const LARGEST_TEXT = 64_000_000
// Comments of readers, and what plugins keep, are nothing that we read.
const LEFT_OUT = new Set(['wp:comment', 'wp:termmeta', 'wp:commentmeta'])

/**
 * The elements of the channel, in order, one at a time.
 *
 * @throws {SourceError} with the line, when it is not well-formed XML, has a document type, is in no
 *   encoding that is known, or holds a text that is too large to be passed over
 */
export async function* wxrElements(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WxrElement> {
  const reader = new ElementReader()
  let decoder: TextDecoder | undefined
  for await (const chunk of chunks) {
    decoder ??= decoderFor(chunk)
    yield* reader.read(decoded(decoder, reader.line, chunk))
  }
  yield* reader.end(decoded(decoder ?? new TextDecoder(), reader.line))
}

// The declaration stands at the very beginning (XML 1.0 §4.3.3).
function decoderFor(chunk: Uint8Array): TextDecoder {
  const start = new TextDecoder('latin1').decode(chunk.subarray(0, 200))
  const [, label = 'utf-8'] =
    /^[^<]{0,3}<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)["']/.exec(start) ?? []
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: false })
  } catch {
    throw refusal(1, `"${label}" is no encoding that is known: save it as UTF-8`)
  }
}

function decoded(decoder: TextDecoder, line: number, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    throw refusal(line, `not ${decoder.encoding.toUpperCase()}, soon after this line`)
  }
}

function refusal(line: number, message: string): SourceError {
  return new SourceError([{ line, key: '', message }])
}

class ElementReader {
  readonly #parser = new SaxesParser()
  /** The open elements: of the document, then of the channel's child that is read. */
  readonly #path: string[] = []
  #open: WxrElement[] = []
  #done: WxrElement[] = []
  #size = 0
  #leftOut = 0
  #fault: SourceError | undefined
  #isBegun = false
  /** Position of the last event: what follows is one text that has not ended. */
  #last = 0

  constructor() {
    const parser = this.#parser
    parser.on('error', ({ message }) => this.#error(message.replace(/^\d+:\d+: /, '')))
    parser.on('doctype', () => this.#fail('has a document type: an export has none'))
    parser.on('opentag', ({ name, attributes }) => this.#opened(name, attributes))
    parser.on('text', (text) => this.#text(text))
    parser.on('cdata', (text) => this.#text(text))
    parser.on('closetag', () => this.#closed())
  }

  get line(): number {
    return this.#parser.line
  }

  *read(text: string): Generator<WxrElement> {
    // Some plugins leave line ends before the declaration.
    const whole = this.#isBegun ? text : text.replace(/^\ufeff?\s+/, '')
    this.#isBegun ||= whole !== ''
    this.#parser.write(whole)
    yield* this.#taken()
    if (this.#parser.position - this.#last > LARGEST_TEXT) {
      throw refusal(
        this.line,
        `a text that ends here or later has more than ${LARGEST_TEXT} characters`,
      )
    }
  }

  *end(text: string): Generator<WxrElement> {
    yield* this.read(text)
    this.#parser.close()
    yield* this.#taken()
  }

  // What was read before a fault counts.
  *#taken(): Generator<WxrElement> {
    const done = this.#done
    this.#done = []
    yield* done
    if (this.#fault) throw this.#fault
  }

  #error(message: string): void {
    const element = this.#open[0]
    // Editors paste control characters, and WordPress exports them. Cleaning takes them out.
    if (element && message.startsWith('disallowed character.')) element.forbidden += 1
    else this.#fail(`not well-formed XML: ${message.replace(/\.$/, '')}`)
  }

  #fail(message: string): void {
    this.#fault ??= refusal(this.line, message)
  }

  #opened(name: string, attributes: Record<string, string>): void {
    this.#last = this.#parser.position
    if (this.#fault) return
    this.#path.push(name)
    if (this.#path.length === 1 && name !== 'rss') this.#fail(`expected <rss>, found <${name}>`)
    if (this.#path.length < 3) return
    if (this.#leftOut > 0 || LEFT_OUT.has(name)) {
      this.#leftOut += 1
      return
    }
    const element = { name, attributes, text: '', children: [], line: this.line, forbidden: 0 }
    const [channelChild] = this.#open
    if (this.#open.length >= DEEPEST)
      spoil(channelChild, `is nested deeper than ${DEEPEST} elements`)
    if (channelChild?.fault === undefined) this.#open.at(-1)?.children.push(element)
    this.#open.push(element)
    this.#grow(name.length + lengthOf(attributes))
  }

  #text(text: string): void {
    this.#last = this.#parser.position
    const element = this.#open.at(-1)
    if (!element || this.#leftOut > 0) return
    this.#grow(text.length)
    if (this.#open[0]?.fault === undefined) element.text += text
  }

  #grow(length: number): void {
    this.#size += length
    if (this.#size <= LARGEST_ELEMENT) return
    spoil(this.#open[0], `is larger than ${LARGEST_ELEMENT} characters`)
  }

  #closed(): void {
    this.#last = this.#parser.position
    if (this.#fault) return
    this.#path.pop()
    if (this.#leftOut > 0) {
      this.#leftOut -= 1
      return
    }
    const element = this.#open.pop()
    if (!element || this.#open.length > 0) return
    this.#size = 0
    this.#done.push(element)
  }
}

function lengthOf(attributes: Record<string, string>): number {
  let length = 0
  for (const name in attributes) length += name.length + (attributes[name]?.length ?? 0)
  return length
}

function spoil(element: WxrElement | undefined, fault: string): void {
  if (!element) return
  element.fault ??= fault
  element.text = ''
  element.children = []
}
