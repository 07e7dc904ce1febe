// Readers that people have, of the system: feedparser and newsboat poll the running service, through
// a server that notes what they are answered.

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Served, serve } from './newsrooms.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

interface Noted {
  path: string
  status: number
  /** Bytes of the body, as they go over the wire. */
  bytes: number
}

let newsroom: Served
let between: Server
let address: string
let noted: Noted[]
let folder: string

beforeAll(async () => {
  newsroom = await serve('ar')
  between = createServer((asked, answer) => {
    const { method, url = '', headers } = asked
    const forwarded = request(newsroom.address + url, { method, headers }, (answered) => {
      const { statusCode: status = 0 } = answered
      const note = { path: url, status, bytes: 0 }
      noted.push(note)
      answered.on('data', (chunk: Buffer) => (note.bytes += chunk.length))
      answer.writeHead(status, answered.statusMessage, answered.headers)
      answered.pipe(answer)
    })
    forwarded.end()
  })
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
  const at = between.address()
  if (at === null || typeof at === 'string') throw new Error('no port')
  address = `http://127.0.0.1:${at.port}`
  folder = await mkdtemp(path.join(os.tmpdir(), 'khulasa-clients-'))
})

afterAll(async () => {
  await new Promise((resolve) => between.close(resolve))
  await newsroom.close()
  await rm(folder, { recursive: true, force: true })
})

beforeEach(() => {
  noted = []
})

/** What a program says, when it has ended well. */
async function said(program: string, parameters: string[]): Promise<string> {
  // What it keeps, it keeps here.
  const child = spawn(program, parameters, {
    env: { ...process.env, HOME: folder, LANG: 'C.UTF-8' },
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  expect([program, code, errors]).toEqual([program, 0, expect.any(String)])
  return output
}

let published = 0

/** Publishes one more article, and returns its id. */
async function publish(): Promise<string> {
  published += 1
  const id = `tag:news.example,2026:one-more-${published}`
  const response = await fetch(`${newsroom.address}/api/articles`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${newsroom.token}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      articles: [
        {
          id,
          title: `خبر آخر ${published}`,
          content: '<p>نص قصير.</p>',
          origin: 'api',
          canonical: `https://news.example/${published}`,
          published: new Date(Date.now() - 1000).toISOString(),
        },
      ],
    }),
  })
  expect([response.status, await response.text()]).toEqual([200, expect.any(String)])
  return id
}

const FEEDPARSER = `
import feedparser, json, sys
url, etag = sys.argv[1], sys.argv[2] or None
parsed = feedparser.parse(url, etag=etag)
print(json.dumps({
    'status': parsed.status,
    'etag': parsed.get('etag'),
    'bozo': bool(parsed.bozo),
    'ids': [entry.id for entry in parsed.entries],
}))
`

interface Parsed {
  status: number
  etag?: string
  bozo: boolean
  ids: string[]
}

async function parsed(file: string, etag = ''): Promise<Parsed> {
  const url = `${address}/${file}`
  return JSON.parse(await said('/usr/bin/python3', ['-c', FEEDPARSER, url, etag])) as Parsed
}

describe('feedparser', () => {
  it.each(['rss.xml', 'atom.xml'])('hears of %s what is new, and nothing twice', async (file) => {
    const first = await parsed(file)
    expect(first).toMatchObject({ status: 200, bozo: false })
    expect(new Set(first.ids).size).toBe(first.ids.length)
    expect(first.ids.length).toBeGreaterThan(20)
    expect(await parsed(file, first.etag)).toMatchObject({ status: 304, ids: [] })
    const id = await publish()
    const second = await parsed(file, first.etag)
    expect(second).toMatchObject({ status: 226, bozo: false, ids: [id] })
    expect(await parsed(file, second.etag)).toMatchObject({ status: 304, ids: [] })
    const [whole, , delta] = noted.map(({ bytes }) => bytes)
    expect(delta).toBeLessThan((whole ?? 0) / 5)
  })
})

/** Runs newsboat over a file of addresses, with a memory of its own. */
function newsboat(name: string, ...parameters: string[]): Promise<string> {
  const urls = path.join(folder, `${name}.urls`)
  return said('newsboat', ['-u', urls, '-c', path.join(folder, `${name}.db`), ...parameters])
}

interface Remembered {
  /** Titles of feeds by their addresses. */
  feeds: Map<string, string>
  /** Identities of articles. */
  articles: string[]
}

/** What newsboat has in its memory. It keeps an article of several feeds once. */
function remembered(name: string): Remembered {
  const database = new DatabaseSync(path.join(folder, `${name}.db`), { readOnly: true })
  const rows = <T>(sql: string) => database.prepare(sql).all() as unknown as T[]
  const feeds = rows<{ rssurl: string; title: string }>('SELECT rssurl, title FROM rss_feed')
  const articles = rows<{ guid: string }>('SELECT guid FROM rss_item')
  database.close()
  return {
    feeds: new Map(feeds.map(({ rssurl, title }) => [rssurl, title])),
    articles: articles.map(({ guid }) => guid),
  }
}

