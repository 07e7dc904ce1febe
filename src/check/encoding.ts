// From bytes to text: the encoding that a feed says it is in, and the one it is in.

import { BEGINNING } from './feed.ts'
import { type Finding, finding } from './finding.ts'

export interface Decoded {
  /** Without a byte order mark. */
  text: string
  hasMark: boolean
  findings: Finding[]
}

// Everything that XML allows before its declaration's encoding is ASCII.
const DECLARATION = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']/

/**
 * The text of a document, by the first of: its byte order mark, the charset that HTTP says, its
 * XML declaration, UTF-8 (RFC 7303 §3). Bytes that are not in that encoding are read in the one
 * that they are in, so that the rules have something to read.
 *
 * @param charset of the header Content-Type
 */
export function decode(bytes: Uint8Array, charset?: string): Decoded {
  const mark = markOf(bytes)
  const declared = DECLARATION.exec(latin(bytes.subarray(mark?.length ?? 0, 400)))?.[1]
  const said = mark?.encoding ?? charset ?? declared ?? 'UTF-8'
  const encoding = encodingOf(said)
  const isUtf8 = decoded(bytes, 'utf-8', true) !== undefined
  const mismatch = (name: string, real: string | undefined) => [
    finding('encoding-mismatch', BEGINNING, { declared: name, real }),
  ]
  const done = (as: string, findings: Finding[]): Decoded => {
    const text = decoded(bytes, as, false) ?? decoded(bytes, 'utf-8', false) ?? ''
    return { text: text.replace(/^\ufeff/, ''), hasMark: mark !== undefined, findings }
  }

  if (encoding === undefined) return done('utf-8', mismatch(said, isUtf8 ? 'UTF-8' : undefined))
  if (encoding === 'utf-8' && !isUtf8) {
    const real = arabicEncoding(bytes)
    return done(real ?? encoding, mismatch(said, real))
  }
  const isWide = encoding.startsWith('utf-16')
  if (encoding !== 'utf-8' && !isWide && isUtf8 && bytes.some((byte) => byte > 0x7f)) {
    return done('utf-8', mismatch(said, 'UTF-8'))
  }
  const isSame = declared === undefined || sameEncoding(encodingOf(declared), encoding)
  return done(encoding, isSame ? [] : mismatch(declared, said))
}

// By what they begin with: gzip, ZIP, bzip2, xz, Zstandard.
const COMPRESSED = [
  [0x1f, 0x8b],
  [0x50, 0x4b, 0x03, 0x04],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  [0x28, 0xb5, 0x2f, 0xfd],
]

export function isCompressed(bytes: Uint8Array): boolean {
  return COMPRESSED.some((start) => start.every((byte, index) => bytes[index] === byte))
}

function markOf(bytes: Uint8Array): { encoding: string; length: number } | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'UTF-8', length: 3 }
  if (first === 0xff && second === 0xfe) return { encoding: 'UTF-16LE', length: 2 }
  if (first === 0xfe && second === 0xff) return { encoding: 'UTF-16BE', length: 2 }
  return undefined
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

/** The name that the Encoding Standard has for a label. */
function encodingOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

// `UTF-16` says nothing of the order of its bytes; the mark does.
function sameEncoding(one: string | undefined, other: string): boolean {
  return one === other || (one?.startsWith('utf-16') === true && other.startsWith('utf-16'))
}

function decoded(bytes: Uint8Array, encoding: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

// In what newsrooms wrote before UTF-8, a text in Arabic is mostly letters of Arabic; in another
// encoding the same bytes are not.
function arabicEncoding(bytes: Uint8Array): string | undefined {
  const text = decoded(bytes, 'windows-1256', true) ?? ''
  const foreign = text.match(/[^\u0000-\u007f]/g)?.length ?? 0
  const arabic = text.match(/[\u0600-\u06ff]/g)?.length ?? 0
  return foreign > 0 && arabic / foreign > 0.8 ? 'windows-1256' : undefined
}
