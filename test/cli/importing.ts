// `khulasa import` in the process of a test, and what it leaves in a folder.

import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import { vi } from 'vitest'
import { CommandError } from '../../src/cli/command-error.ts'
import { addImport } from '../../src/cli/import.ts'

/** What a command did: its exit code, and all that it said of faults. */
export interface Said {
  code: number
  said: string[]
}

interface Reported {
  failed: { reasons: { reason: string; where: string[] }[] }
  skipped: { reasons: { reason: string; where: string[] }[] }
  stopped?: string
}

/** Runs the command as `khulasa import` does, in this process. */
export async function khulasaImport(parameters: string[], folder: string): Promise<Said> {
  const out: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line))
  const program = new Command('khulasa')
  addImport(program)
  process.exitCode = 0
  let thrown: string[] = []
  try {
    await program.parseAsync(['import', ...parameters], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    thrown = [error.message]
    process.exitCode = error.exitCode
  } finally {
    log.mockRestore()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      for (const listener of process.listeners(signal).slice(-1)) process.off(signal, listener)
    }
  }
  const code = process.exitCode
  process.exitCode = 0
  const report = out.length === 1 && out[0]?.startsWith('{') ? reportOf(out[0]) : out
  const said = [...report, ...thrown.filter((message) => !report.includes(message))]
  return { code, said: said.map((text) => text.replaceAll(`${folder}/`, '')) }
}

function reportOf(line: string): string[] {
  const { failed, skipped, stopped } = JSON.parse(line) as Reported
  return [
    ...[...skipped.reasons, ...failed.reasons].map(
      ({ reason, where }) => `${where.slice(0, 2).join('; ')}: ${reason}`,
    ),
    ...(stopped === undefined ? [] : [stopped]),
  ]
}

/** All files of a folder and what is in them. */
export async function contentOf(root: string): Promise<Record<string, string>> {
  const names = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((each) => each.isFile())
    .map((each) => path.join(each.parentPath, each.name))
    .sort()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(name, 'hex')])),
  )
}
