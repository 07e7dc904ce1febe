// The operator's page in Chromium, which asks for a password to open it.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { launch } from './chromium.ts'
import { type Language, type Served, serve } from './newsrooms.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const AXE = createRequire(import.meta.url).resolve('axe-core')

let browser: Browser

beforeAll(async () => {
  browser = await launch()
})

afterAll(() => browser.close())

describe.each<[Language, string, string]>([
  ['ar', 'rtl', 'الحالة'],
  ['fr', 'ltr', 'État'],
])('/status of a newsroom in %s', (language, direction, title) => {
  let newsroom: Served

  beforeAll(async () => {
    newsroom = await serve(language)
    // As many as are written at once.
    for (let poll = 0; poll < 100; poll += 1) {
      const agent = poll < 60 ? 'Feedbin feed-id:1 - 142 subscribers' : 'newsboat/2.37'
      await (
        await fetch(`${newsroom.address}/rss.xml`, { headers: { 'User-Agent': agent } })
      ).text()
    }
  })

  afterAll(() => newsroom.close())

  it('opens with the token as a password, fits, and axe finds nothing', async () => {
    const httpCredentials = { username: '', password: newsroom.token }
    const context = await browser.newContext({ httpCredentials, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (each) => {
      // What asks for the password.
      if (!each.text().includes('401')) faults.push(each.text())
    })
    await page.goto(`${newsroom.address}/status`, { waitUntil: 'networkidle' })
    expect(await page.locator('h1').innerText()).toBe(title)
    expect(await page.locator('html').getAttribute('dir')).toBe(direction)
    expect(await page.locator('#polls ~ * td').first().innerText()).toBe('Feedbin')
    expect(await page.locator('svg.chart').count()).toBeGreaterThan(1)
    await page.evaluate(await readFile(AXE, 'utf8'))
    for (const [width, colorScheme] of [
      [320, 'light'],
      [1280, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
      expect(wide).toBeLessThanOrEqual(width)
      const { violations } = await page.evaluate<AxeResults>('axe.run()')
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    }
    expect(faults).toEqual([])
    await context.close()
  })

  it('is closed to who has none', async () => {
    const answer = await fetch(`${newsroom.address}/status`)
    expect(answer.status).toBe(401)
  })
})
