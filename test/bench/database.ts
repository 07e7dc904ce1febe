// A database of local D1 as a file of SQLite, and D1 over it in this process: the store writes
// through it what it would write in the worker, and faster.

import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { get } from './get.ts'
import { opening, start } from './worker.ts'

const MIGRATIONS = path.resolve(import.meta.dirname, '../../src/store/migrations')

/**
 * Makes the database of a worker in an empty folder, with all migrations applied.
 *
 * @returns the path of its file
 */
export async function makeDatabase(folder: string): Promise<string> {
  // What the file is called, only the runtime knows.
  const worker = await start(await opening(folder))
  await get(worker.address)
  await worker.stop()
  const files = await readdir(folder, { recursive: true })
  const [file, ...others] = files.filter(
    (each) => each.includes('D1') && each.endsWith('.sqlite') && !each.includes('metadata'),
  )
  if (file === undefined || others.length > 0) {
    throw new Error(`which is the database of local D1? ${files.join(', ')}`)
  }
  const database = new DatabaseSync(path.join(folder, file))
  for (const migration of (await readdir(MIGRATIONS)).sort()) {
    database.exec(await readFile(path.join(MIGRATIONS, migration), 'utf8'))
  }
  database.close()
  return path.join(folder, file)
}

/** Opens a file that no worker has open, for much to be written into it. */
export function openForWriting(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  // If the machine fails there is nothing to be kept.
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000')
  return database
}

/** What the store uses of D1, over SQLite. */
export function d1Over(database: DatabaseSync): D1Database {
  const prepared = new Map<string, StatementSync>()
  const statementOf = (sql: string) => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  return {
    prepare: (sql: string) => new Statement(statementOf(sql), []),
    batch: async (statements: Statement[]) => {
      database.exec('BEGIN')
      try {
        const results = statements.map((statement) => statement.rows())
        database.exec('COMMIT')
        return results.map((rows) => ({ results: rows }))
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
  } as unknown as D1Database
}

class Statement {
  readonly #statement: StatementSync
  readonly #values: SQLInputValue[]

  constructor(statement: StatementSync, values: SQLInputValue[]) {
    this.#statement = statement
    this.#values = values
  }

  bind(...values: SQLInputValue[]): Statement {
    return new Statement(this.#statement, values)
  }

  rows() {
    return this.#statement.all(...this.#values)
  }

  async all() {
    return { results: this.rows() }
  }

  run() {
    return this.all()
  }

  async first(column?: string) {
    const [row] = this.rows()
    return (column === undefined ? row : row?.[column]) ?? null
  }
}
