// GET /api/partners/{id}/usage: how a partner polls, by day, as JSON or as a table that spreadsheets
// read (RFC 4180).

import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Environment } from '../http/environment.ts'
import { preferredType } from '../http/negotiation.ts'
import {
  type DeliveredOn,
  type PartnerPolls,
  readDeliveredByDay,
  readUsage,
} from '../store/partner-polls.ts'
import { KEPT_DAYS } from '../store/polls.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { invalid } from './invalid.ts'
import { getUsage, type UsageDay } from './partner-usage-description.ts'
import { partnerNamed } from './partners.ts'
import { DAY, dayOf } from './poll-counts.ts'

const SHOWN_DAYS = 30
const CSV = 'text/csv'

/** Adds the request about the usage of a partner to the API. */
export function addPartnerUsage(api: OpenAPIHono<Environment>): void {
  api.openapi(getUsage, async (c) => {
    const { id } = c.req.valid('param')
    const { from: first, to: last, format } = c.req.valid('query')
    const { DB: db } = c.env
    const today = dayOf(c.get('now'))
    await partnerNamed(db, id, c.get('now'))
    const to = last === undefined ? today : dayOf(Date.parse(last))
    const from = first === undefined ? to - SHOWN_DAYS + 1 : dayOf(Date.parse(first))
    if (from > to) throw invalid([{ path: ['from'], message: 'is after to' }])
    if (to - from >= KEPT_DAYS) {
      const message = `is more than ${KEPT_DAYS} days before to, and no more are kept`
      throw invalid([{ path: ['from'], message }])
    }
    const [polls, delivered] = await Promise.all([
      readUsage(db, id, from, to),
      readDeliveredByDay(db, id, from, to),
    ])
    const days = daysOf(polls, delivered)
    const type = preferredType(c.req.header('Accept'), ['application/json', CSV])
    c.header('Vary', 'Accept')
    if (format === 'csv' || (format === undefined && type === CSV)) {
      // An id has nothing in it that would have to be escaped.
      return c.text(csv(days), 200, {
        'Content-Type': `${CSV}; charset=utf-8; header=present`,
        'Content-Disposition': `attachment; filename="usage-${id}.csv"`,
      })
    }
    return c.json({ partner: id, from: named(from), to: named(to), days }, 200)
  })
}

function daysOf(polls: PartnerPolls[], delivered: DeliveredOn[]): UsageDay[] {
  const articles = new Map(delivered.map((each) => [each.day, each.articles]))
  const byDay = Map.groupBy(polls, ({ day }) => day)
  const days = new Set([...byDay.keys(), ...articles.keys()])
  return [...days]
    .sort((a, b) => a - b)
    .map((day) => {
      const its = byDay.get(day) ?? []
      const sum = (of: 'polls' | 'unchanged' | 'bytes') =>
        its.reduce((all, each) => all + each[of], 0)
      return {
        day: named(day),
        polls: sum('polls'),
        unchanged: sum('unchanged'),
        bytes: sum('bytes'),
        articles: articles.get(day) ?? 0,
        ...(its.length > 0 && { last: moment(Math.max(...its.map(({ last }) => last))) }),
        clients: its.map(({ client, polls, unchanged, bytes, last }) => {
          return { client, polls, unchanged, bytes, last: moment(last) }
        }),
      }
    })
}

const HEADS = ['day', 'polls', 'unchanged', 'bytes', 'articles', 'last', 'clients'] as const

// No field holds a comma, a quotation mark or a line end: they are numbers, moments and our own names.
function csv(days: UsageDay[]): string {
  const rows = days.map(({ last = '', clients, ...rest }) => {
    const names = clients.map(({ client }) => client).join('; ')
    const row = { ...rest, last, clients: names }
    return HEADS.map((head) => row[head]).join()
  })
  return [HEADS.join(), ...rows].map((row) => `${row}\r\n`).join('')
}

function moment(ms: number): string {
  return rfc3339(new Date(ms))
}

function named(day: number): string {
  return moment(day * DAY).slice(0, 'yyyy-mm-dd'.length)
}
