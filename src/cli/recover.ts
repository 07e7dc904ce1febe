// khulasa recover: what was exported into a store that is empty, the same in every number.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { CommandError, isSystemError } from './command-error.ts'
import { deployment, TO } from './deployment.ts'
import { STORE_ARTICLES, STORE_END, STORE_FEEDS, STORE_FORMAT } from './export-store.ts'
import { Progress } from './progress.ts'

const end = z.object({
  format: z.number(),
  sha256: z.object({ feeds: z.string(), articles: z.string() }),
  publication: z.looseObject({ articles: z.number(), feeds: z.number() }),
})

export function addRecover(program: Command): void {
  program
    .command('recover')
    .description('put an export into a new, empty deployment: every id and every byte of a feed')
    .argument('<folder>', 'what `export` wrote')
    .option(...TO)
    .action(recover)
}

async function recover(folder: string, { to }: { to?: string }): Promise<void> {
  const { sha256, publication } = await readEnd(folder)
  const feeds = path.join(folder, STORE_FEEDS)
  const articles = path.join(folder, STORE_ARTICLES)
  await refuseUnlessWhole(feeds, sha256.feeds)
  await refuseUnlessWhole(articles, sha256.articles)
  const client = await deployment(to)
  const progress = new Progress('Recovering', publication.feeds + publication.articles)
  try {
    await send(feeds, progress, (rows) => client.putRows({ feeds: rows }))
    await send(articles, progress, (rows) => client.putRows({ articles: rows }))
  } finally {
    progress.stop()
  }
  await client.putRows({ publication })
  console.log(`${publication.articles} articles, ${publication.feeds} feeds`)
}

async function readEnd(folder: string): Promise<z.infer<typeof end>> {
  const file = path.join(folder, STORE_END)
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (!isSystemError(error, 'ENOENT') && !isSystemError(error, 'ENOTDIR')) throw error
    throw new CommandError(`${file} is missing: ${folder} is no export`, 2)
  })
  const read = end.safeParse(parsed(text))
  if (!read.success) throw new CommandError(`${file} is not as it was written`)
  if (read.data.format === STORE_FORMAT) return read.data
  throw new CommandError(
    `${file} is of format ${read.data.format}, and this program reads ${STORE_FORMAT}: ` +
      'recover it with the version that wrote it',
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function refuseUnlessWhole(file: string, sha256: string): Promise<void> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error
    throw new CommandError(`${file} is missing: take another copy of the export`)
  }
  if (hash.digest('hex') === sha256) return
  throw new CommandError(`${file} is not as it was written: take another copy of the export`)
}

const MOST_ROWS = 100
const LARGEST_BODY = 1_000_000

/** Sends the rows of a file in their order, as many at once as the API takes. */
async function send(
  file: string,
  progress: Progress,
  put: (rows: unknown[]) => Promise<void>,
): Promise<void> {
  let rows: unknown[] = []
  let length = 0
  const flush = async () => {
    if (rows.length > 0) await put(rows)
    progress.advance(rows.length)
    rows = []
    length = 0
  }
  for await (const line of linesOf(file)) {
    if (rows.length === MOST_ROWS || length + line.length > LARGEST_BODY) await flush()
    rows.push(JSON.parse(line))
    length += line.length
  }
  await flush()
}

// Not by node:readline: U+2028, which may stand in a text, ends a line there.
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
