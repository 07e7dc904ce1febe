// What the API says of partners and of the keys of their feeds.

import { createRoute, z } from '@hono/zod-openapi'
import { articleOrigin } from '../article/draft.ts'
import { moment } from '../article/fields.ts'
import { expected } from '../article/issues.ts'
import { partner, partnerFields, partnerId } from '../article/partner.ts'
import { body, bodyRefusals, json, limit, problem, refusals, scope } from './description.ts'

const LONGEST_LIST = 200

const security = scope('admin')

const partnerAddress = z.object({ id: partnerId })

const A_NUMBER = 'expected the number of a key'
const keyNumber = z.coerce.number(A_NUMBER).int(A_NUMBER).min(1, A_NUMBER)

const partnerSchema = partner.openapi('Partner')

const storedPartner = z
  .object({
    partner: partnerSchema,
    version: z.number().openapi({ description: 'Goes up with each change of the record' }),
    changed: z.string(),
    keys: z.number().openapi({ description: 'How many of its keys count now' }),
  })
  .openapi('StoredPartner')

const keyFields = {
  number: z
    .number()
    .openapi({ description: 'By which it is revoked; given once, until the partner is taken out' }),
  created: z.string(),
  expires: z.string().optional(),
  revoked: z.string().optional(),
}
const keySchema = z.object(keyFields).openapi('PartnerKey')
const newKeySchema = z
  .object({
    key: z.string().openapi({ description: 'Said this once; only its hash is kept' }),
    ...keyFields,
  })
  .openapi('NewPartnerKey')

const NO_PARTNER = problem('There is no such partner')

export const getPartners = createRoute({
  method: 'get',
  path: '/partners',
  summary: 'List the partners',
  security,
  request: {
    query: z.object({
      origin: articleOrigin.optional().openapi({ description: 'Only those of this origin' }),
      after: z.string().default('').openapi({ description: '`next` of the page before' }),
      limit: limit(LONGEST_LIST, LONGEST_LIST),
    }),
  },
  responses: {
    200: json(
      z.object({ partners: z.array(storedPartner), next: z.string().optional() }),
      'In the order of their ids',
    ),
    ...refusals,
    422: bodyRefusals[422],
  },
})

export const getPartner = createRoute({
  method: 'get',
  path: '/partners/{id}',
  summary: 'The record of a partner',
  security,
  request: { params: partnerAddress },
  responses: {
    200: json(storedPartner, 'As it is kept'),
    ...refusals,
    404: NO_PARTNER,
    422: bodyRefusals[422],
  },
})

const written = z.object({
  id: z.string(),
  version: z.number(),
  change: z.enum(['created', 'updated', 'unchanged']),
  notes: z.array(z.object({ field: z.string(), detail: z.string() })).openapi({
    description: 'Terms that have no effect under its profile, or are not what it wants',
  }),
})

export const putPartner = createRoute({
  method: 'put',
  path: '/partners/{id}',
  summary: 'Make a partner, or put another record in the place of the one there is',
  security,
  request: { params: partnerAddress, body: body(partnerFields.openapi('PartnerFields')) },
  responses: {
    200: json(written, 'It is kept'),
    201: json(written, 'There is one more partner'),
    409: problem('There is no publication yet'),
    ...bodyRefusals,
  },
})

export const deletePartnerRoute = createRoute({
  method: 'delete',
  path: '/partners/{id}',
  summary: 'Take a partner out, and all its keys for good',
  security,
  request: { params: partnerAddress },
  responses: {
    204: { description: 'It is gone' },
    ...refusals,
    404: NO_PARTNER,
    422: bodyRefusals[422],
  },
})

export const getKeys = createRoute({
  method: 'get',
  path: '/partners/{id}/keys',
  summary: 'List the keys of a partner, those that do not count any more too',
  security,
  request: {
    params: partnerAddress,
    query: z.object({
      after: z.coerce
        .number(A_NUMBER)
        .int(A_NUMBER)
        .min(0, A_NUMBER)
        .default(0)
        .openapi({ description: '`next` of the page before' }),
      limit: limit(LONGEST_LIST, LONGEST_LIST),
    }),
  },
  responses: {
    200: json(
      z.object({ keys: z.array(keySchema), next: z.number().optional() }),
      'In the order of their numbers',
    ),
    ...refusals,
    404: NO_PARTNER,
    422: bodyRefusals[422],
  },
})

export const postKey = createRoute({
  method: 'post',
  path: '/partners/{id}/keys',
  summary: 'Make a key for the feeds of a partner',
  security,
  request: {
    params: partnerAddress,
    body: body(
      z.strictObject(
        { expires: moment.optional() },
        expected('an object, which may be empty: expires, where the key is to end'),
      ),
    ),
  },
  responses: {
    201: json(newKeySchema, 'It counts from now on'),
    404: NO_PARTNER,
    409: problem('Two keys count already: one is to be revoked first'),
    ...bodyRefusals,
  },
})

export const deleteKeyRoute = createRoute({
  method: 'delete',
  path: '/partners/{id}/keys/{number}',
  summary: 'Revoke a key, at once and for good',
  security,
  request: { params: partnerAddress.extend({ number: keyNumber }) },
  responses: {
    204: { description: 'It counts no more; its number is not given again' },
    ...refusals,
    404: problem('There is no such key, or it is revoked'),
    422: bodyRefusals[422],
  },
})
