// The cursor of the change feed, as consumers have it: opaque to them.

import { BEGINNING, type ChangeCursor } from '../store/changes.ts'

/** A cursor as it goes out. */
export function writeCursor({ number, visibleFrom, rank }: ChangeCursor): string {
  return [number, visibleFrom, rank].map((part) => part.toString(36)).join('.')
}

/** A cursor that went out; `undefined` where it is none of ours. */
export function readCursor(written: string): ChangeCursor | undefined {
  if (written === '') return BEGINNING
  const parts = written.split('.')
  if (parts.length !== 3 || !parts.every((part) => /^[0-9a-z]{1,11}$/.test(part))) return undefined
  const [number = 0, visibleFrom = 0, rank = 0] = parts.map((part) => Number.parseInt(part, 36))
  const cursor = { number, visibleFrom, rank }
  return Object.values(cursor).every(Number.isSafeInteger) ? cursor : undefined
}
