// What is deployed: its size, and what the runtime does before the first request.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { firstAnswer } from './cold.ts'
import { kib, number, ratio, type Table } from './report.ts'
import { interleaved, median } from './rounds.ts'
import type { Run } from './run.ts'
import { CONFIG, hello as helloWorker, khulasa } from './worker.ts'
import { build, type BuiltWorker, wrangler } from './wrangler.ts'

const PROFILES = 3
const COLD_STARTS = 7
const NO_DATABASE = '/api/openapi.json'

export async function bundle(run: Run): Promise<Table[]> {
  const ours = await run.build()
  const hello = await buildHello(run)
  run.say(`${2 * PROFILES} profiles of the start-up`)
  const profiles = new Map([
    ['hello', () => startUp(hello, run)],
    ['khulasa', () => startUp(ours, run)],
  ])
  const active = await interleaved(profiles, PROFILES)
  run.say(`${2 * COLD_STARTS} cold starts`)
  const starts = new Map([
    ['hello', async () => firstAnswer(await helloWorker(), '/')],
    ['khulasa', () => firstAnswer(khulasa(ours, run.folder), NO_DATABASE)],
  ])
  const first = await interleaved(starts, COLD_STARTS)
  const of = ({ modules }: BuiltWorker, name: string) => ({
    ...sizeOf(modules),
    active: median(active.get(name) ?? []),
    first: median(first.get(name) ?? []),
  })
  const least = of(hello, 'hello')
  const rows = [row('hello', least, least), row('khulasa', of(ours, 'khulasa'), least)]
  return [
    {
      title: 'Bundle and start-up',
      about:
        'The worker as it is uploaded; the time in which its start-up is active in the profile of ' +
        '`wrangler check startup`; and the first answer of a new process, without a database.',
      columns: ['', 'size', 'gzip', 'start-up ms', 'first answer: ratio', 'ms'],
      rows,
    },
  ]
}

async function buildHello(run: Run): Promise<BuiltWorker> {
  const folder = path.join(run.folder, 'hello')
  await mkdir(folder)
  const main = JSON.stringify(path.join(import.meta.dirname, 'workers/hello.ts'))
  const date = /^compatibility_date.*$/m.exec(await readFile(CONFIG, 'utf8'))?.[0] ?? ''
  const config = path.join(folder, 'wrangler.toml')
  await writeFile(config, `name = "hello"\nmain = ${main}\n${date}\nsend_metrics = false\n`)
  return build(config, folder)
}

/** Bytes of all modules. */
function sizeOf(modules: BuiltWorker['modules']): Pick<Measured, 'bytes' | 'gzipped'> {
  const all = Buffer.concat(Object.values(modules).map(({ contents }) => Buffer.from(contents)))
  return { bytes: all.length, gzipped: gzipSync(all).length }
}

interface Measured {
  bytes: number
  gzipped: number
  /** ms of the start-up */
  active: number
  /** ms of the first answer */
  first: number
}

interface Profile {
  nodes: { id: number; callFrame: { functionName: string } }[]
  samples: number[]
  /** µs */
  timeDeltas: number[]
}

/** ms in which the processor is not idle. */
async function startUp({ bundle: file }: BuiltWorker, run: Run): Promise<number> {
  const outfile = path.join(run.folder, 'startup.cpuprofile')
  await wrangler(['check', 'startup', '--worker', file, '--outfile', outfile])
  const { nodes, samples, timeDeltas } = JSON.parse(await readFile(outfile, 'utf8')) as Profile
  const idle = new Set(
    nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id),
  )
  const active = timeDeltas.filter((_, index) => !idle.has(samples[index] ?? 0))
  return active.reduce((sum, each) => sum + each, 0) / 1000
}

function row(name: string, measured: Measured, least: Measured): string[] {
  const { bytes, gzipped, active, first } = measured
  return [name, kib(bytes), kib(gzipped), number(active), ratio(first / least.first), number(first)]
}
