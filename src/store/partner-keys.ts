// The keys of partners: who may have their feeds. Only their hashes are here; the keys themselves are
// nowhere.

import type { Partner } from '../article/partner.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { type AuditContext, auditRows } from './audit.ts'
import { inOrder } from './in-order.ts'
import { COUNT_PARTNER_CHANGE } from './partners.ts'

/** As many count at once as it takes to put one in the place of another. */
export const MOST_LIVE_KEYS = 2

/** What is known of a key. Moments in ms since 1970, null for never. */
export interface PartnerKey {
  number: number
  created: number
  expires: number | null
  revoked: number | null
}

/** What a hash was found to be. */
export interface FoundKey {
  /** The number of the last change of any partner or key, as of which this is so. */
  change: number
  /** Whose key has it, unless that is revoked. */
  key: { partner: Partner; version: number; expires: number | null } | undefined
  /** Length of the record as it is kept. */
  size: number
}

/** A partner has as many keys that count as it may. */
export class TooManyKeysError extends Error {
  override name = 'TooManyKeysError'
  /** Numbers of those that count. */
  readonly live: number[]

  constructor(live: number[]) {
    super(`the keys ${live.join(' and ')} count already`)
    this.live = live
  }
}

/** Whose key has this hash; also one that has expired. */
export async function findKey(db: D1Database, hash: string): Promise<FoundKey> {
  const row = await db.prepare(FIND_KEY).bind(hash).first<FoundRow>()
  if (!row) throw new Error('the number of the last change of partners is missing')
  const { change, document, version, expires } = row
  if (document === null) return { change, key: undefined, size: 0 }
  const partner = JSON.parse(document) as Partner
  return { change, key: { partner, version, expires }, size: document.length }
}

/** Keys in the order of their numbers, those after `after`; revoked and expired ones too. */
export async function listKeys(
  db: D1Database,
  partner: string,
  after: number,
  limit: number,
): Promise<PartnerKey[]> {
  const { results } = await db.prepare(LIST_KEYS).bind(partner, after, limit).all<PartnerKey>()
  return results
}

/**
 * Keeps a new key of a partner.
 *
 * @returns the key, `undefined` where there is no such partner
 * @throws {TooManyKeysError} when so many count already that this would be one too many
 */
export async function createKey(
  db: D1Database,
  partner: string,
  { hash, expires }: { hash: string; expires: number | null },
  context: AuditContext,
): Promise<PartnerKey | undefined> {
  return inOrder(context, async (current) => {
    const { now: created } = current
    const state = await db.prepare(NEXT_KEY).bind(partner, created).first<NextKey>()
    if (!state) return undefined
    const live = JSON.parse(state.live) as number[]
    if (live.length >= MOST_LIVE_KEYS) throw new TooManyKeysError(live)
    const { number } = state
    const detail = {
      number,
      ...(expires !== null && { expires: rfc3339(new Date(expires)) }),
    }
    await db.batch([
      // Another who has given this number, or taken the partner out, since it was read.
      db.prepare(STILL_NEXT).bind(partner, number),
      db.prepare(COUNT_PARTNER_CHANGE),
      db.prepare(INSERT_KEY).bind(partner, number, hash, created, expires),
      ...auditRows(db, [{ action: 'partner-key.create', subject: partner, detail }], current),
    ])
    return { number, created, expires, revoked: null }
  })
}

/** Ends a key for good. @returns whether there was one of that number that was not revoked */
export async function revokeKey(
  db: D1Database,
  partner: string,
  number: number,
  context: AuditContext,
): Promise<boolean> {
  return inOrder(context, async (current) => {
    const isThere = await db.prepare(UNREVOKED).bind(partner, number).first()
    if (!isThere) return false
    const detail = { number }
    await db.batch([
      db.prepare(STILL_UNREVOKED).bind(partner, number),
      db.prepare(COUNT_PARTNER_CHANGE),
      db.prepare(REVOKE_KEY).bind(partner, number, current.now),
      ...auditRows(db, [{ action: 'partner-key.revoke', subject: partner, detail }], current),
    ])
    return true
  })
}

type FoundRow = { change: number } & (
  | { document: string; version: number; expires: number | null }
  | { document: null; version: null; expires: null }
)

interface NextKey {
  number: number
  /** JSON array of the numbers of keys that count. */
  live: string
}

const FIND_KEY = `
  SELECT c.number AS change, p.document, p.version, k.expires FROM partner_changes c
  LEFT JOIN partner_keys k ON k.hash = ?1 AND k.revoked IS NULL
  LEFT JOIN partners p ON p.id = k.partner
  WHERE c.only = 1`

const LIST_KEYS = `
  SELECT number, created, expires, revoked FROM partner_keys
  WHERE partner = ?1 AND number > ?2 ORDER BY number LIMIT ?3`

const NEXT = 'coalesce((SELECT max(number) FROM partner_keys WHERE partner = ?1), 0) + 1'

const NEXT_KEY = `
  SELECT ${NEXT} AS number,
    (SELECT json_group_array(number) FROM
      (SELECT number FROM partner_keys WHERE partner = ?1 AND revoked IS NULL
        AND (expires IS NULL OR expires > ?2) ORDER BY number)) AS live
  FROM partners WHERE id = ?1`

const STILL_NEXT = `
  INSERT INTO stale_reads (id)
  SELECT ?1 WHERE ${NEXT} <> ?2 OR NOT EXISTS (SELECT 1 FROM partners WHERE id = ?1)`

const INSERT_KEY = `
  INSERT INTO partner_keys (partner, number, hash, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)`

const UNREVOKED =
  'SELECT 1 FROM partner_keys WHERE partner = ?1 AND number = ?2 AND revoked IS NULL'

const STILL_UNREVOKED = `INSERT INTO stale_reads (id) SELECT ?1 WHERE NOT EXISTS (${UNREVOKED})`

const REVOKE_KEY = 'UPDATE partner_keys SET revoked = ?3 WHERE partner = ?1 AND number = ?2'
