// The browser that shows the texts: Chromium of the system, with nothing but what it is given.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import type { Piece } from './verdict.ts'

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium'

const SWITCHES = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: SWITCHES })
}

// Lines far apart and never broken: the order on a line is the order of the whole paragraph.
const STYLE = `
  body { margin: 0 auto; width: 1000px; font: 16px/4 'Noto Sans', 'Noto Sans Arabic', sans-serif }
  body { white-space: nowrap }
  pre { white-space: pre; font: inherit }
`

/** Shows the elements in a page that is in English, as the pages of readers are. */
function page(elements: string[]): string {
  const texts = elements.map((element) => `<section data-text>${element}</section>`)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${STYLE}</style>
<body>${texts.join('\n')}</body>
</html>`
}

/** The pieces of the text of each element, where they stand on the screen. */
export async function show(browser: Browser, elements: string[]): Promise<Piece[][]> {
  const script = await readFile(path.join(import.meta.dirname, 'measure.js'), 'utf8')
  const tab = await browser.newPage()
  try {
    await tab.setContent(page(elements))
    return await tab.evaluate<Piece[][]>(`${script}\nmeasure()`)
  } finally {
    await tab.close()
  }
}
