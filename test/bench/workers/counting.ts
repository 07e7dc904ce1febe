// The worker, and how many rows its database has read for it: GET /rows-read says it, and begins
// to count anew.

import type { Bindings } from '../../../src/http/environment.ts'
// Beside this one, the worker as it was built has this name.
import worker from './worker.js'

let rowsRead = 0

export default {
  async fetch(request: Request, env: Bindings, context: ExecutionContext): Promise<Response> {
    if (new URL(request.url).pathname === '/rows-read') {
      const answer = new Response(String(rowsRead))
      rowsRead = 0
      return answer
    }
    return worker.fetch(request, { ...env, DB: counted(env.DB) }, context)
  },
}

function counted(db: D1Database): D1Database {
  return {
    prepare: (sql: string) => countedStatement(db.prepare(sql)),
    batch: async (statements: Counted[]) => {
      const results = await db.batch(statements.map(({ statement }) => statement))
      for (const { meta } of results) rowsRead += meta.rows_read
      return results
    },
    withSession: () => counted(db),
  } as unknown as D1Database
}

interface Counted {
  statement: D1PreparedStatement
}

function countedStatement(statement: D1PreparedStatement): Counted {
  const all = async () => {
    const result = await statement.all()
    rowsRead += result.meta.rows_read
    return result
  }
  return {
    statement,
    bind: (...values: unknown[]) => countedStatement(statement.bind(...values)),
    all,
    run: all,
    first: async (column?: string) => {
      const [row] = (await all()).results
      return (column === undefined ? row : row?.[column]) ?? null
    },
    raw: async () => (await all()).results.map((row) => Object.values(row)),
  } as unknown as Counted
}
