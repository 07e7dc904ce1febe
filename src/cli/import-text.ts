// A text that was copied off a news page: an article file, and what was made of each line.

import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { TZDate } from '@date-fns/tz'
import { formatRFC3339 } from 'date-fns/formatRFC3339'
import type { Publication } from '../article/publication.ts'
import { idOfPath, newArticleFile } from '../sources/article-file.ts'
import { type Finding, readScraped, type Scraped, ScrapedTextError } from '../sources/scraped.ts'
import { SourceError } from '../sources/source-error.ts'
import { resolveDirection } from '../text/direction.ts'
import { primaryLanguage } from '../text/language.ts'
import { slug } from '../text/slug.ts'
import { readDate } from '../text/source-dates.ts'
import { CommandError, isSystemError } from './command-error.ts'
import { readPublication } from './folder.ts'
import type { Source } from './import-source.ts'
import { textOf } from './source-article.ts'

/** What a copied text does not say. */
export interface TextOptions {
  /** When the article was published. */
  published?: string | undefined
  /** Where the article file goes. */
  out: string
}

/**
 * Writes an article file out of a copied text.
 *
 * @throws {CommandError} when it is no such text, it has no date, or the file is there already
 */
export async function importText(source: Source, options: TextOptions): Promise<void> {
  const publication = await readPublication(options.out)
  const published = publishedOf(options.published, publication)
  const file = source.name
  const scraped = await readSource(source, publication.title)
  const language = languageOf(scraped, publication)
  const day = formatRFC3339(published).slice(0, 10)
  const name = `${day}-${slug(scraped.title) || 'article'}.txt`
  const fields = {
    id: idOfPath(name),
    title: scraped.title,
    ...(language === publication.language ? {} : { language }),
    published: formatRFC3339(published),
    ...(scraped.source === undefined ? {} : { source: scraped.source }),
    ...(scraped.credit === undefined ? {} : { credit: scraped.credit }),
  }
  const target = path.join(options.out, name)
  await writeNew(target, newArticleFile(fields, scraped.paragraphs))
  for (const finding of scraped.findings) console.log(written(file, finding))
  const own = language === publication.language ? publication.direction : undefined
  const direction = resolveDirection(own, language, scraped.title) ?? 'unknown'
  const number = scraped.paragraphs.length
  const what = number === 1 ? 'paragraph' : 'paragraphs'
  console.log(`language ${language}, direction ${direction}, ${number} ${what}`)
  console.log(`written: ${target}`)
}

function publishedOf(given: string | undefined, { timeZone }: Publication): TZDate {
  if (given === undefined) {
    throw new CommandError(
      'when was it published? Say it with --published 2026-08-22: no date is made up',
      2,
    )
  }
  const date = readDate(given, timeZone)
  if (date) return new TZDate(date, timeZone)
  throw new CommandError(
    `--published: "${given}" is not a date that can only be read in one way; ` +
      'write 2026-08-22 or 2026-08-22 10:30',
    2,
  )
}

async function readSource({ name, read }: Source, newsroom: string): Promise<Scraped> {
  try {
    return readScraped(textOf(await bytesIn(read())), newsroom)
  } catch (error) {
    if (error instanceof ScrapedTextError) throw new CommandError(`${name}: ${error.message}`)
    if (error instanceof SourceError) throw new CommandError(`${name}:${error.message}`)
    throw error
  }
}

async function bytesIn(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}

/** The publication's own tag where it says the same language: ar-MA knows more than ar. */
function languageOf(scraped: Scraped, { language }: Publication): string {
  const found = scraped.language
  if (found === undefined) return language
  return primaryLanguage(found) === primaryLanguage(language) ? language : found
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' })
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error
    throw new CommandError(`${file} is there already, and stays as it is: move it away first`)
  }
}

function written(file: string, { line, kind, text, detail }: Finding): string {
  return `${file}:${line}: ${kind} ${detail}: ${text}`
}
