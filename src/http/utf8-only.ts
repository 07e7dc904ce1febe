// Bodies that are text are UTF-8 (RFC 8259 §8.1).

import { isUtf8 } from 'node:buffer'
import type { Context, Next } from 'hono'
import { Problem } from './problem.ts'

/**
 * Refuses a body that is no UTF-8: it would be kept with U+FFFD in place of what it is. `isUtf8`,
 * because a TextDecoder that looks for it takes ten times as long.
 *
 * @throws {Problem} 400
 */
export async function utf8Only(c: Context, next: Next): Promise<void> {
  if (!isUtf8(new Uint8Array(await c.req.arrayBuffer()))) {
    throw new Problem(400, 'The body is no UTF-8: send JSON in UTF-8.')
  }
  await next()
}
