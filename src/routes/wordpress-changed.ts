// The posts of the WordPress site that a run takes: which they are, and where the next one goes on.

import { TooMuchError } from '../http/fetch-json.ts'
import type { ImportedItem } from '../sources/imported.ts'
import type { Ask } from '../sources/wordpress-api-post.ts'
import type { LiveOptions } from '../sources/wordpress-live.ts'
import type { ChangedPost } from '../sources/wordpress-names.ts'
import { readKnown } from '../store/known.ts'
import type { Followed } from '../store/wordpress.ts'

const MINUTE = 60_000
/** What was saved before the last run may have come to be seen after it. */
export const OVERLAP_MS = 10 * MINUTE
const SECOND = 1000

/** What a run is to keep. */
export interface Taken {
  items: ImportedItem[]
  /** Where the next run goes on. */
  next: Followed
  /** Whether more has changed than one run takes. */
  isBehind: boolean
}

/**
 * The posts that have changed since a place, and those of the newest that are not here.
 *
 * @throws {SourceError} when the site does not answer like WordPress
 * @throws {RefusedError} when it refuses
 * @throws {FetchError} when it cannot be read
 */
export async function itemsFrom(
  db: D1Database,
  ask: Ask,
  from: Followed,
  options: LiveOptions,
): Promise<Taken> {
  const { MOST_POSTS } = await import('../sources/wordpress-live.ts')
  const { readChanged, readNewest } = await import('../sources/wordpress-names.ts')
  const { posts, isAll } = await readChanged(ask, from.modified, from.passed)
  const taken = posts.slice(0, MOST_POSTS)
  const numbers = taken.map(({ number }) => number)
  // A date far ahead, by mistake, would be the last that anything is asked for.
  const said = taken.at(-1)?.modified ?? from.modified
  const last = Math.min(said, options.now.getTime())
  if (!isAll || taken.length < posts.length) {
    return {
      items: await readAll(ask, numbers, options),
      next: after(from, last, taken),
      isBehind: true,
    }
  }
  const newest = await readNewest(ask, MOST_POSTS)
  const here = await readKnown(
    db,
    newest.map(({ guid }) => guid),
  )
  const missing = newest
    .filter(({ guid, number }) => !here.has(guid) && !numbers.includes(number))
    .map(({ number }) => number)
  const items = await readAll(ask, [...numbers, ...missing].slice(0, MOST_POSTS), options)
  const modified = Math.max(from.modified, last - OVERLAP_MS)
  return { items, next: { ...from, modified, passed: 0 }, isBehind: false }
}

/**
 * The place after posts of which there are more: before the second in which the last of them was
 * changed, and how many of that second they were.
 */
function after(from: Followed, last: number, taken: ChangedPost[]): Followed {
  // More than a hundred were changed in the second before, and there are no more of them.
  if (taken.length === 0) return { ...from, modified: from.modified + SECOND, passed: 0 }
  const modified = last - SECOND
  const before = modified === from.modified ? from.passed : 0
  return {
    ...from,
    modified,
    passed: before + taken.filter((each) => each.modified === last).length,
  }
}

/** Posts by their numbers, in as many answers as it takes; one that is too much alone has failed. */
async function readAll(ask: Ask, numbers: number[], options: LiveOptions): Promise<ImportedItem[]> {
  if (numbers.length === 0) return []
  const { readPosts } = await import('../sources/wordpress-live.ts')
  try {
    return await readPosts(ask, numbers, options)
  } catch (error) {
    if (!(error instanceof TooMuchError)) throw error
    const half = Math.floor(numbers.length / 2)
    if (half > 0) {
      const first = await readAll(ask, numbers.slice(0, half), options)
      return [...first, ...(await readAll(ask, numbers.slice(half), options))]
    }
    if (error.isPassing) throw error
    return [{ kind: 'failed', where: `post ${numbers.join()}`, reason: error.message }]
  }
}
