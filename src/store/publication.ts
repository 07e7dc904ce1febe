// The publication as it is kept, and the addresses of its sections.

import type { Publication } from '../article/publication.ts'
import { processingHash } from '../article/publish.ts'
import { sectionMembership } from '../article/memberships.ts'
import { type AuditContext, auditRows } from './audit.ts'
import { inOrder } from './in-order.ts'
import { firstStale } from './listing.ts'
import { forRows } from './statements.ts'

/** A publication that is kept: its feeds have their identity. */
export type StoredPublication = Publication & { id: string }

/** Another identity for feeds that have theirs. */
export class IdentityError extends Error {
  override name = 'IdentityError'

  constructor(kept: string) {
    super(
      `the feeds of this deployment are "${kept}" for good: keep that id, or start another ` +
        'deployment, with a database of its own',
    )
  }
}

/** Rows of an export are there, and the publication that they come with is not. */
export class HalfRecoveredError extends Error {
  override name = 'HalfRecoveredError'
}

/** The publication; `undefined` before there is one. */
export async function readPublication(db: D1Database): Promise<StoredPublication | undefined> {
  const row = await db
    .prepare('SELECT document FROM publication WHERE only = 1')
    .first<{ document: string }>()
  return row ? (JSON.parse(row.document) as StoredPublication) : undefined
}

/**
 * Keeps a publication. The identity of its feeds is the one it has had; at first use the one
 * given, else a `tag:` URI made from its home page. A section whose slug has changed is found
 * under the old one too.
 *
 * @returns whether that changed anything, and whether articles are to be processed again
 * @throws {IdentityError} when another identity is given than the one it has had
 * @throws {HalfRecoveredError} when it would have half of what was exported be served
 */
export async function writePublication(
  db: D1Database,
  given: Publication,
  context: AuditContext,
): Promise<{ changed: boolean; stale: boolean }> {
  return inOrder(context, async (current) => {
    const { now } = current
    const previous = await readPublication(db)
    if (!previous && (await db.prepare(RECOVERED).first())) throw new HalfRecoveredError()
    const id = previous?.id ?? given.id ?? tagUri(given, now)
    if (given.id !== undefined && given.id !== id) throw new IdentityError(id)
    const publication: StoredPublication = { ...given, id }
    const fields = changedFields(previous, publication)
    // In what order they stand does not matter: an `id` that is given stands where none was.
    const stale = firstStale(db, await processingHash(publication))
    if (fields.length === 0) return { changed: false, stale: hasRows(await stale.all()) }
    const document = JSON.stringify(publication)
    const sections = publication.sections.map(sectionMembership)
    const detail = { fields }
    const results = await db.batch([
      db.prepare(STILL_THAT_ID).bind(id),
      db.prepare(STILL_NOTHING_RECOVERED),
      db.prepare(PUT_PUBLICATION).bind(document, now),
      ...forRows(db, PUT_SECTION_FEEDS, sections),
      ...forRows(db, PUT_SECTION_SLUGS, sections),
      ...auditRows(db, [{ action: 'publication.put', subject: id, detail }], current),
      // With it: who is told that it failed can be sure that nothing is kept.
      stale,
    ])
    return { changed: true, stale: hasRows(results.at(-1)) }
  })
}

function hasRows(result: D1Result | undefined): boolean {
  return result !== undefined && result.results.length > 0
}

function changedFields(previous: StoredPublication | undefined, next: StoredPublication): string[] {
  const before = new Map(Object.entries(previous ?? {}))
  const after = new Map(Object.entries(next))
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (field) => JSON.stringify(before.get(field)) !== JSON.stringify(after.get(field)),
  )
}

/** RFC 4151 §2.1: the date is one on which the newsroom held the domain. */
function tagUri({ home }: Publication, now: number): string {
  return `tag:${new URL(home).hostname},${new Date(now).getUTCFullYear()}:feeds`
}

// Two writers may be the first at once.
const STILL_THAT_ID = `
  INSERT INTO stale_reads (id)
  SELECT document ->> 'id' FROM publication WHERE only = 1 AND document ->> 'id' <> ?1`

// Nobody can publish before there is a publication: what is there was recovered.
const RECOVERED = `
  SELECT l.only FROM last_change l WHERE l.only = 1
    AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.only = 1)
    AND (EXISTS (SELECT 1 FROM articles a WHERE a.change > 0)
      OR EXISTS (SELECT 1 FROM feeds f WHERE f.number > 1))`

const STILL_NOTHING_RECOVERED = `INSERT INTO stale_reads (id) ${RECOVERED}`

const PUT_PUBLICATION = `
  INSERT INTO publication (only, document, change, changed, store)
  VALUES (1, ?1, 1, ?2, lower(hex(randomblob(4))))
  ON CONFLICT (only) DO UPDATE SET document = ?1, change = change + 1, changed = max(changed, ?2)`

const PUT_SECTION_FEEDS = `
  INSERT INTO feeds (kind, key, title, slug)
  SELECT 'section', j.value ->> 'key', j.value ->> 'title', j.value ->> 'slug'
  FROM json_each(?1) j WHERE true
  ON CONFLICT (kind, key) DO UPDATE SET title = excluded.title, slug = excluded.slug`

// A slug that another section gave up belongs to the one that has it now.
const PUT_SECTION_SLUGS = `
  INSERT OR REPLACE INTO slugs (kind, slug, feed)
  SELECT f.kind, f.slug, f.number FROM json_each(?1) j
  JOIN feeds f ON f.kind = 'section' AND f.key = j.value ->> 'key'`
