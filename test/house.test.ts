// The house: imports go down the floors (CONTRIBUTING.md). What checks them is seen to fail.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')

let house: string

beforeAll(() => {
  house = mkdtempSync(path.join(os.tmpdir(), 'khulasa-house-'))
  for (const name of ['src', '.oxlintrc.json', 'tsconfig.json', 'package.json']) {
    cpSync(path.join(ROOT, name), path.join(house, name), { recursive: true })
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(house, 'node_modules'))
})

afterAll(() => rmSync(house, { recursive: true, force: true }))

function lint(): { status: number | null; output: string } {
  const oxlint = path.join(house, 'node_modules/.bin/oxlint')
  const { status, stdout, stderr } = spawnSync(oxlint, ['src'], { cwd: house, encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

describe('the floors', () => {
  it('are kept by every file there is', () => {
    expect(lint()).toMatchObject({ status: 0 })
  })

  it.each([
    ['src/text/planted.ts', '../article/draft.ts', 'src/text imports nothing of ours'],
    ['src/http/planted.ts', '../store/rank.ts', 'src/http imports only from src/text'],
    ['src/article/planted.ts', '../sources/yaml.ts', 'src/article imports only from src/text'],
    ['src/feed/planted.ts', '../store/rank.ts', 'src/feed imports only from src/article, src/text'],
    ['src/store/planted.ts', '../feed/ids.ts', 'src/store imports only from src/article, src/text'],
    ['src/sources/planted.ts', '../cli/port.ts', 'src/sources imports only from src/article'],
    ['src/routes/planted.ts', '../app.ts', 'src/routes imports only from src/feed, src/store'],
    ['src/check/planted.ts', '../feed/ids.ts', 'src/check imports only from src/article, src/text'],
    ['src/check/planted.ts', 'node:fs', 'Only src/cli runs in Node'],
    ['src/cli/planted.ts', '../store/rank.ts', 'src/cli imports only from src/check, src/sources'],
    ['src/feed/planted.ts', 'node:fs', 'Only src/cli runs in Node'],
  ])('%s may not import %s', (file, imported, message) => {
    const planted = path.join(house, file)
    writeFileSync(planted, `export * from '${imported}'\n`)
    const { status, output } = lint()
    rmSync(planted)
    expect(output).toContain(message)
    expect(status).toBe(1)
  })
})
