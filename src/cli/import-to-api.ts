// Imported articles through the publishing API, by as few requests as that takes.

import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { digest } from '../article/digest.ts'
import type { Publication } from '../article/publication.ts'
import type { FoundPublication, FoundSection, Imported } from '../sources/imported.ts'
import { inSections, type Matching, matchSections } from '../sources/matching-sections.ts'
import { withSections } from '../sources/new-files.ts'
import { PUBLICATION_FILE } from '../sources/publication-file.ts'
import { ApiError, type Client, type Listed } from './client.ts'
import { readPublication } from './folder.ts'
import type { Change, Report } from './import-report.ts'
import type { Target } from './import-target.ts'
import { recordSync } from './sync-record.ts'

// As many as the API takes, and two of them under way while the next one is read.
const LARGEST_BATCH = 100
const AT_ONCE = 2
const LARGEST_BODY = 1_000_000
const MOST_PLACES = 5
const MOST_WAITS = 10

/** A deployment, whose publication is that of a folder here. */
export class ApiTarget implements Target {
  readonly #client: Client
  readonly #folder: string
  readonly #report: Report
  readonly #origin: string
  /** What is published already, by id. */
  #known: ReadonlyMap<string, Listed> = new Map()
  #publication: Publication | undefined
  #matching: Matching = { ids: new Map(), added: [], left: new Map() }
  #waiting: Imported[] = []
  #length = 0
  /** The batches that are under way, the oldest first. */
  #sending: Promise<void>[] = []
  /** How often in a row it has been asked for patience. */
  #waits = 0

  /**
   * @param folder whose publication the articles are for
   * @param origin of the articles
   */
  constructor(client: Client, folder: string, origin: string, report: Report) {
    this.#client = client
    this.#folder = folder
    this.#origin = origin
    this.#report = report
  }

  async prepare(_: FoundPublication, sections: FoundSection[]): Promise<string[]> {
    this.#publication = await readPublication(this.#folder)
    this.#matching = matchSections(sections, this.#publication.sections)
    this.#known = await this.#client.listed(this.#origin)
    const { added } = this.#matching
    if (added.length === 0) return []
    const names = added.map(({ name }) => name).join('، ')
    return [`new in ${this.#file} and in the deployment: the sections ${names}`]
  }

  /** The file is what sync says: a section that is only in the deployment would go with the next. */
  async begin(): Promise<void> {
    const { added } = this.#matching
    const publication = this.#publication
    if (!publication) throw new Error('begin() before prepare()')
    if (added.length > 0) {
      await writeFile(this.#file, withSections(await readFile(this.#file, 'utf8'), added))
    }
    const sections = [...publication.sections, ...added]
    const { stale } = await this.#client.putPublication({ ...publication, sections })
    if (stale) await this.#reprocess()
  }

  async compare(given: Imported): Promise<{ item: Imported; change: Change }> {
    const item = inSections(given, this.#matching)
    const before = this.#known.get(item.draft.id)?.digest
    if (before === undefined) return { item, change: 'imported' }
    if (before !== (await digest(item.draft))) return { item, change: 'updated' }
    return { item: { ...item, notes: [] }, change: 'unchanged' }
  }

  async put(item: Imported): Promise<void> {
    const length = JSON.stringify(item.draft).length
    const isFull = this.#waiting.length >= LARGEST_BATCH || this.#length + length > LARGEST_BODY
    if (isFull) await this.#sendOn()
    this.#waiting.push(item)
    this.#length += length
  }

  async finish(): Promise<void> {
    await this.#sendOn()
    await Promise.all(this.#sending)
  }

  async record(): Promise<void> {
    const { counts, failed, stopped, remarks } = this.#report
    const { imported: created, updated, unchanged } = counts
    const problems = failed.entries.map(({ reason, where }) => {
      return { place: where.slice(0, MOST_PLACES).join('; '), detail: reason }
    })
    const run = { created, updated, unchanged, removed: 0, refused: failed.count, problems }
    const unrecorded = await recordSync(this.#client, this.#origin, {
      ...run,
      ...(stopped !== undefined && { stopped }),
    })
    if (unrecorded !== undefined) remarks.push(unrecorded)
  }

  get #file(): string {
    return path.join(this.#folder, PUBLICATION_FILE)
  }

  async #sendOn(): Promise<void> {
    if (this.#sending.length === AT_ONCE) await this.#sending.shift()
    const sending = this.#send(this.#waiting)
    this.#waiting = []
    this.#length = 0
    // Its failure is seen when it is waited for.
    sending.catch(() => undefined)
    this.#sending.push(sending)
  }

  /**
   * A batch is published as a whole; when some of it is refused, the rest goes again, and all of it
   * where the deployment asks for patience.
   */
  async #send(batch: Imported[]): Promise<void> {
    if (batch.length === 0) return
    try {
      const results = await this.#client.postArticles(batch.map(({ draft }) => draft))
      for (const [index, { change, notes }] of results.entries()) {
        const item = batch[index]
        if (item) this.#count(item, change === 'created' ? 'imported' : change, notes)
      }
      this.#waits = 0
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      await this.#sendRest(batch, error)
    }
  }

  async #sendRest(batch: Imported[], error: ApiError): Promise<void> {
    if (error.status === 503 && error.retryAfter !== undefined) {
      if (this.#waits === MOST_WAITS) throw error
      this.#waits += 1
      await sleep(error.retryAfter * 1000)
      return this.#send(batch)
    }
    const isTooMuch = error.status === 413 || error.status >= 500
    if (isTooMuch && batch.length > 1) {
      const half = Math.ceil(batch.length / 2)
      await this.#send(batch.slice(0, half))
      return this.#send(batch.slice(half))
    }
    const refused = isTooMuch ? new Map([[0, error.message]]) : refusals(error)
    if (refused.size === 0) throw error
    for (const [index, reason] of refused) this.#refuse(batch[index], reason)
    await this.#send(batch.filter((_, index) => !refused.has(index)))
  }

  #refuse(item: Imported | undefined, reason: string): void {
    if (item) this.#report.failed.add(reason, `${item.where} (${item.draft.id})`)
  }

  #count(item: Imported, change: Change, notes: Imported['notes']): void {
    this.#report.counts[change] += 1
    for (const { field, detail } of [...item.notes, ...notes]) {
      this.#report.notes.add(`${field}: ${detail}`, item.where)
    }
  }

  async #reprocess(): Promise<void> {
    for (let remaining = true; remaining;) {
      const { failed, ...done } = await this.#client.reprocess()
      remaining = done.remaining
      for (const { id, detail } of failed) {
        this.#report.remarks.push(`${id} stays as it was published: ${detail}`)
      }
    }
  }
}

/** What the errors of a problem document say, by the articles' places in the batch. */
function refusals({ errors }: ApiError): Map<number, string> {
  const found = new Map<number, string>()
  for (const { pointer, detail } of errors) {
    const [, index, field = ''] = /^\/articles\/(\d+)\/?(.*)$/.exec(pointer) ?? []
    if (index === undefined) continue
    const before = found.get(Number(index))
    const said = `${field.replaceAll('/', '.')}: ${detail}`
    found.set(Number(index), before === undefined ? said : `${before}; ${said}`)
  }
  return found
}
