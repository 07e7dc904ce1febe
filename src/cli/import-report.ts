// What came of an import: counts, and of what was left out the reason and the place.

/** What became of an article. */
export type Change = 'imported' | 'updated' | 'unchanged'

/** How often something was said, and where first. */
interface Said {
  count: number
  where: string[]
}

const MOST_PLACES = 1000
// Reasons hold what they are about; past so many different ones the others are counted together.
const MOST_REASONS = 2000
const OTHERS = 'others'
const MOST_SHOWN = 5

/** Reasons, how often and where. */
export class Tally {
  readonly #said = new Map<string, Said>()

  add(reason: string, where: string): void {
    const key = this.#said.has(reason) || this.#said.size < MOST_REASONS ? reason : OTHERS
    const said = this.#said.get(key) ?? { count: 0, where: [] }
    this.#said.set(key, said)
    said.count += 1
    if (said.where.length < MOST_PLACES) said.where.push(where)
  }

  get count(): number {
    return [...this.#said.values()].reduce((sum, { count }) => sum + count, 0)
  }

  get entries(): { reason: string; count: number; where: string[] }[] {
    return [...this.#said].map(([reason, said]) => ({ reason, ...said }))
  }

  /** `3 × draft: item 4, line 288; item 9, line 431 and 1 more` */
  get lines(): string[] {
    return this.entries.map(({ reason, count, where }) => {
      const shown = where.slice(0, MOST_SHOWN).join('; ')
      const more = count > MOST_SHOWN ? ` and ${count - MOST_SHOWN} more` : ''
      return `  ${count} × ${reason}: ${shown}${more}`
    })
  }
}

/** What is said when an import has ended. */
export class Report {
  readonly counts: Record<Change, number> = { imported: 0, updated: 0, unchanged: 0 }
  readonly skipped = new Tally()
  readonly failed = new Tally()
  /** What was guessed, recognised or taken away. */
  readonly notes = new Tally()
  /** What was done besides, in sentences. */
  readonly remarks: string[] = []
  /** Why it ended before the end. */
  stopped?: string

  get isEmpty(): boolean {
    const { imported, updated, unchanged } = this.counts
    return imported + updated + unchanged + this.skipped.count + this.failed.count === 0
  }

  get isFaultless(): boolean {
    return this.failed.count === 0 && this.stopped === undefined
  }

  /** For machines. */
  toJSON(): Record<string, unknown> {
    return {
      ...this.counts,
      skipped: { count: this.skipped.count, reasons: this.skipped.entries },
      failed: { count: this.failed.count, reasons: this.failed.entries },
      notes: this.notes.entries,
      remarks: this.remarks,
      ...(this.stopped === undefined ? {} : { stopped: this.stopped }),
    }
  }

  /** For people. */
  get lines(): string[] {
    const { imported, updated, unchanged } = this.counts
    return [
      ...section('noted', this.notes),
      ...section('skipped', this.skipped),
      ...section('failed', this.failed),
      ...this.remarks,
      `${imported} imported, ${updated} updated, ${unchanged} unchanged, ` +
        `${this.skipped.count} skipped, ${this.failed.count} failed`,
    ]
  }
}

function section(title: string, tally: Tally): string[] {
  return tally.count === 0 ? [] : [`${title}:`, ...tally.lines]
}
