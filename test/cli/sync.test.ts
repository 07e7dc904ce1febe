import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  authorization,
  type Ended,
  newProject,
  type Project,
  type Service,
  syncsOf,
} from './project.ts'

const PUBLICATION = `title: صحيفة
description: وصف
home: https://news.example
address: https://feeds.news.example
language: ar
timeZone: Africa/Casablanca
sections:
  - id: world
    name: عالم
`

let served: Project
let service: Service
let folder: string

const file = (name: string) => path.join(folder, name)
const inFolder = (name: string, text: string) => writeFile(file(name), text)

function sync(...parameters: string[]): Promise<Ended> {
  const { port } = new URL(service.address)
  return served.run(['sync', folder, ...parameters], { PORT: port })
}

async function titles(): Promise<string[]> {
  const { items } = JSON.parse(await service.text('/feed.json')) as { items: { title: string }[] }
  return items.map(({ title }) => title)
}

beforeAll(async () => {
  served = await newProject()
  folder = path.join(served.path, 'own')
  await rm(path.join(served.path, 'articles'), { recursive: true })
  await mkdir(path.join(served.path, 'articles'))
  await writeFile(path.join(served.path, 'articles/publication.yaml'), PUBLICATION)
  await mkdir(folder)
  await inFolder('publication.yaml', PUBLICATION)
  service = await served.start()
})

afterAll(async () => {
  await service.stop()
  await served.remove()
})

