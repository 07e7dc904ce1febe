// The database as the app uses it: what goes wrong on the way to it is told from what goes wrong here,
// whatever the platform calls it, and nothing is waited for without end.

import { inTime, LONGEST } from './patience.ts'
import { Problem } from './problem.ts'

/** What the database failed with: it says why, in its own words. */
export class StoreError extends Error {
  override name = 'StoreError'
}

const known = new WeakMap<D1Database, D1Database>()

/**
 * The same database, of which every answer comes in time.
 *
 * Its statements throw a `StoreError` when the database fails, and a `Problem` 503 when it takes
 * longer than ten seconds: what was written then may be kept or not.
 */
export function reachable(db: D1Database): D1Database {
  const before = known.get(db)
  if (before) return before
  const made = over(db)
  known.set(db, made)
  known.set(made, made)
  return made
}

function over(db: D1Database): D1Database {
  // The database takes none but its own.
  const own = new WeakMap<D1PreparedStatement, D1PreparedStatement>()
  const statementOver = (statement: D1PreparedStatement): D1PreparedStatement => {
    const made = Object.assign(Object.create(statement) as D1PreparedStatement, {
      bind: (...values: unknown[]) => statementOver(statement.bind(...values)),
      first: <T>(column?: string) =>
        answerOf(column === undefined ? statement.first<T>() : statement.first<T>(column)),
      all: <T>() => answerOf(statement.all<T>()),
      run: <T>() => answerOf(statement.run<T>()),
    })
    own.set(made, statement)
    return made
  }
  return Object.assign(Object.create(db) as D1Database, {
    prepare: (sql: string) => statementOver(db.prepare(sql)),
    batch: <T>(all: D1PreparedStatement[]) =>
      answerOf(db.batch<T>(all.map((each) => own.get(each) ?? each))),
  })
}

async function answerOf<T>(answer: Promise<T>): Promise<T> {
  try {
    return await inTime(LONGEST, answer)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new StoreError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
