// What the files of a folder came to when they were last read. One that has the same bytes now comes
// to the same, and need not be read as an article again to know whether it has to be sent.

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

// Beside the database of this machine, out of git; whoever deletes it loses nothing but time.
const PLACE = '.wrangler/khulasa'

const knownFile = z.object({ id: z.string(), idFromPath: z.boolean(), digest: z.string() })

const kept = z.object({ reader: z.string(), files: z.record(z.string(), knownFile) })

/** What is known of a file that could be read. */
export type KnownFile = z.infer<typeof knownFile>

/** By the hash of all that a file's draft is made from. */
export type KnownFiles = Map<string, KnownFile>

/** The SHA-256 of all that a file's draft is made from: its path and bytes, and the time zone. */
export function hashOf(file: string, bytes: Uint8Array, timeZone: string): string {
  return createHash('sha256').update(`${file}\0${timeZone}\0`).update(bytes).digest('hex')
}

/** What is known of a folder's files; nothing where another reader than this one read them. */
export async function readKnown(folder: string): Promise<KnownFiles> {
  try {
    const { reader, files } = kept.parse(JSON.parse(await readFile(placeOf(folder), 'utf8')))
    return new Map(reader === (await readerHash()) ? Object.entries(files) : [])
  } catch {
    return new Map()
  }
}

/** Keeps it for the next time; where that does not work, the next time takes longer. */
export async function keepKnown(folder: string, files: KnownFiles): Promise<void> {
  const place = placeOf(folder)
  const beside = `${place}.${process.pid}`
  try {
    const text = JSON.stringify({ reader: await readerHash(), files: Object.fromEntries(files) })
    await mkdir(path.dirname(place), { recursive: true })
    await writeFile(beside, text)
    await rename(beside, place)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

function placeOf(folder: string): string {
  const name = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16)
  return path.join(PLACE, `${name}.json`)
}

const ROOT = path.resolve(import.meta.dirname, '../..')
const ROOMS = ['src/sources', 'src/article', 'src/text']

// The same bytes come to another draft when the code that reads them is another. A number that
// somebody has to raise would be forgotten.
async function readerHash(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(process.versions))
  const files = await Promise.all(ROOMS.map(filesOf))
  for (const file of ['package-lock.json', ...files.flat()]) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(ROOT, file)))
  }
  return hash.digest('hex')
}

async function filesOf(room: string): Promise<string[]> {
  const names = await readdir(path.join(ROOT, room))
  return names.sort().map((name) => `${room}/${name}`)
}
