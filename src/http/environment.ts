// What the platform gives to the worker, and each request to its handlers.

import type { Access } from './access.ts'

/** Bindings of wrangler.toml and secrets. */
export interface Bindings {
  DB: D1Database
  /** The first key to the API, by which tokens are made; a secret. */
  PUBLISH_TOKEN?: string
  /** With it the hooks of the newsroom's WordPress site are signed; a secret. */
  WORDPRESS_SECRET?: string
  /** Counts requests that are refused for their token or signature; there is no limit without it. */
  REFUSALS?: RateLimit
  /** Takes a data point for each poll of a partner (docs/partners.md); without it, counts are in the store only. */
  USAGE?: AnalyticsEngineDataset
  /** Public address of this deployment where it is not the publication's: a local preview. */
  PUBLIC_ADDRESS?: string
}

/** The environment of the Hono app. */
export interface Environment {
  Bindings: Bindings
  Variables: {
    /** The moment of the request, ms since 1970. */
    now: number
    /** How far the clock that says so is ahead of the platform's, ms: not at all, but in a test. */
    ahead: number
    /** Who makes the request; under /api and /hooks, where it was let through. */
    access: Access
  }
}
