// What the parts of the operator's page have in common.

import { html } from 'hono/html'
import { formatDay, formatNumber } from '../text/people-dates.ts'
import type { Html, Page } from './pages-page.ts'
import { DAY } from './poll-counts.ts'
import type { Sum } from './status-chart.ts'
import type { StatusWords } from './status-words.ts'

export function titleOfBar(page: Page, words: StatusWords): (day: number, sum: Sum) => string {
  return (day, sum) =>
    `${dayNamed(day, page)}: ${written(sum.polls, page)}; ${words.unchanged}: ${share(sum.unchanged, sum.polls, page)}`
}

export function nameOfReader(reader: string, words: StatusWords): string {
  if (reader === 'browser') return words.browser
  return reader === 'other' ? words.other : reader
}

export function part(id: string, heading: string, children: Html[]): Html {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${heading}</h2>
    ${children}
  </section>`
}

/** Wider than a phone, it is moved by keyboard too. */
export function table(label: string, heads: string[], rows: Html[][]): Html {
  return html`<div class="scrolled" tabindex="0" role="group" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            ${row.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

export function sumOf(polls: (Sum & { conditional?: number })[]) {
  const sum = { polls: 0, conditional: 0, unchanged: 0 }
  for (const each of polls) {
    sum.polls += each.polls
    sum.conditional += each.conditional ?? 0
    sum.unchanged += each.unchanged
  }
  return sum
}

function dayNamed(day: number, { language }: Page): string {
  return formatDay(new Date(day * DAY), language, 'UTC')
}

export function written(count: number, { language }: Page): string {
  return formatNumber(count, language)
}

export function share(some: number, all: number, { language }: Page): string {
  return formatNumber(some / all, language, { style: 'percent', maximumFractionDigits: 0 })
}
