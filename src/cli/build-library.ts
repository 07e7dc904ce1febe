// npm run build: the library in dist/, with a small manifest of its own. Its dependencies are what
// the built files import, in the versions of this project.

import { execFileSync } from 'node:child_process'
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')
const DIST = path.join(ROOT, 'dist')

const IMPORT = /\bfrom '([^'.][^']*)'/g

interface Manifest {
  version: string
  license: string
  description: string
  engines: Record<string, string>
  dependencies: Record<string, string>
}

// What an earlier build left is no part of this one.
await rm(DIST, { recursive: true, force: true })
execFileSync('tsc', ['-p', 'src/tsconfig.library.json'], { cwd: ROOT, stdio: 'inherit' })

const { version, license, description, engines, dependencies } = JSON.parse(
  await readFile(path.join(ROOT, 'package.json'), 'utf8'),
) as Manifest

const manifest = {
  name: 'khulasa',
  version,
  description,
  license,
  type: 'module',
  sideEffects: false,
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
  engines,
  dependencies: await imported(),
}

await writeFile(path.join(DIST, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
await copyFile(path.join(ROOT, 'LICENSE'), path.join(DIST, 'LICENSE'))
await copyFile(path.join(ROOT, 'docs/library.md'), path.join(DIST, 'README.md'))

async function imported(): Promise<Record<string, string>> {
  const names = new Set<string>()
  for (const file of await readdir(DIST, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(file)) continue
    const text = await readFile(path.join(DIST, file), 'utf8')
    for (const [, name = ''] of text.matchAll(IMPORT)) names.add(packageOf(name))
  }
  return Object.fromEntries([...names].sort().map((name) => [name, `^${versionOf(name)}`]))
}

function packageOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}

function versionOf(name: string): string {
  const found = dependencies[name]
  if (found === undefined) throw new Error(`the library imports ${name}, which package.json lacks`)
  return found
}
