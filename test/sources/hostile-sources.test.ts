// What comes from outside to do harm, or is so broken that it might: each is refused or passed over
// in words that say why, and in bounded time and memory.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFeed } from '../../src/sources/feed.ts'
import { readNinjs } from '../../src/sources/ninjs.ts'
import { readPage } from '../../src/sources/page.ts'
import { LINKED } from './pages.ts'
import { all, chunks, OPTIONS, refusals } from './reading.ts'

type Source = string | Uint8Array | AsyncIterable<Uint8Array>

const opened = (source: Source) =>
  typeof source === 'string' || source instanceof Uint8Array ? chunks(source, 1 << 20) : source
const ofFeed = (source: Source) => refusals(readFeed(opened(source), OPTIONS))
const ofNinjs = (source: Source) => refusals(readNinjs(opened(source), OPTIONS))
const ofPage = (source: Source) => refusals(readPage(opened(source), OPTIONS))

const DATE = '<pubDate>Sat, 22 Aug 2026 09:00:00 GMT</pubDate>'
const rss = (items: string) => `<rss version="2.0"><channel>${items}</channel></rss>`
const item = (fields: string) => rss(`<item>${fields}</item>`)
const laughs = Array.from(
  { length: 9 },
  (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n};`.repeat(10)}">`,
)

/** 100 MB, a megabyte at a time. */
async function* endless(start: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(start)
  const megabyte = new Uint8Array(1 << 20).fill(0x61)
  for (let count = 0; count < 100; count += 1) yield megabyte
}

const CUT = 'the document is cut short, or an end tag is missing'
const NO_TAG = '1: there is no XML in it, or it is cut short in its first tag'
const TOO_LARGE = '1: larger than 32 MB: import a part of it at a time'
const NO_FEED = '1: this JSON is no feed: a JSON Feed has "version" and "items"'
const NEVER =
  'stands for what the document type declares, which is never expanded: write what it means in its place'

