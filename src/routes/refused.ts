// What the store refuses, as problems.

import { type IsMeant, readIfMatch } from '../http/preconditions.ts'
import { Problem } from '../http/problem.ts'
import { StoreError } from '../http/reachable.ts'
import { LostRaceError } from '../store/in-order.ts'
import { KilledError } from '../store/killed.ts'
import { type Precondition, PreconditionError } from '../store/precondition.ts'

/** The strong entity tag of an article: the number of its last change. */
export function articleTag(change: number): string {
  return `"${change}"`
}

/**
 * What `If-Match` takes for granted about an article.
 *
 * @throws {Problem} 400 where it is no list of entity tags
 */
export function preconditionOf(ifMatch: string | undefined): Precondition | undefined {
  const isMeant: IsMeant | undefined = readIfMatch(ifMatch)
  return isMeant && ((change) => isMeant(change === undefined ? undefined : articleTag(change)))
}

/** Why an article that is killed stays as it is, and what would change that. */
export function killedBecause(reason: string): string {
  return `killed because "${reason}", and its text is not kept: to publish it again send all of it with \`status: published\``
}

/** A refusal of a request for one article as a problem; any other error as it is. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof KilledError) {
    const [{ id, reason } = { id: '', reason: '' }] = error.killed
    return new Problem(409, `The article "${id}" is ${killedBecause(reason)}.`)
  }
  if (error instanceof PreconditionError) {
    const detail =
      'The article is another than `If-Match` says: get it again, and send what is still to be changed with its new ETag.'
    return new Problem(412, detail)
  }
  return error
}

const RETRY = { 'Retry-After': '5' }

/** What is answered when it is the store that could not: it may be able to in a moment. */
export function failureOfStore(error: Error): Problem | undefined {
  if (error instanceof StoreError) {
    const detail = 'The store cannot be reached just now: send the request again in a moment.'
    return new Problem(503, detail, { headers: RETRY })
  }
  if (!(error instanceof LostRaceError)) return undefined
  const detail = 'Something else has changed the same just now: send the request again in a moment.'
  return new Problem(503, detail, { headers: RETRY })
}
