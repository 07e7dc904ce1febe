// The addresses under which WordPress has had its feeds, where this service stands on the domain of
// the site: they lead to the same feeds here, as docs/wordpress/khulasa.php has it. Whoever has left
// WordPress names no site, so they do for every publication; what is not here is 404, and never
// another feed in its place: readers and partners keep what they were given.

import { type Context, Hono } from 'hono'
import type { FeedKind } from '../article/memberships.ts'
import { sectionSlug } from '../article/publication.ts'
import { FORMATS, type Format } from '../feed/formats.ts'
import { feedFolder } from '../feed/paths.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { sameSection } from '../sources/matching-sections.ts'
import { sectionId } from '../sources/wordpress-categories.ts'
import { decodedSlug } from '../sources/wordpress-slug.ts'
import { publicAddress } from './address.ts'
import { cacheControl } from './feed-headers.ts'
import { type Known, meansOf, stateOf, stateOfEverything } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { redirect } from './redirect.ts'

/** What an old address was of. */
interface OldFeed {
  kind: FeedKind
  /** As WordPress has it: percent-encoded, small, cut at 200 bytes. */
  slug: string
  format: Format
}

type RequestContext = Context<Environment>

// /feed is an address of ours.
const OF_ALL = [
  'feed/feed',
  ...['rdf', 'rss', 'rss2', 'atom'].flatMap((name) => [name, `feed/${name}`]),
]

/** The old addresses. */
export function wordpressFeeds(memory: Memory): Hono<Environment> {
  const routes = new Hono<Environment>()
  for (const name of OF_ALL) {
    const asked: OldFeed = { kind: 'all', slug: '', format: formatOf(name.replace('feed/', '')) }
    for (const path of [`/${name}`, `/${name}/`]) {
      routes.get(path, (c) => lead(c, memory, asked))
    }
  }
  // Of a category its parents stand before it.
  for (const [base, kind] of BASES) {
    routes.get(`/${base}/*`, async (c, next) => {
      const [, slug, format] = BELOW.exec(pathOf(c)) ?? []
      if (slug === undefined) return next()
      return lead(c, memory, { kind, slug, format: formatOf(format) })
    })
  }
  // Those of a post whose address begins with its date.
  for (const path of ['/comments/*', '/:year{\\d{4}}/:month{\\d{2}}/*']) {
    routes.get(path, async (c, next) => {
      const [, last] = BELOW.exec(pathOf(c)) ?? []
      // A month and a day have feeds of posts.
      if (last === undefined || /^\d{2}$/.test(last)) return next()
      throw gone()
    })
  }
  routes.get('/', async (c, next) => {
    const { searchParams } = new URL(c.req.url)
    const name = searchParams.get('feed') ?? ''
    if (!STANDARD.test(name)) return next()
    const asked = queried(searchParams, formatOf(name.replace('comments-', '')))
    if (name.startsWith('comments-') || asked === 'comments') throw gone()
    return lead(c, memory, asked)
  })
  return routes
}

const BASES: [base: string, kind: FeedKind][] = [
  ['category', 'section'],
  ['tag', 'tag'],
  ['author', 'author'],
]

const BELOW = /([^/]+)(?:\/feed)?\/(feed|rdf|rss2?|atom)\/?$/
const STANDARD = /^(?:comments-)?(?:feed|rdf|rss2?|atom)$/

/** Percent-encoded as it was asked for. */
function pathOf(c: RequestContext): string {
  return new URL(c.req.url).pathname
}

function formatOf(name: string | undefined): Format {
  return name === 'atom' ? 'atom' : 'rss'
}

const BY_QUERY: [parameter: string, kind: FeedKind][] = [
  ['category_name', 'section'],
  ['tag', 'tag'],
  ['author_name', 'author'],
]
// Of one post; of some posts that no feed here is of, or by a number that is known to WordPress alone.
const OF_A_POST = ['p', 'page_id', 'name', 'pagename', 'attachment_id', 'withcomments']
const OF_SOME = ['cat', 'author', 's', 'm', 'year', 'monthnum', 'day', 'w', 'post_type']

/** What the query of an address with plain parameters asks for. */
function queried(parameters: URLSearchParams, format: Format): OldFeed | 'comments' {
  if (OF_A_POST.some((name) => parameters.has(name))) return 'comments'
  const [first, ...others] = BY_QUERY.filter(([name]) => parameters.has(name))
  if (others.length > 0 || OF_SOME.some((name) => parameters.has(name))) throw missing()
  if (!first) return { kind: 'all', slug: '', format }
  const [name, kind] = first
  const slug =
    parameters
      .get(name)
      ?.split('/')
      .findLast((part) => part !== '') ?? ''
  return { kind, slug: encodeURIComponent(slug), format }
}

async function lead(c: RequestContext, memory: Memory, asked: OldFeed): Promise<Response> {
  const now = c.get('now')
  const { state, stale } = await knownOf(c, memory, asked)
  const file = FORMATS[asked.format].file
  const location = `${publicAddress(c.env, state.publication)}${feedFolder(state.kind, state.slug)}/${file}`
  return redirect(location, cacheControl({ state, now }, stale))
}

/** @throws {Problem} 404 where there is no such feed here */
async function knownOf(c: RequestContext, memory: Memory, asked: OldFeed): Promise<Known> {
  const means = meansOf(c, memory)
  const now = c.get('now')
  const { kind } = asked
  if (kind === 'all') return stateOfEverything(means, now)
  const slug = decodedSlug(asked.slug)
  try {
    return await stateOf(means, kind, slug, now)
  } catch (error) {
    if (kind !== 'section' || !(error instanceof Problem) || error.status !== 404) throw error
    const { publication } = (await stateOfEverything(means, now)).state
    // As the articles of the category have found it.
    const id = await sectionId(asked.slug.toLowerCase())
    const found = { id, slug, name: slug.replaceAll('-', ' ') }
    const section = sameSection(found, publication.sections)
    if (!section) throw error
    return stateOf(means, kind, sectionSlug(section), now)
  }
}

function missing(): Problem {
  return new Problem(404, 'There is no such feed. The front page lists those there are.')
}

function gone(): Problem {
  return new Problem(410, 'Comments have no feed any more.')
}