// Some of them are tens of megabytes.
describe('readFeed, hostile XML', { timeout: 60_000 }, () => {
  it.each<[string, Source, string[]]>([
    ['nothing', '', ['1: it is empty']],
    ['white space', ' \n\t', ['1: it is empty']],
    ['a byte order mark', '\ufeff', ['1: it is empty']],
    ['a text', 'خبر من الميناء', ['1: this is no feed: neither XML nor JSON']],
    ['NULs', '\u0000\u0000\u0000', ['1: this is no feed: neither XML nor JSON']],
    [
      'an image',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
      ['1: this is no feed: neither XML nor JSON'],
    ],
    ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0]), ['1: it is compressed: unpack it first']],
    ['ZIP', new Uint8Array([0x50, 0x4b, 3, 4]), ['1: it is compressed: unpack it first']],
    [
      'a page',
      '<!doctype html><title>x</title>',
      ['1: this is an HTML page, not a feed: give the address of its feed'],
    ],
    [
      'a page in XHTML',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
      ['1: this is an HTML page, not a feed: give the address of its feed'],
    ],
    [
      'another XML',
      '<sitemap/>',
      ['1: this XML is no feed: its root is <sitemap>, not <rss>, <feed> or <rdf:RDF>'],
    ],
    [
      'Atom 0.3',
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>',
      ['1: this is Atom 0.3, which was replaced by Atom 1.0'],
    ],
    [
      'a feed in no namespace',
      '<feed/>',
      ['1: this XML is no feed: its root is <feed>, not <rss>, <feed> or <rdf:RDF>'],
    ],
    [
      'no channel',
      '<rss/>',
      ['1: this XML is no feed: its root is <rss>, not <rss>, <feed> or <rdf:RDF>'],
    ],
    ['cut in its first tag', '<rss version="2.0"', [NO_TAG]],
    ['cut in its declaration', '<?xml version="1.0"', [NO_TAG]],
    [
      'cut in an item',
      '<rss>\n<channel>\n<item><title>خبر',
      [`3: <title> of line 3 is never closed: ${CUT}`],
    ],
    [
      'cut in an end tag',
      '<rss><channel></chan',
      [`1: <channel> of line 1 is never closed: ${CUT}`],
    ],
    [
      'cut in CDATA',
      '<rss><channel><![CDATA[خبر',
      [`1: <channel> of line 1 is never closed: ${CUT}`],
    ],
    [
      'cut in a comment',
      '<rss><channel><!-- خبر',
      [`1: <channel> of line 1 is never closed: ${CUT}`],
    ],
    [
      'cut in an attribute',
      '<rss><channel><item a="',
      [`1: <channel> of line 1 is never closed: ${CUT}`],
    ],
    [
      'tags that cross',
      '<rss><channel>\n<item><b></item></b></channel></rss>',
      ['2: </item> stands where <b> has to be closed'],
    ],
    ['an end without a beginning', '</rss>', ['1: this is no feed: neither XML nor JSON']],
    [
      'an attribute without quotes',
      '<rss version=2.0><channel/></rss>',
      ['1: not well-formed XML: unquoted attribute value'],
    ],
    [
      'billion laughs',
      `<!DOCTYPE rss [<!ENTITY lol0 "lol">${laughs.join('')}]>\n${item('<title>&lol9;</title>')}`,
      [`2: &lol9; ${NEVER}`],
    ],
    [
      'quadratic blowup',
      `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(1e5)}">]>${item(`<title>${'&a;'.repeat(1e5)}</title>`)}`,
      [`1: &a; ${NEVER}`],
    ],
    [
      'an external entity',
      `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${item('<title>&x;</title>')}`,
      [`1: &x; ${NEVER}`],
    ],
    [
      'an external entity over HTTP',
      `<!DOCTYPE rss [<!ENTITY x PUBLIC "a" "http://127.0.0.1/">]>${item('<title>&x;</title>')}`,
      [`1: &x; ${NEVER}`],
    ],
    [
      'one that declares what HTML knows',
      `<!DOCTYPE rss [<!ENTITY nbsp "<item/>">]>${item('<title>&nbsp;</title>')}`,
      [`1: &nbsp; ${NEVER}`],
    ],
    [
      'a document type without an end',
      '<!DOCTYPE rss [<!ENTITY a "',
      ['1: the document type does not end: a > is missing, or the document is cut short'],
    ],
    [
      'a document type that quotes its end',
      `<!DOCTYPE rss "]>" [<!-- ]> ' --><!ENTITY a ']>'>]>${item('<title>&a;</title>')}`,
      [`1: &a; ${NEVER}`],
    ],
    [
      'elements in elements',
      '<rss>'.repeat(1e5),
      ['1: nested more than 200 elements deep: no feed is'],
    ],
    [
      'more elements than memory',
      rss('<a/>'.repeat(600_000)),
      ['1: more than 500000 elements: export a part of it at a time'],
    ],
    [
      'more items than a feed',
      rss('<item/>'.repeat(60_000)),
      ['1: more than 50000 items: import a part of it at a time'],
    ],
    ['an item of 100 MB', endless('<rss><channel><item><title>'), [TOO_LARGE]],
    ['a comment of 100 MB', endless('<!-- '), [TOO_LARGE]],
    [
      'many beginnings of CDATA',
      `<rss>${'<![CDATA['.repeat(1e6)}`,
      [`1: <rss> of line 1 is never closed: ${CUT}`],
    ],
    [
      'many beginnings of comments',
      `<rss>${'<!--'.repeat(1e6)}`,
      ['1: not well-formed XML: malformed comment'],
    ],
    ['many &', rss('&'.repeat(1e6)), []],
    ['many <', '<'.repeat(1e6), ['1: this is no feed: neither XML nor JSON']],
    [
      'UTF-16 that says to be UTF-8',
      new Uint8Array([0x3c, 0, 0x72, 0, 0x73, 0, 0x73, 0]),
      [NO_TAG],
    ],
  ])('%s', async (_, source, expected) => {
    expect(await ofFeed(source)).toEqual(expected)
  })
})

