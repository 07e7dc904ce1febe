import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newProject, type Project } from './project.ts'

let project: Project

const article = (name: string) => path.join(project.path, 'articles', name)

beforeAll(async () => {
  project = await newProject()
  await writeFile(article('2026-11-20-عنوان.md'), '---\r\ntitle: عنوان\r\n---\r\n\r\nنص\r\n')
  await writeFile(article('2026-11-21-plain.txt'), '\ufeffعنوان آخر\n\nنص\n')
})

afterAll(() => project.remove())

describe('khulasa id', () => {
  it('lists the files that have no id and changes nothing', async () => {
    const { code, stdout } = await project.run(['id'])
    expect(stdout).toContain('articles/2026-11-20-عنوان.md: 2026-11-20-عنوان\n')
    expect(stdout).toContain('articles/2026-11-21-plain.txt: 2026-11-21-plain\n')
    expect(code).toBe(0)
    expect(await readFile(article('2026-11-20-عنوان.md'), 'utf8')).toBe(
      '---\r\ntitle: عنوان\r\n---\r\n\r\nنص\r\n',
    )
  })

  it('with --write, puts the id they have now into them, everything else as it was', async () => {
    expect((await project.run(['id', '--write'])).code).toBe(0)
    expect(await readFile(article('2026-11-20-عنوان.md'), 'utf8')).toBe(
      '---\r\nid: 2026-11-20-عنوان\r\ntitle: عنوان\r\n---\r\n\r\nنص\r\n',
    )
    expect(await readFile(article('2026-11-21-plain.txt'), 'utf8')).toBe(
      '---\nid: 2026-11-21-plain\n---\nعنوان آخر\n\nنص\n',
    )
    expect(await project.run(['id'])).toEqual({ code: 0, stdout: '', stderr: '' })
  })
})
