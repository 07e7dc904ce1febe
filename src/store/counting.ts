// The numbers by which changes are known: one order for the whole store, and one for each feed.

import type { FeedName } from './stored.ts'
import { forRows } from './statements.ts'

/**
 * Gives numbers to this many changes of articles; the statements after it in the batch take theirs
 * from the end of `last_change`. A number is never given twice, whatever becomes of its article.
 */
export function countChanges(db: D1Database, count: number): D1PreparedStatement {
  return db.prepare('UPDATE last_change SET number = number + ?1 WHERE only = 1').bind(count)
}

const MOVE_FEEDS = `
  UPDATE feeds SET change = change + 1, changed = max(changed, ?2)
  WHERE number IN (
    SELECT f.number FROM json_each(?1) j
    JOIN feeds f ON f.kind = j.value ->> 0 AND f.key = j.value ->> 1)`

/**
 * Moves the change number of feeds, once each: the last statement about entries in a batch, since
 * those for which their feed moves are written with the number that it is about to have.
 *
 * @param now ms since 1970
 */
export function moveFeeds(db: D1Database, names: FeedName[], now: number): D1PreparedStatement[] {
  const unique = new Map(names.map((name) => [name.join(' '), name]))
  return forRows(db, MOVE_FEEDS, [...unique.values()], now)
}

const INSERT_REMOVALS = `
  INSERT INTO removals (feed, change, article, removed)
  SELECT f.number, f.change + 1, j.value ->> 0, ?2 FROM json_each(?1) j
  JOIN feeds f ON f.kind = j.value ->> 1 AND f.key = j.value ->> 2`

/**
 * Remembers the places that articles leave in feeds which are about to move.
 *
 * @param places the number of the article, and the feed
 * @param now ms since 1970
 */
export function remember(
  db: D1Database,
  places: [article: number, feed: FeedName][],
  now: number,
): D1PreparedStatement[] {
  const rows = places.map(([article, [kind, key]]) => [article, kind, key])
  return forRows(db, INSERT_REMOVALS, rows, now)
}