describe('readFeed, items that no draft can be made of', () => {
  const at = (reason: string) => [`item 1, line 1: ${reason}`]

  it.each([
    ['an empty one', '', at('has no id and no link to know it again by')],
    ['no identity', `<title>خبر</title>${DATE}`, at('has no id and no link to know it again by')],
    ['no title and no text', `<guid>1</guid>${DATE}`, at('has no title and no text')],
    ['no date', '<guid>1</guid><title>خبر</title>', at('has no date, and none is made up')],
    [
      'an empty date',
      '<guid>1</guid><title>خبر</title><pubDate/>',
      at('has no date, and none is made up'),
    ],
    [
      'a date that is none',
      '<guid>1</guid><title>خبر</title><pubDate>أمس</pubDate>',
      at('has no date that can be read in one way: "أمس"'),
    ],
    [
      'a day that is none',
      '<guid>1</guid><title>خبر</title><pubDate>31 فبراير 2026</pubDate>',
      at('has no date that can be read in one way: "31 فبراير 2026"'),
    ],
    [
      'a date that was never set',
      '<guid>1</guid><title>خبر</title><pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate>',
      at('has no date that can be read in one way: "Mon, 01 Jan 0001 00:00:00 +0000"'),
    ],
    [
      'a date as long as a book',
      `<guid>1</guid><title>خبر</title><pubDate>${'9'.repeat(1e5)}</pubDate>`,
      at(`has no date that can be read in one way: "${'9'.repeat(59)}…"`),
    ],
    [
      'an id as long as a book',
      `<guid>${'9'.repeat(501)}</guid><title>خبر</title>${DATE}`,
      at('id is longer than 500 characters'),
    ],
    [
      'a title as long as a book',
      `<guid>1</guid><title>${'خ'.repeat(1001)}</title>${DATE}`,
      at('title is longer than 1000 characters'),
    ],
    [
      'a text as long as a library',
      `<guid>1</guid><title>خبر</title>${DATE}<description>${'خ'.repeat(200_001)}</description>`,
      at('content is longer than 200000 characters'),
    ],
    [
      'HTML in HTML in HTML',
      `<guid>1</guid><title>خبر</title>${DATE}<description>${'&lt;b&gt;'.repeat(10_000)}</description>`,
      at('its HTML is nested 10000 elements deep: no article is'),
    ],
    [
      'an identity that cannot be seen',
      `<guid>\u200f\u200f</guid><title>خبر</title>${DATE}`,
      at('id holds no character that can be seen'),
    ],
  ])('%s', async (_, fields, expected) => {
    expect(await ofFeed(item(fields))).toEqual(expected)
  })

  it('one identity twice', async () => {
    const twice = `<item><guid>1</guid><title>خبر</title>${DATE}</item>`.repeat(2)
    expect(await ofFeed(rss(twice))).toEqual(['item 2, line 1: another item before it has this id'])
  })

  it('an entry of Atom with nothing in it', async () => {
    const feed = '<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>'
    expect(await ofFeed(feed)).toEqual(at('has no id and no link to know it again by'))
  })
})

describe('readFeed, hostile JSON', { timeout: 60_000 }, () => {
  const VERSION = '"version":"https://jsonfeed.org/version/1.1"'

  it.each<[string, Source, string[]]>([
    ['nothing of a feed', '{}', [NO_FEED]],
    ['a list', '[1]', [NO_FEED]],
    ['a text', '"خبر"', [NO_FEED]],
    [
      'items that are no list',
      `{${VERSION},"items":{}}`,
      ['1: "items" is no list: a JSON Feed has a list of items'],
    ],
    [
      'items that are no objects',
      `{${VERSION},"items":[1,null,"x",[]]}`,
      [
        'item 1: it is no object',
        'item 2: it is no object',
        'item 3: it is no object',
        'item 4: it is no object',
      ],
    ],
    [
      'everything of a wrong type',
      `{${VERSION},"items":[{"id":{},"title":1,"content_html":[],"tags":5,"authors":"x","date_published":0}]}`,
      ['item 1: has no id and no link to know it again by'],
    ],
    [
      'a number for a date',
      `{${VERSION},"items":[{"id":"1","title":"خبر","date_published":1787000000}]}`,
      ['item 1: has no date, and none is made up'],
    ],
    [
      'an identity with NUL',
      `{${VERSION},"items":[{"id":"1\\u0000","title":"خبر","date_published":"2026-08-22"}]}`,
      ['item 1: id holds a control character'],
    ],
    [
      'half a surrogate for an identity',
      `{${VERSION},"items":[{"id":"\\ud800","title":"خبر","date_published":"2026-08-22"}]}`,
      ['item 1: id holds a lone surrogate'],
    ],
    ['cut short', `{${VERSION},\n"items":[{"id":"1"`, ['2: not JSON: it is cut short']],
    ['cut in a text', `{"version":"https`, ['1: not JSON: a text is not closed']],
    [
      'a comma too many',
      `{${VERSION},\n"items":[],}`,
      ['2: not JSON: the name of a member is missing'],
    ],
    ['a comma too few', `{${VERSION}\n"items":[]}`, ['2: not JSON: a comma is missing']],
    ['two documents', '{}\n{}', ['2: not JSON: something stands after its end']],
    ['JavaScript', `{version:'1'}`, ['1: not JSON: this character may not stand here']],
    ['lists in lists, cut', '['.repeat(1e6), ['1: nested too deeply to be read']],
    ['lists in lists', '['.repeat(1e5) + ']'.repeat(1e5), [NO_FEED]],
    ['a text of 100 MB', endless('{"title":"'), [TOO_LARGE]],
    [
      'HTML in HTML in HTML',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        items: [
          {
            id: '1',
            title: 'خبر',
            date_published: '2026-08-22',
            content_html: '<b>'.repeat(10_000),
          },
        ],
      }),
      ['item 1: its HTML is nested 10000 elements deep: no article is'],
    ],
    [
      'a prototype',
      `{${VERSION},"items":[{"__proto__":{"id":"1"},"title":"خبر"}]}`,
      ['item 1: has no id and no link to know it again by'],
    ],
  ])('%s', async (_, source, expected) => {
    expect(await ofFeed(source)).toEqual(expected)
  })
})

