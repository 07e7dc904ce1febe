import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newProject, type Project, type Service, until } from './project.ts'

const DOCUMENTS = ['/rss.xml', '/atom.xml', '/feed.json']

let project: Project
let service: Service

const article = (name: string) => path.join(project.path, 'articles', name)

function shows(text: string): Promise<void> {
  return until(`"${text}" in the feed`, async () => (await service.text('/rss.xml')).includes(text))
}

function showsNot(text: string): Promise<void> {
  return until(`no "${text}" in the feed`, async () => {
    return !(await service.text('/rss.xml')).includes(text)
  })
}

beforeAll(async () => {
  project = await newProject()
  service = await project.start()
})

afterAll(async () => {
  await service.stop()
  await project.remove()
})

describe('khulasa start', () => {
  it('says in a few lines what is served and where', () => {
    const { address } = service
    expect(service.output()).toContain(`
26 articles: 26 new

الحدث
  ${address}/            all feeds, the latest headlines
  ${address}/rss.xml     RSS
  ${address}/atom.xml    Atom
  ${address}/feed.json   JSON Feed

Watching articles/. Ctrl+C ends it.
`)
  })

  it('serves the sample articles, with addresses under which they can be fetched', async () => {
    const feed: unknown = JSON.parse(await service.text('/feed.json'))
    expect(feed).toMatchObject({ feed_url: `${service.address}/feed.json` })
    expect(feed).toHaveProperty('items.length', 26)
  })

  it('has the sample partner, of which nobody sees anything', async () => {
    expect(service.output()).toContain('\n1 partner: 1 new\n26 articles: 26 new\n')
    for (const where of [...DOCUMENTS, '/', '/feeds.opml', '/.well-known/feeds']) {
      expect(await service.text(where)).not.toContain('للتجربة')
    }
  })

  it('sends every format compressed, whole and as it is', async () => {
    for (const where of DOCUMENTS) {
      const [gzip, identity] = await Promise.all(
        ['gzip', 'identity'].map(async (coding) => {
          const response = await fetch(service.address + where, {
            headers: { 'Accept-Encoding': coding },
          })
          return [response.headers.get('Content-Encoding'), await response.text()]
        }),
      )
      expect(gzip).toEqual(['gzip', identity?.[1]])
      expect(identity?.[0]).toBeNull()
    }
  })

  it('makes a token at the first start, for its owner only', async () => {
    const file = path.join(project.path, '.dev.vars')
    expect(await readFile(file, 'utf8')).toMatch(/^PUBLISH_TOKEN=[0-9a-f]{64}\n$/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('shows an added, an edited, a renamed and a deleted file', async () => {
    const file = article('2026-11-20-new.md')
    await writeFile(file, '---\nid: added\ntitle: خبر مضاف\n---\n\nنص الخبر.\n')
    await shows('خبر مضاف')
    await writeFile(file, '---\nid: added\ntitle: خبر معدل\n---\n\nنص الخبر.\n')
    await shows('خبر معدل')
    await showsNot('خبر مضاف')
    await rename(file, article('2026-11-20-renamed.md'))
    await shows('>added</guid>')
    await rm(article('2026-11-20-renamed.md'))
    await showsNot('خبر معدل')
  })

  it('names file, line and key of what cannot be published, and serves the rest', async () => {
    const file = article('2026-11-21-broken.md')
    await writeFile(file, '---\ntitle: عنوان\nlanguage: العربية\nsection: sports\n---\nنص\n')
    const expected = 'articles/2026-11-21-broken.md:3: language: "العربية" is not'
    await until('the problem', async () => service.output().includes(expected))
    expect(await service.text('/feed.json')).toContain('منارة سيدي بوسهم')

    const other = article('2026-11-22-other.md')
    await writeFile(other, '---\nid: other\ntitle: خبر آخر\n---\nنص\n')
    await until('the other article', async () => service.output().includes('1 new, 26 unchanged'))
    expect(service.output().split(expected)).toHaveLength(2)
    await rm(other)
    await showsNot('خبر آخر')
    await rm(file)
    await until('that it is mended', async () =>
      service.output().endsWith('26 articles: 26 unchanged\n'),
    )
  })

  it('follows a change of the publication to every feed', async () => {
    const file = article('publication.yaml')
    const before = await readFile(file, 'utf8')
    await writeFile(file, before.replace('title: الحدث', 'title: الحدث اليوم'))
    await shows('<title>الحدث اليوم</title>')
    await writeFile(file, before)
    await shows('<title>الحدث</title>')
  })

  it('gives the same bytes and validators when it is started again, from the same database', async () => {
    const read = async () =>
      Promise.all(
        DOCUMENTS.map(async (where) => {
          const response = await fetch(service.address + where)
          const text = (await response.text()).replaceAll(service.address, '')
          return [response.headers.get('ETag'), text]
        }),
      )
    const first = await read()
    expect(await service.stop()).toBe(0)
    service = await project.start()
    expect(service.output()).toContain('26 articles: 26 unchanged')
    expect(await read()).toEqual(first)
  })

  it('says what to do about a port that is taken', async () => {
    const port = new URL(service.address).port
    const { code, stderr } = await project.run(['start'], { PORT: port })
    expect(code).toBe(1)
    expect(stderr).toContain(`port ${port} cannot be used`)
    expect(stderr).toContain('or choose another, as in PORT=8788 npm start')
  })

  it('ends quietly, with all it started, when it is stopped before the worker runs', async () => {
    const { code, stdout, stderr } = await project.stoppedEarly()
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toBe('Setting up the database …\n')
  })

  it('refuses a PORT that is none', async () => {
    const { code, stderr } = await project.run(['start'], { PORT: 'ثمانية' })
    expect(stderr).toBe('PORT is a number from 1 to 65535, not "ثمانية"\n')
    expect(code).toBe(2)
  })
})
