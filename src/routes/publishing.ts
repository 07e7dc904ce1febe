// The publishing API: what changes the store. Guarded by bearer tokens; its own description is
// /api/openapi.json.

import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { sha256 } from '../article/digest.ts'
import type { Draft } from '../article/draft.ts'
import { processingHash, publish, DraftError } from '../article/publish.ts'
import { type Issue, issuesOf } from '../article/issues.ts'
import type { Environment } from '../http/environment.ts'
import { readIdempotencyKey } from '../http/idempotency-key.ts'
import { Problem } from '../http/problem.ts'
import { utf8Only } from '../http/utf8-only.ts'
import { KeyReusedError, LargeAnswerError, writeArticlesOnce } from '../store/idempotency.ts'
import { KilledError } from '../store/killed.ts'
import { listArticles, readStale } from '../store/listing.ts'
import { HalfRecoveredError, IdentityError, writePublication } from '../store/publication.ts'
import { type Unmade, writeReprocessed } from '../store/reprocessing.ts'
import { writeArticles } from '../store/writing.ts'
import { repeatedKey } from '../text/repeated-key.ts'
import { addAccess } from './access.ts'
import { auditContext, guard, requires } from './access-guard.ts'
import { addChanges } from './changes.ts'
import { invalid } from './invalid.ts'
import { addLife } from './life.ts'
import { addPartnerUsage } from './partner-usage.ts'
import { addPartnerWhy } from './partner-why.ts'
import { addPartners } from './partners.ts'
import { keptPublication, newsroomContext, publishDrafts, type Result } from './publish-drafts.ts'
import {
  getArticles,
  getPublication,
  postArticles,
  putArticle,
  putPublication,
  reprocess,
} from './publishing-description.ts'
import { killedBecause, preconditionOf, refusalOf } from './refused.ts'
import { addStore } from './store.ts'
import { addSyncs } from './syncs.ts'

/** Bytes of one request. */
const LARGEST_REQUEST = 4 * 1024 * 1024
// As many as a worker on the smallest plan has time for.
const REPROCESSED_AT_ONCE = 20

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

// What stands above this is for everybody, what stands below for nobody without a token.
publishing.use(guard)
// `/articles/*` is `/articles` too.
for (const path of ['/publication', '/articles/*', '/reprocess', '/syncs/*']) {
  publishing.use(path, requires('publish'))
}
publishing.use('/changes', requires('changes'))
for (const path of ['/tokens/*', '/partners/*', '/audit', '/store']) {
  publishing.use(path, requires('admin'))
}
publishing.use(
  bodyLimit({
    maxSize: LARGEST_REQUEST,
    onError: () => {
      throw new Problem(413, `A request holds at most ${LARGEST_REQUEST} bytes: send less at once.`)
    },
  }),
  utf8Only,
  eachKeyOnce,
)
addAccess(publishing)
addChanges(publishing)
addLife(publishing)
addPartners(publishing)
addPartnerUsage(publishing)
addPartnerWhy(publishing)
addStore(publishing)
addSyncs(publishing)

publishing.openapi(getPublication, async (c) => c.json(await keptPublication(c.env.DB), 200))

publishing.openapi(putPublication, async (c) => {
  const written = await writePublication(c.env.DB, c.req.valid('json'), auditContext(c)).catch(
    (error: unknown) => {
      if (error instanceof HalfRecoveredError) throw new Problem(409, HALF_RECOVERED)
      if (!(error instanceof IdentityError)) throw error
      throw invalid([{ path: ['id'], message: error.message }])
    },
  )
  return c.json(written, 200)
})

const HALF_RECOVERED =
  'An export is being put into this store, or was broken off: run `recover` to its end, which brings ' +
  'the publication too, or begin with an empty database.'

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
  const key = readIdempotencyKey(c.req.valid('header')['idempotency-key'])
  const results = await publishBatch(c, articles, key).catch((error: unknown) => {
    throw batchRefusal(error, articles)
  })
  return c.json({ results }, 200)
})

publishing.openapi(putArticle, async (c) => {
  const { id } = c.req.valid('param')
  const fields = c.req.valid('json')
  if (fields.id !== undefined && fields.id !== id) {
    throw invalid([{ path: ['id'], message: 'is another than the one in the address' }])
  }
  const precondition = preconditionOf(c.req.valid('header')['if-match'])
  const context = await newsroomContext(await keptPublication(c.env.DB), auditContext(c))
  const published = await publishDrafts([{ ...fields, id }], context.publication, () => [])
  const written = await writeArticles(c.env.DB, published.incoming, context, precondition).catch(
    (error: unknown) => {
      throw refusalOf(error)
    },
  )
  const [result] = published.answerOf(written)
  if (!result) throw new Error('one article published, no result')
  return c.json(result, result.change === 'created' ? 201 : 200)
})

publishing.openapi(reprocess, async (c) => {
  const kept = await keptPublication(c.env.DB)
  const processing = await processingHash(kept)
  const stale = await readStale(c.env.DB, processing, REPROCESSED_AT_ONCE + 1)
  const failed: { id: string; detail: string }[] = []
  const unmade: Unmade[] = []
  const incoming = stale.slice(0, REPROCESSED_AT_ONCE).flatMap(({ draft: each, digest: known }) => {
    try {
      return [{ draft: each, digest: known, article: publish(each, kept).article }]
    } catch (error) {
      if (!(error instanceof DraftError)) throw error
      failed.push({ id: each.id, detail: error.message })
      unmade.push({ id: each.id, digest: known })
      return []
    }
  })
  const context = { publication: kept, processing, ...auditContext(c), by: 'processing' } as const
  await writeReprocessed(c.env.DB, incoming, unmade, context)
  const remaining = stale.length > REPROCESSED_AT_ONCE
  return c.json({ processed: incoming.length, remaining, failed }, 200)
})

/** Which of two members counts would be the parser's choice, and the other be dropped silently. */
async function eachKeyOnce(c: Context<Environment>, next: Next): Promise<void> {
  const path = repeatedKey(await c.req.text())
  if (path) throw invalid([{ path, message: 'stands twice: leave one of them out' }])
  await next()
}

async function publishBatch(
  c: Context<Environment>,
  drafts: Draft[],
  key: string | undefined,
): Promise<Result[]> {
  const context = await newsroomContext(await keptPublication(c.env.DB), auditContext(c))
  const publish = () => publishDrafts(drafts, context.publication, (index) => ['articles', index])
  if (key !== undefined) {
    const request = { key, digest: await sha256(drafts) }
    return writeArticlesOnce(c.env.DB, request, publish, context)
  }
  const { incoming, answerOf } = await publish()
  return answerOf(await writeArticles(c.env.DB, incoming, context))
}

/** What the store refuses of a batch; any other error as it is. */
function batchRefusal(error: unknown, drafts: Draft[]): unknown {
  if (error instanceof KeyReusedError) {
    const detail =
      'The `Idempotency-Key` has come with another body: send the same body again, or another key.'
    return new Problem(422, detail)
  }
  if (error instanceof LargeAnswerError) {
    const detail =
      'The answer is too large to be kept for its `Idempotency-Key`: send fewer articles at once.'
    return new Problem(413, detail)
  }
  if (!(error instanceof KilledError)) return error
  return invalid(
    error.killed.map(({ id, reason }) => {
      const index = drafts.findIndex((each) => each.id === id)
      return {
        path: ['articles', index, 'status'],
        message: `is missing: ${killedBecause(reason)}`,
      }
    }),
  )
}
