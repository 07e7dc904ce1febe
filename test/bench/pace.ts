// How fast the machine and the platform are just now, for what takes so long that nothing can take
// turns with it: the requests that the hello worker answers.

import { load } from './load.ts'
import { median } from './rounds.ts'
import { hello, start } from './worker.ts'

const SAMPLES = 3

/** Requests a second that the hello worker answers: the median of a few, of a second each. */
export async function pace(): Promise<number> {
  const worker = await start(await hello())
  try {
    const rates: number[] = []
    // The first one is for the engine to compile it.
    for (let sample = 0; sample <= SAMPLES; sample += 1) {
      const { rate } = await load(worker, '/', {}, { status: 200, bytes: 'hello'.length })
      if (sample > 0) rates.push(rate)
    }
    return median(rates)
  } finally {
    await worker.stop()
  }
}

/** What is said of it in a table, as the column `to hello`. */
export const ABOUT_PACE =
  '`to hello` is that number for each hundred requests that the hello worker answers a second, ' +
  'measured before and after.'

/** A number a second to the pace, in hundreds. */
export function toPace(rate: number, of: number): number {
  return (100 * rate) / of
}
