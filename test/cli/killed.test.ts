// The worker is killed (SIGKILL, in the midst of what it does) again and again while a folder is
// synced, and started again: nothing is lost, nothing is there twice, nothing goes backwards.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client } from '../../src/cli/client.ts'
import { CommandError } from '../../src/cli/command-error.ts'
import { Folder } from '../../src/cli/folder.ts'
import { publishFolder } from '../../src/cli/publish-folder.ts'
import { makeDatabase } from '../bench/database.ts'
import { CONFIG, khulasa, type RunningWorker, start, TOKEN } from '../bench/worker.ts'
import { type BuiltWorker, build } from '../bench/wrangler.ts'

const ARTICLES = 2000
// Those that break a sync off; others do not count.
const BROKEN_OFF_OF_FIRST = 14
const BROKEN_OFF_OF_SECOND = 12
// A sync that is through before it is killed does not go on for ever.
const MOST_KILLS = 200
const SEED = Number(process.env.SEED ?? 20_260_822)
const TAGS = 25

const PUBLICATION = `title: صحيفة
description: وصف
home: https://news.example
address: https://feeds.news.example
id: tag:news.example,2020:feeds
language: ar
sections:
  - id: economy
    name: اقتصاد
  - id: technology
    name: تكنولوجيا
`

let home: string
let worker: BuiltWorker
let random: () => number

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'khulasa-killed-'))
  worker = await build(CONFIG, path.join(home, 'built'))
  random = seeded(SEED)
})

afterAll(() => rm(home, { recursive: true, force: true }))

/** Numbers from 0 to 1, the same for the same seed: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

// All moments are of 2020: what has another year is a clock's.
function article(index: number, edition: number): string {
  const published = new Date(Date.UTC(2020, 0, 1, 0, index)).toISOString()
  const updated = new Date(Date.UTC(2020, 5, edition, 0, index)).toISOString()
  const lines = [
    `id: n${index}`,
    `title: خبر ${index}`,
    `published: ${published}`,
    `updated: ${updated}`,
    `section: ${index % 2 === 0 ? 'economy' : 'technology'}`,
    `tags: [وسم ${(index * edition) % TAGS}, 5G]`,
    ...(index % 50 === 1 ? ['language: fr'] : []),
  ]
  return `---\n${lines.join('\n')}\n---\n\nنص الخبر ${index}، الطبعة ${edition}.\n`
}

const fileOf = (folder: string, index: number) => path.join(folder, `${index}.md`)

async function writeFirst(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'publication.yaml'), PUBLICATION)
  for (let index = 0; index < ARTICLES; index += 1) {
    await writeFile(fileOf(folder, index), article(index, 1))
  }
}

/** Half of them are corrected, some go, some are withheld, some are killed. */
async function writeSecond(folder: string): Promise<void> {
  for (let index = 0; index < ARTICLES; index += 1) {
    const text = article(index, 2)
    if (index % 20 === 3) await rm(fileOf(folder, index))
    else if (index % 40 === 5) {
      await writeFile(fileOf(folder, index), text.replace('---\n', '---\nstatus: withheld\n'))
    } else if (index % 40 === 7) {
      const status = '---\nstatus: killed\nreason: خطأ\n'
      await writeFile(fileOf(folder, index), text.replace('---\n', status))
    } else if (index % 2 === 0) await writeFile(fileOf(folder, index), text)
  }
}

interface Listing {
  articles: { id: string; version: number }[]
  next?: string
}

/** One run: a database of its own, and the worker over it. */
class Run {
  readonly folder: string
  readonly #database: string
  kills = 0
  /** Kills that broke something off. */
  brokenOff = 0
  starts = 0
  /** The highest version of each article that was ever seen. */
  readonly versions = new Map<string, number>()
  running: RunningWorker | undefined

  private constructor(folder: string, database: string) {
    this.folder = folder
    this.#database = database
  }

