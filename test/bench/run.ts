// What a part of the bench is given.

import type { Table } from './report.ts'
import type { BuiltWorker } from './wrangler.ts'

export interface Run {
  /** A folder for this run only. It is removed when the run ends, however it ends. */
  folder: string
  /** Whether what takes long is measured too. */
  isLarge: boolean
  /** Tells the person who waits what goes on. */
  say(what: string): void
  /** Our worker as it is deployed, built once. */
  build(): Promise<BuiltWorker>
}

/** A part of the bench. */
export type Part = (run: Run) => Promise<Table[]>
