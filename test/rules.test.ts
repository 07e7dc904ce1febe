// Which tests hold which rule of docs/rules.md: read out of the titles of the tests.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const RULES = Array.from({ length: 37 }, (_, index) => index + 1)

// The titles of tests: `rule 19: …`, `rules 2 and 3: …`, `rules 25, 26: …`
const NAMED = /['`"]rules? (\d+(?:(?:, | and |–)\d+)*):? ([^\n]*?)['`"][,)]/g

interface Held {
  rule: number
  file: string
  title: string
}

const held = readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && file !== 'rules.test.ts')
  .sort()
  .flatMap(heldBy)

function heldBy(file: string): Held[] {
  const text = readFileSync(path.join(ROOT, 'test', file), 'utf8')
  return [...text.matchAll(NAMED)].flatMap(([, numbers = '', title = '']) =>
    expanded(numbers).map((rule) => ({ rule, file: `test/${file}`, title })),
  )
}

function expanded(numbers: string): number[] {
  return numbers.split(/, | and /).flatMap((part) => {
    const [from = 0, to = from] = part.split('–').map(Number)
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
}

function table(): string {
  const rows = RULES.map((rule) => {
    const files = held.filter((each) => each.rule === rule).map(({ file }) => file)
    const cells = [...new Set(files)].map((file) => `[${file}](../${file})`)
    return `| ${rule} | ${cells.join(', ')} |`
  })
  return `# The rules, and the tests that hold them

Made from the titles of the tests by \`test/rules.test.ts\`: where the tests are that name a rule of [rules.md](rules.md).

| rule | held by |
| --- | --- |
${rows.join('\n')}
`
}

describe('the rules', () => {
  it.each(RULES)('rule %i is written down and held by a test that names it', (rule) => {
    expect(readFileSync(path.join(ROOT, 'docs/rules.md'), 'utf8')).toMatch(
      new RegExp(`^${rule}\\. \\*\\*`, 'm'),
    )
    expect(held.filter((each) => each.rule === rule)).not.toEqual([])
  })

  it('names no rule that there is not', () => {
    expect(held.filter(({ rule }) => !RULES.includes(rule))).toEqual([])
  })

  it('are listed with their tests in docs/rule-tests.md', async () => {
    await expect(table()).toMatchFileSnapshot('../docs/rule-tests.md')
  })
})
