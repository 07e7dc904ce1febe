import { env } from 'cloudflare:test'
import { findAll, innerText } from 'domutils'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { ENTRY_ARTICLES } from '../../src/store/selection.ts'
import {
  ADDRESS,
  draftOf,
  FILES,
  HOUR,
  type Newsroom,
  NOW,
  openNewsroom,
  path,
  recorded,
} from '../newsroom.ts'

const HTML = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'
/** As Chromium, Firefox and Safari say that a person goes to an address. */
const OPENED = { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate', Accept: HTML }

const TAG = path('tags', 'الأمن')
const PAGE = 'text/html; charset=utf-8'
const KINDS: Record<string, string> = {
  'rss.xml': 'application/rss+xml; charset=utf-8',
  'atom.xml': 'application/atom+xml; charset=utf-8',
  'feed.json': 'application/feed+json; charset=utf-8',
  feed: 'application/rss+xml; charset=utf-8',
}

/** A newsroom whose feed has changed an hour ago: a date can be trusted. */
async function settled(): Promise<Newsroom> {
  const newsroom = await openNewsroom()
  await newsroom.publish(draftOf('a', { title: '5G في المغرب', tags: ['الأمن'] }))
  newsroom.now = NOW + HOUR
  return newsroom
}

async function kindOf(answer: Promise<Response>): Promise<string | null> {
  const { status, headers } = await answer
  expect(status).toBe(200)
  return headers.get('Content-Type')
}

describe('a feed that a person opens in a browser', () => {
  it.each(Object.keys(KINDS))('is the page of the feed at the same address: %s', async (file) => {
    const newsroom = await settled()
    for (const [folder, name] of [
      ['', 'كل الأخبار'],
      [TAG, 'الأمن'],
      ['/languages/ar', 'العربية'],
    ]) {
      const response = await newsroom.get(`${folder}/${file}`, OPENED)
      expect([response.status, response.headers.get('Content-Type')]).toEqual([200, PAGE])
      const page = parseDocument(await response.text())
      const texts = (tag: string) =>
        findAll((each) => each.name === tag, page.children).map((each) => innerText(each).trim())
      expect(texts('h1')).toEqual([name])
      expect(texts('h3')).toEqual(['5G في المغرب'])
      // The addresses to subscribe to, and the way to what programs get.
      const links = findAll(
        ({ name, attribs }) => name === 'a' && attribs.href !== undefined,
        [...findAll((each) => each.name === 'dl', page.children)],
      ).map(({ attribs }) => attribs.href)
      expect(links).toEqual(
        FILES.flatMap((each) => {
          const address = `${ADDRESS}${folder}/${each}`
          return [address, `${address}?content=full`]
        }),
      )
    }
  })

  it('has the headers of a page, and is kept by the browser alone', async () => {
    const newsroom = await settled()
    const { headers } = await newsroom.get('/rss.xml', OPENED)
    const { headers: page } = await newsroom.get('/tags/', {})
    expect(headers.get('Cache-Control')).toBe('private, max-age=50')
    expect(headers.get('Vary')).toBe('Sec-Fetch-Dest, Accept, Accept-Encoding')
    expect(headers.get('Content-Language')).toBe('ar')
    expect(headers.get('Last-Modified')).toBeNull()
    for (const name of [
      'Content-Security-Policy',
      'X-Content-Type-Options',
      'X-Frame-Options',
      'Referrer-Policy',
      'Strict-Transport-Security',
      'Cross-Origin-Resource-Policy',
    ]) {
      expect([name, headers.get(name)]).toEqual([name, page.get(name)])
      expect([name, headers.get(name)]).not.toEqual([name, null])
    }
    expect(headers.get('Content-Security-Policy')).toContain("script-src 'self'")
  })

  it('speaks the language that is asked for', async () => {
    const newsroom = await settled()
    const response = await newsroom.get(`${TAG}/rss.xml?lang=fr&utm_source=x`, OPENED)
    expect(response.headers.get('Content-Language')).toBe('fr')
    expect(await response.text()).toContain('<html lang="fr" dir="ltr">')
  })

  it.each([
    ['curl', { Accept: '*/*' }],
    ['who sends nothing', {}],
    ['a reader that would like HTML', { Accept: HTML }],
    ['fetch in a page', { 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Mode': 'cors', Accept: '*/*' }],
    ['fetch in a page for HTML', { 'Sec-Fetch-Dest': 'empty', Accept: HTML }],
    ['a service worker', { 'Sec-Fetch-Dest': 'serviceworker', Accept: '*/*' }],
    ['a frame', { 'Sec-Fetch-Dest': 'iframe', Accept: HTML }],
    ['a navigation for anything', { 'Sec-Fetch-Dest': 'document', Accept: '*/*' }],
    ['a navigation that says nothing', { 'Sec-Fetch-Dest': 'document' }],
    [
      'a navigation that would rather have XML',
      { 'Sec-Fetch-Dest': 'document', Accept: 'application/xml, text/html;q=0.9' },
    ],
  ])('is the document for %s', async (_, asked) => {
    const newsroom = await settled()
    for (const [file, kind] of Object.entries(KINDS).slice(0, 3)) {
      expect(await kindOf(newsroom.get(`/${file}`, asked))).toBe(kind)
    }
  })

  it.each([
    '/rss.xml?content=full',
    '/rss.xml?content=summary',
    '/rss.xml?limit=50',
    `/rss.xml?before=${NOW + HOUR}-1`,
    '/archive/2026-08/rss.xml',
  ])('is the document where the address says which one: %s', async (address) => {
    const newsroom = await settled()
    const { headers } = await newsroom.get(address, OPENED)
    expect(headers.get('Content-Type')).toBe(KINDS['rss.xml'])
    expect(headers.get('Vary')).toBe('Accept-Encoding, A-IM')
  })

  it('is the very same document by the way that the page shows', async () => {
    const newsroom = await settled()
    const [source, document] = await Promise.all([
      newsroom.get(`${TAG}/atom.xml?content=full`, OPENED),
      newsroom.get(`${TAG}/atom.xml`),
    ])
    expect(source.headers.get('ETag')).toBe(document.headers.get('ETag'))
    expect(await source.text()).toBe(await document.text())
  })

  it('leads to the canonical address, as for everybody, and is 404 where there is none', async () => {
    const newsroom = await settled()
    const moved = await newsroom.get('/languages/AR/rss.xml/?lang=fr', OPENED)
    expect([moved.status, moved.headers.get('Location')]).toEqual([
      301,
      `${ADDRESS}/languages/ar/rss.xml?lang=fr`,
    ])
    const missing = await newsroom.get('/tags/none/rss.xml', OPENED)
    expect([missing.status, missing.headers.get('Content-Type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ])
  })
})

describe('what caches are told of an address that has a page and a document', () => {
  it.each([
    ['a reader', {}, 'Sec-Fetch-Dest, Accept-Encoding, A-IM'],
    ['another reader', { Accept: 'application/rss+xml' }, 'Sec-Fetch-Dest, Accept-Encoding, A-IM'],
    ['fetch', { 'Sec-Fetch-Dest': 'empty' }, 'Sec-Fetch-Dest, Accept-Encoding, A-IM'],
    // Here the other header was looked at too.
    [
      'a navigation for anything',
      { 'Sec-Fetch-Dest': 'document', Accept: '*/*' },
      'Sec-Fetch-Dest, Accept, Accept-Encoding, A-IM',
    ],
  ])('the answer to %s depends on no more than was looked at', async (_, asked, vary) => {
    const newsroom = await settled()
    const { headers } = await newsroom.get('/rss.xml', asked)
    expect([headers.get('Vary'), headers.get('Cache-Control')]).toEqual([
      vary,
      'public, max-age=50',
    ])
  })
})

describe('a condition at an address that has a page and a document', () => {
  it.each(Object.keys(KINDS))('holds for the one of the two that it is of: %s', async (file) => {
    const newsroom = await settled()
    const at = `${TAG}/${file}`
    const ask = async (headers: Record<string, string>) => {
      const { status } = await newsroom.get(at, headers)
      return status
    }
    const document = (await newsroom.get(at)).headers
    const page = (await newsroom.get(at, OPENED)).headers
    const ofDocument = { 'If-None-Match': document.get('ETag') ?? '' }
    const ofPage = { 'If-None-Match': page.get('ETag') ?? '' }
    expect(ofPage).not.toEqual(ofDocument)
    expect([await ask(ofDocument), await ask(ofPage)]).toEqual([304, 200])
    expect([await ask({ ...OPENED, ...ofDocument }), await ask({ ...OPENED, ...ofPage })]).toEqual([
      200, 304,
    ])
    // One who takes what is new as well.
    expect(await ask({ ...ofPage, 'A-IM': 'feed' })).toBe(200)
    const since = { 'If-Modified-Since': document.get('Last-Modified') ?? '' }
    expect([await ask(since), await ask({ ...OPENED, ...since })]).toEqual([304, 200])
  })

  it('has its page made once for all who open it at once', async () => {
    const newsroom = await settled()
    await newsroom.get('/rss.xml')
    const { db, statements } = recorded(env.DB)
    newsroom.bindings.DB = db
    const all = await Promise.all([1, 2, 3].map(() => newsroom.get('/rss.xml', OPENED)))
    expect(new Set(await Promise.all(all.map((each) => each.text()))).size).toBe(1)
    expect(statements.filter((sql) => sql === ENTRY_ARTICLES)).toHaveLength(1)
  })

  it('that holds for the page is answered with its headers and no body', async () => {
    const newsroom = await settled()
    const page = await newsroom.get('/rss.xml', OPENED)
    const asked = { ...OPENED, 'If-None-Match': page.headers.get('ETag') ?? '' }
    const unchanged = await newsroom.get('/rss.xml', asked)
    expect([unchanged.status, await unchanged.text()]).toEqual([304, ''])
    for (const name of ['ETag', 'Cache-Control', 'Vary', 'Content-Language']) {
      expect([name, unchanged.headers.get(name)]).toEqual([name, page.headers.get(name)])
    }
    await newsroom.publish(draftOf('b'))
    expect((await newsroom.get('/rss.xml', asked)).status).toBe(200)
  })
})