describe('readNinjs, hostile', { timeout: 60_000 }, () => {
  const NO_NINJS = '1: this JSON is no ninjs: an item of it has a "uri"'
  const whole = {
    uri: 'urn:1',
    versioncreated: '2026-08-22T09:00:00Z',
    headline: 'خبر',
    body_text: 'نص',
  }
  let inside: object = whole
  for (let depth = 0; depth < 6; depth += 1) {
    inside = {
      uri: `urn:${depth}`,
      type: 'composite',
      associations: { one: { ...inside, type: 'composite' } },
    }
  }

  it.each<[string, unknown, string[]]>([
    ['another JSON', {}, [NO_NINJS]],
    ['null', null, [NO_NINJS]],
    ['an empty list', [], [NO_NINJS]],
    ['a uri that is no text', { uri: 1 }, [NO_NINJS]],
    [
      'an item without one',
      [whole, { ...whole, uri: undefined }],
      ['item 2: has no uri, which every item of ninjs has'],
    ],
    ['an item that is none', [whole, 5], ['item 2: has no uri, which every item of ninjs has']],
    [
      'no body',
      { ...whole, body_text: undefined },
      ['item 1: has no body: it only refers to an article'],
    ],
    [
      'a body of a wrong type',
      { ...whole, body_text: 5 },
      ['item 1: has no body: it only refers to an article'],
    ],
    [
      'bodies of a wrong type',
      { ...whole, body_text: undefined, bodies: 'x' },
      ['item 1: has no body: it only refers to an article'],
    ],
    [
      'a picture',
      { ...whole, type: 'picture' },
      ['item 1: its type is picture: an article is a text'],
    ],
    [
      'a type that is none',
      { ...whole, type: [['text']] },
      ['item 1: its type is no text: an article is a text'],
    ],
    [
      'no date',
      { ...whole, versioncreated: undefined },
      ['item 1: has no versioncreated or firstcreated that can be read'],
    ],
    [
      'a date that is none',
      { ...whole, versioncreated: 'أمس' },
      ['item 1: has no versioncreated or firstcreated that can be read'],
    ],
    [
      'an embargo that is none',
      { ...whole, embargoed: true },
      ['item 1: is embargoed, and until when cannot be read'],
    ],
    [
      'a status of a wrong type',
      { ...whole, pubstatus: { usable: true } },
      ['item 1: pubstatus is no text: expected usable, withheld or canceled'],
    ],
    [
      'packages in packages',
      inside,
      [
        'item 1, association 1, association 1, association 1, association 1, association 1: a package in 5 packages: no news is',
      ],
    ],
    [
      'HTML in HTML in HTML',
      { ...whole, body_html: '<b>'.repeat(10_000) },
      ['item 1: its HTML is nested 10000 elements deep: no article is'],
    ],
    [
      'HTML in a headline',
      { ...whole, headline: '<b>'.repeat(10_000) },
      ['item 1: its HTML is nested 10000 elements deep: no article is'],
    ],
    ['many bodies that do not begin', { ...whole, body_html: '<body '.repeat(30_000) }, []],
  ])('%s', async (_, value, expected) => {
    expect(await ofNinjs(JSON.stringify(value))).toEqual(expected)
  })

  it.each<[string, Source, string[]]>([
    ['cut short', '{"uri":"urn:1",', ['1: not JSON: it is cut short']],
    ['no JSON', '<newsItem/>', ['1: not JSON: this character may not stand here']],
    ['nothing', '', ['1: it is empty']],
    ['100 MB', endless('{"uri":"'), [TOO_LARGE]],
    [
      'more items than an agency has',
      JSON.stringify(Array.from({ length: 60_000 }, () => ({ uri: '1' }))),
      ['1: more than 50000 items: import a part of it at a time'],
    ],
    [
      'a status of lists in lists',
      `{"uri":"1","pubstatus":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      ['item 1: pubstatus is no text: expected usable, withheld or canceled'],
    ],
  ])('%s', async (_, source, expected) => {
    expect(await ofNinjs(source)).toEqual(expected)
  })
})

describe('readPage, hostile', { timeout: 60_000 }, () => {
  it.each<[string, Source, string[]]>([
    ['nothing', '', ['1: it is empty']],
    ['a text', 'خبر', ['1: this is no HTML page: there is no tag in it']],
    ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0]), ['1: it is compressed: unpack it first']],
    ['an empty page', '<html><body></body></html>', ['1: there is no article on this page']],
    [
      'a page of scripts',
      '<html><script>document.write("خبر")</script></html>',
      ['1: there is no article on this page'],
    ],
    [
      'elements in elements',
      '<div>'.repeat(10_000),
      ['1: its HTML is nested 10000 elements deep: no article is'],
    ],
    [
      'more elements than a page',
      '<br>'.repeat(60_000),
      ['1: more than 50000 elements: no page of news has'],
    ],
    ['6 MB', `<p>${'a'.repeat(6e6)}`, ['1: larger than 5 MB: no page of news is']],
    ['100 MB', endless('<p>'), [TOO_LARGE]],
    [
      'no date',
      LINKED.replaceAll(/"date\w+":"[^"]*",/g, ''),
      ['the page: says no date that can be read, and none is made up'],
    ],
    [
      'a date that is none',
      LINKED.replaceAll('2026-08-22T', 'أمس '),
      ['the page: says no date that can be read, and none is made up'],
    ],
    [
      'JSON-LD of wrong types',
      LINKED.replace('"headline":"سفينة الأبحاث تعود"', '"headline":{"a":[]}'),
      [],
    ],
    [
      'JSON-LD of lists in lists',
      LINKED.replace('{ no JSON', `{"@type":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
      [],
    ],
  ])('%s', async (_, source, expected) => {
    expect(await ofPage(source)).toEqual(expected)
  })
})

describe('any bytes whatever', { timeout: 60_000 }, () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        ...'<rss> <channel> <item> </item> <title> </title> <guid>1</guid> <pubDate> <![CDATA[ ]]> <!-- --> &amp; & < > " <feed xmlns="http://www.w3.org/2005/Atom"> <entry> <!DOCTYPE <!ENTITY [ ] { } : , "items" "uri" "version" <html> <p> <article> \u0000 \ud800 خبر'.split(
          ' ',
        ),
      ),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 40 },
  )

  it.each([
    ['readFeed', ofFeed],
    ['readNinjs', ofNinjs],
    ['readPage', ofPage],
  ])('%s yields items or says what is wrong', async (_, read) => {
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        for (const said of await read(parts.join(''))) expect(said).toMatch(/\S/)
      }),
      { numRuns: 300 },
    )
  })

  it('readFeed reads what is broken in the middle of a feed, or says what is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(150), async (noise, at) => {
        const feed = new TextEncoder().encode(item(`<guid>1</guid><title>خبر</title>${DATE}`))
        const broken = new Uint8Array([...feed.subarray(0, at), ...noise, ...feed.subarray(at)])
        const found = await ofFeed(broken)
        expect(found.length).toBeLessThan(100)
      }),
      { numRuns: 300 },
    )
    expect(await all(readFeed(chunks(rss('')), OPTIONS))).toHaveLength(1)
  })
})
