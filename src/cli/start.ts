// khulasa start: the whole service on this machine, with the folder of articles in it.

import type { Command } from 'commander'
import { Client } from './client.ts'
import { Folder } from './folder.ts'
import { applyMigrations, type LocalWorker, startWorker } from './local-worker.ts'
import { localPort } from './port.ts'
import { Publishing } from './publishing.ts'
import { aborted, stopSignal } from './stop-signal.ts'
import { ensureLocalToken } from './token.ts'

const FOLDER = 'articles'

export function addStart(program: Command): void {
  program
    .command('start')
    .description('serve the feeds of articles/ on this machine, and follow its changes')
    .action(start)
}

async function start(): Promise<void> {
  const port = localPort()
  const stop = stopSignal()
  const folder = new Folder(FOLDER)
  const { publication } = (await folder.open()).content
  const token = await ensureLocalToken()
  const worker = await setUp(port, stop)
  if (!worker) return
  try {
    const publishing = new Publishing(folder, new Client(worker.address, token), true)
    const watch = await publishing.onChange()
    await publishing.once()
    console.log(served(publication.title, worker))
    const ended = await Promise.race([aborted(stop), worker.ended.then(() => 'ended' as const)])
    if (ended === undefined) console.log('Stopping …')
    await watch.close()
    if (ended === 'ended') process.exitCode = 1
  } finally {
    await worker.stop()
  }
}

/** Nothing where it was asked to stop before the worker ran. */
async function setUp(port: number, stop: AbortSignal): Promise<LocalWorker | undefined> {
  try {
    console.log('Setting up the database …')
    await applyMigrations(stop)
    console.log('Starting the worker …')
    return await startWorker(port, stop)
  } catch (error) {
    if (stop.aborted) return undefined
    throw error
  }
}

function served(title: string, { address }: LocalWorker): string {
  return `
${title}
  ${address.href}            all feeds, the latest headlines
  ${address.href}rss.xml     RSS
  ${address.href}atom.xml    Atom
  ${address.href}feed.json   JSON Feed

Watching ${FOLDER}/. Ctrl+C ends it.`
}
