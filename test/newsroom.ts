// A newsroom to test with: the app with a clock that the test sets, over the real store, and what
// such a newsroom publishes. It publishes as every other does: through the API.

import { createExecutionContext, env } from 'cloudflare:test'
import { expect } from 'vitest'
import type { z } from 'zod'
import { createApp } from '../src/app.ts'
import type { draft } from '../src/article/draft.ts'
import type { PartnerInput } from '../src/article/partner.ts'
import type { PublicationInput } from '../src/article/publication.ts'
import type { Scope } from '../src/http/access.ts'
import type { Bindings } from '../src/http/environment.ts'
import type { Fetch } from '../src/http/fetch-json.ts'
import { createSchedule } from '../src/schedule.ts'
import {
  ADD_PARTNER_POLLS,
  PRUNE_DELIVERIES,
  PRUNE_PARTNER_POLLS,
  PRUNE_TOLD,
} from '../src/store/partner-polls.ts'
import { ADD_POLLS, ADD_SUBSCRIBERS, PRUNE_POLLS, PRUNE_SUBSCRIBERS } from '../src/store/polls.ts'

export type DraftInput = z.input<typeof draft>

/** The moment at which every newsroom opens. */
export const NOW = Date.parse('2026-08-22T12:00:00Z')
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** Where the feeds of the newsroom stand. */
export const ADDRESS = 'https://feeds.news.example'
/** Where a test asks for them; any host would do. */
export const HERE = 'http://localhost'

export const FILES = ['rss.xml', 'atom.xml', 'feed.json'] as const

/** A publication in Arabic with three sections, one of them in another. */
export function publicationOf(changes: Partial<PublicationInput> = {}): PublicationInput {
  return {
    id: 'tag:news.example,2026:feeds',
    title: 'الحدث',
    description: 'أخبار المغرب والعالم العربي',
    home: 'https://www.news.example/',
    address: ADDRESS,
    language: 'ar',
    timeZone: 'Africa/Casablanca',
    sections: [
      { id: 'technology', name: 'تكنولوجيا' },
      { id: 'cybersecurity', name: 'أمن سيبراني', parent: 'technology' },
      { id: 'economy', name: 'اقتصاد' },
    ],
    ...changes,
  }
}

/** An article in Arabic that says nothing but what it has to. */
export function draftOf(id: string, changes: Partial<DraftInput> = {}): DraftInput {
  return {
    id,
    title: `خبر ${id}`,
    published: '2026-08-22T09:00:00Z',
    content: '<p>نص الخبر.</p>',
    ...changes,
  }
}

/** Drafts `01` to `99` and on, a minute between one and the next, the last one the newest. */
export function draftsOf(count: number, changes: Partial<DraftInput> = {}): DraftInput[] {
  return Array.from({ length: count }, (_, index) => {
    const moment = new Date(NOW - 24 * HOUR + index * MINUTE).toISOString()
    const published = moment.replace('.000', '')
    return draftOf(String(index + 1).padStart(2, '0'), { published, ...changes })
  })
}

export interface Result {
  id: string
  version: number
  change: 'created' | 'updated' | 'unchanged'
  state: 'published' | 'withheld' | 'killed'
  notes: { field: string; detail: string }[]
}

/** A newsroom that is open. */
export interface Newsroom {
  /** What the clock of the app shows, ms since 1970. */
  now: number
  /** What the platform binds; a test may change them. */
  bindings: Bindings
  /** What other servers answer; a test says it where they are asked. */
  outside: (request: Request) => Response | Promise<Response>
  /** What it calls the API with; a test may take another. */
  token: string
  /** Asks as a client does of which the platform knows more: `cf`. */
  send(request: Request): Promise<Response>
  /** Asks for an address as a reader does. */
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Response>
  /** Calls the API with its token; what is no text or bytes is sent as JSON. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>
  /** Does what is done by the clock. */
  run(): Promise<void>
  /** Publishes drafts as one batch, or as many as it takes, and all of them go through. */
  publish(...drafts: DraftInput[]): Promise<Result[]>
}

/**
 * A newsroom with an empty store and, unless `null` is given, a publication.
 */
export async function openNewsroom(
  publication: PublicationInput | null = publicationOf(),
): Promise<Newsroom> {
  await emptyStore()
  const newsroom = newIsolate(NOW)
  if (publication) {
    const response = await newsroom.call('PUT', '/api/publication', publication)
    expect(response.status, await response.text()).toBe(200)
  }
  return newsroom
}

/** The app in another isolate over the same store: it knows only what it has asked for itself. */
export function anotherIsolate({ now }: Newsroom): Newsroom {
  return newIsolate(now)
}

