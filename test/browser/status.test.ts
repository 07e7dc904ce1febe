// The operator's page in Chromium, which asks for a password to open it.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { launch } from './chromium.ts'
import { type Language, type Served, serve } from './newsrooms.ts'
import { faultsSeen } from './seen.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

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
    const problems = [{ place: 'articles/2026-11-26-قصة.md:3', detail: 'title: is missing' }]
    const kept = await fetch(`${newsroom.address}/api/syncs/folder`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${newsroom.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ created: 3, refused: 1, problems }),
    })
    expect(kept.status).toBe(204)
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
    expect(await page.locator('.problems li').count()).toBe(1)
    expect(await page.locator('svg.chart').count()).toBeGreaterThan(1)
    expect(await faultsSeen(page, `${language}-status`)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })

  it('is closed to who has none', async () => {
    const answer = await fetch(`${newsroom.address}/status`)
    expect(answer.status).toBe(401)
  })
})
