// Import: a WordPress export of a thousand posts published by the command line, and then again.

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import { exportOf, itemOf } from '../sources/wxr.ts'
import { draftOf, PUBLICATION } from './articles.ts'
import { makeDatabase } from './database.ts'
import { ABOUT_PACE, pace, toPace } from './pace.ts'
import { number, ratio, type Table } from './report.ts'
import { median, timed } from './rounds.ts'
import type { Run } from './run.ts'
import { khulasa, type RunningWorker, start, TOKEN } from './worker.ts'
import { run as runNode } from './wrangler.ts'

const POSTS = 1000
const AGAIN = 3

export async function importing(run: Run): Promise<Table[]> {
  const folder = path.join(run.folder, 'import')
  await mkdir(folder)
  await makeDatabase(folder)
  await writeFile(path.join(folder, 'publication.yaml'), stringify(PUBLICATION))
  const source = path.join(folder, 'export.xml')
  await writeFile(
    source,
    exportOf(Array.from({ length: POSTS }, (_, index) => post(index)).join('')),
  )
  run.say('hello')
  const before = await pace()
  const worker = await start(khulasa(await run.build(), folder))
  let first: number
  const again: number[] = []
  try {
    run.say(`the first import of ${POSTS} posts`)
    first = await timed(() => importTo(worker, folder, source, `${POSTS} imported`))
    for (let round = 0; round < AGAIN; round += 1) {
      run.say(`the second import, ${round + 1} of ${AGAIN}`)
      again.push(await timed(() => importTo(worker, folder, source, `${POSTS} unchanged`)))
    }
  } finally {
    await worker.stop()
  }
  run.say('hello')
  return [table(first, median(again), (before + (await pace())) / 2)]
}

function post(index: number): string {
  const { title, content, published, sections = [], tags = [] } = draftOf(index, POSTS)
  const moment = published.slice(0, 19).replace('T', ' ')
  const terms: [string, string, string][] = [
    ...sections.map((id): [string, string, string] => ['category', id, id]),
    ...tags.map((tag): [string, string, string] => ['post_tag', encodeURIComponent(tag), tag]),
  ]
  return itemOf({ number: index + 1, title, content, dates: [moment, moment], terms })
}

/** Runs the command, and expects that it says this of the posts. */
async function importTo(
  { address }: RunningWorker,
  folder: string,
  source: string,
  outcome: string,
): Promise<void> {
  const command = ['src/cli/khulasa.ts', 'import', source, '--to', address.href]
  const { code, output } = await runNode([...command, '--articles', folder], {
    KHULASA_TOKEN: TOKEN,
  })
  if (code === 0 && output.includes(outcome)) return
  throw new Error(`import ended with ${code}, not with "${outcome}":\n${output.slice(-2000)}`)
}

function table(first: number, again: number, hello: number): Table {
  const row = (name: string, ms: number) => {
    const rate = (POSTS * 1000) / ms
    return [name, ratio(ms / first), number(ms / 1000), number(rate), number(toPace(rate, hello))]
  }
  return {
    title: 'Import',
    about:
      `\`khulasa import\` of a WordPress export of ${POSTS.toLocaleString('en')} posts to the built ` +
      'worker in miniflare, from the start of the command to its end. The first one is one ' +
      `sample, the other is the median of ${AGAIN}. ${ABOUT_PACE}`,
    columns: ['', 'ratio', 's', 'posts/s', 'to hello'],
    rows: [row('all of them new', first), row('again, nothing changed', again)],
  }
}
