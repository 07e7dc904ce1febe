// The command line: npm run khulasa -- COMMAND, and npm start.

import { enableCompileCache } from 'node:module'
import path from 'node:path'

// Half a second of each command is the compiling of what it is made of.
enableCompileCache(path.resolve(import.meta.dirname, '../../node_modules/.cache/khulasa'))

await import('./commands.ts')
