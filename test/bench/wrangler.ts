// Wrangler: the worker as it is deployed, and what wrangler says of it.

import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** A worker as it would be uploaded. */
export interface BuiltWorker {
  /** Its modules by name, the main one first. */
  modules: Record<string, BuiltModule>
  /** The file that `wrangler check startup` takes. */
  bundle: string
}

export type BuiltModule =
  | { type: 'esm' | 'text'; contents: string }
  | { type: 'data'; contents: Uint8Array<ArrayBuffer> }

/**
 * Builds a worker as `wrangler deploy` does.
 *
 * @param config path of its wrangler.toml
 * @param folder where it is built
 */
export async function build(config: string, folder: string): Promise<BuiltWorker> {
  const bundle = path.join(folder, 'worker.bundle')
  const out = ['--outdir', folder, '--outfile', bundle]
  await wrangler(['deploy', '--dry-run', '--config', config, ...out])
  return { modules: await uploaded(await readFile(bundle)), bundle }
}

/** What an upload holds: a form, of which one field says which file is the main module. */
async function uploaded(bundle: Buffer<ArrayBuffer>): Promise<BuiltWorker['modules']> {
  const boundary = bundle.subarray('--'.length, bundle.indexOf('\r\n')).toString()
  const headers = { 'Content-Type': `multipart/form-data; boundary=${boundary}` }
  const form = await new Response(bundle, { headers }).formData()
  const metadata = form.get('metadata')
  if (typeof metadata !== 'string') throw new TypeError('an upload without metadata')
  const { main_module: main } = JSON.parse(metadata) as { main_module: string }
  const names = new Set([main, ...form.keys()])
  const modules: BuiltWorker['modules'] = {}
  for (const name of names) {
    const file = form.get(name)
    if (!(file instanceof File)) continue
    const module = await builtModule(file)
    if (module) modules[name] = module
  }
  return modules
}

/** Nothing of what is no module: the source map. */
async function builtModule(file: File): Promise<BuiltModule | undefined> {
  switch (file.type) {
    case 'application/javascript+module':
      return { type: 'esm', contents: await file.text() }
    case 'text/plain':
      return { type: 'text', contents: await file.text() }
    case 'application/octet-stream':
      return { type: 'data', contents: new Uint8Array(await file.arrayBuffer()) }
    default:
      return undefined
  }
}

/**
 * Runs wrangler, and returns what it says.
 *
 * @throws {Error} with what it said, when it fails
 */
export async function wrangler(parameters: string[]): Promise<string> {
  const command = createRequire(import.meta.url).resolve('wrangler')
  const { code, output } = await run([command, ...parameters], {
    CI: 'true',
    WRANGLER_SEND_METRICS: 'false',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  })
  if (code !== 0) throw new Error(`wrangler ${parameters.join(' ')} failed:\n${output}`)
  return output
}

/** Runs a program of Node in the root of the project until it ends. */
export async function run(
  parameters: string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--no-warnings', ...parameters], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  let output = ''
  const listen = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, output: output.trim() }
}
