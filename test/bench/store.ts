// Stores of any number of articles, with the rows that the store would have written: it writes them.

import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { digest } from '../../src/article/digest.ts'
import { processingHash, publish } from '../../src/article/publish.ts'
import { writePublication } from '../../src/store/publication.ts'
import type { Incoming } from '../../src/store/revising.ts'
import { writeArticles } from '../../src/store/writing.ts'
import { headingOf, PUBLICATION, type Text, textOf } from './articles.ts'
import { d1Over, makeDatabase, openForWriting } from './database.ts'
import type { Run } from './run.ts'

/** Sanitising is what takes time: there are so many texts, and articles share them. */
const TEXTS = 2000
const AT_ONCE = 200
const SAID_EACH = 10_000
/** Of so many articles, one is compared with what `publish` makes of it. */
const CHECKED_EACH = 5000

/** A store on the disk, for a worker to be started over. */
export interface Store {
  folder: string
  file: string
}

const made = new Map<string, Promise<Store>>()

/** The store of so many articles; made once in a run. */
export function storeOf(total: number, run: Run): Promise<Store> {
  const folder = path.join(run.folder, `store-${total}`)
  const store = made.get(folder) ?? make(folder, total, run)
  made.set(folder, store)
  return store
}

async function make(folder: string, total: number, run: Run): Promise<Store> {
  await mkdir(folder)
  const file = await makeDatabase(folder)
  const database = openForWriting(file)
  const db = d1Over(database)
  const processing = await processingHash(PUBLICATION)
  const context = {
    publication: PUBLICATION,
    processing,
    by: 'newsroom',
    actor: 'bench',
    ahead: 0,
  } as const
  for (let from = 0; from < total; from += AT_ONCE) {
    const size = Math.min(AT_ONCE, total - from)
    const incoming = await Promise.all(
      Array.from({ length: size }, (_, index) => articleOf(from + index, total)),
    )
    const now = Date.parse(incoming.at(-1)?.article.published ?? '')
    if (from === 0) await writePublication(db, PUBLICATION, { ...context, now })
    await writeArticles(db, incoming, { ...context, now })
    if (from % SAID_EACH === 0) run.say(`a store of ${total} articles: ${from}`)
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return { folder, file }
}

type Processed = Text & Pick<Incoming, 'article'>

const texts = new Map<number, Processed>()

/** A text as an article that has been through `publish`; what else that says is of no account. */
function processed(index: number): Processed {
  const known = texts.get(index)
  if (known) return known
  const text = textOf(index)
  const draft = { ...headingOf(index, TEXTS, text.language), content: text.content }
  const made = { ...text, article: publish(draft, PUBLICATION).article }
  texts.set(index, made)
  return made
}

/** Article number `index`, with one of the texts that are processed already. */
async function articleOf(index: number, total: number): Promise<Incoming> {
  const text = processed(index % TEXTS)
  const heading = headingOf(index, total, text.language)
  const { id, title, published, canonical, tags = [], sections = [], authors = [] } = heading
  const draft = { ...heading, content: text.content }
  const article = {
    ...text.article,
    id,
    title,
    published,
    canonical,
    tags,
    sections,
    authors,
    updated: published,
    visibleFrom: published,
  }
  if (index % CHECKED_EACH === 0) {
    const expected = JSON.stringify(publish(draft, PUBLICATION).article)
    if (JSON.stringify(article) !== expected) {
      throw new Error(`article ${index} is not what publish makes of it:\n${expected}`)
    }
  }
  return { draft, article, digest: await digest(draft) }
}
