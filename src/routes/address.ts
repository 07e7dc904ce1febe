// Where this deployment is seen from outside.

import type { Publication } from '../article/publication.ts'
import type { Bindings } from '../http/environment.ts'

/** The public address under which the feeds stand, percent-encoded, without a slash at the end. */
export function publicAddress(bindings: Bindings, publication: Publication): string {
  return bindings.PUBLIC_ADDRESS?.replace(/\/+$/, '') ?? publication.address
}
