// Cursors of the API as those who ask have them: opaque to them.

import { BEGINNING, type ChangeCursor } from '../store/changes.ts'
import { EXPORT_BEGINNING, type ExportCursor } from '../store/exporting.ts'

/** Where a consumer of changes is, as it goes out. */
export function writeCursor({ store, number, visibleFrom, rank }: ChangeCursor): string {
  return write([store, number, visibleFrom, rank])
}

/** A cursor of changes that went out; `undefined` where it is none of ours. */
export function readCursor(written: string): ChangeCursor | undefined {
  if (written === '') return BEGINNING
  const numbers = read(written)
  if (!numbers) return undefined
  const [store, number, visibleFrom, rank] = numbers
  return { store, number, visibleFrom, rank }
}

/** Where a consumer of a partner's change feed is. */
export interface PartnerCursor {
  /** The store, by the number that its name is; 0 from the beginning. */
  store: number
  /** Which change feed: when it was asked for first. */
  began: number
  /** The last place that it knows. */
  number: number
  /** The day on which it asked, since 1970. */
  day: number
}

/** The same, as it goes out. */
export function writePartnerCursor({ store, began, number, day }: PartnerCursor): string {
  return write([store, began, number, day])
}

/** A cursor of a partner's changes that went out; `undefined` where it is none of ours. */
export function readPartnerCursor(written: string): PartnerCursor | undefined {
  if (written === '') return { store: 0, began: 0, number: 0, day: 0 }
  const numbers = read(written)
  if (!numbers) return undefined
  const [store, began, number, day] = numbers
  return { store, began, number, day }
}

/** Where an export is, as it goes out. */
export function writeExportCursor(cursor: ExportCursor): string {
  const { article, feed, publicationChange, lastChange } = cursor
  return write([article, feed, publicationChange, lastChange])
}

/** A cursor of an export that went out; `undefined` where it is none of ours. */
export function readExportCursor(written: string): ExportCursor | undefined {
  if (written === '') return EXPORT_BEGINNING
  const numbers = read(written)
  if (!numbers) return undefined
  const [article, feed, publicationChange, lastChange] = numbers
  return { article, feed, publicationChange, lastChange }
}

type Numbers = [number, number, number, number]

function write(numbers: Numbers): string {
  return numbers.map((number) => number.toString(36)).join('.')
}

// The largest number that is safe has eleven digits.
const WRITTEN = /^[0-9a-z]{1,11}(\.[0-9a-z]{1,11}){3}$/

function read(written: string): Numbers | undefined {
  if (!WRITTEN.test(written)) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = written.split('.').map((part) => Number.parseInt(part, 36))
  const numbers: Numbers = [a, b, c, d]
  return numbers.every(Number.isSafeInteger) ? numbers : undefined
}
