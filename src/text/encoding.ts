// From bytes to text: the encoding that a document says it is in, and the one it is in.

/** A document as text. */
export interface DecodedText {
  /** Without a byte order mark. */
  text: string
  hasMark: boolean
  /**
   * The encoding that the document or HTTP says, where it is in another one or where the two say
   * different things; and the one that it was read in, unless nothing tells.
   */
  mismatch?: { declared: string; real: string | undefined }
}

// Everything that XML allows before its declaration's encoding is ASCII.
const DECLARATION = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']/
// HTML §4.2.5.4, for pages.
const META =
  /^\s*<(?:!doctype html|html|head)[^]*?<meta\s[^>]*?charset\s*=\s*["']?([A-Za-z0-9._:-]+)/i

/**
 * The text of a document, by the first of: its byte order mark, the charset that HTTP says, its
 * XML declaration or, of a page, its `meta`, UTF-8 (RFC 7303 §3). Bytes that are not in that encoding are read in the one
 * that they are in, so that there is something to read; where nothing tells which, what is no UTF-8
 * becomes U+FFFD.
 *
 * @param charset of the header Content-Type
 */
export function decodeDocument(bytes: Uint8Array, charset?: string): DecodedText {
  const mark = markOf(bytes)
  const start = latin(bytes.subarray(mark?.length ?? 0, 2048))
  const declared = (DECLARATION.exec(start) ?? META.exec(start))?.[1]
  const said = mark?.encoding ?? wideEncoding(bytes) ?? charset ?? declared ?? 'UTF-8'
  const encoding = encodingOf(said)
  const isUtf8 = decoded(bytes, 'utf-8', true) !== undefined
  const hasMark = mark !== undefined
  const done = (as: string, mismatch?: DecodedText['mismatch']): DecodedText => {
    const text = decoded(bytes, as, false) ?? decoded(bytes, 'utf-8', false) ?? ''
    return { text: text.replace(/^\ufeff/, ''), hasMark, ...(mismatch && { mismatch }) }
  }

  if (encoding === undefined || (encoding === 'utf-8' && !isUtf8)) {
    const real = isUtf8 ? 'UTF-8' : olderEncoding(bytes)
    return done(real ?? 'utf-8', { declared: said, real })
  }
  const isWide = encoding.startsWith('utf-16')
  if (encoding !== 'utf-8' && !isWide) {
    if (isUtf8 && bytes.some((byte) => byte > 0x7f)) {
      return done('utf-8', { declared: said, real: 'UTF-8' })
    }
    // Every byte is a letter of Latin encodings, so that nothing but the words can tell.
    const real = LATIN.has(encoding) ? olderEncoding(bytes) : undefined
    if (real !== undefined) return done(real, { declared: said, real })
  }
  const isSame = declared === undefined || sameEncoding(encodingOf(declared), encoding)
  return done(encoding, isSame ? undefined : { declared, real: said })
}

/**
 * As much of a document as there is, good enough to tell what it is: in the encoding of its byte order
 * mark, else in UTF-8. Throws nothing.
 */
export function decodeBeginning(bytes: Uint8Array): string {
  const encoding = markOf(bytes)?.encoding ?? 'UTF-8'
  return new TextDecoder(encoding).decode(bytes)
}

// By what they begin with: gzip, ZIP, bzip2, xz, Zstandard.
const COMPRESSED = [
  [0x1f, 0x8b],
  [0x50, 0x4b, 0x03, 0x04],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  [0x28, 0xb5, 0x2f, 0xfd],
]

/** Whether a document begins as compressed files do. */
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

// XML 1.0 Appendix F: how `<` begins in the encodings that have two bytes for it.
function wideEncoding([first, second]: Uint8Array): string | undefined {
  if (first === 0x3c && second === 0) return 'UTF-16LE'
  return first === 0 && second === 0x3c ? 'UTF-16BE' : undefined
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

// What `ISO-8859-1` is read as (Encoding Standard §4.2), and the others for western languages.
const LATIN = new Set(['windows-1252', 'iso-8859-15', 'macintosh'])

// What newsrooms wrote before UTF-8. In the right one what is not ASCII is words of its letters; in
// another the same bytes are not, and neither are the scattered ones of a western language.
const OLDER: [string, RegExp][] = [
  ['windows-1256', /[\u0600-\u06ff]{2,}/g],
  ['iso-8859-6', /[\u0600-\u06ff]{2,}/g],
  ['windows-1255', /[\u0590-\u05ff]{2,}/g],
]
const MAJORITY = 0.8

function olderEncoding(bytes: Uint8Array): string | undefined {
  const shares = OLDER.map(([encoding, words]) => {
    const text = decoded(bytes, encoding, true) ?? ''
    const foreign = text.match(/[^\u0000-\u007f]/g)?.length ?? 0
    const inWords = text.match(words)?.join('').length ?? 0
    return { encoding, share: foreign === 0 ? 0 : inWords / foreign }
  })
  const [best] = shares.sort((one, other) => other.share - one.share)
  return best && best.share > MAJORITY ? best.encoding : undefined
}
