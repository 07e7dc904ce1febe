// Memory: what the worker holds while ten thousand different documents are asked of one worker.

import http from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import type { FeedKind } from '../../src/article/memberships.ts'
import { type Format, FORMATS } from '../../src/feed/formats.ts'
import { feedPath } from '../../src/feed/paths.ts'
import { get } from './get.ts'
import { residentBytes } from './processes.ts'
import { number, ratio, type Table } from './report.ts'
import type { Run } from './run.ts'
import { storeOf } from './store.ts'
import { khulasa, type RunningWorker, start } from './worker.ts'

const ARTICLES = 10_000
const DOCUMENTS = 10_000
const WARM_UP = 100
const STEPS = 4
const CONNECTIONS = 8

export async function memory(run: Run): Promise<Table[]> {
  const { folder, file } = await storeOf(ARTICLES, run)
  const paths = pathsIn(file)
  const worker = await start(khulasa(await run.build(), folder), true)
  try {
    const measured: Measured[] = []
    await askAll(worker, paths.slice(0, WARM_UP))
    measured.push(await measure(worker, WARM_UP))
    const step = DOCUMENTS / STEPS
    for (let from = 0; from < DOCUMENTS; from += step) {
      const { documents, held } = measured.at(-1) ?? { documents: 0, held: 0 }
      run.say(`${documents} of ${DOCUMENTS} documents: ${number(held / 2 ** 20)} MiB`)
      await askAll(worker, paths.slice(Math.max(from, WARM_UP), from + step))
      measured.push(await measure(worker, from + step))
    }
    return [table(measured)]
  } finally {
    await worker.stop()
  }
}

/** Bytes, after so many documents. */
interface Measured {
  documents: number
  /** In the isolate of the worker. */
  held: number
  /** In the whole process; `undefined` where the system does not tell. */
  resident: number | undefined
}

async function measure({ pid, held }: RunningWorker, documents: number): Promise<Measured> {
  const resident = pid === undefined ? undefined : await residentBytes(pid)
  return { documents, resident, held: await held() }
}

/** The documents of tags and authors, in an order in which large and small ones are mixed. */
function pathsIn(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const feeds = database
    .prepare("SELECT kind, slug FROM feeds WHERE kind IN ('tag', 'author') ORDER BY key")
    .all() as unknown as { kind: FeedKind; slug: string }[]
  database.close()
  const paths = (Object.keys(FORMATS) as Format[]).flatMap((format) =>
    feeds.map(({ kind, slug }) => feedPath(kind, slug, format)),
  )
  if (paths.length < DOCUMENTS) throw new Error(`only ${paths.length} documents, not ${DOCUMENTS}`)
  return paths.slice(0, DOCUMENTS)
}

async function askAll({ address }: RunningWorker, paths: readonly string[]): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const waiting = [...paths]
  const ask = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      await get(new URL(path, address), { 'accept-encoding': 'identity' }, agent)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, ask))
  agent.destroy()
}

function table(measured: Measured[]): Table {
  const first = measured[0]?.held ?? Number.NaN
  return {
    title: 'Memory',
    about:
      `What the isolate of the worker holds, its garbage collected, after so many different documents ` +
      `of tags and authors, over ${ARTICLES.toLocaleString('en')} articles; the platform gives an ` +
      `isolate 128 MB. All of workerd is miniflare too, with its database, its cache, and the garbage.`,
    columns: ['documents', 'ratio', 'MiB', 'all of workerd: MiB'],
    rows: measured.map(({ documents, held, resident }) => [
      documents.toLocaleString('en'),
      ratio(held / first),
      number(held / 2 ** 20),
      resident === undefined ? '' : number(resident / 2 ** 20),
    ]),
  }
}
