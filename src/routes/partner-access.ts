// Which partner a request for a feed under /partners/ is from. A key stands in the path, because that
// is all that many readers can send, or goes with HTTP Basic (RFC 7617) or as a bearer token (RFC 6750).

import type { Context } from 'hono'
import { auth } from 'hono/utils/basic-auth'
import { isServed, type Partner } from '../article/partner.ts'
import { unlessTooMany } from '../http/access-refusal.ts'
import { isKey, isMeantAsKey, tokenHash } from '../http/access-token.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import type { Means } from './feed-document.ts'

/** A partner whose key counts. */
export interface KnownPartner {
  partner: Partner
  /** Goes up with each change of the record. */
  version: number
}

const CHALLENGE = 'Basic realm="Khulasa", charset="UTF-8"'
const SEND =
  'Send the key of this partner: by HTTP Basic as the password, with the id of the partner as the ' +
  'name, or as `Authorization: Bearer KEY`.'
const NO_SUCH_KEY =
  'There is no partner with this key, or it does not count now: ask the newsroom for another.'

/**
 * The partner that a request for one of its feeds is from: `partner` of the path is a key, or the id
 * of the partner whose key goes with the request.
 *
 * @param now ms since 1970
 * @throws {Problem} 404 for a key in the path that does not count; 401 for one that goes with the
 *   request, or where there is none; 429 where too many wrong ones came from one address. Which of
 *   unknown, revoked, expired, suspended or ended it is, nobody is told.
 * @throws what the store does when it cannot be read and nothing stands in
 */
export async function partnerOf(
  c: Context<Environment>,
  means: Means,
  now: number,
): Promise<KnownPartner> {
  const asked = c.req.param('partner') ?? ''
  const isInPath = isMeantAsKey(asked)
  const key = isInPath ? asked : sentWith(c.req.raw, asked)
  // Many clients send nothing before they are asked to, each time: that is no wrong key.
  if (key === undefined) throw unauthorized()
  const known = await find(key, means, now)
  if (known && (isInPath || known.partner.id === asked)) return known
  const wrong = isInPath ? new Problem(404, NO_SUCH_KEY) : unauthorized()
  throw await unlessTooMany(c.req.raw, c.env.REFUSALS, wrong, 'key')
}

function unauthorized(): Problem {
  return new Problem(401, SEND, { headers: { 'WWW-Authenticate': CHALLENGE } })
}

/** What is sent as the key of a partner; `undefined` where nothing is. */
function sentWith(request: Request, id: string): string | undefined {
  const sent = request.headers.get('Authorization')
  if (sent === null) return undefined
  const [, bearer] = /^bearer +(\S+) *$/i.exec(sent) ?? []
  if (bearer !== undefined) return bearer
  const basic = auth(request)
  // That of another partner is a wrong one too.
  return basic?.username === id ? basic.password : ''
}

async function find(key: string, means: Means, now: number): Promise<KnownPartner | undefined> {
  if (!isKey(key)) return undefined
  const found = await means.memory.keys.find(tokenHash(key), means, now)
  if (!found) return undefined
  const { partner, expires } = found
  const hasExpired = expires !== null && expires <= now
  return hasExpired || !isServed(partner, now) ? undefined : found
}
