import { createServer, type Server } from 'node:http'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachmentOf, exportOf, itemOf } from '../sources/wxr.ts'
import { closeServers, serve } from './servers.ts'
import { freePort, newProject, type Project, type Service, syncsOf } from './project.ts'

const ARABIC = 'رست صباح الأربعاء في ميناء أصيلة أول باخرة سياحية منذ سنتين.'
const FRENCH = 'Le port rénové a accueilli hier son premier bateau, et les habitants étaient là.'

const post = (number: number, fields = {}) =>
  itemOf({
    number,
    title: `خبر الميناء ${number}`,
    content: ARABIC,
    terms: [['category', 'security', 'أمن']],
    ...fields,
  })

const EXPORT = exportOf(
  post(1, { meta: { _thumbnail_id: '9' } }) +
    post(2, { title: 'Le port', content: FRENCH }) +
    post(3, { title: 'سر', status: 'draft' }) +
    post(4, { title: 'سر', password: 'سر' }) +
    post(5, { title: 'سر', status: 'private' }) +
    post(6, { title: 'سر', status: 'future', dates: ['2099-01-01 00:00:00', ''] }) +
    attachmentOf(9, 'https://site.example/port.jpg', {}),
)

let project: Project
// One for all: on a busy machine it takes a minute to start.
let service: Service

beforeAll(async () => {
  project = await newProject()
  await writeFile(path.join(project.path, 'export.xml'), EXPORT)
  service = await project.start()
})

afterAll(async () => {
  await service.stop()
  await project.remove()
})

