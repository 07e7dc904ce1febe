// All commands of the command line, and what becomes of an error.

import { Command } from 'commander'
import { addAudit } from './audit.ts'
import { addCheck } from './check.ts'
import { CommandError } from './command-error.ts'
import { addExport } from './export.ts'
import { addId } from './id.ts'
import { addImport } from './import.ts'
import { addLife } from './life.ts'
import { addPartners } from './partners.ts'
import { addRecover } from './recover.ts'
import { addStart } from './start.ts'
import { addSync } from './sync.ts'
import { addToken } from './tokens.ts'

const program = new Command('khulasa')
  .description('RSS, Atom and JSON Feed from a newsroom’s articles')
  .usage('COMMAND [options]')
  .showHelpAfterError()

addStart(program)
addSync(program)
addImport(program)
addId(program)
addLife(program)
addToken(program)
addPartners(program)
addAudit(program)
addExport(program)
addRecover(program)
addCheck(program)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommandError)) throw error
  console.error(error.message)
  process.exitCode = error.exitCode
}
