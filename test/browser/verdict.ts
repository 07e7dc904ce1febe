// Whether a text on the screen reads as it should: its pieces in the order in which they stand
// where the direction is said outright, and each paragraph at the side where it belongs.

/** A word, a number or a sign, as it stands on the screen (CSS pixels). */
export interface Piece {
  text: string
  left: number
  middle: number
  /** Paragraph, list item or row of a table; a number of its own in its page. */
  block: number
  /** Where the lines of its block begin. */
  side: 'left' | 'right' | 'none'
}

/** From best to worst: as it should be, at the wrong side, in the wrong order, not at all. */
export const VERDICTS = ['right', 'side', 'order', 'lost'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Less than the distance of two lines, more than what fonts differ by on one. */
const LINE = 24

/** The pieces by their places: from the top, and from left to right. */
export function visualOrder(pieces: Piece[]): Piece[] {
  const byHeight = pieces.toSorted((one, other) => one.middle - other.middle)
  const lines: Piece[][] = []
  let last = -Infinity
  for (const piece of byHeight) {
    if (piece.middle - last < LINE) lines.at(-1)?.push(piece)
    else lines.push([piece])
    last = piece.middle
  }
  return lines.flatMap((line) => line.toSorted((one, other) => one.left - other.left))
}

/**
 * How a text reads, by how the same text stands where its direction is said; lost where it never
 * came to be seen.
 *
 * @throws {Error} when it is not the same text
 */
export function verdict(seen: Piece[] | undefined, reference: Piece[]): Verdict {
  if (!seen) return 'lost'
  if (seen.length !== reference.length) {
    throw new Error(`not the same text: ${textOf(seen)} / ${textOf(reference)}`)
  }
  const blocks = Map.groupBy(reference.keys(), (index) => reference[index]?.block)
  const verdicts = [...blocks.values()].map((indices) =>
    blockVerdict(pick(seen, indices), pick(reference, indices)),
  )
  return worst(verdicts)
}

function blockVerdict(seen: Piece[], reference: Piece[]): Verdict {
  if (places(seen).join() !== places(reference).join()) return 'order'
  return seen[0]?.side === reference[0]?.side ? 'right' : 'side'
}

export function worst(verdicts: Verdict[]): Verdict {
  return VERDICTS.findLast((each) => verdicts.includes(each)) ?? 'right'
}

function places(pieces: Piece[]): number[] {
  return visualOrder(pieces).map((piece) => pieces.indexOf(piece))
}

function pick(pieces: Piece[], indices: number[]): Piece[] {
  return indices.flatMap((index) => pieces[index] ?? [])
}

function textOf(pieces: Piece[]): string {
  return pieces.map(({ text }) => text).join(' ')
}
