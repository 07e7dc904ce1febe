// khulasa audit: who changed what, the newest first.

import type { Command } from 'commander'
import { readDate } from '../text/source-dates.ts'
import type { AuditEntry, Client } from './client.ts'
import { CommandError } from './command-error.ts'
import { deployment, TO } from './deployment.ts'

interface Options {
  to?: string
  since?: string
  limit: string
  json?: boolean
}

const USUAL = 100
// As many as the API gives at once.
const AT_ONCE = 1000

export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('say who changed what, the newest first')
    .option('--since <date>', 'only what is not older: 2026-08-22, or 2026-08-22 10:30, in UTC')
    .option('--limit <number>', 'how many at most', String(USUAL))
    .option('--json', 'as JSON, an entry a line')
    .option(...TO)
    .action(audit)
}

async function audit({ to, since, limit, json }: Options): Promise<void> {
  const range = { since: momentOf(since), limit: limitOf(limit) }
  const client = await deployment(to)
  for await (const entry of auditEntries(client, range)) {
    console.log(json ? JSON.stringify(entry) : line(entry))
  }
}

/**
 * Entries of the audit record, the newest first.
 *
 * @param range no older ones than of this moment, ms since 1970, and no more than this many
 */
export async function* auditEntries(
  client: Client,
  { since, limit }: { since: number; limit: number },
): AsyncGenerator<AuditEntry> {
  let before: number | undefined
  for (let left = limit; left > 0;) {
    const { entries, next } = await client.audit(before, Math.min(left, AT_ONCE))
    for (const entry of entries) {
      if (Date.parse(entry.moment) < since) return
      yield entry
    }
    if (next === undefined) return
    left -= entries.length
    before = next
  }
}

/** `2026-08-22T12:00:00.125Z wordpress article.put 2026-08-22-data-security {"version":3}` */
function line({ moment, actor, action, subject, detail }: AuditEntry): string {
  const more = Object.keys(detail).length > 0 ? [JSON.stringify(detail)] : []
  return [moment, actor, action, subject, ...more].join(' ')
}

function momentOf(given: string | undefined): number {
  if (given === undefined) return Number.NEGATIVE_INFINITY
  const date = readDate(given, 'UTC')
  if (date) return date.getTime()
  throw new CommandError(
    `--since: "${given}" is not a date that can only be read in one way; ` +
      'write 2026-08-22 or 2026-08-22 10:30',
    2,
  )
}

function limitOf(given: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(given)) return Number(given)
  throw new CommandError(`--limit is a whole number from 1 on, not "${given}"`, 2)
}
