// What other systems call when something has happened there. They say only where to look: what is
// published is what the site itself answers.

import { z } from '@hono/zod-openapi'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { articleId } from '../article/draft.ts'
import { expected, issuesOf } from '../article/issues.ts'
import { refusal } from '../http/access-refusal.ts'
import type { Environment } from '../http/environment.ts'
import type { Fetch } from '../http/fetch-json.ts'
import { Problem } from '../http/problem.ts'
import { isSigned, isTimely, TOLERANCE_MS } from '../http/signature.ts'
import { utf8Only } from '../http/utf8-only.ts'
import type { ImportedItem } from '../sources/imported.ts'
import { numberIn } from '../sources/wordpress-address.ts'
import { readPublication, type StoredPublication } from '../store/publication.ts'
import { readNumber } from '../store/wordpress-posts.ts'
import { writeArticles } from '../store/writing.ts'
import { plainText } from '../text/markup.ts'
import { auditContext } from './access-guard.ts'
import { invalid } from './invalid.ts'
import { newsroomContext, publishDrafts, type Result } from './publish-drafts.ts'
import { refusalOf } from './refused.ts'
import { removeArticle } from './wordpress-remove.ts'
import { askSite, problemOfSite } from './wordpress-site.ts'

/** Bytes of one request. */
const LARGEST_REQUEST = 4096
// Whoever hears one request can try words on its signature.
const SHORTEST_SECRET = 20
const CHALLENGE = 'Signature realm="Khulasa"'

const hook = z.strictObject(
  {
    event: z.enum(['publish', 'update', 'remove'], expected('publish, update or remove')),
    post: z.int(expected('the number of a post')).min(1, 'expected the number of a post'),
    guid: articleId,
  },
  expected('an object: event, post and guid'),
)

/** What became of a post here: `absent` where it is not public, and was not here. */
type Outcome =
  | Result
  | { id: string; change: 'removed' | 'absent'; notes: { field: string; detail: string }[] }

/**
 * The hooks.
 *
 * @param outside asks the site
 */
export function hooks(outside: Fetch): Hono<Environment> {
  const app = new Hono<Environment>()
  const limit = bodyLimit({
    maxSize: LARGEST_REQUEST,
    onError: () => {
      throw new Problem(413, `A request holds at most ${LARGEST_REQUEST} bytes.`)
    },
  })
  app.post('/hooks/wordpress', limit, utf8Only, async (c) => {
    await authenticate(c)
    const { post, guid } = await askedIn(c)
    const publication = await readPublication(c.env.DB)
    const { wordpress } = publication ?? {}
    if (!publication || wordpress === undefined) throw new Problem(404, NO_SITE)
    const item = await itemOf(post, wordpress, publication, c.get('now'), outside)
    return c.json(
      await keep(c, item, { number: post, guid: plainText(guid), site: wordpress }, publication),
      200,
    )
  })
  return app
}

const NO_SITE =
  'No WordPress site is configured: say its address as `wordpress` in the publication, and sync it.'

/** @throws {Problem} 401, or 429 where too many came before */
async function authenticate(c: Context<Environment>): Promise<void> {
  const secret = c.env.WORDPRESS_SECRET ?? ''
  const refuse = (detail: string) =>
    refusal(c.req.raw, c.env.REFUSALS, CHALLENGE, detail, 'signature')
  if (secret.length < SHORTEST_SECRET) {
    const why = secret === '' ? 'is not set' : `has fewer than ${SHORTEST_SECRET} characters`
    throw await refuse(`The secret WORDPRESS_SECRET of this deployment ${why}.`)
  }
  const timestamp = c.req.header('X-Khulasa-Timestamp') ?? ''
  const signature = c.req.header('X-Khulasa-Signature') ?? ''
  if (timestamp === '' || signature === '') {
    throw await refuse('`X-Khulasa-Timestamp` and `X-Khulasa-Signature` are to be sent, both.')
  }
  if (!(await isSigned(secret, signature, timestamp, await c.req.arrayBuffer()))) {
    throw await refuse(
      'The signature is not that of this timestamp and body with the secret WORDPRESS_SECRET.',
    )
  }
  if (!isTimely(timestamp, c.get('now'))) {
    const minutes = TOLERANCE_MS / 60_000
    throw await refuse(
      `The timestamp is more than ${minutes} minutes away from the clock here: set the clock of the site.`,
    )
  }
  c.set('access', { actor: 'WORDPRESS_SECRET', scopes: ['publish'] })
}

/** @throws {Problem} 400, 415 or 422 */
async function askedIn(c: Context<Environment>): Promise<z.infer<typeof hook>> {
  if (!/^application\/json\s*(?:;|$)/i.test(c.req.header('Content-Type') ?? '')) {
    throw new Problem(415, 'Send the body as JSON, with `Content-Type: application/json`.')
  }
  const parsed = hook.safeParse(await bodyOf(c))
  if (!parsed.success) throw invalid(issuesOf(parsed.error))
  return parsed.data
}

async function bodyOf(c: Context<Environment>): Promise<unknown> {
  try {
    return await c.req.json()
  } catch {
    throw new Problem(400, 'The body is no JSON: send one JSON object.')
  }
}

/** @throws {Problem} 502 or 503 where the site does not say */
async function itemOf(
  post: number,
  site: string,
  publication: StoredPublication,
  now: number,
  outside: Fetch,
): Promise<ImportedItem> {
  // Loaded by the first who needs it: no poll does, and it is as large as all the rest.
  const { readPost } = await import('../sources/wordpress-live.ts')
  // The site's clock may be ahead. What is dated later than this one is shown when its time comes.
  const options = { publication, now: new Date(now + TOLERANCE_MS) }
  return readPost(askSite(outside, site), post, options).catch((error: unknown) => {
    throw problemOfSite(error)
  })
}

/** A post, as the plugin names it. */
interface Named {
  number: number
  guid: string
  site: string
}

/** @throws {Problem} 422 where it is the guid of another post */
async function guidOf(db: D1Database, { number, guid, site }: Named): Promise<string> {
  const known = (await readNumber(db, site, guid)) ?? numberIn(guid, site)
  if (known === undefined || known === number) return guid
  throw new Problem(422, `The guid ${guid} is of post ${known}, not of post ${number}.`)
}

async function keep(
  c: Context<Environment>,
  item: ImportedItem,
  named: Named,
  publication: StoredPublication,
): Promise<Outcome> {
  const { DB } = c.env
  if (item.kind === 'article') {
    const { incoming, answerOf } = await publishDrafts([item.draft], publication, () => [])
    const context = await newsroomContext(publication, auditContext(c))
    const written = await writeArticles(DB, incoming, context).catch((error: unknown) => {
      throw refusalOf(error)
    })
    const [result] = answerOf(written)
    if (!result) throw new Error('one article published, no result')
    return { ...result, notes: [...item.notes, ...result.notes] }
  }
  if (item.kind !== 'skipped') {
    const reason = item.kind === 'failed' ? item.reason : 'it is none'
    throw new Problem(422, `No article can be made of the post: ${reason}.`)
  }
  const { id = await guidOf(DB, named), reason } = item
  const removed = await removeArticle(DB, id, auditContext(c))
  const notes = [{ field: 'status', detail: reason }]
  return { id, change: removed ? 'removed' : 'absent', notes }
}
