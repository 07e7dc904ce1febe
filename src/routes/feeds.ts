// The feeds: /rss.xml, /atom.xml, /feed.json and /feed, and the same under /sections/{slug},
// /tags/{slug}, /authors/{slug} and /languages/{tag}; their archives under /archive/{month}. Readers
// get the document, and a person who opens it in a browser gets the page of the feed.

import { type Context, Hono } from 'hono'
import type { FeedKind } from '../article/memberships.ts'
import { FORMATS, type Format } from '../feed/formats.ts'
import { FOLDERS, feedFolder } from '../feed/paths.ts'
import type { Environment } from '../http/environment.ts'
import { preferredType } from '../http/negotiation.ts'
import { Problem } from '../http/problem.ts'
import { publicAddress } from './address.ts'
import { archiveFolder, type Month, monthNamed } from './archive.ts'
import { answerDocument } from './feed-answer.ts'
import { cacheControl } from './feed-headers.ts'
import { answerOpened, isNavigation, prefersPage } from './feed-opened.ts'
import { DEFAULT_LIMIT, type FeedQuery, namesDocument, readFeedQuery } from './feed-query.ts'
import { meansOf, stateOf } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { redirect } from './redirect.ts'

const FEEDS: [kind: FeedKind, folder: string][] = [
  ['all', ''],
  ...(Object.keys(FOLDERS) as (keyof typeof FOLDERS)[]).map((kind): [FeedKind, string] => [
    kind,
    `/${FOLDERS[kind]}/:slug`,
  ]),
]

// What has no format of its own is negotiated.
const FILES: [file: string, format: Format | undefined][] = [
  [FORMATS.rss.file, 'rss'],
  [FORMATS.atom.file, 'atom'],
  [FORMATS.json.file, 'json'],
  ['feed', undefined],
]

/**
 * The documents, and the addresses that lead to them. Every address has one handler: nothing else
 * is called for a poll.
 *
 * @param clock ms since 1970
 */
export function feeds(memory: Memory, clock: () => number): Hono<Environment> {
  const routes = new Hono<Environment>()
  for (const [kind, folder] of FEEDS) {
    for (const [file, format] of FILES) {
      const asked = (c: RequestContext) => {
        const slug = c.req.param('slug') ?? ''
        return { memory, now: clock(), kind, slug, file, format }
      }
      // One with a slash at its end leads to the one without.
      for (const ending of [file, `${file}/`]) {
        routes.get(`${folder}/${ending}`, (c) => answer(c, { ...asked(c), month: undefined }))
        routes.get(`${folder}/archive/:month/${ending}`, (c) => {
          const request = asked(c)
          return answer(c, { ...request, month: monthOf(c, request.now) })
        })
      }
    }
  }
  return routes
}

type RequestContext = Context<Environment>

interface Asked {
  memory: Memory
  /** ms since 1970 */
  now: number
  kind: FeedKind
  slug: string
  file: string
  /** As the file's name says it. */
  format: Format | undefined
  month: Month | undefined
}

function monthOf(c: RequestContext, now: number): Month {
  const month = monthNamed(c.req.param('month') ?? '')
  if (month && month.start <= now) return month
  throw new Problem(404, 'There is no such month: an archive is called like 2026-08.')
}

async function answer(c: RequestContext, asked: Asked): Promise<Response> {
  const { memory, now, file, month } = asked
  const { path: asPath, search } = partsOf(c.req.url)
  const { query, hasPage } = questionOf(search, month)
  const means = meansOf(c, memory)
  const { state, stale } = await stateOf(means, asked.kind, asked.slug, now)
  const address = publicAddress(c.env, state.publication)
  const path = `${feedFolder(state.kind, state.slug)}${archiveFolder(month)}/${file}`
  const format = asked.format ?? negotiated(c)
  const wanted = { state, format, query, month, address, now }
  if (!asPath.endsWith(path)) {
    return redirect(address + path + search, cacheControl(wanted, stale))
  }
  const isOpened = hasPage && isNavigation(c.req.raw.headers)
  if (isOpened && prefersPage(c.req.raw.headers)) {
    return answerOpened(c, memory, { state, stale }, { address, now })
  }
  const isNegotiated = asked.format === undefined || isOpened
  const manner = { stale, isNegotiated, hasPage }
  const response = await answerDocument({ request: c.req.raw, wanted, means, manner })
  const { headers } = c.req.raw
  memory.polls.count({ headers, feed: state.number, format, status: response.status }, now)
  memory.polls.putBy(means.db, now, means.background)
  return response
}

/** What the platform has made of an address is the same as `URL` would. */
function partsOf(url: string): { path: string; search: string } {
  const at = url.indexOf('?')
  return at < 0 ? { path: url, search: '' } : { path: url.slice(0, at), search: url.slice(at) }
}

/** What the query of an address asks for. */
interface Question {
  query: FeedQuery
  /** Whether a browser that opens the address gets a page: it shows no older and no fewer entries. */
  hasPage: boolean
}

const PLAIN: Question = { query: readFeedQuery(new URLSearchParams()), hasPage: true }

function questionOf(search: string, month: Month | undefined): Question {
  if (search === '' && !month) return PLAIN
  const parameters = new URLSearchParams(search)
  const query = readFeedQuery(parameters)
  if (month) return { query: { ...query, limit: DEFAULT_LIMIT }, hasPage: false }
  return { query, hasPage: !namesDocument(parameters) }
}

// What says no more than XML or JSON.
const GENERIC_TYPES = new Map<string, Format>([
  ['application/xml', 'rss'],
  ['text/xml', 'rss'],
  ['application/json', 'json'],
])

function negotiated(c: RequestContext): Format {
  const formats = Object.keys(FORMATS) as Format[]
  const types = new Map([
    ...formats.map((format) => [FORMATS[format].mediaType as string, format] as const),
    ...GENERIC_TYPES,
  ])
  const type = preferredType(c.req.header('Accept'), [...types.keys()])
  return (type === undefined ? undefined : types.get(type)) ?? 'rss'
}
