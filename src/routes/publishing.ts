// The publishing API: what changes the store. Guarded by a bearer token; its own description is
// /api/openapi.json.

import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context, Next } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { bodyLimit } from 'hono/body-limit'
import { digest } from '../article/digest.ts'
import { articleId, type Draft, draft, draftFields } from '../article/draft.ts'
import { type Note, processingHash, publish, DraftError } from '../article/publish.ts'
import { expected, type Issue, issuesOf } from '../article/issues.ts'
import { publication } from '../article/publication.ts'
import type { Environment } from '../http/environment.ts'
import { Problem, pointer } from '../http/problem.ts'
import { listArticles, readStale, setAside } from '../store/listing.ts'
import {
  IdentityError,
  readPublication,
  type StoredPublication,
  writePublication,
} from '../store/publication.ts'
import { deleteArticle, type Incoming, writeArticles, type Written } from '../store/writing.ts'

/** Bytes of one request. */
const LARGEST_REQUEST = 4 * 1024 * 1024
const LARGEST_BATCH = 100
const LONGEST_LIST = 1000
// As many as a worker on the smallest plan has time for.
const REPROCESSED_AT_ONCE = 20

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

const putPublication = createRoute({
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

const getArticles = createRoute({
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

const postArticles = createRoute({
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

const putArticle = createRoute({
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

const removeArticle = createRoute({
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

const reprocess = createRoute({
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

/** The publishing API, mounted at /api. */
export const publishing = new OpenAPIHono<Environment>({
  defaultHook: (result) => {
    if (!result.success) throw invalid(issuesOf(result.error))
  },
})

publishing.openAPIRegistry.registerComponent('securitySchemes', 'token', {
  type: 'http',
  scheme: 'bearer',
})

publishing.doc31('/openapi.json', {
  openapi: '3.1.0',
  info: {
    title: 'Khulasa publishing API',
    version: '1',
    description: 'What is published here is in the feeds from its `visibleFrom` on.',
  },
  servers: [{ url: '/api' }],
})

// `/articles/*` is `/articles` too.
for (const path of ['/publication', '/articles/*', '/reprocess']) {
  publishing.use(path, (c, next) => {
    const token = c.env.PUBLISH_TOKEN
    if (!token) throw new Problem(503, 'Publishing is off: the secret PUBLISH_TOKEN is not set.')
    return bearerAuth<Environment>({ token })(c, next)
  })
  publishing.use(
    path,
    bodyLimit({
      maxSize: LARGEST_REQUEST,
      onError: () => {
        throw new Problem(
          413,
          `A request holds at most ${LARGEST_REQUEST} bytes: send less at once.`,
        )
      },
    }),
  )
  publishing.use(path, utf8Only)
}

/** Else what is no UTF-8 would be kept with U+FFFD in its place. */
async function utf8Only(c: Context<Environment>, next: Next): Promise<void> {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(await c.req.arrayBuffer())
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Problem(400, 'The body is no UTF-8: send JSON in UTF-8.')
  }
  await next()
}

publishing.openapi(putPublication, async (c) => {
  const written = await writePublication(c.env.DB, c.req.valid('json'), c.get('now')).catch(
    (error: unknown) => {
      if (!(error instanceof IdentityError)) throw error
      throw invalid([{ path: ['id'], message: error.message }])
    },
  )
  const processing = await processingHash(written.publication)
  const stale = await readStale(c.env.DB, processing, 1)
  return c.json({ changed: written.changed, stale: stale.length > 0 }, 200)
})

publishing.openapi(getArticles, async (c) => {
  const { origin, after, limit } = c.req.valid('query')
  const articles = await listArticles(c.env.DB, origin, after, limit)
  const next = articles.length === limit ? articles.at(-1)?.id : undefined
  return c.json({ articles, next }, 200)
})

publishing.openapi(postArticles, async (c) => {
  const { articles } = c.req.valid('json')
  const repeated = articles.flatMap(({ id }, index): Issue[] => {
    const first = articles.findIndex((other) => other.id === id)
    const message = `"${id}" stands in /articles/${first} too`
    return first === index ? [] : [{ path: ['articles', index, 'id'], message }]
  })
  if (repeated.length > 0) throw invalid(repeated)
  const results = await publishAll(c, articles, (index) => ['articles', index])
  return c.json({ results }, 200)
})

publishing.openapi(putArticle, async (c) => {
  const { id } = c.req.valid('param')
  const fields = c.req.valid('json')
  if (fields.id !== undefined && fields.id !== id) {
    throw invalid([{ path: ['id'], message: 'is another than the one in the address' }])
  }
  const [result] = await publishAll(c, [{ ...fields, id }], () => [])
  if (!result) throw new Error('one article published, no result')
  return c.json(result, result.change === 'created' ? 201 : 200)
})

publishing.openapi(removeArticle, async (c) => {
  const { id } = c.req.valid('param')
  const found = await deleteArticle(c.env.DB, id, c.get('now'))
  if (!found) throw new Problem(404, `There is no article "${id}".`)
  return c.body(null, 204)
})

publishing.openapi(reprocess, async (c) => {
  const kept = await publicationOf(c)
  const processing = await processingHash(kept)
  const stale = await readStale(c.env.DB, processing, REPROCESSED_AT_ONCE + 1)
  const failed: { id: string; detail: string }[] = []
  const incoming = stale.slice(0, REPROCESSED_AT_ONCE).flatMap(({ draft: each, digest: known }) => {
    try {
      return [{ draft: each, digest: known, article: publish(each, kept).article }]
    } catch (error) {
      if (!(error instanceof DraftError)) throw error
      failed.push({ id: each.id, detail: error.message })
      return []
    }
  })
  await setAside(
    c.env.DB,
    processing,
    failed.map(({ id }) => id),
  )
  const context = { publication: kept, processing, now: c.get('now'), by: 'processing' } as const
  await writeArticles(c.env.DB, incoming, context)
  const remaining = stale.length > REPROCESSED_AT_ONCE
  return c.json({ processed: incoming.length, remaining, failed }, 200)
})

type Result = Written & { notes: Note[] }

async function publishAll(
  c: Context<Environment>,
  drafts: Draft[],
  path: (index: number) => (string | number)[],
): Promise<Result[]> {
  const kept = await publicationOf(c)
  const issues: Issue[] = []
  const notes: Note[][] = []
  const incoming: Incoming[] = []
  for (const [index, each] of drafts.entries()) {
    try {
      const published = publish(each, kept)
      notes.push(published.notes)
      incoming.push({ draft: each, article: published.article, digest: await digest(each) })
    } catch (error) {
      if (!(error instanceof DraftError)) throw error
      for (const issue of error.issues) {
        issues.push({ ...issue, path: [...path(index), ...issue.path] })
      }
    }
  }
  if (issues.length > 0) throw invalid(issues)
  const processing = await processingHash(kept)
  const context = { publication: kept, processing, now: c.get('now'), by: 'newsroom' } as const
  const written = await writeArticles(c.env.DB, incoming, context)
  return written.map((each, index) => ({ ...each, notes: notes[index] ?? [] }))
}

async function publicationOf(c: Context<Environment>): Promise<StoredPublication> {
  const kept = await readPublication(c.env.DB)
  if (!kept) throw new Problem(409, 'There is no publication yet: PUT /api/publication first.')
  return kept
}

function invalid(issues: Issue[]): Problem {
  const errors = issues.map(({ path, message }) => ({ pointer: pointer(path), detail: message }))
  const first = errors.slice(0, 3).map(({ pointer: at, detail }) => `${at || 'body'}: ${detail}`)
  const more = errors.length > 3 ? ` (and ${errors.length - 3} more)` : ''
  return new Problem(422, first.join('; ') + more, { errors })
}
