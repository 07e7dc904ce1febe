// What stands in for a document that the store does not give: the one that was served before, for a
// while, and never when something in it is known to be gone.

import { preferredCoding } from '../http/encodings.ts'
import { inTime, LONGEST, SLOW, within } from '../http/patience.ts'
import { isNotModified } from '../http/validators.ts'
import { archiveFolder } from './archive.ts'
import { wholeBody } from './feed-bodies.ts'
import { documentInHand, documentNamed, type Means, type Wanted } from './feed-document.ts'
import { headersOf, type Manner, type Stale } from './feed-headers.ts'
import { writeFeedQuery } from './feed-query.ts'
import { ANSWER, type Served, STALE } from './memory.ts'

/** A request for a document, and what it takes to answer it. */
export interface Ask {
  request: Request
  wanted: Wanted
  means: Means
  manner: Manner
}

/** The answer; where the store is slow or fails, what was served before. */
export async function unlessStale(ask: Ask, answer: () => Promise<Response>): Promise<Response> {
  const { means, wanted } = ask
  const answering = inTime(LONGEST, answer())
  const served = servedBefore(ask)
  if (!served) return answering
  means.background(answering.catch(() => undefined))
  const outcome = await outcomeOf(answering, wanted)
  if (outcome instanceof Response) return outcome
  return (await standIn(ask, served, outcome)) ?? answering
}

async function outcomeOf(
  answering: Promise<Response>,
  wanted: Wanted,
): Promise<Response | NonNullable<Stale>> {
  try {
    const answer = await within(ANSWER, answering)
    if (answer !== SLOW) return answer
    console.warn('an earlier document stands in:', servedName(wanted), 'slow')
    return 'slow'
  } catch (error) {
    console.warn('an earlier document stands in:', servedName(wanted), String(error))
    return 'failed'
  }
}

/** What was served last, where it may stand in for what the store does not say. */
function servedBefore({ wanted, means }: Ask): Served | undefined {
  const { state: current, query, month, now } = wanted
  if (query.before && !month) return undefined
  const served = means.memory.served.get(servedName(wanted))
  if (!served || now - served.at > STALE) return undefined
  const { change, publicationChange } = served.state
  // It must not show what is known to have been taken away.
  const isGone = current.lastRemoval > change || current.publicationChange !== publicationChange
  return isGone ? undefined : served
}

/** It is served, and is the current one. */
export function nowServed({ wanted, means, manner }: Ask, etag: string): void {
  const { state, now } = wanted
  if (!manner.stale) means.memory.served.set(servedName(wanted), { state, etag, at: now })
}

/** It was served, and is still current. */
export function stillServed({ wanted, means, manner }: Ask, etag: string): void {
  const served = means.memory.served.get(servedName(wanted))
  if (served?.etag !== etag || manner.stale) return
  served.at = wanted.now
  served.state = wanted.state
}

async function standIn(
  { request, wanted, means, manner }: Ask,
  { state, etag }: Served,
  stale: NonNullable<Stale>,
): Promise<Response | undefined> {
  const earlier = { ...wanted, state }
  const headers = headersOf(earlier, { ...manner, stale }, etag, means.memory)
  if (isNotModified(request.headers, { etag, changed: state.changed })) {
    return new Response(null, { status: 304, headers: headers.unchanged })
  }
  const coding = preferredCoding(request)
  const bytes = await documentInHand(coding, documentNamed(earlier, etag), means)
  return bytes && wholeBody(bytes, coding, headers)
}

function servedName({ state, format, query, month }: Wanted): string {
  return `${state.number} ${format} ${archiveFolder(month)} ${writeFeedQuery(query)}`
}
