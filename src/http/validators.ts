// Validators and conditional requests (RFC 9110 §8.8, §13).

import { rfc822 } from '../text/wire-dates.ts'

/** By what a client knows the document that it has. */
export interface Validators {
  /** Entity tag, with its `W/"…"`. */
  etag: string
  /** When the document last changed, ms since 1970. */
  changed: number
}

/**
 * A weak entity tag of parts that together change whenever the document does. Weak, because the
 * platform compresses, and makes weak ones of strong ones when it does.
 */
export function weakTag(parts: (string | number)[]): string {
  const written = parts.map((part) => (typeof part === 'number' ? part.toString(36) : part))
  return `W/"${written.join('.')}"`
}

/**
 * ms after which a change has come to an end: other writers that had their moment before it, and
 * longer to write, are through. Until then there may be more than one document of that second.
 */
export const SETTLED = 30_000

/**
 * `Last-Modified` as an HTTP date. Until a change has settled, it says the second before: nobody who
 * asks for what is newer may hear "nothing" because another change has the same second.
 */
export function lastModified(changed: number, now: number): string {
  const second = changedSecond(changed)
  return rfc822(new Date(now - second < SETTLED ? second - 1000 : second))
}

function changedSecond(changed: number): number {
  return Math.floor(changed / 1000) * 1000
}

/**
 * Whether the client has the document already: by `If-None-Match`, compared weakly, else by
 * `If-Modified-Since` (RFC 9110 §13.2.2). A date that is no HTTP date counts for nothing.
 */
export function isNotModified(headers: Headers, validators: Validators): boolean {
  const tags = headers.get('If-None-Match')
  if (tags !== null) return isNamed(tags, validators.etag)
  const since = httpDate(headers.get('If-Modified-Since') ?? '')
  return !Number.isNaN(since) && since >= changedSecond(validators.changed)
}

/** Whether a document with this entity tag is one of those that `If-None-Match` names (§13.1.2). */
export function isNamed(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.trim() === '*' || entityTags(ifNoneMatch).includes(opaque(etag))
}

// Its three forms all begin with the name of a day and are in GMT (RFC 9110 §5.6.7).
function httpDate(text: string): number {
  return /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text) ? Date.parse(text) : Number.NaN
}

/** The opaque tags of a list of entity tags, with their quotation marks (RFC 9110 §8.8.3). */
export function entityTags(list: string): string[] {
  return list.match(/"[^"]*"/g) ?? []
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '')
}
