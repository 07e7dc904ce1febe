// Content codings (RFC 9110 §12.5.3).

import { parseAccept } from 'hono/utils/accept'

/**
 * Whether a client takes gzip. The platform tells a worker what it takes itself as
 * `Accept-Encoding`, and what the client said apart from it.
 */
export function takesGzip(request: Request): boolean {
  const said: unknown = request.cf?.clientAcceptEncoding
  const accept = typeof said === 'string' ? said : (request.headers.get('Accept-Encoding') ?? '')
  const codings = parseAccept(accept)
  const gzip = codings.find(({ type }) => /^(x-)?gzip$/i.test(type))
  return ((gzip ?? codings.find(({ type }) => type === '*'))?.q ?? 0) > 0
}
