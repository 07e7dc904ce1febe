// The one client of the API, for a worker here or deployed.

import { z } from 'zod'
import type { Draft } from '../article/draft.ts'
import type { Partner } from '../article/partner.ts'
import type { Publication } from '../article/publication.ts'
import {
  keysPage,
  type ListedPartner,
  newPartnerKey,
  type NewPartnerKey,
  type PartnerArticle,
  partnerArticle,
  type PartnerKey,
  partnersPage,
  writtenPartner,
} from './client-partners.ts'
import { CommandError } from './command-error.ts'
import type { SyncRun } from './sync-record.ts'

const problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
})

const note = z.object({ field: z.string(), detail: z.string() })

const state = z.enum(['published', 'withheld', 'killed'])

/** Where in its life an article is; a scheduled one is published. */
export type State = z.infer<typeof state>

const result = z.object({
  id: z.string(),
  change: z.enum(['created', 'updated', 'unchanged']),
  state,
  notes: z.array(note),
})

export type Result = z.infer<typeof result>

const results = z.object({ results: z.array(result) })
const publication = z.object({ timeZone: z.string() })
const kept = z.object({ changed: z.boolean(), stale: z.boolean() })
const listing = z.object({
  articles: z.array(z.object({ id: z.string(), digest: z.string(), state })),
  next: z.string().optional(),
})
const standing = z.object({
  id: z.string(),
  state,
  isPublic: z.boolean(),
  version: z.number(),
  reason: z.string().optional(),
  visibleFrom: z.string().optional(),
  syndication: z.enum(['none']).optional(),
})

/** What a deployment says of where in its life an article is. */
export type Standing = z.infer<typeof standing>

/** What is known of an article of an origin. */
export type Listed = z.infer<typeof listing>['articles'][number]

const reprocessed = z.object({
  processed: z.number(),
  remaining: z.boolean(),
  failed: z.array(z.object({ id: z.string(), detail: z.string() })),
})

const token = z.object({
  name: z.string(),
  scopes: z.array(z.string()),
  expires: z.string().optional(),
  revoked: z.string().optional(),
  previousUntil: z.string().optional(),
})

/** What a deployment says of a token. Moments as RFC 3339 writes them. */
export type Token = z.infer<typeof token>

const newToken = token.extend({ token: z.string() })

/** A token itself, which is said once. */
export type NewToken = z.infer<typeof newToken>

const tokens = z.object({ tokens: z.array(token), next: z.string().optional() })

const auditEntry = z.object({
  number: z.number(),
  moment: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
})

/** Who changed what, and when as RFC 3339 writes it. */
export type AuditEntry = z.infer<typeof auditEntry>

const audit = z.object({ entries: z.array(auditEntry), next: z.number().optional() })

// Rows go back as they came; named is what is looked at on the way.
const articleRow = z.looseObject({
  number: z.number(),
  id: z.string(),
  state: z.enum(['published', 'withheld', 'deleted', 'killed']),
  reason: z.string().nullable(),
  visible_from: z.number(),
  document: z.string(),
  origin: z.string(),
  draft: z.string().nullable(),
})
const feedRow = z.looseObject({ number: z.number(), folders: z.array(z.string()) })
const publicationRow = z.looseObject({
  document: z.string(),
  articles: z.number(),
  feeds: z.number(),
})
const storePage = z.object({
  articles: z.array(articleRow),
  feeds: z.array(feedRow),
  publication: publicationRow.optional(),
  next: z.string().optional(),
})

/** Rows of the store. */
export type ArticleRow = z.infer<typeof articleRow>
export type FeedRow = z.infer<typeof feedRow>
export type PublicationRow = z.infer<typeof publicationRow>
export type StorePage = z.infer<typeof storePage>

/** An answer other than the one that was hoped for. */
export class ApiError extends CommandError {
  override name = 'ApiError'
  readonly status: number
  /** What is wrong with the body, by JSON Pointer. */
  readonly errors: { pointer: string; detail: string }[]
  /** Seconds after which the same request may be sent again (RFC 9110 §10.2.3). */
  readonly retryAfter: number | undefined

