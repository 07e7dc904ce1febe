// Slugs as WordPress writes them: percent-encoded, and cut at 200 bytes wherever that falls.

/**
 * What a slug says, in letters; a letter that the cut went through is left out.
 *
 * @example decodedSlug('%d8%ae%d8%a8%d8') // 'خب'
 */
export function decodedSlug(slug: string): string {
  const whole = slug.replace(/%[0-9a-f]?$/i, '')
  const bytes = new Uint8Array(whole.length * 3)
  const encoder = new TextEncoder()
  let length = 0
  for (const [part] of whole.matchAll(/%[0-9a-f]{2}|[^]/giu)) {
    const encoded = /^%../.test(part)
      ? Uint8Array.of(Number.parseInt(part.slice(1), 16))
      : encoder.encode(part)
    bytes.set(encoded, length)
    length += encoded.length
  }
  return new TextDecoder().decode(bytes.subarray(0, length)).replace(/\ufffd+/g, '')
}
