// The query of a feed's address: limit, content and before. Other parameters change nothing.

import { Problem } from '../http/problem.ts'
import type { Cursor } from '../store/selection.ts'
import { quoted } from '../text/quoted.ts'

export interface FeedQuery {
  /** 1 to 200 entries. */
  limit: number
  content: 'full' | 'summary'
  /** Only entries that come after this place. */
  before: Cursor | undefined
}

/** Entries of a document that says no other number. */
export const DEFAULT_LIMIT = 50
const LARGEST_LIMIT = 200

/** @throws {Problem} 400 for a value that is not one of those there are */
export function readFeedQuery(parameters: URLSearchParams): FeedQuery {
  return {
    limit: readLimit(parameters.get('limit')),
    content: readContent(parameters.get('content')),
    before: readBefore(parameters.get('before')),
  }
}

/** Whether a query says which of a feed's documents is wanted: the whole one is `?content=full`. */
export function namesDocument(parameters: URLSearchParams): boolean {
  return ['limit', 'content', 'before'].some((name) => parameters.has(name))
}

/** The canonical query, with its `?`: only what is not the default, always in the same order. */
export function writeFeedQuery({ limit, content, before }: FeedQuery): string {
  const parts = [
    limit === DEFAULT_LIMIT ? [] : [`limit=${limit}`],
    content === 'full' ? [] : [`content=${content}`],
    before ? [`before=${before.visibleFrom}-${before.rank}`] : [],
  ].flat()
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

function readLimit(value: string | null): number {
  if (value === null) return DEFAULT_LIMIT
  const limit = /^[0-9]{1,3}$/.test(value) ? Number(value) : 0
  if (limit >= 1 && limit <= LARGEST_LIMIT) return limit
  throw new Problem(
    400,
    `limit is a whole number from 1 to ${LARGEST_LIMIT}, not ${quoted(value)}.`,
  )
}

function readContent(value: string | null): FeedQuery['content'] {
  if (value === null || value === 'full') return 'full'
  if (value === 'summary') return 'summary'
  throw new Problem(400, `content is full or summary, not ${quoted(value)}.`)
}

function readBefore(value: string | null): Cursor | undefined {
  if (value === null) return undefined
  const [, moment, rank] = /^(-?[0-9]{1,15})-([0-9]{1,16})$/.exec(value) ?? []
  if (moment === undefined || rank === undefined) {
    throw new Problem(400, 'before is the value that the address of a next page has.')
  }
  return { visibleFrom: Number(moment), rank: Number(rank) }
}
