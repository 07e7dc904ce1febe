// What anybody may send to any address, and what must not come of it: an error of ours, a word of
// what is inside, or more work than an honest request makes.

import { env } from 'cloudflare:test'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { draftOf, HERE, type Newsroom, openNewsroom, recorded } from '../newsroom.ts'
import { ADDRESSES, HEADERS, HOSTILE_SEGMENTS, SEGMENTS } from '../wild.ts'

// Thousands of requests, each of them a quick one.
vi.setConfig({ testTimeout: 120_000 })

// The front page, with a search, has as many; everything else fewer.
const MOST_STATEMENTS = 10

// Of the words of engines and libraries, and of paths on a disk.
const INSIDE =
  /\bat (?:async )?[\w.<>]+ \(|\bat (?:file|https?|node):|\.[jt]s:\d+|node_modules|\/src\/|file:\/\/|SQLITE|D1_|no such (?:table|column)|\b(?:Type|Range|Syntax|Reference|URI)Error\b|undefined is not|Cannot read/

interface Wild {
  newsroom: Newsroom
  /** Sends a request, and returns what is wrong with its answer. */
  faultsOf: (path: string, init?: RequestInit) => Promise<string[]>
}

async function opened(): Promise<Wild> {
  const newsroom = await openNewsroom()
  const canonical = 'https://www.news.example/story'
  const common = { tags: ['5G'], authors: [{ name: 'سلمى' }], sections: ['economy'] }
  await newsroom.publish(
    draftOf('a', { ...common, canonical }),
    draftOf('b', { ...common, language: 'fr' }),
    draftOf('gone'),
  )
  await newsroom.call('DELETE', '/api/articles/gone')
  const { db, statements } = recorded(env.DB)
  newsroom.bindings.DB = db
  const faultsOf = async (path: string, init: RequestInit = {}) => {
    statements.length = 0
    const request = new Request(HERE + path, { redirect: 'manual', ...init })
    const { status, headers, text } = await answerTo(newsroom, request)
    const faults: string[] = []
    if (status >= 500) faults.push(`${status}: ${text}`)
    // Of what has no body, what the client has already says it.
    const isGuarded = headers.get('X-Content-Type-Options') === 'nosniff'
    if (!isGuarded && status !== 304) faults.push(`${status}: it may be sniffed`)
    const inside = INSIDE.exec(JSON.stringify(Array.from(headers)) + text)
    if (inside) faults.push(`${status}: it says ${inside[0]}`)
    if (statements.length > MOST_STATEMENTS) faults.push(`${statements.length} statements`)
    if (status >= 400 && request.method !== 'HEAD' && !isProblem(headers, text, status)) {
      faults.push(`${status}: it is no problem document`)
    }
    const location = headers.get('Location')
    if (location !== null && !isWithin(location)) faults.push(`it leads to ${location}`)
    return faults
  }
  return { newsroom, faultsOf }
}

async function answerTo(newsroom: Newsroom, request: Request) {
  const response = await newsroom.send(request)
  const isText = !/font|octet/.test(response.headers.get('Content-Type') ?? '')
  const isCoded = response.headers.has('Content-Encoding')
  const bytes = await response.arrayBuffer()
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const text = isText && !isCoded ? decoder.decode(bytes) : ''
  return { status: response.status, headers: response.headers, text }
}

function isProblem(headers: Headers, text: string, status: number): boolean {
  if (headers.get('Content-Type') !== 'application/problem+json') return false
  const problem = JSON.parse(text) as { status: number; detail: string }
  return problem.status === status && problem.detail.length > 10 && problem.detail.length < 100_000
}

/** To where we are, to an article, or to the icon. */
function isWithin(location: string): boolean {
  return (
    location.startsWith('https://feeds.news.example/') ||
    location === 'https://www.news.example/story' ||
    /^files\/icon-[0-9a-f]{8}\.svg$/.test(location)
  )
}

const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...SEGMENTS) },
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_SEGMENTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }).map(encodeURIComponent) },
)

