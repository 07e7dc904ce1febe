// A WordPress site through its REST API, which shows to everybody what is public and no more.

import { z } from 'zod'
import type { Draft } from '../article/draft.ts'
import { plainText } from '../text/markup.ts'
import { readDate } from '../text/source-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { ItemError } from './html-depth.ts'
import type { ImportedItem, ReadOptions } from './imported.ts'
import { SourceError } from './source-error.ts'
import { type Category, sectionId, sectionsOf } from './wordpress-categories.ts'
import { imageOf } from './wordpress-images.ts'
import { articleOf, type Post } from './wordpress-post.ts'
import { languageTag } from './wordpress-survey.ts'

/**
 * Asks the API.
 *
 * @param path below its root: `wp/v2/posts`; the root itself where empty
 * @returns what it answered, as JSON
 */
export type Ask = (path: string, query: Record<string, string>) => Promise<unknown>

const POSTS_A_PAGE = 50
const CATEGORIES_A_PAGE = 100
// A site that answers with full pages for ever is none.
const MOST_POSTS = 1_000_000

const rendered = z.object({ rendered: z.string() })
const text = z.string().catch('')

const site = z.object({ name: text, description: text, home: text })

const category = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  parent: z.number().catch(0),
  count: z.number().catch(1),
})

const media = z.object({
  source_url: z.string(),
  alt_text: text,
  mime_type: z.string().optional().catch(undefined),
  media_details: z
    .object({
      width: z.int().min(1).optional().catch(undefined),
      height: z.int().min(1).optional().catch(undefined),
      filesize: z.int().min(1).optional().catch(undefined),
    })
    .catch({}),
})

const post = z.object({
  guid: rendered,
  link: text,
  date_gmt: z.string(),
  modified_gmt: text,
  status: z.string(),
  title: rendered,
  content: rendered.extend({ protected: z.boolean().catch(false) }),
  excerpt: rendered.catch({ rendered: '' }),
  categories: z.array(z.number()).catch([]),
  lang: text,
  _embedded: z
    .object({
      author: z.array(z.unknown()).catch([]),
      'wp:featuredmedia': z.array(z.unknown()).catch([]),
      'wp:term': z.array(z.array(z.unknown())).catch([]),
    })
    .catch({ author: [], 'wp:featuredmedia': [], 'wp:term': [] }),
})

type ApiPost = z.infer<typeof post>

/**
 * Reads a site: its name, the sections of its categories, and its posts from the first to the last.
 *
 * @throws {SourceError} when it does not answer like WordPress
 */
export async function* readWordPressApi(
  ask: Ask,
  options: ReadOptions,
): AsyncGenerator<ImportedItem> {
  const { name, description, home } = answerOf(site, await ask('', {}), 'its root')
  const found = { title: plainText(name), description: plainText(description), home }
  yield {
    kind: 'publication',
    ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== '')),
  }
  const slugs = new Map<number, string>()
  const all: z.infer<typeof category>[] = []
  for await (const each of pagesOf(ask, 'wp/v2/categories', {}, CATEGORIES_A_PAGE)) {
    const known = answerOf(category, each, 'its categories')
    slugs.set(known.id, known.slug)
    all.push(known)
  }
  const used = all.filter(({ count }) => count > 0).map(({ slug }) => slug)
  for (const section of await sectionsOf(withParents(all, slugs), used)) {
    yield { kind: 'section', ...section }
  }
  const publication = options.publication ?? {
    title: found.title,
    language: 'und',
    timeZone: 'UTC',
  }
  const query = {
    _embed: 'author,wp:featuredmedia,wp:term',
    orderby: 'date',
    order: 'asc',
    ...(options.since ? { modified_after: rfc3339(options.since) } : {}),
  }
  let number = 0
  for await (const each of pagesOf(ask, 'wp/v2/posts', query, POSTS_A_PAGE)) {
    number += 1
    yield await itemOf(each, `post ${number}`, slugs, { ...options, publication })
  }
}

function withParents(all: z.infer<typeof category>[], slugs: Map<number, string>): Category[] {
  return all.map(({ slug, name, parent }) => ({ slug, name, parent: slugs.get(parent) }))
}

