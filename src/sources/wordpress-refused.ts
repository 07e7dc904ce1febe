// What the REST API of WordPress answers instead of what it was asked for.

import type { Ask } from './wordpress-api-post.ts'

/** A refusal of the API. */
export class RefusedError extends Error {
  override name = 'RefusedError'
  readonly status: number
  /** WordPress's own, `rest_post_invalid_id`; empty where it is not WordPress that answers. */
  readonly code: string

  constructor(status: number, code: string) {
    super(`the REST API answers ${code === '' ? status : `${status}, ${code}`}`)
    this.status = status
    this.code = code
  }
}

/**
 * Whether it is WordPress's own word that there is no post with this number, or none for everybody.
 * Whoever has shut the whole API says another one, or the same of everything, and a server that has
 * lost its WordPress none.
 *
 * @throws {RefusedError} when the API refuses to say which posts there are, too
 */
export async function isGone(ask: Ask, number: number, error: unknown): Promise<boolean> {
  if (!(error instanceof RefusedError)) return false
  const { status, code } = error
  if (status === 404) return code === 'rest_post_invalid_id'
  if ((status !== 401 && status !== 403) || code !== 'rest_forbidden') return false
  const found = await ask('wp/v2/posts', { include: String(number), _fields: 'id' })
  return Array.isArray(found) && found.length === 0
}
