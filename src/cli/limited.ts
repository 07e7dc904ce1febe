// Reading what may be larger than a feed ever is.

import type { Words } from '../check/words.ts'
import { CommandError } from './command-error.ts'

const LARGEST_MB = 20

/**
 * All the bytes of a file or an answer.
 *
 * @throws {CommandError} when there are too many of them, exit code 2
 */
export async function bytesOf(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  words: Words,
): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    all.push(chunk)
    size += chunk.length
    if (size > LARGEST_MB * 1024 * 1024) {
      throw new CommandError(words.tooLarge(name, LARGEST_MB), 2)
    }
  }
  return Buffer.concat(all)
}