describe('khulasa sync', () => {
  it('publishes a folder, and only what has changed when it is called again', async () => {
    await inFolder('2026-11-01-one.md', '---\nid: one\ntitle: الأول\nsection: world\n---\nنص\n')
    await inFolder('2026-11-02-two.txt', 'الثاني\n\nنص\n')
    const first = await sync()
    expect(first.stdout).toBe('2 articles: 2 new\n')
    expect(first.stderr).toBe(
      'warning: no id in 2026-11-02-two.txt: it comes from the path, so renaming the file would ' +
        `make a new article. \`npm run khulasa -- id --write ${folder}\` puts ids into the files.\n`,
    )
    expect(first.code).toBe(0)
    expect(await titles()).toEqual(['الثاني', 'الأول'])
    expect((await sync()).stdout).toBe('2 articles: 2 unchanged\n')
  })

  it('publishes a change that neither size nor time of the file tells', async () => {
    const before = await stat(file('2026-11-02-two.txt'))
    await inFolder('2026-11-02-two.txt', 'الثاني\n\nصن\n')
    await utimes(file('2026-11-02-two.txt'), before.atime, before.mtime)
    expect((await sync()).stdout).toBe('2 articles: 1 changed, 1 unchanged\n')
  })

  it('sends what the deployment has lost, though no file has changed', async () => {
    const headers = await authorization(served)
    await fetch(`${service.address}/api/articles/one`, { method: 'DELETE', headers })
    expect((await sync()).stdout).toBe('2 articles: 1 new, 1 unchanged\n')
    expect(await titles()).toEqual(['الثاني', 'الأول'])
  })

  it('publishes what it can, names what it cannot, and says so with its exit code', async () => {
    await inFolder(
      '2026-11-03-three.md',
      '---\nid: three\ntitle: الثالث\nsection: sport\n---\nنص\n',
    )
    await inFolder('2026-11-04-four.md', '---\nid: four\ntitle: الرابع\n---\nنص\n')
    const { code, stdout, stderr } = await sync()
    expect(stderr).toContain(
      `${file('2026-11-03-three.md')}:4: sections.0: the publication has no section "sport"; ` +
        'it has: world\n',
    )
    expect(stdout).toBe('3 articles: 1 new, 2 unchanged, 1 not published\n')
    expect(code).toBe(1)
    expect(await titles()).toEqual(['الرابع', 'الثاني', 'الأول'])
    expect(await syncsOf(served, service)).toEqual([
      'folder',
      'PUBLISH_TOKEN',
      '1',
      '0',
      '2',
      '0',
      '1',
      `${file('2026-11-03-three.md')}:4: sections.0: the publication has no section "sport"; it has: world`,
    ])
  })

  it('keeps what has no file any more, unless it is told to prune', async () => {
    await rm(file('2026-11-04-four.md'))
    await sync()
    expect(await titles()).toContain('الرابع')
  })

  it('prunes what came from the folder and has no file, though other files are broken', async () => {
    const { stdout, code } = await sync('--prune')
    expect(stdout).toBe('2 articles: 2 unchanged, 1 removed, 1 not published\n')
    expect(code).toBe(1)
    expect(await titles()).toEqual(['الثاني', 'الأول'])
    await rm(file('2026-11-03-three.md'))
  })

  it.each([
    ['names its id', '---\nid: one\ntitle: [x]\nsection: : :\n---\nنص\n'],
    ['has an id that cannot be read', '---\nid: [\n'],
  ])('keeps what is published of a file that breaks and %s', async (_, broken) => {
    const before = await readFile(file('2026-11-01-one.md'), 'utf8')
    await inFolder('2026-11-01-one.md', broken)
    expect((await sync('--prune')).code).toBe(1)
    expect(await titles()).toEqual(['الثاني', 'الأول'])
    await inFolder('2026-11-01-one.md', before)
  })

  it('prunes nothing while a file is no text: it may hold the article', async () => {
    const name = '2026-11-06-binary.md'
    await writeFile(file(name), Buffer.from([0xff, 0xfe, 0xfd]))
    await rename(file('2026-11-02-two.txt'), file('two.bak'))
    const { stderr, code } = await sync('--prune')
    expect(stderr).toContain(
      'warning: published articles without a file here, 1 of them, stay until every file can be read\n',
    )
    expect(code).toBe(1)
    expect(await titles()).toContain('الثاني')
    await rename(file('two.bak'), file('2026-11-02-two.txt'))
    await rm(file(name))
  })

  it('refuses two files with one id, and publishes the first', async () => {
    await inFolder('2026-11-05-twin.md', '---\ntitle: توأم\nid: one\n---\nنص\n')
    const { stderr, code } = await sync()
    expect(stderr).toContain(
      `${file('2026-11-05-twin.md')}:3: id: "one" is the id of 2026-11-01-one.md too: ` +
        'give one of them another\n',
    )
    expect(code).toBe(1)
    await rm(file('2026-11-05-twin.md'))
  })

  it('shows progress while more than a second of work goes on', async () => {
    for (let number = 0; number < 900; number += 1) {
      const paragraphs = 'فقرة طويلة من نص الخبر. '.repeat(400)
      await inFolder(
        `2026-10-01-${number}.md`,
        `---\nid: n${number}\ntitle: خبر ${number}\n---\n${paragraphs}`,
      )
    }
    const { stdout, stderr } = await sync()
    expect(stdout).toBe('902 articles: 900 new, 2 unchanged\n')
    expect(stderr).toMatch(/Publishing .*\d+\/902 \|/)
  })

  it('names the line of publication.yaml that the deployment refuses, and publishes nothing', async () => {
    await inFolder(
      'publication.yaml',
      PUBLICATION.replace('home:', 'id: tag:a.example,2020:b\nhome:'),
    )
    const { code, stdout, stderr } = await sync()
    expect(stderr.replace(/,20\d\d:/, ',2026:')).toContain(
      `${file('publication.yaml')}:3: id: the feeds of this deployment are ` +
        '"tag:news.example,2026:feeds" for good: keep that id, or start another deployment, with ' +
        'a database of its own\n',
    )
    expect([code, stdout]).toEqual([1, ''])
    expect(await syncsOf(served, service)).toEqual([
      'folder',
      'PUBLISH_TOKEN',
      '0',
      '0',
      '0',
      '0',
      '0',
      expect.stringContaining(`${file('publication.yaml')}:3: id: the feeds of this deployment`),
    ])
    await inFolder('publication.yaml', PUBLICATION)
  })

  it.each([
    [['--to', 'feeds.news.example'], 2, '--to is an address that begins with https://, not "feeds'],
    [['--to', 'http://feeds.news.example'], 2, 'would get the token in the clear: use https://'],
    [['--to', 'https://feeds.news.example'], 1, 'set KHULASA_TOKEN to a token of feeds'],
    [['--to', 'http://127.0.0.1:1'], 1, 'http://127.0.0.1:1 cannot be reached ('],
  ])('says what is wrong with %j', async (parameters, exitCode, message) => {
    const { code, stderr } = await sync(...parameters)
    expect(stderr).toContain(message)
    expect(code).toBe(exitCode)
  })

  it('says that a token is not the right one', async () => {
    const { code, stderr } = await served.run(['sync', 'articles', '--to', service.address], {
      KHULASA_TOKEN: 'wrong',
    })
    expect(stderr).toBe('Send `Authorization: Bearer TOKEN` with a token of this deployment.\n')
    expect(code).toBe(1)
  })

  it('says that there is no publication.yaml', async () => {
    const { code, stderr } = await served.run(['sync', 'src'])
    expect(stderr).toBe('src/publication.yaml is missing: it says whose feeds these are\n')
    expect(code).toBe(1)
  })
})
