// npm run bench: measures everything and writes docs/bench.md. With the names of parts it measures
// only those, and prints them.

import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.ts'
import { growth } from './growth.ts'
import { importing } from './import.ts'
import { memory } from './memory.ts'
import { partners } from './partners.ts'
import { render } from './render.ts'
import { markdown, page, type Table } from './report.ts'
import type { Part, Run } from './run.ts'
import { serve } from './serve.ts'
import { sync } from './sync.ts'
import { CONFIG } from './worker.ts'
import { build, type BuiltWorker } from './wrangler.ts'

const PAGE = path.resolve(import.meta.dirname, '../../docs/bench.md')

const PARTS = new Map<string, Part>(
  Object.entries({ render, serve, partners, growth, memory, sync, import: importing, bundle }),
)

// GB on the disk that the run needs.
const ROOM = 1
const LARGE_ROOM = 15

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { large: { type: 'boolean', default: false } },
})
const unknown = positionals.filter((name) => !PARTS.has(name))
if (unknown.length > 0) {
  const known = [...PARTS.keys()].join(', ')
  console.error(`there is no part ${unknown.join(', ')}: name one of ${known}, or none for all`)
  process.exit(2)
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'khulasa-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
console.error(`needs about ${values.large ? LARGE_ROOM : ROOM} GB in ${os.tmpdir()} while it runs`)

let built: Promise<BuiltWorker> | undefined
const tables: Table[] = []
for (const [name, part] of PARTS) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  const found = await part(runOf(name))
  console.log(markdown(found))
  tables.push(...found)
}
if (positionals.length === 0) {
  const command = `npm run bench${values.large ? ' -- --large' : ''}`
  await writeFile(PAGE, page(tables, new Date(), command))
  console.error(`written to ${path.relative(process.cwd(), PAGE)}`)
}
// What still runs has been asked to end.
process.exit()

function runOf(part: string): Run {
  const begun = performance.now()
  const say = (what: string) => {
    console.error(
      `${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${part}: ${what}`,
    )
  }
  const buildOnce = () => {
    if (!built) say('building the worker')
    built ??= build(CONFIG, path.join(folder, 'worker'))
    return built
  }
  return {
    folder,
    isLarge: values.large,
    say,
    build: buildOnce,
  }
}
