// The order of articles that became visible at the same moment.

/** FNV-1a of an article's id, 32 bits: the same in every store, whoever was written first. */
export function rank(id: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(id)) {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  return hash >>> 0
}
