// A folder of articles, as it stands on the disk.

import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Publication } from '../article/publication.ts'
import {
  ARTICLE_FILE,
  type ArticleFile,
  likelyIds,
  readArticleFile,
} from '../sources/article-file.ts'
import {
  PUBLICATION_FILE,
  type PublicationFile,
  readPublicationFile,
} from '../sources/publication-file.ts'
import { SourceError, type SourceIssue, written } from '../sources/source-error.ts'
import { CommandError, isSystemError } from './command-error.ts'
import { Progress } from './progress.ts'

/** What is wrong with a file. */
export interface FileProblem extends SourceIssue {
  /** Path inside the folder. */
  file: string
}

export interface SourceArticle extends ArticleFile {
  /** Path inside the folder, with `/`. */
  file: string
}

export interface FolderContent extends PublicationFile {
  /** Path of the folder. */
  path: string
  articles: SourceArticle[]
  /** Files that nothing could be made of. */
  problems: FileProblem[]
  /** Identities that those files may have: what is published of them stays as it is. */
  held: Set<string>
  /** Whether there is a file of which not even that is known. */
  hasUnknown: boolean
}

/** A file that nothing could be made of. */
interface Broken {
  problems: FileProblem[]
  /** Identities it may have; nothing where its text cannot be read. */
  ids: string[] | undefined
}

type Read = SourceArticle | Broken

/** Reads a folder, and reads only what has changed when it is asked again. */
export class Folder {
  readonly path: string
  #publication: PublicationFile | undefined
  readonly #files = new Map<string, Read>()
  /** Identities of files when they could last be read. */
  readonly #ids = new Map<string, string>()

  constructor(folder: string) {
    this.path = folder
  }

  /** What is known of a file that has changed counts no more. */
  forget(file: string): void {
    this.#files.delete(inside(file))
    if (file !== PUBLICATION_FILE) return
    // Dates without an offset are in its time zone.
    this.#publication = undefined
    this.#files.clear()
  }

  /**
   * The publication and all articles, in the order of their paths.
   *
   * @throws {CommandError} when there is no such folder, or no publication that can be read
   */
  async read(): Promise<FolderContent> {
    const names = await this.#names()
    this.#publication ??= await readPublicationIn(this.path)
    const { publication, lineOf } = this.#publication
    const articles: SourceArticle[] = []
    const problems: FileProblem[] = []
    const held = new Set<string>()
    let hasUnknown = false
    const files = new Map<string, string>()
    const progress = new Progress('Reading', names.length)
    for (const name of names) {
      const read = this.#files.get(name) ?? (await this.#readFile(name, publication.timeZone))
      this.#files.set(name, read)
      progress.advance(1)
      if ('problems' in read) {
        const last = this.#ids.get(name)
        problems.push(...read.problems)
        for (const id of [...(read.ids ?? []), ...(last === undefined ? [] : [last])]) held.add(id)
        hasUnknown ||= read.ids === undefined && last === undefined
        continue
      }
      this.#ids.set(name, read.draft.id)
      const other = files.get(read.draft.id)
      if (other === undefined) articles.push(read)
      else problems.push(repeated(read, other))
      files.set(read.draft.id, other ?? name)
    }
    progress.stop()
    const present = new Set(names)
    for (const name of this.#files.keys()) if (!present.has(name)) this.#files.delete(name)
    for (const name of this.#ids.keys()) if (!present.has(name)) this.#ids.delete(name)
    return { path: this.path, publication, lineOf, articles, problems, held, hasUnknown }
  }

  async #names(): Promise<string[]> {
    try {
      const all = await readdir(this.path, { recursive: true })
      return all.map(inside).filter(isArticleFile).sort()
    } catch (error) {
      if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')) {
        throw new CommandError(`there is no folder ${this.path}`, 2)
      }
      throw error
    }
  }

  async #readFile(file: string, timeZone: string): Promise<Read> {
    let text: string | undefined
    try {
      text = await readText(path.join(this.path, file))
      return { file, ...readArticleFile(file, text, timeZone) }
    } catch (error) {
      const ids = text === undefined ? undefined : likelyIds(file, text)
      if (error instanceof SourceError) return { problems: problemsOf(file, error), ids }
      const message = error instanceof Error ? error.message : String(error)
      return { problems: [{ file, line: 1, key: '', message }], ids }
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
    return readPublicationFile(await readText(file))
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

/**
 * The text of a file.
 *
 * @throws {SourceError} when it is not UTF-8
 */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new SourceError([{ line: 1, key: '', message: 'is not UTF-8: save it as UTF-8' }])
  }
}

function inside(file: string): string {
  return file.split(path.sep).join('/')
}

function isArticleFile(file: string): boolean {
  return ARTICLE_FILE.test(file) && !/(^|\/)\./.test(file)
}

function problemsOf(file: string, { issues }: SourceError): FileProblem[] {
  return issues.map((issue) => ({ file, ...issue }))
}

function repeated({ file, draft, lineOf }: SourceArticle, other: string): FileProblem {
  const message = `"${draft.id}" is the id of ${other} too: give one of them another`
  return { file, line: lineOf(['id']), key: 'id', message }
}
