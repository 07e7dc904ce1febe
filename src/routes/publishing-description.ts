// What the publishing API says of itself: its requests and answers, as /api/openapi.json has them and
// as they are checked.

import { createRoute, z } from '@hono/zod-openapi'
import { draft, draftFields } from '../article/draft.ts'
import { expected } from '../article/issues.ts'
import { publication } from '../article/publication.ts'
import { body, bodyRefusals, json, limit, problem, refusals, scope } from './description.ts'
import { articleAddress, articleState, ifMatch, PRECONDITION } from './life-description.ts'

const LARGEST_BATCH = 100
const LONGEST_LIST = 1000

const resultSchema = z
  .object({
    id: z.string(),
    version: z.number(),
    change: z.enum(['created', 'updated', 'unchanged']),
    state: articleState,
    notes: z
      .array(z.object({ field: z.string(), detail: z.string() }))
      .openapi({ description: 'What cleaning and sanitising did' }),
  })
  .openapi('Result')

const draftSchema = draft.openapi('Draft')
const publicationSchema = publication.openapi('Publication')

const security = scope('publish')
const NO_PUBLICATION = problem('There is no publication yet')

const idempotencyKey = z.object({
  'idempotency-key': z.string().optional().openapi({
    description:
      'A request that is sent again with its key is answered as it was the first time; kept 24 hours',
    example: '"8e03978e-40d5-43e9-bc93-6894a57f9324"',
  }),
})

export const getPublication = createRoute({
  method: 'get',
  path: '/publication',
  summary: 'The publication',
  security,
  responses: {
    200: json(publicationSchema, 'As it is kept'),
    ...refusals,
    409: NO_PUBLICATION,
  },
})

export const putPublication = createRoute({
  method: 'put',
  path: '/publication',
  summary: 'Set the publication',
  security,
  request: { body: body(publicationSchema) },
  responses: {
    200: json(
      z.object({
        changed: z.boolean(),
        stale: z.boolean().openapi({ description: 'Articles are to be processed again' }),
      }),
      'It is kept',
    ),
    ...bodyRefusals,
    409: problem('An export was put into the store, and not to its end'),
  },
})

export const getArticles = createRoute({
  method: 'get',
  path: '/articles',
  summary: 'List the articles of an origin',
  security,
  request: {
    query: z.object({
      origin: z.string().default('api'),
      after: z.string().default('').openapi({ description: '`next` of the page before' }),
      limit: limit(LONGEST_LIST, LONGEST_LIST),
    }),
  },
  responses: {
    200: json(
      z.object({
        articles: z.array(
          z.object({
            id: z.string(),
            version: z.number(),
            digest: z.string(),
            state: articleState,
          }),
        ),
        next: z.string().optional(),
      }),
      'In the order of their ids',
    ),
    ...refusals,
    422: bodyRefusals[422],
  },
})

export const postArticles = createRoute({
  method: 'post',
  path: '/articles',
  summary: 'Publish a batch, all of it or nothing',
  security,
  request: {
    headers: idempotencyKey,
    body: body(
      z.strictObject(
        {
          articles: z
            .array(draftSchema, expected('a list of drafts'))
            .min(1, 'is empty')
            .max(LARGEST_BATCH, `holds more than ${LARGEST_BATCH}`),
        },
        expected('an object with a list of drafts: articles'),
      ),
    ),
  },
  responses: {
    200: json(z.object({ results: z.array(resultSchema) }), 'All are published'),
    409: NO_PUBLICATION,
    ...bodyRefusals,
  },
})

export const putArticle = createRoute({
  method: 'put',
  path: '/articles/{id}',
  summary: 'Publish one article',
  security,
  request: {
    params: articleAddress,
    headers: ifMatch,
    body: body(draftFields.openapi('DraftFields')),
  },
  responses: {
    200: json(resultSchema, 'It was there'),
    201: json(resultSchema, 'It is new'),
    409: problem('There is no publication yet, or the article is killed'),
    412: PRECONDITION,
    ...bodyRefusals,
  },
})

export const reprocess = createRoute({
  method: 'post',
  path: '/reprocess',
  summary: 'Process some of the articles again that a change of the publication has made stale',
  security,
  responses: {
    200: json(
      z.object({
        processed: z.number(),
        remaining: z.boolean(),
        failed: z.array(z.object({ id: z.string(), detail: z.string() })),
      }),
      'Call it again while some remain',
    ),
    ...refusals,
    409: NO_PUBLICATION,
  },
})
