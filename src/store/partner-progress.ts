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

export const PUT_PROGRESS = `
  UPDATE partner_checks SET change = ?2, terms = ?3, after = ?4 WHERE partner = ?1`

// What has changed since it was read is to be looked at again, and all of it where others have looked
// through it under other terms.
export const BEGIN_PROGRESS = `
  INSERT INTO partner_checks (partner, change, terms, after) VALUES (?1, ?2, ?3, 0)
  ON CONFLICT (partner) DO UPDATE SET change = min(change, excluded.change),
    terms = iif(terms IN (excluded.terms, '${UNDER}' || excluded.terms), terms, ''),
    after = iif(terms IN (excluded.terms, '${UNDER}' || excluded.terms), after, 0)`