async function* pagesOf(
  ask: Ask,
  path: string,
  query: Record<string, string>,
  size: number,
): AsyncGenerator {
  // Not by `page`: the page after the last is an error.
  for (let offset = 0; offset < MOST_POSTS; offset += size) {
    const answer = await ask(path, { ...query, per_page: String(size), offset: String(offset) })
    const all = answerOf(z.array(z.unknown()), answer, path)
    yield* all
    if (all.length < size) return
  }
}

function answerOf<T extends z.ZodType>(schema: T, answer: unknown, what: string): z.infer<T> {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const [{ path, message } = { path: [], message: '' }] = parsed.error.issues
  const where = path.length > 0 ? `${path.join('.')}: ` : ''
  const detail = `the REST API does not answer like WordPress about ${what}: ${where}${message}`
  throw new SourceError([{ line: 1, key: '', message: detail }])
}

async function itemOf(
  answer: unknown,
  where: string,
  slugs: Map<number, string>,
  options: ReadOptions,
): Promise<ImportedItem> {
  const parsed = post.safeParse(answer)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { kind: 'failed', where, reason: `${issue?.path.join('.')}: ${issue?.message}` }
  }
  const reason = withheld(parsed.data, options.now)
  if (reason !== undefined) return { kind: 'skipped', where, reason }
  return articleOf(guidOf(parsed.data), where, options, () => postOf(parsed.data, slugs))
}

/** Why a post is not public; the API shows others only to who has logged in. */
function withheld({ status, content, date_gmt }: ApiPost, now: Date): string | undefined {
  if (status !== 'publish') return status === 'future' ? 'scheduled' : status
  if (content.protected) return 'password-protected'
  const published = readDate(date_gmt, 'UTC')
  return published && published > now ? 'scheduled' : undefined
}

// In the database's own HTML: &#038; for &.
function guidOf({ guid }: ApiPost): string {
  return plainText(guid.rendered)
}

async function postOf(from: ApiPost, slugs: Map<number, string>): Promise<Post> {
  const published = readDate(from.date_gmt, 'UTC')
  if (!published) throw new ItemError('date_gmt is no date')
  const modified = readDate(from.modified_gmt, 'UTC')
  const embedded = from._embedded
  const categories = from.categories.flatMap((id) => slugs.get(id) ?? [])
  return {
    guid: guidOf(from),
    title: from.title.rendered,
    link: from.link,
    published: rfc3339(published),
    modified: modified && rfc3339(modified),
    authors: embedded.author.flatMap((each) => namesOf(each)),
    sections: await Promise.all(categories.map(sectionId)),
    tags: embedded['wp:term'].flat().flatMap((each) => namesOf(each, 'post_tag')),
    excerpt: excerptOf(from.excerpt.rendered),
    content: from.content.rendered,
    form: 'rendered',
    image: embedded['wp:featuredmedia'].map(mediaOf).find(Boolean),
    enclosures: [],
    language: languageTag(from.lang),
  }
}

const named = z.object({ name: z.string(), taxonomy: z.string().optional() })

// What is embedded may be an error: a user that nobody may see.
function namesOf(value: unknown, taxonomy?: string): string[] {
  const parsed = named.safeParse(value)
  if (!parsed.success || parsed.data.taxonomy !== taxonomy) return []
  const name = plainText(parsed.data.name)
  return name === '' ? [] : [name]
}

function mediaOf(value: unknown): Draft['image'] {
  const parsed = media.safeParse(value)
  if (!parsed.success) return undefined
  const { source_url, alt_text, mime_type, media_details } = parsed.data
  const { width, height, filesize: bytes } = media_details
  const known = Object.entries({ width, height, bytes, type: mime_type })
  return {
    ...imageOf(source_url, plainText(alt_text), undefined),
    ...Object.fromEntries(known.filter(([, value]) => value !== undefined)),
  }
}

// WordPress makes one of the text where nobody wrote one, and ends it so.
function excerptOf(html: string): string {
  return /\[(?:&hellip;|…|&#8230;)\]\s*(?:<\/p>)?\s*$/.test(html) ? '' : html
}
