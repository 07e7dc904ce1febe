import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { strict } from '../strict.ts'
import { type Ended, newProject, type Project, type Service, until } from './project.ts'

const PUBLICATION = `title: صحيفة
description: وصف
home: https://news.example
address: https://feeds.news.example
language: ar
timeZone: Africa/Casablanca
sections:
  - id: economy
    name: اقتصاد
  - id: technology
    name: تكنولوجيا
`
const FILES = ['rss.xml', 'atom.xml', 'feed.json']
// Not `folder`: where they come from is kept.
const API = 'api'
const PARTNER = {
  name: 'شريك: "24"',
  sections: ['economy'],
  body: { paragraphs: 3 },
  attribution: { link: false },
  end: '2999-01-01T00:00:00Z',
}

let first: Project
let running: Service
let folder: string
let cursor: string

beforeAll(async () => {
  first = await newProject()
  const articles = path.join(first.path, 'articles')
  await rm(articles, { recursive: true })
  await mkdir(articles)
  await writeFile(path.join(articles, 'publication.yaml'), PUBLICATION)
  folder = path.join(first.path, 'backup')
  running = await first.start()
  await publishAll()
})

afterAll(async () => {
  await running.stop()
  await first.remove()
})

async function tokenOf(project: Project): Promise<string> {
  const text = await readFile(path.join(project.path, '.dev.vars'), 'utf8')
  return /^PUBLISH_TOKEN=(.+)$/m.exec(text)?.[1] ?? ''
}

