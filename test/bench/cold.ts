// Cold starts.

import { get } from './get.ts'
import { timed } from './rounds.ts'
import { type Startable, start } from './worker.ts'

/** ms of the first answer of a worker, in a process that has been started for it. */
export async function firstAnswer(worker: Startable, path: string): Promise<number> {
  const { address, stop } = await start(worker)
  try {
    return await timed(() => get(new URL(path, address), { 'accept-encoding': 'identity' }))
  } finally {
    await stop()
  }
}
