// Which posts a WordPress site has, by their numbers, and their guids or when they changed: no more of them
// than that.

import { z } from 'zod'
import { plainText } from '../text/markup.ts'
import { readDate } from '../text/source-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { SourceError } from './source-error.ts'
import { answerOf, type Ask } from './wordpress-api-post.ts'
import { isGone } from './wordpress-refused.ts'

/** A post, as it is named on the site and here. */
export interface NamedPost {
  number: number
  guid: string
}

const FIELDS = 'id,guid'
const named = z.object({ id: z.int().min(1), guid: z.object({ rendered: z.string() }) })

/**
 * The posts that are the newest by what they say: also those that were scheduled, which count as
 * changed when they were written.
 *
 * @throws {SourceError} when the site does not answer like WordPress
 * @throws {RefusedError} when it refuses
 */
export async function readNewest(ask: Ask, most: number): Promise<NamedPost[]> {
  const query = { orderby: 'date', order: 'desc', per_page: String(most), _fields: FIELDS }
  return namesIn(await ask('wp/v2/posts', query), 'its newest posts').slice(0, most)
}

/** How many posts are named at once: the most that WordPress does. */
export const NAMED_AT_ONCE = 100

/** A post, and when it was changed, ms since 1970. */
export interface ChangedPost {
  number: number
  modified: number
}

// WordPress counts in seconds.
const SECOND = 1000

/**
 * At most a hundred of the posts that have changed after a moment: those first that changed first,
 * and of one second those with the lower numbers. Where more than a hundred have changed in the first
 * second, of that second only: no posts then says that it has no more.
 *
 * @param passed of those that changed in the second after that moment, how many are passed over
 * @throws {SourceError} when the site does not answer like WordPress from 5.7 on
 * @throws {RefusedError} when it refuses
 */
export async function readChanged(
  ask: Ask,
  after: number,
  passed: number,
): Promise<{ posts: ChangedPost[]; isAll: boolean }> {
  const since = rfc3339(new Date(after))
  const query = {
    modified_after: since,
    order: 'asc',
    per_page: String(NAMED_AT_ONCE),
    _fields: 'id,modified_gmt',
  }
  const found = await ask('wp/v2/posts', { ...query, orderby: 'modified' })
  const posts = changesIn(found, after)
  const first = posts[0]?.modified ?? after
  const begun = first <= after + SECOND ? passed : 0
  const isAll = posts.length < NAMED_AT_ONCE
  const ofFirst = posts.filter(({ modified }) => modified === first)
  if (isAll || ofFirst.length < posts.length) {
    return { posts: [...ofFirst.slice(begun), ...posts.slice(ofFirst.length)], isAll }
  }
  // The database has no order of its own in one second, and may have another one on each page.
  const before = rfc3339(new Date(first + SECOND))
  const bySecond = { ...query, orderby: 'id', modified_before: before, offset: String(begun) }
  return { posts: changesIn(await ask('wp/v2/posts', bySecond), after), isAll }
}

function changesIn(answer: unknown, after: number): ChangedPost[] {
  const what = 'its posts'
  const posts = answerOf(z.array(z.unknown()), answer, what).map((each) => {
    const { id, modified_gmt } = answerOf(changed, each, what)
    return { number: id, modified: readDate(modified_gmt, 'UTC')?.getTime() ?? after }
  })
  if (posts.some(({ modified }) => modified < after - SECOND)) throw new SourceError([OLDER])
  return posts.toSorted((a, b) => a.modified - b.modified || a.number - b.number)
}

const changed = z.object({ id: z.int().min(1), modified_gmt: z.string() })

const OLDER = {
  line: 1,
  key: '',
  message: 'the REST API does not know modified_after: it takes WordPress 5.7 or later',
}

/**
 * The posts that have the highest numbers, in their order.
 *
 * @param offset of them, how many are passed over
 * @throws {SourceError} when the site does not answer like WordPress, or in another order
 * @throws {RefusedError} when it refuses
 */
export async function readByNumber(ask: Ask, offset: number): Promise<NamedPost[]> {
  const answer = await ask('wp/v2/posts', {
    orderby: 'id',
    order: 'desc',
    per_page: String(NAMED_AT_ONCE),
    offset: String(offset),
    _fields: FIELDS,
  })
  const posts = namesIn(answer, 'its posts by number')
  // What is between two neighbours is gone: that holds only where they are in order.
  const inOrder = posts.toSorted((a, b) => b.number - a.number)
  if (posts.some((post, index) => post !== inOrder[index])) throw new SourceError([DISORDERED])
  return posts
}

const DISORDERED = {
  line: 1,
  key: '',
  message:
    'the REST API does not name posts in the order of their numbers: a plugin of the site may sort them',
}

/**
 * Those of at most a hundred posts, by their numbers, that the site has and lists.
 *
 * @throws {SourceError} when the site does not answer like WordPress
 * @throws {RefusedError} when it refuses
 */
export async function readListed(ask: Ask, numbers: number[]): Promise<NamedPost[]> {
  const query = {
    include: numbers.join(','),
    per_page: String(NAMED_AT_ONCE),
    _fields: FIELDS,
  }
  return namesIn(await ask('wp/v2/posts', query), 'its posts by number')
}

/**
 * The post with this number; `undefined` where WordPress says that there is none, or none for
 * everybody.
 *
 * @throws {SourceError} when the site does not answer like WordPress
 * @throws {RefusedError} when it refuses for another reason than that
 */
export async function readName(ask: Ask, number: number): Promise<NamedPost | undefined> {
  try {
    return nameIn(await ask(`wp/v2/posts/${number}`, { _fields: FIELDS }), `post ${number}`)
  } catch (error) {
    if (!(await isGone(ask, number, error))) throw error
    return undefined
  }
}

function namesIn(answer: unknown, what: string): NamedPost[] {
  return answerOf(z.array(z.unknown()), answer, what).map((each) => nameIn(each, what))
}

function nameIn(answer: unknown, what: string): NamedPost {
  const { id, guid } = answerOf(named, answer, what)
  return { number: id, guid: plainText(guid.rendered) }
}
