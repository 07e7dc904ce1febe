// Partners as they are kept. Each change of one, or of one of its keys, has a number.

import type { Partner } from '../article/partner.ts'
import { type AuditContext, auditRows } from './audit.ts'
import { inOrder } from './in-order.ts'
import { forgetPartner } from './partner-forgetting.ts'

/** A partner that is kept. */
export interface StoredPartner {
  partner: Partner
  /** Goes up with each change of the record, and is never given again. */
  version: number
  /** When it last changed, ms since 1970. */
  changed: number
  /** How many of its keys count now. */
  keys: number
}

/** What became of a partner. */
export interface WrittenPartner {
  id: string
  version: number
  change: 'created' | 'updated' | 'unchanged'
}

/** Moves the number of the last change: the first statement of each batch that changes something. */
export const COUNT_PARTNER_CHANGE = 'UPDATE partner_changes SET number = number + 1 WHERE only = 1'

/** The number of the last change of any partner or key. */
export async function readPartnerChange(db: D1Database): Promise<number> {
  return (await db.prepare(READ_PARTNER_CHANGE).first<number>('number')) ?? 0
}

/** A partner; `undefined` where there is none of that id. */
export async function readPartner(
  db: D1Database,
  id: string,
  now: number,
): Promise<StoredPartner | undefined> {
  const row = await db.prepare(READ_PARTNER).bind(id, now).first<PartnerRow>()
  return row ? partnerOf(row) : undefined
}

/**
 * Partners in the order of their ids, those after `after`.
 *
 * @param origin only those of this origin
 */
export async function listPartners(
  db: D1Database,
  { origin, after, limit }: { origin: string | undefined; after: string; limit: number },
  now: number,
): Promise<StoredPartner[]> {
  const statement = db.prepare(LIST_PARTNERS).bind(after, now, origin ?? null, limit)
  return (await statement.all<PartnerRow>()).results.map(partnerOf)
}

/** Keeps a partner, in place of the record that there was. */
export async function writePartner(
  db: D1Database,
  partner: Partner,
  context: AuditContext,
): Promise<WrittenPartner> {
  return inOrder(context, async (current) => {
    const { id } = partner
    const previous = await readPartner(db, id, current.now)
    const fields = changedFields(previous?.partner, partner)
    if (previous && fields.length === 0) {
      return { id, version: previous.version, change: 'unchanged' }
    }
    const results = await db.batch<{ version: number }>([
      db.prepare(STILL_THAT_VERSION).bind(id, previous?.version ?? 0),
      db.prepare(COUNT_PARTNER_CHANGE),
      ...auditRows(db, [{ action: 'partner.put', subject: id, detail: { fields } }], current),
      db.prepare(PUT_PARTNER).bind(id, JSON.stringify(partner), partner.origin, current.now),
    ])
    const version = results.at(-1)?.results[0]?.version ?? 0
    return { id, version, change: previous ? 'updated' : 'created' }
  })
}

/** Takes a partner out, all its keys, and what is known of what it had. @returns whether there was one of that id */
export async function deletePartner(
  db: D1Database,
  id: string,
  context: AuditContext,
): Promise<boolean> {
  return inOrder(context, async (current) => {
    const previous = await readPartner(db, id, current.now)
    if (!previous) return false
    await db.batch([
      db.prepare(STILL_THAT_VERSION).bind(id, previous.version),
      db.prepare(COUNT_PARTNER_CHANGE),
      db.prepare('DELETE FROM partner_keys WHERE partner = ?1').bind(id),
      ...forgetPartner(db, id),
      db.prepare('DELETE FROM partners WHERE id = ?1').bind(id),
      ...auditRows(db, [{ action: 'partner.delete', subject: id, detail: {} }], current),
    ])
    return true
  })
}

interface PartnerRow {
  document: string
  version: number
  changed: number
  keys: number
}

function partnerOf({ document, ...row }: PartnerRow): StoredPartner {
  return { partner: JSON.parse(document) as Partner, ...row }
}

/** Names only: a contact is nothing for a record that is kept for a year. */
function changedFields(previous: Partner | undefined, next: Partner): string[] {
  const before = new Map(Object.entries(previous ?? {}))
  const after = new Map(Object.entries(next))
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (field) => JSON.stringify(before.get(field)) !== JSON.stringify(after.get(field)),
  )
}

export const READ_PARTNER_CHANGE = 'SELECT number FROM partner_changes WHERE only = 1'

const FIELDS = `
  p.document, p.version, p.changed,
  (SELECT count(*) FROM partner_keys k WHERE k.partner = p.id AND k.revoked IS NULL
    AND (k.expires IS NULL OR k.expires > ?2)) AS keys`

const READ_PARTNER = `SELECT ${FIELDS} FROM partners p WHERE p.id = ?1`

const LIST_PARTNERS = `
  SELECT ${FIELDS} FROM partners p WHERE p.id > ?1 AND (?3 IS NULL OR p.origin = ?3)
  ORDER BY p.id LIMIT ?4`

// What another has written since it was read is refused, and with it the batch.
const STILL_THAT_VERSION = `
  INSERT INTO stale_reads (id)
  SELECT ?1 WHERE coalesce((SELECT version FROM partners WHERE id = ?1), 0) <> ?2`

const PUT_PARTNER = `
  INSERT INTO partners (id, document, origin, version, changed)
  SELECT ?1, ?2, ?3, number, ?4 FROM partner_changes WHERE only = 1
  ON CONFLICT (id) DO UPDATE SET
    document = excluded.document, origin = excluded.origin, version = excluded.version,
    changed = excluded.changed
  RETURNING version`
