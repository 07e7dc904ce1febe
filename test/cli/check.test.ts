import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newProject, type Project } from './project.ts'

const CHECK = path.resolve(import.meta.dirname, '../check')
const DOCS = path.resolve(import.meta.dirname, '../../docs/check.md')

let project: Project
let server: Server
let origin: string
let clean: string

/** What the server does besides: each address has one fault. */
const FAULTS: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/good': (request, response) => {
    const holds = request.headers['if-none-match'] === '"1"'
    if (holds) response.writeHead(304).end()
    else send(response, request.url)
  },
  '/moved': (_, response) => void response.writeHead(301, { Location: '/good' }).end(),
  '/html': (request, response) =>
    ifNew(request, response, { 'Content-Type': 'text/html; charset=utf-8' }),
  '/no-charset': (request, response) =>
    ifNew(request, response, { 'Content-Type': 'application/rss+xml' }),
  '/plain': (request, response) => ifNew(request, response, { 'Content-Encoding': undefined }),
  '/no-validator': (request, response) => send(response, request.url, { ETag: undefined }),
  '/no-304': (request, response) => send(response, request.url),
  '/other-etag': (request, response) =>
    send(response, request.url, { ETag: `"${process.hrtime.bigint()}"` }),
  '/clock': (request, response) => {
    const now = new Date().toUTCString()
    const text = feed(request.url).replace(/(?<=<lastBuildDate>)[^<]*/, now)
    send(response, request.url, { ETag: `"${now}"` }, text)
  },
  '/basic': (request, response) => {
    const who = Buffer.from('msn:khp_ä', 'utf8').toString('base64')
    if (request.headers.authorization !== `Basic ${who}`) response.writeHead(401).end()
    else ifNew(request, response, {})
  },
  // Says that it is elsewhere.
  '/partners/khp_known-1/rss.xml': (request, response) =>
    ifNew(request, response, {}, feed('/good')),
  '/mirror': (request, response) => ifNew(request, response, {}, feed('/good')),
  '/1256': (request, response) =>
    ifNew(request, response, { 'Content-Type': 'application/rss+xml; charset=windows-1256' }),
  '/then-500': (request, response) => {
    if (request.headers['if-none-match'] === '"1"') response.writeHead(500).end()
    else send(response, request.url)
  },
  '/then-reset': (request, response) => {
    if (request.headers['if-none-match'] === '"1"') request.socket.destroy()
    else send(response, request.url)
  },
  '/bad-gzip': (_, response) =>
    void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('no gzip at all'),
  '/reset': (request) => void request.socket.destroy(),
  '/gone': (_, response) => void response.writeHead(410).end(),
}

const UNREADABLE = ['/basic', '/bad-gzip', '/reset', '/gone']

type Headers = Record<string, string | undefined>

function feed(url = ''): string {
  return clean.replace('https://marsad.example/rss.xml', origin + url)
}

function ifNew(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Headers,
  text?: string,
): void {
  if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
  else send(response, request.url, headers, text)
}

function send(response: ServerResponse, url = '', headers: Headers = {}, text = feed(url)): void {
  const all: Headers = {
    'Content-Type': 'application/rss+xml; charset=utf-8',
    'Content-Encoding': 'gzip',
    ETag: '"1"',
    ...headers,
  }
  for (const [name, value] of Object.entries(all)) if (value) response.setHeader(name, value)
  response.end(all['Content-Encoding'] ? gzipSync(text) : text)
}