  static async in(folder: string): Promise<Run> {
    await mkdir(folder)
    return new Run(folder, await makeDatabase(folder))
  }

  /** The worker that runs, or another one. */
  async up(): Promise<RunningWorker> {
    this.starts += this.running ? 0 : 1
    this.running ??= await start(khulasa(worker, this.folder))
    return this.running
  }

  async down(): Promise<void> {
    await this.running?.stop()
    this.running = undefined
  }

  async kill(): Promise<void> {
    const { pid } = await this.up()
    if (pid === undefined) throw new Error('which process is workerd?')
    process.kill(pid, 'SIGKILL')
    this.kills += 1
    await this.down()
  }

  /** Syncs until it goes through, when it has been broken off by kills as often as is said. */
  async sync(articles: Folder, times: number): Promise<void> {
    for (let left = times; ;) {
      const { address } = await this.up()
      await this.look(address)
      const syncing = publishFolder(await articles.open(), new Client(address, TOKEN), true)
      if (left === 0) {
        const { problems } = await syncing
        expect(problems).toEqual([])
        await this.look(address)
        return
      }
      const ended = syncing.then(
        () => 'through',
        (error: unknown) => error,
      )
      const calls = 1 + Math.floor(random() * 4)
      await Promise.race([ended, requests(calls).then(() => sleep(random() * 150))])
      await this.kill()
      const outcome = await ended
      expect(this.kills).toBeLessThan(MOST_KILLS)
      if (outcome === 'through') continue
      expect(outcome).toBeInstanceOf(CommandError)
      this.brokenOff += 1
      left -= 1
    }
  }

  /** No article has a lower version than it ever had. */
  async look(address: URL): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined;) {
      const query = new URLSearchParams({ origin: 'folder', after })
      const response: Response = await fetch(
        new URL(`/api/articles?${query.toString()}`, address),
        {
          headers: { Authorization: `Bearer ${TOKEN}` },
        },
      )
      const page: Listing = JSON.parse(await response.text())
      for (const { id, version } of page.articles) {
        const known = this.versions.get(id) ?? 0
        if (version < known) throw new Error(`${id} went from version ${known} to ${version}`)
        this.versions.set(id, version)
      }
      after = page.next
    }
  }

  /** What is kept, by names instead of numbers, without clocks. */
  store(): Record<string, unknown[]> {
    const database = new DatabaseSync(this.#database, { readOnly: true })
    const tables = Object.entries(KEPT).map(([name, sql]) => [name, database.prepare(sql).all()])
    database.close()
    return Object.fromEntries(tables) as Record<string, unknown[]>
  }

  async documents(): Promise<Record<string, string>> {
    const { address } = await this.up()
    const folders = [
      '',
      '/sections/اقتصاد',
      '/sections/تكنولوجيا',
      '/tags/5g',
      '/languages/fr',
      ...Array.from({ length: TAGS }, (_, index) => `/tags/وسم-${index}`),
    ]
    const paths = folders.flatMap((folder) => [
      ...['rss.xml', 'atom.xml', 'feed.json'].map((file) => `${folder}/${file}?limit=200`),
      `${folder}/archive/2020-01/atom.xml`,
    ])
    const all: Record<string, string> = {}
    for (const place of paths) {
      const response = await fetch(new URL(place, address))
      expect([place, response.status]).toEqual([place, 200])
      all[place] = withoutClocks(await response.text())
    }
    return all
  }
}

const TOMBSTONE = /<at:deleted-entry [^]*?<\/at:deleted-entry>\n/g

// What is not of 2020 comes from a clock: when something was taken away, and the feed with it. In the
// order of these moments the tombstones stand.
function withoutClocks(text: string): string {
  const plain = text
    .replaceAll(/(?!2020)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'CLOCK')
    .replaceAll(/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} (?!2020)\d{4} [\d:]{8} GMT/g, 'CLOCK')
  const tombstones = plain.match(TOMBSTONE) ?? []
  return plain.replaceAll(TOMBSTONE, '') + tombstones.toSorted().join('')
}

