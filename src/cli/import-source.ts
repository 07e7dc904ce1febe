// What is imported: a file, an address, or what comes in on standard input.

import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { decodeBeginning } from '../text/encoding.ts'
import { CommandError, isSystemError } from './command-error.ts'
import { fetchPublic, type FetchedSource, type FetchOptions } from './fetch-source.ts'

/** Something that can be read from its beginning. */
export interface Source {
  /** As it was given. */
  name: string
  /** Where it was fetched from in the end. */
  address?: string
  /** What HTTP says that its bytes are. */
  charset?: string
  /** The header Link that came with it (RFC 8288). */
  link?: string
  /** Its first bytes, as text. */
  head: string
  /** More of them, as far as a page may have its own head; where it was fetched. */
  opening?: string
  /** In bytes, where it is known. */
  size?: number
  /** Whether it can be read only once. */
  isStream: boolean
  read: () => AsyncIterable<Uint8Array>
  /** Lets go of what has not been read. */
  close: () => Promise<void>
}

const HEAD_BYTES = 4096
// WordPress writes its styles and scripts first.
const OPENING_BYTES = 256 * 1024

// A body that a person waits for: larger than a feed, so that an export can be fetched too.
const PATIENCE_MS = 30 * 60_000
const LARGEST_BODY = 2 * 1024 * 1024 * 1024

/**
 * Opens a source.
 *
 * @param given path of a file, an address, or `-` for standard input
 * @throws {CommandError} when there is no such file, or it cannot be fetched
 */
export async function openSource(given: string, options: FetchOptions): Promise<Source> {
  if (given === '-') return streamed({ name: given, isStream: true }, process.stdin)
  return /^https?:\/\//i.test(given) ? fetched(given, options) : openFile(given)
}

async function openFile(name: string): Promise<Source> {
  try {
    const { size } = await stat(name)
    const file = await open(name)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
      const head = headOf(buffer.subarray(0, bytesRead))
      const read = () => createReadStream(name)
      return { name, head, size, isStream: false, read, close: async () => {} }
    } finally {
      await file.close()
    }
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) throw new CommandError(`there is no file ${name}`, 2)
    if (isSystemError(error, 'EISDIR')) throw new CommandError(`${name} is a folder`, 2)
    throw error
  }
}

async function fetched(name: string, options: FetchOptions): Promise<Source> {
  const get = () => fetchPublic(name, { limit: LARGEST_BODY, patience: PATIENCE_MS, ...options })
  const first = await get()
  const { address, charset, link } = first
  const known = {
    name,
    address,
    ...(charset !== undefined && { charset }),
    ...(link !== undefined && { link }),
    isStream: false,
  }
  return streamed(known, first.body, () => bodyOf(get()))
}

async function* bodyOf(answer: Promise<FetchedSource>): AsyncGenerator<Uint8Array> {
  yield* (await answer).body
}

/** @param again how it is read a second time */
async function streamed(
  known: Omit<Source, 'head' | 'read' | 'close'>,
  stream: AsyncIterable<Uint8Array>,
  again?: () => AsyncIterable<Uint8Array>,
): Promise<Source> {
  const chunks = stream[Symbol.asyncIterator]()
  const begun: Uint8Array[] = []
  const wanted = again ? OPENING_BYTES : HEAD_BYTES
  let size = 0
  let isEnded = false
  while (size < wanted && !isEnded) {
    const { value, done } = await chunks.next()
    isEnded = done === true
    if (done) break
    begun.push(value)
    size += value.length
  }
  let isRead = false
  const read = () => {
    if (isRead && again) return again()
    if (isRead) throw new CommandError(`${known.name} can be read only once`)
    isRead = true
    return rest(begun.splice(0), isEnded ? undefined : chunks)
  }
  const bytes = Buffer.concat(begun)
  const opening = again && decodeBeginning(bytes.subarray(0, OPENING_BYTES))
  const close = async () => void (await chunks.return?.())
  return { ...known, head: headOf(bytes), ...(opening !== undefined && { opening }), read, close }
}

async function* rest(
  begun: Uint8Array[],
  chunks: AsyncIterator<Uint8Array> | undefined,
): AsyncGenerator<Uint8Array> {
  yield* begun
  if (chunks) yield* { [Symbol.asyncIterator]: () => chunks }
}

function headOf(bytes: Uint8Array): string {
  return decodeBeginning(bytes.subarray(0, HEAD_BYTES))
}