beforeAll(async () => {
  clean = await readFile(path.join(CHECK, 'clean/news.rss.xml'), 'utf8')
  project = await newProject()
  server = createServer((request, response) => {
    const answer = FAULTS[request.url ?? '']
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  origin = `http://127.0.0.1:${address.port}`
  await mkdir(path.join(project.path, 'feeds'))
  await writeFile(path.join(project.path, 'feeds/clean.xml'), clean)
  await writeFile(
    path.join(project.path, 'feeds/faulty.xml'),
    clean.replace('&#x200F;5G', '5G').replace('<language>ar', '<language>ar_MA'),
  )
})

afterAll(async () => {
  server.close()
  await project.remove()
})

const check = (...parameters: string[]) => project.run(['check', ...parameters])

describe('khulasa check', () => {
  it('says nothing about a clean feed but that it is', async () => {
    expect(await check('feeds/clean.xml')).toEqual({
      code: 0,
      stdout: '1 feed, nothing to report\n',
      stderr: '',
    })
  })

  it('reports as a linter does', async () => {
    expect(await check('feeds/clean.xml', 'feeds/faulty.xml')).toEqual({
      code: 1,
      stdout:
        'feeds/faulty.xml:10:1: malformed-language: "\u2068ar_MA\u2069" is no language tag; write ar-MA\n' +
        'feeds/faulty.xml:25:1: title-direction: readers that go by the first strong character show ' +
        '"\u20685G في الميناء: أول رصيف بلا أسلاك\u2069" from left to right; put U+200F in front of it\n' +
        '2 feeds, 2 findings\n',
      stderr: '',
    })
  })

  it('reports in Arabic', async () => {
    expect(await check('--lang', 'ar', 'feeds/clean.xml', 'feeds/faulty.xml')).toEqual({
      code: 1,
      stdout:
        'feeds/faulty.xml:10:1: malformed-language: «\u2068ar_MA\u2069» ليس رمز لغة؛ اكتب \u2066ar-MA\u2069\n' +
        'feeds/faulty.xml:25:1: title-direction: برامج القراءة التي تأخذ الاتجاه من أول حرف تعرض العنوان ' +
        '«\u20685G في الميناء: أول رصيف بلا أسلاك\u2069» من اليسار إلى اليمين؛ ضع المحرف \u2066U+200F\u2069 في أوله\n' +
        'خلاصتان، ملاحظتان\n',
      stderr: '',
    })
  })

  it('shows no key, wherever it stands in an address', async () => {
    const said = '/partners/khp_…/rss.xml'
    for (const path of ['khp_known-1', 'khp_unknown-1'].map((key) => `/partners/${key}/rss.xml`)) {
      for (const more of [[], ['--json'], ['--profile', 'generic']]) {
        const { stdout, stderr } = await check(...more, origin + path)
        expect(stdout + stderr).not.toContain('khp_k')
        expect(stdout + stderr).not.toContain('khp_u')
        if (more[0] !== '--profile') expect(stdout + stderr).toContain(said)
      }
    }
  })

  it('reports as JSON', async () => {
    const { code, stdout, stderr } = await check('--json', 'feeds/faulty.xml')
    expect([code, stderr]).toEqual([1, ''])
    expect(JSON.parse(stdout)).toEqual([
      {
        file: 'feeds/faulty.xml',
        line: 10,
        column: 1,
        rule: 'malformed-language',
        severity: 'error',
        message: '"\u2068ar_MA\u2069" is no language tag',
        advice: 'write ar-MA',
      },
      {
        file: 'feeds/faulty.xml',
        line: 25,
        column: 1,
        rule: 'title-direction',
        severity: 'warning',
        message:
          'readers that go by the first strong character show "\u20685G في الميناء: أول رصيف بلا أسلاك\u2069" from left to right',
        advice: 'put U+200F in front of it',
      },
    ])
    expect(await check('--json', 'feeds/clean.xml')).toEqual({
      code: 0,
      stdout: '[]\n',
      stderr: '',
    })
  })

  it('holds a feed against the profile of a partner', async () => {
    expect(await check('--profile', 'generic', 'feeds/clean.xml')).toMatchObject({ code: 0 })
    const { code, stdout } = await check('--profile', 'smartnews', 'feeds/clean.xml')
    expect(code).toBe(1)
    expect(stdout).toContain(
      'feeds/clean.xml:6:1: profile-missing: channel has no snf:logo/url; add it: smartnews asks for it\n',
    )
    const arabic = await check('--lang', 'ar', '--profile', 'google-news', 'feeds/clean.xml')
    expect(arabic.stdout).toBe(
      'feeds/clean.xml:1:1: profile-format: لا يقرأ \u2066google-news\u2069 هذه الوثيقة؛ أعطه ما يقرؤه: \u2066sitemap\u2069\n' +
        'خلاصة واحدة، ملاحظة واحدة\n',
    )
  })

  it('lists the rules, and the manual has a row for each', async () => {
    const { code, stdout } = await check('--rules')
    expect(code).toBe(0)
    const rules = stdout.trim().split('\n')
    expect(rules[0]).toBe('not-a-feed (error): The document is RSS, Atom or JSON Feed.')
    const named = rules.map((line) => line.slice(0, line.indexOf(' ')))
    expect(named).toHaveLength(51)
    const rows = (await readFile(DOCS, 'utf8')).matchAll(/^\| `([a-z-]+)`/gm)
    expect([...rows].map(([, rule]) => rule)).toEqual(named)
  })

  it('prints what the manual shows', async () => {
    const manual = await readFile(DOCS, 'utf8')
    await cp(CHECK, path.join(project.path, 'test/check'), { recursive: true })
    for (const parameters of [
      ['test/check/styles/wordpress.rss.xml'],
      ['--lang', 'ar', 'test/check/styles/ghost.rss.xml'],
    ]) {
      const { stdout } = await check(...parameters)
      expect(manual).toContain('```text\n' + stdout + '```\n')
    }
  })

  it.each([
    [[], 'what is to be checked? Give addresses or files: check https://news.example/feed\n'],
    [['feeds/none.xml'], 'there is no file feeds/none.xml\n'],
    [['feeds'], 'feeds is a folder: give the feeds in it\n'],
    [['--lang', 'ar', 'feeds/none.xml'], 'لا يوجد ملف \u2066feeds/none.xml\u2069\n'],
    [['http://127.0.0.1:1/'], 'http://127.0.0.1:1/ cannot be reached: bad port\n'],
  ])('%j: exit code 2', async (parameters, stderr) => {
    expect(await check(...parameters)).toEqual({ code: 2, stdout: '', stderr })
  })

  it.each([
    [['--lang', 'fr', 'feeds/clean.xml']],
    [['--profile', 'yahoo', 'feeds/clean.xml']],
    [['--lint']],
  ])('%j is called wrongly: exit code 2', async (parameters) => {
    const { code, stdout, stderr } = await check(...parameters)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: /)
  })

  it('reads no file that is larger than a feed ever is', async () => {
    await writeFile(path.join(project.path, 'feeds/large.xml'), `${clean}${' '.repeat(20 << 20)}`)
    expect(await check('feeds/large.xml')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'feeds/large.xml is larger than 20 MB: it was not read\n',
    })
  })

  it('says a severity that depends on the format', async () => {
    const noGuid = clean.replace(/<guid.*<\/guid>\n/, '')
    await writeFile(path.join(project.path, 'feeds/no-guid.xml'), noGuid)
    const { stdout } = await check('--json', 'feeds/no-guid.xml')
    expect(JSON.parse(stdout)).toMatchObject([{ rule: 'missing-id', severity: 'warning' }])
  })

  it('checks the others when one cannot be read', async () => {
    expect(await check('feeds/none.xml', 'feeds/clean.xml')).toEqual({
      code: 2,
      stdout: '1 feed, nothing to report\n',
      stderr: 'there is no file feeds/none.xml\n',
    })
  })
})

