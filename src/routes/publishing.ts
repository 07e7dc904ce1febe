// The publishing API: what changes the store. Guarded by bearer tokens; its own description is
// /api/openapi.json.

import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { digest } from '../article/digest.ts'
import type { Draft } from '../article/draft.ts'
import { type Note, processingHash, publish, DraftError } from '../article/publish.ts'
import { type Issue, issuesOf } from '../article/issues.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { listArticles, readStale, setAside } from '../store/listing.ts'
import {
  IdentityError,
  readPublication,
  type StoredPublication,
  writePublication,
} from '../store/publication.ts'
import { deleteArticle } from '../store/removing.ts'
import { type Incoming, writeArticles, type Written } from '../store/writing.ts'
import { addAccess } from './access.ts'
import { auditContext, guard, requires } from './access-guard.ts'
import { addChanges } from './changes.ts'
import { invalid } from './invalid.ts'
import {
  getArticles,
  postArticles,
  putArticle,
  putPublication,
  removeArticle,
  reprocess,
} from './publishing-description.ts'

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
for (const path of ['/publication', '/articles/*', '/reprocess']) {
  publishing.use(path, requires('publish'))
}
publishing.use('/changes', requires('changes'))
for (const path of ['/tokens/*', '/audit']) publishing.use(path, requires('admin'))
publishing.use(
  bodyLimit({
    maxSize: LARGEST_REQUEST,
    onError: () => {
      throw new Problem(413, `A request holds at most ${LARGEST_REQUEST} bytes: send less at once.`)
    },
  }),
  utf8Only,
)
addAccess(publishing)
addChanges(publishing)

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
  const written = await writePublication(c.env.DB, c.req.valid('json'), auditContext(c)).catch(
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
  const found = await deleteArticle(c.env.DB, id, auditContext(c))
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
  const context = { publication: kept, processing, ...auditContext(c), by: 'processing' } as const
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
  const context = { publication: kept, processing, ...auditContext(c), by: 'newsroom' } as const
  const written = await writeArticles(c.env.DB, incoming, context)
  return written.map((each, index) => ({ ...each, notes: notes[index] ?? [] }))
}

async function publicationOf(c: Context<Environment>): Promise<StoredPublication> {
  const kept = await readPublication(c.env.DB)
  if (!kept) throw new Problem(409, 'There is no publication yet: PUT /api/publication first.')
  return kept
}
