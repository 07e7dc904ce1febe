// Writers one after the other: the store refuses a batch that builds on what is no longer so.

const TRIES = 5

/** Another writer was faster: than a write that sees it before its batch, or than all its tries. */
export class LostRaceError extends Error {
  override name = 'LostRaceError'
}

/**
 * Does a write again, from a fresh look at the store, when another writer was faster.
 *
 * @param write reads what it builds on, then writes all of it in one batch
 * @throws {LostRaceError} when others were faster each time
 */
export async function inOrder<T>(write: () => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return await write()
    } catch (error) {
      const lost =
        error instanceof LostRaceError || /stale_read|UNIQUE constraint failed/.test(String(error))
      if (!lost) throw error
      if (left === 0) throw new LostRaceError('others were faster', { cause: error })
    }
  }
}
