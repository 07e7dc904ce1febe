// Requests that are for a resource only as their sender knows it (RFC 9110 §13.1.1).

import { Problem } from './problem.ts'

const ENTITY_TAGS = /^\s*(?:(?:W\/)?"[^"]*"\s*(?:,\s*|$))+$/
const STRONG_TAG = /(W\/)?("[^"]*")/g

/** Whether a resource with this strong entity tag is meant; `undefined`: where there is none. */
export type IsMeant = (etag: string | undefined) => boolean

/**
 * What `If-Match` says, by strong comparison: a weak entity tag matches nothing. Nothing where there
 * is no such field.
 *
 * @throws {Problem} 400 where it is no list of entity tags
 */
export function readIfMatch(field: string | undefined): IsMeant | undefined {
  if (field === undefined) return undefined
  if (field.trim() === '*') return (etag) => etag !== undefined
  if (!ENTITY_TAGS.test(field)) {
    throw new Problem(
      400,
      '`If-Match` is no list of entity tags: send the `ETag` that GET gave, with its quotation marks, or *.',
    )
  }
  const tags = Array.from(field.matchAll(STRONG_TAG), ([, weak, tag]) => (weak ? undefined : tag))
  return (etag) => etag !== undefined && tags.includes(etag)
}
