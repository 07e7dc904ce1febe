// What the operator's page says of partners: how they poll, a line and a small chart for each.

import { html } from 'hono/html'
import type { Partner } from '../article/partner.ts'
import type { PartnerPolls } from '../store/partner-polls.ts'
import { formatNumber } from '../text/people-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { type Html, moment, type Page } from './pages-page.ts'
import { chart } from './status-chart.ts'
import { nameOfReader, part, share, sumOf, table, titleOfBar, written } from './status-parts.ts'
import type { StatusWords } from './status-words.ts'

/** What is shown of partners. */
export interface PartnerStatus {
  /** The first day that is shown and the last one, since 1970. */
  from: number
  to: number
  partners: Partner[]
  /** Of these partners. */
  partnerPolls: PartnerPolls[]
}

/** Where there is none, nothing: most newsrooms have none. */
export function partnersPart(page: Page, words: StatusWords, status: PartnerStatus): Html {
  const { from, to, partners, partnerPolls } = status
  if (partners.length === 0) return html``
  const { direction } = page
  const titleOf = titleOfBar(page, words)
  const heads = [
    words.partner,
    words.clients,
    words.count,
    words.unchanged,
    words.bytes,
    words.lastPoll,
    words.byDay,
  ]
  const byPartner = Map.groupBy(partnerPolls, ({ partner }) => partner)
  return part('partners', words.partners, [
    html`<p>${words.partnersAre}</p>`,
    table(
      words.partners,
      heads,
      partners.map(({ id, name }) => {
        const polls = byPartner.get(id) ?? []
        const sum = sumOf(polls)
        const clients = [...new Set(polls.map(({ client }) => nameOfReader(client, words)))]
        const last = Math.max(...polls.map((each) => each.last))
        const label = `${words.byDay}: ${name}`
        return [
          html`<bdi>${name}</bdi> <code dir="ltr">${id}</code>`,
          html`${clients.map((client, at) => html`${at > 0 ? ', ' : ''}<bdi>${client}</bdi>`)}`,
          html`${written(sum.polls, page)}`,
          html`${polls.length > 0 ? share(sum.unchanged, sum.polls, page) : '—'}`,
          html`${size(
            polls.reduce((all, { bytes }) => all + bytes, 0),
            page,
          )}`,
          polls.length > 0 ? html`${moment(rfc3339(new Date(last)), page)}` : html`—`,
          chart({ from, to, polls, label, titleOf, direction }, 24),
        ]
      }),
    ),
  ])
}

function size(bytes: number, { language }: Page): string {
  const megabytes = bytes / 1_000_000
  const style = { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 } as const
  return formatNumber(megabytes, language, style)
}
