// Tokens: who may use the API. Only their hashes are here; the tokens themselves are nowhere.

import { rfc3339 } from '../text/wire-dates.ts'
import { type AuditContext, auditRows } from './audit.ts'
import { inOrder } from './in-order.ts'

/** What is known of a token. Moments in ms since 1970, null for never. */
export interface Token {
  name: string
  scopes: string[]
  created: number
  expires: number | null
  revoked: number | null
  /** Until when the one before the last rotation counts too. */
  previousUntil: number | null
}

/** A token to be: its hash and what it may do. */
export interface NewToken {
  name: string
  hash: string
  scopes: string[]
  expires: number | null
}

/** What a rotation changes. */
export interface Rotation {
  hash: string
  /** How long the token before counts too, ms. */
  grace: number
  /** Until when the new one counts, ms since 1970; as the one before where it is left out. */
  expires?: number | undefined
}

/** A name that a token has, or had. */
export class NameTakenError extends Error {
  override name = 'NameTakenError'

  constructor(name: string) {
    super(
      `There is, or was, a token "${name}", and a name is given once: rotate it if it is still ` +
        'valid, or choose another name.',
    )
  }
}

/** A new token that would have expired already. */
export class ExpiredError extends Error {
  override name = 'ExpiredError'
}

/** Whose token has this hash, and what it may do; `undefined` where it does not count now. */
export async function findToken(
  db: D1Database,
  hash: string,
  now: number,
): Promise<Pick<Token, 'name' | 'scopes'> | undefined> {
  const row = await db.prepare(FIND_TOKEN).bind(hash, now).first<{ name: string; scopes: string }>()
  return row ? { name: row.name, scopes: JSON.parse(row.scopes) as string[] } : undefined
}

/** Tokens in the order of their names, those after `after`; revoked and expired ones too. */
export async function listTokens(db: D1Database, after: string, limit: number): Promise<Token[]> {
  const { results } = await db.prepare(LIST_TOKENS).bind(after, limit).all<TokenRow>()
  return results.map(tokenOf)
}

/**
 * Keeps a new token.
 *
 * @throws {NameTakenError} when there is or was one of that name
 */
export async function createToken(
  db: D1Database,
  { name, hash, scopes, expires }: NewToken,
  context: AuditContext,
): Promise<Token> {
  return inOrder(context, async (current) => {
    if (await readToken(db, name)) throw new NameTakenError(name)
    const created = current.now
    const detail = { scopes, expires: written(expires) }
    await db.batch([
      db.prepare(INSERT_TOKEN).bind(name, hash, JSON.stringify(scopes), created, expires),
      ...auditRows(db, [{ action: 'token.create', subject: name, detail }], current),
    ])
    return { name, scopes, created, expires, revoked: null, previousUntil: null }
  })
}

/**
 * Gives a token another hash. The one before counts until its grace is over, and never longer than
 * it would have; the one before that, if it still had some, no more.
 *
 * @returns the token, `undefined` where there is none of that name or it is revoked
 * @throws {ExpiredError} when it has expired and no other end is given
 */
export async function rotateToken(
  db: D1Database,
  name: string,
  rotation: Rotation,
  context: AuditContext,
): Promise<Token | undefined> {
  return inOrder(context, async (current) => {
    const token = await readToken(db, name)
    if (!token || token.revoked !== null) return undefined
    const expires = rotation.expires ?? token.expires
    if (expires !== null && expires <= current.now) throw new ExpiredError()
    const until = Math.min(current.now + rotation.grace, token.expires ?? Infinity)
    const previousUntil = until > current.now ? until : null
    const detail = { expires: written(expires), previousUntil: written(previousUntil) }
    await db.batch([
      db.prepare(STILL_VALID).bind(JSON.stringify([name])),
      db.prepare(ROTATE_TOKEN).bind(name, rotation.hash, expires, previousUntil),
      ...auditRows(db, [{ action: 'token.rotate', subject: name, detail }], current),
    ])
    return { ...token, expires, previousUntil }
  })
}

/** Ends a token for good. @returns whether there was one of that name that was not revoked */
export async function revokeToken(
  db: D1Database,
  name: string,
  context: AuditContext,
): Promise<boolean> {
  return inOrder(context, async (current) => {
    const token = await readToken(db, name)
    if (!token || token.revoked !== null) return false
    await db.batch([
      db.prepare(STILL_VALID).bind(JSON.stringify([name])),
      db.prepare(REVOKE_TOKEN).bind(name, current.now),
      ...auditRows(db, [{ action: 'token.revoke', subject: name, detail: {} }], current),
    ])
    return true
  })
}

type TokenRow = Omit<Token, 'scopes' | 'previousUntil'> & {
  scopes: string
  previous_until: number | null
}

async function readToken(db: D1Database, name: string): Promise<Token | undefined> {
  const row = await db.prepare(READ_TOKEN).bind(name).first<TokenRow>()
  return row ? tokenOf(row) : undefined
}

function tokenOf({ scopes, previous_until: previousUntil, ...token }: TokenRow): Token {
  return { ...token, scopes: JSON.parse(scopes) as string[], previousUntil }
}

function written(moment: number | null): string | undefined {
  return moment === null ? undefined : rfc3339(new Date(moment))
}

const FIELDS = 'name, scopes, created, expires, revoked, previous_until'

// Two rows of two indexes at most.
const FIND_TOKEN = `
  SELECT name, scopes FROM tokens
  WHERE hash = ?1 AND revoked IS NULL AND (expires IS NULL OR expires > ?2)
  UNION ALL
  SELECT name, scopes FROM tokens
  WHERE previous = ?1 AND revoked IS NULL AND previous_until > ?2`

const READ_TOKEN = `SELECT ${FIELDS} FROM tokens WHERE name = ?1`

const LIST_TOKENS = `SELECT ${FIELDS} FROM tokens WHERE name > ?1 ORDER BY name LIMIT ?2`

const INSERT_TOKEN = `
  INSERT INTO tokens (name, hash, scopes, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)`

// What another has revoked since it was read is refused, and with it the batch.
const STILL_VALID = `
  INSERT INTO stale_reads (id)
  SELECT j.value FROM json_each(?1) j
  WHERE NOT EXISTS (SELECT 1 FROM tokens t WHERE t.name = j.value AND t.revoked IS NULL)`

const ROTATE_TOKEN = `
  UPDATE tokens SET hash = ?2, expires = ?3, previous_until = ?4,
    previous = CASE WHEN ?4 IS NOT NULL THEN hash END
  WHERE name = ?1`

const REVOKE_TOKEN = `
  UPDATE tokens SET revoked = ?2, previous = NULL, previous_until = NULL WHERE name = ?1`
