// Rendering: 50 and 500 articles to the bytes of a feed, ours and others', as ratios to the limit.

import type { Article } from '../../src/article/article.ts'
import { publish } from '../../src/article/publish.ts'
import { type Format, FORMATS } from '../../src/feed/formats.ts'
import { draftOf, PUBLICATION } from './articles.ts'
import { LIMIT, LIMITS } from './limits.ts'
import { oneNew, OURS } from './ours.ts'
import { PEERS } from './peers.ts'
import { kib, number, ratio, type Table } from './report.ts'
import { interleaved, median, timeOfOne } from './rounds.ts'
import type { Run } from './run.ts'
import type { Writer } from './writers.ts'

const SIZES = [50, 500]
const ROUNDS = 21
const SAMPLE_MS = 25
const WARM_UP_ROUNDS = 3

/** Documents of one article more than is known are made of the smaller number. */
const AFTER_ONE_MORE: Writer[] = (['rss', 'atom', 'json'] as const).map((format) => ({
  name: `khulasa, one new of ${SIZES[0]}`,
  format,
  write: (articles) => oneNew(format, articles),
}))

export async function render(run: Run): Promise<Table[]> {
  const results = new Map<string, Result>()
  for (const size of SIZES) {
    run.say(`${size} articles`)
    const articles = Array.from({ length: size }, (_, index) => articleOf(size - 1 - index, size))
    for (const format of Object.keys(FORMATS) as Format[]) {
      const more = size === SIZES[0] ? AFTER_ONE_MORE : []
      const writers = [...LIMITS, ...OURS, ...more, ...PEERS].filter(
        (writer) => writer.format === format,
      )
      for (const { name, ...result } of await measured(writers, articles)) {
        results.set(keyOf(format, name, size), result)
      }
    }
  }
  return [table(results)]
}

function articleOf(index: number, total: number): Article {
  return publish(draftOf(index, total), PUBLICATION).article
}

interface Result {
  ms: number
  /** To the limit of the same format and number of articles. */
  ratio: number
  bytes: number
}

async function measured(
  writers: Writer[],
  articles: readonly Article[],
): Promise<({ name: string } & Result)[]> {
  const contenders = new Map(
    writers.map(({ name, write }) => [name, timeOfOne(() => write(articles), SAMPLE_MS)]),
  )
  await interleaved(contenders, WARM_UP_ROUNDS)
  const times = await interleaved(contenders, ROUNDS)
  const limit = median(times.get(LIMIT) ?? [])
  return Promise.all(
    writers.map(async ({ name, write }) => {
      const ms = median(times.get(name) ?? [])
      return { name, ms, ratio: ms / limit, bytes: (await write(articles)).length }
    }),
  )
}

function keyOf(format: Format, name: string, size: number): string {
  return `${format} ${size} ${name}`
}

function table(results: ReadonlyMap<string, Result>): Table {
  const writers = [...LIMITS, ...OURS, ...AFTER_ONE_MORE, ...PEERS]
  const rows = (Object.keys(FORMATS) as Format[]).flatMap((format) =>
    writers
      .filter((writer) => writer.format === format)
      .map(({ name }) => [
        `${FORMATS[format].title}: ${name}`,
        ...SIZES.flatMap((size) => cells(results.get(keyOf(format, name, size)))),
      ]),
  )
  return {
    title: 'Rendering',
    about:
      'Articles as the store keeps them to the bytes of a document with the full texts, in Node. ' +
      'The limit is to escape the same texts and join them by hand, for JSON Feed ' +
      '`JSON.stringify` of the same document; it checks no character and says no language. ' +
      'What each package leaves out is said in `test/bench/peers.ts`.',
    columns: ['', ...SIZES.flatMap((size) => [`${size}: ratio`, 'ms', 'size'])],
    rows,
  }
}

function cells(result: Result | undefined): string[] {
  return result ? [ratio(result.ratio), number(result.ms), kib(result.bytes)] : ['', '', '']
}
