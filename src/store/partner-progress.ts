// How far what partners were delivered has been looked through, and under which terms.

/** How far what was delivered has been looked through. */
export interface Progress {
  /** The number of the last change of an article that was looked at. */
  change: number
  /** Under which terms; after UNDER while all is still looked through under them. */
  terms: string
  /** While all is looked through under new ones: the number of the last article. */
  after: number
}

/** Before the terms under which all is being looked through. */
export const UNDER = 'under '

// What others have looked through under other terms meanwhile is refused, and with it the batch.
const STILL_UNDER = `
  INSERT INTO stale_reads (id)
  SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM partner_checks
    WHERE partner = ?1 AND terms IN (SELECT value FROM json_each(?2)))`

/**
 * The statement that refuses a batch where all was looked through under other terms than these.
 *
 * @param read terms that are to be replaced
 */
export function stillUnder(
  db: D1Database,
  partner: string,
  terms: string,
  read = terms,
): D1PreparedStatement {
  return db.prepare(STILL_UNDER).bind(partner, JSON.stringify([terms, `${UNDER}${terms}`, read]))
}

export const PUT_PROGRESS = `
  UPDATE partner_checks SET change = ?2, terms = ?3, after = ?4 WHERE partner = ?1`

// What has changed since it was read is to be looked at again, and all of it where others have looked
// through it under other terms: these stay, so that who knows older ones can tell.
export const BEGIN_PROGRESS = `
  INSERT INTO partner_checks (partner, change, terms, after) VALUES (?1, ?2, ?3, 0)
  ON CONFLICT (partner) DO UPDATE SET change = min(change, excluded.change),
    terms = iif(terms IN (excluded.terms, '${UNDER}' || excluded.terms), terms,
      '${UNDER}' || replace(terms, '${UNDER}', '')),
    after = iif(terms IN (excluded.terms, '${UNDER}' || excluded.terms), after, 0)`
