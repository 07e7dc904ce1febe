// How far the WordPress site of the publication has been followed.

/** Where a run goes on. */
export interface Followed {
  /** Address of the site. */
  site: string
  /** The site is asked for what was changed after this moment, ms since 1970. */
  modified: number
  /** How many of those to pass over. */
  passed: number
}

const READ_FOLLOWED = 'SELECT modified, passed FROM wordpress WHERE only = 1 AND site = ?1'

/** Where the last run on a site ended; `undefined` before the first. */
export async function readFollowed(db: D1Database, site: string): Promise<Followed | undefined> {
  const row = await db.prepare(READ_FOLLOWED).bind(site).first<Omit<Followed, 'site'>>()
  return row ? { site, ...row } : undefined
}

const PUT_FOLLOWED = `
  INSERT INTO wordpress (only, site, modified, passed) VALUES (1, ?1, ?2, ?3)
  ON CONFLICT (only) DO UPDATE SET site = ?1, modified = ?2, passed = ?3`

/** Keeps where a run ended. */
export async function putFollowed(
  db: D1Database,
  { site, modified, passed }: Followed,
): Promise<void> {
  await db.prepare(PUT_FOLLOWED).bind(site, modified, passed).run()
}
