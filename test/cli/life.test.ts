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
const PAST = '2026-08-22T09:00:00Z'

let served: Project
let service: Service
let folder: string

beforeAll(async () => {
  served = await newProject()
  folder = path.join(served.path, 'own')
  await rm(path.join(served.path, 'articles'), { recursive: true })
  await mkdir(path.join(served.path, 'articles'))
  await writeFile(path.join(served.path, 'articles/publication.yaml'), PUBLICATION)
  await mkdir(folder)
  await writeFile(path.join(folder, 'publication.yaml'), PUBLICATION)
  service = await served.start()
})

afterAll(async () => {
  await service.stop()
  await served.remove()
})

function khulasa(...parameters: string[]): Promise<Ended> {
  return served.run(parameters, { PORT: new URL(service.address).port })
}

const sync = (...parameters: string[]) => khulasa('sync', folder, ...parameters)

/** Writes the article `one`, with these lines in its front matter. */
function write(name: string, ...lines: string[]): Promise<void> {
  const matter = [`id: ${name}`, `title: خبر ${name}`, `published: ${PAST}`, ...lines]
  return writeFile(path.join(folder, `${name}.md`), `---\n${matter.join('\n')}\n---\nنص\n`)
}

async function ids(): Promise<string[]> {
  const { items } = JSON.parse(await service.text('/feed.json')) as { items: { id: string }[] }
  return items.map(({ id }) => id).toSorted()
}

describe('khulasa status, withhold, restore, kill', () => {
  it('say where articles are, and put them there', async () => {
    for (const name of ['one', 'two', 'three']) await write(name)
    await write('later', 'visibleFrom: 2999-01-01T00:00:00Z')
    await write('restricted', 'syndication: none')
    expect((await sync()).stdout).toBe('5 articles: 5 new\n')
    expect(await khulasa('status', 'one', 'later', 'restricted')).toEqual({
      code: 0,
      stdout:
        `one: public since ${PAST}, version 1\n` +
        'later: scheduled for 2999-01-01T00:00:00Z, version 1\n' +
        'restricted: not for syndication, version 1\n',
      stderr: '',
    })
    expect(await khulasa('withhold', 'one', 'two', '--reason', 'ينتظر')).toEqual({
      code: 0,
      stdout: 'one: withheld (ينتظر), version 1\ntwo: withheld (ينتظر), version 1\n',
      stderr: '',
    })
    expect(await ids()).toEqual(['three'])
    expect((await khulasa('restore', 'two')).stdout).toBe(`two: public since ${PAST}, version 1\n`)
    expect((await khulasa('kill', 'three', '--reason', 'خطأ')).stdout).toBe(
      'three: killed (خطأ), version 1\n',
    )
    expect(await ids()).toEqual(['two'])
  })

  it('say what is refused of one article, and go on with the next', async () => {
    expect(await khulasa('restore', 'nobody', ' x', 'three', 'two')).toEqual({
      code: 1,
      stdout: `two: public since ${PAST}, version 1\n`,
      stderr:
        'There is no article "nobody".\n' +
        '/id: begins or ends with a space\n' +
        'The article "three" is killed because "خطأ", and its text is not kept: to publish it again send all of it with ' +
        '`status: published`.\n',
    })
  })

  it.each([
    [['kill', 'two'], 1, "error: required option '--reason <text>' not specified"],
    [['kill', 'two', '--reason', ' '], 1, '/reason: is empty\n'],
    [['kill', '--reason', 'س'], 1, "error: missing required argument 'ids'"],
    [['status', 'two', '--to', 'nowhere'], 2, '--to is an address that begins with https://'],
  ])('%j is refused', async (parameters, exitCode, message) => {
    const { code, stdout, stderr } = await khulasa(...parameters)
    expect(stderr).toContain(message)
    expect([code, stdout]).toEqual([exitCode, ''])
    expect(await ids()).toEqual(['two'])
  })
})

describe('khulasa sync', () => {
  const stays =
    'warning: one.md stays withheld: `npm run khulasa -- restore one` publishes it again, and so ' +
    'does `status: published` in the file\n'

  it('brings nothing back that its file does not say is published, and says so', async () => {
    const { code, stdout, stderr } = await sync()
    expect([code, stdout, stderr]).toEqual([0, '5 articles: 5 unchanged\n', stays])
    await write('one', 'correction: "تصحيح: خمسة"')
    const again = await sync()
    expect([again.code, again.stdout, again.stderr]).toEqual([
      0,
      '5 articles: 1 changed, 4 unchanged\n',
      stays,
    ])
    expect(await ids()).toEqual(['two'])
  })

  it('says of a file whose article is killed why it is not published', async () => {
    await write('three', 'correction: "تصحيح: خمسة"')
    const { code, stdout, stderr } = await sync()
    expect(stderr).toContain(
      `${path.join(folder, 'three.md')}:2: status: is missing: killed because "خطأ", and ` +
        'its text is not kept: to publish it again send all of it with `status: published`\n',
    )
    expect([code, stdout]).toEqual([1, '4 articles: 4 unchanged, 1 not published\n'])
  })

  it('publishes again what says so', async () => {
    await write('one', 'status: published')
    await write('three', 'status: published')
    expect((await sync()).stdout).toBe('5 articles: 1 new, 1 changed, 3 unchanged\n')
    expect(await ids()).toEqual(['one', 'three', 'two'])
  })

  it('withholds and kills what says so, once', async () => {
    await write('one', 'status: withheld')
    await write('two', 'status: killed', 'reason: خطأ')
    expect((await sync()).stdout).toBe('5 articles: 2 changed, 3 unchanged\n')
    expect((await sync()).stdout).toBe('5 articles: 5 unchanged\n')
    expect(await ids()).toEqual(['three'])
    expect((await khulasa('status', 'one', 'two')).stdout).toBe(
      'one: withheld, version 3\ntwo: killed (خطأ), version 1\n',
    )
  })

  it('with --prune leaves alone what is killed, and takes out what is withheld', async () => {
    for (const name of ['one', 'two']) await rm(path.join(folder, `${name}.md`))
    expect((await sync('--prune')).stdout).toBe('3 articles: 3 unchanged, 1 removed\n')
    const { stdout, stderr } = await khulasa('status', 'one', 'two')
    expect([stdout, stderr]).toEqual([
      'two: killed (خطأ), version 1\n',
      'There is no article "one".\n',
    ])
  })
})
