// khulasa export: everything that a deployment has, as files. A folder that could be written to its
// end takes the place of the one before, and nothing else does.

import { access, mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import type { Client } from './client.ts'
import { CommandError, isSystemError } from './command-error.ts'
import { deployment, TO } from './deployment.ts'
import { exportSite } from './export-site.ts'
import { exportStore, STORE_END } from './export-store.ts'

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write everything into a folder: articles, publication, store, and all feeds')
    .argument('<folder>', 'a new folder, or an earlier export, which is replaced')
    .option(...TO)
    .action((folder: string, { to }: { to?: string }) => exportTo(path.resolve(folder), to))
}

async function exportTo(folder: string, to: string | undefined): Promise<void> {
  await bringBack(folder)
  await refuseUnlessExport(folder)
  const client = await deployment(to)
  const beside = besideOf(folder, process.pid)
  await clearAway(folder)
  await mkdir(beside, { recursive: true })
  try {
    const summary = await writeAll(beside, client)
    await putInPlace(beside, folder)
    console.log(summary)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

async function writeAll(folder: string, client: Client): Promise<string> {
  const { articles, feeds } = await exportStore(folder, client)
  const documents = await exportSite(path.join(folder, 'site'), feeds, client)
  return `${articles} articles, ${feeds.length} feeds, ${documents} documents`
}

function besideOf(folder: string, pid: number): string {
  return `${folder}.part-${pid}`
}

/** What exports have left that were killed. */
async function clearAway(folder: string): Promise<void> {
  const beginning = path.basename(besideOf(folder, 0)).slice(0, -1)
  for (const name of await namesIn(path.dirname(folder))) {
    const pid = name.startsWith(beginning) ? Number(name.slice(beginning.length)) : 0
    if (!Number.isInteger(pid) || pid <= 0 || (pid !== process.pid && isRunning(pid))) continue
    await rm(besideOf(folder, pid), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // There is one, and it is somebody else's.
    return isSystemError(error, 'EPERM')
  }
}

function beforeOf(folder: string): string {
  return `${folder}.before`
}

async function putInPlace(beside: string, folder: string): Promise<void> {
  const before = beforeOf(folder)
  if (await exists(folder)) await rename(folder, before)
  await rename(beside, folder)
  await rm(before, { recursive: true, force: true })
}

/** The earlier export, where this was broken off between the two renames. */
async function bringBack(folder: string): Promise<void> {
  const before = beforeOf(folder)
  if (!(await exists(before))) return
  if (await exists(folder)) await rm(before, { recursive: true, force: true })
  else await rename(before, folder)
}

async function refuseUnlessExport(folder: string): Promise<void> {
  const names = await namesIn(folder)
  if (names.length === 0 || (await exists(path.join(folder, STORE_END)))) return
  throw new CommandError(
    `${folder} is no export, and would be replaced as a whole: choose a folder that is not there`,
    2,
  )
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return []
    if (isSystemError(error, 'ENOTDIR')) throw new CommandError(`${folder} is no folder`, 2)
    throw error
  }
}

async function exists(place: string): Promise<boolean> {
  return access(place).then(
    () => true,
    () => false,
  )
}
