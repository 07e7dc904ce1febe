// What is new to a client that has an earlier document of a feed (RFC 3229 with the
// instance-manipulation `feed`).

import { parseAccept } from 'hono/utils/accept'
import type { Entry, Removal } from '../store/selection.ts'
import type { EarlierState } from './feed-validator.ts'

/** Whether a client takes the entries that are new to it in place of the document (`A-IM`). */
export function takesDelta(headers: Headers): boolean {
  const manipulations = headers.get('A-IM')
  if (manipulations === null) return false
  return parseAccept(manipulations).some(({ type, q }) => type.toLowerCase() === 'feed' && q > 0)
}

/** What is to be said to a client that knows all the rest. */
export interface Delta {
  entries: Entry[]
  /** Articles that are in no feed any more. */
  removed: Removal[]
}

/**
 * The entries of a document that are new or corrected since an earlier state, and what has been
 * taken away. `undefined` where a delta could not say it, or would be no shorter: an article that
 * has only left this feed is no deletion.
 *
 * @param document the entries of the whole document
 * @param removals the places that articles have left since
 * @param limit of entries, and of removals
 */
export function deltaOf(
  document: Entry[],
  removals: Removal[],
  earlier: Pick<EarlierState, 'change' | 'newest'>,
  limit: number,
): Delta | undefined {
  const isNew = ({ change, visibleFrom }: Entry) =>
    change > earlier.change || visibleFrom > earlier.newest
  const inDocument = new Set(document.filter(isNew).map(({ article }) => article))
  const removed = removals.filter(({ isPublished }) => !isPublished)
  const hasLeft = removals.some(
    ({ isPublished, article }) => isPublished && !inDocument.has(article),
  )
  // Each place that was left has let another entry in at the end.
  const entered = limit - removals.length
  const entries = document.filter((entry, index) => isNew(entry) || index >= entered)
  if (hasLeft || entries.length === document.length) return undefined
  return { entries, removed }
}
