// Places in a text.

/** Both from 1; columns in UTF-16 code units, as editors count them. */
export interface Position {
  line: number
  column: number
}

/** From an offset in a text, in UTF-16 code units, to its line and column. */
export function positions(text: string): (offset: number) => Position {
  const starts = [0]
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}
