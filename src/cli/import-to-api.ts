// Imported articles through the publishing API.

import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { digest } from '../article/digest.ts'
import type { Issue } from '../article/issues.ts'
import type { Publication } from '../article/publication.ts'
import type { FoundPublication, FoundSection, Imported } from '../sources/imported.ts'
import { inSections, type Matching, matchSections } from '../sources/matching-sections.ts'
import { withSections } from '../sources/new-files.ts'
import { PUBLICATION_FILE } from '../sources/publication-file.ts'
import type { Client, Listed } from './client.ts'
import { readPublication } from './folder.ts'
import type { Change, Report } from './import-report.ts'
import type { Target } from './import-target.ts'
import { Sender } from './sender.ts'
import { recordSync } from './sync-record.ts'

const MOST_PLACES = 5

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
  readonly #sender: Sender<Imported>

  /**
   * @param folder whose publication the articles are for
   * @param origin of the articles
   */
  constructor(client: Client, folder: string, origin: string, report: Report) {
    this.#client = client
    this.#folder = folder
    this.#origin = origin
    this.#report = report
    this.#sender = new Sender(client, {
      published: (item, { change, notes }) => {
        report.counts[change === 'created' ? 'imported' : change] += 1
        for (const { field, detail } of [...item.notes, ...notes]) {
          report.notes.add(`${field}: ${detail}`, item.where)
        }
      },
      refused: ({ where, draft }, issues) => {
        report.failed.add(issues.map(said).join('; '), `${where} (${draft.id})`)
      },
    })
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

  put(item: Imported): Promise<void> {
    return this.#sender.put(item)
  }

  finish(): Promise<void> {
    return this.#sender.finish()
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

function said({ path, message }: Issue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`
}
