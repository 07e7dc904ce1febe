// The header by which a request that is sent again is known (draft-ietf-httpapi-idempotency-key-header).

import { Problem } from './problem.ts'

const QUOTED = /^"((?:[^"\\]|\\["\\])*)"$/
const KEY = /^[\x20-\x7e]{1,255}$/

/**
 * The key that `Idempotency-Key` says: a string (RFC 8941 §3.3.3), or, as many clients write it, the
 * same without quotation marks. Nothing where there is no such field.
 *
 * @throws {Problem} 400 where it is no such text
 */
export function readIdempotencyKey(field: string | undefined): string | undefined {
  if (field === undefined) return undefined
  const [, quoted] = QUOTED.exec(field) ?? []
  const key = quoted === undefined ? field : quoted.replace(/\\(["\\])/g, '$1')
  if (KEY.test(key) && (quoted !== undefined || !field.includes('"'))) return key
  throw new Problem(
    400,
    '`Idempotency-Key` is a text of 1 to 255 ASCII characters in quotation marks, such as ' +
      '"8e03978e-40d5-43e9-bc93-6894a57f9324".',
  )
}
