// The part of the API that tells others what has changed: pages from a cursor on, and waiting.

import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Article } from '../article/article.ts'
import type { Environment } from '../http/environment.ts'
import { entityTags } from '../http/validators.ts'
import {
  BEGINNING,
  type ChangeCursor,
  type ChangeOfArticle,
  type ChangePage,
  ForeignCursorError,
  readChanges,
} from '../store/changes.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { type Change, getChanges } from './changes-description.ts'
import { readCursor, writeCursor } from './cursors.ts'
import { invalid } from './invalid.ts'
import { noPublication } from './publish-drafts.ts'

// Every look is three queries, and the smallest plan allows 50 a request.
const BETWEEN_LOOKS_MS = 2000

/** Adds the change feed to the API. */
export function addChanges(api: OpenAPIHono<Environment>): void {
  api.openapi(getChanges, async (c) => {
    const { since, limit, wait } = c.req.valid('query')
    const cursor = readCursor(since) ?? BEGINNING
    const page = await awaited(c.env.DB, cursor, { limit, wait, now: c.get('now') }).catch(
      (error: unknown) => {
        throw error instanceof ForeignCursorError ? invalid([FOREIGN]) : error
      },
    )
    const next = writeCursor(page.cursor)
    const headers = { ETag: `"${next}"`, 'Cache-Control': 'private, no-cache' }
    const isKnown = entityTags(c.req.header('If-None-Match') ?? '').includes(headers.ETag)
    if (isKnown && page.changes.length === 0) return c.body(null, 304, headers)
    return c.json({ changes: page.changes.map(said), next, more: page.more }, 200, headers)
  })
}

const FOREIGN = {
  path: ['since'],
  message:
    'is of another store, or of a state that this one has been taken back from: leave it out, and ' +
    'begin anew',
}

interface Wait {
  limit: number
  /** Seconds. */
  wait: number
  /** When it was asked, ms since 1970. */
  now: number
}

async function awaited(
  db: D1Database,
  cursor: ChangeCursor,
  { limit, wait, now }: Wait,
): Promise<ChangePage> {
  for (let waited = 0; ; waited += BETWEEN_LOOKS_MS) {
    const page = await readChanges(db, cursor, now + waited, limit)
    if (!page) throw noPublication()
    if (page.changes.length > 0 || page.more || waited >= wait * 1000) return page
    await new Promise((resolve) => void setTimeout(resolve, BETWEEN_LOOKS_MS))
  }
}

function said({ document, ...change }: ChangeOfArticle): Change {
  return changeOf(change, document === undefined ? undefined : (JSON.parse(document) as Article))
}

/**
 * A change as it is said.
 *
 * @param article as it goes out; `undefined` of one that is to be taken away
 */
export function changeOf(
  { type, id, version, moment }: Omit<ChangeOfArticle, 'document'>,
  article: Article | undefined,
): Change {
  const base = { type, id, version, moment: rfc3339(new Date(moment)) }
  if (!article) return base
  const { title, language, direction, published, updated, canonical, sections, tags } = article
  return {
    ...base,
    article: { title, language, direction, published, updated, canonical, sections, tags },
  }
}
