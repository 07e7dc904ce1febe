// What the platform has done by the clock, as wrangler.toml says it.

import type { Bindings } from './http/environment.ts'
import type { Fetch } from './http/fetch-json.ts'
import { reachable } from './http/reachable.ts'
import { followWordPress } from './routes/wordpress-run.ts'

/** In the audit record. */
const ACTOR = 'SCHEDULE'

/**
 * What there is to do each time.
 *
 * @param clock ms since 1970; nothing else is now
 * @param outside asks other servers; nothing else does
 */
export function createSchedule(clock: () => number, outside: Fetch) {
  return async ({ DB }: Bindings): Promise<void> => {
    const now = clock()
    await followWordPress(reachable(DB), outside, { actor: ACTOR, now, ahead: now - Date.now() })
  }
}
