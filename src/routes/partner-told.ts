// What the change feed of a partner is to tell: brought up to date when it is asked for, by what was
// written, what has become visible, what was taken back, and what new terms let the partner have.

import { LAST_RANK } from '../store/changes.ts'
import { type ChangeFeed, lookThrough, type Seen, tell } from '../store/partner-changes.ts'
import type { Means } from './feed-document.ts'
import { articleOf, delayOf, endOf, termsOf, type Wanted } from './partner-choice.ts'
import type { PartnerState } from './partner-state.ts'

// Of each kind: each article may have to be made as the partner has it.
const LOOKED_AT = 50
// Articles that are most likely of no feed of the partner's: rows of an index, and nothing made.
const PASSED = 2000
// Changes of other articles that are passed over again, so that not every one costs a write.
const PASSED_AGAIN = 500

/** A change feed as it is kept, and the last change of any article. */
export interface Kept {
  lastChange: number
  feed: ChangeFeed | undefined
}

/** A change feed, and whether it tells everything. */
export interface BroughtUp {
  /** `undefined` where another isolate is at it. */
  feed: ChangeFeed | undefined
  isAll: boolean
}

/**
 * The change feed with all that there is to tell, or some of it. It begins with what the feed of the
 * partner holds, and so it goes on under other terms; what is further down there is told of when it
 * changes.
 *
 * @param state of the partner's main document: by it, what was taken back is known
 * @param feeds numbers of the feeds in which the partner's articles stand
 */
export async function broughtUp(
  wanted: Wanted,
  { db }: Means,
  state: PartnerState,
  feeds: number[],
  { lastChange, feed }: Kept,
): Promise<BroughtUp> {
  const { partner, now } = wanted
  const terms = termsOf(wanted)
  const delay = delayOf(partner)
  const visible = now - delay
  const from = feed ?? beginning(state, visible, now)
  const isUnder = from.terms === terms
  // A clock that is behind the one of the isolate before takes nothing back.
  const until = isUnder ? Math.max(visible, from.due) : visible
  const seen = await lookThrough(db, {
    partner: partner.id,
    feeds,
    from,
    lastChange,
    until,
    limit: LOOKED_AT,
    passed: PASSED,
  })
  const { isAll } = seen
  const delivered = [...(isUnder ? [] : entriesOf(state)), ...fitting(seen, wanted)]
  const versions = [...new Map(delivered)]
  const articles = [...new Set([...seen.untold, ...versions.map(([article]) => article)])]
  const reach = { ...seen.reach, terms }
  const isNear = isUnder && isAll && reach.change - from.change <= PASSED_AGAIN
  if (articles.length === 0 && isNear) return { feed: { ...from, ...reach }, isAll }
  const told = { versions, articles, progress: state.progress, reach, until, delay }
  const kept = { feed: from, isNew: feed === undefined }
  return { feed: await tell(db, partner.id, kept, told, now), isAll }
}

function beginning({ progress }: PartnerState, due: number, now: number): ChangeFeed {
  return { began: now, number: 0, change: progress.change, due, rank: LAST_RANK, terms: '' }
}

type Versions = [article: number, version: number][]

function entriesOf({ entries }: PartnerState): Versions {
  return entries.map(({ article, version }): Versions[number] => [article, version]).toReversed()
}

function fitting({ due, written }: Seen, wanted: Wanted): Versions {
  return [...due, ...written].flatMap(({ article, version, document, isNew }): Versions => {
    // What the partner has is corrected, however old it is.
    const isTooOld = isNew && endOf(document, wanted) <= wanted.now
    return !isTooOld && articleOf(document, wanted) ? [[article, version]] : []
  })
}
