// The change feed of a partner, /partners/{key or id}/changes.json: what it has to make, change and
// take away since a cursor, of what it may have.

import type { Context } from 'hono'
import { z } from '@hono/zod-openapi'
import { issuesOf } from '../article/issues.ts'
import { encoded, preferredCoding } from '../http/encodings.ts'
import type { Environment } from '../http/environment.ts'
import { isNamed, weakTag } from '../http/validators.ts'
import {
  type ChangeFeed,
  type Place,
  readChangeFeed,
  readPlacesAfter,
} from '../store/partner-changes.ts'
import type { Change } from './changes-description.ts'
import { changeOf } from './changes.ts'
import { type PartnerCursor, readPartnerCursor, writePartnerCursor } from './cursors.ts'
import { limit } from './description.ts'
import { bodyOf } from './feed-bodies.ts'
import type { Means } from './feed-document.ts'
import { withCoding } from './feed-headers.ts'
import { invalid } from './invalid.ts'
import { articleOf, delayOf, type Wanted } from './partner-choice.ts'
import type { PartnerState } from './partner-state.ts'
import { broughtUp } from './partner-told.ts'
import { dayOf } from './poll-counts.ts'

export const CHANGES_FILE = 'changes.json'
export const CHANGES_TYPE = 'application/json; charset=utf-8'

const MOST = 100
const USUAL = 50
// What was taken back is known for longer; then it is forgotten, and who has not heard of it would
// keep it.
const KNOWN_DAYS = 60

const question = z.object({
  since: z
    .string()
    .default('')
    .transform((written, context) => {
      const cursor = readPartnerCursor(written)
      if (cursor) return cursor
      context.addIssue({ code: 'custom', message: 'expected `next` of an answer, as it was' })
      return z.NEVER
    }),
  limit: limit(MOST, USUAL),
})

type Question = z.infer<typeof question>

const FOREIGN = {
  path: ['since'],
  message:
    `is of another store or partner, of a state that this one has been taken back from, or more than ` +
    `${KNOWN_DAYS} days old: leave it out, begin anew, and take away what you have and do not hear of`,
}

// By the state of the document that a feed was brought up to date by: until there is another, there
// is nothing to tell.
const told = new WeakMap<PartnerState, ChangeFeed>()

/** Some of the changes, and from where to go on. */
interface Page {
  changes: Change[]
  /** The last place that was told. */
  number: number
  more: boolean
}

/**
 * The answer to a request.
 *
 * @param state of the partner's main document
 * @param headers of every answer to a partner
 * @throws {Problem} 422 where the cursor or the limit is none
 */
export async function answerChanges(
  { req }: Context<Environment>,
  wanted: Wanted,
  state: PartnerState,
  means: Means,
  headers: Record<string, string>,
): Promise<Response> {
  const asked = question.safeParse(req.query())
  if (!asked.success) throw invalid(issuesOf(asked.error))
  const { page, began } = await pageOf(asked.data, wanted, state, means)
  const { changes, number, more } = page
  const store = storeOf(wanted)
  const next = writePartnerCursor({ store, began, number, day: dayOf(wanted.now) })
  const etag = weakTag([next])
  const tagged = new Headers({ ...headers, ETag: etag })
  const isKnown = isNamed(req.header('If-None-Match') ?? '', etag)
  if (isKnown && changes.length === 0) return new Response(null, { status: 304, headers: tagged })
  const coding = preferredCoding(req.raw)
  const text = JSON.stringify({ changes, next, more })
  const bytes = await encoded(new TextEncoder().encode(text), coding)
  tagged.set('Content-Type', CHANGES_TYPE)
  return bodyOf(bytes, coding, { headers: withCoding(tagged, coding, bytes.length) })
}

async function pageOf(
  { since, limit: most }: Question,
  wanted: Wanted,
  state: PartnerState,
  means: Means,
): Promise<{ page: Page; began: number }> {
  const { partner, now } = wanted
  const known = told.get(state)
  if (known && isOf(since, known, wanted) && since.number === known.number) {
    return { page: { changes: [], number: since.number, more: false }, began: known.began }
  }
  const kept = await readChangeFeed(means.db, partner.id)
  if (since.began > 0 && !isOf(since, kept.feed, wanted)) throw invalid([FOREIGN])
  const feeds = [...new Set(state.places.map(([feed]) => feed))]
  const { feed: brought, isAll } = await broughtUp(wanted, means, state, feeds, kept)
  // Another isolate has it brought up to date: what it tells so far is to be had, and the rest soon.
  const feed = brought ?? (await readChangeFeed(means.db, partner.id)).feed
  if (!feed) throw new Error('a change feed that another isolate has begun is gone')
  if (brought && isAll) told.set(state, feed)
  const look = { partner: partner.id, feeds, now }
  const found = await readPlacesAfter(means.db, look, since.number, most + 1)
  const page = tellPlaces(found, { since, most, feed, wanted })
  // Whatever is left is less at every ask, also where what stands before it waits for it.
  const isLeft = !brought || !isAll
  return { page: { ...page, more: page.more || isLeft }, began: feed.began }
}

function storeOf({ store }: Wanted): number {
  return Number.parseInt(store, 16)
}

/** Whether a cursor is of this feed, and not so old that something may be forgotten since. */
function isOf(since: PartnerCursor, feed: ChangeFeed | undefined, wanted: Wanted): boolean {
  if (!feed || since.store !== storeOf(wanted) || since.began !== feed.began) return false
  return since.number <= feed.number && since.day + KNOWN_DAYS >= dayOf(wanted.now)
}

interface Telling {
  since: PartnerCursor
  /** How many places at most. */
  most: number
  feed: ChangeFeed
  wanted: Wanted
}

/** @param found one more than is told, where there are more */
function tellPlaces(found: Place[], { since, most, feed, wanted }: Telling): Page {
  const changes: Change[] = []
  let { number } = since
  for (const place of found.slice(0, most)) {
    const change = changeAt(place, { since, feed, wanted })
    if (change === 'changing') return { changes, number, more: false }
    if (change) changes.push(change)
    number = place.number
  }
  const more = found.length > most
  // The places after the last one are those that articles had before.
  return { changes, number: more ? number : Math.max(number, feed.number), more }
}

/**
 * What is told at a place: nothing of what came and went since; `changing` where the article was
 * changed since the feed was brought up to date, and is to be looked at before anything is told of it.
 */
function changeAt(
  place: Place,
  { since, feed, wanted }: Omit<Telling, 'most'>,
): Change | 'changing' | undefined {
  const { id, version, first, isGone, moment, document } = place
  const isThere = first <= since.number
  if (isGone) {
    return isThere ? changeOf({ type: 'delete', id, version, moment }, undefined) : undefined
  }
  if (place.change > feed.change) return 'changing'
  const own = document && articleOf(document, wanted, place.returned ?? undefined)
  const seen = place.visibleFrom + delayOf(wanted.partner)
  // Delivered, and then changed so that it comes later: it is told of in its time.
  if (own && version !== place.delivered && seen > wanted.now) return undefined
  if (!own) return 'changing'
  return changeOf({ type: isThere ? 'update' : 'create', id, version, moment }, own)
}
