// Statements that take many rows as one JSON parameter: D1 allows 100 parameters a statement,
// and a string of a megabyte.

import { Buffer } from 'node:buffer'

const LONGEST_PARAMETER = 900_000

/**
 * The statement once for each megabyte of rows; `?1` is a JSON array of them, the other
 * parameters follow. None where there are no rows.
 */
export function forRows(
  db: D1Database,
  sql: string,
  rows: unknown[],
  ...others: (string | number)[]
): D1PreparedStatement[] {
  return parameters(rows).map((json) => db.prepare(sql).bind(json, ...others))
}

function parameters(rows: unknown[]): string[] {
  const all: string[] = []
  let rowsOfOne: string[] = []
  let size = 0
  for (const row of rows) {
    const json = JSON.stringify(row)
    const length = Buffer.byteLength(json)
    if (size + length > LONGEST_PARAMETER && rowsOfOne.length > 0) {
      all.push(`[${rowsOfOne.join()}]`)
      rowsOfOne = []
      size = 0
    }
    rowsOfOne.push(json)
    size += length
  }
  if (rowsOfOne.length > 0) all.push(`[${rowsOfOne.join()}]`)
  return all
}
