// The guard of the API: a bearer token (RFC 6750), and a scope for what is asked. Of a page, which a
// browser opens, the token may be the password of HTTP Basic (RFC 7617) too.

import type { Context, MiddlewareHandler, Next } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { HTTPException } from 'hono/http-exception'
import { auth } from 'hono/utils/basic-auth'
import { timingSafeEqual } from 'hono/utils/buffer'
import { type Access, may, type Scope } from '../http/access.ts'
import { refusal } from '../http/access-refusal.ts'
import { isToken, tokenHash } from '../http/access-token.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import type { AuditContext } from '../store/audit.ts'
import { findToken } from '../store/tokens.ts'

// Somebody chose the secret by hand, perhaps, and whoever tries words gets to try many.
const SHORTEST_SECRET = 20

const authenticate = bearerAuth<Environment>({
  verifyToken: async (token, c) => {
    const access = await accessOf(token, c)
    if (access) c.set('access', access)
    return access !== undefined
  },
})

/** Lets through who has a token that counts, and keeps in `access` who that is. */
export async function guard(c: Context<Environment>, next: Next): Promise<void> {
  try {
    await authenticate(c, () => Promise.resolve())
  } catch (error) {
    if (!(error instanceof HTTPException)) throw error
    const challenge = error.getResponse().headers.get('WWW-Authenticate') ?? 'Bearer'
    throw await refusal(c.req.raw, c.env.REFUSALS, challenge, advice(c.env.PUBLISH_TOKEN))
  }
  await next()
}

const BASIC = 'Basic realm="Khulasa", charset="UTF-8"'

/** The same for a page: whoever sends no token is asked for a name, which is any, and a password. */
export async function guardPage(c: Context<Environment>, next: Next): Promise<void> {
  if (/^ *bearer /i.test(c.req.header('Authorization') ?? '')) return guard(c, next)
  const access = await accessOf(auth(c.req.raw)?.password ?? '', c)
  if (!access) {
    const detail = `${advice(c.env.PUBLISH_TOKEN)} In a browser the token is the password; the name is any.`
    throw await refusal(c.req.raw, c.env.REFUSALS, BASIC, detail)
  }
  c.set('access', access)
  await next()
}

/** Lets through whose token has a scope. */
export function requires(scope: Scope): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const access = c.get('access')
    if (!may(access, scope)) {
      const detail = `The token "${access.actor}" may not do this: it takes one with the scope ${scope}.`
      const challenge = `Bearer error="insufficient_scope", scope="${scope}"`
      throw new Problem(403, detail, { headers: { 'WWW-Authenticate': challenge } })
    }
    await next()
  }
}

/** By whom and when a request changes something. */
export function auditContext(c: Context<Environment>): AuditContext {
  return { actor: c.get('access').actor, now: c.get('now'), ahead: c.get('ahead') }
}

/** The secret is the first key, by which tokens are made. */
async function accessOf(token: string, c: Context<Environment>): Promise<Access | undefined> {
  const secret = c.env.PUBLISH_TOKEN ?? ''
  if (secret.length >= SHORTEST_SECRET && (await timingSafeEqual(token, secret))) {
    return { actor: 'PUBLISH_TOKEN', scopes: ['admin'] }
  }
  if (!isToken(token)) return undefined
  const found = await findToken(c.env.DB, tokenHash(token), c.get('now'))
  return found && { actor: found.name, scopes: found.scopes }
}

function advice(secret: string | undefined): string {
  const send = 'Send `Authorization: Bearer TOKEN` with a token of this deployment.'
  if (!secret) return `${send} Its secret PUBLISH_TOKEN is not set.`
  if (secret.length >= SHORTEST_SECRET) return send
  return (
    `${send} Its secret PUBLISH_TOKEN does not count, because it has fewer than ` +
    `${SHORTEST_SECRET} characters: set a longer one.`
  )
}
