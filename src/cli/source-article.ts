// One article file of a folder, as it stands on the disk.

import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { digest } from '../article/digest.ts'
import { type ArticleFile, likelyIds, readArticleFile } from '../sources/article-file.ts'
import { SourceError, type SourceIssue } from '../sources/source-error.ts'
import { hashOf, type KnownFile, type KnownFiles } from './known-files.ts'

/** What is wrong with a file. */
export interface FileProblem extends SourceIssue {
  /** Path inside the folder. */
  file: string
}

export interface SourceArticle extends KnownFile {
  /** Path inside the folder, with `/`. */
  file: string
  /** See known-files. */
  hash: string
  /** What is in it; broken, when it has become another file since. */
  open: () => Promise<ArticleFile | Broken>
}

/** A file that nothing could be made of. */
export interface Broken {
  problems: FileProblem[]
  /** Identities it may have; nothing where its text cannot be read. */
  ids: string[] | undefined
}

/**
 * Reads one file of a folder.
 *
 * @param file path inside the folder, with `/`
 * @param timeZone IANA name: of dates without an offset
 * @param known what is known of files with the same bytes: such a file is not parsed until it is
 *   opened
 */
export async function readSourceArticle(
  folder: string,
  file: string,
  timeZone: string,
  known: KnownFiles,
): Promise<SourceArticle | Broken> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path.join(folder, file))
  } catch (error) {
    return broken(file, error, undefined)
  }
  const hash = hashOf(file, bytes, timeZone)
  const same = known.get(hash)
  if (same) return { file, hash, ...same, open: () => reopen(folder, file, hash, timeZone) }
  const content = articleIn(file, bytes, timeZone)
  if ('problems' in content) return content
  const { draft, idFromPath } = content
  const open = async () => content
  return { file, hash, id: draft.id, idFromPath, digest: await digest(draft), open }
}

async function reopen(
  folder: string,
  file: string,
  hash: string,
  timeZone: string,
): Promise<ArticleFile | Broken> {
  try {
    const bytes = await readFile(path.join(folder, file))
    if (hashOf(file, bytes, timeZone) === hash) return articleIn(file, bytes, timeZone)
    throw new Error('has changed since the folder was read: sync again')
  } catch (error) {
    return broken(file, error, undefined)
  }
}

function articleIn(file: string, bytes: Uint8Array, timeZone: string): ArticleFile | Broken {
  let text: string | undefined
  try {
    text = textOf(bytes)
    return readArticleFile(file, text, timeZone)
  } catch (error) {
    return broken(file, error, text)
  }
}

function broken(file: string, error: unknown, text: string | undefined): Broken {
  const ids = text === undefined ? undefined : likelyIds(file, text)
  if (error instanceof SourceError) return { problems: problemsOf(file, error), ids }
  const message = error instanceof Error ? error.message : String(error)
  return { problems: [{ file, line: 1, key: '', message }], ids }
}

/**
 * The text of a file.
 *
 * @throws {SourceError} when it is not UTF-8
 */
export function readText(file: string): string {
  return textOf(readFileSync(file))
}

/** @throws {SourceError} when it is not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new SourceError([{ line: 1, key: '', message: 'is not UTF-8: save it as UTF-8' }])
  }
}

function problemsOf(file: string, { issues }: SourceError): FileProblem[] {
  return issues.map((issue) => ({ file, ...issue }))
}
