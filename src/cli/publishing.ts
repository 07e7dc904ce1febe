// What start and sync do: publish a folder, say what came of it, and do it again on every change.

import type { Client } from './client.ts'
import { CommandError } from './command-error.ts'
import type { Folder } from './folder.ts'
import { type Outcome, publishFolder } from './publish-folder.ts'
import { report, warnOfIds } from './report.ts'
import { type Watch, watch } from './watch.ts'

/** Publishes a folder once, and reports. */
export async function publishOnce(
  folder: Folder,
  client: Client,
  prune: boolean,
): Promise<Outcome> {
  const content = await folder.read()
  warnOfIds(folder.path, content)
  const outcome = await publishFolder(content, client, prune)
  report(folder.path, outcome)
  return outcome
}

/** Publishes a folder on every change; what goes wrong is said, and the watch goes on. */
export function publishOnChange(folder: Folder, client: Client, prune: boolean): Promise<Watch> {
  return watch(folder, async () => {
    try {
      const outcome = await publishFolder(await folder.read(), client, prune)
      const { created, updated, removed, problems } = outcome
      if (created + updated + removed + problems.length > 0) report(folder.path, outcome)
    } catch (error) {
      console.error(error instanceof CommandError ? error.message : error)
    }
  })
}

/** Resolves when the process is asked to stop: Ctrl+C, or a manager's SIGTERM. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
