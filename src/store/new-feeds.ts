// Feeds that are mentioned for the first time: they get their slug, for good.

import type { Membership } from '../article/memberships.ts'
import { forRows } from './statements.ts'

/**
 * The statements that make those feeds that are not there yet. A slug that another feed of the
 * kind has, or once had, gets a number after it. Two writers that choose the same slug at once:
 * the second one's batch fails on the primary key of `slugs`.
 */
export async function newFeeds(
  db: D1Database,
  mentioned: Membership[],
): Promise<D1PreparedStatement[]> {
  const unique = new Map(mentioned.map((each) => [`${each.kind} ${each.key}`, each]))
  const pairs = [...unique.values()].map(({ kind, key }) => [kind, key])
  const known = await pairsIn(db, KNOWN_FEEDS, pairs)
  const missing = [...unique].filter(([name]) => !known.has(name)).map(([, feed]) => feed)
  if (missing.length === 0) return []
  const rows = await withFreeSlugs(db, missing)
  return [...forRows(db, INSERT_FEEDS, rows), ...forRows(db, INSERT_SLUGS, rows)]
}

async function withFreeSlugs(db: D1Database, feeds: Membership[]): Promise<Membership[]> {
  const given = new Set<string>()
  const free: Membership[] = []
  let waiting = feeds.map((feed) => ({ feed, number: 1 }))
  while (waiting.length > 0) {
    const wanted = waiting.map(({ feed, number }) => ({
      ...feed,
      slug: numbered(feed.slug, number),
    }))
    const taken = await pairsIn(
      db,
      TAKEN_SLUGS,
      wanted.map(({ kind, slug }) => [kind, slug]),
    )
    const refused: typeof waiting = []
    wanted.forEach((feed, index) => {
      const name = `${feed.kind} ${feed.slug}`
      const asked = waiting[index]
      if (asked && (taken.has(name) || given.has(name))) {
        refused.push({ feed: asked.feed, number: asked.number + 1 })
        return
      }
      given.add(name)
      free.push(feed)
    })
    waiting = refused
  }
  return free
}

// Longer ones would be shortened where they are asked for (text/slug).
const LONGEST_SLUG = 80

function numbered(slug: string, number: number): string {
  if (number === 1) return slug
  const ending = `-${number}`
  const room = LONGEST_SLUG - ending.length
  if (slug.length <= room) return slug + ending
  return slug.slice(0, room).replace(/(-[^-]*|[\ud800-\udbff])$/, '') + ending
}

async function pairsIn(db: D1Database, sql: string, pairs: string[][]): Promise<Set<string>> {
  const { results } = await db
    .prepare(sql)
    .bind(JSON.stringify(pairs))
    .all<{ kind: string; name: string }>()
  return new Set(results.map(({ kind, name }) => `${kind} ${name}`))
}

const KNOWN_FEEDS = `
  SELECT f.kind, f.key AS name FROM json_each(?1) j
  JOIN feeds f ON f.kind = j.value ->> 0 AND f.key = j.value ->> 1`

const TAKEN_SLUGS = `
  SELECT s.kind, s.slug AS name FROM json_each(?1) j
  JOIN slugs s ON s.kind = j.value ->> 0 AND s.slug = j.value ->> 1`

const INSERT_FEEDS = `
  INSERT INTO feeds (kind, key, title, slug)
  SELECT j.value ->> 'kind', j.value ->> 'key', j.value ->> 'title', j.value ->> 'slug'
  FROM json_each(?1) j`

const INSERT_SLUGS = `
  INSERT INTO slugs (kind, slug, feed)
  SELECT f.kind, f.slug, f.number FROM json_each(?1) j
  JOIN feeds f ON f.kind = j.value ->> 'kind' AND f.key = j.value ->> 'key'`
