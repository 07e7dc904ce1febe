// What the API says of an article and a partner's feed.

import { createRoute, z } from '@hono/zod-openapi'
import { articleId } from '../article/draft.ts'
import { partnerId } from '../article/partner.ts'
import { bodyRefusals, json, problem, refusals, scope } from './description.ts'

const why = z
  .object({
    partner: z.string(),
    article: z.string(),
    isThere: z.boolean().openapi({ description: 'Whether it is in the feed of the partner now' }),
    reasons: z.array(z.string()).openapi({ description: 'Why not, in words for an editor' }),
    image: z.array(z.string()).openapi({ description: 'Why its image stays out, where it does' }),
    delivered: z.string().optional().openapi({ description: 'When the partner had it first' }),
    taken: z
      .string()
      .optional()
      .openapi({ description: 'Since when its feed says that it may have it no longer' }),
  })
  .openapi('PartnerArticle')

export const getPartnerArticle = createRoute({
  method: 'get',
  path: '/partners/{id}/articles/{article}',
  summary: 'Say whether an article is in the feed of a partner, and if not, why',
  security: scope('admin'),
  request: { params: z.object({ id: partnerId, article: articleId }) },
  responses: {
    200: json(why, 'As it is now'),
    ...refusals,
    404: problem('There is no such partner or article'),
    422: bodyRefusals[422],
  },
})
