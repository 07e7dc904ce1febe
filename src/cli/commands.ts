// All commands of the command line, and what becomes of an error.

import { Command } from 'commander'
import { CommandError } from './command-error.ts'

type Add = (program: Command) => void

const life = async () => (await import('./life.ts')).addLife

/** By their names; loaded when they are asked for, which takes longer than most of them do. */
const COMMANDS = new Map<string | undefined, () => Promise<Add>>([
  ['start', async () => (await import('./start.ts')).addStart],
  ['sync', async () => (await import('./sync.ts')).addSync],
  ['import', async () => (await import('./import.ts')).addImport],
  ['id', async () => (await import('./id.ts')).addId],
  ['kill', life],
  ['withhold', life],
  ['restore', life],
  ['status', life],
  ['token', async () => (await import('./tokens.ts')).addToken],
  ['partners', async () => (await import('./partners.ts')).addPartners],
  ['audit', async () => (await import('./audit.ts')).addAudit],
  ['export', async () => (await import('./export.ts')).addExport],
  ['recover', async () => (await import('./recover.ts')).addRecover],
  ['check', async () => (await import('./check.ts')).addCheck],
])

const program = new Command('khulasa')
  .description('RSS, Atom and JSON Feed from a newsroom’s articles')
  .usage('COMMAND [options]')
  .showHelpAfterError()

const named = COMMANDS.get(process.argv[2])
for (const load of named ? [named] : new Set(COMMANDS.values())) {
  const add = await load()
  add(program)
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommandError)) throw error
  console.error(error.message)
  process.exitCode = error.exitCode
}
