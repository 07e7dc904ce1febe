// Addresses as they go out (rule 32): percent-encoded, hosts in punycode.

/**
 * The absolute address in ASCII: hosts in punycode, everything else percent-encoded in UTF-8,
 * with the characters that RFC 3986 knows and WHATWG URL leaves raw encoded too.
 *
 * @throws {TypeError} when it is no address, even with the base
 * @example encodedAddress('https://مثال.example/خبر') // 'https://xn--mgbh0fb.example/%D8%AE…'
 */
export function encodedAddress(address: string, base?: string): string {
  const url = new URL(address, base)
  const { origin, href } = url
  if (origin === 'null' || !href.startsWith(origin)) return href
  return origin + href.slice(origin.length).replace(/[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]/g, encode)
}

function encode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** One segment of an address. */
export function addressSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
