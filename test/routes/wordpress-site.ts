// A WordPress site: what its REST API answers to whoever has not logged in, and what its plugin sends.

import { HERE, type Newsroom } from '../newsroom.ts'
import type { apiPost } from '../sources/wordpress-posts.ts'

/** The secret of both sides. */
export const SECRET = 'known-to-both-sides-only'

type ApiPost = ReturnType<typeof apiPost>

export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'Content-Type': 'application/json; charset=UTF-8' },
  })
}

/** A refusal as WordPress words it. */
export function refused(status: number, code: string): Response {
  return json({ code, message: 'Sorry.', data: { status } }, status)
}

/** A site of which a test changes the posts. */
export interface Site {
  answer: (request: Request) => Response
  /** The addresses that it was asked for. */
  asked: string[]
  /** Publishes a post, or changes it. */
  post: (...posts: ApiPost[]) => void
  remove: (id: number) => void
  /** Leaves a post out of its lists, and shows it to whoever asks for it. */
  hide: (id: number) => void
}

/** A site with these posts. */
export function siteOf(...posts: ApiPost[]): Site {
  const all = new Map<number, ApiPost>()
  const hidden = new Set<number>()
  const asked: string[] = []
  const post: Site['post'] = (...given) => {
    for (const each of given) all.set(each.id, each)
  }
  post(...posts)
  const answer: Site['answer'] = (request) => {
    asked.push(request.url)
    const url = new URL(request.url)
    const route = url.searchParams.get('rest_route') ?? url.pathname.replace(/^.*\/wp-json/, '')
    if (route === '/wp/v2/posts') {
      const shown = [...all.values()].filter(({ id }) => !hidden.has(id))
      return json(listed(shown, url.searchParams, asked.length))
    }
    const [, id] = /^\/wp\/v2\/posts\/(\d+)$/.exec(route) ?? []
    if (id === undefined) return refused(404, 'rest_no_route')
    const found = all.get(Number(id))
    return found ? json(found) : refused(404, 'rest_post_invalid_id')
  }
  return {
    answer,
    asked,
    post,
    remove: (id) => void all.delete(id),
    hide: (id) => void hidden.add(id),
  }
}

/** @param times how often the site was asked: what is equal comes in another order each time */
function listed(posts: ApiPost[], query: URLSearchParams, times: number): unknown[] {
  const orders = { modified: 'modified_gmt', date: 'date_gmt', id: 'id' } as const
  const by = orders[query.get('orderby') as keyof typeof orders] ?? 'date_gmt'
  const sign = query.get('order') === 'asc' ? 1 : -1
  const ties = by === 'modified_gmt' && times % 2 === 0 ? -1 : 1
  const after = query.get('modified_after')?.replace('Z', '') ?? ''
  const before = query.get('modified_before')?.replace('Z', '') ?? '9999'
  const include = query.get('include')?.split(',')
  const first = Number(query.get('offset') ?? 0)
  const found = posts
    .filter(({ modified_gmt }) => modified_gmt > after && modified_gmt < before)
    .filter(({ id }) => include?.includes(String(id)) ?? true)
    .sort((a, b) => (a[by] < b[by] ? -sign : a[by] > b[by] ? sign : (a.id - b.id) * sign * ties))
    .slice(first, first + Number(query.get('per_page')))
  const fields = query.get('_fields')?.split(',')
  if (!fields) return found
  return found.map((post) =>
    Object.fromEntries(Object.entries(post).filter(([name]) => fields.includes(name))),
  )
}

/** What the plugin says of a post of `siteOf`. */
export function hookOf(post: number, event = 'publish') {
  return { event, post, guid: `https://site.example/?p=${post}` }
}

/** The signature that the plugin sends. */
async function signatureOf(timestamp: string, body: string, secret = SECRET): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
  ])
  const signed = await crypto.subtle.sign('HMAC', key, encoder.encode(`${timestamp}.${body}`))
  return `sha256=${Buffer.from(signed).toString('hex')}`
}

export interface HookSent {
  body?: unknown
  secret?: string
  timestamp?: string
  headers?: Record<string, string>
}

/** Calls the hook as the plugin does. */
export async function callHook(newsroom: Newsroom, sent: HookSent = {}): Promise<Response> {
  const { body: given = hookOf(7), secret, headers = {} } = sent
  const body = typeof given === 'string' ? given : JSON.stringify(given)
  const { timestamp = String(Math.floor(newsroom.now / 1000)) } = sent
  return newsroom.send(
    new Request(`${HERE}/hooks/wordpress`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Khulasa-Timestamp': timestamp,
        'X-Khulasa-Signature': await signatureOf(timestamp, body, secret),
        ...headers,
      },
      body,
    }),
  )
}
