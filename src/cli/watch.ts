// Publishing again whenever a file of a folder changes.

import path from 'node:path'
import { watch as watchFiles } from 'chokidar'
import { ARTICLE_FILE } from '../sources/article-file.ts'
import { PARTNER_FILE } from '../sources/partner-file.ts'
import { PUBLICATION_FILE } from '../sources/publication-file.ts'
import type { Folder } from './folder.ts'

// Editors write a file in several steps.
const QUIET_MS = 150

/** A folder that is being watched. */
export interface Watch {
  /** Lets publishing that is under way end, and begins no other. */
  close: () => Promise<void>
}

/**
 * Calls `publish` after every change of a folder's files, never twice at once. From when this
 * resolves, no change is missed.
 *
 * @param publish does not throw
 */
export async function watch(folder: Folder, publish: () => Promise<void>): Promise<Watch> {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const watcher = watchFiles(folder.path, { ignoreInitial: true })
  watcher.on('all', (_, file) => {
    const name = path.relative(folder.path, file)
    if (!isRead(name.split(path.sep).join('/'))) return
    folder.forget(name)
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(publish)
    }, QUIET_MS)
  })
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()))
  return {
    close: async () => {
      clearTimeout(timer)
      await watcher.close()
      await running
    },
  }
}

function isRead(name: string): boolean {
  return name === PUBLICATION_FILE || ARTICLE_FILE.test(name) || PARTNER_FILE.test(name)
}
