// /articles/{id}: from the identity of an article to its page. It says nothing of what is not public:
// what is unknown, scheduled, withheld or not for syndication is all the same.

import { type Context, Hono } from 'hono'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { readStanding, type Standing } from '../store/standing.ts'

/** As long as a feed may be kept: a kill is to be seen as soon. */
const KEPT = 50

/** The addresses of articles, mounted at /articles. */
export const articles = new Hono<Environment>().get('/:id', redirect)

async function redirect(c: Context<Environment>): Promise<Response> {
  const standing = await readStanding(c.env.DB, c.req.param('id') ?? '', c.get('now'))
  if (standing && isGone(standing)) {
    throw new Problem(410, 'This article has been taken away, and is not to be shown any more.')
  }
  if (!standing?.isPublic) throw new Problem(404, 'There is no such article.')
  if (standing.canonical === null) throw new Problem(404, 'This article has no page of its own.')
  c.header('Cache-Control', `public, max-age=${KEPT}`)
  return c.redirect(standing.canonical, 302)
}

function isGone({ state, wasPublic }: Standing): boolean {
  return wasPublic && (state === 'deleted' || state === 'killed')
}
