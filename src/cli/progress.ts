// Progress, for work that takes more than a second.

import { Presets, SingleBar } from 'cli-progress'

const PATIENCE_MS = 1000

/** A bar on standard error that appears when the work has gone on for a second. */
export class Progress {
  readonly #bar: SingleBar
  readonly #timer: NodeJS.Timeout
  #done = 0

  constructor(what: string, total: number) {
    this.#bar = new SingleBar(
      {
        format: `${what} {bar} {value}/{total} | {eta_formatted} left`,
        noTTYOutput: true,
        notTTYSchedule: 2000,
        hideCursor: true,
        clearOnComplete: true,
      },
      Presets.shades_classic,
    )
    this.#timer = setTimeout(() => this.#bar.start(total, this.#done), PATIENCE_MS)
  }

  advance(by: number): void {
    this.#done += by
    if (this.#bar.isActive) this.#bar.update(this.#done)
  }

  stop(): void {
    clearTimeout(this.#timer)
    if (this.#bar.isActive) this.#bar.stop()
  }
}
