// Where an export is, as the one who asks for its pages has it: opaque to them.

import { EXPORT_BEGINNING, type ExportCursor } from '../store/exporting.ts'

/** A cursor as it goes out. */
export function writeExportCursor(cursor: ExportCursor): string {
  const { article, feed, publicationChange, lastChange } = cursor
  return [article, feed, publicationChange, lastChange].map((part) => part.toString(36)).join('.')
}

/** A cursor that went out; `undefined` where it is none of ours. */
export function readExportCursor(written: string): ExportCursor | undefined {
  if (written === '') return EXPORT_BEGINNING
  const parts = written.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^[0-9a-z]{1,10}$/.test(part))) return undefined
  const [article = 0, feed = 0, publicationChange = 0, lastChange = 0] = parts.map((part) =>
    Number.parseInt(part, 36),
  )
  return { article, feed, publicationChange, lastChange }
}
