// A feed and the older pages that it leads to.

import { readFeedPage, type FeedOptions, type FeedPage } from '../sources/feed.ts'
import type { ImportedItem } from '../sources/imported.ts'
import { SourceError } from '../sources/source-error.ts'
import { CommandError } from './command-error.ts'
import { type FetchOptions, fetchPublic } from './fetch-source.ts'

/** How far a feed is followed. */
export interface PagesOptions extends FetchOptions {
  /** Pages to read; all of them where it is left out. */
  pages?: number
}

// No archive of a feed is as long; one without an end is.
const MOST_PAGES = 200

/**
 * Reads a feed and, following `next`, `prev-archive` (RFC 5005) and `next_url`, the older pages of
 * it. All of them are read before the first item comes, so that a fault in the last page leaves
 * nothing half done.
 *
 * @throws {CommandError} exit code 2, when a page cannot be fetched or read, when the pages lead
 *   round, or when there are more than 200 and nobody said how many
 */
export async function* followPages(
  first: string,
  options: PagesOptions,
  reading: Omit<FeedOptions, 'address' | 'charset'>,
): AsyncGenerator<ImportedItem> {
  const most = options.pages ?? Number.POSITIVE_INFINITY
  const visited = new Set<string>()
  const pages: FeedPage[] = []
  let next: string | undefined = first
  while (next !== undefined && pages.length < most) {
    if (pages.length === MOST_PAGES && options.pages === undefined) {
      const message = `${first} has more than ${MOST_PAGES} pages: say how many to read with --pages`
      throw new CommandError(message, 2)
    }
    visited.add(next)
    const page: FeedPage = await pageOf(next, options, reading, visited)
    pages.push(page)
    if (page.next !== undefined && visited.has(page.next)) {
      const message = `the links to older pages lead round: ${page.next} was read before`
      throw new CommandError(`${message}; say how many to read with --pages ${pages.length}`, 2)
    }
    next = page.next
  }
  yield* joined(pages)
  if (next !== undefined) {
    yield { kind: 'skipped', where: `page ${pages.length}`, reason: `older items are at ${next}` }
  }
}

async function pageOf(
  address: string,
  options: FetchOptions,
  reading: Omit<FeedOptions, 'address' | 'charset'>,
  visited: Set<string>,
): Promise<FeedPage> {
  const source = await fetchPublic(address, options)
  visited.add(source.address)
  const { charset } = source
  try {
    return await readFeedPage(source.body, { ...reading, address: source.address, charset })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    throw new CommandError(`${source.address}:${error.message}`, 2)
  }
}

/** The items of all pages, those that are on several once. */
function* joined(pages: FeedPage[]): Generator<ImportedItem> {
  const seen = new Set<string>()
  for (const [index, { items }] of pages.entries()) {
    for (const item of items) {
      if (item.kind === 'publication' || item.kind === 'section') {
        if (index === 0) yield item
        continue
      }
      const where = pages.length === 1 ? item.where : `page ${index + 1}, ${item.where}`
      const id = item.kind === 'article' ? item.draft.id : undefined
      if (id === undefined) yield { ...item, where }
      else if (seen.has(id)) {
        yield { kind: 'skipped', where, id, reason: 'it is on a page before this one' }
      } else {
        seen.add(id)
        yield { ...item, where }
      }
    }
  }
}
