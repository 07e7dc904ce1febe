// A feed opened in Chromium: people see the page of the feed, programs in the browser the document.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { launch } from './chromium.ts'
import { type Served, serve } from './newsrooms.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const TECHNOLOGY = `/sections/${encodeURIComponent('تكنولوجيا')}`
const FILES = [
  ['rss.xml', 'application/rss+xml; charset=utf-8'],
  ['atom.xml', 'application/atom+xml; charset=utf-8'],
  ['feed.json', 'application/feed+json; charset=utf-8'],
] as const

let browser: Browser
let newsroom: Served

beforeAll(async () => {
  browser = await launch()
  newsroom = await serve('ar')
})

afterAll(async () => {
  await browser.close()
  await newsroom.close()
})

async function withPage(use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext()
  try {
    await use(await context.newPage())
  } finally {
    await context.close()
  }
}

/** What a script of the page gets from an address: the media type, and how the text begins. */
function fetched(page: Page, address: string): Promise<[string, string]> {
  return page.evaluate(
    `fetch(${JSON.stringify(address)}).then(async (answer) =>
      [answer.headers.get('Content-Type'), (await answer.text()).slice(0, 5)])`,
  )
}

describe.each(FILES)('%s in Chromium', (file, kind) => {
  it.each(['', TECHNOLOGY])('shows headlines from right to left: %s', async (folder) => {
    await withPage(async (page) => {
      const faults: string[] = []
      page.on('console', (each) => faults.push(each.text()))
      await page.goto(`${newsroom.address}${folder}/${file}`, { waitUntil: 'networkidle' })
      expect(page.url()).toBe(`${newsroom.address}${folder}/${file}`)
      const headline = page.locator('article[lang=ar] h3').first()
      expect((await headline.innerText()).length).toBeGreaterThan(5)
      const box = await headline.evaluate((each) => {
        const { direction, textAlign } = each.ownerDocument.defaultView.getComputedStyle(each)
        return [direction, textAlign]
      })
      expect(box).toEqual(['rtl', 'start'])
      // Its files are found from there, and its policy lets them be loaded.
      expect(faults).toEqual([])
      const sheets = await page.evaluate<number>('document.styleSheets[0].cssRules.length')
      expect(sheets).toBeGreaterThan(10)
    })
  })

  it('shows its first headline at first sight, on a small phone too', async () => {
    await withPage(async (page) => {
      await page.setViewportSize({ width: 320, height: 640 })
      for (const folder of ['', TECHNOLOGY]) {
        await page.goto(`${newsroom.address}${folder}/${file}`, { waitUntil: 'networkidle' })
        await page.evaluate('document.fonts.ready')
        const headline = await page.locator('article h3').first().boundingBox()
        const bottom = headline && headline.y + headline.height
        expect([folder, bottom]).toEqual([folder, expect.any(Number)])
        expect(bottom).toBeLessThanOrEqual(640)
        // What subscribes stands before it.
        const row = await page.locator('.subscribe').boundingBox()
        expect(row && headline && row.y + row.height <= headline.y).toBe(true)
        expect(await page.locator('.subscribe [data-copy]').isVisible()).toBe(true)
      }
    })
  })

  it('is the document for scripts, before and after somebody has opened it', async () => {
    const begins = file === 'feed.json' ? '{"ver' : '<?xml'
    await withPage(async (page) => {
      const address = `${newsroom.address}${TECHNOLOGY}/${file}`
      await page.goto(newsroom.address)
      expect(await fetched(page, address)).toEqual([kind, begins])
      await page.goto(address)
      expect(await page.locator('h1').innerText()).toBe('تكنولوجيا')
      expect(await fetched(page, address)).toEqual([kind, begins])
      await page.goto(address)
      expect(await page.locator('h1').innerText()).toBe('تكنولوجيا')
    })
  })

  it('can be seen as it is from its page', async () => {
    await withPage(async (page) => {
      await page.goto(`${newsroom.address}${TECHNOLOGY}/${file}`)
      const answered = page.waitForResponse((each) => each.url().endsWith('?content=full'))
      await page.locator(`a[href$="${file}?content=full"]`).click()
      const answer = await answered
      expect(answer.headers()['content-type']).toBe(kind)
      await page.waitForURL(/content=full$/)
      await page.goBack()
      expect(await page.locator('h1').innerText()).toBe('تكنولوجيا')
    })
  })

  it('is the document for programs outside of it', async () => {
    for (const headers of [{ Accept: '*/*' }, { Accept: 'text/html, */*;q=0.1' }]) {
      const answer = await fetch(`${newsroom.address}${TECHNOLOGY}/${file}`, { headers })
      expect(answer.headers.get('Content-Type')).toBe(kind)
    }
  })
})
