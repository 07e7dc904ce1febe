// The validator of a feed's documents, and what it says of the document that a client has.

import { sha256 } from '../article/digest.ts'
import type { Format } from '../feed/formats.ts'
import { entityTags, weakTag } from '../http/validators.ts'
import type { FeedState, Window } from '../store/selection.ts'

/** Goes up when the same articles would come out as another document. */
export const RENDERER_VERSION = 3

/** The entity tag of the document that a feed in this state has in a format. */
export function feedTag(state: FeedState, format: Format): string {
  const { store, publicationChange, change, newest, changed } = state
  return weakTag([RENDERER_VERSION, store, publicationChange, change, newest, changed, format])
}

/** An earlier state of a feed. */
export interface EarlierState {
  change: number
  /** The newest moment at which an article had become visible, ms since 1970. */
  newest: number
  /** The entity tag of the document that the client has. */
  tag: string
}

/**
 * The latest state of which a client has the document, of those from which the way to the present
 * one is known: of this store, by this renderer, of the publication as it is.
 *
 * @param ifNoneMatch the value of `If-None-Match`
 */
export function earlierState(
  ifNoneMatch: string | null,
  state: FeedState,
  format: Format,
): EarlierState | undefined {
  const states = entityTags(ifNoneMatch ?? '').flatMap((tag) => {
    const [renderer, store, publication, change, newest, changed, ...rest] = tag
      .slice(1, -1)
      .split('.')
    const isOfThese =
      numberOf(renderer) === RENDERER_VERSION &&
      store === state.store &&
      numberOf(publication) === state.publicationChange &&
      numberOf(change) <= state.change &&
      numberOf(newest) >= 0 &&
      numberOf(changed) <= state.changed &&
      rest.join('.') === format
    if (!isOfThese) return []
    return [{ change: numberOf(change), newest: numberOf(newest), tag: `W/${tag}` }]
  })
  return states.sort((a, b) => b.change - a.change || b.newest - a.newest)[0]
}

function numberOf(written = ''): number {
  return /^[0-9a-z]{1,11}$/.test(written) ? Number.parseInt(written, 36) : Number.NaN
}

/**
 * The entity tag of an archive document: of what stands in it, of where it goes on, and of whether
 * it is complete.
 */
export async function archiveTag(
  { store, publicationChange }: FeedState,
  { entries, next }: Window,
  format: Format,
  isComplete: boolean,
): Promise<string> {
  const said = entries.map(({ article, version }) => [article, version])
  const hash = await sha256([said, next && [next.visibleFrom, next.rank], isComplete])
  return weakTag([RENDERER_VERSION, store, publicationChange, hash.slice(0, 16), format])
}
