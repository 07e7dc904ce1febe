// What comes from outside to do harm, or is so broken that it might, through the whole command: each
// ends in words that say why, and what was there before is as it was.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachmentOf, exportOf, itemOf } from '../sources/wxr.ts'
import { contentOf, khulasaImport } from './importing.ts'
import { authorization, newProject, type Project, type Service } from './project.ts'

let folder: string
let out: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khulasa-hostile-'))
  out = path.join(folder, 'site')
  await writeFile(path.join(folder, 'before.xml'), exportOf(itemOf()))
  await khulasaImport([path.join(folder, 'before.xml'), '--out', out], folder)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const NUL = '\u0000'
const LAUGHS = `<!DOCTYPE rss [<!ENTITY lol0 "lol">${Array.from(
  { length: 9 },
  (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n};`.repeat(10)}">`,
).join('')}]>`
const EXTERNAL = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
const REMOTE = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/evil.dtd">'
const PARAMETER =
  '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/evil.dtd"> %p; <!ENTITY a "b">]>'
const DATE = '<pubDate>Sat, 22 Aug 2026 09:00:00 GMT</pubDate>'
const rss = (items: string, before = '') =>
  `${before}<rss version="2.0"><channel>${items}</channel></rss>`
const rssItem = (fields: string, before = '') => rss(`<item>${fields}</item>`, before)
const atom = (entries: string) => `<feed xmlns="http://www.w3.org/2005/Atom">${entries}</feed>`
const json = (items: unknown) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'x', items })
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const wxr = (fields: Parameters<typeof itemOf>[0]) => exportOf(itemOf(fields))
/** An export in which this stands before the root. */
const declared = (doctype: string) => exportOf(itemOf()).replace('<rss', `${doctype}\n<rss`)
const LOGIN = `<!doctype html><html><head><title>Log In</title></head><body class="login"><form>
<label>Username<input name="log"></label><label>Password<input type="password" name="pwd"></label>
</form></body></html>`
const NINJS = {
  uri: 'urn:1',
  type: 'text',
  versioncreated: '2026-08-22T09:00:00Z',
  headline: 'خبر',
  body_text: 'نص',
}
const ninjs = (fields: object) => JSON.stringify({ ...NINJS, ...fields })
const composite = (depth: number): object =>
  depth === 0
    ? NINJS
    : { uri: `urn:${depth}`, type: 'composite', associations: { one: composite(depth - 1) } }

type Content = string | Uint8Array

/** Name, what is in the file, what is said, exit code if it is not 1, more options. */
type Case = [string, Content, string[], number?, string[]?]

const FILES: Case[] = [
  [
    'nothing',
    '',
    [
      'x is nothing that is recognised, and taken for a copied text: say --as; --json is not for a copied text, which becomes an article file',
    ],
    2,
  ],
  [
    'white space',
    ' \n\t\n',
    ['x: the text is empty: expected a title and paragraphs'],
    1,
    ['--published', '2026-08-22'],
  ],
  [
    'a picture',
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
    ['x is no text: unpack it where it is compressed, or save it as UTF-8'],
    2,
  ],
  [
    'gzip',
    gzipSync(exportOf(itemOf())),
    ['x is no text: unpack it where it is compressed, or save it as UTF-8'],
    2,
  ],
  [
    'ZIP',
    new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]),
    ['x is no text: unpack it where it is compressed, or save it as UTF-8'],
    2,
  ],
  [
    'a program',
    new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
    ['x is no text: unpack it where it is compressed, or save it as UTF-8'],
    2,
  ],
  [
    'an export, cut before its first item',
    exportOf('').slice(0, 600),
    ['x:11: not well-formed XML: unclosed tag: wp:author_id'],
  ],
  [
    'an export, cut in an item',
    wxr({}).slice(0, -200),
    ['x:21: not well-formed XML: unclosed tag: wp:post_modified_gmt'],
  ],
  [
    'an export, cut in a letter',
    Buffer.from(wxr({ title: 'خ' })).subarray(0, Buffer.from(wxr({ title: 'خ' })).indexOf('خ') + 1),
    ['x:7: not UTF-8, soon after this line'],
  ],
  [
    'an export, cut in CDATA',
    wxr({}).slice(0, wxr({}).indexOf('<p>') + 2),
    ['x:18: not well-formed XML: unclosed tag: content:encoded'],
  ],
  [
    'an export, cut in a tag',
    wxr({}).slice(0, wxr({}).indexOf('<dc:creator') + 6),
    ['x:17: not well-formed XML: unclosed tag: item'],
  ],
  [
    'an export with a billion laughs',
    declared(LAUGHS),
    ['x:3: has a document type: an export has none'],
  ],
  [
    'an export with an external entity',
    declared(EXTERNAL),
    ['x:3: has a document type: an export has none'],
  ],
  [
    'an export with a document type elsewhere',
    declared(REMOTE),
    ['x:3: has a document type: an export has none'],
  ],
  [
    'an export with a parameter entity',
    declared(PARAMETER),
    ['x:3: has a document type: an export has none'],
  ],
  [
    'an export that uses what nobody declares',
    wxr({ number: 2, more: '<wp:x>&x;</wp:x>' }),
    ['x:23: not well-formed XML: undefined entity'],
  ],
  [
    'an export with XInclude',
    wxr({ number: 2, title: '' }).replace(
      '<![CDATA[]]>',
      '<xi:include href="file:///etc/passwd"/>',
    ),
    ['item 1, line 15 (https://site.example/?p=2): title is empty'],
  ],
  [
    'an export with NUL in a guid',
    wxr({ guid: `a${NUL}` }),
    ['item 1, line 15 (a\u0000): id holds a control character'],
  ],
  [
    'an export that is no UTF-8',
    Buffer.concat([Buffer.from(exportOf('').slice(0, -20)), Buffer.from([0xc7, 0xe1, 0xff])]),
    ['x:1: not UTF-8, soon after this line'],
  ],
  [
    'an export in UTF-16 that does not say so',
    utf16(wxr({})),
    ['x is no text: unpack it where it is compressed, or save it as UTF-8'],
    2,
  ],
  [
    'an export that says to be UTF-16',
    wxr({}).replace('UTF-8', 'UTF-16'),
    ['x:1: not UTF-16LE, soon after this line'],
  ],
  [
    'an export in an encoding that nobody knows',
    wxr({}).replace('UTF-8', 'klingon'),
    ['x:1: "klingon" is no encoding that is known: save it as UTF-8'],
  ],
  [
    'an export nested deeply',
    exportOf(`<item>${'<a>'.repeat(1e5)}`),
    ['x:15: not well-formed XML: unexpected close tag'],
  ],
  [
    'an export nested deeply, and closed',
    exportOf(`<item>${'<a>'.repeat(1e4)}${'</a>'.repeat(1e4)}</item>`),
    ['item 1, line 15: is nested deeper than 8 elements'],
  ],
  [
    'an export with a million attributes',
    exportOf(`<item ${Array.from({ length: 1e6 }, (_, n) => `a${n}=""`).join(' ')}></item>`),
    ['item 1, line 15: is larger than 5000000 characters'],
  ],
  [
    'an export with one attribute twice',
    exportOf('<item a="1" a="2"></item>'),
    ['x:15: not well-formed XML: duplicate attribute: a'],
  ],
  [
    'an export with an item of 6 MB',
    wxr({ number: 2, content: 'a'.repeat(6e6) }),
    ['item 1, line 15: is larger than 5000000 characters'],
  ],
  [
    'an export with a comment of 100 MB',
    exportOf(`<!--${'a'.repeat(1e8)}-->`),
    ['x:15: a text that ends here or later has more than 64000000 characters'],
  ],
  [
    'an export with an article longer than any',
    wxr({ number: 2, content: 'خ'.repeat(200_001) }),
    ['item 1, line 15 (https://site.example/?p=2): content is longer than 200000 characters'],
  ],
  [
    'an export with a title longer than any',
    wxr({ number: 2, title: 'خ'.repeat(1001) }),
    ['item 1, line 15 (https://site.example/?p=2): title is longer than 1000 characters'],
  ],
  [
    'an export with HTML nested deeply',
    wxr({ number: 2, content: '<b>'.repeat(10_000) }),
    [
      'item 1, line 15 (https://site.example/?p=2): its HTML is nested 10000 elements deep: no article is',
    ],
  ],
  ['an export with no guid', wxr({ guid: '' }), ['item 1, line 15: guid is missing']],
  [
    'an export with a guid that cannot be seen',
    wxr({ guid: '\u200f' }),
    ['item 1, line 15 (\u200f): id holds no character that can be seen'],
  ],
  [
    'an export with a guid longer than any',
    wxr({ guid: 'a'.repeat(501) }),
    [`item 1, line 15 (${'a'.repeat(500)}…): id is longer than 500 characters`],
  ],
  [
    'an export with no date',
    wxr({ number: 2, dates: ['', ''] }),
    [
      'item 1, line 15 (https://site.example/?p=2): wp:post_date_gmt and wp:post_date: neither is a date',
    ],
  ],
  [
    'an export with a day that is none',
    wxr({ number: 2, dates: ['2026-02-31 12:00:00', '0000-00-00 00:00:00'] }),
    [
      'item 1, line 15 (https://site.example/?p=2): wp:post_date_gmt and wp:post_date: neither is a date',
    ],
  ],
  [
    'an export with a date of the year 99999',
    wxr({ number: 2, dates: ['99999-01-01 00:00:00', '99999-01-01 00:00:00'] }),
    [
      'item 1, line 15 (https://site.example/?p=2): wp:post_date_gmt and wp:post_date: neither is a date',
    ],
  ],
  [
    'an export with one guid twice',
    exportOf(itemOf() + itemOf({ title: 'آخر' })),
    ['item 2, line 25 (https://site.example/?p=1): its id is that of an item before it'],
  ],
  [
    'an export with a bomb for a picture',
    exportOf(
      attachmentOf(9, 'https://a.example/a.jpg', {
        _wp_attachment_metadata: `a:999999999:{${'a:1:{i:0;'.repeat(1e5)}`,
      }),
    ),
    ['item 1, line 15: attachment'],
    0,
  ],
  [
    'an export with an object for a picture',
    exportOf(
      attachmentOf(9, 'https://a.example/a.jpg', {
        _wp_attachment_metadata: 'O:8:"Exploit":1:{s:1:"a";i:1;}',
      }),
    ),
    ['item 1, line 15: attachment'],
    0,
  ],
  [
    'an export of another root',
    wxr({}).replace('<rss', '<rdf').replace('</rss', '</rdf'),
    ['x:3: expected <rss>, found <rdf>'],
  ],
  [
    'an export after an export',
    wxr({}) + wxr({}),
    ['x:27: not well-formed XML: an XML declaration must be at the start of the document'],
  ],
  [
    'an export whose tags cross',
    exportOf('<item><title></item></title>'),
    ['x:15: not well-formed XML: unexpected close tag'],
  ],
  [
    'RSS, cut',
    '<rss>\n<channel>\n<item><title>خبر',
    ['x:3: <title> of line 3 is never closed: the document is cut short, or an end tag is missing'],
  ],
  [
    'RSS, cut in its first tag',
    '<rss version="2.0"',
    ['x:1: there is no XML in it, or it is cut short in its first tag'],
  ],
  [
    'RSS with a billion laughs',
    rssItem('<title>&lol9;</title>', LAUGHS),
    [
      'x:1: &lol9; stands for what the document type declares, which is never expanded: write what it means in its place',
    ],
  ],
  [
    'RSS with an external entity',
    rssItem('<title>&x;</title>', EXTERNAL),
    [
      'x:1: &x; stands for what the document type declares, which is never expanded: write what it means in its place',
    ],
  ],
  [
    'RSS with a parameter entity',
    rssItem('<title>&a;</title>', PARAMETER),
    [
      'x:1: &a; stands for what the document type declares, which is never expanded: write what it means in its place',
    ],
  ],
  [
    'RSS with a quadratic blowup',
    rssItem(
      `<title>${'&a;'.repeat(1e5)}</title>`,
      `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(1e5)}">]>`,
    ),
    [
      'x:1: &a; stands for what the document type declares, which is never expanded: write what it means in its place',
    ],
  ],
  [
    'RSS with XInclude for a title',
    rssItem(
      `<guid>1</guid>${DATE}<title><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/></title>`,
    ),
    ['item 1, line 1 (1): has no title and no text'],
  ],
  [
    'RSS nested deeply',
    '<rss>'.repeat(1e5),
    ['x:1: nested more than 200 elements deep: no feed is'],
  ],
  [
    'RSS with a million elements',
    rss('<a/>'.repeat(1e6)),
    ['x:1: more than 500000 elements: export a part of it at a time'],
  ],
  [
    'RSS with a hundred thousand attributes',
    `<rss ${Array.from({ length: 1e5 }, (_, n) => `a${n}=""`).join(' ')}><channel><item/></channel></rss>`,
    ['item 1, line 1: has no id and no link to know it again by'],
  ],
  [
    'RSS of 33 MB',
    rss(`<!--${'a'.repeat(33 * 1024 * 1024)}-->`),
    ['x:1: larger than 32 MB: import a part of it at a time'],
  ],
  [
    'RSS with a date of the year 1',
    rssItem('<guid>1</guid><title>خبر</title><pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate>'),
    [
      'item 1, line 1 (1): has no date that can be read in one way: "Mon, 01 Jan 0001 00:00:00 +0000"',
    ],
  ],
  [
    'RSS with no identity',
    rssItem(`<title>خبر</title>${DATE}`),
    ['item 1, line 1: has no id and no link to know it again by'],
  ],
  [
    'RSS whose identity is as long as a book',
    rssItem(`<guid>${'9'.repeat(1e5)}</guid><title>خبر</title>${DATE}`),
    [`item 1, line 1 (${'9'.repeat(500)}…): id is longer than 500 characters`],
  ],
  [
    'RSS with an attribute without quotes',
    '<rss version=2.0><channel/></rss>',
    ['x:1: not well-formed XML: unquoted attribute value'],
  ],
  [
    'Atom, cut',
    atom('').slice(0, -3),
    ['x:1: <feed> of line 1 is never closed: the document is cut short, or an end tag is missing'],
  ],
  [
    'Atom with a billion laughs',
    `${LAUGHS.replace('rss', 'feed')}${atom('<entry><title>&lol9;</title></entry>')}`,
    [
      'x:1: &lol9; stands for what the document type declares, which is never expanded: write what it means in its place',
    ],
  ],
  [
    'Atom with an empty entry',
    atom('<entry/>'),
    ['item 1, line 1: has no id and no link to know it again by'],
  ],
  [
    'Atom 0.3',
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>',
    ['x:1: this is Atom 0.3, which was replaced by Atom 1.0'],
  ],
  [
    'JSON Feed whose items are no list',
    json({}),
    ['x:1: "items" is no list: a JSON Feed has a list of items'],
  ],
  [
    'JSON Feed whose items are no objects',
    json([1, null, 'x', []]),
    ['item 1; item 2: it is no object'],
  ],
  [
    'JSON Feed of wrong types',
    json([{ id: {}, title: 1, content_html: [], tags: 5, authors: 'x', date_published: 0 }]),
    ['item 1: has no id and no link to know it again by'],
  ],
  ['JSON Feed, cut', json([{ id: '1' }]).slice(0, -4), ['x:1: not JSON: a text is not closed']],
  [
    'JSON Feed of lists in lists',
    `${json([]).slice(0, -2)}${'['.repeat(1e5)}`,
    ['x:1: nested too deeply to be read'],
  ],
  [
    'JSON Feed with NUL in an identity',
    json([{ id: `1${NUL}`, title: 'خبر', date_published: '2026-08-22' }]),
    ['item 1 (1\u0000): id holds a control character'],
  ],
  [
    'JSON Feed with half a letter for an identity',
    json([{ id: '\ud800', title: 'خبر', date_published: '2026-08-22' }]),
    ['item 1 (\ud800): id holds a lone surrogate'],
  ],
  [
    'JSON Feed with a prototype',
    json([]).replace('[]', '[{"__proto__":{"id":"1"},"title":"خبر"}]'),
    ['item 1: has no id and no link to know it again by'],
  ],
  [
    'JSON Feed with no date',
    json([{ id: '1', title: 'خبر', date_published: 1787000000 }]),
    ['item 1 (1): has no date, and none is made up'],
  ],
  [
    'ninjs with no body',
    ninjs({ body_text: undefined }),
    ['item 1 (urn:1): has no body: it only refers to an article'],
    0,
  ],
  [
    'ninjs whose body is a figure',
    ninjs({ body_text: 5 }),
    ['item 1 (urn:1): has no body: it only refers to an article'],
    0,
  ],
  [
    'ninjs of a type that is none',
    ninjs({ type: [['text']] }),
    ['item 1 (urn:1): its type is no text: an article is a text'],
    0,
  ],
  [
    'ninjs with no date',
    ninjs({ versioncreated: 'أمس' }),
    ['item 1 (urn:1): has no versioncreated or firstcreated that can be read'],
  ],
  ['ninjs, cut', ninjs({}).slice(0, -3), ['x:1: not JSON: a text is not closed']],
  [
    'ninjs in ninjs in ninjs',
    JSON.stringify(composite(30)),
    [
      'item 1, association 1, association 1, association 1, association 1, association 1 (urn:25): a package in 5 packages: no news is',
    ],
  ],
  ['a login page', LOGIN, ['the page: says no date that can be read, and none is made up']],
  ['a page, cut', '<!doctype html><html><head><title>خ', ['x:1: there is no article on this page']],
  [
    'a page nested deeply',
    `<!doctype html><html><body>${'<div>'.repeat(1e5)}`,
    ['x:1: more than 50000 elements: no page of news has'],
  ],
  [
    'a list of lists',
    '['.repeat(1e6),
    [
      'x is nothing that is recognised, and taken for a copied text: say --as; --json is not for a copied text, which becomes an article file',
    ],
    2,
  ],
  [
    'a text, with no date',
    'عنوان\n\nنص\n',
    ['when was it published? Say it with --published 2026-08-22: no date is made up'],
    2,
    [],
  ],
  [
    'a text of a title',
    'عنوان\n',
    ['x: there is a title and no text: expected a paragraph or more'],
    1,
    ['--published', '2026-08-22'],
  ],
  [
    'a text in windows-1256',
    Buffer.from([0xc7, 0xe1, 0xcd, 0xcf, 0xcb]),
    ['x:1: is not UTF-8: save it as UTF-8'],
    1,
    ['--published', '2026-08-22'],
  ],
  [
    'a text with NULs',
    `عنوان${NUL}\n\nنص${NUL}\n`,
    ['x is no text: unpack it where it is compressed, or save it as UTF-8'],
    2,
    ['--published', '2026-08-22'],
  ],
]