const KEPT = {
  articles: `SELECT id, state, reason, version, visible_from, was_public, public_from, document,
    origin, digest, processing FROM articles ORDER BY id`,
  drafts: `SELECT a.id, d.document FROM drafts d JOIN articles a ON a.number = d.article
    ORDER BY a.id`,
  entries: `SELECT f.kind, f.key, a.id, e.visible_from, e.rank, e.language, e.version
    FROM entries e JOIN feeds f ON f.number = e.feed JOIN articles a ON a.number = e.article
    ORDER BY f.kind, f.key, a.id`,
  removals: `SELECT f.kind, f.key, a.id FROM removals r JOIN feeds f ON f.number = r.feed
    JOIN articles a ON a.number = r.article ORDER BY f.kind, f.key, a.id`,
  feeds: 'SELECT kind, key, title, slug FROM feeds ORDER BY kind, key',
  slugs: `SELECT s.kind, s.slug, f.key FROM slugs s JOIN feeds f ON f.number = s.feed
    ORDER BY s.kind, s.slug`,
  publication: 'SELECT document, change FROM publication',
  // As many changes have been counted as there were.
  last_change: 'SELECT number FROM last_change',
  audit: `SELECT actor, action, subject, detail FROM audit
    ORDER BY action, subject, detail`,
  orphans: `SELECT 'draft' FROM drafts WHERE article NOT IN (SELECT number FROM articles)
    UNION ALL SELECT 'entry' FROM entries WHERE article NOT IN (SELECT number FROM articles)
    UNION ALL SELECT 'ahead' FROM articles, last_change l WHERE change > l.number`,
}

const fetchOnce = globalThis.fetch
let onRequest = () => {}

/** Resolves when so many requests more have been begun. */
function requests(more: number): Promise<void> {
  let left = more
  return new Promise((resolve) => {
    onRequest = () => {
      left -= 1
      if (left === 0) resolve()
    }
  })
}

describe('sync to a worker that is killed again and again', () => {
  it('ends as one that nobody disturbs, and no version goes backwards', async () => {
    globalThis.fetch = (...parameters) => {
      onRequest()
      return fetchOnce(...parameters)
    }
    try {
      const articles = path.join(home, 'articles')
      const quiet = await Run.in(path.join(home, 'quiet'))
      const disturbed = await Run.in(path.join(home, 'disturbed'))
      await writeFirst(articles)
      const first = new Folder(articles)
      await quiet.sync(first, 0)
      await disturbed.sync(first, BROKEN_OFF_OF_FIRST)
      await writeSecond(articles)
      const second = new Folder(articles)
      await quiet.sync(second, 0)
      await disturbed.sync(second, BROKEN_OFF_OF_SECOND)

      const documents = await quiet.documents()
      const others = await disturbed.documents()
      for (const [place, text] of Object.entries(documents)) {
        expect([place, others[place]]).toEqual([place, text])
      }
      await Promise.all([quiet.down(), disturbed.down()])
      const store = quiet.store()
      const other = disturbed.store()
      for (const table of Object.keys(KEPT)) {
        expect([table, other[table]]).toEqual([table, store[table]])
      }
      expect(store.articles).toHaveLength(ARTICLES)
      expect(store.orphans).toEqual([])
      expect(disturbed.brokenOff).toBeGreaterThanOrEqual(25)
      console.log(
        `seed ${SEED}: ${disturbed.kills} kills, ${disturbed.brokenOff} of them in the midst of a ` +
          `sync, ${disturbed.starts - 1} restarts, ` +
          `${ARTICLES} articles, ${Object.keys(documents).length} documents the same`,
      )
    } finally {
      globalThis.fetch = fetchOnce
    }
  }, 300_000)
})
