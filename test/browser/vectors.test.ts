// Everything that means harm (test/vectors.ts), published, and shown by a browser that would let it:
// in a reader that puts our HTML in its own document, and on our own pages without their policy.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { stringify } from 'yaml'
import { freePort, newProject, type Project, type Service } from '../cli/project.ts'
import { EVERYWHERE, IN_TEXT, SCHEMES } from '../harmless.ts'
import { VECTORS } from '../vectors.ts'
import { launch } from './chromium.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const ALL = VECTORS.flatMap(([, vectors]) => vectors).map((vector) => vector.toWellFormed())
/** As many as the page of a section shows. */
const IN_A_SECTION = 10
const SECTIONS = Array.from({ length: Math.ceil(ALL.length / IN_A_SECTION) }, (_, index) => ({
  id: `s-${index}`,
  name: ALL[index * IN_A_SECTION] ?? '',
  slug: `s${index}`,
}))

const HOME = 'https://www.news.example/'

async function folder(): Promise<string> {
  const at = await mkdtemp(path.join(os.tmpdir(), 'khulasa-vectors-'))
  const publication = {
    title: 'الحدث',
    description: ALL[0],
    home: HOME,
    address: 'https://feeds.news.example',
    language: 'ar',
    sections: SECTIONS,
  }
  await writeFile(path.join(at, 'publication.yaml'), stringify(publication))
  await Promise.all(
    ALL.map((vector, index) => {
      const url = `${HOME}${vector}`
      const fields = {
        id: `v${index}`,
        title: vector,
        summary: vector,
        authors: [{ name: vector, url }],
        tags: [vector],
        sections: [`s-${Math.floor(index / IN_A_SECTION)}`],
        credit: vector,
        correction: vector,
        canonical: url,
        source: { name: vector, url },
        image: { url, alt: vector },
      }
      const file = path.join(at, `2026-08-22-v${index}.html`)
      return writeFile(file, `---\n${stringify(fields)}---\n${vector}`)
    }),
  )
  return at
}

let articles: string
let project: Project
let service: Service
let browser: Browser
let reader: { server: Server; address: string }

