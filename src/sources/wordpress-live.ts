// Posts of a WordPress site as they are published, changed and taken away: one of them, or several by
// their numbers.

import { z } from 'zod'
import type { Publication } from '../article/publication.ts'
import type { ImportedItem } from './imported.ts'
import { inSections, knownSections } from './matching-sections.ts'
import { answerOf, type Ask, EMBEDDED, nameOf, postItem } from './wordpress-api-post.ts'
import { sectionsOf } from './wordpress-categories.ts'
import { isGone } from './wordpress-refused.ts'

/** What the posts are for. */
export interface LiveOptions {
  publication: Publication
  /** What is dated later is not public yet. */
  now: Date
}

/**
 * The article of one post, in the sections that the publication has; `skipped` where it is not
 * public, or not there.
 *
 * @throws {SourceError} when the site does not answer like WordPress
 * @throws {RefusedError} when it refuses for another reason than that
 */
export async function readPost(
  ask: Ask,
  number: number,
  options: LiveOptions,
): Promise<ImportedItem> {
  const where = `post ${number}`
  try {
    const answer = await ask(`wp/v2/posts/${number}`, { _embed: EMBEDDED })
    return await liveItem(answer, where, options)
  } catch (error) {
    if (!(await isGone(ask, number, error))) throw error
    return { kind: 'skipped', where, reason: 'not public' }
  }
}

/** Posts that one run takes at most: what a worker on the smallest plan has time for. */
export const MOST_POSTS = 20

/**
 * The posts with these numbers that are public.
 *
 * @throws {SourceError} when the site does not answer like WordPress
 * @throws {RefusedError} when it refuses
 */
export async function readPosts(
  ask: Ask,
  numbers: number[],
  options: LiveOptions,
): Promise<ImportedItem[]> {
  const include = numbers.join()
  const query = { _embed: EMBEDDED, include, per_page: String(MOST_POSTS) }
  return liveItems(listOf(await ask('wp/v2/posts', query)), options)
}

const categorised = z.object({ _embedded: z.object({ 'wp:term': z.array(z.array(z.unknown())) }) })
const category = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  taxonomy: z.literal('category'),
})

function listOf(answer: unknown): unknown[] {
  return answerOf(z.array(z.unknown()), answer, 'its posts').slice(0, MOST_POSTS)
}

function liveItems(answers: unknown[], options: LiveOptions): Promise<ImportedItem[]> {
  return Promise.all(answers.map((each, index) => liveItem(each, nameOf(each, index + 1), options)))
}

async function liveItem(
  answer: unknown,
  where: string,
  options: LiveOptions,
): Promise<ImportedItem> {
  const categories = categoriesOf(answer)
  const slugs = new Map(categories.map(({ id, slug }) => [id, slug]))
  const item = await postItem(answer, where, slugs, options)
  if (item.kind !== 'article') return item
  const found = await sectionsOf(categories, slugs.values())
  const matching = knownSections(found, options.publication.sections)
  return { kind: 'article', ...inSections(item, matching) }
}

function categoriesOf(answer: unknown): z.infer<typeof category>[] {
  const terms = categorised.safeParse(answer).data?._embedded['wp:term'].flat() ?? []
  return terms.flatMap((each) => category.safeParse(each).data ?? [])
}
