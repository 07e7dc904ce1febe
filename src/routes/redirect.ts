// Leading to the address under which something stands.

import { OPEN, SAFETY } from '../http/safety.ts'

/** 301: for good. */
export function redirect(location: string, cacheControl: string): Response {
  return new Response(null, {
    status: 301,
    headers: { Location: location, 'Cache-Control': cacheControl, ...SAFETY, ...OPEN },
  })
}
