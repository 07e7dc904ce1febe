// The state of a feed, as this isolate knows it: the store is asked every two seconds at most, and at
// the moment at which an embargo ends.

import type { Context } from 'hono'
import type { FeedKind } from '../article/memberships.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { reachable } from '../http/reachable.ts'
import { type FeedState, readFeedState } from '../store/selection.ts'
import { canonicalSlug } from './address.ts'
import type { Means } from './feed-document.ts'
import type { Stale } from './feed-headers.ts'
import type { Memory } from './memory.ts'

/** A state, and whether it may not be the latest. */
export interface Known {
  state: FeedState
  stale: Stale
}

/** What a request has to be answered with. */
export function meansOf(c: Context<Environment>, memory: Memory): Means {
  return {
    db: reachable(c.env.DB),
    memory,
    background: (promise) => c.executionCtx.waitUntil(promise),
  }
}

/**
 * The state of the feed with this slug, in any spelling.
 *
 * @param now ms since 1970
 * @throws {Problem} 404 where there is no such feed, 503 when the store takes too long
 * @throws what the store does when it cannot be read and nothing stands in
 */
export async function stateOf(
  means: Means,
  kind: FeedKind,
  asked: string,
  now: number,
): Promise<Known> {
  const slug = kind === 'all' ? '' : canonicalSlug(kind, asked)
  const { memory } = means
  const name = `${kind} ${slug}`
  const fresh = memory.states.fresh(name, now)
  if (fresh) return { state: fresh, stale: undefined }
  const read = () => readState(means, kind, slug, now)
  const { value, stale } = await memory.states.read(name, now, read, means.background)
  if (value) return { state: value, stale }
  throw new Problem(404, 'There is no such feed. The front page lists those there are.')
}

/** The state of the feed of everything, which moves when any other does. */
export async function stateOfEverything(means: Means, now: number): Promise<Known> {
  try {
    return await stateOf(means, 'all', '', now)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error
    throw new Problem(404, 'Nothing is published yet: `npm run khulasa -- sync` does it.')
  }
}

async function readState(
  { db, memory }: Means,
  kind: FeedKind,
  slug: string,
  now: number,
): Promise<FeedState | undefined> {
  const state = await readFeedState(db, kind, slug, now, memory.publication)
  if (state) {
    memory.publication = { change: state.publicationChange, publication: state.publication }
  }
  return state
}
