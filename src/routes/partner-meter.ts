// Counting polls of partners: in the memory of the isolate, and in the platform's own count where it is
// bound.

import type { Context } from 'hono'
import type { Environment } from '../http/environment.ts'
import type { Means } from './feed-document.ts'

/** What was polled. */
export interface Polled {
  /** The id of the partner. */
  partner: string
  file: string
  /** ms since 1970 */
  now: number
}

/** Counts a poll that was answered. */
export function meter(
  { req, env }: Context<Environment>,
  { partner, file, now }: Polled,
  { status, headers }: Response,
  { db, memory, background }: Means,
): void {
  const isSent = req.method === 'GET'
  const bytes = isSent ? Number(headers.get('Content-Length') ?? 0) : 0
  const client = memory.polls.countPartner(
    { headers: req.raw.headers, partner, status, bytes },
    now,
  )
  memory.polls.putBy(db, now, background)
  env.USAGE?.writeDataPoint({
    indexes: [partner],
    blobs: [partner, client, file, String(status)],
    doubles: [bytes],
  })
}
