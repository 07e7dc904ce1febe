// Exported feeds on a server of plain files, opened in Chromium: headlines by a style sheet, where
// nothing can be negotiated.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort } from '../cli/project.ts'
import { launch } from './chromium.ts'
import { serve } from './newsrooms.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const TYPES: Record<string, string> = { '.xml': 'application/xml', '.css': 'text/css' }

let browser: Browser
let folder: string
let server: Server
let address: string

beforeAll(async () => {
  browser = await launch()
  folder = await mkdtemp(path.join(os.tmpdir(), 'khulasa-exported-'))
  const newsroom = await serve('ar')
  const exported = await newsroom.run(['export', path.join(folder, 'all')])
  await newsroom.close()
  expect([exported.code, exported.stderr]).toEqual([0, expect.any(String)])
  const port = await freePort()
  address = `http://127.0.0.1:${port}`
  server = createServer((request, response) => {
    const file = decodeURIComponent(new URL(request.url ?? '/', address).pathname)
    readFile(path.join(folder, 'all/site', file)).then(
      (bytes) => response.setHeader('Content-Type', TYPES[path.extname(file)] ?? '').end(bytes),
      () => response.writeHead(404).end(),
    )
  }).listen(port, '127.0.0.1')
})

afterAll(async () => {
  await browser.close()
  server.close()
  await rm(folder, { recursive: true, force: true })
})

/** What stands on the screen, in its order: each text with its direction and its language. */
function shown(
  page: Page,
  selector: string,
): Promise<[text: string, direction: string, language: string][]> {
  return page.evaluate(`Array.from(document.querySelectorAll(${JSON.stringify(selector)}))
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height > 0)
    .map((each) => {
      const language = each.closest('[*|lang]').getAttribute('xml:lang')
      return [each.textContent, getComputedStyle(each).direction, language]
    })`)
}

describe.each([
  ['rss.xml', 'item', 'description, encoded, guid'],
  ['atom.xml', 'entry', 'content, id'],
])('%s in Chromium, as application/xml', (file, entry, left) => {
  it.each(['', '/sections/تكنولوجيا', '/languages/fr'])(
    'shows headlines in the direction of their language, and no source: %s',
    async (feed) => {
      const page = await browser.newPage()
      await page.goto(`${address}${encodeURI(feed)}/${file}`, { waitUntil: 'networkidle' })
      const titles = await shown(page, `${entry} > title`)
      expect(titles.length).toBeGreaterThan(0)
      expect(titles).toHaveLength(
        await page.evaluate<number>(`document.querySelectorAll('${entry}').length`),
      )
      for (const [title, direction, language] of titles) {
        const expected = /^(ar|fa|he|ur)/.test(language) ? 'rtl' : 'ltr'
        expect([title, direction]).toEqual([title, expected])
      }
      const root = await page.evaluate('getComputedStyle(document.documentElement).direction')
      expect(root).toBe(feed === '/languages/fr' ? 'ltr' : 'rtl')
      const source = left.split(', ').map((name) => `${entry} > ${name}`)
      expect(await shown(page, source.join())).toEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await page.close()
    },
  )
})
