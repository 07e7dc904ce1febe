// Which post of the WordPress site an article comes from, and how far the site has been looked through
// for those that are there no more.

/** A post of the site, and the id of its article. */
export interface NumberedPost {
  number: number
  guid: string
}

/** Above the number of any post. */
export const ABOVE_ALL = Number.MAX_SAFE_INTEGER

/** Where the next look goes on. */
export interface Sweep {
  /** How many posts have been passed, the highest number first. */
  passed: number
  /** Numbers from here on have been looked at. */
  below: number
  /** Once all have been: the last id looked at of articles that are of none of them. */
  after: string | null
}

/** A post with the guid of an article that is known as another post's. */
export interface OtherPost extends NumberedPost {
  /** The number that is known. */
  known: number
}

const READ_OTHERS = `
  SELECT p.guid, j.value ->> 'number' AS number, p.number AS known
  FROM json_each(?1) j JOIN wordpress_posts p ON p.site = ?2 AND p.guid = j.value ->> 'guid'
  WHERE p.number <> j.value ->> 'number'`

/** Those posts that have other numbers than are known of their articles. */
export async function readOthers(
  db: D1Database,
  site: string,
  posts: NumberedPost[],
): Promise<OtherPost[]> {
  const { results } = await db
    .prepare(READ_OTHERS)
    .bind(JSON.stringify(posts), site)
    .all<OtherPost>()
  return results
}

// Without the numbers, what was passed is of no use: it would be missing later.
const FORGET_ALL = [
  'DELETE FROM wordpress_posts WHERE site = ?1',
  'DELETE FROM wordpress_sweep WHERE only = 1 AND site = ?1',
]

/** Forgets the number of every post of a site, and how far it has been looked through. */
export async function forgetNumbers(db: D1Database, site: string): Promise<void> {
  await db.batch(FORGET_ALL.map((sql) => db.prepare(sql).bind(site)))
}

const PUT_NUMBERS = `
  INSERT INTO wordpress_posts (site, guid, number)
  SELECT ?2, j.value ->> 'guid', j.value ->> 'number' FROM json_each(?1) j
  WHERE EXISTS (SELECT 1 FROM articles WHERE id = j.value ->> 'guid')
  ON CONFLICT (site, guid) DO NOTHING`

/** Keeps the numbers of those posts that there are articles of; a number that is known stays. */
export async function putNumbers(
  db: D1Database,
  site: string,
  posts: NumberedPost[],
): Promise<void> {
  await db.prepare(PUT_NUMBERS).bind(JSON.stringify(posts), site).run()
}

// More than this are never looked at in one go.
const MOST_NUMBERED = 300

const READ_NUMBERED = `
  SELECT p.number, p.guid FROM wordpress_posts p JOIN articles a ON a.id = p.guid
  WHERE p.site = ?1 AND p.number >= ?2 AND p.number < ?3
    AND a.state = 'published' AND a.origin = ?4
  ORDER BY p.number DESC LIMIT ${MOST_NUMBERED}`

/** The posts of published articles whose numbers are in a range, the highest first; at most 300. */
export async function readNumbered(
  db: D1Database,
  site: string,
  origin: string,
  { from, below }: { from: number; below: number },
): Promise<NumberedPost[]> {
  const { results } = await db
    .prepare(READ_NUMBERED)
    .bind(site, from, below, origin)
    .all<NumberedPost>()
  return results
}

const READ_NUMBER = 'SELECT number FROM wordpress_posts WHERE site = ?1 AND guid = ?2'

/** The number of one post, where it is known. */
export async function readNumber(
  db: D1Database,
  site: string,
  guid: string,
): Promise<number | undefined> {
  const row = await db.prepare(READ_NUMBER).bind(site, guid).first<{ number: number }>()
  return row?.number
}

const COUNT_NUMBERED = 'SELECT count(*) AS count FROM wordpress_posts WHERE site = ?1'

/** Of how many articles the number is known. */
export async function countNumbered(db: D1Database, site: string): Promise<number> {
  const row = await db.prepare(COUNT_NUMBERED).bind(site).first<{ count: number }>()
  return row?.count ?? 0
}

const READ_UNNUMBERED = `
  SELECT a.id FROM articles a
  WHERE a.origin = ?2 AND a.id > ?3 AND a.state = 'published'
    AND NOT EXISTS (SELECT 1 FROM wordpress_posts WHERE site = ?1 AND guid = a.id)
  ORDER BY a.id LIMIT ?4`

/** The ids, from one on, of published articles of which no number is known, in order. */
export async function readUnnumbered(
  db: D1Database,
  site: string,
  origin: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(READ_UNNUMBERED)
    .bind(site, origin, after, limit)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

const READ_SWEEP = `
  SELECT passed, below, after FROM wordpress_sweep WHERE only = 1 AND site = ?1`

/** Where the last look at a site ended; at its beginning before the first. */
export async function readSweep(db: D1Database, site: string): Promise<Sweep> {
  const row = await db.prepare(READ_SWEEP).bind(site).first<Sweep>()
  return row ?? BEGUN
}

/** Nothing has been looked at. */
export const BEGUN: Sweep = { passed: 0, below: ABOVE_ALL, after: null }

const PUT_SWEEP = `
  INSERT INTO wordpress_sweep (only, site, passed, below, after) VALUES (1, ?1, ?2, ?3, ?4)
  ON CONFLICT (only) DO UPDATE SET site = ?1, passed = ?2, below = ?3, after = ?4`

/** Keeps where a look ended. */
export async function putSweep(
  db: D1Database,
  site: string,
  { passed, below, after }: Sweep,
): Promise<void> {
  await db.prepare(PUT_SWEEP).bind(site, passed, below, after).run()
}
