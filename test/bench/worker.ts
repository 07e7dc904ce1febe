// Workers in miniflare: ours, and those that it is measured against, all with the same options.

import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { Miniflare, type MiniflareOptions } from 'miniflare'
import { unstable_readConfig as readConfig } from 'wrangler'
import type { Answer } from './get.ts'
import { heldBytes } from './heap.ts'
import { workerds } from './processes.ts'
import type { BuiltWorker } from './wrangler.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
/** Of the worker that is measured. */
export const CONFIG = path.join(ROOT, 'wrangler.toml')

const NAME = 'bench'

/** Guards publishing in the workers of a run. */
export const TOKEN = 'known-to-the-bench-only'

/** A worker that answers. */
export interface RunningWorker {
  address: URL
  /** Of workerd; `undefined` where the system does not tell. */
  pid: number | undefined
  /** Bytes that the isolate of the worker holds. */
  held: () => Promise<number>
  stop: () => Promise<void>
}

type WorkerConfig = MiniflareOptions['workers'][number]['config']
type Manifest = NonNullable<WorkerConfig['manifest']>

/** A worker that can be started. */
export type Startable = Pick<WorkerConfig, 'manifest' | 'env'> & {
  /** Where its database is, if it has one. */
  folder?: string
}

/** Our worker, as it was built, over the database in a folder. */
export function khulasa({ modules }: BuiltWorker, folder: string): Startable {
  return { folder, manifest: manifestOf(modules), env: bindings() }
}

/** The same, and it tells how many rows it has read. */
export async function counting({ modules }: BuiltWorker, folder: string): Promise<Startable> {
  const counting = { 'counting.js': esm(await source('counting.ts')) }
  return { folder, manifest: manifestOf({ ...counting, ...modules }), env: bindings() }
}

export async function hello(): Promise<Startable> {
  return { manifest: manifestOf({ 'hello.js': esm(await source('hello.ts')) }) }
}

/** Opens the database in a folder, and does nothing with it. */
export async function opening(folder: string): Promise<Startable> {
  return {
    folder,
    manifest: manifestOf({ 'opening.js': esm(await source('opening.ts')) }),
    env: bindings(),
  }
}

/** Gives the same answer to whatever it is asked. */
export async function constant({ status, headers, body }: Answer): Promise<Startable> {
  const modules = {
    'constant.js': esm(await source('constant.ts')),
    'body.bin': { type: 'data', contents: body },
  } as const
  return {
    manifest: manifestOf(modules),
    env: {
      STATUS: { type: 'json', value: status },
      HEADERS: { type: 'json', value: headersOfWorker(headers) },
    },
  }
}

/**
 * Starts a worker, in a process of its own.
 *
 * @param inspected whether it can be asked what it holds, which costs it time
 */
export async function start(
  { folder, ...worker }: Startable,
  inspected = false,
): Promise<RunningWorker> {
  const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags } =
    readConfig({ config: CONFIG })
  const before = await workerds()
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    logRequests: false,
    telemetry: { enabled: false },
    ...(inspected && { inspectorPort: 0 }),
    resourcePersistencePath: folder,
    workers: [{ config: { name: NAME, compatibilityDate, compatibilityFlags, ...worker } }],
  })
  const address = await miniflare.ready
  const pid = (await workerds()).find((each) => !before.includes(each))
  const held = async () => heldBytes(await miniflare.getInspectorURL(), NAME)
  return { address, pid, held, stop: () => miniflare.dispose() }
}

/** The first of the modules is the main one. */
function manifestOf(modules: Manifest['modules']): Manifest {
  const [mainModule = ''] = Object.keys(modules)
  return { mainModule, modules }
}

function esm(contents: string): Manifest['modules'][string] {
  return { type: 'esm', contents }
}

async function source(file: string): Promise<string> {
  return stripTypeScriptTypes(
    await readFile(path.join(import.meta.dirname, 'workers', file), 'utf8'),
  )
}

function bindings(): WorkerConfig['env'] {
  return { DB: { type: 'd1', id: 'khulasa' }, PUBLISH_TOKEN: { type: 'text', value: TOKEN } }
}

/** Without those that the server adds by itself. */
function headersOfWorker(headers: Answer['headers']): Answer['headers'] {
  const others = /^(content-length|transfer-encoding|connection|keep-alive|date)$/
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !others.test(name)))
}
