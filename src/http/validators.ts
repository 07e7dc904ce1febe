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
 * `Last-Modified` as an HTTP date. Within the second of the change, it says the second before: the
 * document may yet change in it, and nobody who asks for what is newer may then hear "nothing".
 */
export function lastModified(changed: number, now: number): string {
  return rfc822(new Date(changedSecond(changed, now)))
}

function changedSecond(changed: number, now: number): number {
  const second = Math.floor(changed / 1000) * 1000
  return now - second < 1000 ? second - 1000 : second
}

/**
 * Whether the client has the document already: by `If-None-Match`, compared weakly, else by
 * `If-Modified-Since` (RFC 9110 §13.2.2). A date that is no HTTP date counts for nothing.
 */
export function isNotModified(headers: Headers, validators: Validators, now: number): boolean {
  const tags = headers.get('If-None-Match')
  if (tags !== null) return isNamed(tags, validators.etag)
  const since = httpDate(headers.get('If-Modified-Since') ?? '')
  return !Number.isNaN(since) && since >= changedSecond(validators.changed, now)
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
