// The pages as people meet them: on narrow and wide screens, in the dark, by keyboard, with and
// without JavaScript, for a screen reader, and inside pages of others.

import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort } from '../cli/project.ts'
import { launch } from './chromium.ts'
import { type Language, type Served, serve } from './newsrooms.ts'
import { faultsSeen, overflows } from './seen.ts'

const DOCS = path.resolve(import.meta.dirname, '../../docs')

const TECHNOLOGY = `/sections/${encodeURIComponent('تكنولوجيا')}/`
const CULTURE = `/sections/${encodeURIComponent('ثقافة-وفنون')}/`
const SEARCHED = `/?q=${encodeURIComponent('امن')}`
const FRAMED = '/headlines?limit=8'

// A service starts for each newsroom, and axe takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let browser: Browser

beforeAll(async () => {
  browser = await launch()
})

afterAll(() => browser.close())

async function open<T>(
  address: string,
  use: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  const context = await browser.newContext(options)
  try {
    const page = await context.newPage()
    await page.goto(address, { waitUntil: 'load' })
    return await use(page)
  } finally {
    await context.close()
  }
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate(
    'document.querySelectorAll("details").forEach((each) => { each.open = true })',
  )
}

/** A property of an element's style, as the browser computes it. */
function computed(of: Locator, property: string, pseudo?: string): Promise<string> {
  return of.evaluate(
    (each, [name, part]) => each.ownerDocument.defaultView.getComputedStyle(each, part)[name],
    [property, pseudo] as const,
  )
}

function isFocused(element: Locator): Promise<boolean> {
  return element.evaluate((each) => each === each.ownerDocument.activeElement)
}

describe.each<[Language, string, string, string, string[]]>([
  ['ar', 'ar', 'rtl', 'الحدث', ['/', SEARCHED, TECHNOLOGY, '/languages/ur/', '/tags/', FRAMED]],
  ['fr', 'fr-MA', 'ltr', 'L’Événement', ['/', TECHNOLOGY]],
  ['he', 'he', 'rtl', 'האירוע', ['/', TECHNOLOGY]],
])('the pages of a newsroom in %s', (language, tag, direction, title, pages) => {
  let newsroom: Served

  beforeAll(async () => {
    newsroom = await serve(language)
  })

  afterAll(() => newsroom.close())

  it('say their language and direction, and whose they are', async () => {
    await open(newsroom.address, async (page) => {
      const root = page.locator('html')
      expect(await root.getAttribute('lang')).toBe(tag)
      expect(await root.getAttribute('dir')).toBe(direction)
      expect(await page.locator('h1').innerText()).toBe(title)
      expect(await computed(page.locator('h2').first(), 'direction')).toBe(direction)
    })
  })

  it.each(pages)(
    'fit every width, and axe finds nothing, in light and dark: %s',
    async (address) => {
      await open(newsroom.address + address, async (page) => {
        const name = `${language}${pages.indexOf(address)}`
        expect(await overflows(page, name)).toEqual([])
        await unfold(page)
        expect(await faultsSeen(page, `${name}-unfolded`)).toEqual([])
      })
    },
  )

  it('weigh less than 100 KB at first sight, all of it ours', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    let bytes = 0
    network.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    const asked = new Set<string>()
    page.on('request', (request) => asked.add(new URL(request.url()).origin))
    await page.goto(newsroom.address, { waitUntil: 'networkidle' })
    await context.close()
    expect([...asked]).toEqual([newsroom.address])
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(100_000)
  })

  it('are all there without JavaScript, and are searched by their form', async () => {
    await open(
      newsroom.address,
      async (page) => {
        expect(await page.locator('.feeds').first().isVisible()).toBe(true)
        expect(await page.locator('[data-copy]:visible').count()).toBe(0)
        await page.locator('input[type=search]').fill('الامن')
        await page.locator('form[role=search] button').click()
        expect(new URL(page.url()).searchParams.get('q')).toBe('الامن')
        const names = page.locator('#results .feed-name')
        expect(await names.allInnerTexts()).toEqual(['أمن سيبراني', 'أمن البيانات'])
      },
      { javaScriptEnabled: false },
    )
  })

  it('do what they do by keyboard: skip, search, unfold, copy', async () => {
    const permissions = ['clipboard-read', 'clipboard-write']
    await open(
      newsroom.address,
      async (page) => {
        await page.keyboard.press('Tab')
        await page.keyboard.press('Enter')
        expect(new URL(page.url()).hash).toBe('#main')
        await page.keyboard.press('Tab')
        expect(await isFocused(page.locator('#q'))).toBe(true)
        await page.keyboard.type('امن')
        const names = page.locator('#results .feed-name')
        await names.first().waitFor()
        expect(await names.allInnerTexts()).toEqual(['أمن سيبراني', 'أمن البيانات'])
        expect(await page.locator('[data-status]').innerText()).toMatch(/: 2$/)
        // The button, the name, three formats.
        for (let step = 0; step < 6; step += 1) await page.keyboard.press('Tab')
        const button = page.locator('#results [data-copy]').first()
        expect(await isFocused(button)).toBe(true)
        expect(await computed(button, 'outlineStyle')).toBe('solid')
        await page.keyboard.press('Enter')
        const done = (await button.getAttribute('data-done')) ?? ''
        await expect.poll(() => button.innerText()).toBe(done)
        expect(await page.locator('[data-status]').innerText()).toBe(done)
        expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
          `${newsroom.address}/sections/${encodeURIComponent('أمن-سيبراني')}/rss.xml`,
        )
        await page.keyboard.press('Tab')
        await page.keyboard.press('Enter')
        expect(await page.locator('#results details').first().getAttribute('open')).toBe('')
      },
      { permissions },
    )
  })

  it('never say that they copied what they could not copy', async () => {
    await open(newsroom.address, async (page) => {
      const button = page.locator('.feeds [data-copy]').first()
      const [done, failed] = await Promise.all(
        ['data-done', 'data-failed'].map((name) => button.getAttribute(name)),
      )
      expect(failed).not.toBe(done)
      for (const refusing of [
        'navigator.clipboard.writeText = () => Promise.reject(new Error("no"))',
        // A page without TLS.
        `Object.defineProperty(navigator, 'clipboard', { value: undefined })
         document.execCommand = () => false`,
      ]) {
        await page.evaluate(refusing)
        await button.click()
        await expect.poll(() => button.innerText()).toBe(failed)
        expect(await page.locator('[data-status]').innerText()).toBe(failed)
        await expect.poll(() => button.innerText(), { timeout: 5000 }).not.toBe(failed)
      }
    })
  })

  it('show their address and no button in print', async () => {
    await open(newsroom.address, async (page) => {
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('button:visible').count()).toBe(0)
      expect(await page.locator('.headlines li').first().isVisible()).toBe(true)
      const printed = await computed(page.locator('.formats a').first(), 'content', '::after')
      expect(printed).toContain('/rss.xml')
    })
  })
})

