// The order of articles that became visible at the same moment.

/**
 * The first 53 bits, which is what a number of JavaScript holds, of the FNV-1a hash (64 bits) of an
 * article's id: the same in every store, whoever was written first. Two ids of one rank and one
 * moment could fall between two pages, so 32 bits would be too few.
 */
export function rank(id: string): number {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(id)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return Number(hash >> 11n)
}
