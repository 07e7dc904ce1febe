// All documents of all feeds as files that any web server can serve. What has a query gets a folder
// of its own, since a server of files looks at no query: `?before=1-2` of /archive/2026-08/atom.xml is
// /archive/2026-08/before-1-2/atom.xml here, and whoever links it says so. And since such a server
// has no page to give to a browser in place of a feed, each names a style sheet (feed.css) for it.

import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Client, FeedRow } from './client.ts'
import { CommandError } from './command-error.ts'
import { Progress } from './progress.ts'

const FILES = ['rss.xml', 'atom.xml', 'feed.json']
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
      await Promise.all(FILES.map((file) => site.put(folders, file)))
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

  /** Writes a document of a feed, at each of its folders, and those that follow it. */
  async put([own = '', ...earlier]: string[], file: string): Promise<void> {
    const first = `${own}/${file}`
    const text = await this.#client.document(first)
    // Nothing in it has been public, or its section is no more.
    if (text === undefined) return
    const { self, next } = linksOf(text, file)
    if (self === undefined || !self.endsWith(first)) {
      throw new CommandError(`${first} does not say where it is: is it a feed of Khulasa?`)
    }
    const address = self.slice(0, -first.length)
    for (const folder of [own, ...earlier]) await this.#write(`${folder}/${file}`, text, address)
    let place = placeIn(address, next)
    while (place !== undefined && !this.#written.has(place)) {
      const document = await this.#client.document(place)
      if (document === undefined) return
      await this.#write(place, document, address)
      place = placeIn(address, linksOf(document, file).next)
    }
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

/** Where a document says that it is, and where it goes on: to the page after it, or an archive. */
function linksOf(text: string, file: string): { self?: string; next?: string } {
  if (file.endsWith('.json')) {
    const { feed_url: self, next_url: next } = JSON.parse(text) as Record<string, string>
    return { self, next }
  }
  const [head = ''] = text.split(/<(?:item|entry)[\s>]/, 1)
  const links = Array.from(
    head.matchAll(/<(?:atom:)?link rel="([^"]+)"[^>]* href="([^"]+)"/g),
    ([, rel = '', href = '']) => [rel, href.replaceAll('&amp;', '&')] as const,
  )
  const link = (rel: string) => links.find(([name]) => name === rel)?.[1]
  return { self: link('self'), next: link('next') ?? link('prev-archive') }
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
