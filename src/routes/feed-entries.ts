// The entries of documents as bytes: each is rendered once for all the documents that it stands in.

import type { FeedIdentity } from '../article/memberships.ts'
import { composeFeed, entryKey, newest, type View } from '../feed/compose.ts'
import { composeItem } from '../feed/compose-item.ts'
import { entryBytes } from '../feed/document.ts'
import type { Format } from '../feed/formats.ts'
import { entryContext } from '../feed/writer.ts'
import { type Entry, readArticles } from '../store/selection.ts'
import type { StoredPublication } from '../store/publication.ts'
import type { Memory, RenderedEntry } from './memory.ts'

/** What entries stand in. */
export interface Surroundings {
  publication: StoredPublication
  feed: FeedIdentity
  view: View
  format: Format
}

/**
 * The entries, from memory or from the store. `undefined` where one of them has been changed or
 * taken away since it was read.
 */
export async function renderEntries(
  db: D1Database,
  memory: Memory,
  entries: Entry[],
  surroundings: Surroundings,
): Promise<RenderedEntry[] | undefined> {
  const place = placeOf(memory, surroundings)
  const keyOf = ({ article, version }: Entry) => `${place} ${article} ${version}`
  const known = entries.map((entry) => memory.entries.get(keyOf(entry)))
  const unknown = entries.filter((_, index) => !known[index])
  const made = await makeEntries(db, unknown, surroundings)
  const all = entries.map((entry, index) => known[index] ?? made.get(entry.article))
  const rendered = all.filter((each) => each !== undefined)
  if (rendered.length < entries.length) return undefined
  for (const entry of unknown) {
    const each = made.get(entry.article)
    if (each) memory.entries.set(keyOf(entry), each)
  }
  return rendered
}

async function makeEntries(
  db: D1Database,
  entries: Entry[],
  { publication, feed, view, format }: Surroundings,
): Promise<Map<number, RenderedEntry>> {
  const articles = await readArticles(db, entries)
  const context = entryContext(composeFeed(publication, feed, view, undefined))
  const made = new Map<number, RenderedEntry>()
  for (const [number, article] of articles) {
    const bytes = entryBytes(format, composeItem(article, publication, view), context)
    made.set(number, { bytes, updated: newest([article])?.getTime() ?? 0 })
  }
  return made
}

function placeOf(memory: Memory, { publication, feed, view, format }: Surroundings): string {
  return `${format} ${memory.nameOf(entryKey(publication, feed, view))}`
}