beforeAll(async () => {
  articles = await folder()
  project = await newProject(articles)
  service = await project.start()
  browser = await launch()
  const server = createServer((_, response) => {
    const html = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Lecteur</title>'
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(html)
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  reader = { server, address: `http://127.0.0.1:${port}/` }
})

afterAll(async () => {
  await browser.close()
  reader.server.close()
  await service.stop()
  await project.remove()
  await rm(articles, { recursive: true, force: true })
})

/** What a page did that nothing of ours may make it do. */
async function heard(use: (page: Page) => Promise<void>): Promise<string[]> {
  const said: string[] = []
  const context = await browser.newContext({ bypassCSP: true })
  try {
    await context.exposeBinding(
      'xss',
      (_, ...what: unknown[]) => void said.push(`xss ${what.join()}`),
    )
    await context.addInitScript('window.alert = window.confirm = window.prompt = window.xss')
    await listen(context, said)
    const page = await context.newPage()
    page.on('dialog', (dialog) => {
      said.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('pageerror', (error) => said.push(`error ${error.message}`))
    page.on('popup', (popup) => said.push(`popup ${popup.url()}`))
    page.on('download', (download) => said.push(`download ${download.url()}`))
    await use(page)
    // What is to be loaded has been, or has failed.
    await page.waitForLoadState('networkidle')
  } finally {
    await context.close()
  }
  return said
}

// What pictures, sounds, films and players of articles are: those any article may have.
const SHOWN = ['image', 'media', 'texttrack']
const OF_PLAYERS = /^https:\/\/www\.youtube\.com\//

/** Nothing gets out: what is asked for elsewhere fails, and is said unless articles may ask for it. */
async function listen(context: BrowserContext, said: string[]): Promise<void> {
  await context.route('**/*', async (route) => {
    const request = route.request()
    const url = request.url()
    const isOurs = url.startsWith(service.address) || url.startsWith(reader.address)
    if (isOurs) return route.continue()
    const isUsual = url.startsWith(HOME) && SHOWN.includes(request.resourceType())
    if (!isUsual && !OF_PLAYERS.test(url)) said.push(`${request.resourceType()} ${url}`)
    return route.abort()
  })
}

async function openReader(page: Page): Promise<void> {
  await page.goto(reader.address)
  const allowed = { inText: IN_TEXT, everywhere: EVERYWHERE, schemes: SCHEMES }
  await page.evaluate(`globalThis.allowed = ${JSON.stringify(allowed)}`)
  await page.evaluate(await readFile(path.join(import.meta.dirname, 'harmless.js'), 'utf8'))
}

/** Every document of a feed, page after page. */
async function documents(file: string, next: RegExp): Promise<string[]> {
  const found: string[] = []
  for (let at: string | undefined = `/${file}?limit=200`; at !== undefined;) {
    const text: string = await service.text(at)
    found.push(text)
    const [, address] = next.exec(text) ?? []
    at = address && new URL(address.replaceAll('&amp;', '&')).href.replace(/^https?:\/\/[^/]*/, '')
  }
  return found
}

/** What a reader finds in an array of HTML or of texts that it is handed in pieces. */
async function putIn(page: Page, htmls: string[]): Promise<string[]> {
  expect(htmls).toHaveLength(ALL.length)
  return page.evaluate<string[]>(`putIn(${JSON.stringify(htmls)})`)
}

describe('a reader that puts what it gets in its own document', () => {
  it('hears nothing of JSON Feed', async () => {
    const feeds = await documents('feed.json', /"next_url":"([^"]*)"/)
    const items = feeds.flatMap(
      (text) => (JSON.parse(text) as { items: { title: string; content_html: string }[] }).items,
    )
    const said = await heard(async (page) => {
      await openReader(page)
      expect(
        await putIn(
          page,
          items.map(({ content_html: html }) => html),
        ),
      ).toEqual([])
      await page.evaluate(`putTexts(${JSON.stringify(items.map(({ title }) => title))})`)
    })
    expect(said).toEqual([])
  })

  it.each([
    ['rss.xml', 'content:encoded', 'item'],
    ['atom.xml', 'content', 'entry'],
  ])('hears nothing of %s', async (file, element) => {
    const feeds = await documents(file, /<(?:atom:)?link (?=[^>]*rel="next")[^>]*href="([^"]*)"/)
    const said = await heard(async (page) => {
      await openReader(page)
      const htmls = await page.evaluate<string[]>(
        `${JSON.stringify(feeds)}.flatMap((xml) => textsIn(xml, '${element}'))`,
      )
      expect(await putIn(page, htmls)).toEqual([])
    })
    expect(said).toEqual([])
  })

  it('hears it where it is: a script, a handler, a frame, a style sheet', async () => {
    const said = await heard(async (page) => {
      await openReader(page)
      const html =
        '<img src="x" onerror="xss(1)"><p onclick="xss(2)">x</p><svg onload="xss(3)"></svg>' +
        '<iframe srcdoc="<script>parent.xss(4)</script>"></iframe>' +
        '<link rel="stylesheet" href="https://canary.example/x.css">'
      expect(await page.evaluate(`putIn(${JSON.stringify([html])})`)).toEqual([
        '<img onerror>',
        '<p onclick>',
        '<svg>',
        '<iframe srcdoc>',
        '<link>',
      ])
    })
    expect(new Set(said)).toEqual(
      new Set(['xss 1', 'xss 2', 'xss 3', 'xss 4', 'stylesheet https://canary.example/x.css']),
    )
  })
})

describe('our own pages, without their policy', () => {
  it('of feeds do nothing, and have nothing in their texts that would', async () => {
    const said = await heard(async (page) => {
      await openReader(page)
      const script = await readFile(path.join(import.meta.dirname, 'harmless.js'), 'utf8')
      const inText = { ...IN_TEXT }
      inText.img = [...(inText.img ?? []), 'loading']
      inText.table = ['tabindex']
      inText.details = ['open']
      const allowed = { inText, everywhere: EVERYWHERE, schemes: SCHEMES }
      let texts = 0
      for (const { slug } of SECTIONS) {
        await page.goto(`${service.address}/sections/${slug}/`)
        await page.evaluate(`globalThis.allowed = ${JSON.stringify(allowed)}`)
        await page.evaluate(script)
        await page.evaluate(
          'document.querySelectorAll("details").forEach((d) => { d.open = true })',
        )
        const faults = await page.evaluate<string[][]>(
          '[...document.querySelectorAll(".text")].map((text) => harmIn(text))',
        )
        texts += faults.length
        expect([slug, faults.flat()]).toEqual([slug, []])
      }
      // Each has a text, if only its correction.
      expect(texts).toBe(ALL.length)
    })
    expect(said).toEqual([])
  })

  it.each([
    '/',
    '/tags/',
    '/authors/',
    '/headlines?limit=20',
    '/?lang=en',
    '/sections/s0/headlines',
  ])('%s does nothing', async (address) => {
    expect(await heard(async (page) => void (await page.goto(service.address + address)))).toEqual(
      [],
    )
  })

  it('answer every search, and do nothing', async () => {
    const said = await heard(async (page) => {
      for (const [, [vector = '']] of VECTORS) {
        const query = encodeURIComponent(vector.toWellFormed())
        await page.goto(`${service.address}/tags/?q=${query}&after=${query}&lang=${query}`)
        await page.goto(`${service.address}/headlines?lang=${query}`)
      }
    })
    expect(said).toEqual([])
  })

  it('are headlines in pages of others, and do nothing there', async () => {
    const said = await heard(async (page) => {
      await openReader(page)
      await page.addScriptTag({ type: 'module', url: `${service.address}/widget.js` })
      const sources = SECTIONS.map(({ slug }) => `${service.address}/sections/${slug}/feed.json`)
      await page.evaluate(`document.body.append(...${JSON.stringify(sources)}.map((src) => {
        const element = document.createElement('khulasa-headlines')
        element.setAttribute('src', src)
        element.setAttribute('limit', '20')
        return element
      }))`)
      const shown = () =>
        page.evaluate<number>(
          `[...document.querySelectorAll('khulasa-headlines')]
            .reduce((sum, each) => sum + (each.shadowRoot?.querySelectorAll('li').length ?? 0), 0)`,
        )
      await expect.poll(shown, { timeout: 60_000 }).toBe(ALL.length)
      const faults = await page.evaluate<string[]>(
        "[...document.querySelectorAll('khulasa-headlines')].flatMap((each) => harmInHeadlines(each))",
      )
      expect(faults).toEqual([])
    })
    expect(said).toEqual([])
  })

  it.each(['/feeds.opml', '/news-sitemap.xml', '/.well-known/feed-menu.json', '/feed.json'])(
    'and %s, as a browser shows it, do nothing',
    async (address) => {
      const said = await heard(async (page) => {
        // As what is no page it may be kept in place of being shown.
        await page.goto(service.address + address).catch(() => undefined)
      })
      expect(said.filter((each) => !each.startsWith('download '))).toEqual([])
    },
  )
})