describe('the page of a feed with pictures, sounds, films and players', () => {
  let newsroom: Served

  beforeAll(async () => {
    newsroom = await serve('ar')
    const elsewhere = 'https://media.example'
    const content = [
      `<p><img src="${elsewhere}/image.png" alt="صورة" width="900" height="900"></p>`,
      `<audio src="${elsewhere}/sound.mp3" controls preload="auto"></audio>`,
      `<video src="${elsewhere}/film.mp4" poster="${elsewhere}/poster.jpg" controls></video>`,
      `<video controls poster="${elsewhere}/other.jpg"><source src="${elsewhere}/b.mp4"></video>`,
      '<iframe src="https://www.youtube.com/embed/abc"></iframe>',
    ].join('')
    const article = { id: 'media', title: 'وسائط', published: '2026-08-22T09:00:00Z' }
    const response = await fetch(`${newsroom.address}/api/articles`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${newsroom.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ articles: [{ ...article, tags: ['وسائط'], content }] }),
    })
    expect([response.status, await response.text()]).toEqual([200, expect.any(String)])
  })

  afterAll(() => newsroom.close())

  it('asks nobody else for anything before its text is unfolded', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => {
      const { origin } = new URL(request.url())
      if (origin !== newsroom.address) asked.push(request.url())
    })
    await page.goto(`${newsroom.address}/tags/${encodeURIComponent('وسائط')}/`, {
      waitUntil: 'networkidle',
    })
    expect(await page.locator('article h3').allInnerTexts()).toEqual(['وسائط'])
    expect(asked).toEqual([])
    await page.locator('article summary').click()
    await expect.poll(() => asked).toEqual(['https://media.example/image.png'])
    await context.close()
  })
})

