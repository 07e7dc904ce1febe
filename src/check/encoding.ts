// From bytes to text, with a finding where the encoding is another one than is said.

import { decodeDocument } from '../text/encoding.ts'
import { BEGINNING } from './feed.ts'
import { type Finding, finding } from './finding.ts'

export interface Decoded {
  /** Without a byte order mark. */
  text: string
  hasMark: boolean
  findings: Finding[]
}

/**
 * The text of a document. Bytes that are not in the encoding that it says are read in the one that
 * they are in, so that the rules have something to read.
 *
 * @param charset of the header Content-Type
 */
export function decode(bytes: Uint8Array, charset?: string): Decoded {
  const { text, hasMark, mismatch } = decodeDocument(bytes, charset)
  const findings = mismatch ? [finding('encoding-mismatch', BEGINNING, mismatch)] : []
  return { text, hasMark, findings }
}
