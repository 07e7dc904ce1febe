// The archive of a feed (RFC 5005 §4): documents by the month, in UTC, in which articles became
// visible. A month that is over changes no more, but for corrections and removals.

import type { Cursor, Entry, Window } from '../store/selection.ts'

/** Entries of one document; a month that has more goes on with `before`. */
export const ARCHIVED_AT_ONCE = 100

/** A month, from its first moment to the first of the next one, ms since 1970. */
export interface Month {
  /** `2026-08` */
  name: string
  start: number
  end: number
}

/** The month of this name; `undefined` where that is none. */
export function monthNamed(name: string): Month | undefined {
  const [, year, month] = /^([0-9]{4})-(0[1-9]|1[0-2])$/.exec(name) ?? []
  if (year === undefined) return undefined
  return monthOf(Number(year), Number(month) - 1)
}

/** The month that a moment is in. */
export function monthAt(moment: number): Month {
  const date = new Date(moment)
  return monthOf(date.getUTCFullYear(), date.getUTCMonth())
}

function monthOf(year: number, month: number): Month {
  // Date.UTC takes the years of the first century for those of the twentieth.
  const first = (of: number) => new Date(0).setUTCFullYear(year, of, 1)
  const start = first(month)
  return { name: new Date(start).toISOString().slice(0, 7), start, end: first(month + 1) }
}

/** The folder of its documents, in that of the feed; none for other documents. */
export function archiveFolder(month: Month | undefined): string {
  return month ? `/archive/${month.name}` : ''
}

/** Where an archive document begins: at the end of its month, or at a place in it. */
export function archiveStart({ end }: Month, before: Cursor | undefined): Cursor {
  return before && before.visibleFrom < end ? before : { visibleFrom: end, rank: 0 }
}

/** Whether nothing will be added to an archive document. */
export function isComplete({ end }: Month, before: Cursor | undefined, now: number): boolean {
  return end <= now || before !== undefined
}

/** What of a window is in the month, and what comes after that. */
export function withinMonth({ entries, next }: Window, { start }: Month): Window {
  const cut = entries.findIndex(({ visibleFrom }) => visibleFrom < start)
  return cut < 0 ? { entries, next } : { entries: entries.slice(0, cut), next: entries[cut] }
}

/** An archive document: a month, from a place in it on. */
export interface ArchivePlace {
  month: Month
  before: Cursor | undefined
}

/**
 * The archive document that goes on where a document ends: where the entry is that comes after it.
 *
 * @param last the last entry of the document
 */
export function archiveAfter(
  last: Entry | undefined,
  next: Entry | undefined,
): ArchivePlace | undefined {
  if (!next) return undefined
  const month = monthAt(next.visibleFrom)
  return { month, before: last && isIn(last, month) ? last : undefined }
}

function isIn({ visibleFrom }: Entry, { start, end }: Month): boolean {
  return visibleFrom >= start && visibleFrom < end
}
