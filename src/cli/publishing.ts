// What start and sync do: publish a folder, say what came of it, and do it again on every change.

import type { Client } from './client.ts'
import { CommandError } from './command-error.ts'
import type { Folder } from './folder.ts'
import { type Outcome, publishFolder } from './publish-folder.ts'
import { filesWithoutId, report, warnOfIds } from './report.ts'
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

/**
 * Publishes a folder on every change; what goes wrong is said, and the watch goes on. What is said
 * already is not said again.
 */
export function publishOnChange(folder: Folder, client: Client, prune: boolean): Promise<Watch> {
  let warnedOf = new Set<string>()
  return watch(folder, async () => {
    try {
      const content = await folder.read()
      const without = filesWithoutId(content)
      if (without.some((file) => !warnedOf.has(file))) warnOfIds(folder.path, content)
      warnedOf = new Set(without)
      const outcome = await publishFolder(content, client, prune)
      const { created, updated, removed, problems, warnings } = outcome
      const happened = created + updated + removed + problems.length + warnings.length
      if (happened > 0) report(folder.path, outcome)
    } catch (error) {
      console.error(error instanceof CommandError ? error.message : error)
    }
  })
}

/** Aborted when the process is asked to stop: Ctrl+C, or a manager's SIGTERM. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  process.once('SIGTERM', () => controller.abort())
  return controller.signal
}

/** Resolves when a signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
