// The digest of a draft: by which a source knows that it need not send it again.

import type { Draft } from './draft.ts'

/** The digest of a draft that the schema has read. */
export function digest(draft: Draft): Promise<string> {
  return sha256(draft)
}

/** SHA-256 of a value's JSON, in hexadecimal; the order of keys does not matter. */
export async function sha256(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(sorted(value)))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}
