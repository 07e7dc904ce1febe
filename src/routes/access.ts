// The part of the API about access: tokens, and the audit record.

import type { OpenAPIHono } from '@hono/zod-openapi'
import { SCOPES } from '../http/access.ts'
import { newToken, tokenHash } from '../http/access-token.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { listAudit } from '../store/audit.ts'
import {
  createToken,
  ExpiredError,
  listTokens,
  NameTakenError,
  revokeToken,
  rotateToken,
  type Token,
} from '../store/tokens.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import {
  deleteToken,
  getAudit,
  getTokens,
  postToken,
  rotateTokenRoute,
} from './access-description.ts'
import { auditContext } from './access-guard.ts'
import { invalid } from './invalid.ts'

/** Adds the requests about tokens and the audit record to the API. */
export function addAccess(api: OpenAPIHono<Environment>): void {
  api.openapi(getTokens, async (c) => {
    const { after, limit } = c.req.valid('query')
    const tokens = await listTokens(c.env.DB, after, limit)
    const next = tokens.length === limit ? tokens.at(-1)?.name : undefined
    return c.json({ tokens: tokens.map(said), next }, 200)
  })

  api.openapi(postToken, async (c) => {
    const { name, scopes: asked, expires } = c.req.valid('json')
    const scopes = SCOPES.filter((scope) => asked.includes(scope))
    const end = endOf(expires, c.get('now')) ?? null
    const token = newToken()
    const hash = tokenHash(token)
    const created = await createToken(
      c.env.DB,
      { name, hash, scopes, expires: end },
      auditContext(c),
    ).catch((error: unknown) => {
      if (!(error instanceof NameTakenError)) throw error
      throw new Problem(409, error.message)
    })
    c.header('Cache-Control', 'no-store')
    return c.json({ token, ...said(created) }, 201)
  })

  api.openapi(rotateTokenRoute, async (c) => {
    const { name } = c.req.valid('param')
    const { grace, expires } = c.req.valid('json')
    const end = endOf(expires, c.get('now'))
    const token = newToken()
    const rotation = { hash: tokenHash(token), grace: grace * 1000, expires: end }
    const rotated = await rotateToken(c.env.DB, name, rotation, auditContext(c)).catch(
      (error: unknown) => {
        if (!(error instanceof ExpiredError)) throw error
        const message = 'is missing: the token has expired, so say when the new one ends'
        throw invalid([{ path: ['expires'], message }])
      },
    )
    if (!rotated) throw noToken(name)
    c.header('Cache-Control', 'no-store')
    return c.json({ token, ...said(rotated) }, 200)
  })

  api.openapi(deleteToken, async (c) => {
    const { name } = c.req.valid('param')
    const found = await revokeToken(c.env.DB, name, auditContext(c))
    if (!found) throw noToken(name)
    return c.body(null, 204)
  })

  api.openapi(getAudit, async (c) => {
    const { before, limit } = c.req.valid('query')
    const entries = await listAudit(c.env.DB, before, limit)
    const next = entries.length === limit ? entries.at(-1)?.number : undefined
    const written = entries.map((entry) => ({ ...entry, moment: rfc3339(new Date(entry.moment)) }))
    return c.json({ entries: written, next }, 200)
  })
}

/** A token as it is said, with its moments in RFC 3339. */
function said({ name, scopes, created, ...moments }: Token) {
  const { expires, revoked, previousUntil } = moments
  return {
    name,
    scopes,
    created: rfc3339(new Date(created)),
    expires: expires === null ? undefined : rfc3339(new Date(expires)),
    revoked: revoked === null ? undefined : rfc3339(new Date(revoked)),
    previousUntil: previousUntil === null ? undefined : rfc3339(new Date(previousUntil)),
  }
}

/**
 * The moment at which a token or key is to end, ms since 1970; `undefined` where none is given.
 *
 * @throws {Problem} 422 when it is past
 */
export function endOf(expires: string | undefined, now: number): number | undefined {
  if (expires === undefined) return undefined
  const end = Date.parse(expires)
  if (end > now) return end
  throw invalid([{ path: ['expires'], message: 'is past: expected a moment to come' }])
}

function noToken(name: string): Problem {
  return new Problem(404, `There is no token "${name}", or it is revoked.`)
}
