// The part of the API about the life of an article.

import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { z } from 'zod'
import { digest } from '../article/digest.ts'
import type { Draft, statusChange } from '../article/draft.ts'
import { DraftError, processingHash, publish } from '../article/publish.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import type { Precondition } from '../store/precondition.ts'
import { restoreArticle } from '../store/restoring.ts'
import { type Found, readStanding, type Standing } from '../store/standing.ts'
import { withdrawArticle } from '../store/withdrawing.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { auditContext } from './access-guard.ts'
import { getArticle, putStatus, removeArticle } from './life-description.ts'
import { keptPublication } from './publish-drafts.ts'
import { articleTag, preconditionOf, refusalOf } from './refused.ts'

/** Adds the requests about the life of an article to the API. */
export function addLife(api: OpenAPIHono<Environment>): void {
  api.openapi(getArticle, async (c) => {
    const { id } = c.req.valid('param')
    const standing = await readStanding(c.env.DB, id, c.get('now'))
    return c.json(said(c, id, standing), 200)
  })

  api.openapi(putStatus, async (c) => {
    const { id } = c.req.valid('param')
    const change = c.req.valid('json')
    const precondition = preconditionOf(c.req.valid('header')['if-match'])
    const found = await setStatus(c, id, change, precondition).catch((error: unknown) => {
      throw refusalOf(error)
    })
    return c.json(said(c, id, found?.standing), 200)
  })

  api.openapi(removeArticle, async (c) => {
    const { id } = c.req.valid('param')
    const precondition = preconditionOf(c.req.valid('header')['if-match'])
    const deleted = { state: 'deleted', reason: null } as const
    const found = await withdrawArticle(c.env.DB, id, deleted, auditContext(c), precondition).catch(
      (error: unknown) => {
        throw refusalOf(error)
      },
    )
    if (!found) throw noArticle(id)
    return c.body(null, 204)
  })
}

async function setStatus(
  c: Context<Environment>,
  id: string,
  { status, reason }: z.infer<typeof statusChange>,
  precondition: Precondition | undefined,
): Promise<Found | undefined> {
  if (status === 'published') return restore(c, id, precondition)
  const withdrawal = { state: status, reason: reason ?? null }
  return withdrawArticle(c.env.DB, id, withdrawal, auditContext(c), precondition)
}

async function restore(
  c: Context<Environment>,
  id: string,
  precondition: Precondition | undefined,
): Promise<Found | undefined> {
  const publication = await keptPublication(c.env.DB)
  const processing = await processingHash(publication)
  const context = { publication, processing, by: 'restoring', ...auditContext(c) } as const
  const published = async (draft: Draft) => {
    const { article } = publish(draft, publication)
    return { draft, article, digest: await digest(draft) }
  }
  return restoreArticle(c.env.DB, id, published, context, precondition).catch((error: unknown) => {
    if (!(error instanceof DraftError)) throw error
    const detail = `It cannot be published as it was kept (${error.message}): publish it again with \`status: published\`.`
    throw new Problem(409, detail)
  })
}

/**
 * Where an article is in its life, with the entity tag of that.
 *
 * @throws {Problem} 404 where there is none
 */
function said(c: Context<Environment>, id: string, standing: Standing | undefined) {
  const { state = 'deleted' } = standing ?? {}
  if (!standing || state === 'deleted') throw noArticle(id)
  const { isPublic, version, change, changed } = standing
  c.header('ETag', articleTag(change))
  // What is compressed on its way gets a weak entity tag, which If-Match does not take.
  c.header('Cache-Control', 'no-store, no-transform')
  return {
    id,
    state,
    isPublic,
    version,
    reason: standing.reason ?? undefined,
    published: standing.published ?? undefined,
    visibleFrom: standing.visibleFrom ?? undefined,
    updated: standing.updated ?? undefined,
    syndication: standing.syndication ?? undefined,
    changed: rfc3339(new Date(changed)),
  }
}

/** @returns 404 */
export function noArticle(id: string): Problem {
  return new Problem(404, `There is no article "${id}".`)
}