describe('khulasa import of a WordPress export, into a folder', () => {
  const parameters = ['import', 'export.xml', '--out', 'site']

  it('says what would come of it, and changes nothing', async () => {
    const { code, stdout } = await project.run([...parameters, '--dry-run'])
    expect(stdout).toBe(`noted:
  1 × language: not said; guessed from the text: fr: item 2, line 27
skipped:
  1 × draft: item 3, line 38
  1 × password-protected: item 4, line 49
  1 × private: item 5, line 60
  1 × scheduled: item 6, line 71
  1 × attachment: item 7, line 82
new: site/publication.yaml; look it through: the sections تقنية، أمن & بيانات
2 imported, 0 updated, 0 unchanged, 5 skipped, 0 failed
nothing was changed: this was a trial run
`)
    expect(code).toBe(0)
    expect(await readdir(project.path)).not.toContain('site')
  })

  it('writes a publication and a file for each public post, which sync can read', async () => {
    const { code } = await project.run(parameters)
    expect(code).toBe(0)
    expect((await readdir(path.join(project.path, 'site', '2026'))).sort()).toEqual([
      '2026-08-20-le-port.html',
      '2026-08-20-خبر-الميناء-1.html',
    ])
    expect(await readFile(path.join(project.path, 'site/2026/2026-08-20-le-port.html'), 'utf8'))
      .toBe(`---
id: https://site.example/?p=2
title: Le port
language: fr
published: 2026-08-20T12:00:00Z
authors:
  - name: سميرة & الفريق
sections:
  - security
canonical: https://site.example/?p=2
---

<p>${FRENCH}</p>
`)
    const { code: listed, stderr: problems } = await project.run(['id', 'site'])
    expect([listed, problems]).toEqual([0, ''])
  })

  it('changes nothing the second time, and says so to machines', async () => {
    const { code, stdout } = await project.run([...parameters, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'wordpress',
      trial: false,
      imported: 0,
      updated: 0,
      unchanged: 2,
      skipped: { count: 5 },
      failed: { count: 0, reasons: [] },
      notes: [],
      remarks: [],
    })
    expect(code).toBe(0)
  })

  it('takes a later version, and leaves a file that somebody has changed', async () => {
    const modified = ['2026-08-20 15:00:00', '']
    const changed = exportOf(
      post(1, { content: `${ARABIC} تحديث`, modified }) + post(2, { content: FRENCH }),
    )
    await writeFile(path.join(project.path, 'later.xml'), changed)
    const { stdout } = await project.run(['import', 'later.xml', '--out', 'site'])
    expect(stdout).toContain(
      '1 × file: site/2026/2026-08-20-le-port.html differs, and stays: delete it to import it again: item 2',
    )
    expect(stdout).toContain('0 imported, 1 updated, 1 unchanged, 0 skipped, 0 failed\n')
  })

  it('takes no line of the text for the moment of a file', async () => {
    const content = '<p>x</p>\n\n<pre>\nupdated: 2030-01-01T00:00:00Z\n</pre>'
    await writeFile(path.join(project.path, 'pre.xml'), exportOf(post(1, { content })))
    await project.run(['import', 'pre.xml', '--out', 'pre'])
    const modified = ['2026-08-20 15:00:00', '']
    await writeFile(path.join(project.path, 'pre.xml'), exportOf(post(1, { content, modified })))
    const { stdout } = await project.run(['import', 'pre.xml', '--out', 'pre'])
    expect(stdout).toContain('0 imported, 1 updated, 0 unchanged, 0 skipped, 0 failed\n')
  })

  it('goes on after a bad item, and its exit code says that there was one', async () => {
    const bad = exportOf(
      post(7, { title: '' }) + post(8) + post(8) + post(9, { dates: ['2020-01-01 00:00:00', ''] }),
    )
    await writeFile(path.join(project.path, 'bad.xml'), bad)
    const { code, stdout } = await project.run([
      'import',
      'bad.xml',
      '--out',
      'bad',
      '--since',
      '2026-01-01',
    ])
    expect(stdout).toContain(`skipped:
  1 × older than --since: item 4, line 48
failed:
  1 × title is empty: item 1, line 15 (https://site.example/?p=7)
  1 × its id is that of an item before it: item 3, line 37 (https://site.example/?p=8)
`)
    expect(stdout).toContain('1 imported, 0 updated, 0 unchanged, 1 skipped, 2 failed\n')
    expect(code).toBe(1)
  })

  it('keeps what it read before a fault, and says where that is', async () => {
    await writeFile(
      path.join(project.path, 'cut.xml'),
      EXPORT.slice(0, EXPORT.indexOf('<item>', 4000)),
    )
    const { code, stdout, stderr } = await project.run(['import', 'cut.xml', '--out', 'cut'])
    expect(stdout).toMatch(/^[1-9] imported/m)
    expect(stderr).toMatch(/^cut\.xml:\d+: not well-formed XML: unclosed tag: channel$/m)
    expect(code).toBe(1)
  })

  it('cannot read a pipe twice, and says so', async () => {
    const { code, stdout, stderr } = await project.run([
      'import',
      '-',
      '--as',
      'wordpress',
      '--out',
      'x',
    ])
    expect(stdout).toBe('')
    expect(stderr).toContain(
      'a WordPress export is read twice, because images stand behind the posts that show them: ' +
        'save it in a file first\n',
    )
    expect(code).toBe(2)
  })

  it.each([
    [['--to', 'https://a.example', '--out', 'x'], 'say --to or --out, not both\n'],
    [
      ['--as', 'blogger'],
      '--as: there is no kind "blogger"; there are wordpress, wordpress-api, feed, ninjs, page, text\n',
    ],
    [
      ['--since', '8/9/26'],
      '--since: "8/9/26" is not a date that can only be read in one way; write 2026-08-22 or 2026-08-22 10:30\n',
    ],
    [['--pages', '2'], '--pages is for a feed that is given by its address\n'],
    [
      ['--published', '2026-08-22'],
      '--published is for a copied text: this is of the kind wordpress\n',
    ],
    [
      ['--as', 'text', '--since', '2026-08-22'],
      '--since is not for a copied text, which becomes an article file\n',
    ],
    [['--pages', '0'], '--pages is a number from 1 to 9999, not "0"\n'],
    [
      ['--as', 'text', '--json'],
      '--json is not for a copied text, which becomes an article file\n',
    ],
  ])('refuses %j', async (options, message) => {
    const { code, stderr } = await project.run(['import', 'export.xml', ...options])
    expect([code, stderr]).toEqual([2, message])
  })
})

