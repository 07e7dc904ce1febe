// khulasa sync: makes a deployment say what a folder says.

import type { Command } from 'commander'
import { deployment, TO } from './deployment.ts'
import { Folder } from './folder.ts'
import { Publishing } from './publishing.ts'
import { problemsOf } from './report.ts'
import { aborted, stopSignal } from './stop-signal.ts'

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
    .option(...TO)
    .option('--watch', 'go on, and publish every change')
    .option('--prune', 'take out published articles whose files are gone')
    .action(sync)
}

async function sync(path: string, options: Options): Promise<void> {
  const client = await deployment(options.to)
  const publishing = new Publishing(new Folder(path), client, options.prune ?? false)
  if (!options.watch) {
    const outcome = await publishing.once()
    if (problemsOf(outcome).length > 0) process.exitCode = 1
    return
  }
  const stop = stopSignal()
  const watch = await publishing.onChange()
  await publishing.once()
  console.log(`Watching ${path}. Ctrl+C ends it.`)
  await aborted(stop)
  await watch.close()
}