async function call(method: string, where: string, body?: unknown): Promise<Response> {
  const response = await fetch(running.address + where, {
    method,
    headers: {
      Authorization: `Bearer ${await tokenOf(first)}`,
      'Content-Type': 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  expect([response.ok, response.status]).toEqual([true, response.status])
  return response
}

function khulasa(...parameters: string[]): Promise<Ended> {
  return first.run(parameters, { PORT: new URL(running.address).port })
}

const articleOf = (id: string, changes: object = {}) => ({
  id,
  title: `خبر ${id}`,
  published: '2026-08-22T09:00:00Z',
  content: '<p>نص\u2028الخبر.</p><ul><li>أولاً</li></ul>',
  ...changes,
})

/** Every state, two languages, a correction, and more than one page of articles. */
async function publishAll(): Promise<void> {
  const many = Array.from({ length: 130 }, (_, index) =>
    articleOf(`n${index}`, {
      published: new Date(Date.UTC(2026, 7, 1, 0, index)).toISOString(),
      sections: ['economy'],
      origin: API,
    }),
  )
  await call('POST', '/api/articles', { articles: many.slice(0, 100) })
  await call('POST', '/api/articles', { articles: many.slice(100) })
  const articles = [
    articleOf('corrected', { tags: ['5G'], authors: [{ name: 'سلمى' }] }),
    articleOf('french', { language: 'fr', title: 'Réseau: "5G" #1', sections: ['technology'] }),
    articleOf('withheld', { tags: ['5G'] }),
    articleOf('killed', { tags: ['5G'] }),
    articleOf('deleted'),
    articleOf('scheduled', { visibleFrom: '2999-01-01T00:00:00Z' }),
    articleOf('restricted', { syndication: 'none' }),
  ]
  await call('POST', '/api/articles', { articles })
  await call('PUT', '/api/partners/msn', PARTNER)
  cursor = (await changes('')).next
  const correction = 'تصحيح: كانت القمة في أبوظبي.'
  await call('POST', '/api/articles', { articles: [{ ...articles[0], correction }] })
  await call('PUT', '/api/articles/withheld/status', { status: 'withheld', reason: 'سؤال' })
  await call('PUT', '/api/articles/killed/status', { status: 'killed', reason: 'مزورة' })
  await call('DELETE', '/api/articles/deleted')
  await call('PUT', '/api/publication', {
    title: 'صحيفة',
    description: 'وصف',
    home: 'https://news.example',
    address: 'https://feeds.news.example',
    language: 'ar',
    timeZone: 'Africa/Casablanca',
    sections: [
      { id: 'economy', name: 'اقتصاد' },
      { id: 'technology', name: 'تقنية' },
    ],
  })
  for (let remaining = true; remaining;) {
    const response = await call('POST', '/api/reprocess')
    remaining = (await response.text()).includes('"remaining":true')
  }
}

async function changes(since: string): Promise<{ changes: unknown[]; next: string }> {
  const response = await call('GET', `/api/changes?limit=200&since=${since}`)
  const page: { changes: unknown[]; next: string } = JSON.parse(await response.text())
  return page
}

/** From which origin each article is. */
async function origins(): Promise<string[]> {
  const exported = await Promise.all(
    [API, 'folder'].map(async (origin) => {
      const response = await call('GET', `/api/articles?limit=200&origin=${origin}`)
      const page: { articles: { id: string }[] } = JSON.parse(await response.text())
      return page.articles.map(({ id }) => `${origin} ${id}`)
    }),
  )
  return exported.flat()
}

/** All files of a folder. */
async function filesIn(place: string): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(place, path.join(entry.parentPath, entry.name)))
    .toSorted()
}

const FEEDS = ['', '/sections/اقتصاد', '/tags/5g', '/authors/سلمى', '/languages/fr']

/** What is served: of feeds and their archive the validators and bytes; changes; statuses. */
async function served(): Promise<Record<string, unknown>> {
  const said: Record<string, unknown> = {}
  for (const feed of [...FEEDS, '/archive/2026-08']) {
    for (const file of FILES) {
      const response = await fetch(`${running.address}${feed}/${file}`)
      const text = (await response.text()).replaceAll(running.address, '')
      said[`${feed}/${file}`] = [response.status, response.headers.get('ETag'), text]
    }
  }
  for (const since of ['', cursor]) {
    said[`since ${since}`] = (await changes(since)).changes
  }
  for (const id of ['corrected', 'withheld', 'killed', 'deleted', 'scheduled', 'restricted']) {
    said[id] = (await fetch(`${running.address}/articles/${id}`)).status
  }
  return said
}

describe('khulasa export', () => {
  it('writes articles, publication, store, audit record and all feeds', async () => {
    const { code, stdout } = await khulasa('export', folder)
    expect([code, stdout]).toEqual([0, '137 articles, 7 feeds, 33 documents\n'])
    const files = await filesIn(folder)
    expect(files.filter((file) => /^(store|audit|publication|partners)/.test(file))).toEqual([
      'audit.jsonl',
      'partners/msn.yaml',
      'publication.yaml',
      'store/articles.jsonl',
      'store/feeds.jsonl',
      'store/publication.json',
    ])
    // All but the one that is deleted.
    expect(files.filter((file) => file.endsWith('.html'))).toHaveLength(136)
    const killed = await readFile(path.join(folder, '2026/2026-08-22-killed.html'), 'utf8')
    expect(killed).toContain('status: killed\nreason: مزورة\n')
    expect(killed).not.toContain('نص')
    expect((await readdir(first.path)).filter((name) => name.startsWith('backup'))).toEqual([
      'backup',
    ])
  })

  it('writes documents as they are served, but for a style sheet in XML, and those that they lead to, without a query', async () => {
    const site = path.join(folder, 'site')
    for (const feed of FEEDS) {
      for (const file of FILES) {
        const written = await readFile(path.join(site, feed, file), 'utf8')
        const text = await running.text(`${feed}/${file}`)
        const inFolder = text.replaceAll(
          /\/([a-z]+\.(?:xml|json))\?before=([0-9]+-[0-9]+)/g,
          '/before-$2/$1',
        )
        const up = '../'.repeat(feed.split('/').length - 1)
        const sheet = `<?xml-stylesheet href="${up}feed.css" type="text/css"?>`
        const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
        expect(written).toBe(inFolder.replace(declaration, `${declaration}${sheet}\n`))
        expect(written.includes('<?xml-stylesheet ')).toBe(file.endsWith('.xml'))
        if (file.endsWith('.xml')) strict(written)
      }
    }
    expect((await stat(path.join(site, 'feed.css'))).size).toBeGreaterThan(1000)
    const renamed = path.join(site, 'sections', 'تقنية', 'rss.xml')
    const earlier = path.join(site, 'sections', 'تكنولوجيا', 'rss.xml')
    expect(await readFile(earlier, 'utf8')).toBe(await readFile(renamed, 'utf8'))
    expect(await walked(site, '/atom.xml')).toBe(132)
    expect(await walked(site, '/sections/اقتصاد/atom.xml')).toBe(130)
  })

  it('replaces an earlier export, and nothing else', async () => {
    await writeFile(path.join(folder, 'left over.html'), 'x')
    expect((await khulasa('export', folder)).code).toBe(0)
    expect(await filesIn(folder)).not.toContain('left over.html')
    const own = path.join(first.path, 'articles')
    const refused = await khulasa('export', own)
    expect(refused).toEqual({
      code: 2,
      stdout: '',
      stderr: `${own} is no export, and would be replaced as a whole: choose a folder that is not there\n`,
    })
    expect(await filesIn(own)).toEqual(['publication.yaml'])
  })

  it('leaves the export before as it was when it fails, and nothing beside it', async () => {
    const before = await filesIn(folder)
    const failed = await khulasa('export', folder, '--to', 'http://127.0.0.1:9')
    expect([failed.code, failed.stdout]).toEqual([1, ''])
    expect(await filesIn(folder)).toEqual(before)
    expect((await readdir(first.path)).filter((name) => name.startsWith('backup'))).toEqual([
      'backup',
    ])
  })

  it('leaves the export before as it was when it is killed, and what is left goes with the next', async () => {
    const before = await filesIn(folder)
    const text = await readFile(path.join(folder, 'store/publication.json'), 'utf8')
    const partIn = async () => (await readdir(first.path)).find((name) => name.includes('.part-'))
    const { port } = new URL(running.address)
    const killed = first.run(['export', folder], { PORT: port })
    await until('a folder beside it', async () => {
      const part = await partIn()
      const pid = part?.split('.part-')[1]
      return pid !== undefined && process.kill(Number(pid), 'SIGKILL')
    })
    expect((await killed).stdout).toBe('')
    expect(await partIn()).toBeDefined()
    expect(await filesIn(folder)).toEqual(before)
    expect(await readFile(path.join(folder, 'store/publication.json'), 'utf8')).toBe(text)
    expect((await khulasa('export', folder)).code).toBe(0)
    expect(await partIn()).toBeUndefined()
  })

  it('brings back the export before where it was killed between the two', async () => {
    await rename(folder, `${folder}.before`)
    expect((await khulasa('export', folder, '--to', 'http://127.0.0.1:9')).code).toBe(1)
    expect(await filesIn(folder)).toContain('store/publication.json')
  })

  it('is read by sync as the same articles: nothing is new or changed', async () => {
    const before = await served()
    const from = await origins()
    expect(from).toHaveLength(136)
    const { code, stdout } = await khulasa('sync', folder)
    expect([code, stdout.split('\n').slice(-3)]).toEqual([
      0,
      ['1 partner: 1 unchanged', '136 articles: 136 unchanged', ''],
    ])
    expect(await served()).toEqual(before)
    expect(await origins()).toEqual(from)
  })
})

describe('khulasa recover', () => {
  it('refuses a folder that is no export, or not whole, and a store that is not empty', async () => {
    const own = path.join(first.path, 'articles')
    const missing = path.join(own, 'store/publication.json')
    expect(await khulasa('recover', own)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${missing} is missing: ${own} is no export\n`,
    })
    const rows = path.join(folder, 'store/articles.jsonl')
    const text = await readFile(rows, 'utf8')
    await writeFile(rows, text.slice(0, -10))
    const cut = await khulasa('recover', folder)
    expect(cut.stderr).toBe(`${rows} is not as it was written: take another copy of the export\n`)
    await writeFile(rows, text)
    const full = await khulasa('recover', folder)
    expect([full.code, full.stdout]).toEqual([1, ''])
    expect(full.stderr).toMatch(/^This store has a publication already/)
  })

  it('makes an empty store the same, to every byte, validator, cursor and status', async () => {
    expect((await khulasa('export', folder)).code).toBe(0)
    const before = await served()
    await running.stop()
    await rm(path.join(first.path, '.wrangler'), { recursive: true })
    running = await first.startWorker()
    expect(await fetch(`${running.address}/rss.xml`)).toMatchObject({ status: 404 })
    const { code, stdout } = await khulasa('recover', folder)
    expect([code, stdout]).toEqual([0, '137 articles, 7 feeds\n'])
    expect(await served()).toEqual(before)
    expect(before).toMatchObject({ killed: 410, deleted: 410, scheduled: 404, withheld: 404 })
    expect((await khulasa('status', 'killed', 'withheld')).stdout).toBe(
      'killed: killed (مزورة), version 1\nwithheld: withheld (سؤال), version 1\n',
    )
  })
})

/** How many entries a feed and its archive have, by their links, as files. */
async function walked(site: string, first: string): Promise<number> {
  const ids = new Set<string>()
  let place: string | undefined = first
  for (let steps = 0; place !== undefined && steps < 20; steps += 1) {
    const text: string = await readFile(path.join(site, decodeURIComponent(place)), 'utf8')
    const [head = '', ...entries] = text.split('<entry')
    for (const entry of entries) ids.add(/<id>([^<]+)<\/id>/.exec(entry)?.[1] ?? '')
    const link: string | undefined = /rel="(?:next|prev-archive)"[^>]* href="([^"]+)"/.exec(
      head,
    )?.[1]
    expect(link ?? '').not.toContain('?')
    place = link === undefined ? undefined : new URL(link).pathname
  }
  return ids.size
}
