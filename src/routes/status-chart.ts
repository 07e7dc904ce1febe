// Small charts as inline SVG: a bar a day, the part that heard "nothing new" at its foot. Colours
// are of the style sheet, so that no style has to be allowed in the page.

import { html } from 'hono/html'
import type { Html } from './pages-page.ts'

/** The polls of a day. */
export interface Sum {
  polls: number
  unchanged: number
}

/** What a chart shows. */
export interface Chart {
  /** The first day and the last one, since 1970. */
  from: number
  to: number
  polls: (Sum & { day: number })[]
  /** Says what it shows, to who does not see it. */
  label: string
  /** Says what a bar shows, to who points at it. */
  titleOf: (day: number, sum: Sum) => string
  /** Time goes with the text: an Arabic page has the oldest day on the right. */
  direction: 'rtl' | 'ltr' | undefined
}

const BAR = 10
const GAP = 2

/** A chart of this height, in its own units. */
export function chart({ from, to, polls, label, titleOf, direction }: Chart, height: number): Html {
  const days = to - from + 1
  const width = days * BAR
  const byDay = new Map<number, Sum>()
  for (const each of polls) {
    const sum = byDay.get(each.day) ?? { polls: 0, unchanged: 0 }
    byDay.set(each.day, {
      polls: sum.polls + each.polls,
      unchanged: sum.unchanged + each.unchanged,
    })
  }
  const most = Math.max(1, ...[...byDay.values()].map((sum) => sum.polls))
  const tall = (count: number) => Math.round((count / most) * height * 10) / 10
  const bars = [...byDay].map(([day, sum]) => {
    const along = (day - from) * BAR
    const x = (direction === 'rtl' ? width - BAR - along : along) + GAP / 2
    const [all, foot] = [tall(sum.polls), tall(sum.unchanged)]
    return html`<g
      ><title>${titleOf(day, sum)}</title
      ><rect x="${x}" y="${height - all}" width="${BAR - GAP}" height="${all}" /><rect
        class="unchanged"
        x="${x}"
        y="${height - foot}"
        width="${BAR - GAP}"
        height="${foot}"
    /></g>`
  })
  return html`<svg
    class="chart"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
  >
    ${bars}
  </svg>`
}
