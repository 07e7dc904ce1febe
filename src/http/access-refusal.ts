// What is said to a request without a token, signature or key that counts. Only such requests are counted,
// for each address that they come from: whoever has a good one is never made to wait.

import { Problem } from './problem.ts'

// That of wrangler.toml. When in it a count began is not known, so all of it is to be waited for.
const PERIOD_S = 60

/**
 * The refusal: 401 with a challenge (RFC 6750 §3), or 429 with `Retry-After` where too many came
 * from one address.
 *
 * @param limiter the platform's; without it there is no limit
 * @param credential what the request lacks
 */
export function refusal(
  request: Request,
  limiter: RateLimit | undefined,
  challenge: string,
  detail: string,
  credential: 'token' | 'signature' = 'token',
): Promise<Problem> {
  const headers = { 'WWW-Authenticate': challenge }
  return unlessTooMany(request, limiter, new Problem(401, detail, { headers }), credential)
}

/**
 * What is said of a wrong credential, or 429 with `Retry-After` where too many came from one address.
 *
 * @param credential what it is called
 */
export async function unlessTooMany(
  request: Request,
  limiter: RateLimit | undefined,
  wrong: Problem,
  credential: 'token' | 'signature' | 'key',
): Promise<Problem> {
  const client = clientOf(request.headers.get('CF-Connecting-IP') ?? '')
  const isCounted = limiter === undefined || (await limiter.limit({ key: client })).success
  if (isCounted) return wrong
  const wait = `Too many requests without a valid ${credential}: wait ${PERIOD_S} seconds, and mend the ${credential}.`
  return new Problem(429, wait, { headers: { 'Retry-After': String(PERIOD_S) } })
}

/** Whom an address belongs to: of IPv6, one client has the whole /64. */
export function clientOf(address: string): string {
  if (!address.includes(':')) return address
  const [before = '', after = ''] = address.split('::')
  const leading = groups(before)
  const zeros = address.includes('::') ? 8 - leading.length - groups(after).length : 0
  const all = [...leading, ...Array.from({ length: zeros }, () => '0'), ...groups(after)]
  const network = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}

function groups(part: string): string[] {
  return part === '' ? [] : part.split(':')
}