describe('headlines in pages of others', () => {
  let newsroom: Served

  beforeAll(async () => {
    newsroom = await serve('ar')
  })

  afterAll(() => newsroom.close())

  /**
   * A page of a partner, at an address of its own, in the other direction, and all addresses that it
   * has asked for.
   */
  async function partner(
    body: string,
    use: (page: Page, asked: string[]) => Promise<void>,
  ): Promise<void> {
    const html = `<!doctype html><html lang="fr" dir="ltr"><title>Partenaire</title>${body}</html>`
    const server = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(html)
    })
    const port = await freePort()
    server.listen(port, '127.0.0.1')
    try {
      const asked: string[] = []
      const context = await browser.newContext()
      context.on('request', (request) => asked.push(request.url()))
      const page = await context.newPage()
      await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'load' })
      await use(page, asked)
      await context.close()
    } finally {
      server.close()
    }
  }

  it('are framed by them, each in its own direction', async () => {
    const frame = `<iframe src="${newsroom.address}${FRAMED}" width="360" height="400"></iframe>`
    await partner(frame, async (page) => {
      const inside = page.frameLocator('iframe')
      const titles = inside.locator('.headlines li')
      await titles.first().waitFor()
      expect(await titles.count()).toBe(8)
      expect(await inside.locator('html').getAttribute('dir')).toBe('rtl')
      const french = inside.locator('li[lang=fr]').first()
      expect(await computed(french, 'direction')).toBe('ltr')
    })
  })

  it('are an element of theirs, each in its own direction', async () => {
    const element =
      `<script type="module" src="${newsroom.address}/widget.js"></script>` +
      `<khulasa-headlines src="${newsroom.address}/feed.json" limit="8">…</khulasa-headlines>`
    await partner(element, async (page, asked) => {
      const items = page.locator('khulasa-headlines li')
      await items.first().waitFor()
      const shown = await Promise.all(
        (await items.all()).map(async (item) =>
          [await item.getAttribute('lang'), await computed(item, 'direction')].join(' '),
        ),
      )
      expect(shown).toEqual([
        'ar rtl',
        'ar rtl',
        'fr ltr',
        'ar rtl',
        'ar rtl',
        'ar rtl',
        'ur rtl',
        'ar rtl',
      ])
      const first = items.first().locator('a')
      expect(await first.getAttribute('href')).toMatch(/^https:\/\/www\.alhadath\.example\//)
      const feeds = () => asked.filter((each) => each.includes('/feed.json'))
      const feed = `${newsroom.address}/feed.json`
      expect(feeds()).toEqual([`${feed}?limit=8&content=summary`])
      await page.locator('khulasa-headlines').evaluate((each) => {
        each.setAttribute('limit', '3')
        each.setAttribute('src', `${each.getAttribute('src')}?again`)
        each.setAttribute('limit', '2')
      })
      await expect.poll(() => items.count()).toBe(2)
      expect(feeds().slice(1)).toEqual([`${feed}?again=&limit=2&content=summary`])
    })
  })

  it('leave what stands in the element where there is no feed', async () => {
    const src = `${newsroom.address}/tags/none/feed.json`
    const body =
      `<script type="module" src="${newsroom.address}/widget.js"></script>` +
      '<khulasa-headlines>Rien.</khulasa-headlines>'
    await partner(body, async (page) => {
      const element = page.locator('khulasa-headlines')
      const said = page.waitForEvent('console', (each) => each.text().includes('answers 404'))
      await element.evaluate((each, address) => each.setAttribute('src', address), src)
      expect((await said).type()).toBe('error')
      expect(await element.innerText()).toBe('Rien.')
    })
  })

  it.each([
    ['front-page.png', '/', { width: 1200, height: 900 }, 'light'],
    ['feed-page.png', CULTURE, { width: 420, height: 900 }, 'dark'],
  ] as const)('docs/%s can be made, and is made anew with -u', async (...picture) => {
    const [file, address, viewport, colorScheme] = picture
    const options = { viewport, colorScheme, deviceScaleFactor: 2 }
    const context = await browser.newContext(options)
    const page = await context.newPage()
    // The port is another one each time.
    await page.route(newsroom.address + address, async (route) => {
      const response = await route.fetch()
      const html = await response.text()
      await route.fulfill({
        contentType: response.headers()['content-type'],
        body: html.replaceAll(newsroom.address, 'https://feeds.alhadath.example'),
      })
    })
    await page.goto(newsroom.address + address)
    await page.evaluate('document.fonts.ready')
    const png = await page.screenshot()
    await context.close()
    if (process.env.UPDATE) await writeFile(path.join(DOCS, file), png)
    // Width and height, where PNG has them.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
      viewport.width * 2,
      viewport.height * 2,
    ])
  })
})
