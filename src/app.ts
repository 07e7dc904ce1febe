// The app: which routes there are, what every answer carries, and what becomes of errors.

import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import type { Environment } from './http/environment.ts'
import type { Fetch } from './http/fetch-json.ts'
import { framed, guarded } from './http/page-safety.ts'
import { isProblemStatus, Problem, problemResponse } from './http/problem.ts'
import { reachable } from './http/reachable.ts'
import { EXPOSED, OPEN } from './http/safety.ts'
import { articles } from './routes/articles.ts'
import { feeds } from './routes/feeds.ts'
import { hooks } from './routes/hooks.ts'
import { Memory } from './routes/memory.ts'
import { directories } from './routes/opml.ts'
import { answerMissing } from './routes/pages-missing.ts'
import { pages } from './routes/pages.ts'
import { partnerFeeds } from './routes/partner-feeds.ts'
import { publishing } from './routes/publishing.ts'
import { failureOfStore } from './routes/refused.ts'
import { siteFiles } from './routes/site-files.ts'
import { knownFiles } from './routes/site-files-known.ts'
import { sitemaps } from './routes/sitemap.ts'
import { status } from './routes/status.ts'
import { isFramed, widget } from './routes/widget.ts'
import { wordpressFeeds } from './routes/wordpress-feeds.ts'

/**
 * The whole service: the feeds, and behind them everything else. A poll goes through no middleware.
 *
 * @param clock ms since 1970, of which answers are made; only a write that is made again asks the platform's
 * @param outside asks other servers; nothing else does
 */
export function createApp(clock: () => number, outside: Fetch): Hono<Environment> {
  const memory = new Memory()
  const polled = feeds(memory, clock).route('/', partnerFeeds(memory, clock))
  const others = everythingElse(memory, clock, outside, polled)
  // The one router that looks at all addresses at once; those of everything else are too many for it.
  const app = new Hono<Environment>({ router: new RegExpRouter() })
  app.route('/', polled)
  app.notFound((c) =>
    others.fetch(c.req.raw, { ...c.env, DB: reachable(c.env.DB) }, c.executionCtx),
  )
  app.onError((error, c) => answerError(error, c, memory, clock()))
  return app
}

/** @param polled its addresses are answered already: they do not take other methods */
function everythingElse(
  memory: Memory,
  clock: () => number,
  outside: Fetch,
  polled: Hono<Environment>,
): Hono<Environment> {
  const app = new Hono<Environment>()
  app.use(async (c, next) => {
    const now = clock()
    c.set('now', now)
    c.set('ahead', now - Date.now())
    await next()
  })
  app.route('/', polled)
  app.use((c, next) => (isFramed(c.req.path) ? framed : guarded)(c, next))
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allow = methods.join(', ')
        const detail = `${c.req.method} is not for this address: it takes ${allow}.`
        return problemResponse(new Problem(405, detail, { headers: { Allow: allow } }))
      },
    }),
  )
  for (const path of ['/api/*', '/hooks/*']) app.use(path, forgetting(memory))
  app.route('/api', publishing)
  app.route('/', hooks(outside))
  app.route('/', status(memory))
  const open = cors({
    origin: '*',
    allowMethods: ['GET', 'HEAD', 'OPTIONS'],
    exposeHeaders: EXPOSED,
  })
  app.use((c, next) => (isPrivate(c.req.path) ? next() : open(c, next)))
  app.route('/articles', articles)
  for (const routes of [wordpressFeeds, pages, directories, sitemaps, widget, knownFiles]) {
    app.route('/', routes(memory))
  }
  app.route('/', siteFiles)
  app.notFound(
    async (c) =>
      (await answerMissing(c, memory, c.get('now'))) ??
      problemResponse(new Problem(404, 'There is nothing at this address.')),
  )
  app.onError((error, c) => answerError(error, c, memory, clock()))
  return app
}

/** What an isolate knows is no longer so when something has been written through it. */
function forgetting(memory: Memory): MiddlewareHandler<Environment> {
  return async (c, next) => {
    await next()
    // Only for those whom the guard has let through: else anybody could keep us asking the store.
    if (!WRITING.has(c.req.method) || !('access' in c.var)) return
    // When it failed, something may have been written all the same. Readers go on from what is in
    // hand, though, as they do in every other isolate, when the store is out of reach for them too.
    if (c.res.status >= 500) memory.doubt()
    else memory.forget()
  }
}

async function answerError(
  error: Error,
  c: Context<Environment>,
  memory: Memory,
  now: number,
): Promise<Response> {
  const problem = problemOf(error)
  const response = problemResponse(problem)
  // What is for one partner only is open to no other page, and no page is made of its address.
  if (/^\/(?:api|hooks|partners)\//.test(c.req.path)) return response
  // A page that reads a feed may know why it could not.
  for (const [name, value] of Object.entries(OPEN)) response.headers.set(name, value)
  return problem.status === 404 ? ((await answerMissing(c, memory, now)) ?? response) : response
}

/** Whether what stands there is for no page of another site. */
function isPrivate(path: string): boolean {
  return /^\/(?:api|hooks|partners)(?:\/|$)/.test(path)
}

const WRITING = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** What a sender can change, where the error of a middleware does not say it. */
const DETAILS: Partial<Record<number, string>> = {
  400: 'The body is no JSON: send one JSON object.',
  415: 'Send the body as JSON, with `Content-Type: application/json`.',
}

function problemOf(error: Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException && isProblemStatus(error.status)) {
    return new Problem(error.status, DETAILS[error.status] ?? `${error.message}.`)
  }
  console.error(error)
  const failure = failureOfStore(error)
  if (failure) return failure
  return new Problem(500, 'Something went wrong here. The log of the worker says what.')
}
