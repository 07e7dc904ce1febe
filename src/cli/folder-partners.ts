// The partners of a folder, as their files stand on the disk.

import path from 'node:path'
import { partnerIdOf, type PartnerFile, readPartnerFile } from '../sources/partner-file.ts'
import { SourceError } from '../sources/source-error.ts'
import { type FileProblem, readText } from './source-article.ts'

export interface SourcePartner extends PartnerFile {
  /** Path inside the folder, with `/`. */
  file: string
}

/** What the files of a folder's partners hold. */
export interface FolderPartners {
  partners: SourcePartner[]
  /** Files that nothing could be made of. */
  problems: FileProblem[]
  /** Ids of the partners of those files. */
  held: Set<string>
}

type Read = SourcePartner | { problems: FileProblem[] }

/** Reads the files of partners, and reads only what has changed when it is asked again. */
export class PartnerFiles {
  readonly #folder: string
  #files = new Map<string, Promise<Read>>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** What is known of a file that has changed counts no more. */
  forget(file: string): void {
    this.#files.delete(file)
  }

  forgetAll(): void {
    this.#files = new Map()
  }

  /**
   * The partners, in the order of their files.
   *
   * @param names of the files, inside the folder, with `/`
   * @param timeZone IANA name: of dates without an offset
   */
  async read(names: string[], timeZone: string): Promise<FolderPartners> {
    const found: FolderPartners = { partners: [], problems: [], held: new Set() }
    const before = this.#files
    this.#files = new Map(
      names.map((name) => [name, before.get(name) ?? readOne(this.#folder, name, timeZone)]),
    )
    for (const [name, reading] of this.#files) {
      const read = await reading
      if ('partner' in read) found.partners.push(read)
      else {
        found.problems.push(...read.problems)
        found.held.add(partnerIdOf(name) ?? name)
      }
    }
    return found
  }
}

async function readOne(folder: string, file: string, timeZone: string): Promise<Read> {
  try {
    const text = readText(path.join(folder, file))
    return { file, ...readPartnerFile(file, text, timeZone) }
  } catch (error) {
    if (error instanceof SourceError) {
      return { problems: error.issues.map((issue) => ({ file, ...issue })) }
    }
    const message = error instanceof Error ? error.message : String(error)
    return { problems: [{ file, line: 1, key: '', message }] }
  }
}
