// Which posts a WordPress site has, by their numbers and guids: no more of them than that.

import { z } from 'zod'
import { plainText } from '../text/markup.ts'
import { SourceError } from './source-error.ts'
import { answerOf, type Ask } from './wordpress-api-post.ts'
import { saysGone } from './wordpress-refused.ts'

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

/** How many posts `readByNumber` names: the most that WordPress does. */
export const NAMED_AT_ONCE = 100

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
    if (!saysGone(error)) throw error
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
