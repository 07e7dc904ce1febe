// Where this deployment is seen from outside, and how what is asked for is spelled.

import type { FeedKind } from '../article/memberships.ts'
import type { Publication } from '../article/publication.ts'
import type { Bindings } from '../http/environment.ts'
import { canonicalLanguage } from '../text/language.ts'
import { slug as slugOf } from '../text/slug.ts'

/** The public address under which the feeds stand, percent-encoded, without a slash at the end. */
export function publicAddress(bindings: Bindings, publication: Publication): string {
  return bindings.PUBLIC_ADDRESS?.replace(/\/+$/, '') ?? publication.address
}

/** A slug as it is kept, of one as it was asked for (rule 32); of a language, its tag (rule 4). */
export function canonicalSlug(kind: FeedKind, asked: string): string {
  if (kind !== 'language') return slugOf(asked)
  try {
    return canonicalLanguage(asked)
  } catch {
    return asked
  }
}
