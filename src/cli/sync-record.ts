// What a run came to, told to the deployment, whose operator's page says it.

import type { Client } from './client.ts'
import { CommandError } from './command-error.ts'

/** What a run came to, in articles. */
export interface SyncRun {
  created: number
  updated: number
  unchanged: number
  removed: number
  refused: number
  problems: { place: string; detail: string }[]
  /** Why it ended before its end. */
  stopped?: string
}

/** Of a run that came to nothing. */
export const NOTHING: SyncRun = {
  created: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  refused: 0,
  problems: [],
}

// As much as the API takes.
const MOST_PROBLEMS = 50
const LONGEST_TEXT = 1000

/**
 * Tells the deployment. A run counts, also where it is not recorded.
 *
 * @returns why it is not recorded, where it is not
 */
export async function recordSync(
  client: Client,
  origin: string,
  run: SyncRun,
): Promise<string | undefined> {
  const { problems, stopped } = run
  const shortened = problems.slice(0, MOST_PROBLEMS).map(({ place, detail }) => {
    return { place: short(place), detail: short(detail) }
  })
  try {
    await client.putSync(origin, {
      ...run,
      problems: shortened,
      ...(stopped !== undefined && { stopped: short(stopped) }),
    })
    return undefined
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return `the status page does not have this run: ${error.message}`
  }
}

/** Half a pair of surrogates goes too. */
function short(text: string): string {
  if (text.length <= LONGEST_TEXT) return text
  return `${text.slice(0, LONGEST_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
