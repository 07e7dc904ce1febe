// What the API says of syncs: what the runs of a source came to.

import { createRoute, z } from '@hono/zod-openapi'
import { articleOrigin } from '../article/draft.ts'
import { expected } from '../article/issues.ts'
import { LONGEST_PROBLEM, MOST_PROBLEMS } from '../store/syncs.ts'
import { body, bodyRefusals, scope } from './description.ts'

const count = z.int(expected('a whole number')).min(0, 'cannot be negative').default(0)
const text = z
  .string(expected('a text'))
  .max(LONGEST_PROBLEM, `is longer than ${LONGEST_PROBLEM} characters`)

const syncOutcome = z
  .strictObject(
    {
      created: count,
      updated: count,
      unchanged: count,
      removed: count,
      refused: count.meta({ description: 'What could not be published' }),
      problems: z
        .array(
          z.strictObject(
            {
              place: text.meta({ example: 'articles/a.md:3' }),
              detail: text,
            },
            expected('a problem: place and detail'),
          ),
        )
        .max(MOST_PROBLEMS, `holds more than ${MOST_PROBLEMS}`)
        .default([]),
      stopped: text.optional().meta({ description: 'Why it ended before its end' }),
    },
    expected('what a run came to'),
  )
  .openapi('SyncOutcome')

export const putSyncRoute = createRoute({
  method: 'put',
  path: '/syncs/{origin}',
  summary: "Say what the last run of a source came to, for the operator's page",
  security: scope('publish'),
  request: { params: z.object({ origin: articleOrigin }), body: body(syncOutcome) },
  responses: { 204: { description: 'It is kept, in place of the run before' }, ...bodyRefusals },
})