function newIsolate(now: number): Newsroom {
  const clock = () => newsroom.now
  const outside: Fetch = async (address, init) => newsroom.outside(new Request(address, init))
  const app = createApp(clock, outside)
  const schedule = createSchedule(clock, outside)
  const ask = async (request: Request) =>
    app.fetch(request, newsroom.bindings, createExecutionContext())
  const newsroom: Newsroom = {
    now,
    bindings: { DB: env.DB, PUBLISH_TOKEN: env.PUBLISH_TOKEN },
    outside: ({ url }) => {
      throw new Error(`no test answers for ${url}`)
    },
    token: env.PUBLISH_TOKEN ?? '',
    send: ask,
    get: (path, headers = {}, method = 'GET') =>
      ask(new Request(HERE + path, { method, headers, redirect: 'manual' })),
    call: (method, path, body, headers = {}) =>
      ask(
        new Request(HERE + path, {
          method,
          headers: {
            Authorization: `Bearer ${newsroom.token}`,
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            ...headers,
          },
          body: bodyOf(body),
        }),
      ),
    run: () => schedule(newsroom.bindings),
    publish: async (...drafts) => {
      const results: Result[] = []
      for (let from = 0; from < drafts.length; from += 100) {
        const articles = drafts.slice(from, from + 100)
        const response = await newsroom.call('POST', '/api/articles', { articles })
        const answer = await response.json<{ results: Result[] }>()
        expect(response.status, JSON.stringify(answer)).toBe(200)
        results.push(...answer.results)
      }
      return results
    },
  }
  return newsroom
}

/** A new token with these scopes, made by the newsroom as it is called now. */
export async function tokenOf(newsroom: Newsroom, name: string, ...scopes: Scope[]) {
  const response = await newsroom.call('POST', '/api/tokens', { name, scopes })
  const { token } = await response.json<{ token: string }>()
  expect(response.status).toBe(201)
  return token
}

/** A partner with this id, made or changed by the newsroom: an active one, unless it is said. */
export async function putPartner(
  newsroom: Newsroom,
  id: string,
  changes: Partial<PartnerInput> = {},
): Promise<void> {
  const fields = { name: `شريك ${id}`, ...changes }
  const response = await newsroom.call('PUT', `/api/partners/${id}`, fields)
  expect(response.status, await response.text()).toBeLessThan(202)
}

/** A new key of a partner. */
export async function keyOf(newsroom: Newsroom, id: string, expires?: string): Promise<string> {
  const response = await newsroom.call('POST', `/api/partners/${id}/keys`, { expires })
  const { key } = await response.json<{ key: string }>()
  expect(response.status).toBe(201)
  return key
}

/** How polls are counted, which goes on when they have been answered. */
const COUNTING: string[] = [
  ADD_POLLS,
  ADD_SUBSCRIBERS,
  ADD_PARTNER_POLLS,
  PRUNE_POLLS,
  PRUNE_SUBSCRIBERS,
  PRUNE_PARTNER_POLLS,
  PRUNE_DELIVERIES,
  PRUNE_TOLD,
]

/**
 * The same database, with a record of every statement that it was asked to prepare.
 *
 * @param unseen those that are left out
 */
export function recorded(
  db: D1Database,
  unseen = COUNTING,
): { db: D1Database; statements: string[] } {
  const statements: string[] = []
  const prepare = (sql: string) => {
    if (!unseen.includes(sql)) statements.push(sql)
    return db.prepare(sql)
  }
  return {
    statements,
    db: Object.assign(Object.create(db) as D1Database, {
      prepare,
      batch: <T>(all: D1PreparedStatement[]) => db.batch<T>(all),
    }),
  }
}

/** What comes before a statement is run: nothing, an error, or a long time. */
export type Trouble = () => Promise<unknown>

/** What D1 says when it cannot be reached. */
export const lost: Trouble = () => Promise.reject(new Error('D1_ERROR: the network was lost.'))

/** The same database, where reading by some statements meets with trouble. */
export function troubled(db: D1Database, troubles: Map<string, Trouble>): D1Database {
  return Object.assign(Object.create(db) as D1Database, {
    prepare: (sql: string) => {
      const trouble = troubles.get(sql)
      const statement = db.prepare(sql)
      return trouble ? troubledStatement(statement, trouble) : statement
    },
    batch: <T>(all: D1PreparedStatement[]) => db.batch<T>(all),
  })
}

function troubledStatement(statement: D1PreparedStatement, trouble: Trouble): D1PreparedStatement {
  return Object.assign(Object.create(statement) as D1PreparedStatement, {
    bind: (...values: unknown[]) => troubledStatement(statement.bind(...values), trouble),
    first: async <T>() => {
      await trouble()
      return statement.first<T>()
    },
    all: async <T>() => {
      await trouble()
      return statement.all<T>()
    },
  })
}

