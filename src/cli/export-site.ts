// All documents of all feeds as files that any web server can serve. What has a query gets a folder
// of its own, since a server of files looks at no query: `?before=1-2` of /archive/2026-08/atom.xml is
// /archive/2026-08/before-1-2/atom.xml here, and whoever links it says so. And since such a server
// has no page to give to a browser in place of a feed, each names a style sheet (feed.css) for it.

import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Client, FeedRow } from './client.ts'
import { CommandError } from './command-error.ts'
import { Progress } from './progress.ts'

const JSON_FEED = 'feed.json'
const FILES = ['rss.xml', 'atom.xml', JSON_FEED]
const SHEET = 'feed.css'

/**
 * Writes the documents of feeds, and all that they lead to: pages and archives.
 *
 * @returns how many
 * @throws {CommandError} when an address would lead out of the folder
 */
export async function exportSite(folder: string, feeds: FeedRow[], client: Client) {
  const progress = new Progress('Writing feeds', feeds.length)
  const site = new Site(folder, client)
  try {
    for (const { folders } of feeds) {
      await site.put(folders)
      progress.advance(1)
    }
  } finally {
    progress.stop()
  }
  if (site.count > 0)
    await copyFile(path.join(import.meta.dirname, SHEET), path.join(folder, SHEET))
  return site.count
}

class Site {
  readonly #folder: string
  readonly #client: Client
  readonly #written = new Set<string>()

  constructor(folder: string, client: Client) {
    this.#folder = folder
    this.#client = client
  }

  get count(): number {
    return this.#written.size
  }

  /**
   * Writes the documents of a feed, at each of its folders, and those that follow them. Where that
   * is, JSON Feed says for all formats: their addresses differ in the name of the file.
   */
  async put([own = '', ...earlier]: string[]): Promise<void> {
    const first = `${own}/${JSON_FEED}`
    const text = await this.#client.document(first)
    // Nothing in it has been public, or its section is no more.
    if (text === undefined) return
    const { self, next } = linksOf(text)
    if (!self.endsWith(first)) {
      throw new CommandError(`${first} does not say where it is: is it a feed of Khulasa?`)
    }
    const address = self.slice(0, -first.length)
    await this.#putAll(first, text, address, earlier)
    let place = placeIn(address, next)
    while (place !== undefined && !this.#written.has(place)) {
      const document = await this.#document(place)
      await this.#putAll(place, document, address, [])
      place = placeIn(address, linksOf(document).next)
    }
  }

  /** Writes the documents of a place in all formats, and the same in other folders. */
  async #putAll(place: string, json: string, address: string, folders: string[]): Promise<void> {
    for (const file of FILES) {
      const at = place.replace(JSON_FEED, file)
      const text = file === JSON_FEED ? json : await this.#document(at)
      await this.#write(at, text, address)
      for (const folder of folders) await this.#write(`${folder}/${file}`, text, address)
    }
  }

  async #document(place: string): Promise<string> {
    const text = await this.#client.document(place)
    if (text !== undefined) return text
    throw new CommandError(`${place} has gone while the feeds were read: export again`)
  }

  async #write(place: string, text: string, address: string): Promise<void> {
    this.#written.add(place)
    const segments = segmentsOf(inFolders(place))
    const file = path.join(this.#folder, ...segments)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, withSheet(withFolders(text, address), segments.length - 1))
  }
}

function placeIn(address: string, link: string | undefined): string | undefined {
  return link?.startsWith(`${address}/`) ? link.slice(address.length) : undefined
}

/** Where a document of JSON Feed says that it is, and where it goes on: to a page or an archive. */
function linksOf(json: string): { self: string; next: string | undefined } {
  const { feed_url: self = '', next_url: next } = JSON.parse(json) as Record<string, string>
  return { self, next }
}

const PAGE = /\/([a-z]+\.(?:xml|json))\?before=(-?[0-9]+-[0-9]+)$/

/** An address with its page in a folder. */
function inFolders(place: string): string {
  return place.replace(PAGE, '/before-$2/$1')
}

/** A document that links its pages where they are here. */
function withFolders(text: string, address: string): string {
  return text.replace(/https?:\/\/[^\s"<>]+\?before=-?[0-9]+-[0-9]+/g, (link) =>
    link.startsWith(`${address}/`) ? inFolders(link) : link,
  )
}

/** A document of XML that names the style sheet; any other as it is. */
function withSheet(text: string, depth: number): string {
  const instruction = `\n<?xml-stylesheet href="${'../'.repeat(depth)}${SHEET}" type="text/css"?>`
  return text.replace(/^<\?xml [^>]*\?>/, (declaration) => declaration + instruction)
}

function segmentsOf(place: string): string[] {
  const segments = place.split('/').slice(1).map(decodeURIComponent)
  if (segments.every((segment) => /^[^/\\\0]+$/.test(segment) && !/^\.+$/.test(segment))) {
    return segments
  }
  throw new CommandError(`${place} is no address of a feed: nothing was written for it`)
}
