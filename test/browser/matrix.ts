// Every text in every way of reading, by every writer.

import type { Browser } from 'playwright-core'
import type { Case } from './cases.ts'
import { show } from './chromium.ts'
import { type Verdict, verdict } from './verdict.ts'
import type { Way } from './ways.ts'
import { type Item, type Writer, WRITERS } from './writers.ts'

/** How one text reads in one way, by each writer. */
export interface Cell {
  text: Case
  way: Way
  verdicts: Record<Writer, Verdict>
}

/** What a reader gets of an article, by who wrote the document. */
export type Get = (writer: Writer, text: Case) => Item | undefined

/** @param reference the HTML of a text as it should read */
export async function cellsOf(
  browser: Browser,
  ways: Way[],
  texts: Case[],
  get: Get,
  reference: (text: Case) => string,
): Promise<Cell[]> {
  const references = await show(browser, texts.map(reference))
  const cells: Cell[] = []
  for (const way of ways) {
    const own = texts.map((text): Cell => ({ text, way, verdicts: { ...LOST } }))
    for (const writer of WRITERS) {
      const items = texts.map((text) => get(writer, text))
      const seen = await show(
        browser,
        items.map((item) => (item ? way.show(item) : '')),
      )
      for (const [index, { verdicts }] of own.entries()) {
        verdicts[writer] = verdict(items[index] && seen[index], references[index] ?? [])
      }
    }
    cells.push(...own)
  }
  return cells
}

const LOST: Cell['verdicts'] = { khulasa: 'lost', feed: 'lost', feedsmith: 'lost' }
