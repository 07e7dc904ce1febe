// The store of a deployment as files: its rows, from which `khulasa recover` makes it again, and the
// publication and articles as `khulasa sync` reads them.

import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import type { Draft } from '../article/draft.ts'
import { exactArticleFileOf, newFileName } from '../sources/new-files.ts'
import { PUBLICATION_FILE } from '../sources/publication-file.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { auditEntries } from './audit.ts'
import type { ArticleRow, Client, FeedRow, PublicationRow } from './client.ts'
import { CommandError } from './command-error.ts'
import { Progress } from './progress.ts'

const STORE = 'store'
/** Where the rows are, a row a line. */
export const STORE_FEEDS = `${STORE}/feeds.jsonl`
export const STORE_ARTICLES = `${STORE}/articles.jsonl`
/** What is written last: the publication, and the hashes of the other two. */
export const STORE_END = `${STORE}/publication.json`
const AUDIT = 'audit.jsonl'
const PARTNERS = 'partners'

/** The shape of these files. */
export const STORE_FORMAT = 1

/** What an export holds. */
export interface ExportedStore {
  articles: number
  feeds: FeedRow[]
}

const TRIES = 3

/**
 * Writes the store into an empty folder.
 *
 * @throws {CommandError} when articles are deleted faster than they can be read
 */
export async function exportStore(folder: string, client: Client): Promise<ExportedStore> {
  for (let left = TRIES; left > 0; left -= 1) {
    const exported = await tryExport(folder, client)
    if (exported) return exported
    await rm(folder, { recursive: true, force: true })
  }
  throw new CommandError('articles were deleted while they were read: export again')
}

/** Nothing where an article that was read has gone since. */
async function tryExport(folder: string, client: Client): Promise<ExportedStore | undefined> {
  await mkdir(path.join(folder, STORE), { recursive: true })
  const feedRows = await Rows.in(path.join(folder, STORE_FEEDS))
  const articleRows = await Rows.in(path.join(folder, STORE_ARTICLES))
  const files = new ArticleFiles(folder)
  const feeds = new Map<number, FeedRow>()
  const progress = new Progress('Exporting', 0)
  let publication: PublicationRow | undefined
  try {
    for (let next: string | undefined = ''; next !== undefined;) {
      const page = await client.storePage(next)
      await feedRows.add(page.feeds)
      await articleRows.add(page.articles)
      for (const feed of page.feeds) feeds.set(feed.number, feed)
      for (const article of page.articles) await files.put(article)
      progress.advance(page.articles.length)
      publication = page.publication
      next = page.next
    }
  } finally {
    progress.stop()
    await feedRows.close()
    await articleRows.close()
  }
  if (publication?.articles !== files.count) return undefined
  await writeFile(path.join(folder, PUBLICATION_FILE), yaml(JSON.parse(publication.document)))
  await writePartners(path.join(folder, PARTNERS), client)
  await writeAudit(path.join(folder, AUDIT), client)
  const sha256 = { feeds: feedRows.sha256, articles: articleRows.sha256 }
  const end = { format: STORE_FORMAT, sha256, publication }
  await writeFile(path.join(folder, STORE_END), `${JSON.stringify(end, undefined, 2)}\n`)
  return { articles: files.count, feeds: [...feeds.values()] }
}

function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 0 })
}

/** Their records; the hashes of their keys are for no file. */
async function writePartners(folder: string, client: Client): Promise<void> {
  const partners = await client.partners()
  if (partners.size > 0) await mkdir(folder)
  for (const { partner } of partners.values()) {
    await writeFile(path.join(folder, `${partner.id}.yaml`), yaml(partner))
  }
}

async function writeAudit(file: string, client: Client): Promise<void> {
  const rows = await Rows.in(file)
  try {
    const everything = { since: Number.NEGATIVE_INFINITY, limit: Number.POSITIVE_INFINITY }
    for await (const entry of auditEntries(client, everything)) await rows.add([entry])
  } finally {
    await rows.close()
  }
}

/** A file of rows, each as JSON on a line of its own. */
class Rows {
  readonly #file: FileHandle
  readonly #hash = createHash('sha256')

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async in(file: string): Promise<Rows> {
    return new Rows(await open(file, 'w'))
  }

  async add(rows: unknown[]): Promise<void> {
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    this.#hash.update(text)
    await this.#file.write(text)
  }

  async close(): Promise<void> {
    await this.#file.sync()
    await this.#file.close()
  }

  get sha256(): string {
    return this.#hash.digest('hex')
  }
}

/** A file for each article that has a text, and for each that is killed. */
class ArticleFiles {
  readonly #folder: string
  /** Of the articles by their numbers; nothing of what is deleted. */
  readonly #files = new Map<number, string | undefined>()
  readonly #names = new Set<string>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** How many articles there are, deleted ones too. */
  get count(): number {
    return this.#files.size
  }

  /** Writes the file, in place of one that the same article had before. */
  async put(row: ArticleRow): Promise<void> {
    const before = this.#files.get(row.number)
    if (before !== undefined) await rm(path.join(this.#folder, before))
    const draft = draftOf(row)
    const name = draft && newFileName(draft, this.#names)
    this.#files.set(row.number, name)
    if (!draft || name === undefined) return
    const file = path.join(this.#folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, exactArticleFileOf(draft))
  }
}

/** What a file has to say for its article to become the same again; nothing of a deleted one. */
function draftOf({ id, state, reason, visible_from, document, origin, draft }: ArticleRow) {
  const why = reason ?? undefined
  if (state === 'killed') {
    const published = rfc3339(new Date(visible_from))
    return { id, title: id, published, content: '', origin, status: state, reason: why }
  }
  if (draft === null) return undefined
  const given = JSON.parse(draft) as Draft
  const { updated } = JSON.parse(document) as { updated?: string }
  return state === 'withheld'
    ? { ...given, updated, status: state, reason: why }
    : { ...given, updated, reason: undefined }
}
