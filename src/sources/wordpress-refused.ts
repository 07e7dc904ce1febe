// What the REST API of WordPress answers instead of what it was asked for.

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
 * Whether it is WordPress's own word for a post that there is not, or that not everybody may read.
 * Whoever has shut the whole API says another one, and a server that has lost its WordPress none.
 */
export function saysGone(error: unknown): boolean {
  if (!(error instanceof RefusedError)) return false
  const { status, code } = error
  if (status === 404) return code === 'rest_post_invalid_id'
  return (status === 401 || status === 403) && code === 'rest_forbidden'
}
