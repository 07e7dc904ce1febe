// The part of the API about the store as a whole: its rows in pages, and the same rows put into an
// empty store.

import type { OpenAPIHono } from '@hono/zod-openapi'
import { feedFolder } from '../feed/paths.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { EXPORT_BEGINNING, type ExportedFeed, readExport } from '../store/exporting.ts'
import {
  NotEmptyError,
  OtherRowsError,
  recoverPublication,
  recoverRows,
} from '../store/recovering.ts'
import { auditContext } from './access-guard.ts'
import { noPublication } from './publish-drafts.ts'
import { readExportCursor, writeExportCursor } from './cursors.ts'
import { getStore, postStore } from './store-description.ts'

/** Adds the requests about the whole store to the API. */
export function addStore(api: OpenAPIHono<Environment>): void {
  api.openapi(getStore, async (c) => {
    const { after } = c.req.valid('query')
    const page = await readExport(c.env.DB, readExportCursor(after) ?? EXPORT_BEGINNING)
    if (!page) throw noPublication()
    const next = page.next && writeExportCursor(page.next)
    c.header('Cache-Control', 'no-store')
    return c.json({ ...page, feeds: page.feeds.map(withFolders), next }, 200)
  })

  api.openapi(postStore, async (c) => {
    const { articles, feeds, publication } = c.req.valid('json')
    const recovered = publication
      ? recoverPublication(c.env.DB, publication, auditContext(c))
      : recoverRows(c.env.DB, { articles, feeds })
    await recovered.catch((error: unknown) => {
      throw refusalOfRows(error)
    })
    return c.body(null, 204)
  })
}

function withFolders(feed: ExportedFeed) {
  const others = feed.slugs.filter((slug) => slug !== feed.slug)
  const folders = [feed.slug, ...others].map((slug) => feedFolder(feed.kind, slug))
  return { ...feed, folders }
}

const NOT_EMPTY =
  'This store has a publication already: what was exported goes into an empty one, a new database ' +
  'with the migrations applied.'
const OTHER_ROWS =
  'The store has not all the rows of this export, or some of another one: send all feeds, then all ' +
  'articles, then the publication; if that changes nothing, begin with a new database.'

function refusalOfRows(error: unknown): unknown {
  if (error instanceof NotEmptyError) return new Problem(409, NOT_EMPTY)
  if (error instanceof OtherRowsError) return new Problem(409, OTHER_ROWS)
  return error
}
