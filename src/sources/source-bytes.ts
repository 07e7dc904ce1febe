// A source as text: all of it, within bounds.

import { decodeDocument, isCompressed } from '../text/encoding.ts'
import { SourceError } from './source-error.ts'

/** Largest document that is read as a whole: hundreds of times a feed, less than memory. */
export const LARGEST_MB = 32

/** A text, and what was done to make it one. */
export interface SourceText {
  text: string
  notes: string[]
}

/**
 * All the text of a source.
 *
 * @param charset that HTTP says
 * @throws {SourceError} when it is larger than 32 MB, empty, or compressed
 */
export async function sourceText(
  chunks: AsyncIterable<Uint8Array>,
  charset?: string,
): Promise<SourceText> {
  const bytes = await allOf(chunks)
  if (isCompressed(bytes)) throw SourceError.atStart('it is compressed: unpack it first')
  const { text, mismatch } = decodeDocument(bytes, charset)
  if (text.trim() === '') throw SourceError.atStart('it is empty')
  if (!mismatch) return { text, notes: [] }
  const { declared, real } = mismatch
  const read = real === undefined ? 'what is not was replaced by U+FFFD' : `read as ${real}`
  return { text, notes: [`said to be in ${declared}: ${read}`] }
}

async function allOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > LARGEST_MB * 1024 * 1024) {
      throw SourceError.atStart(`larger than ${LARGEST_MB} MB: import a part of it at a time`)
    }
    all.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of all) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
