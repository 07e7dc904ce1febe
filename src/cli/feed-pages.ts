// A feed and the older pages that it leads to.

import { readFeedPage, type FeedOptions, type FeedPage } from '../sources/feed.ts'
import type { ImportedItem } from '../sources/imported.ts'
import { SourceError } from '../sources/source-error.ts'
import { CommandError } from './command-error.ts'
import { type FetchedSource, type FetchOptions, fetchPublic } from './fetch-source.ts'

/** How far a feed is followed. */
export interface PagesOptions extends FetchOptions {
  /** Pages to read; all of them where it is left out. */
  pages?: number
}

// No archive of a feed is as long; one without an end is.
const MOST_PAGES = 200
// All of them are held until the last has been read.
const MOST_MB = 64

/** The first document of a feed, which was asked for already. */
export interface FirstPage {
  address: string
  charset?: string
  read: () => AsyncIterable<Uint8Array>
}

/**
 * Reads a feed and, following `next`, `prev-archive` (RFC 5005) and `next_url`, the older pages of
 * it. All of them are read before the first item comes, so that a fault in the last page leaves
 * nothing half done.
 *
 * @throws {CommandError} exit code 2, when a page cannot be fetched or read, when the pages lead
 *   round, when they are larger than 64 MB together, or when there are more than 200 and nobody said
 *   how many
 */
export async function* followPages(
  first: FirstPage,
  options: PagesOptions,
  reading: Omit<FeedOptions, 'address' | 'charset'>,
): AsyncGenerator<ImportedItem> {
  const most = options.pages ?? Number.POSITIVE_INFINITY
  const visited = new Set<string>()
  const pages: FeedPage[] = []
  const budget = { left: MOST_MB * 1024 * 1024 }
  let next: string | undefined = first.address
  while (next !== undefined && pages.length < most) {
    if (pages.length === MOST_PAGES && options.pages === undefined) {
      const message = `${first.address} has more than ${MOST_PAGES} pages: say how many to read with --pages`
      throw new CommandError(message, 2)
    }
    visited.add(next)
    const source = pages.length === 0 ? opened(first) : await fetchPublic(next, options)
    visited.add(source.address)
    const page: FeedPage = await pageOf(source, reading, (chunks) => within(chunks, budget, first))
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

function opened({ read, ...first }: FirstPage): FetchedSource {
  return { ...first, body: read() }
}

/** As much as the pages may be together. */
async function* within(
  chunks: AsyncIterable<Uint8Array>,
  budget: { left: number },
  { address }: FirstPage,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    budget.left -= chunk.length
    if (budget.left < 0) {
      const message = `the pages of ${address} are larger than ${MOST_MB} MB together`
      throw new CommandError(`${message}: say how many to read with --pages`, 2)
    }
    yield chunk
  }
}

async function pageOf(
  { address, charset, body }: FetchedSource,
  reading: Omit<FeedOptions, 'address' | 'charset'>,
  bounded: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): Promise<FeedPage> {
  try {
    return await readFeedPage(bounded(body), { ...reading, address, charset })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    throw new CommandError(`${address}:${error.message}`, 2)
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
