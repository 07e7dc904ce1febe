// Reading a source in a test.

import type { ImportedItem, ReadOptions } from '../../src/sources/imported.ts'
import { SourceError } from '../../src/sources/source-error.ts'

/** A Moroccan newsroom. */
export const OPTIONS: ReadOptions = {
  publication: { title: 'الحدث', language: 'ar-MA', timeZone: 'Africa/Casablanca' },
  now: new Date('2026-09-01T00:00:00Z'),
}

/** Bytes as they come in, in pieces. */
export async function* chunks(
  source: string | Uint8Array,
  size = 1000,
): AsyncGenerator<Uint8Array> {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Everything that a reader yields. */
export async function all(items: AsyncIterable<ImportedItem>): Promise<ImportedItem[]> {
  const found: ImportedItem[] = []
  for await (const item of items) found.push(item)
  return found
}

/** The articles among them. */
export async function articles(items: AsyncIterable<ImportedItem>) {
  return (await all(items)).flatMap((item) => (item.kind === 'article' ? [item] : []))
}

/** What is said of a source that is refused, or of the items of it that are not taken. */
export async function refusals(items: AsyncIterable<ImportedItem>): Promise<string[]> {
  try {
    return (await all(items)).flatMap((item) =>
      item.kind === 'failed' || item.kind === 'skipped' ? [`${item.where}: ${item.reason}`] : [],
    )
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return [error.message]
  }
}
