// A folder of articles, as it stands on the disk.

import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Publication } from '../article/publication.ts'
import { ARTICLE_FILE } from '../sources/article-file.ts'
import { PARTNER_FILE } from '../sources/partner-file.ts'
import {
  PUBLICATION_FILE,
  type PublicationFile,
  readPublicationFile,
} from '../sources/publication-file.ts'
import { SourceError, type SourceIssue, written } from '../sources/source-error.ts'
import { CommandError, isSystemError } from './command-error.ts'
import { type FolderPartners, PartnerFiles } from './folder-partners.ts'
import { keepKnown, type KnownFiles, readKnown } from './known-files.ts'
import {
  type Broken,
  type FileProblem,
  readSourceArticle,
  readText,
  type SourceArticle,
} from './source-article.ts'

export interface FolderContent extends PublicationFile {
  /** Path of the folder. */
  path: string
  partners: FolderPartners
  articles: SourceArticle[]
  /** Files of articles that nothing could be made of. */
  problems: FileProblem[]
  /** Identities that those files may have: what is published of them stays as it is. */
  held: Set<string>
  /** Whether there is a file of which not even that is known. */
  hasUnknown: boolean
}

/** A folder that is being read. */
export interface OpenFolder {
  /** Whole when the last of the articles has been taken. */
  content: FolderContent
  /** How many files of articles there are. */
  size: number
  /** The articles, in the order of their paths; each is given once. */
  articles: AsyncIterableIterator<SourceArticle>
}

// More than two batches: so many are read while others are being published.
const READ_AHEAD = 256

/** Reads a folder, and reads only what has changed when it is asked again. */
export class Folder {
  readonly path: string
  #publication: PublicationFile | undefined
  /** What is forgotten while it is being read does not come back. */
  #files = new Map<string, Promise<SourceArticle | Broken>>()
  #known: KnownFiles | undefined
  readonly #partners: PartnerFiles
  /** Identities of files when they could last be read. */
  readonly #ids = new Map<string, string>()

  constructor(folder: string) {
    this.path = folder
    this.#partners = new PartnerFiles(folder)
  }

  /** What is known of a file that has changed counts no more. */
  forget(file: string): void {
    this.#files.delete(inside(file))
    this.#partners.forget(inside(file))
    if (file !== PUBLICATION_FILE) return
    // Dates without an offset are in its time zone.
    this.#publication = undefined
    this.#files = new Map()
    this.#partners.forgetAll()
  }

  /**
   * The publication; the articles are read while something is done with the first of them.
   *
   * @throws {CommandError} when there is no such folder, or no publication that can be read
   */
  async open(): Promise<OpenFolder> {
    const all = await this.#names()
    const names = all.filter((name) => ARTICLE_FILE.test(name))
    const ofPartners = all.filter((name) => PARTNER_FILE.test(name))
    this.#publication ??= await readPublicationIn(this.path)
    const { publication, lineOf } = this.#publication
    this.#known ??= await readKnown(this.path)
    const content: FolderContent = {
      path: this.path,
      publication,
      lineOf,
      partners: await this.#partners.read(ofPartners, publication.timeZone),
      articles: [],
      problems: [],
      held: new Set(),
      hasUnknown: false,
    }
    return { content, size: names.length, articles: this.#sorted(names, content) }
  }

  /** All of it. The same errors as those of `open`. */
  async read(): Promise<FolderContent> {
    const { content, articles } = await this.open()
    while (!(await articles.next()).done);
    return content
  }

  /** Each article once, in the order of their paths, when `content` has it. */
  async *#sorted(names: string[], content: FolderContent): AsyncGenerator<SourceArticle> {
    const { articles, problems, held } = content
    const ids = new Map<string, string>()
    for await (const [name, read] of this.#readFiles(names, content.publication.timeZone)) {
      if ('problems' in read) {
        const last = this.#ids.get(name)
        problems.push(...read.problems)
        for (const id of [...(read.ids ?? []), ...(last === undefined ? [] : [last])]) held.add(id)
        content.hasUnknown ||= read.ids === undefined && last === undefined
        continue
      }
      this.#ids.set(name, read.id)
      const other = ids.get(read.id)
      ids.set(read.id, other ?? name)
      if (other !== undefined) {
        problems.push(await repeated(read, other))
        continue
      }
      articles.push(read)
      yield read
    }
    const present = new Set(names)
    for (const name of this.#files.keys()) if (!present.has(name)) this.#files.delete(name)
    for (const name of this.#ids.keys()) if (!present.has(name)) this.#ids.delete(name)
  }

  /** Keeps what the files came to, for the next who reads the folder. */
  async remember(): Promise<void> {
    const known: KnownFiles = new Map()
    for (const read of await Promise.all(this.#files.values())) {
      if ('problems' in read) continue
      const { hash, id, idFromPath, digest: of } = read
      known.set(hash, { id, idFromPath, digest: of })
    }
    const before = this.#known
    const isNews = known.size !== before?.size || [...known.keys()].some((key) => !before.has(key))
    if (isNews) await keepKnown(this.path, known)
    this.#known = known
  }

  async #names(): Promise<string[]> {
    try {
      const all = await readdir(this.path, { recursive: true })
      return all.map(inside).filter(isShown).sort()
    } catch (error) {
      if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')) {
        throw new CommandError(`there is no folder ${this.path}`, 2)
      }
      throw error
    }
  }

  /** What the files hold, in the order of the names: those that come next are being read already. */
  async *#readFiles(
    names: string[],
    timeZone: string,
  ): AsyncGenerator<[name: string, read: SourceArticle | Broken]> {
    const known: KnownFiles = this.#known ?? new Map()
    const files = this.#files
    const read = (name: string) => {
      const file = files.get(name) ?? readSourceArticle(this.path, name, timeZone, known)
      files.set(name, file)
      return file
    }
    for (const name of names.slice(0, READ_AHEAD)) void read(name)
    for (const [index, name] of names.entries()) {
      const later = names[index + READ_AHEAD]
      if (later !== undefined) void read(later)
      yield [name, await read(name)]
    }
  }
}

/**
 * The publication of a folder.
 *
 * @throws {CommandError} when it is missing, or cannot be read
 */
export async function readPublication(folder: string): Promise<Publication> {
  return (await readPublicationIn(folder)).publication
}

async function readPublicationIn(folder: string): Promise<PublicationFile> {
  const file = path.join(folder, PUBLICATION_FILE)
  try {
    return readPublicationFile(readText(file))
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')) {
      throw new CommandError(`${file} is missing: it says whose feeds these are`)
    }
    if (!(error instanceof SourceError)) throw error
    throw publicationError(folder, error.issues)
  }
}

/** What is wrong with `publication.yaml`, a line each. */
export function publicationError(folder: string, issues: SourceIssue[]): CommandError {
  const problems = issues.map((issue) => ({ file: PUBLICATION_FILE, ...issue }))
  return new CommandError(problems.map((each) => writeProblem(folder, each)).join('\n'))
}

/** `articles/2026-08-22-story.md:3: title: is missing` */
export function writeProblem(folder: string, problem: FileProblem): string {
  return `${path.join(folder, problem.file)}:${written(problem)}`
}

function inside(file: string): string {
  return file.split(path.sep).join('/')
}

function isShown(file: string): boolean {
  return !/(^|\/)\./.test(file)
}

async function repeated({ file, id, open }: SourceArticle, other: string): Promise<FileProblem> {
  const message = `"${id}" is the id of ${other} too: give one of them another`
  const content = await open()
  return { file, line: 'problems' in content ? 1 : content.lineOf(['id']), key: 'id', message }
}
