// khulasa kill, withhold, restore, status: the life of articles. Each takes one id or several; what is
// refused of one does not hold up the others.

import type { Command } from 'commander'
import { ApiError, type Client, type Standing } from './client.ts'
import { deployment, TO } from './deployment.ts'

interface Options {
  to?: string
}

interface WithReason extends Options {
  reason?: string
}

const REASON = '--reason <text>'
const WHY = 'why: for the newsroom only, never in a feed'

export function addLife(program: Command): void {
  program
    .command('kill')
    .description('take articles out of every feed for good; nothing of their text is kept')
    .argument('<ids...>')
    .requiredOption(REASON, WHY)
    .option(...TO)
    .action((ids: string[], { to, reason }: WithReason) =>
      ofEach(ids, to, (id, client) => client.setStatus(id, { status: 'killed', reason })),
    )
  program
    .command('withhold')
    .description('take articles out of every feed until they are restored')
    .argument('<ids...>')
    .option(REASON, WHY)
    .option(...TO)
    .action((ids: string[], { to, reason }: WithReason) =>
      ofEach(ids, to, (id, client) => client.setStatus(id, { status: 'withheld', reason })),
    )
  program
    .command('restore')
    .description('publish again what is withheld')
    .argument('<ids...>')
    .option(...TO)
    .action((ids: string[], { to }: Options) =>
      ofEach(ids, to, (id, client) => client.setStatus(id, { status: 'published' })),
    )
  program
    .command('status')
    .description('say where in their life articles are')
    .argument('<ids...>')
    .option(...TO)
    .action((ids: string[], { to }: Options) => ofEach(ids, to, (id, client) => client.article(id)))
}

async function ofEach(
  ids: string[],
  to: string | undefined,
  act: (id: string, client: Client) => Promise<Standing>,
): Promise<void> {
  const client = await deployment(to)
  for (const id of ids) {
    try {
      console.log(line(await act(id, client)))
    } catch (error) {
      if (!(error instanceof ApiError) || !isOfOne(error)) throw error
      console.error(error.message)
      process.exitCode = 1
    }
  }
}

// No token that counts, the scope, too many requests.
const OF_ALL = new Set([401, 403, 429])

/** Whether an error is about the one article, and the next may go through. */
function isOfOne({ status }: ApiError): boolean {
  return status < 500 && !OF_ALL.has(status)
}

/** `2026-08-22-data-security: public since 2026-08-22T09:00:00Z, version 3` */
function line({ id, version, ...standing }: Standing): string {
  return `${id}: ${where(standing)}, version ${version}`
}

function where(standing: Omit<Standing, 'id' | 'version'>): string {
  const { state, reason, isPublic, visibleFrom = '', syndication } = standing
  if (state !== 'published') return reason === undefined ? state : `${state} (${reason})`
  if (syndication === 'none') return 'not for syndication'
  return isPublic ? `public since ${visibleFrom}` : `scheduled for ${visibleFrom}`
}
