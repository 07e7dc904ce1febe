// The feeds: /rss.xml, /atom.xml, /feed.json and /feed, and the same under /sections/{slug},
// /tags/{slug}, /authors/{slug} and /languages/{tag}.

import { type Context, Hono } from 'hono'
import type { FeedKind } from '../article/memberships.ts'
import { compose, feedLanguage } from '../feed/compose.ts'
import { FOLDERS, FORMATS, feedFolder, type Format } from '../feed/paths.ts'
import type { Environment } from '../http/environment.ts'
import { takesGzip } from '../http/encodings.ts'
import { preferredType } from '../http/negotiation.ts'
import { Problem } from '../http/problem.ts'
import { isNotModified, lastModified, weakTag } from '../http/validators.ts'
import { type FeedState, readEntries, readFeedState } from '../store/selection.ts'
import { canonicalLanguage } from '../text/language.ts'
import { slug as slugOf } from '../text/slug.ts'
import { publicAddress } from './address.ts'
import { type FeedQuery, readFeedQuery, writeFeedQuery } from './feed-query.ts'

/** Goes up when the same articles would come out as another document. */
const RENDERER_VERSION = 1

// A minute is what a reader may miss; a cache may go on for five while it asks.
const CACHE_CONTROL = 'public, max-age=60, stale-while-revalidate=300'

const KINDS = new Map<string, FeedKind>([
  [FOLDERS.section, 'section'],
  [FOLDERS.tag, 'tag'],
  [FOLDERS.author, 'author'],
  [FOLDERS.language, 'language'],
])

// What has no format of its own is negotiated.
const FILES: [file: string, format: Format | undefined][] = [
  [FORMATS.rss.file, 'rss'],
  [FORMATS.atom.file, 'atom'],
  [FORMATS.json.file, 'json'],
  ['feed', undefined],
]

/** The documents, and the addresses that lead to them. */
export const feeds = new Hono<Environment>()
for (const [file, format] of FILES) {
  // One with a slash at its end leads to the one without.
  for (const ending of [file, `${file}/`]) {
    feeds.get(`/${ending}`, (c) => answer(c, { kind: 'all', slug: '', file, format }))
    feeds.get(`/:folder/:slug/${ending}`, (c) => {
      const { folder, slug } = c.req.param()
      const kind = KINDS.get(folder)
      if (!kind) return c.notFound()
      return answer(c, { kind, slug: canonicalSlug(kind, slug), file, format })
    })
  }
}

type RequestContext = Context<Environment>

interface Address {
  kind: FeedKind
  slug: string
  file: string
  /** As the file's name says it. */
  format: Format | undefined
}

async function answer(c: RequestContext, asked: Address): Promise<Response> {
  const { kind, slug, file } = asked
  const now = c.get('now')
  const query = readFeedQuery(new URL(c.req.url).searchParams)
  const state = await readFeedState(c.env.DB, kind, slug, now)
  if (!state) throw new Problem(404, 'There is no such feed. The front page lists those there are.')

  const address = publicAddress(c.env, state.publication)
  const path = `${feedFolder(state.kind, state.slug)}/${file}`
  const { pathname, search } = new URL(c.req.url)
  if (!pathname.endsWith(path)) return redirect(address + path + search)

  const format = asked.format ?? negotiated(c)
  const etag = weakTag([
    RENDERER_VERSION,
    state.publicationChange,
    state.change,
    state.newest,
    state.changed,
    format,
  ])
  const headers = documentHeaders(state, { address, query, format, etag, now })
  headers.set('Vary', asked.format ? 'Accept-Encoding' : 'Accept, Accept-Encoding')
  if (isNotModified(c.req.raw.headers, { etag, changed: state.changed }, now)) {
    return new Response(null, { status: 304, headers })
  }
  headers.set('Content-Type', `${FORMATS[format].mediaType}; charset=utf-8`)
  // The runtime encodes what says so. By itself the platform compresses RSS, and neither Atom nor
  // JSON Feed, whose media types are not on its list.
  if (takesGzip(c.req.raw)) headers.set('Content-Encoding', 'gzip')
  return new Response(await render(c, state, { address, query, format, now }), { headers })
}

interface Asked {
  address: string
  query: FeedQuery
  format: Format
  now: number
}

async function render(c: RequestContext, state: FeedState, asked: Asked): Promise<string> {
  const { address, query, format, now } = asked
  const { limit, content, before } = query
  const { articles, next } = await readEntries(c.env.DB, state.number, now, limit, before)
  const feed = compose(state.publication, state, articles, {
    address,
    content,
    query: writeFeedQuery(query),
    nextQuery: next && writeFeedQuery({ ...query, before: next }),
  })
  if (format === 'rss') return feed.rss2()
  return format === 'atom' ? feed.atom1() : feed.json1()
}

function documentHeaders(state: FeedState, asked: Asked & { etag: string }): Headers {
  const { publication, onlyLanguage, changed } = state
  const headers = new Headers({
    ETag: asked.etag,
    'Last-Modified': lastModified(changed, asked.now),
    'Cache-Control': CACHE_CONTROL,
    Link: links(state, asked),
  })
  const { language } = feedLanguage(publication, state)
  if (onlyLanguage === language) headers.set('Content-Language', language)
  return headers
}

function links(state: FeedState, { address, query, format }: Asked): string {
  const folder = address + feedFolder(state.kind, state.slug)
  const formats = Object.keys(FORMATS) as Format[]
  const documents = formats.map((each) => {
    const { file, mediaType } = FORMATS[each]
    const rel = each === format ? 'self' : 'alternate'
    return `<${folder}/${file}${writeFeedQuery(query)}>; rel="${rel}"; type="${mediaType}"`
  })
  const { hub } = state.publication
  return [...documents, ...(hub ? [`<${new URL(hub).href}>; rel="hub"`] : [])].join(', ')
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

function canonicalSlug(kind: FeedKind, asked: string): string {
  if (kind !== 'language') return slugOf(asked)
  try {
    return canonicalLanguage(asked)
  } catch {
    return asked
  }
}

function redirect(location: string): Response {
  return new Response(null, {
    status: 301,
    headers: { Location: location, 'Cache-Control': CACHE_CONTROL },
  })
}
