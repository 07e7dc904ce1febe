// khulasa start: the whole service on this machine, with the folder of articles in it.

import type { Command } from 'commander'
import { Client } from './client.ts'
import { Folder } from './folder.ts'
import { applyMigrations, type LocalWorker, startWorker } from './local-worker.ts'
import { localPort } from './port.ts'
import { publishOnChange, publishOnce, stopSignal } from './publishing.ts'
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
  const stopped = stopSignal()
  const folder = new Folder(FOLDER)
  const { publication } = await folder.read()
  const token = await ensureLocalToken()
  console.log('Setting up the database …')
  await applyMigrations()
  console.log('Starting the worker …')
  const worker = await startWorker(port)
  try {
    const client = new Client(worker.address, token)
    const watch = await publishOnChange(folder, client, true)
    await publishOnce(folder, client, true)
    console.log(served(publication.title, worker))
    const ended = await Promise.race([stopped, worker.ended.then(() => 'ended' as const)])
    await watch.close()
    if (ended === 'ended') process.exitCode = 1
  } finally {
    await worker.stop()
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
