// Answers the same bytes and headers, whatever it is asked.

import body from './body.bin'

interface Bindings {
  STATUS: number
  HEADERS: Record<string, string>
}

export default {
  fetch(_: Request, { STATUS, HEADERS }: Bindings): Response {
    const isEmpty = body.byteLength === 0
    // What is compressed already goes out as it is.
    return new Response(isEmpty ? null : body, {
      status: STATUS,
      headers: HEADERS,
      encodeBody: 'manual',
    })
  },
}
