// Tokens, and keys of partners, as they are sent, and the hash by which the store knows them.

import { createHash } from 'node:crypto'
import { encodeBase64Url } from 'hono/utils/encode'

const RANDOM_BYTES = 32

/** A token that nobody has: `khl_`, by which scanners for leaked secrets can know it, and 32 random
 * bytes in base64url (RFC 4648 §5). */
export function newToken(): string {
  return `khl_${randomText()}`
}

/** Whether a text can be a token at all: nothing else is worth a look into the store. */
export function isToken(text: string): boolean {
  return /^khl_[A-Za-z0-9_-]{43}$/.test(text)
}

/** A key for a partner's feeds that nobody has: as a token, with `khp_` in place of `khl_`. */
export function newKey(): string {
  return `khp_${randomText()}`
}

/** Whether a text can be a key at all. */
export function isKey(text: string): boolean {
  return /^khp_[A-Za-z0-9_-]{43}$/.test(text)
}

/** Whether a text is meant as a key, though it may be no whole one: no id of a partner begins so. */
export function isMeantAsKey(text: string): boolean {
  return text.startsWith('khp_')
}

/** SHA-256 of a token or key in hexadecimal, as `printf %s TOKEN | sha256sum` says it. */
export function tokenHash(token: string): string {
  // At once: a promise of one takes a fifth of a partner's poll (npm run bench -- partners).
  return createHash('sha256').update(token).digest('hex')
}

function randomText(): string {
  const random = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))
  return encodeBase64Url(random.buffer).replace(/=+$/, '')
}
