// GET, with the bytes of the answer as they came over the wire: fetch would decompress them.

import http from 'node:http'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

/**
 * Asks for an address.
 *
 * @param agent keeps connections open; without one each request has its own
 * @throws {Error} when the answer is neither 200 nor 304
 */
export function get(
  address: URL,
  headers: Record<string, string> = {},
  agent: http.Agent | false = false,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.get(address.href, { headers, agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const { statusCode: status = 0 } = response
        const body = Uint8Array.from(Buffer.concat(chunks))
        if (status === 200 || status === 304) {
          resolve({ status, headers: flat(response.headers), body })
          return
        }
        const said = Buffer.from(body).toString().slice(0, 500)
        reject(new Error(`${address.href} answered ${status}: ${said}`))
      })
    })
    request.once('error', reject)
  })
}

function flat(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  )
}
