// Feeds that are mentioned for the first time: they get their slug, for good.

import type { FeedIdentity } from '../article/memberships.ts'
import { slugStem } from '../text/slug.ts'
import { putEndings } from './endings.ts'
import { forRows } from './statements.ts'

/**
 * The statements that make those feeds that are not there yet. A slug that another feed of the
 * kind has, or once had, gets a number after it. Two writers that choose the same slug at once:
 * the second one's batch fails on the primary key of `slugs`.
 */
export async function newFeeds(
  db: D1Database,
  mentioned: FeedIdentity[],
): Promise<D1PreparedStatement[]> {
  const unique = [...new Map(mentioned.map((each) => [nameOf(each.kind, each.key), each])).values()]
  const pairs = unique.map(({ kind, key }) => [kind, key])
  const known = await namesIn(db, KNOWN_FEEDS, pairs)
  const missing = unique.filter(({ kind, key }) => !known.has(nameOf(kind, key)))
  if (missing.length === 0) return []
  const rows = await withFreeSlugs(db, missing)
  return [
    ...forRows(db, INSERT_FEEDS, rows),
    ...forRows(db, INSERT_SLUGS, rows),
    ...putEndings(db, rows),
  ]
}

async function withFreeSlugs(db: D1Database, feeds: FeedIdentity[]): Promise<FeedIdentity[]> {
  const wanted = new Map(feeds.map((feed) => [nameOf(feed.kind, feed.slug), feed]))
  const taken = await namesIn(db, TAKEN_SLUGS, [...wanted.values()].flatMap(rangesOf))
  return feeds.map((feed) => {
    const slug = freeSlug(feed, taken)
    taken.add(nameOf(feed.kind, slug))
    return { ...feed, slug }
  })
}

/** Where the slug stands, and where all that have a number after it do. */
function rangesOf({ kind, slug }: FeedIdentity): [kind: string, first: string, last: string][] {
  const numbered = `${slugStem(slug)}-`
  return [
    [kind, slug, slug],
    // The colon comes after the digits.
    [kind, numbered, `${numbered}:`],
  ]
}

function freeSlug({ kind, slug }: FeedIdentity, taken: Set<string>): string {
  let free = slug
  for (let number = 2; taken.has(nameOf(kind, free)); number += 1) {
    free = `${slugStem(slug)}-${number}`
  }
  return free
}

function nameOf(kind: string, name: string): string {
  return `${kind} ${name}`
}

async function namesIn(db: D1Database, sql: string, rows: string[][]): Promise<Set<string>> {
  const answers = await Promise.all(
    forRows(db, sql, rows).map((each) => each.all<{ kind: string; name: string }>()),
  )
  return new Set(
    answers.flatMap(({ results }) => results.map(({ kind, name }) => nameOf(kind, name))),
  )
}

const KNOWN_FEEDS = `
  SELECT f.kind, f.key AS name FROM json_each(?1) j
  JOIN feeds f ON f.kind = j.value ->> 0 AND f.key = j.value ->> 1`

const TAKEN_SLUGS = `
  SELECT s.kind, s.slug AS name FROM json_each(?1) j
  JOIN slugs s ON s.kind = j.value ->> 0 AND s.slug BETWEEN j.value ->> 1 AND j.value ->> 2`

const INSERT_FEEDS = `
  INSERT INTO feeds (kind, key, title, slug)
  SELECT j.value ->> 'kind', j.value ->> 'key', j.value ->> 'title', j.value ->> 'slug'
  FROM json_each(?1) j`

const INSERT_SLUGS = `
  INSERT INTO slugs (kind, slug, feed)
  SELECT f.kind, f.slug, f.number FROM json_each(?1) j
  JOIN feeds f ON f.kind = j.value ->> 'kind' AND f.key = j.value ->> 'key'`
