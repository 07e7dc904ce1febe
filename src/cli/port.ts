// The port of the worker on this machine.

import { CommandError } from './command-error.ts'

const DEFAULT_PORT = 8787

/** `PORT`, else 8787. */
export function localPort(): number {
  const given = process.env.PORT
  if (given === undefined || given === '') return DEFAULT_PORT
  const port = /^[0-9]{1,5}$/.test(given) ? Number(given) : 0
  if (port >= 1 && port <= 65_535) return port
  throw new CommandError(`PORT is a number from 1 to 65535, not "${given}"`, 2)
}
