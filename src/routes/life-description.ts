// What the API says of the life of an article: where in it one is, withholding, killing, restoring,
// deleting.

import { createRoute, z } from '@hono/zod-openapi'
import { articleId, statusChange } from '../article/draft.ts'
import { body, bodyRefusals, json, problem, refusals, scope } from './description.ts'

const security = scope('publish')

export const articleAddress = z.object({ id: articleId })

export const articleState = z
  .enum(['published', 'withheld', 'killed'])
  .openapi({ description: 'A scheduled article is published, and its `visibleFrom` to come' })

export const ifMatch = z.object({
  'if-match': z.string().optional().openapi({
    description: 'Entity tags, or *: the request is for the article only as it is with one of them',
    example: '"812"',
  }),
})

export const PRECONDITION = problem('The article is another than `If-Match` says')
const NO_ARTICLE = problem('There is no such article')
const MALFORMED = problem('`If-Match` is no list of entity tags')

const standingSchema = z
  .object({
    id: z.string(),
    state: articleState,
    isPublic: z.boolean().openapi({ description: 'Whether it is in the feeds now' }),
    version: z.number().openapi({ description: 'Moves when the content changes' }),
    reason: z.string().optional().openapi({ description: 'Why it is withheld or killed' }),
    published: z.string().optional(),
    visibleFrom: z.string().optional(),
    updated: z.string().optional(),
    syndication: z.enum(['none']).optional(),
    changed: z.string().openapi({ description: 'When anything of it, also its state, last did' }),
  })
  .openapi('Standing')

const standing = {
  ...json(standingSchema, 'Where in its life it is'),
  headers: z.object({ ETag: z.string().openapi({ description: 'For `If-Match`' }) }),
}

export const getArticle = createRoute({
  method: 'get',
  path: '/articles/{id}',
  summary: 'Say where in its life an article is',
  security,
  request: { params: articleAddress },
  responses: { 200: standing, ...refusals, 404: NO_ARTICLE, 422: bodyRefusals[422] },
})

export const putStatus = createRoute({
  method: 'put',
  path: '/articles/{id}/status',
  summary: 'Withhold an article, kill it, or publish again what is withheld',
  security,
  request: {
    params: articleAddress,
    headers: ifMatch,
    body: body(statusChange.openapi('StatusChange')),
  },
  responses: {
    200: standing,
    404: NO_ARTICLE,
    409: problem('It is killed, or cannot be published as it was kept'),
    412: PRECONDITION,
    ...bodyRefusals,
  },
})

export const removeArticle = createRoute({
  method: 'delete',
  path: '/articles/{id}',
  summary: 'Take an article out of every feed',
  security,
  request: { params: articleAddress, headers: ifMatch },
  responses: {
    204: { description: 'It is gone; publishing it again brings it back' },
    ...refusals,
    400: MALFORMED,
    404: NO_ARTICLE,
    409: problem('It is killed, and stays so'),
    412: PRECONDITION,
    422: bodyRefusals[422],
  },
})
