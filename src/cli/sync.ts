// khulasa sync: makes a deployment say what a folder says.

import type { Command } from 'commander'
import { Client } from './client.ts'
import { CommandError } from './command-error.ts'
import { Folder } from './folder.ts'
import { localPort } from './port.ts'
import { aborted, Publishing, stopSignal } from './publishing.ts'
import { tokenFor } from './token.ts'

interface Options {
  to?: string
  watch?: boolean
  prune?: boolean
}

export function addSync(program: Command): void {
  program
    .command('sync')
    .description('publish a folder of articles, here or to a deployed worker')
    .argument('[folder]', 'folder with publication.yaml and articles', 'articles')
    .option('--to <url>', 'address of the deployment (default: the worker on this machine)')
    .option('--watch', 'go on, and publish every change')
    .option('--prune', 'take out published articles whose files are gone')
    .action(sync)
}

async function sync(path: string, options: Options): Promise<void> {
  const address = addressOf(options.to ?? `http://127.0.0.1:${localPort()}`)
  const client = new Client(address, await tokenFor(address))
  const publishing = new Publishing(new Folder(path), client, options.prune ?? false)
  if (!options.watch) {
    const { problems } = await publishing.once()
    if (problems.length > 0) process.exitCode = 1
    return
  }
  const stop = stopSignal()
  const watch = await publishing.onChange()
  await publishing.once()
  console.log(`Watching ${path}. Ctrl+C ends it.`)
  await aborted(stop)
  await watch.close()
}

function addressOf(given: string): URL {
  const address = URL.canParse(given) ? new URL(given) : undefined
  if (address && /^https?:$/.test(address.protocol)) return address
  throw new CommandError(`--to is an address that begins with https://, not "${given}"`, 2)
}