describe('khulasa check of an address', () => {
  it('polls every feed twice and reports how it is served', async () => {
    const paths = Object.keys(FAULTS).filter((each) => !UNREADABLE.includes(each))
    const addresses = paths.map((each) => origin + each)
    const { code, stdout, stderr } = await check('--json', ...addresses)
    expect([code, stderr]).toEqual([1, ''])
    const found = JSON.parse(stdout) as { file: string; rule: string }[]
    expect(found.map(({ file, rule }) => `${file.slice(origin.length)} ${rule}`)).toEqual([
      '/html wrong-media-type',
      '/no-charset missing-charset',
      '/plain no-compression',
      '/no-validator no-validator',
      '/no-304 no-conditional',
      '/other-etag unstable-validator',
      '/clock unstable-validator',
      '/partners/khp_…/rss.xml wrong-self-link',
      '/mirror wrong-self-link',
      '/1256 encoding-mismatch',
      '/then-500 failed-poll',
      '/then-reset failed-poll',
    ])
  })

  it('sends a name and a key before the host by HTTP Basic, and shows neither', async () => {
    const address = `${origin}/basic`
    const known = address.replace('http://', 'http://msn:khp_%C3%A4@')
    const wrong = address.replace('http://', 'http://msn:khp_b@')
    expect(await check(known)).toEqual({
      code: 0,
      stdout: '1 feed, nothing to report\n',
      stderr: '',
    })
    expect(await check(wrong)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${address} answers 401, not 200\n`,
    })
    const { stdout } = await check('--profile', 'smartnews', known)
    expect(stdout).toContain(`${address}:6:1: profile-missing`)
    expect(stdout).not.toContain('khp_')
  })

  it('shows no progress where nobody watches', async () => {
    expect(await check(`${origin}/good`)).toEqual({
      code: 0,
      stdout: '1 feed, nothing to report\n',
      stderr: '',
    })
  })

  it.each([
    ['/bad-gzip', [], (at: string) => `${at} came compressed, and cannot be decompressed\n`],
    ['/reset', [], (at: string) => `${at} cannot be reached: the connection was cut off\n`],
    [
      '/reset',
      ['--lang', 'ar'],
      (at: string) => `لا يمكن الوصول إلى \u2066${at}\u2069: انقطع الاتصال\n`,
    ],
  ])('%s %j: says why in words', async (path, parameters, expected) => {
    expect(await check(...parameters, origin + path)).toEqual({
      code: 2,
      stdout: '',
      stderr: expected(origin + path),
    })
  })

  it('says what is wrong with one that answers anything but 200', async () => {
    expect(await check(`${origin}/gone`)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${origin}/gone answers 410, not 200\n`,
    })
    expect(await check('--lang', 'ar', `${origin}/gone`)).toMatchObject({
      stderr: `يجيب \u2066${origin}/gone\u2069 بالرمز \u2066410\u2069 لا \u2066200\u2069\n`,
    })
  })
})
