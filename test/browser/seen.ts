// A page as people see it: on a phone, a tablet and a wide screen, each in light and in the dark.
// What it looked like is kept in .screenshots, for people to look at.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const AXE = createRequire(import.meta.url).resolve('axe-core')
const SCREENSHOTS = path.resolve(import.meta.dirname, '../../.screenshots')

/** CSS pixels. */
const WIDTHS = [320, 768, 1280]
const SCHEMES = ['light', 'dark'] as const

/**
 * What is wrong with a page as it is seen: what reaches over the edge of the screen, and all that axe
 * finds, as `320 light: rule: element`.
 *
 * @param name of its pictures
 */
export async function faultsSeen(page: Page, name: string): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'))
  return faultsAt(page, name, async (width) => [
    ...(await overflow(page, width)),
    ...(await violations(page)),
  ])
}

/** What reaches over the edge of the screen, as `320 light: is 340 wide`. */
export function overflows(page: Page, name: string): Promise<string[]> {
  return faultsAt(page, name, (width) => overflow(page, width))
}

async function faultsAt(
  page: Page,
  name: string,
  faultsOf: (width: number) => Promise<string[]>,
): Promise<string[]> {
  const faults: string[] = []
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize({ width, height: 800 })
      // Colours that fade over would be judged half way.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const found = await faultsOf(width)
      faults.push(...found.map((fault) => `${width} ${colorScheme}: ${fault}`))
      const file = `${name}-${width}-${colorScheme}.png`
      await page.screenshot({ path: path.join(SCREENSHOTS, file), fullPage: true })
    }
  }
  return faults
}

async function overflow(page: Page, width: number): Promise<string[]> {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
  return wide > width ? [`is ${wide} wide`] : []
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()')
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}