  constructor(
    status: number,
    detail: string,
    errors: ApiError['errors'],
    retryAfter: number | undefined,
  ) {
    super(detail)
    this.status = status
    this.errors = errors
    this.retryAfter = retryAfter
  }
}

const PATIENCE_MS = 60_000

/** Calls the API of one deployment. Every method throws an ApiError or a CommandError. */
export class Client {
  readonly #address: string
  readonly #token: string

  constructor(address: URL, token: string) {
    this.#address = address.href.replace(/\/+$/, '')
    this.#token = token
  }

  /** Of the publication, the zone in which its dates are read. */
  publication(): Promise<z.infer<typeof publication>> {
    return this.#send('GET', '/api/publication', publication)
  }

  putPublication(publication: Publication): Promise<z.infer<typeof kept>> {
    return this.#send('PUT', '/api/publication', kept, publication)
  }

  postArticles(articles: Draft[]): Promise<Result[]> {
    return this.#send('POST', '/api/articles', results, { articles }).then((all) => all.results)
  }

  /** An origin's articles by their ids, what is withheld or killed too. */
  async listed(origin: string): Promise<Map<string, Listed>> {
    const all = new Map<string, Listed>()
    for (let after: string | undefined = ''; after !== undefined;) {
      const query = new URLSearchParams({ origin, after })
      const page: z.infer<typeof listing> = await this.#send(
        'GET',
        `/api/articles?${query.toString()}`,
        listing,
      )
      for (const each of page.articles) all.set(each.id, each)
      after = page.next
    }
    return all
  }

  /** Some of the stale articles; call it again while some remain. */
  reprocess(): Promise<z.infer<typeof reprocessed>> {
    return this.#send('POST', '/api/reprocess', reprocessed)
  }

  article(id: string): Promise<Standing> {
    return this.#send('GET', articlePath(id), standing)
  }

  /** Withholds, kills or restores an article. */
  setStatus(id: string, change: { status: State; reason?: string }): Promise<Standing> {
    return this.#send('PUT', `${articlePath(id)}/status`, standing, change)
  }

  async deleteArticle(id: string): Promise<void> {
    const response = await this.#fetch('DELETE', articlePath(id))
    if (!response.ok && response.status !== 404) throw await apiError(response)
  }

  /** All tokens, those that do not count any more too. */
  async tokens(): Promise<Token[]> {
    const all: Token[] = []
    for (let after: string | undefined = ''; after !== undefined;) {
      const query = new URLSearchParams({ after })
      const page: z.infer<typeof tokens> = await this.#send(
        'GET',
        `/api/tokens?${query.toString()}`,
        tokens,
      )
      all.push(...page.tokens)
      after = page.next
    }
    return all
  }

  createToken(fields: { name: string; scopes: string[]; expires?: string }): Promise<NewToken> {
    return this.#send('POST', '/api/tokens', newToken, fields)
  }

  rotateToken(name: string, fields: { grace?: number; expires?: string }): Promise<NewToken> {
    const path = `/api/tokens/${encodeURIComponent(name)}/rotate`
    return this.#send('POST', path, newToken, fields)
  }

  async revokeToken(name: string): Promise<void> {
    const response = await this.#fetch('DELETE', `/api/tokens/${encodeURIComponent(name)}`)
    if (!response.ok) throw await apiError(response)
  }

  /** All partners, by their ids. */
  async partners(): Promise<Map<string, ListedPartner>> {
    const all = new Map<string, ListedPartner>()
    for (let after: string | undefined = ''; after !== undefined;) {
      const query = new URLSearchParams({ after })
      const page: z.infer<typeof partnersPage> = await this.#send(
        'GET',
        `/api/partners?${query.toString()}`,
        partnersPage,
      )
      for (const each of page.partners) all.set(each.partner.id, each)
      after = page.next
    }
    return all
  }

  putPartner(partner: Partner): Promise<z.infer<typeof writtenPartner>> {
    return this.#send('PUT', partnerPath(partner.id), writtenPartner, partner)
  }

  async deletePartner(id: string): Promise<void> {
    const response = await this.#fetch('DELETE', partnerPath(id))
    if (!response.ok && response.status !== 404) throw await apiError(response)
  }

  /** All keys of a partner, those that do not count any more too. */
  async keys(id: string): Promise<PartnerKey[]> {
    const all: PartnerKey[] = []
    for (let after: number | undefined = 0; after !== undefined;) {
      const page: z.infer<typeof keysPage> = await this.#send(
        'GET',
        `${partnerPath(id)}/keys?after=${after}`,
        keysPage,
      )
      all.push(...page.keys)
      after = page.next
    }
    return all
  }

  /** Whether an article is in the feed of a partner, and if not, why. */
  partnerArticle(id: string, article: string): Promise<PartnerArticle> {
    const path = `${partnerPath(id)}/articles/${encodeURIComponent(article)}`
    return this.#send('GET', path, partnerArticle)
  }

  createKey(id: string, fields: { expires?: string }): Promise<NewPartnerKey> {
    return this.#send('POST', `${partnerPath(id)}/keys`, newPartnerKey, fields)
  }

  async revokeKey(id: string, number: string): Promise<void> {
    const response = await this.#fetch(
      'DELETE',
      `${partnerPath(id)}/keys/${encodeURIComponent(number)}`,
    )
    if (!response.ok) throw await apiError(response)
  }

  /** Entries of the audit record with a number below `before`, the newest first. */
  audit(before: number | undefined, limit: number): Promise<z.infer<typeof audit>> {
    const query = new URLSearchParams({ limit: String(limit) })
    if (before !== undefined) query.set('before', String(before))
    return this.#send('GET', `/api/audit?${query.toString()}`, audit)
  }

  /** Says what a run of a source came to. */
  async putSync(origin: string, run: SyncRun): Promise<void> {
    const response = await this.#fetch('PUT', `/api/syncs/${origin}`, run)
    if (!response.ok) throw await apiError(response)
  }

  /** A page of the whole store, from `next` of the page before on. */
  storePage(after: string): Promise<StorePage> {
    return this.#send('GET', `/api/store?${new URLSearchParams({ after }).toString()}`, storePage)
  }

  /** Puts rows into a store that is empty: feeds, then articles, and the publication at last. */
  async putRows(rows: { feeds: unknown[] } | { articles: unknown[] } | { publication: unknown }) {
    const response = await this.#fetch('POST', '/api/store', rows)
    if (!response.ok) throw await apiError(response)
  }

  /** A document as everybody gets it; nothing where there is none. */
  async document(path: string): Promise<string | undefined> {
    const response = await this.#fetch('GET', path)
    if (response.status === 404) return undefined
    if (!response.ok) throw await apiError(response)
    return response.text()
  }

  async #send<T extends z.ZodType>(
    method: string,
    path: string,
    schema: T,
    body?: unknown,
  ): Promise<z.infer<T>> {
    const response = await this.#fetch(method, path, body)
    if (!response.ok) throw await apiError(response)
    const parsed = schema.safeParse(await response.json().catch(() => undefined))
    if (parsed.success) return parsed.data
    throw new CommandError(`${this.#address} does not answer like Khulasa: is the address right?`)
  }

  async #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    try {
      return await fetch(this.#address + path, {
        method,
        headers: {
          Authorization: `Bearer ${this.#token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new CommandError(`${this.#address} cannot be reached (${reason}): is it running?`)
    }
  }
}

function articlePath(id: string): string {
  return `/api/articles/${encodeURIComponent(id)}`
}

function partnerPath(id: string): string {
  return `/api/partners/${encodeURIComponent(id)}`
}

async function apiError(response: Response): Promise<ApiError> {
  const parsed = problem.safeParse(await response.json().catch(() => undefined))
  const { detail, errors } = parsed.success
    ? parsed.data
    : { detail: `the answer was ${response.status} ${response.statusText}`, errors: [] }
  const after = response.headers.get('Retry-After') ?? ''
  const retryAfter = /^[0-9]{1,6}$/.test(after) ? Number(after) : undefined
  return new ApiError(response.status, detail, errors, retryAfter)
}
