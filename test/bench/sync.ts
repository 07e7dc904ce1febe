// Sync: a folder of ten thousand articles published by the command line, and then again.

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import { draftOf, PUBLICATION } from './articles.ts'
import { makeDatabase } from './database.ts'
import { ABOUT_PACE, pace, toPace } from './pace.ts'
import { number, ratio, type Table } from './report.ts'
import { median, timed } from './rounds.ts'
import type { Run } from './run.ts'
import { khulasa, type RunningWorker, start, TOKEN } from './worker.ts'
import { run as runNode } from './wrangler.ts'

const ARTICLES = 10_000
const AGAIN = 3

export async function sync(run: Run): Promise<Table[]> {
  const articles = path.join(run.folder, 'articles')
  const folder = path.join(run.folder, 'sync')
  await mkdir(folder)
  await mkdir(articles)
  await makeDatabase(folder)
  await writeArticles(articles)
  run.say('hello')
  const before = await pace()
  const worker = await start(khulasa(await run.build(), folder))
  let first: number
  const second: number[] = []
  const edited: number[] = []
  try {
    run.say(`the first sync of ${ARTICLES} articles`)
    first = await timed(() => syncTo(worker, articles, `${ARTICLES} new`))
    for (let round = 0; round < AGAIN; round += 1) {
      run.say(`the second sync, ${round + 1} of ${AGAIN}`)
      second.push(await timed(() => syncTo(worker, articles, `${ARTICLES} unchanged`)))
      await writeArticle(articles, round, `Edited: ${round}`)
      edited.push(await timed(() => syncTo(worker, articles, `1 changed`)))
    }
  } finally {
    await worker.stop()
  }
  run.say('hello')
  return [table([first, median(second), median(edited)], (before + (await pace())) / 2)]
}

async function writeArticles(folder: string): Promise<void> {
  await writeFile(path.join(folder, 'publication.yaml'), stringify(PUBLICATION))
  for (let index = 0; index < ARTICLES; index += 1) await writeArticle(folder, index)
}

async function writeArticle(folder: string, index: number, otherTitle?: string): Promise<void> {
  const { content, title, ...fields } = draftOf(index, ARTICLES)
  // Where it comes from, the command says.
  const front = stringify({ ...fields, origin: undefined, title: otherTitle ?? title })
  await writeFile(path.join(folder, `${index}.html`), `---\n${front}---\n${content}`)
}

/** Runs the command, and expects that it says this of the articles. */
async function syncTo({ address }: RunningWorker, folder: string, outcome: string): Promise<void> {
  const command = ['src/cli/khulasa.ts', 'sync', folder, '--to', address.href]
  const { code, output } = await runNode(command, { KHULASA_TOKEN: TOKEN })
  if (code === 0 && output.includes(outcome)) return
  throw new Error(`sync ended with ${code}, not with "${outcome}":\n${output.slice(-2000)}`)
}

function table(times: [first: number, second: number, edited: number], hello: number): Table {
  const [first, second, edited] = times
  const row = (name: string, ms: number) => {
    const rate = (ARTICLES * 1000) / ms
    return [name, ratio(ms / first), number(ms / 1000), number(rate), number(toPace(rate, hello))]
  }
  return {
    title: 'Sync',
    about:
      `\`khulasa sync\` of a folder of ${ARTICLES.toLocaleString('en')} articles to the built ` +
      'worker in miniflare, from the start of the command to its end. The first one is one ' +
      `sample, the others are medians of ${AGAIN}. ${ABOUT_PACE}`,
    columns: ['', 'ratio', 's', 'articles/s', 'to hello'],
    rows: [
      row('all of them new', first),
      row('again, nothing changed', second),
      row('again, one article edited', edited),
    ],
  }
}
