// An import from its first item to its last: what is new is put, what is not is counted.

import type { FoundPublication, FoundSection, Imported, ImportedItem } from '../sources/imported.ts'
import { SourceError } from '../sources/source-error.ts'
import type { Change, Report } from './import-report.ts'
import type { Target } from './import-target.ts'

/** How an import goes. */
export interface Run {
  /** As it was given, for messages. */
  source: string
  target: Target
  report: Report
  /** Whether nothing is to be changed. */
  isTrial: boolean
  /** Articles that are older are left out. */
  since?: Date
  /** Ends it; what was read until then is put. */
  stop: AbortSignal
  onArticle: () => void
}

/**
 * Imports what a reader yields. A bad item is in the report and the next one follows; a source that
 * cannot be read on ends it. What was read until then is put, and the target is told how it ended.
 *
 * @throws {CommandError} when the source cannot be fetched, the target cannot be reached or does not
 *   take anything
 */
export async function runImport(items: AsyncIterable<ImportedItem>, run: Run): Promise<void> {
  const { target, report, isTrial } = run
  try {
    await takeAll(items, run)
  } catch (error) {
    report.stopped = error instanceof Error ? error.message : String(error)
    throw error
  } finally {
    if (!isTrial) await target.record()
  }
}

async function takeAll(items: AsyncIterable<ImportedItem>, run: Run): Promise<void> {
  const importing = new Importing(run)
  try {
    for await (const item of items) {
      await importing.take(item)
      if (run.stop.aborted) break
    }
  } catch (error) {
    if (error instanceof SourceError) run.report.stopped = `${run.source}:${error.message}`
    else if (!run.stop.aborted) throw error
  } finally {
    if (run.stop.aborted) {
      run.report.stopped = 'interrupted: run it again, and it goes on where it was'
    }
    await importing.end()
  }
}

class Importing {
  readonly #run: Run
  readonly #ids = new Set<string>()
  readonly #sections: FoundSection[] = []
  #publication: FoundPublication = {}
  #isBegun = false

  constructor(run: Run) {
    this.#run = run
  }

  async take(item: ImportedItem): Promise<void> {
    const { report } = this.#run
    if (item.kind === 'publication') this.#publication = item
    else if (item.kind === 'section') this.#sections.push(item)
    else if (item.kind === 'article') await this.#article(item)
    else {
      const where = item.id === undefined ? item.where : named(item.where, item.id)
      report[item.kind].add(item.reason, where)
    }
  }

  async end(): Promise<void> {
    if (this.#isBegun && !this.#run.isTrial) await this.#run.target.finish()
  }

  async #article({ draft, notes, where }: Imported): Promise<void> {
    const { target, report, isTrial, since } = this.#run
    await this.#begin()
    this.#run.onArticle()
    if (since && new Date(draft.updated ?? draft.published) < since) {
      report.skipped.add('older than --since', where)
    } else if (this.#ids.has(draft.id)) {
      report.failed.add('its id is that of an item before it', named(where, draft.id))
    } else {
      // A copy: as it was read, it holds on to a piece of the file.
      this.#ids.add(Buffer.from(draft.id).toString())
      const { item, change } = await target.compare({ draft, notes, where })
      if (isTrial || change === 'unchanged') this.#count(item, change)
      else await target.put(item, change)
    }
  }

  async #begin(): Promise<void> {
    if (this.#isBegun) return
    this.#isBegun = true
    const { target, isTrial } = this.#run
    this.#run.report.remarks.push(...(await target.prepare(this.#publication, this.#sections)))
    if (!isTrial) await target.begin()
  }

  #count({ notes, where }: Imported, change: Change): void {
    const { report } = this.#run
    report.counts[change] += 1
    for (const { field, detail } of notes) report.notes.add(`${field}: ${detail}`, where)
  }
}

const LONGEST_ID = 500

function named(where: string, id: string): string {
  return `${where} (${id.length > LONGEST_ID ? `${id.slice(0, LONGEST_ID)}…`.toWellFormed() : id})`
}
