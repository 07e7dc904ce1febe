// khulasa token: who may use the API of a deployment. A new token stands alone on the standard
// output, so that it can go into a file or a variable; what is to be said of it goes beside it.

import type { Command } from 'commander'
import type { NewToken, Token } from './client.ts'
import { CommandError } from './command-error.ts'
import { deployment, TO } from './deployment.ts'
import { dateOf, expiresIn } from './expires.ts'

// There are tokens before there is a publication, which has a time zone.
const ZONE = 'UTC'
const EXPIRES = expiresIn(ZONE)

interface ToDeployment {
  to?: string
}

interface CreateOptions extends ToDeployment {
  scope: string[]
  expires?: string
}

interface RotateOptions extends ToDeployment {
  grace?: string
  expires?: string
}

export function addToken(program: Command): void {
  const token = program.command('token').description('the tokens that open the API')
  token
    .command('list')
    .description('list the tokens, those that do not count any more too')
    .option(...TO)
    .action(list)
  token
    .command('create')
    .description('make a token; it is shown this once')
    .argument('<name>', 'who or what it is for, such as wordpress')
    .requiredOption(
      '--scope <scope>',
      'publish, changes or admin; can be given several times',
      (scope: string, before: string[] | undefined) => [...(before ?? []), scope],
    )
    .option(...EXPIRES)
    .option(...TO)
    .action(create)
  token
    .command('rotate')
    .description('put a new token in the place of one')
    .argument('<name>')
    .option('--grace <seconds>', 'for how long the old one counts too (default: not at all)')
    .option(...EXPIRES)
    .option(...TO)
    .action(rotate)
  token
    .command('revoke')
    .description('end a token, at once and for good')
    .argument('<name>')
    .option(...TO)
    .action(revoke)
}

async function list({ to }: ToDeployment): Promise<void> {
  const client = await deployment(to)
  const tokens = await client.tokens()
  for (const token of tokens) console.log(line(token, Date.now()))
  if (tokens.length === 0)
    console.error('There are no tokens: only the secret PUBLISH_TOKEN counts.')
}

async function create(name: string, options: CreateOptions): Promise<void> {
  const expires = endOf(options)
  const client = await deployment(options.to)
  show(await client.createToken({ name, scopes: options.scope, expires }))
}

async function rotate(name: string, options: RotateOptions): Promise<void> {
  const grace = secondsOf(options.grace)
  const expires = endOf(options)
  const client = await deployment(options.to)
  const token = await client.rotateToken(name, { grace, expires })
  show(token)
  if (token.previousUntil === undefined) console.error('The one before counts no more.')
}

/** @throws {CommandError} where what is given is no date: a variable without a value leaves nothing. */
function endOf({ expires }: { expires?: string }): string | undefined {
  return expires === undefined ? undefined : dateOf(expires, ZONE)
}

async function revoke(name: string, { to }: ToDeployment): Promise<void> {
  const client = await deployment(to)
  await client.revokeToken(name)
  console.log(`${name} is revoked`)
}

function show(token: NewToken): void {
  console.log(token.token)
  console.error(`${line(token, Date.now())}. Keep the token now: it is not shown again.`)
}

/** `wordpress: publish, changes; until 2027-06-30T00:00:00Z` */
function line({ name, scopes, ...moments }: Token, now: number): string {
  return [`${name}: ${scopes.join(', ')}`, ...ends(moments, now)].join('; ')
}

function ends({ expires, revoked, previousUntil }: Partial<Token>, now: number): string[] {
  if (revoked !== undefined) return [`revoked ${revoked}`]
  if (expires !== undefined && Date.parse(expires) <= now) return [`expired ${expires}`]
  const hasPrevious = previousUntil !== undefined && Date.parse(previousUntil) > now
  return [
    ...(expires === undefined ? [] : [`until ${expires}`]),
    ...(hasPrevious ? [`the one before counts until ${previousUntil}`] : []),
  ]
}

function secondsOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  if (/^[0-9]{1,9}$/.test(given)) return Number(given)
  throw new CommandError(`--grace is a number of seconds, such as 3600, not "${given}"`, 2)
}