async function written(name: string, content: Content): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, content)
  return file
}

describe('khulasa import, of a hostile file', { timeout: 120_000 }, () => {
  it.each(FILES)('%s', async (_, content, said, code = 1, options = ['--json']) => {
    const file = await written('x', content)
    const before = await contentOf(out)
    const done = await khulasaImport([file, '--out', out, ...options], folder)
    expect(done).toEqual({ code, said })
    expect(await contentOf(out)).toEqual(before)
  })
})

describe('khulasa import, of hostile files to a service', { timeout: 300_000 }, () => {
  let project: Project
  let service: Service

  beforeAll(async () => {
    project = await newProject()
    service = await project.start()
    const { Authorization = '' } = await authorization(project)
    process.env.KHULASA_TOKEN = Authorization.replace('Bearer ', '')
  }, 300_000)

  afterAll(async () => {
    delete process.env.KHULASA_TOKEN
    await service.stop()
    await project.remove()
  })

  /** All rows of the store, and a feed. */
  const stored = async () => {
    const headers = await authorization(project)
    const rows = await fetch(`${service.address}/api/store?after=`, { headers })
    return [rows.status, await rows.text(), await service.text('/atom.xml?limit=200')]
  }

  it('leaves its store as it was, whatever the file', async () => {
    const articles = path.join(project.path, 'articles')
    const to = ['--to', service.address, '--articles', articles, '--json']
    const first = await khulasaImport([path.join(folder, 'before.xml'), ...to], folder)
    expect(first).toEqual({ code: 0, said: [] })
    const before = { rows: await stored(), files: await contentOf(articles) }
    for (const [, content] of FILES) {
      await khulasaImport([await written('x', content), ...to], folder)
    }
    expect({ rows: await stored(), files: await contentOf(articles) }).toEqual(before)
    expect(before.rows[0]).toBe(200)
  })
})
