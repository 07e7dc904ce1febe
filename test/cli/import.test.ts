import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newProject, type Project } from './project.ts'

const SCRAPED = `ميناء أصيلة يستقبل أول رحلة سياحية بعد ترميم رصيفه

0

رست صباح الأربعاء في ميناء أصيلة أول باخرة سياحية منذ سنتين، بعد انتهاء أشغال الترميم.

وقال عاملون في الميناء إن الرصيف صار يتسع لباخرتين في وقت واحد.

الحدث. و م ع

اترك رد

لن يتم نشر عنوان بريدك الإلكتروني.
`

const NAME = '2026-08-22-ميناء-أصيلة-يستقبل-أول-رحلة-سياحية-بعد-ترميم-رصيفه'

let project: Project

beforeAll(async () => {
  project = await newProject()
  await writeFile(path.join(project.path, 'copied.txt'), SCRAPED)
})

afterAll(() => project.remove())

describe('khulasa import', () => {
  it('refuses without a date rather than inventing one', async () => {
    const { code, stdout, stderr } = await project.run(['import', 'copied.txt'])
    expect(stderr).toBe(
      'when was it published? Say it with --published 2026-08-22: no date is made up\n',
    )
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  it('refuses a date that could be two days', async () => {
    const { code, stderr } = await project.run(['import', 'copied.txt', '--published', '8/9/26'])
    expect(stderr).toBe(
      '--published: "8/9/26" is not a date that can only be read in one way; ' +
        'write 2026-08-22 or 2026-08-22 10:30\n',
    )
    expect(code).toBe(2)
  })

  it('says line by line what it removed and what it recognised, and writes an article file', async () => {
    const { code, stdout } = await project.run([
      'import',
      'copied.txt',
      '--published',
      '22 غشت 2026 - 10:30',
    ])
    expect(stdout)
      .toBe(`copied.txt:1: recognised title: ميناء أصيلة يستقبل أول رحلة سياحية بعد ترميم رصيفه
copied.txt:3: removed comment count: 0
copied.txt:9: recognised source: الحدث
copied.txt:9: recognised agency MAP: و م ع
copied.txt:11: removed comment form: اترك رد
copied.txt:13: removed comment form: لن يتم نشر عنوان بريدك الإلكتروني.
language ar, direction rtl, 2 paragraphs
written: articles/${NAME}.txt
`)
    expect(code).toBe(0)
    expect(await readFile(path.join(project.path, 'articles', `${NAME}.txt`), 'utf8')).toBe(`---
id: ${NAME}
title: ميناء أصيلة يستقبل أول رحلة سياحية بعد ترميم رصيفه
published: 2026-08-22T10:30:00+01:00
source: الحدث
credit: و م ع
---

رست صباح الأربعاء في ميناء أصيلة أول باخرة سياحية منذ سنتين، بعد انتهاء أشغال الترميم.

وقال عاملون في الميناء إن الرصيف صار يتسع لباخرتين في وقت واحد.
`)
  })

  it('leaves a file that is there already as it is', async () => {
    const { code, stderr } = await project.run([
      'import',
      'copied.txt',
      '--published',
      '2026-08-22',
    ])
    expect(stderr).toBe(
      `articles/${NAME}.txt is there already, and stays as it is: move it away first\n`,
    )
    expect(code).toBe(1)
  })

  it.each([
    ['missing.txt', undefined, 'there is no file missing.txt\n', 2],
    ['articles', undefined, 'articles is a folder\n', 2],
    [
      'empty.txt',
      Buffer.from(' \n'),
      'empty.txt: the text is empty: expected a title and paragraphs\n',
      1,
    ],
    [
      'title.txt',
      Buffer.from('عنوان\n'),
      'title.txt: there is a title and no text: expected a paragraph or more\n',
      1,
    ],
    [
      'cp1256.txt',
      Buffer.from([0xc7, 0xe1, 0xcd, 0xcf, 0xcb]),
      'cp1256.txt:1: is not UTF-8: save it as UTF-8\n',
      1,
    ],
  ])('says what is wrong with %s', async (name, bytes, message, exitCode) => {
    if (bytes) await writeFile(path.join(project.path, name), bytes)
    const { code, stderr } = await project.run(['import', name, '--published', '2026-08-22'])
    expect(stderr).toBe(message)
    expect(code).toBe(exitCode)
  })

  it('reads a text from standard input', async () => {
    await writeFile(
      path.join(project.path, 'piped.txt'),
      'عنوان من أنبوب\n\nرست صباح الأربعاء في ميناء أصيلة أول باخرة.\n',
    )
    const command = '"$0" src/cli/khulasa.ts import - --as text --published 2026-08-24 < piped.txt'
    const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath], {
      cwd: project.path,
    })
    expect(stdout).toContain('written: articles/2026-08-24-عنوان-من-أنبوب.txt\n')
  })

  it('guesses the language of a French text and writes it down', async () => {
    await writeFile(
      path.join(project.path, 'fr.txt'),
      'Le port accueille un premier bateau\n\nLe port rénové a accueilli hier son premier bateau.\n',
    )
    const { stdout } = await project.run(['import', 'fr.txt', '--published', '2026-08-23 09:00'])
    expect(stdout).toContain('language fr, direction ltr, 1 paragraph\n')
    const file = 'articles/2026-08-23-le-port-accueille-un-premier-bateau.txt'
    expect(await readFile(path.join(project.path, file), 'utf8')).toContain('language: fr\n')
  })

  it.each([
    ['2026-08-20', '1 imported, 0 updated, 0 unchanged, 0 skipped, 0 failed'],
    ['2026-08-21', 'skipped:\n  1 × older than --since: the page\n0 imported,'],
  ])('says of a page whether it is older than --since %s', async (since, said) => {
    const paragraph =
      '<p>رست صباح الأربعاء في ميناء أصيلة أول باخرة، وقال عاملون إنه يتسع لاثنتين.</p>'
    await writeFile(
      path.join(project.path, 'page.html'),
      `<!doctype html><html lang="ar"><title>خبر الميناء</title>
<meta property="article:published_time" content="2026-08-20T10:00:00Z">
<article><h1>خبر الميناء</h1>${paragraph.repeat(9)}</article></html>`,
    )
    const parameters = ['import', 'page.html', '--dry-run', '--since', since]
    const { code, stdout } = await project.run(parameters)
    expect([code, stdout]).toEqual([0, expect.stringContaining(said)])
  })
})
