// The deployment that a command is for: the worker on this machine, or one that is said with --to.

import { Client } from './client.ts'
import { CommandError } from './command-error.ts'
import { localPort } from './port.ts'
import { tokenFor } from './token.ts'

/** The option of every command that talks to a deployment. */
export const TO = [
  '--to <url>',
  'address of the deployment (default: the worker on this machine)',
] as const

/**
 * The API of a deployment, with the token for it.
 *
 * @param to its address; the worker on this machine where it is left out
 * @throws {CommandError} when that is no address, or there is no token for it
 */
export async function deployment(to: string | undefined): Promise<Client> {
  const address = addressOf(to ?? `http://127.0.0.1:${localPort()}`)
  return new Client(address, await tokenFor(address))
}

function addressOf(given: string): URL {
  const address = URL.canParse(given) ? new URL(given) : undefined
  if (address && /^https?:$/.test(address.protocol)) return address
  throw new CommandError(`--to is an address that begins with https://, not "${given}"`, 2)
}
