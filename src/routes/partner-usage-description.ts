// What the API says of how partners poll.

import { createRoute, z } from '@hono/zod-openapi'
import { partnerId } from '../article/partner.ts'
import { bodyRefusals, json, problem, refusals, scope } from './description.ts'

const A_DAY = 'expected a day, such as 2026-08-22'
const day = z.iso.date(A_DAY)

const counts = {
  polls: z.number().openapi({ description: 'Those that were let in' }),
  unchanged: z.number().openapi({ description: 'Those that heard that nothing is new (304)' }),
  bytes: z.number().openapi({ description: 'Of the bodies, as they were sent' }),
}

const usageDay = z
  .object({
    day: z.string().openapi({ description: 'In UTC' }),
    ...counts,
    articles: z.number().openapi({ description: 'Articles that it had never had before that day' }),
    last: z.string().optional().openapi({ description: 'When it polled last' }),
    clients: z.array(
      z.object({
        client: z.string().openapi({ description: 'As it calls itself' }),
        ...counts,
        last: z.string(),
      }),
    ),
  })
  .openapi('PartnerUsageDay')

export type UsageDay = z.infer<typeof usageDay>

const usage = z.object({
  partner: z.string(),
  from: z.string(),
  to: z.string(),
  days: z
    .array(usageDay)
    .openapi({ description: 'Those on which there was any, the earliest first' }),
})

export const getUsage = createRoute({
  method: 'get',
  path: '/partners/{id}/usage',
  summary: 'How a partner polls, by day',
  security: scope('admin'),
  request: {
    params: z.object({ id: partnerId }),
    query: z.object({
      from: day.optional().openapi({ description: 'The first day, in UTC; 29 before `to`' }),
      to: day.optional().openapi({ description: 'The last day, in UTC; today' }),
      format: z
        .enum(['json', 'csv'], 'expected json or csv')
        .optional()
        .openapi({ description: 'In place of what `Accept` says' }),
    }),
  },
  responses: {
    200: {
      description: 'What was counted, up to a quarter of an hour late',
      content: {
        ...json(usage, '').content,
        'text/csv': { schema: z.string().openapi({ description: 'RFC 4180, with a header' }) },
      },
    },
    ...refusals,
    404: problem('There is no such partner'),
    422: bodyRefusals[422],
  },
})
