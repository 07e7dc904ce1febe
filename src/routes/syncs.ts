// The part of the API about syncs.

import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Environment } from '../http/environment.ts'
import { putSync } from '../store/syncs.ts'
import { auditContext } from './access-guard.ts'
import { putSyncRoute } from './syncs-description.ts'

/** Adds the request by which a source says what its run came to. */
export function addSyncs(api: OpenAPIHono<Environment>): void {
  api.openapi(putSyncRoute, async (c) => {
    const { origin } = c.req.valid('param')
    await putSync(c.env.DB, origin, c.req.valid('json'), auditContext(c))
    return c.body(null, 204)
  })
}
