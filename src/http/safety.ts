// What hono/secure-headers and hono/cors say of pages, said of everything else: set by them, header
// by header, it costs a poll as much as all the rest (npm run bench).

/** Of what is no page: no browser is to run anything in it, or show it inside of another page. */
export const SAFETY = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=15552000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
}

/** Headers that a page of another site may read, of what it may read (Fetch, CORS protocol). */
export const EXPOSED = ['ETag', 'Last-Modified', 'Link', 'Content-Language', 'IM']

/** Of what pages of all sites may read. */
export const OPEN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': EXPOSED.join(),
}
