// Growth: the first answer of a worker that has just been started, over stores of a thousand
// articles to a million. What costs more in a larger store shows here.

import { feedPath } from '../../src/feed/paths.ts'
import { slug } from '../../src/text/slug.ts'
import { BIG_SECTION, COMMON_TAG, RARE_TAG, SOME_AUTHOR } from './articles.ts'
import { firstAnswer } from './cold.ts'
import { get } from './get.ts'
import { number, ratio, type Table } from './report.ts'
import { interleaved, median } from './rounds.ts'
import type { Run } from './run.ts'
import { type Store, storeOf } from './store.ts'
import { counting, khulasa, start } from './worker.ts'
import type { BuiltWorker } from './wrangler.ts'

const SIZES = [1000, 10_000]
const LARGE_SIZES = [...SIZES, 100_000, 1_000_000]
const ROUNDS = 5

const ADDRESSES: readonly (readonly [name: string, path: string])[] = [
  ['the description of the API: no database', '/api/openapi.json'],
  ['everything, RSS', feedPath('all', '', 'rss')],
  ['everything, Atom', feedPath('all', '', 'atom')],
  ['everything, JSON Feed', feedPath('all', '', 'json')],
  ['a big section', feedPath('section', BIG_SECTION, 'rss')],
  ['the commonest tag', feedPath('tag', slug(COMMON_TAG), 'rss')],
  ['a tag of one article', feedPath('tag', slug(RARE_TAG), 'rss')],
  ['an author', feedPath('author', slug(SOME_AUTHOR), 'rss')],
  ['a language', feedPath('language', 'ar', 'rss')],
  ['the news sitemap', '/news-sitemap.xml'],
  ['the front page', '/'],
]

export async function growth(run: Run): Promise<Table[]> {
  const sizes = run.isLarge ? LARGE_SIZES : SIZES
  const built = await run.build()
  const stores = new Map<number, Store>()
  for (const size of sizes) stores.set(size, await storeOf(size, run))
  const contenders = new Map(
    ADDRESSES.flatMap(([, path]) =>
      [...stores].map(([size, { folder }]) => [
        keyOf(path, size),
        () => firstAnswer(khulasa(built, folder), path),
      ]),
    ),
  )
  run.say(`${contenders.size * ROUNDS} cold starts`)
  const times = await interleaved(contenders, ROUNDS)
  const rows = new Map<string, number>()
  for (const [size, { folder }] of stores) {
    for (const [path, count] of await rowsRead(built, folder)) rows.set(keyOf(path, size), count)
  }
  return [table(sizes, times, rows)]
}

function keyOf(path: string, size: number): string {
  return `${size} ${path}`
}

async function rowsRead(built: BuiltWorker, folder: string): Promise<Map<string, number>> {
  const worker = await start(await counting(built, folder))
  try {
    const counts = new Map<string, number>()
    for (const [, path] of ADDRESSES) {
      await get(new URL(path, worker.address))
      const { body } = await get(new URL('/rows-read', worker.address))
      counts.set(path, Number(Buffer.from(body).toString()))
    }
    return counts
  } finally {
    await worker.stop()
  }
}

function table(
  sizes: readonly number[],
  times: ReadonlyMap<string, readonly number[]>,
  rows: ReadonlyMap<string, number>,
): Table {
  const [smallest = 0, ...larger] = sizes
  const of = (path: string, size: number) => median(times.get(keyOf(path, size)) ?? [])
  const rowsOf = (path: string, size: number) => String(rows.get(keyOf(path, size)))
  return {
    title: 'Growth',
    about:
      'The first answer of a worker in a new process, with all that this takes: compiling the ' +
      'worker, opening the database, reading and rendering 50 articles. Ratios to the smallest ' +
      'store. `rows` is what the database read for it (the file is in the cache of the system).',
    columns: [
      '',
      `${articles(smallest)}: ms`,
      'rows',
      ...larger.flatMap((size) => [`${articles(size)}: ratio`, 'ms', 'rows']),
    ],
    rows: ADDRESSES.map(([name, path]) => [
      name,
      number(of(path, smallest)),
      rowsOf(path, smallest),
      ...larger.flatMap((size) => [
        ratio(of(path, size) / of(path, smallest)),
        number(of(path, size)),
        rowsOf(path, size),
      ]),
    ]),
  }
}

function articles(count: number): string {
  return count.toLocaleString('en')
}
