// Addresses as they were meant.

// What copying out of a right-to-left page leaves at an address: marks, embeddings, isolates,
// U+FEFF. Joiners stay: Persian slugs hold them.
const INVISIBLE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** An address without direction controls (rule 21) and without white space at its ends. */
export function unmarked(address: string): string {
  return address.replace(INVISIBLE, '').trim()
}
