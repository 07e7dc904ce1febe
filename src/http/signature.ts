// Requests that are signed with a secret which both sides have: HMAC-SHA-256 (RFC 2104) of the moment
// and the body. Who hears one can send it again for as long as its moment counts.

/** The clocks of both sides may differ by this, ms. */
export const TOLERANCE_MS = 5 * 60_000

/**
 * Whether a signature is of this moment and body.
 *
 * @param signature `sha256=` and 64 small hexadecimal digits
 * @param timestamp as it was sent
 */
export async function isSigned(
  secret: string,
  signature: string,
  timestamp: string,
  body: ArrayBuffer,
): Promise<boolean> {
  const [, digits] = /^sha256=([0-9a-f]{64})$/.exec(signature) ?? []
  if (digits === undefined) return false
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'verify',
  ])
  const signed = await new Blob([`${timestamp}.`, body]).arrayBuffer()
  // It takes the same time wherever they differ.
  return crypto.subtle.verify('HMAC', key, bytesOf(digits), signed)
}

/** Whether a moment, seconds since 1970 in digits, is near enough to now, ms since 1970. */
export function isTimely(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - now) <= TOLERANCE_MS
}

function bytesOf(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
