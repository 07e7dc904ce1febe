// The token that a command sends: KHULASA_TOKEN, or for the worker on this machine the one in
// .dev.vars, where wrangler reads it too.

import { randomBytes } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { CommandError, isSystemError } from './command-error.ts'

const FILE = '.dev.vars'
const NAME = 'PUBLISH_TOKEN'

/**
 * The token for a deployment.
 *
 * @throws {CommandError} when there is none, or it would go over the network in the clear
 */
export async function tokenFor(address: URL): Promise<string> {
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname)
  if (!isLocal && address.protocol !== 'https:') {
    throw new CommandError(`${address.href} would get the token in the clear: use https://`, 2)
  }
  const token = process.env.KHULASA_TOKEN ?? (isLocal ? await localToken() : undefined)
  if (token) return token
  throw new CommandError(
    isLocal
      ? 'there is no token yet: `npm start` makes one'
      : `set KHULASA_TOKEN to a token of ${address.host}, or to its secret ${NAME}`,
  )
}

/** Makes the token of this machine at the first start; only its owner can read it. */
export async function ensureLocalToken(): Promise<string> {
  const known = await localToken()
  if (known) return known
  const token = randomBytes(32).toString('hex')
  const others = (await localVariables()) ?? ''
  const apart = others === '' || others.endsWith('\n') ? '' : '\n'
  await writeFile(FILE, `${others}${apart}${NAME}=${token}\n`, { mode: 0o600 })
  await chmod(FILE, 0o600)
  return token
}

async function localToken(): Promise<string | undefined> {
  const variables = await localVariables()
  return variables === undefined ? undefined : parseEnv(variables)[NAME] || undefined
}

async function localVariables(): Promise<string | undefined> {
  try {
    return await readFile(FILE, 'utf8')
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined
    throw error
  }
}
