// What the descriptions of all API requests have in common: scopes, bodies, answers, problems, paging.

import { z } from '@hono/zod-openapi'
import type { Scope } from '../http/access.ts'

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .openapi('Problem')

/** An answer in JSON. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { content: { 'application/json': { schema } }, description }
}

/** A body in JSON, without which the request is refused. */
export function body<T extends z.ZodType>(schema: T) {
  return { content: { 'application/json': { schema } }, required: true }
}

/** An answer that is a problem document. */
export function problem(description: string) {
  return { content: { 'application/problem+json': { schema: problemSchema } }, description }
}

/** How many of a list are asked for: from 1 to `most`, `usual` where it is left out. */
export function limit(most: number, usual: number) {
  const message = `expected a whole number from 1 to ${most}`
  return z.coerce.number(message).int(message).min(1, message).max(most, message).default(usual)
}

/** The scope of the token that a request takes (OpenAPI 3.1 §4.8.30). */
export function scope(of: Scope) {
  return [{ token: [of] }]
}

/** Of every request. */
export const refusals = {
  401: problem('No token, or none that counts'),
  403: problem('The token lacks the scope'),
  429: problem('Too many requests with no token that counts; `Retry-After` says how long to wait'),
}

/** Of every request with a body. */
export const bodyRefusals = {
  ...refusals,
  400: problem('The body is no JSON, or no UTF-8'),
  413: problem('The request is too large: send less at once'),
  415: problem('The body is not sent as application/json'),
  422: problem('Something in the address or the body is wrong; `errors` says what and where'),
}