describe('newsboat', () => {
  it('hears what is new, and shows every article once', async () => {
    await writeFile(path.join(folder, 'one.urls'), `${address}/rss.xml\n`)
    await newsboat('one', '-x', 'reload')
    // Of the first answer to an address it keeps no validator.
    await newsboat('one', '-x', 'reload')
    const { articles } = remembered('one')
    expect(articles.length).toBeGreaterThan(20)
    // It takes documents of one second for the same.
    await sleep(2000)
    const id = await publish()
    await sleep(2000)
    await newsboat('one', '-x', 'reload')
    await newsboat('one', '-x', 'reload')
    expect(remembered('one').articles.toSorted()).toEqual([...articles, id].toSorted())
    expect(noted.map(({ status }) => status)).toEqual([200, 200, 226, 304])
    const [whole, , delta] = noted.map(({ bytes }) => bytes)
    expect(delta).toBeLessThan((whole ?? 0) / 5)
  })

  it('imports every feed of the directory, and can read each', async () => {
    const answer = await fetch(`${newsroom.address}/feeds.opml`)
    const text = await answer.text()
    const opml = path.join(folder, 'feeds.opml')
    await writeFile(opml, text)
    await writeFile(path.join(folder, 'all.urls'), '')
    await newsboat('all', '-i', opml)
    const urls = (await readFile(path.join(folder, 'all.urls'), 'utf8')).match(/^\S+/gm) ?? []
    expect(urls).toHaveLength(text.match(/xmlUrl=/g)?.length ?? 0)
    expect(urls.length).toBeGreaterThan(10)
    await newsboat('all', '-x', 'reload')
    const { feeds, articles } = remembered('all')
    expect(urls.filter((url) => !feeds.get(url))).toEqual([])
    expect(articles.length).toBeGreaterThan(20)
  })
})

/** A partner of the newsroom with a key, of which `revoke` is the end. */
async function signed(id: string): Promise<{ key: string; revoke: () => Promise<void> }> {
  const call = async (method: string, to: string, body?: object) => {
    const response = await fetch(`${newsroom.address}/api/partners/${id}${to}`, {
      method,
      headers: {
        Authorization: `Bearer ${newsroom.token}`,
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    })
    const text = await response.text()
    expect([response.ok, text]).toEqual([true, text])
    return text
  }
  await call('PUT', '', { name: id, origin: 'api' })
  const { key, number } = JSON.parse(await call('POST', '/keys', {})) as {
    key: string
    number: number
  }
  const revoke = async () => {
    await call('DELETE', `/keys/${number}`)
  }
  return { key, revoke }
}

describe('a reader of a partner', () => {
  const userinfo = (id: string, key: string) => address.replace('//', `//${id}:${key}@`)

  it('feedparser polls by a key in the path and by HTTP Basic, until the key is revoked', async () => {
    const { key, revoke } = await signed('feedparser')
    const ask = async (url: string, etag = '') =>
      JSON.parse(await said('/usr/bin/python3', ['-c', FEEDPARSER, url, etag])) as Parsed
    const ways = [
      `${address}/partners/${key}/rss.xml`,
      `${userinfo('feedparser', key)}/partners/feedparser/atom.xml`,
    ]
    for (const url of ways) {
      const first = await ask(url)
      expect(first).toMatchObject({ status: 200, bozo: false })
      expect(first.ids.length).toBeGreaterThan(5)
      expect(await ask(url, first.etag)).toMatchObject({ status: 304, ids: [] })
    }
    await revoke()
    const refused = await Promise.all(ways.map((url) => ask(url)))
    expect(refused.map(({ status, ids }) => [status, ids])).toEqual([
      [404, []],
      [401, []],
    ])
  })

  it('newsboat polls by a key in the path and by HTTP Basic, until the key is revoked', async () => {
    const { key, revoke } = await signed('newsboat')
    const ways = [
      `${address}/partners/${key}/rss.xml`,
      `${userinfo('newsboat', key)}/partners/newsboat/atom.xml`,
    ]
    await writeFile(path.join(folder, 'partner.urls'), `${ways.join('\n')}\n`)
    await newsboat('partner', '-x', 'reload')
    const { feeds, articles } = remembered('partner')
    expect(ways.map((url) => feeds.get(url))).toEqual([expect.any(String), expect.any(String)])
    expect(articles.length).toBeGreaterThan(5)
    expect(new Set(noted.map(({ status }) => status))).toEqual(new Set([200]))
    await revoke()
    noted = []
    await publish()
    await newsboat('partner', '-x', 'reload')
    expect(noted.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([401, 404])
    expect(remembered('partner').articles).toHaveLength(articles.length)
  })
})
