// Addresses: as they were meant (rule 21), and as they go out (rule 32), percent-encoded, hosts in
// punycode.

// RFC 3986 §3. The brackets of an IPv6 host stand in here, where they belong.
const SCHEME_AND_AUTHORITY = /^[^:]*:(?:\/\/[^/?#]*)?/

/** Neither reserved, unreserved nor percent-encoded (RFC 3986 §2): one such character. */
export const RAW = /[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/
const EVERY_RAW = new RegExp(RAW, 'g')

/**
 * The absolute address in ASCII: hosts in punycode, everything else percent-encoded in UTF-8,
 * with the characters that RFC 3986 knows and WHATWG URL leaves raw encoded too.
 *
 * @throws {TypeError} when it is no address, even with the base
 * @example encodedAddress('https://مثال.example/خبر') // 'https://xn--mgbh0fb.example/%D8%AE…'
 */
export function encodedAddress(address: string, base?: string): string {
  const { href } = parsed(address, base)
  const [start = ''] = SCHEME_AND_AUTHORITY.exec(href) ?? []
  return start + href.slice(start.length).replace(EVERY_RAW, encode)
}

/** An IRI as the URI that it maps to (RFC 3987 §3.1), the host of an address in punycode. */
export function uriOf(iri: string): string {
  if (/^https?:/i.test(iri)) return encodedAddress(iri)
  return iri.replace(/[^\u0000-\u007f]+/g, (each) => encodeURIComponent(each.toWellFormed()))
}

function parsed(address: string, base: string | undefined): URL {
  try {
    return new URL(address, base)
  } catch {
    throw new TypeError(`"${address}" is no address: expected one that begins with https://`)
  }
}

function encode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

// What copying out of a right-to-left page leaves at an address: marks, embeddings, isolates,
// U+FEFF. Joiners stay: Persian slugs hold them.
const INVISIBLE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** An address without direction controls (rule 21) and without white space at its ends. */
export function unmarked(address: string): string {
  return address.replace(INVISIBLE, '').trim()
}

/** One segment of an address. */
export function addressSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
