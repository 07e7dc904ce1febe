// Writers one after the other: the store refuses a batch that builds on what is no longer so.

import type { AuditContext } from './audit.ts'

const TRIES = 5

/**
 * Another writer, or the end of an embargo, was faster: than a write that sees it before its batch, or
 * than all its tries.
 */
export class LostRaceError extends Error {
  override name = 'LostRaceError'
}

/** Whether a batch was refused because of what another writer has written since. */
export function isLost(error: unknown): boolean {
  return error instanceof LostRaceError || /stale_read|UNIQUE constraint failed/.test(String(error))
}

/**
 * Does a write again, from a fresh look at the store and the clock, when another writer or the end of
 * an embargo was faster.
 *
 * @param context as of the first try
 * @param write reads what it builds on, then writes all of it in one batch; gets the context of its
 *   try
 * @throws {LostRaceError} when others were faster each time
 */
export async function inOrder<Context extends AuditContext, T>(
  context: Context,
  write: (context: Context) => Promise<T>,
): Promise<T> {
  let current = context
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return await write(current)
    } catch (error) {
      if (!isLost(error)) throw error
      if (left === 0) throw new LostRaceError('others were faster', { cause: error })
      current = { ...context, now: Date.now() + context.ahead }
    }
  }
}