/**
 * Lets another writer in once, between what the next request reads and a batch of it. The other one
 * has the database as it is.
 *
 * @param before which of its batches: the first, where it has no other than the one that it writes
 */
export function letIn(newsroom: Newsroom, other: () => Promise<unknown>, before = 1): void {
  let left = before
  newsroom.bindings.DB = Object.assign(Object.create(env.DB) as D1Database, {
    prepare: (sql: string) => env.DB.prepare(sql),
    batch: async <T>(all: D1PreparedStatement[]) => {
      left -= 1
      if (left === 0) {
        newsroom.bindings.DB = env.DB
        await other()
      }
      return env.DB.batch<T>(all)
    },
  })
}

/** The change number of every feed that has moved, by kind and key: `tag 5g`. */
export async function changeNumbers(): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare(
    'SELECT kind, key, change FROM feeds WHERE change > 0 ORDER BY kind, key',
  ).all<{ kind: string; key: string; change: number }>()
  return Object.fromEntries(results.map(({ kind, key, change }) => [`${kind} ${key}`, change]))
}

/** How many rows a table of the store has. */
export async function countOf(table: string): Promise<number> {
  const row = await env.DB.prepare(`SELECT count(*) AS count FROM ${table}`).first<{
    count: number
  }>()
  return row?.count ?? 0
}

// The order of their rows, so that two stores can be compared.
const KEYS = {
  articles: 'number',
  drafts: 'article',
  entries: 'feed, visible_from, rank, article',
  removals: 'feed, change, article',
  feeds: 'number',
  slugs: 'kind, slug',
  endings: 'kind, ending, feed',
  publication: 'only',
  last_change: 'only',
  tokens: 'name',
  partners: 'id',
  partner_keys: 'partner, number',
  partner_changes: 'only',
  audit: 'number',
  idempotency: 'actor, key',
  syncs: 'origin',
  wordpress: 'only',
  wordpress_posts: 'site, guid',
  wordpress_sweep: 'only',
} as const

type Table = keyof typeof KEYS

/** All tables of the store. */
export const TABLES = Object.keys(KEYS) as Table[]

/** All rows of tables. */
export async function tablesOf(...tables: Table[]): Promise<Record<string, unknown[]>> {
  const rows = await Promise.all(
    tables.map((table) => env.DB.prepare(`SELECT * FROM ${table} ORDER BY ${KEYS[table]}`).all()),
  )
  return Object.fromEntries(tables.map((table, index) => [table, rows[index]?.results ?? []]))
}

/** The id of an article as the address of the API has it. */
export function articlePath(id: string): string {
  return `/api/articles/${encodeURIComponent(id)}`
}

/** The texts of a path of an address, percent-encoded as addresses go out. */
export function path(...segments: string[]): string {
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join('')
}

/** The items of a JSON feed, by their ids, in order. */
export async function idsOf(response: Response): Promise<string[]> {
  expect(response.status).toBe(200)
  const { items } = await response.json<{ items: { id: string }[] }>()
  return items.map(({ id }) => id)
}

/** A problem document (RFC 9457), and nothing else. */
export interface ProblemDocument {
  type: string
  title: string
  status: number
  detail: string
  errors?: { pointer: string; detail: string }[]
}

/** Expects a problem document with this status, and returns it. */
export async function problemOf(response: Response, status: number): Promise<ProblemDocument> {
  const text = await response.text()
  expect([response.status, text]).toEqual([status, text])
  expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  const document = JSON.parse(text) as ProblemDocument
  expect(document).toMatchObject({ type: 'about:blank', status })
  expect(document.title).not.toBe('')
  // A sentence.
  expect(document.detail).toMatch(/^\S.*[^\s]$/)
  return document
}

function bodyOf(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body
  return JSON.stringify(body)
}

async function emptyStore(): Promise<void> {
  const tables = [
    'removals',
    'entries',
    'drafts',
    'articles',
    'slugs',
    'endings',
    'feeds',
    'publication',
    'tokens',
    'partner_keys',
    'partners',
    'audit',
    'idempotency',
    'syncs',
    'wordpress',
    'wordpress_posts',
    'wordpress_sweep',
    'polls',
    'subscribers',
    'partner_deliveries',
    'partner_checks',
    'partner_documents',
    'partner_change_feeds',
    'partner_polls',
  ]
  await env.DB.batch([
    ...tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
    env.DB.prepare(
      "INSERT INTO feeds (number, kind, key, title, slug) VALUES (1, 'all', '', '', '')",
    ),
    env.DB.prepare("INSERT INTO slugs (kind, slug, feed) VALUES ('all', '', 1)"),
    env.DB.prepare('UPDATE last_change SET number = 0'),
    env.DB.prepare('UPDATE partner_changes SET number = 0'),
  ])
}
