// What the API says of the change feed.

import { createRoute, z } from '@hono/zod-openapi'
import { readCursor } from './cursors.ts'
import { json, limit, problem, refusals, scope } from './description.ts'

const MOST = 200
const USUAL = 100
/** Seconds; proxies give up on a silent connection after thirty. */
const LONGEST_WAIT = 25

const A_WAIT = `expected a number of seconds from 0 to ${LONGEST_WAIT}`

const article = z.object({
  title: z.string(),
  language: z.string(),
  direction: z.enum(['rtl', 'ltr']).optional(),
  published: z.string(),
  updated: z.string(),
  canonical: z.string().optional(),
  sections: z.array(z.string()),
  tags: z.array(z.string()),
})

const change = z
  .object({
    type: z.enum(['create', 'update', 'delete']).openapi({
      description:
        'create: it cannot be there yet; update: it is, unless it was taken away for a time; ' +
        'delete: it is not to be there any more',
    }),
    id: z.string(),
    version: z.number(),
    moment: z.string().openapi({ description: 'When it was written, or its embargo ended' }),
    article: article.optional().openapi({ description: 'Not of what is to be taken away' }),
  })
  .openapi('Change')

export type Change = z.infer<typeof change>

export const getChanges = createRoute({
  method: 'get',
  path: '/changes',
  summary: 'What has to be made, changed and taken away since a cursor, in order',
  security: scope('changes'),
  request: {
    query: z.object({
      since: z
        .string()
        .default('')
        .refine(
          (value) => readCursor(value) !== undefined,
          'expected `next` of an answer, as it was',
        )
        .openapi({ description: '`next` of the answer before; left out: from the beginning' }),
      limit: limit(MOST, USUAL),
      wait: z.coerce
        .number(A_WAIT)
        .min(0, A_WAIT)
        .max(LONGEST_WAIT, A_WAIT)
        .default(0)
        .openapi({ description: 'Seconds to wait for a change where there is none' }),
    }),
  },
  responses: {
    200: json(
      z.object({
        changes: z.array(change),
        next: z.string().openapi({ description: 'Cursor to go on with' }),
        more: z.boolean().openapi({ description: 'Ask again at once: there are more' }),
      }),
      'Each article once, as it is now',
    ),
    304: { description: 'Nothing has changed since the cursor that `If-None-Match` names' },
    ...refusals,
    409: problem('There is no publication yet'),
    422: problem('The limit or the wait is none, or the cursor is none of this store: begin anew'),
  },
})
