// khulasa import: articles out of other systems, by one command for all of them.

import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import type { Publication } from '../article/publication.ts'
import { PUBLICATION_FILE } from '../sources/publication-file.ts'
import { codePoint } from '../text/characters.ts'
import { readDate } from '../text/source-dates.ts'
import { Client } from './client.ts'
import { CommandError } from './command-error.ts'
import { readPublication } from './folder.ts'
import { type Kind, KINDS, kindOf, TEXT } from './import-kinds.ts'
import { ImportProgress } from './import-progress.ts'
import { Report } from './import-report.ts'
import { runImport } from './import-run.ts'
import { openSource, type Source } from './import-source.ts'
import { Nowhere, type Target } from './import-target.ts'
import { ApiTarget } from './import-to-api.ts'
import { FolderTarget } from './import-to-folder.ts'
import { localPort } from './port.ts'
import { stopSignal } from './stop-signal.ts'
import { tokenFor } from './token.ts'

interface Options {
  as?: string
  to?: string
  out?: string
  articles: string
  dryRun?: boolean
  since?: string
  published?: string
  json?: boolean
  allowLocal?: boolean
  pages?: string
}

export function addImport(program: Command): void {
  const kinds = [...KINDS.map(({ name }) => name), TEXT].join(', ')
  program
    .command('import')
    .description('bring articles in from another system, or out of a text copied off a news page')
    .argument('<source>', 'a file, an address, or - for standard input')
    .option('--as <kind>', `what it is, where that is not recognised: ${kinds}`)
    .option('--to <url>', 'publish to this deployment (default: the worker on this machine)')
    .option('--out <folder>', 'write article files instead, for sync to publish')
    .option('--articles <folder>', 'folder whose publication.yaml the articles are for', 'articles')
    .option('--dry-run', 'say what would come of it, and change nothing')
    .option('--since <date>', 'leave out what has not changed since: 2026-08-22')
    .option('--published <date>', 'when a copied text was published: 2026-08-22 10:30')
    .option('--pages <number>', 'how many pages of a feed to read (default: all)')
    .option('--json', 'report for machines')
    .option('--allow-local', 'fetch from addresses of this machine and its network too')
    .action(importSource)
}

async function importSource(given: string, options: Options): Promise<void> {
  if (options.to !== undefined && options.out !== undefined) {
    throw new CommandError('say --to or --out, not both', 2)
  }
  const stop = stopSignal()
  const fetching = { allowLocal: options.allowLocal ?? false, signal: stop }
  const source = await openSource(given, fetching)
  try {
    await importOpened(source, given, options, fetching)
  } finally {
    await source.close()
  }
}

async function importOpened(
  source: Source,
  given: string,
  options: Options,
  fetching: { allowLocal: boolean; signal: AbortSignal },
): Promise<void> {
  const kind = kindOf(source, options.as)
  if (!kind) {
    const { importText } = await import('./import-text.ts')
    return importText(source, textOptions(given, options))
  }

  const publication = await publicationOf(options)
  const since = sinceOf(options.since, publication)
  const pages = pagesOf(options.pages)
  checkFor(kind, source, options)
  const report = new Report()
  const target = await targetOf(options, kind, report)
  const progress = new ImportProgress(totalOf(source, kind))
  const counted = { ...source, read: () => progress.counted(source.read(), fetching.signal) }
  const { address, charset } = source
  const reading = { ...fetching, publication, address, charset, now: new Date(), since, pages }
  try {
    await runImport(kind.read(counted, reading), {
      source: source.name,
      target,
      report,
      isTrial: options.dryRun ?? false,
      since,
      stop: fetching.signal,
      onArticle: () => progress.article(),
    })
  } catch (error) {
    progress.stop()
    // What was done before is done.
    if (options.json || !report.isEmpty) say(report, kind, options)
    throw error
  }
  progress.stop()
  say(report, kind, options)
  if (report.stopped !== undefined && !options.json) console.error(printable(report.stopped))
  if (!report.isFaultless) process.exitCode = 1
}

/** @throws {CommandError} where an option says nothing about what is imported */
function checkFor(kind: Kind, { address }: Source, { published, pages }: Options): void {
  if (published !== undefined) {
    throw new CommandError(`--published is for a copied text: this is of the kind ${kind.name}`, 2)
  }
  if (pages !== undefined && (kind.name !== 'feed' || address === undefined)) {
    throw new CommandError('--pages is for a feed that is given by its address', 2)
  }
}

// No body of the API, which is asked page by page, is the whole of it.
function totalOf({ size }: Source, { passes }: Kind): number | undefined {
  return size === undefined || passes === 0 ? undefined : size * passes
}

function textOptions(given: string, options: Options) {
  const { as, to, out, articles, published, dryRun, json, since, pages } = options
  const named = {
    '--to': to,
    '--dry-run': dryRun,
    '--json': json,
    '--since': since,
    '--pages': pages,
  }
  for (const [name, value] of Object.entries(named)) {
    if (value === undefined) continue
    const message = `${name} is not for a copied text, which becomes an article file`
    const taken = `${given} is nothing that is recognised, and taken for a copied text: say --as`
    throw new CommandError(as === undefined ? `${taken}; ${message}` : message, 2)
  }
  return { published, out: out ?? articles }
}

/** The publication that the articles are for; with --out there may be none yet. */
async function publicationOf({ out, articles }: Options): Promise<Publication | undefined> {
  if (out !== undefined && !existsSync(path.join(out, PUBLICATION_FILE))) return undefined
  return readPublication(out ?? articles)
}

function sinceOf(
  given: string | undefined,
  publication: Publication | undefined,
): Date | undefined {
  if (given === undefined) return undefined
  const date = readDate(given, publication?.timeZone ?? 'UTC')
  if (date) return date
  throw new CommandError(
    `--since: "${given}" is not a date that can only be read in one way; ` +
      'write 2026-08-22 or 2026-08-22 10:30',
    2,
  )
}

function pagesOf(given: string | undefined): number | undefined {
  if (given === undefined || /^[1-9]\d{0,3}$/.test(given)) return given ? Number(given) : undefined
  throw new CommandError(`--pages is a number from 1 to 9999, not "${given}"`, 2)
}

async function targetOf(options: Options, { origin }: Kind, report: Report): Promise<Target> {
  if (options.out !== undefined) return new FolderTarget(options.out, report)
  if (options.to === undefined && options.dryRun) return new Nowhere()
  const address = addressOf(options.to ?? `http://127.0.0.1:${localPort()}`)
  const client = new Client(address, await tokenFor(address))
  return new ApiTarget(client, options.articles, origin, report)
}

function addressOf(given: string): URL {
  const address = URL.canParse(given) ? new URL(given) : undefined
  if (address && /^https?:$/.test(address.protocol)) return address
  throw new CommandError(`--to is an address that begins with https://, not "${given}"`, 2)
}

function say(report: Report, kind: Kind, { json, dryRun }: Options): void {
  if (json) {
    console.log(JSON.stringify({ kind: kind.name, trial: dryRun ?? false, ...report.toJSON() }))
    return
  }
  for (const line of report.lines) console.log(printable(line))
  if (dryRun) console.log('nothing was changed: this was a trial run')
}

// What stands in a source is not for a terminal to obey.
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, (control) => codePoint(control.charCodeAt(0)))
}
