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
