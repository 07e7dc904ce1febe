// Wrangler: the worker as it is deployed, and what wrangler says of it.

import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** A worker as it would be uploaded. */
export interface BuiltWorker {
  /** Its one module. */
  script: string
  /** The file that `wrangler check startup` takes. */
  bundle: string
}

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
  // Called after the file that it was built from.
  const [module, ...others] = (await readdir(folder)).filter((file) => file.endsWith('.js'))
  if (module === undefined || others.length > 0) {
    throw new Error(`${config} was not built as one module`)
  }
  return { script: await readFile(path.join(folder, module), 'utf8'), bundle }
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
