// A post as the REST API of WordPress answers it, and what is asked for to have it whole.

import { z } from 'zod'
import type { Draft } from '../article/draft.ts'
import { plainText } from '../text/markup.ts'
import { readDate } from '../text/source-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { ItemError } from './html-depth.ts'
import type { Imported, ImportedItem, ReadOptions } from './imported.ts'
import { SourceError } from './source-error.ts'
import { sectionId } from './wordpress-categories.ts'
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

/** What has to be in the answer besides the post itself: the value of `_embed`. */
export const EMBEDDED = 'author,wp:featuredmedia,wp:term'

const rendered = z.object({ rendered: z.string() })
const text = z.string().catch('')

const media = z.object({
  source_url: z.string(),
  alt_text: text,
  mime_type: z.string().optional().catch(undefined),
  media_details: z
    .object({
      width: z.int().min(1).optional().catch(undefined),
      height: z.int().min(1).optional().catch(undefined),
      filesize: z.int().min(1).optional().catch(undefined),
      image_meta: z.object({ credit: text }).catch({ credit: '' }),
    })
    .catch({ image_meta: { credit: '' } }),
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
 * An answer that has this shape.
 *
 * @param what it is about, for who reads that it has not
 * @throws {SourceError} when it has not
 */
export function answerOf<T extends z.ZodType>(
  schema: T,
  answer: unknown,
  what: string,
): z.infer<T> {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const fault = faultIn(parsed.error)
  const detail = `the REST API does not answer like WordPress about ${what}: ${fault}`
  throw new SourceError([{ line: 1, key: '', message: detail }])
}

function faultIn({ issues }: z.ZodError): string {
  const [{ path, message } = { path: [], message: '' }] = issues
  return path.length > 0 ? `${path.join('.')}: ${message}` : message
}

const numbered = z.object({ id: z.int() })

/** What a post is called in a report: by its number, or by its place in an answer, from 1. */
export function nameOf(answer: unknown, place: number): string {
  const { data } = numbered.safeParse(answer)
  return `post ${data?.id ?? `in place ${place}`}`
}

/**
 * The article of a post as the API answers it, or why there is none.
 *
 * @param slugs of categories, by their numbers
 */
export async function postItem(
  answer: unknown,
  where: string,
  slugs: Map<number, string>,
  options: ReadOptions,
): Promise<ImportedItem> {
  const parsed = post.safeParse(answer)
  if (!parsed.success) {
    return { kind: 'failed', where, reason: faultIn(parsed.error) }
  }
  const reason = withheld(parsed.data, options.now)
  const id = guidOf(parsed.data)
  if (reason !== undefined) return { kind: 'skipped', where, id, reason }
  return articleOf(id, where, options, (notes) => postOf(parsed.data, slugs, notes))
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

async function postOf(
  from: ApiPost,
  slugs: Map<number, string>,
  notes: Imported['notes'],
): Promise<Post> {
  const published = readDate(from.date_gmt, 'UTC')
  if (!published) throw new ItemError('date_gmt is no date')
  const modified = readDate(from.modified_gmt, 'UTC')
  const embedded = from._embedded
  const categories = from.categories.flatMap((id) => slugs.get(id) ?? [])
  for (const id of from.categories.filter((id) => !slugs.has(id))) {
    notes.push({
      field: 'sections',
      detail: `left out: the site does not say what category ${id} is`,
    })
  }
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
  const { width, height, filesize: bytes, image_meta } = media_details
  const credit = image_meta.credit.trim() || undefined
  const known = Object.entries({ width, height, bytes, type: mime_type, credit })
  return {
    ...imageOf(source_url, plainText(alt_text), undefined),
    ...Object.fromEntries(known.filter(([, value]) => value !== undefined)),
  }
}

// WordPress makes one of the text where nobody wrote one, and ends it so.
function excerptOf(html: string): string {
  const end = html
    .trimEnd()
    .replace(/<\/p>$/, '')
    .trimEnd()
  return /\[(?:&hellip;|…|&#8230;)\]$/.test(end) ? '' : html
}
