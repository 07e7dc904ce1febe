// Imported articles as files, for sync to publish.

import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Draft } from '../article/draft.ts'
import { ARTICLE_FILE, likelyIds } from '../sources/article-file.ts'
import type { FoundPublication, FoundSection, Imported } from '../sources/imported.ts'
import { inSections, type Matching, matchSections } from '../sources/matching-sections.ts'
import {
  articleFileOf,
  newFileName,
  publicationFileOf,
  withSections,
} from '../sources/new-files.ts'
import { PUBLICATION_FILE } from '../sources/publication-file.ts'
import { CommandError, isSystemError } from './command-error.ts'
import { readPublication } from './folder.ts'
import { readText } from './source-article.ts'
import type { Change, Report } from './import-report.ts'
import type { Target } from './import-target.ts'

/** A folder of articles: a file for each, in a folder for each year. */
export class FolderTarget implements Target {
  readonly #folder: string
  readonly #report: Report
  /** The files that are there, by the ids of their articles. */
  readonly #files = new Map<string, string>()
  readonly #names = new Set<string>()
  #matching: Matching = { ids: new Map(), added: [], left: new Map() }
  /** The text of a publication's file that is to be written. */
  #publication: string | undefined

  constructor(folder: string, report: Report) {
    this.#folder = folder
    this.#report = report
  }

  async prepare(found: FoundPublication, sections: FoundSection[]): Promise<string[]> {
    for (const name of await filesIn(this.#folder)) {
      const [id = ''] = likelyIds(name, readText(path.join(this.#folder, name))) ?? []
      this.#names.add(name)
      this.#files.set(id, name)
    }
    const text = await publicationText(this.#folder)
    const present = text === undefined ? [] : (await readPublication(this.#folder)).sections
    this.#matching = matchSections(sections, present)
    const { added } = this.#matching
    if (text === undefined) this.#publication = newPublication(found, added)
    else if (added.length > 0) this.#publication = withSections(text, added)
    if (this.#publication === undefined) return []
    const file = path.join(this.#folder, PUBLICATION_FILE)
    const names = added.map(({ name }) => name).join('، ')
    const of = names === '' ? '' : `: the sections ${names}`
    return [text === undefined ? `new: ${file}; look it through${of}` : `new in ${file}${of}`]
  }

  async begin(): Promise<void> {
    const file = path.join(this.#folder, PUBLICATION_FILE)
    if (this.#publication !== undefined) writeInPlace(file, this.#publication)
  }

  async compare(given: Imported): Promise<{ item: Imported; change: Change }> {
    const item = inSections(given, this.#matching)
    const name = this.#files.get(item.draft.id)
    if (name === undefined) return { item, change: 'imported' }
    const present = readText(path.join(this.#folder, name))
    if (present === articleFileOf(item.draft)) {
      return { item: { ...item, notes: [] }, change: 'unchanged' }
    }
    // What somebody has written into the file since is worth more than an import.
    if (momentIn(present) >= momentOf(item.draft)) {
      const detail = `${path.join(this.#folder, name)} differs, and stays: delete it to import it again`
      return { item: { ...item, notes: [{ field: 'file', detail }] }, change: 'unchanged' }
    }
    return { item, change: 'updated' }
  }

  async put({ draft, where, notes }: Imported, change: Change): Promise<void> {
    const name = this.#files.get(draft.id) ?? newFileName(draft, this.#names)
    writeInPlace(path.join(this.#folder, name), articleFileOf(draft))
    this.#files.set(Buffer.from(draft.id).toString(), name)
    this.#report.counts[change] += 1
    for (const { field, detail } of notes) this.#report.notes.add(`${field}: ${detail}`, where)
  }

  async finish(): Promise<void> {}

  async record(): Promise<void> {}
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const all = await readdir(folder, { recursive: true })
    return all
      .map((name) => name.split(path.sep).join('/'))
      .filter((name) => ARTICLE_FILE.test(name))
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return []
    if (isSystemError(error, 'ENOTDIR')) throw new CommandError(`${folder} is no folder`, 2)
    throw error
  }
}

async function publicationText(folder: string): Promise<string | undefined> {
  try {
    return await readFile(path.join(folder, PUBLICATION_FILE), 'utf8')
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined
    throw error
  }
}

function newPublication(found: FoundPublication, added: Matching['added']): string {
  const { home } = found
  if (home !== undefined && URL.canParse(home)) return publicationFileOf({ ...found, home }, added)
  throw new CommandError(
    `the source does not say whose it is: write a ${PUBLICATION_FILE} into the folder first`,
  )
}

function momentOf({ published, updated }: Draft): string {
  return updated ?? published
}

// RFC 3339 in UTC sorts as it is.
function momentIn(text: string): string {
  const [, head = ''] = /^---\n([^]*?)\n---\n/.exec(text) ?? []
  const moments = [...head.matchAll(/^(?:published|updated): (\S+)$/gm)].map(([, at = '']) => at)
  return moments.sort().at(-1) ?? ''
}

// Beside it and then in its place, so that no moment finds half a file. At once: an import has nothing
// else to do meanwhile, and waiting for a thread takes longer than the work.
function writeInPlace(file: string, text: string): void {
  const folder = path.dirname(file)
  const beside = path.join(folder, `.${path.basename(file)}.khulasa`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(beside, text)
  renameSync(beside, file)
}
