// A project of its own for each test: the same program, other articles, another database.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** What a command did. */
export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface Project {
  path: string
  /** Runs `khulasa` to its end. */
  run: (parameters: string[], environment?: Record<string, string>) => Promise<Ended>
  /** Runs `khulasa start` until it watches. */
  start: () => Promise<Service>
  /**
   * Runs the worker alone, over a database with nothing in it but the migrations. What it does by the
   * clock it does when `/__scheduled` is asked for.
   */
  startWorker: () => Promise<Service>
  /** Runs `khulasa start`, and sends it SIGTERM while it sets up the database. */
  stoppedEarly: () => Promise<Ended>
  remove: () => Promise<void>
}

/** A `khulasa start` that runs. */
export interface Service {
  address: string
  output: () => string
  text: (path: string) => Promise<string>
  /** SIGTERM, as a service manager sends it; resolves with the exit code. */
  stop: () => Promise<number | null>
}

/** A copy of this project with these articles; the sample articles where none are given. */
export async function newProject(articles?: string): Promise<Project> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'khulasa-'))
  for (const name of ['src', 'node_modules', 'package.json', 'wrangler.toml']) {
    await symlink(path.join(ROOT, name), path.join(folder, name))
  }
  await cp(articles ?? path.join(ROOT, 'articles'), path.join(folder, 'articles'), {
    recursive: true,
  })
  return {
    path: folder,
    run: (parameters, environment) => ended(khulasa(folder, parameters, environment)),
    start: () => started(folder),
    startWorker: () => workerStarted(folder),
    stoppedEarly: () => stoppedEarly(folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A port that nobody has. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Resolves when `condition` holds; fails, saying what it was waiting for, when it never does. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    if (await condition()) return
    await sleep(50)
  }
  throw new Error(`never: ${what}`)
}

function khulasa(
  folder: string,
  parameters: string[],
  environment: Record<string, string> = {},
): ChildProcess {
  return spawn(process.execPath, [path.join(folder, 'src/cli/khulasa.ts'), ...parameters], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function ended(child: ChildProcess): Promise<Ended> {
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, ...said }
}

async function stoppedEarly(folder: string): Promise<Ended> {
  const child = khulasa(folder, ['start'], { PORT: String(await freePort()) })
  child.stdout?.once('data', () => child.kill('SIGTERM'))
  return ended(child)
}

async function workerStarted(folder: string): Promise<Service> {
  const { code, stderr } = await ended(
    wrangler(folder, ['d1', 'migrations', 'apply', 'khulasa', '--local']),
  )
  if (code !== 0) throw new Error(stderr)
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const listening = ['--ip', '127.0.0.1', '--port', String(port)]
  const variables = ['--var', `PUBLIC_ADDRESS:${address}`]
  const child = wrangler(folder, ['dev', ...listening, ...variables, '--test-scheduled'])
  return serviceOf(child, address, 'Ready on ')
}

function wrangler(folder: string, parameters: string[]): ChildProcess {
  const command = createRequire(import.meta.url).resolve('wrangler')
  return spawn(process.execPath, ['--no-warnings', command, ...parameters], {
    cwd: folder,
    env: {
      ...process.env,
      CI: 'true',
      WRANGLER_SEND_METRICS: 'false',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function started(folder: string): Promise<Service> {
  const port = await freePort()
  const child = khulasa(folder, ['start'], { PORT: String(port) })
  return serviceOf(child, `http://127.0.0.1:${port}`, 'Watching articles/')
}

/** A process when it has said that it serves. */
async function serviceOf(child: ChildProcess, address: string, says: string): Promise<Service> {
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const closed = once(child, 'close')
  while (!output.includes(says)) {
    if (child.exitCode !== null) throw new Error(`it ended:\n${output}`)
    await Promise.race([closed, sleep(50)])
  }
  return {
    address,
    output: () => output,
    text: async (where) => (await fetch(address + where)).text(),
    stop: async () => {
      child.kill('SIGTERM')
      await closed
      return child.exitCode
    },
  }
}

/** What a local service takes as its first key. */
export async function authorization({ path: folder }: Project): Promise<Record<string, string>> {
  const variables = await readFile(path.join(folder, '.dev.vars'), 'utf8')
  return { Authorization: `Bearer ${variables.trim().replace('PUBLISH_TOKEN=', '')}` }
}

/** What the operator's page says of the last syncs: its cells and the problems, without moments. */
export async function syncsOf(project: Project, { address }: Service): Promise<string[]> {
  const headers = await authorization(project)
  const page = await (await fetch(`${address}/status?lang=en`, { headers })).text()
  const [, section = ''] = /aria-labelledby="syncs">(.*?)<\/section>/s.exec(page) ?? []
  return Array.from(section.matchAll(/<(td|li)\b[^>]*>(.*?)<\/\1>/gs), ([, , inside = '']) =>
    inside
      .replace(/<[^>]*>/g, '')
      .replaceAll('&quot;', '"')
      .trim(),
  ).filter((text) => !/\d{4} at/.test(text))
}
