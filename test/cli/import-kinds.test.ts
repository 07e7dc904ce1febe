import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { kindOf } from '../../src/cli/import-kinds.ts'
import { openSource } from '../../src/cli/import-source.ts'
import { askWordPress, wordPressApi } from '../../src/cli/import-wordpress-api.ts'
import { closeServers, serve } from './servers.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khulasa-kinds-'))
})

afterEach(closeServers)

afterAll(() => rm(folder, { recursive: true, force: true }))

const RSS = '<rss version="2.0"><channel><title>مرصد</title></channel></rss>'
const XHTML = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html><p>خبر</p></html>'
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

describe('kindOf', () => {
  it.each<[string, string | Buffer, string | undefined]>([
    ['RSS', RSS, 'feed'],
    ['RSS in UTF-16, little end first', utf16(RSS), 'feed'],
    ['RSS in UTF-16, big end first', utf16(RSS).swap16(), 'feed'],
    ['a JSON Feed', '{"version":"https://jsonfeed.org/version/1.1","items":[]}', 'feed'],
    ['one out of PHP', String.raw`{"version":"https:\/\/jsonfeed.org\/version\/1.1"}`, 'feed'],
    ['a page', '<!doctype html><p>خبر</p>', 'page'],
    ['a page as XHTML', `<?xml version="1.0" encoding="UTF-8"?>\n${XHTML}`, 'page'],
    ['a page after a comment', `<!-- saved -->\n${XHTML}`, 'page'],
    ['a text', 'خبر\n\nنص الخبر', undefined],
  ])('knows %s', async (_, content, kind) => {
    const file = path.join(folder, 'source')
    await writeFile(file, content)
    expect(kindOf(await openSource(file, { allowLocal: false }), undefined)?.name).toBe(kind)
  })
})

describe('askWordPress', () => {
  /** What a site answers by its tries, and how often it was asked. */
  async function asked(...answers: [status: number, after?: string][]) {
    let tries = 0
    const address = await serve((_, response) => {
      const [status, after] = answers[tries] ?? [200]
      tries += 1
      response.writeHead(status, after === undefined ? {} : { 'Retry-After': after }).end('[]')
    })
    const ask = askWordPress(new URL(`${address}/wp-json/`), { allowLocal: true })
    const said = await ask('wp/v2/posts', {}).catch((error: unknown) => String(error))
    return [tries, typeof said === 'string' ? said.replace(/.* answered/, 'answered') : said]
  }

  it('asks again when a busy site says', async () => {
    expect(await asked([429, '1'], [503, '0'])).toEqual([3, []])
  })

  it.each<[string, [number, string?]]>([
    ['is to wait too long', [429, '3600']],
    ['is refused', [404]],
  ])('gives up where it %s', async (_, answer) => {
    expect(await asked(answer)).toEqual([1, `answered ${answer[0]}, not 200`])
  })
})

describe('wordPressApi', () => {
  const STYLE = `<style>${'.a{color:red}'.repeat(800)}</style>`
  const home = (link: string) => `<!doctype html><html><head>${STYLE}${link}</head><p>خبر</p>`

  /** Where the API is of a site whose pages are this one. */
  async function apiOf(page: string, link?: string, at = '/') {
    const address = await serve(({ headers }, response) => {
      const here = `http://${headers.host}`
      if (link !== undefined) {
        response.setHeader('Link', ['<x>; rel=shortlink', link.replace('HERE', here)])
      }
      response.end(page.replace('HERE', here))
    })
    const source = await openSource(address + at, { allowLocal: true })
    return wordPressApi(source)?.href.replace(address, '')
  }

  it.each<[string, string]>([
    ['after 10 KB of styles', '<link rel="https://api.w.org/" href="HERE/wp-json/" />'],
    ['with less in it', "<link href='HERE/wp-json/' rel=https://api.w.org/>"],
  ])('reads the link of a home page, %s', async (_, link) => {
    expect(await apiOf(home(link))).toBe('/wp-json/')
  })

  it('reads a link with plain addresses', async () => {
    const href = 'HERE/index.php?rest_route=/&amp;lang=ar'
    const link = `<link rel="https://api.w.org/" href="${href}" />`
    expect(await apiOf(home(link))).toBe('/index.php?rest_route=/&lang=ar')
  })

  it.each(['<HERE/wp-json/>; rel="https://api.w.org/"', '<HERE/wp-json/>;rel=https://api.w.org/'])(
    'reads the header Link: %s',
    async (link) => {
      expect(await apiOf(home(''), link)).toBe('/wp-json/')
    },
  )

  it.each<[string, string, string?, string?]>([
    ['no link', home('')],
    ['a link of another kind', home(''), '<HERE/wp-json/>; rel="alternate"'],
    [
      'a page that is not the home page',
      home(''),
      '<HERE/wp-json/>; rel="https://api.w.org/"',
      '/a/',
    ],
    ['a link to another site', home(''), '<https://a.example/wp-json/>; rel="https://api.w.org/"'],
    [
      'a link after 256 KB',
      home(`${' '.repeat(262144)}<link rel="https://api.w.org/" href="/wp-json/">`),
    ],
  ])('finds none: %s', async (_, page, link, at) => {
    expect(await apiOf(page, link, at)).toBeUndefined()
  })

  it('reads a source from its beginning, whatever of it was looked at', async () => {
    const page = home('x'.repeat(400_000))
    const address = await serve((_, response) => void response.end(page))
    const source = await openSource(address, { allowLocal: true })
    for (let times = 0; times < 2; times += 1) {
      const chunks: Uint8Array[] = []
      for await (const chunk of source.read()) chunks.push(chunk)
      expect(Buffer.concat(chunks).toString()).toBe(page)
    }
  })
})
