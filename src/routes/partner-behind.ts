// An isolate that is behind: others have looked through what a partner was delivered under newer terms
// than it knows. What it would find is so no longer, and nothing of that is kept.

import { Problem } from '../http/problem.ts'
import type { Memory } from './memory.ts'

/** Terms are newer, or are becoming so, than those by which a document was to be made. */
export class BehindError extends Problem {
  override name = 'BehindError'

  constructor(options?: ErrorOptions) {
    super(503, 'The feed is changing just now: ask again.', { headers: { 'Retry-After': '1' } })
    this.cause = options?.cause
  }
}

/**
 * The answer; where the isolate was behind, the one by what the store says now.
 *
 * @throws {BehindError} when it is so again: the store cannot be read, or does not hold still
 */
export async function caughtUp(memory: Memory, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof BehindError)) throw error
    memory.doubt()
    return answer()
  }
}
