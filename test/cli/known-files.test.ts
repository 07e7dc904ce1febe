import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashOf, keepKnown, readKnown } from '../../src/cli/known-files.ts'

const PLACE = '.wrangler/khulasa'
const FILES = new Map([['a1', { id: 'one', idFromPath: false, digest: 'd1' }]])

const before = process.cwd()
let folder: string

async function changed(change: (text: string) => string): Promise<void> {
  const [name = ''] = await readdir(PLACE)
  const file = path.join(PLACE, name)
  await writeFile(file, change(await readFile(file, 'utf8')))
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khulasa-'))
  process.chdir(folder)
})

afterAll(async () => {
  process.chdir(before)
  await rm(folder, { recursive: true })
})

describe('readKnown', () => {
  it('knows nothing of a folder that nobody has read', async () => {
    expect(await readKnown('articles')).toEqual(new Map())
  })

  it('knows what was kept, of that folder only', async () => {
    await keepKnown('articles', FILES)
    expect(await readKnown('articles')).toEqual(FILES)
    expect(await readKnown(path.resolve('articles'))).toEqual(FILES)
    expect(await readKnown('others')).toEqual(new Map())
    expect(await readdir(PLACE)).toHaveLength(1)
  })

  it.each([
    ['another reader kept', (text: string) => text.replace(/"reader":"./, '"reader":"x')],
    ['is half a file', (text: string) => text.slice(0, -9)],
    ['has another form', () => '{"files":[]}'],
  ])('does not trust what %s', async (_, change) => {
    await keepKnown('articles', FILES)
    await changed(change)
    expect(await readKnown('articles')).toEqual(new Map())
  })
})

describe('keepKnown', () => {
  it('does without where it cannot write', async () => {
    await rm('.wrangler', { recursive: true })
    await writeFile('.wrangler', '')
    await keepKnown('articles', FILES)
    expect(await readKnown('articles')).toEqual(new Map())
    await rm('.wrangler')
  })
})

describe('hashOf', () => {
  it('is another for another path, time zone or byte', () => {
    const bytes = new TextEncoder().encode('نص')
    const hashes = [
      hashOf('a.md', bytes, 'UTC'),
      hashOf('b.md', bytes, 'UTC'),
      hashOf('a.md', bytes, 'Africa/Casablanca'),
      hashOf('a.md', bytes.subarray(1), 'UTC'),
    ]
    expect(new Set(hashes).size).toBe(4)
    expect(hashOf('a.md', bytes, 'UTC')).toBe(hashes[0])
  })
})
