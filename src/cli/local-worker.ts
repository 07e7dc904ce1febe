// The worker on this machine: wrangler applies the migrations and runs it.

import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { CommandError } from './command-error.ts'

const HOST = '127.0.0.1'
const DATABASE = 'khulasa'
const PATIENCE_MS = 60_000
const LAST_WORDS_MS = 5_000
// Characters of what wrangler said, for the one who is told that it failed.
const LONGEST_OUTPUT = 20_000

/** A worker that runs. */
export interface LocalWorker {
  address: URL
  /** Resolves when it has ended by itself. */
  ended: Promise<void>
  /** Ends it with everything it started. */
  stop: () => Promise<void>
}

/**
 * Brings the local database up to date; nothing happens where it is.
 *
 * @throws {CommandError} when that does not work, or `stop` is aborted before
 */
export async function applyMigrations(stop: AbortSignal): Promise<void> {
  const { process: wrangler, output } = run(
    ['d1', 'migrations', 'apply', DATABASE, '--local'],
    stop,
  )
  const code = await new Promise((resolve) => wrangler.once('close', resolve))
  if (code !== 0) throw new CommandError(`the local database could not be set up:\n${output()}`)
}

/**
 * Starts the worker, and resolves when it answers.
 *
 * @throws {CommandError} when the port is taken, the worker does not start, or `stop` is aborted
 *   before it has
 */
export async function startWorker(port: number, signal: AbortSignal): Promise<LocalWorker> {
  await ensureFree(port)
  const address = new URL(`http://${HOST}:${port}`)
  const listening = ['--ip', HOST, '--port', String(port), '--log-level', 'warn']
  const variables = ['--var', `PUBLIC_ADDRESS:${address.origin}`]
  const quiet = '--show-interactive-dev-session=false'
  const { process: wrangler, output } = run(['dev', ...listening, ...variables, quiet], signal)
  const ended = new Promise<void>((resolve) => wrangler.once('close', () => resolve()))
  const stop = async () => {
    wrangler.kill('SIGTERM')
    const gone = await Promise.race([
      ended.then(() => true),
      sleep(LAST_WORDS_MS, false, { ref: false }),
    ])
    if (!gone) wrangler.kill('SIGKILL')
  }
  const deadline = Date.now() + PATIENCE_MS
  while (!(await answers(address))) {
    const hasEnded = wrangler.exitCode !== null
    if (!hasEnded && !signal.aborted && Date.now() < deadline) {
      await Promise.race([ended, sleep(50)])
      continue
    }
    await stop()
    throw new CommandError(`the worker did not start:\n${output()}`)
  }
  wrangler.stdout.pipe(process.stdout)
  wrangler.stderr.pipe(process.stderr)
  return { address, ended, stop }
}

function run(parameters: string[], signal: AbortSignal) {
  // Not its bin, which starts this in a process of its own that outlives it.
  const wrangler = createRequire(import.meta.url).resolve('wrangler')
  const child = spawn(process.execPath, ['--no-warnings', wrangler, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Nobody is asked, nothing is looked up on the network.
      CI: 'true',
      WRANGLER_SEND_METRICS: 'false',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    },
  })
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
  let said = ''
  const listen = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-LONGEST_OUTPUT)
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  return { process: child, output: () => said.trim() }
}

async function answers(address: URL): Promise<boolean> {
  try {
    await fetch(new URL('/robots.txt', address), { signal: AbortSignal.timeout(1000) })
    return true
  } catch {
    return false
  }
}

async function ensureFree(port: number): Promise<void> {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, HOST, resolve)
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandError(
      `port ${port} cannot be used (${reason}): end what uses it, an earlier npm start perhaps, ` +
        'or choose another, as in PORT=8788 npm start',
    )
  }
  await new Promise((resolve) => server.close(resolve))
}
