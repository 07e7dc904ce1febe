// Whether an item of ninjs may be shown, and from when.

import { readDate } from '../text/source-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import type { ReadOptions } from './imported.ts'
import type { Members } from './ninjs-fields.ts'

/** `pubstatus`, written as `usable`, `stat:usable`, or as an address of the IPTC's list of them. */
export function statusOf(item: Members): string {
  const { pubstatus } = item
  if (pubstatus === undefined || pubstatus === null) return 'usable'
  if (typeof pubstatus !== 'string') return 'no text'
  const status = pubstatus
    .trim()
    .toLowerCase()
    .replace(/^.*[:/]/, '')
  return status === 'cancelled' ? 'canceled' : status || '""'
}

/** Until when it is embargoed; `unknown` where that cannot be read. */
export function embargoOf(item: Members, { publication }: ReadOptions): string | undefined {
  const written = ['embargoed', 'embargoeduntil']
    .map((name) => item[name])
    .find((each) => each !== undefined && each !== null && each !== '')
  if (written === undefined) return undefined
  const date =
    typeof written === 'string' ? readDate(written, publication?.timeZone ?? 'UTC') : undefined
  return date ? rfc3339(date) : 'unknown'
}

/** The later one of two embargoes. */
export function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined || one === 'unknown') return one ?? other
  return one > other ? one : other
}
