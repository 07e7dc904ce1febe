// What the publishing API says of itself: its requests and answers, as /api/openapi.json has them and
// as they are checked.

import { createRoute, z } from '@hono/zod-openapi'
import { articleId, draft, draftFields } from '../article/draft.ts'
import { expected } from '../article/issues.ts'
import { publication } from '../article/publication.ts'

const LARGEST_BATCH = 100
const LONGEST_LIST = 1000

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .openapi('Problem')

const resultSchema = z
  .object({
    id: z.string(),
    version: z.number(),
    change: z.enum(['created', 'updated', 'unchanged']),
    notes: z
      .array(z.object({ field: z.string(), detail: z.string() }))
      .openapi({ description: 'What cleaning and sanitising did' }),
  })
  .openapi('Result')

const draftSchema = draft.openapi('Draft')
const publicationSchema = publication.openapi('Publication')

function json<T extends z.ZodType>(schema: T, description: string) {
  return { content: { 'application/json': { schema } }, description }
}

function body<T extends z.ZodType>(schema: T) {
  return { content: { 'application/json': { schema } }, required: true }
}

function problem(description: string) {
  return { content: { 'application/problem+json': { schema: problemSchema } }, description }
}

const security = [{ token: [] }]
const NO_PUBLICATION = problem('There is no publication yet')
/** Of every request. */
const refusals = {
  401: problem('No token, or not the right one'),
  503: problem('Publishing is off: this deployment has no token'),
}
/** Of every request with a body. */
const bodyRefusals = {
  ...refusals,
  400: problem('The body is no JSON, or no UTF-8'),
  413: problem('The request is too large: send less at once'),
  415: problem('The body is not sent as application/json'),
  422: problem('Something in the address or the body is wrong; `errors` says what and where'),
}
const articleAddress = z.object({ id: articleId })
const A_LIMIT = `expected a whole number from 1 to ${LONGEST_LIST}`

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
      limit: z.coerce
        .number(A_LIMIT)
        .int(A_LIMIT)
        .min(1, A_LIMIT)
        .max(LONGEST_LIST, A_LIMIT)
        .default(LONGEST_LIST),
    }),
  },
  responses: {
    200: json(
      z.object({
        articles: z.array(z.object({ id: z.string(), version: z.number(), digest: z.string() })),
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
    body: body(draftFields.openapi('DraftFields')),
  },
  responses: {
    200: json(resultSchema, 'It was there'),
    201: json(resultSchema, 'It is new'),
    409: NO_PUBLICATION,
    ...bodyRefusals,
  },
})

export const removeArticle = createRoute({
  method: 'delete',
  path: '/articles/{id}',
  summary: 'Take an article out of every feed',
  security,
  request: { params: articleAddress },
  responses: {
    204: { description: 'It is gone; publishing it again brings it back' },
    ...refusals,
    404: problem('There is no such article'),
    422: bodyRefusals[422],
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
