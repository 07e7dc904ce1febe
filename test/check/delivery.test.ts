import { describe, expect, it } from 'vitest'
import { checkDelivery } from '../../src/check/check.ts'
import type { Answer } from '../../src/check/delivery.ts'
import { finding } from '../../src/check/finding.ts'
import { CLEAN } from './files.ts'

const ADDRESS = 'https://marsad.example/rss.xml'
const RSS = CLEAN['news.rss.xml'] ?? ''

const HEADERS = {
  'content-type': 'application/rss+xml; charset=utf-8',
  'content-encoding': 'gzip',
  etag: 'W/"1"',
  'last-modified': 'Sat, 22 Aug 2026 09:00:00 GMT',
}

function answer(headers: Answer['headers'] = {}, text = RSS): Answer {
  return { status: 200, headers: { ...HEADERS, ...headers }, body: new TextEncoder().encode(text) }
}

const NOTHING_NEW: Answer = { status: 304, headers: {}, body: new Uint8Array() }

function rules(first: Answer, second: Answer = NOTHING_NEW, addresses = [ADDRESS]): string[] {
  return checkDelivery({ addresses, first, second }).map(({ rule }) => rule)
}

describe('a feed that is served well', () => {
  it('has nothing to report', () => {
    expect(rules(answer())).toEqual([])
    expect(rules(answer({ etag: undefined }))).toEqual([])
  })

  it('may have news between two polls', () => {
    const news = RSS.replace('سفينة الأبحاث', 'سفينة الصيد')
    expect(rules(answer(), answer({ etag: '"2"' }, news))).toEqual([])
  })

  it('needs no compression when it is small', () => {
    const small = RSS.replace(/<item>[^]*<\/item>\n/, '').replace(
      '<item xml:lang="fr">[^]*</item>',
      '',
    )
    expect(small.length).toBeLessThan(1400)
    expect(rules(answer({ 'content-encoding': undefined }, small))).toEqual([])
  })
})

describe('failed-poll', () => {
  it.each([
    ['503', { ...NOTHING_NEW, status: 503 }, 503],
    ['no feed', answer({}, '<html></html>'), 200],
    ['nothing', undefined, undefined],
  ])('%s', (_, second, status) => {
    expect(checkDelivery({ addresses: [ADDRESS], first: answer(), second })).toEqual([
      finding('failed-poll', { line: 1, column: 1 }, { status }),
    ])
  })
})

describe('wrong-media-type', () => {
  it.each([
    ['application/xml', []],
    ['text/xml; charset=utf-8', []],
    ['Application/RSS+XML;charset="utf-8"', []],
    ['text/html; charset=utf-8', ['wrong-media-type']],
    ['text/plain', ['wrong-media-type']],
    ['application/atom+xml; charset=utf-8', ['wrong-media-type']],
    [undefined, ['wrong-media-type']],
  ])('RSS as %s: %j', (type, expected) => {
    expect(rules(answer({ 'content-type': type }))).toEqual(expected)
  })

  it.each([
    ['news.atom.xml', 'application/atom+xml; charset=utf-8', 'https://daftar.example/atom.xml', []],
    ['news.atom.xml', 'application/json', 'https://daftar.example/atom.xml', ['wrong-media-type']],
    ['news.json', 'application/feed+json', 'https://waha.example/feed.json', []],
    ['news.json', 'application/json; charset=utf-8', 'https://waha.example/feed.json', []],
    ['news.json', 'text/javascript', 'https://waha.example/feed.json', ['wrong-media-type']],
  ])('%s as %s', (name, type, address, expected) => {
    const first = answer({ 'content-type': type }, CLEAN[name])
    expect(rules(first, NOTHING_NEW, [address])).toEqual(expected)
  })
})

describe('missing-charset', () => {
  it.each(['application/rss+xml', 'text/xml'])('%s', (type) => {
    expect(rules(answer({ 'content-type': type }))).toEqual(['missing-charset'])
  })
})

describe('encoding-mismatch', () => {
  it('goes by the charset of Content-Type', () => {
    const type = 'application/rss+xml; charset=windows-1256'
    expect(rules(answer({ 'content-type': type }))).toEqual(['encoding-mismatch'])
  })
})

describe('wrong-self-link', () => {
  it.each([
    [[ADDRESS], []],
    [['http://marsad.example/rss', ADDRESS], []],
    [['https://MARSAD.example:443/rss.xml#top'], []],
    [['https://mirror.example/rss.xml'], ['wrong-self-link']],
    [['http://marsad.example/rss.xml'], ['wrong-self-link']],
  ])('at %j: %j', (addresses, expected) => {
    expect(rules(answer(), NOTHING_NEW, addresses)).toEqual(expected)
  })
})

describe('validators', () => {
  const bare = { etag: undefined, 'last-modified': undefined }
  const clock = (time: string) =>
    RSS.replace(
      '<lastBuildDate>Sat, 22 Aug 2026 09:00:00',
      `<lastBuildDate>Sat, 22 Aug 2026 ${time}`,
    )

  it.each([
    ['none', answer(bare), answer(bare), ['no-validator']],
    ['ignored', answer(), answer(), ['no-conditional']],
    [
      'ignored, Last-Modified only',
      answer({ etag: undefined }),
      answer({ etag: undefined }),
      ['no-conditional'],
    ],
    ['weak and strong', answer(), answer({ etag: '"1"' }), ['no-conditional']],
    ['another ETag', answer(), answer({ etag: '"2"' }), ['unstable-validator']],
    [
      'another Last-Modified',
      answer(),
      answer({ 'last-modified': 'Sat, 22 Aug 2026 09:00:01 GMT' }),
      ['unstable-validator'],
    ],
    [
      'a clock inside',
      answer({}, clock('10:00:00')),
      answer({ etag: '"2"' }, clock('10:00:01')),
      ['unstable-validator'],
    ],
    [
      'none, and a clock inside',
      answer(bare, clock('10:00:00')),
      answer(bare, clock('10:00:01')),
      ['no-validator', 'unstable-validator'],
    ],
  ])('%s', (_, first, second, expected) => {
    expect(rules(first, second)).toEqual(expected)
  })
})

describe('no-compression', () => {
  it('says how much came', () => {
    const first = answer({ 'content-encoding': undefined })
    const found = checkDelivery({ addresses: [ADDRESS], first, second: NOTHING_NEW })
    expect(found).toEqual([
      {
        rule: 'no-compression',
        at: { line: 1, column: 1 },
        data: { kilobytes: 3 },
        severity: 'warning',
      },
    ])
  })

  it.each([
    ['identity', ['no-compression']],
    ['br', []],
  ])('%s: %j', (encoding, expected) => {
    expect(rules(answer({ 'content-encoding': encoding }))).toEqual(expected)
  })
})

describe('what is no feed', () => {
  it('is not judged by how it is served', () => {
    expect(rules(answer({ 'content-type': 'text/html' }, '<!doctype html><p>صفحة'))).toEqual([
      'not-a-feed',
    ])
  })
})