describe('khulasa import to a deployment', () => {
  let site: Server
  let address: string

  beforeAll(async () => {
    const port = await freePort()
    address = `http://127.0.0.1:${port}`
    site = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', address)
      const body =
        pathname === '/' ? undefined : answerOf(pathname, Number(searchParams.get('offset')))
      response.setHeader('Content-Type', body ? 'application/json' : 'text/html')
      response.end(
        body ?? `<!doctype html><link rel="https://api.w.org/" href="${address}/wp-json/" />`,
      )
    }).listen(port, '127.0.0.1')
  })

  afterAll(() => void site.close())

  it('publishes the public posts once, with their sections', async () => {
    const to = ['import', 'export.xml', '--to', service.address]
    const { code, stdout } = await project.run(to)
    expect(code).toBe(0)
    expect(stdout).toContain(
      'new in articles/publication.yaml and in the deployment: the sections تقنية، أمن & بيانات\n' +
        '2 imported, 0 updated, 0 unchanged, 5 skipped, 0 failed\n',
    )
    const feed = await service.text('/sections/security/feed.json')
    const { items } = JSON.parse(feed) as {
      items: { id: string; language?: string; image?: string }[]
    }
    expect(items.map(({ id, language, image }) => [id, language, image])).toEqual([
      ['https://site.example/?p=2', 'fr', undefined],
      ['https://site.example/?p=1', undefined, 'https://site.example/port.jpg'],
    ])
    expect(feed).not.toContain('سر')
    expect((await project.run(to)).stdout).toContain(
      '0 imported, 0 updated, 2 unchanged, 5 skipped, 0 failed\n',
    )
    expect((await syncsOf(project, service)).slice(-7)).toEqual([
      'wordpress',
      'PUBLISH_TOKEN',
      '0',
      '0',
      '2',
      '0',
      '0',
    ])
  })

  it('reads a site by its address, which is local only when that is said', async () => {
    const from = ['import', address, '--to', service.address]
    const refused = await project.run(from)
    expect(refused.stderr).toBe(
      '127.0.0.1 is no public address: it is fetched only with --allow-local\n',
    )
    const { code, stdout } = await project.run([...from, '--allow-local', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'wordpress-api',
      imported: 60,
      failed: { count: 0 },
    })
    expect(code).toBe(0)
    expect(await service.text('/rss.xml?limit=200')).toContain('https://api.example/?p=59')
  })
})

describe('what the operator’s page says of an import', () => {
  const feed = (fields: string) => `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>مرصد</title>${fields}</channel></rss>`
  let to: string[]

  beforeAll(async () => {
    to = ['--to', service.address]
    await writeFile(path.join(project.path, 'empty.xml'), feed(''))
  })

  afterAll(closeServers)

  it('that had no article: that it was', async () => {
    expect((await project.run(['import', 'empty.xml', ...to])).code).toBe(0)
    const said = await syncsOf(project, service)
    const begin = said.indexOf('feed')
    expect(said.slice(begin, begin + 7)).toEqual(['feed', 'PUBLISH_TOKEN', '0', '0', '0', '0', '0'])
  })

  it('that broke off: how far it came, which is all that was read, and why', async () => {
    const at = await serve(({ url = '' }, response) => {
      const offset = Number(new URL(url, 'http://a.example').searchParams.get('offset'))
      const body =
        offset >= 50 ? '{' : answerOf(url.replace(/\?.*/, ''), offset, 'https://cut.example')
      response.end(url === '/wp-json/' ? '{"name":"مرصد"}' : body)
    })
    const stopped = new RegExp(
      `^${at}/wp-json/wp/v2/posts\\?\\S*offset=50\\S* answered something that is no JSON$`,
    )
    const { code, stdout, stderr } = await project.run([
      'import',
      `${at}/wp-json/`,
      '--allow-local',
      '--json',
      ...to,
    ])
    expect(code).toBe(2)
    // What is slow says how far it is.
    expect(stderr.trim().split('\n').at(-1)).toMatch(stopped)
    expect(JSON.parse(stdout)).toMatchObject({ stopped: expect.stringMatching(stopped) })
    const said = (await syncsOf(project, service)).map((text) => text.replaceAll('&amp;', '&'))
    const [reason, ...run] = said.slice(said.indexOf('wordpress')).toReversed()
    expect(reason).toMatch(stopped)
    expect(run.toReversed()).toEqual(['wordpress', 'PUBLISH_TOKEN', '50', '0', '0', '0', '0'])
  })
})

/** What a site with sixty posts answers. */
function answerOf(pathname: string, offset: number, home = 'https://api.example'): string {
  if (pathname === '/wp-json/') return JSON.stringify({ name: 'الميناء', home })
  if (pathname === '/wp-json/wp/v2/categories') return '[]'
  const posts = Array.from({ length: 60 }, (_, number) => ({
    guid: { rendered: `${home}/?p=${number}` },
    date_gmt: '2026-08-20T12:00:00',
    status: 'publish',
    title: { rendered: `خبر ${number}` },
    content: { rendered: `<p>${ARABIC}</p>` },
  }))
  return JSON.stringify(posts.slice(offset, offset + 50))
}
