// Progress of an import: how much of the source is read, at what rate, and how long it will take.

import { Presets, SingleBar } from 'cli-progress'

const PATIENCE_MS = 1000

/** A bar on standard error that appears when the work has gone on for a second. */
export class ImportProgress {
  readonly #bar: SingleBar
  readonly #timer: NodeJS.Timeout
  readonly #started = performance.now()
  #bytes = 0
  #articles = 0

  /** @param total bytes to read; without it there is a count and a rate only */
  constructor(total: number | undefined) {
    const left = total === undefined ? '' : '{bar} {percentage}% | {eta_formatted} left | '
    this.#bar = new SingleBar(
      {
        format: `Importing ${left}{articles} articles, {rate}/s`,
        noTTYOutput: true,
        notTTYSchedule: 2000,
        hideCursor: true,
        clearOnComplete: true,
        etaBuffer: 100,
        formatTime: duration,
      },
      Presets.shades_classic,
    )
    this.#timer = setTimeout(
      () => this.#bar.start(total ?? 0, this.#bytes, this.#said),
      PATIENCE_MS,
    )
  }

  /** Chunks as they are, counted; throws when it is to stop. */
  async *counted(chunks: AsyncIterable<Uint8Array>, stop: AbortSignal): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      stop.throwIfAborted()
      this.#bytes += chunk.length
      this.#show()
      yield chunk
    }
  }

  article(): void {
    this.#articles += 1
    this.#show()
  }

  stop(): void {
    clearTimeout(this.#timer)
    if (this.#bar.isActive) this.#bar.stop()
  }

  get #said(): { articles: number; rate: number } {
    const seconds = (performance.now() - this.#started) / 1000
    return { articles: this.#articles, rate: Math.round(this.#articles / seconds) }
  }

  #show(): void {
    if (this.#bar.isActive) this.#bar.update(this.#bytes, this.#said)
  }
}

/** `4m 05s`; the bar has a word, not a number, where it cannot be told. */
function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?'
  const minutes = Math.floor(seconds / 60)
  const rest = Math.round(seconds % 60)
  return minutes === 0 ? `${rest}s` : `${minutes}m ${String(rest).padStart(2, '0')}s`
}