const path = fc
  .tuple(fc.array(segment, { maxLength: 6 }), fc.constantFrom('/', '/', '/', '//', '/./'))
  .map(([segments, between]) => `/${segments.join(between)}`.replaceAll(/[?#]/g, ''))

const PARAMETERS = 'limit content before q lang after since wait origin __proto__ x'.split(' ')

const value = fc.oneof(
  fc.constantFrom('1', '200', '201', '0', '-1', '1.5', '1e2', ' 5', '٥', 'full', 'summary', 'FULL'),
  fc.constantFrom(
    '0-0',
    '9999999999999-0',
    '999999999999999-9999999999999999',
    '1-',
    '1.1.1',
    'zz',
  ),
  fc.constantFrom(
    'fr',
    'en',
    'xx',
    'ar-MA',
    '"><script>',
    'ا',
    'ال',
    '%',
    '_',
    '\u{10ffff}',
    '\ud800',
  ),
  fc.constantFrom(...HOSTILE_SEGMENTS),
)

const query = fc
  .array(fc.tuple(fc.constantFrom(...PARAMETERS), value), { maxLength: 4 })
  .map((parameters) =>
    parameters
      .map(([name, each]) => `${name}=${encodeURIComponent(each.toWellFormed())}`)
      .join('&'),
  )

const header = fc
  .constantFrom(...Object.keys(HEADERS))
  .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(HEADERS[name] ?? []))))

const headers = fc
  .array(header, { maxLength: 5 })
  .map((fields) => Object.fromEntries(fields) as Record<string, string>)

const method = fc.constantFrom(
  'GET',
  'GET',
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'PROPFIND',
  'QUERY',
)

describe('an address', () => {
  it('whatever it is, is answered without an error of ours, in no more work than others', async () => {
    const { faultsOf } = await opened()
    await fc.assert(
      fc.asyncProperty(path, query, async (at, asked) => {
        expect(await faultsOf(asked === '' ? at : `${at}?${asked}`)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('with every hostile segment in every place of every address is as well', async () => {
    const { faultsOf } = await opened()
    const places = ['/x', '/x/', '/tags/x', '/tags/x/', '/tags/x/rss.xml', '/archive/x/feed.json']
    const more = ['/languages/x/feed', '/articles/x', '/files/x', '/authors/x/headlines', '/api/x']
    for (const each of HOSTILE_SEGMENTS) {
      for (const place of [...places, ...more]) {
        const at = place.replace('x', () => each.replaceAll(/[?#]/g, ''))
        expect([at.slice(0, 100), await faultsOf(at)]).toEqual([at.slice(0, 100), []])
      }
    }
  })

  it('with every hostile value in every parameter is as well', async () => {
    const { faultsOf } = await opened()
    for (const each of HOSTILE_SEGMENTS) {
      const text = encodeURIComponent(each.toWellFormed())
      const asked = PARAMETERS.map((name) => `${name}=${text}`).join('&')
      for (const at of ['/rss.xml', '/', '/tags/', '/headlines', '/archive/2026-08/rss.xml']) {
        expect([at, each.slice(0, 50), await faultsOf(`${at}?${asked}`)]).toEqual([
          at,
          each.slice(0, 50),
          [],
        ])
      }
      for (const name of ['q', 'lang', 'after', 'before', 'content']) {
        expect([name, each, await faultsOf(`/?${name}=${text}`)]).toEqual([name, each, []])
      }
    }
  })
})

describe('a header', () => {
  it('whatever it says, is taken or passed over, with any method', async () => {
    const { faultsOf } = await opened()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ADDRESSES), method, headers, async (at, how, fields) => {
        expect(await faultsOf(at, { method: how, headers: fields })).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it.each(Object.entries(HEADERS))(
    '%s, with every one of its hostile values',
    async (name, all) => {
      const { faultsOf } = await opened()
      for (const each of all) {
        for (const at of [
          '/atom.xml',
          '/feed',
          '/',
          '/headlines',
          '/articles/a',
          '/api/articles',
        ]) {
          for (const how of ['GET', 'HEAD', 'OPTIONS']) {
            const faults = await faultsOf(at, { method: how, headers: { [name]: each } })
            expect([at, how, each.slice(0, 60), faults]).toEqual([at, how, each.slice(0, 60), []])
          }
        }
      }
    },
  )
})
