// The library as its users get it: built, packed, installed in an empty folder, used from plain
// JavaScript.

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonFeed } from './json-feed-schema.ts'
import { strict } from './strict.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const exec = promisify(execFile)

// The Node of the machine, not the newer one that the project brings: the oldest that is promised.
const PATH = process.env.PATH?.split(':')
  .filter((each) => !each.includes('node_modules'))
  .join(':')

let folder: string

async function run(script: string): Promise<string> {
  await writeFile(path.join(folder, 'script.mjs'), script)
  return (await exec('node', ['script.mjs'], { cwd: folder, env: { ...process.env, PATH } })).stdout
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khulasa-library-'))
  // Left by another build: it must not be packed.
  await mkdir(path.join(ROOT, 'dist'), { recursive: true })
  await writeFile(path.join(ROOT, 'dist/gone.js'), "import 'hono'\nexport * from 'hono'\n")
  await exec('npm', ['run', 'build'], { cwd: ROOT })
  await exec('npm', ['pack', path.join(ROOT, 'dist')], { cwd: folder })
  const [tarball = ''] = await readdir(folder)
  expect(tarball).toMatch(/^khulasa-\d+\.\d+\.\d+\.tgz$/)
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }')
  await exec('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder })
}, 120_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the library', () => {
  it('brings feed and what the rules need, and nothing of the service', async () => {
    const manifest: unknown = JSON.parse(
      await readFile(path.join(folder, 'node_modules/khulasa/package.json'), 'utf8'),
    )
    expect(manifest).toMatchObject({
      name: 'khulasa',
      type: 'module',
      exports: { '.': { types: './index.d.ts', default: './index.js' } },
    })
    const { dependencies } = manifest as { dependencies: Record<string, string> }
    expect(Object.keys(dependencies)).toEqual([
      'dom-serializer',
      'domhandler',
      'feed',
      'htmlparser2',
    ])
  })

  it('writes three valid Arabic feeds in ten lines of JavaScript', async () => {
    const documents: unknown = JSON.parse(
      await run(`import { Feed } from 'khulasa'
const feed = new Feed({ id: 'tag:news.example,2026:feeds', title: 'الحدث', link: 'https://news.example/', language: 'ar' })
feed.addItem({
  title: '5G في المغرب',
  link: 'https://news.example/5g',
  date: new Date('2026-08-22T09:30:00Z'),
  content: '<p>5G في أربع مدن.</p>',
})
console.log(JSON.stringify([feed.rss2(), feed.atom1(), feed.json1()]))
`),
    )
    const [rss = '', atom = '', json = ''] = documents as string[]
    strict(rss)
    strict(atom)
    jsonFeed(json)
    expect(rss).toContain('<title>\u200f5G في المغرب</title>')
    expect(atom).toContain('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"')
    const body = '<div dir="rtl" lang="ar"><p dir="rtl">\u200f5G في أربع مدن.</p></div>'
    expect(rss).toContain(`<![CDATA[${body}]]>`)
    expect(json).toContain(JSON.stringify(body))
  })

  it('resolves, cleans and marks', async () => {
    expect(
      await run(`import { clean, mark, resolveDirection, truncate } from 'khulasa'
console.log(resolveDirection(undefined, 'az-Arab', ''), clean('\\u0008\\ufefb').text)
console.log(JSON.stringify(mark('COP28: قمة', 'rtl')), truncate('خبر قصير جدا', 5, 'ar'))
`),
    ).toBe('rtl لا\n"\u200fCOP28: قمة" خبر…\n')
  })

  it('gives TypeScript its types', async () => {
    await writeFile(
      path.join(folder, 'typed.mts'),
      `import { Feed, type Direction } from 'khulasa'
const direction: Direction = 'rtl'
const feed = new Feed({ id: 'a', title: 'a', direction, marks: 'off', copyright: '' })
const rss: string = feed.rss2()
// @ts-expect-error -- no such direction
feed.addItem({ title: rss, link: 'https://a.example/', date: new Date(0), direction: 'right' })
`,
    )
    const tsc = path.join(ROOT, 'node_modules/.bin/tsc')
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024']
    const { stdout } = await exec(tsc, ['--ignoreConfig', ...options, 'typed.mts'], { cwd: folder })
    expect(stdout).toBe('')
  })
})
