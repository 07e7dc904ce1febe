// What the names of tags and authors are from a later word on: by these they are found by each word.

import type { FeedIdentity } from '../article/memberships.ts'
import { forRows } from './statements.ts'

const KINDS = new Set(['tag', 'author'])
/** The words of a name by which it is found. */
const MOST_WORDS = 10

/** The statements that keep the endings of feeds which the batch has made before; none of others. */
export function putEndings(
  db: D1Database,
  feeds: Pick<FeedIdentity, 'kind' | 'key'>[],
): D1PreparedStatement[] {
  const rows = feeds
    .filter(({ kind }) => KINDS.has(kind))
    .flatMap(({ kind, key }) => endingsOf(key).map((ending) => [kind, key, ending]))
  return forRows(db, PUT_ENDINGS, rows)
}

function endingsOf(key: string): string[] {
  const words = key.split(' ')
  return words.slice(1, MOST_WORDS).map((_, index) => words.slice(index + 1).join(' '))
}

// A name that says a word twice in a row has some endings twice.
const PUT_ENDINGS = `
  INSERT OR IGNORE INTO endings (kind, ending, feed)
  SELECT f.kind, j.value ->> 2, f.number FROM json_each(?1) j
  JOIN feeds f ON f.kind = j.value ->> 0 AND f.key = j.value ->> 1`
