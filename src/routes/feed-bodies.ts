// The answers that have a document in them, in the coding that it has already.

import type { Coding } from '../http/encodings.ts'
import { codedHeaders, type DocumentHeaders, withCoding } from './feed-headers.ts'

/** The whole document. */
export function wholeBody(bytes: Uint8Array, coding: Coding, headers: DocumentHeaders): Response {
  return bodyOf(bytes, coding, {
    status: 200,
    headers: codedHeaders(headers, coding, bytes.length),
  })
}

/** What is new to a client that has another document (RFC 3229 §10.4.1). */
export function deltaBody(bytes: Uint8Array, coding: Coding, headers: Headers): Response {
  const status = { status: 226, statusText: 'IM Used' }
  return bodyOf(bytes, coding, { ...status, headers: withCoding(headers, coding, bytes.length) })
}

/** Bytes that are in their coding: the platform is to leave them as they are. */
export function bodyOf(bytes: Uint8Array, coding: Coding, init: ResponseInit): Response {
  return new Response(bytes, coding === 'identity' ? init : { ...init, encodeBody: 'manual' })
}
