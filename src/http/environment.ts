// What the platform gives to the worker, and each request to its handlers.

/** Bindings of wrangler.toml and secrets. */
export interface Bindings {
  DB: D1Database
  /** Guards publishing; a secret. */
  PUBLISH_TOKEN?: string
  /** Public address of this deployment where it is not the publication's: a local preview. */
  PUBLIC_ADDRESS?: string
}

/** The environment of the Hono app. */
export interface Environment {
  Bindings: Bindings
  Variables: {
    /** The moment of the request, ms since 1970. */
    now: number
  }
}
