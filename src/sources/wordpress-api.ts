// A WordPress site through its REST API, which shows to everybody what is public and no more.

import { z } from 'zod'
import { plainText } from '../text/markup.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import type { ImportedItem, ReadOptions } from './imported.ts'
import { SourceError } from './source-error.ts'
import { type Category, sectionsOf } from './wordpress-categories.ts'
import { answerOf, type Ask, EMBEDDED, nameOf, postItem } from './wordpress-api-post.ts'

// A site that answers with full pages for ever is none.
const POSTS = { path: 'wp/v2/posts', size: 50, most: 1_000_000 }
const CATEGORIES = { path: 'wp/v2/categories', size: 100, most: 50_000 }

const text = z.string().catch('')

const site = z.object({ name: text, description: text, home: text })

const category = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  parent: z.number().catch(0),
  count: z.number().catch(1),
})

/**
 * Reads a site: its name, the sections of its categories, and its posts from the first to the last.
 *
 * @throws {SourceError} when it does not answer like WordPress, or without an end
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
  for await (const each of pagesOf(ask, CATEGORIES, categoriesFrom)) {
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
  const postsFrom = (passed: number) => ({
    ...BY_NUMBER,
    _embed: EMBEDDED,
    ...(options.since ? { modified_after: rfc3339(options.since) } : {}),
    // Not by `page`: the page after the last is an error.
    offset: String(passed),
  })
  let number = 0
  for await (const each of pagesOf(ask, POSTS, postsFrom)) {
    number += 1
    yield await postItem(each, nameOf(each, number), slugs, { ...options, publication })
  }
}

function withParents(all: z.infer<typeof category>[], slugs: Map<number, string>): Category[] {
  return all.map(({ slug, name, parent }) => ({ slug, name, parent: slugs.get(parent) }))
}

// Many have one date or one name; no two have one number.
const BY_NUMBER = { orderby: 'id', order: 'asc' }

/** Not by `offset`: WordPress knows none of what has parents, and names the first again. */
function categoriesFrom(passed: number): Record<string, string> {
  return { ...BY_NUMBER, page: String(1 + passed / CATEGORIES.size) }
}

/** @param from the query of those that come after so many */
async function* pagesOf(
  ask: Ask,
  { path, size, most }: typeof POSTS,
  from: (passed: number) => Record<string, string>,
): AsyncGenerator {
  let before = ''
  for (let passed = 0; passed < most; passed += size) {
    const answer = await ask(path, { ...from(passed), per_page: String(size) })
    const all = answerOf(z.array(z.unknown()), answer, path)
    const page = JSON.stringify(all)
    if (page === before && all.length > 0) {
      throw endless(`${path} answers with the same ${all.length} again and again`)
    }
    before = page
    yield* all
    if (all.length < size) return
  }
  throw endless(`${path} has answered with ${most}`)
}

function endless(what: string): SourceError {
  return new SourceError([{ line: 1, key: '', message: `${what}: there is no end to it` }])
}
