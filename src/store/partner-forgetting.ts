// What is kept no longer of what partners were delivered: when an article is killed, and when a partner
// is taken out.

import { forRows } from './statements.ts'

// It looks at as many rows as there are partners: articles are killed seldom, and an index by article
// would be a write for each delivery.
export const FORGET_TOLD = `
  UPDATE partner_deliveries SET told = NULL
  WHERE partner IN (SELECT id FROM partners WHERE id > '')
    AND article IN (SELECT a.number FROM json_each(?1) j JOIN articles a ON a.id = j.value)`

/** The statements that keep nothing of what articles said which were killed. */
export function forgetTold(db: D1Database, ids: string[]): D1PreparedStatement[] {
  return forRows(db, FORGET_TOLD, ids)
}

/** The statements that keep nothing of what a partner had. */
export function forgetPartner(db: D1Database, partner: string): D1PreparedStatement[] {
  return FORGET_PARTNER.map((sql) => db.prepare(sql).bind(partner))
}

const FORGET_PARTNER = [
  'DELETE FROM partner_deliveries WHERE partner = ?1',
  'DELETE FROM partner_checks WHERE partner = ?1',
  'DELETE FROM partner_documents WHERE partner = ?1',
  'DELETE FROM partner_change_feeds WHERE partner = ?1',
]
