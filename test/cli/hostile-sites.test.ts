// Sites that do harm, or are so broken that they might, through the whole command: each ends in words
// that say why, and what was there before is as it was.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { exportOf, itemOf } from '../sources/wxr.ts'
import { contentOf, khulasaImport } from './importing.ts'
import { closeServers, serve } from './servers.ts'

// This machine has no public address that a server could be at: here the first is taken for one.
vi.mock('../../src/cli/public-address.ts', () => ({
  isPublicIp: (ip: string) => ip === '127.0.0.1',
}))

let folder: string
let out: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khulasa-hostile-'))
  out = path.join(folder, 'site')
  await writeFile(path.join(folder, 'before.xml'), exportOf(itemOf()))
  await khulasaImport([path.join(folder, 'before.xml'), '--out', out], folder)
})

afterEach(closeServers)

afterAll(() => rm(folder, { recursive: true, force: true }))

const LOGIN = `<!doctype html><html><head><title>Log In</title></head><body class="login"><form>
<label>Username<input name="log"></label><label>Password<input type="password" name="pwd"></label>
</form></body></html>`
/** What a site answers, by the path that it is asked for. */
type Site = (at: string) => Record<string, string | RequestListener>

const page = (next: string) =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>x</title><atom:link rel="next" href="${next}"/><item><guid>1</guid></item></channel></rss>`
const to =
  (target: string): RequestListener =>
  (_, response) =>
    void response.writeHead(302, { Location: target }).end()
const wordPress = (posts: string, categories = '[]', root = '{"name":"x"}') => ({
  '/wp-json/': root,
  '/wp-json/wp/v2/categories': categories,
  '/wp-json/wp/v2/posts': posts,
})
const MEGABYTE = Buffer.alloc(1 << 20, 'a')
/** 100 MB, a megabyte at a time. */
const endless =
  (start: string): RequestListener =>
  (_, response) => {
    response.write(start)
    let left = 100
    const more = () => {
      while (left > 0) {
        left -= 1
        if (!response.write(MEGABYTE)) {
          response.once('drain', more)
          return
        }
      }
      response.end()
    }
    more()
  }

/** Name, what is at the address, what is said, exit code if it is not 2, another address. */
type SiteCase = [string, Site, string[], number?, string?]

const SITES: SiteCase[] = [
  [
    'an item of 100 MB',
    () => ({ '/': endless('<rss><channel><item><title>') }),
    ['/:1: larger than 32 MB: import a part of it at a time'],
  ],
  [
    'an export with an item of 100 MB',
    () => ({ '/': endless(`${exportOf('').replace(/<\/channel>[^]*/, '')}<item><title>`) }),
    ['/:15: a text that ends here or later has more than 64000000 characters'],
    1,
  ],
  [
    'a bomb in gzip',
    () => ({
      '/': (_, response) =>
        void response
          .writeHead(200, { 'Content-Encoding': 'gzip' })
          .end(gzipSync(Buffer.concat([Buffer.from('<rss><!--'), Buffer.alloc(40 << 20, 'a')]))),
    }),
    ['/:1: larger than 32 MB: import a part of it at a time'],
  ],
  [
    'what is not gzip, as it says',
    () => ({
      '/': (_, response) =>
        void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('<rss/>'),
    }),
    ['/ cannot be fetched: its answer is not compressed as it says'],
  ],
  [
    'an answer that breaks off',
    () => ({
      '/': (_, response) => {
        response.writeHead(200, { 'Content-Length': 100 }).write('<rss>')
        setTimeout(() => response.destroy(), 20)
      },
    }),
    ['/ cannot be fetched: its answer broke off'],
  ],
  [
    'an error',
    () => ({ '/': (_, response) => void response.writeHead(500).end() }),
    ['/ answered 500, not 200'],
  ],
  ['a redirect to itself', () => ({ '/': to('/') }), ['/ redirects more than 5 times']],
  [
    'redirects in a circle',
    () => ({ '/': to('/b'), '/b': to('/') }),
    ['/ redirects more than 5 times'],
  ],
  [
    'a redirect into the network',
    () => ({ '/': to('http://10.0.0.1/') }),
    ['10.0.0.1 is no public address: it is fetched only with --allow-local'],
  ],
  [
    'a redirect to the metadata of a cloud',
    () => ({ '/': to('http://169.254.169.254/latest/meta-data') }),
    ['169.254.169.254 is no public address: it is fetched only with --allow-local'],
  ],
  [
    'a redirect to a file',
    () => ({ '/': to('file:///etc/passwd') }),
    [
      '/ redirects to file:///etc/passwd: only addresses that begin with https:// or http:// are fetched',
    ],
  ],
  [
    'a redirect with a password',
    () => ({ '/': to('http://user:word@a.example/') }),
    ['/ redirects to http://a.example/: leave out the user and password before @'],
  ],
  [
    'a feed whose next page is itself',
    (at) => ({ '/': page(`${at}/`) }),
    ['the links to older pages lead round: / was read before; say how many to read with --pages 1'],
  ],
  [
    'a feed whose pages lead round',
    (at) => ({ '/': page(`${at}/b`), '/b': page(`${at}/c`), '/c': page(`${at}/`) }),
    ['the links to older pages lead round: / was read before; say how many to read with --pages 3'],
  ],
  [
    'a feed whose next page is in the network',
    () => ({ '/': page('http://192.168.1.1/feed') }),
    ['192.168.1.1 is no public address: it is fetched only with --allow-local'],
  ],
  [
    'a feed whose next page is a login page',
    (at) => ({ '/': page(`${at}/b`), '/b': LOGIN }),
    ['/b:1: this is an HTML page, not a feed: give the address of its feed'],
  ],
  [
    'a feed whose next page is cut',
    (at) => ({ '/': page(`${at}/b`), '/b': '<rss><channel>' }),
    [
      '/b:1: <channel> of line 1 is never closed: the document is cut short, or an end tag is missing',
    ],
  ],
  [
    'a login page',
    () => ({ '/': LOGIN }),
    ['the page: says no date that can be read, and none is made up'],
    1,
  ],
  [
    'nothing',
    () => ({ '/': '' }),
    [
      '/ is nothing that is recognised: say --as, one of wordpress, wordpress-api, feed, ninjs, page, text',
    ],
  ],
  [
    'a picture',
    () => ({ '/': '\u0089PNG\u0000' }),
    ['/ is no text: unpack it where it is compressed, or save it as UTF-8'],
  ],
  [
    'an API whose root is no JSON',
    () => wordPress('[]', '[]', '<html>'),
    ['/wp-json/ answered something that is no JSON'],
    2,
    '/wp-json/',
  ],
  [
    'an API whose root is a list',
    () => wordPress('[]', '[]', '[]'),
    [
      '/wp-json/:1: the REST API does not answer like WordPress about its root: Invalid input: expected object, received array',
    ],
    1,
    '/wp-json/',
  ],
  [
    'an API whose posts are an object',
    () => wordPress('{"code":"rest_no_route"}'),
    [
      '/wp-json/:1: the REST API does not answer like WordPress about wp/v2/posts: Invalid input: expected array, received object',
    ],
    1,
    '/wp-json/',
  ],
  [
    'an API whose posts are none',
    () => wordPress('[null,1,"x",[],{}]'),
    [
      'post in place 1: Invalid input: expected object, received null',
      'post in place 2: Invalid input: expected object, received number',
      'post in place 3: Invalid input: expected object, received string',
      'post in place 4: Invalid input: expected object, received array',
      'post in place 5: guid: Invalid input: expected object, received undefined',
    ],
    1,
    '/wp-json/',
  ],
  [
    'an API whose posts are of wrong types',
    () => wordPress('[{"guid":1,"title":[],"content":"x","status":5,"date_gmt":{}}]'),
    ['post in place 1: guid: Invalid input: expected object, received number'],
    1,
    '/wp-json/',
  ],
  [
    'an API whose posts have wrong types in them',
    () =>
      wordPress(
        '[{"guid":{"rendered":"a"},"status":"publish","title":{"rendered":1},"content":{"rendered":[]},"date_gmt":"2026-08-20T12:00:00","_embedded":5}]',
      ),
    ['post in place 1: title.rendered: Invalid input: expected string, received number'],
    1,
    '/wp-json/',
  ],
  [
    'an API whose posts are dated in another age',
    () =>
      wordPress(
        '[{"guid":{"rendered":"a"},"status":"publish","title":{"rendered":"x"},"content":{"rendered":"x"},"date_gmt":"99999-01-01"}]',
      ),
    ['post in place 1 (a): date_gmt is no date'],
    1,
    '/wp-json/',
  ],
  [
    'an API whose categories are of wrong types',
    () => wordPress('[]', '[{"id":"1"}]'),
    [
      '/wp-json/:1: the REST API does not answer like WordPress about its categories: id: Invalid input: expected number, received string',
    ],
    1,
    '/wp-json/',
  ],
  [
    'an API whose posts never end',
    () => wordPress(JSON.stringify(Array.from({ length: 50 }, () => ({ guid: { rendered: '' } })))),
    [
      'post in place 1; post in place 2: date_gmt: Invalid input: expected string, received undefined',
      '/wp-json/:1: wp/v2/posts answers with the same 50 again and again: there is no end to it',
    ],
    1,
    '/wp-json/',
  ],
  [
    'an API whose posts are cut',
    () => wordPress('[{"guid":{"rende'),
    [
      '/wp-json/wp/v2/posts?orderby=id&order=asc&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm&offset=0&per_page=50 answered something that is no JSON',
    ],
    2,
    '/wp-json/',
  ],
  [
    'an address of this network',
    () => ({}),
    ['10.0.0.1 is no public address: it is fetched only with --allow-local'],
    2,
    'http://10.0.0.1/feed',
  ],
  [
    'an address of this machine',
    () => ({}),
    ['[::1] is no public address: it is fetched only with --allow-local'],
    2,
    'http://[::1]:9/feed',
  ],
  [
    'an address of this machine in other figures',
    () => ({}),
    ['[::ffff:7f00:2] is no public address: it is fetched only with --allow-local'],
    2,
    'http://[::ffff:7f00:2]/',
  ],
  ['an address that is none', () => ({}), ['"http://:80:/" is no address'], 2, 'http://:80:/'],
]

describe('khulasa import, of a hostile site', { timeout: 120_000 }, () => {
  it.each(SITES)('%s', async (_, site, said, code = 2, where = '/') => {
    let answers: ReturnType<Site> = {}
    const at = await serve((request, response) => {
      const answer = answers[request.url?.replace(/\?.*/, '') ?? '/']
      if (typeof answer === 'function') answer(request, response)
      else response.end(answer)
    })
    answers = site(at)
    const before = await contentOf(out)
    const address = where.startsWith('/') ? at + where : where
    const done = await khulasaImport([address, '--out', out, '--json'], folder)
    expect({ ...done, said: done.said.map((text) => text.replaceAll(at, '')) }).toEqual({
      code,
      said,
    })
    expect(await contentOf(out)).toEqual(before)
  })
})
