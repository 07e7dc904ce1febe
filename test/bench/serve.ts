// Serving: the built worker against one that says hello and one that gives the same answer as ours
// each time, all under the same miniflare and the same load.

import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { feedPath } from '../../src/feed/paths.ts'
import { Client } from '../../src/cli/client.ts'
import { draftOf, PUBLICATION } from './articles.ts'
import { makeDatabase } from './database.ts'
import { type Answer, get } from './get.ts'
import { type Load, load } from './load.ts'
import { kib, number, ratio, type Table } from './report.ts'
import { interleaved, median } from './rounds.ts'
import type { Run } from './run.ts'
import { constant, hello, khulasa, type RunningWorker, start, TOKEN } from './worker.ts'

const ARTICLES = 1000
const AT_ONCE = 50
const ROUNDS = 15
const PATH = feedPath('all', '', 'rss')

export async function serve(run: Run): Promise<Table[]> {
  const folder = path.join(run.folder, 'serve')
  await mkdir(folder)
  await makeDatabase(folder)
  const running: RunningWorker[] = []
  const started = async (worker: Parameters<typeof start>[0]) => {
    const answering = await start(worker)
    running.push(answering)
    return answering
  }
  try {
    const built = await run.build()
    await publishAll(await start(khulasa(built, folder)), run)
    const ours = await started(khulasa(built, folder))
    const least = await started(await hello())
    const rows: string[][] = []
    for (const [name, headers] of await questions(ours)) {
      run.say(name)
      const answer = await get(new URL(PATH, ours.address), headers)
      const same = await started(await constant(answer))
      await sameAnswer(same, headers, answer)
      const loads = await measured({ ours, same, least }, headers, answer)
      const size = answer.body.length === 0 ? '' : ` (${kib(answer.body.length)})`
      rows.push(...rowsOf(name + size, loads))
    }
    return [table(rows)]
  } finally {
    await Promise.all(running.map((worker) => worker.stop()))
  }
}

/** Publishes in a worker that ends then: who polls hardly ever meets the isolate that published. */
async function publishAll({ address, stop }: RunningWorker, run: Run): Promise<void> {
  const client = new Client(address, TOKEN)
  await client.putPublication(PUBLICATION)
  const drafts = Array.from({ length: ARTICLES }, (_, index) => draftOf(index, ARTICLES))
  for (let from = 0; from < ARTICLES; from += AT_ONCE) {
    if (from % 250 === 0) run.say(`publishing: ${from} of ${ARTICLES} articles`)
    await client.postArticles(drafts.slice(from, from + AT_ONCE))
  }
  await stop()
}

type Headers = Record<string, string>

/** What clients ask, with the status that each has to get. */
async function questions({ address }: RunningWorker): Promise<[name: string, headers: Headers][]> {
  const identity = { 'accept-encoding': 'identity' }
  const known = await get(new URL(PATH, address), identity)
  expectAnswer(known, 200, undefined)
  const condition = { ...identity, 'if-none-match': known.headers['etag'] ?? '' }
  const unchanged = await get(new URL(PATH, address), condition)
  expectAnswer(unchanged, 304, undefined)
  const gzip = { 'accept-encoding': 'gzip' }
  expectAnswer(await get(new URL(PATH, address), gzip), 200, 'gzip')
  return [
    ['304', condition],
    ['200, identity', identity],
    ['200, gzip', gzip],
  ]
}

function expectAnswer(answer: Answer, status: number, encoding: string | undefined): void {
  const got = answer.headers['content-encoding']
  if (answer.status === status && got === encoding) return
  throw new Error(`${PATH} answered ${answer.status} (${got}), not ${status} (${encoding})`)
}

async function sameAnswer({ address }: RunningWorker, headers: Headers, answer: Answer) {
  const { status, body } = await get(new URL(PATH, address), headers)
  if (status === answer.status && Buffer.compare(body, answer.body) === 0) return
  throw new Error(`the constant worker answers ${status} with other bytes than ours`)
}

interface Contenders {
  ours: RunningWorker
  same: RunningWorker
  least: RunningWorker
}

type Loads = Record<keyof Contenders, Load[]>

async function measured(workers: Contenders, headers: Headers, answer: Answer): Promise<Loads> {
  const expected = { status: answer.status, bytes: answer.body.length }
  const contenders = new Map([
    ['ours', () => load(workers.ours, PATH, headers, expected)],
    ['same', () => load(workers.same, PATH, headers, expected)],
    ['least', () => load(workers.least, PATH, {}, { status: 200, bytes: 'hello'.length })],
  ])
  await interleaved(contenders, 1)
  const loads = await interleaved(contenders, ROUNDS)
  const of = (name: string) => loads.get(name) ?? []
  return { ours: of('ours'), same: of('same'), least: of('least') }
}

function rowsOf(question: string, loads: Loads): string[][] {
  const row = (name: string, samples: Load[]) => {
    const rates = samples.map(({ rate }) => rate)
    const processor = samples.flatMap((sample) => sample.processor ?? [])
    return [
      `${question}: ${name}`,
      ratio(toSame(samples, ({ rate }) => 1 / rate)),
      number(median(rates)),
      ...(processor.length > 0
        ? [ratio(toSame(samples, (sample) => sample.processor ?? 0)), number(median(processor))]
        : ['', '']),
    ]
  }
  // Round by round, for what slows the machine down for some rounds is no matter of one contender.
  const toSame = (samples: Load[], of: (load: Load) => number) =>
    median(samples.map((sample, round) => of(sample) / of(loads.same[round] ?? sample)))
  return [
    row('the same answer each time', loads.same),
    row('khulasa', loads.ours),
    row('hello', loads.least),
  ]
}

function table(rows: string[][]): Table {
  return {
    title: 'Serving',
    about:
      `\`${PATH}\` over ${ARTICLES.toLocaleString('en')} articles, of the built worker in ` +
      'miniflare, by the load of autocannon. The ratio is of the time for one request, to a ' +
      'worker that answers the same bytes and headers each time; those of gzip it has compressed ' +
      'beforehand. `processor` is the time of a processor that workerd uses for one request, ' +
      'miniflare and database with it.',
    columns: ['', 'ratio', 'requests/s', 'processor: ratio', 'ms'],
    rows,
  }
}
