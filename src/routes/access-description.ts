// What the API says of tokens and of the audit record.

import { createRoute, z } from '@hono/zod-openapi'
import { moment } from '../article/fields.ts'
import { expected } from '../article/issues.ts'
import { SCOPES } from '../http/access.ts'
import { body, bodyRefusals, json, limit, problem, refusals, scope } from './description.ts'

const LONGEST_LIST = 1000
const USUAL_AUDIT = 100
const LONGEST_GRACE_S = 7 * 24 * 60 * 60

const security = scope('admin')

const tokenName = z
  .string(expected('a text'))
  .regex(
    /^[a-z][a-z0-9-]{0,49}$/,
    'expected a short name of small letters, digits and hyphens, such as wordpress',
  )
  .openapi({ description: 'By which the audit record knows it', example: 'wordpress' })

const tokenAddress = z.object({ name: tokenName })

const tokenFields = {
  name: z.string(),
  scopes: z.array(z.string()),
  created: z.string(),
  expires: z.string().optional(),
  revoked: z.string().optional(),
  previousUntil: z
    .string()
    .optional()
    .openapi({ description: 'Until when the token before the last rotation counts too' }),
}
const tokenSchema = z.object(tokenFields).openapi('Token')
const newTokenSchema = z
  .object({
    token: z.string().openapi({ description: 'Said this once; only its hash is kept' }),
    ...tokenFields,
  })
  .openapi('NewToken')

const auditEntrySchema = z
  .object({
    number: z.number(),
    moment: z.string(),
    actor: z.string().openapi({ description: 'The name of a token, or PUBLISH_TOKEN' }),
    action: z.string().openapi({ example: 'article.put' }),
    subject: z.string().openapi({ description: 'The id of what was changed, or a token’s name' }),
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditEntry')

const NO_TOKEN = problem('There is no such token, or it is revoked')

export const getTokens = createRoute({
  method: 'get',
  path: '/tokens',
  summary: 'List the tokens, those that do not count any more too',
  security,
  request: {
    query: z.object({
      after: z.string().default('').openapi({ description: '`next` of the page before' }),
      limit: limit(LONGEST_LIST, LONGEST_LIST),
    }),
  },
  responses: {
    200: json(
      z.object({ tokens: z.array(tokenSchema), next: z.string().optional() }),
      'In the order of their names',
    ),
    ...refusals,
    422: bodyRefusals[422],
  },
})

export const postToken = createRoute({
  method: 'post',
  path: '/tokens',
  summary: 'Make a token',
  security,
  request: {
    body: body(
      z.strictObject(
        {
          name: tokenName,
          scopes: z
            .array(z.enum(SCOPES, expected(SCOPES.join(' or '))), expected('a list of scopes'))
            .min(1, 'is empty'),
          expires: moment.optional(),
        },
        expected('an object: name, scopes, and expires where the token is to end'),
      ),
    ),
  },
  responses: {
    201: json(newTokenSchema, 'It counts from now on'),
    409: problem('There is, or was, a token of that name'),
    ...bodyRefusals,
  },
})

export const rotateTokenRoute = createRoute({
  method: 'post',
  path: '/tokens/{name}/rotate',
  summary: 'Put a new token in the place of one',
  security,
  request: {
    params: tokenAddress,
    body: body(
      z.strictObject(
        {
          grace: z
            .int(expected('a whole number of seconds'))
            .min(0, 'cannot be negative')
            .max(LONGEST_GRACE_S, `is at most ${LONGEST_GRACE_S}`)
            .default(0)
            .openapi({ description: 'For how many seconds the old one counts too' }),
          expires: moment
            .openapi({ description: 'When the new one ends; as the old one where left out' })
            .optional(),
        },
        expected('an object, which may be empty: grace, expires'),
      ),
    ),
  },
  responses: {
    200: json(newTokenSchema, 'It counts from now on'),
    404: NO_TOKEN,
    ...bodyRefusals,
  },
})

export const deleteToken = createRoute({
  method: 'delete',
  path: '/tokens/{name}',
  summary: 'Revoke a token, at once and for good',
  security,
  request: { params: tokenAddress },
  responses: {
    204: { description: 'It counts no more; its name is not given again' },
    ...refusals,
    404: NO_TOKEN,
    422: bodyRefusals[422],
  },
})

const A_NUMBER = 'expected a whole number from 1 on: `next` of the page before'

export const getAudit = createRoute({
  method: 'get',
  path: '/audit',
  summary: 'Who changed what, the newest first',
  security,
  request: {
    query: z.object({
      before: z.coerce
        .number(A_NUMBER)
        .int(A_NUMBER)
        .min(1, A_NUMBER)
        .default(Number.MAX_SAFE_INTEGER)
        .openapi({ description: '`next` of the page before' }),
      limit: limit(LONGEST_LIST, USUAL_AUDIT),
    }),
  },
  responses: {
    200: json(
      z.object({ entries: z.array(auditEntrySchema), next: z.number().optional() }),
      'An entry for each thing that changed',
    ),
    ...refusals,
    422: bodyRefusals[422],
  },
})
