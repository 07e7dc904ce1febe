// A feed reader of Atom, as they are: it keeps what it has seen, by id, and polls with all that
// spares it something.

import { expect } from 'vitest'
import type { Newsroom } from '../newsroom.ts'
import { strict } from '../strict.ts'

/** What an Atom document says, by a strict reader. */
export interface AtomDocument {
  /** Id and title of each entry, in order. */
  entries: [id: string, title: string][]
  /** Ids of what has been taken away (RFC 6721), and when. */
  deleted: [id: string, when: string][]
  updated: string
  /** By relation. */
  links: Record<string, string>
  isArchive: boolean
}

export function readAtom(text: string): AtomDocument {
  const feed = strict(text)
  const named = (id: string) => decodeURIComponent(id.replace(/^tag:.*\/articles\//, ''))
  return {
    entries: feed
      .all('entry')
      .map((entry) => [named(entry.the('id').text), entry.the('title').text]),
    deleted: feed
      .all('at:deleted-entry')
      .map(({ attributes: { ref = '', when = '' } }) => [named(ref), when]),
    updated: feed.the('updated').text,
    links: Object.fromEntries(
      feed.all('link').map(({ attributes: { rel = '', href = '' } }) => [rel, href]),
    ),
    isArchive: feed.one('fh:archive') !== undefined,
  }
}

/** Subscribes to a document, and takes deltas. */
export class AtomReader {
  readonly #newsroom: Newsroom
  readonly #path: string
  #etag: string | undefined
  /** The titles of what it has, by their ids. */
  readonly held = new Map<string, string>()

  constructor(newsroom: Newsroom, path: string) {
    this.#newsroom = newsroom
    this.#path = path
  }

  /** @returns the status of the answer */
  async poll(): Promise<number> {
    const conditions = this.#etag === undefined ? undefined : { 'If-None-Match': this.#etag }
    const response = await this.#newsroom.get(this.#path, { 'A-IM': 'feed', ...conditions })
    expect([200, 226, 304]).toContain(response.status)
    this.#etag = response.headers.get('ETag') ?? undefined
    const text = await response.text()
    if (response.status === 304) return 304
    const { entries, deleted } = readAtom(text)
    for (const [id, title] of entries) this.held.set(id, title)
    for (const [id] of deleted) this.held.delete(id)
    return response.status
  }
}
