// A folder of articles, as it stands on the disk.

import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Publication } from '../article/publication.ts'
import { ARTICLE_FILE, type ArticleFile, readArticleFile } from '../sources/article-file.ts'
import { unixLines } from '../sources/plain-text.ts'
import { PUBLICATION_FILE, readPublicationFile } from '../sources/publication-file.ts'
import { SourceError, type SourceIssue, written } from '../sources/source-error.ts'
import { readYaml, type Yaml } from '../sources/yaml.ts'
import { CommandError, isSystemError } from './command-error.ts'

/** What is wrong with a file. */
export interface FileProblem extends SourceIssue {
  /** Path inside the folder. */
  file: string
}

export interface SourceArticle extends ArticleFile {
  /** Path inside the folder, with `/`. */
  file: string
}

/** What `publication.yaml` gave. */
interface PublicationFile {
  publication: Publication
  /** Line of a field of the publication. */
  lineOf: Yaml['lineOf']
}

export interface FolderContent extends PublicationFile {
  /** Path of the folder. */
  path: string
  articles: SourceArticle[]
  /** Files that nothing could be made of. */
  problems: FileProblem[]
}

type Read = SourceArticle | FileProblem[]

/** Reads a folder, and reads only what has changed when it is asked again. */
export class Folder {
  readonly path: string
  #publication: PublicationFile | undefined
  readonly #files = new Map<string, Read>()

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
    this.#publication ??= await readPublicationLines(this.path)
    const { publication, lineOf } = this.#publication
    const articles: SourceArticle[] = []
    const problems: FileProblem[] = []
    const files = new Map<string, string>()
    for (const name of names) {
      const read = this.#files.get(name) ?? (await this.#readFile(name, publication.timeZone))
      this.#files.set(name, read)
      if (Array.isArray(read)) {
        problems.push(...read)
        continue
      }
      const other = files.get(read.draft.id)
      if (other === undefined) articles.push(read)
      else problems.push(repeated(read, other))
      files.set(read.draft.id, other ?? name)
    }
    for (const name of this.#files.keys()) if (!names.includes(name)) this.#files.delete(name)
    return { path: this.path, publication, lineOf, articles, problems }
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
    try {
      const text = await readText(path.join(this.path, file))
      return { file, ...readArticleFile(file, text, timeZone) }
    } catch (error) {
      if (error instanceof SourceError) return problemsOf(file, error)
      const message = error instanceof Error ? error.message : String(error)
      return [{ file, line: 1, key: '', message }]
    }
  }
}

/**
 * The publication of a folder.
 *
 * @throws {CommandError} when it is missing, or cannot be read
 */
export async function readPublication(folder: string): Promise<Publication> {
  return (await readPublicationLines(folder)).publication
}

async function readPublicationLines(folder: string): Promise<PublicationFile> {
  const file = path.join(folder, PUBLICATION_FILE)
  try {
    const text = await readText(file)
    const publication = readPublicationFile(text)
    return { publication, lineOf: readYaml(unixLines(text)).lineOf }
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
