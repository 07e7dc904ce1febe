// What a writer takes for granted about an article. It is looked at in every try of a write, and the
// batch fails where it has become untrue before it: so of two who build on the same, one wins.

import type { Stored } from './stored.ts'

/** Whether a write may go on, by the number of the article's last change; `undefined`: no article. */
export type Precondition = (change: number | undefined) => boolean

/** An article that is another than its writer takes it for. */
export class PreconditionError extends Error {
  override name = 'PreconditionError'
}

/** @throws {PreconditionError} when there is a precondition, and it does not hold */
export function refuseUnlessSo(
  precondition: Precondition | undefined,
  stored: Stored | undefined,
): void {
  const change = stored?.state === 'deleted' ? undefined : stored?.change
  if (precondition && !precondition(change)) throw new PreconditionError()
}
