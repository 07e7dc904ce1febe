import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, newProject, type Project, type Service } from './project.ts'

const PUBLICATION = `title: صحيفة
description: وصف
home: https://news.example
address: https://feeds.news.example
language: ar
`
const ARTICLE = `---
id: خبر أول
title: خبر
published: 2026-08-22T09:00:00Z
---
نص
`
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/

let served: Project
let service: Service

beforeAll(async () => {
  served = await newProject()
  const articles = path.join(served.path, 'articles')
  await rm(articles, { recursive: true })
  await mkdir(articles)
  await writeFile(path.join(articles, 'publication.yaml'), PUBLICATION)
  await writeFile(path.join(articles, 'one.md'), ARTICLE)
  service = await served.start()
  await khulasa('withhold', 'خبر أول', '--reason', 'سؤال')
})

afterAll(async () => {
  await service.stop()
  await served.remove()
})

function khulasa(...parameters: string[]): Promise<Ended> {
  return served.run(parameters, { PORT: new URL(service.address).port })
}

const linesOf = ({ stdout }: Ended) => stdout.split('\n').slice(0, -1)

describe('khulasa audit', () => {
  it('says who changed what, the newest first, a line each', async () => {
    const lines = linesOf(await khulasa('audit'))
    expect(lines.map((line) => line.replace(MOMENT, ''))).toEqual([
      ' PUBLISH_TOKEN article.withhold خبر أول {"version":1,"reason":"سؤال"}',
      ' PUBLISH_TOKEN article.put خبر أول {"change":"created","version":1}',
      expect.stringMatching(/^ PUBLISH_TOKEN publication\.put tag:news\.example,\d{4}:feeds \{/),
    ])
    for (const line of lines) expect(line).toMatch(MOMENT)
  })

  it('gives entries as JSON, no more than are asked for', async () => {
    const lines = linesOf(await khulasa('audit', '--json', '--limit', '2'))
    const entries = lines.map((line) => JSON.parse(line) as unknown)
    expect(entries).toMatchObject([
      { number: 3, actor: 'PUBLISH_TOKEN', action: 'article.withhold', subject: 'خبر أول' },
      { number: 2, action: 'article.put', detail: { change: 'created', version: 1 } },
    ])
  })

  it('leaves out what is older than a moment', async () => {
    expect(linesOf(await khulasa('audit', '--since', '2026-01-01'))).toHaveLength(3)
    expect(linesOf(await khulasa('audit', '--since', '2999-01-01 10:00'))).toEqual([])
  })

  it.each([
    [['--since', 'أمس'], '--since: "أمس" is not a date that can only be read in one way'],
    [['--limit', '0'], '--limit is a whole number from 1 on, not "0"'],
    [['--limit', 'all'], '--limit is a whole number from 1 on, not "all"'],
  ])('refuses %j', async (parameters, message) => {
    const { code, stdout, stderr } = await khulasa('audit', ...parameters)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })
})
