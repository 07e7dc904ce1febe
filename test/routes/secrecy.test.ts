// What is not public is in no answer to anybody: not in a document, a page, a directory, a header or
// an error, at any address that there is.

import { describe, expect, it, vi } from 'vitest'
import { articles } from '../../src/routes/articles.ts'
import { feeds } from '../../src/routes/feeds.ts'
import { hooks } from '../../src/routes/hooks.ts'
import { Memory } from '../../src/routes/memory.ts'
import { directories } from '../../src/routes/opml.ts'
import { pages } from '../../src/routes/pages.ts'
import { knownFiles } from '../../src/routes/site-files-known.ts'
import { siteFiles } from '../../src/routes/site-files.ts'
import { sitemaps } from '../../src/routes/sitemap.ts'
import { status } from '../../src/routes/status.ts'
import { widget } from '../../src/routes/widget.ts'
import { wordpressFeeds } from '../../src/routes/wordpress-feeds.ts'
import {
  anotherIsolate,
  articlePath,
  type DraftInput,
  draftOf,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  publicationOf,
  tokenOf,
} from '../newsroom.ts'

// Thousands of requests, each of them a quick one.
vi.setConfig({ testTimeout: 120_000 })

// The first moment of a month, so that its archive is a secret too.
const MOMENT = '2026-09-01T00:00:00Z'

const ID = 'zqid-1'

/** An article of which every word can be told from all others. */
const SECRET: DraftInput = draftOf(ID, {
  title: 'zqtitle',
  summary: 'zqsummary',
  content: '<p>zqcontent</p><img src="https://www.news.example/zqpicture.png" alt="zqalt">',
  published: '2026-08-31T23:00:00Z',
  visibleFrom: MOMENT,
  language: 'zgh',
  sections: ['zqsection'],
  tags: ['zqtag'],
  authors: [{ name: 'zqauthor', url: 'https://www.news.example/zqwriter' }],
  canonical: 'https://www.news.example/zqslug',
  image: { url: 'https://www.news.example/zqimage.jpg', credit: 'zqagency' },
  enclosures: [{ url: 'https://www.news.example/zqsound.mp3', type: 'audio/mpeg' }],
  source: { name: 'zqsource' },
  credit: 'zqcredit',
  correction: 'zqcorrection',
  translationGroup: 'zqgroup',
})

const WORDS = (
  'zqid zqtitle zqsummary zqcontent zqpicture zqalt zgh zqsection zqtag zqauthor zqwriter zqslug ' +
  'zqimage zqagency zqsound zqsource zqcredit zqcorrection zqgroup'
).split(' ')

const OF_OTHERS = { sections: ['economy'], tags: ['5G'], authors: [{ name: 'سلمى' }] }

/** Every address that there is for the public, as the routes say it. */
const MEMORY = new Memory()
const PATTERNS = [
  ...new Set(
    [
      feeds(MEMORY, () => NOW),
      ...[pages, directories, sitemaps, widget, knownFiles, status, wordpressFeeds].map((of) =>
        of(MEMORY),
      ),
      siteFiles,
      hooks(fetch),
    ]
      .flatMap(({ routes }) => routes)
      .map(({ path }) => path),
  ),
  ...articles.routes.map(({ path }) => `/articles${path}`),
]

const SLUGS: Record<string, string[]> = {
  sections: ['zqsection'],
  tags: ['zqtag', '5g'],
  authors: ['zqauthor'],
  languages: ['zgh', 'ar'],
}

/** In addresses of WordPress, whatever they are of. */
const OLD = ['zqsection', 'zqtag', 'zqauthor', '5g']

const MONTHS = ['2026-08', '2026-09']

function addressesOf(pattern: string): string[] {
  const [, kind = ''] = pattern.split('/')
  const values: Record<string, string[]> = {
    slug: SLUGS[kind] ?? [],
    month: MONTHS,
    year: ['2026'],
    id: [ID],
    name: ['zqtag'],
  }
  return [...pattern.matchAll(/:([a-z]+)(?:\{[^/]+\})?/g)].reduce(
    (addresses, [parameter, name = '']) =>
      addresses.flatMap((address) =>
        (values[name] ?? []).map((value) => address.replace(parameter, encodeURIComponent(value))),
      ),
    pattern.endsWith('*') ? OLD.map((slug) => pattern.replace('*', `${slug}/feed/`)) : [pattern],
  )
}

const FAR = Date.parse('2027-01-01T00:00:00Z')
const QUERIES: [pattern: RegExp, queries: string[]][] = [
  [
    /^(?!.*archive).*(?:\.(?:xml|json)|\/feed)$/,
    ['', '?limit=200&content=summary', `?before=${FAR}-0`],
  ],
  [/^\/$/, ['', '?q=zq', '?q=z', '?lang=fr', '?feed=rss2&tag=zqtag']],
  [/^\/(?:tags|authors)\/$/, ['', '?after=z', '?lang=en']],
  [/headlines$/, ['', '?limit=20']],
]

interface Asked {
  method: string
  path: string
  headers: Record<string, string>
}

const Origin = 'https://elsewhere.example'

/** Every request that anybody can make, as far as it may make a difference. */
const REQUESTS: Asked[] = PATTERNS.flatMap((pattern) =>
  addressesOf(pattern).flatMap(requestsFor),
).concat(
  ['/api/openapi.json', `/api/articles/${ID}`, '/api/changes', '/nothing'].map((path) => get(path)),
)

function get(path: string, headers: Record<string, string> = {}): Asked {
  return { method: 'GET', path, headers }
}

function requestsFor(path: string): Asked[] {
  const [, queries] = QUERIES.find(([each]) => each.test(path)) ?? ['', ['']]
  const asked = queries.map((query) => get(path + query))
  if (!path.includes('zq') || path.includes('archive')) return asked
  if (path.endsWith('/feed')) asked.push(get(path, { Accept: 'application/atom+xml' }))
  const preflight = { Origin, 'Access-Control-Request-Method': 'GET' }
  return [
    ...asked,
    { method: 'HEAD', path, headers: { Origin } },
    { method: 'OPTIONS', path, headers: preflight },
    { method: 'POST', path, headers: {} },
  ]
}

interface Answer {
  asked: string
  path: string
  status: number
  headers: Record<string, string>
  body: string
}

async function answerTo(newsroom: Newsroom, { method, path, headers }: Asked): Promise<Answer> {
  const response = await newsroom.get(path, headers, method)
  const said = JSON.stringify(headers)
  return {
    asked: `${method} ${path} ${said}`,
    path,
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  }
}

async function everything(newsroom: Newsroom): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const request of REQUESTS) answers.push(await answerTo(newsroom, request))
  return answers
}

function textOf({ headers, body }: Answer): string {
  return `${JSON.stringify(headers)} ${body}`.toLowerCase()
}

/** What of the secret is in an answer, as `request: word`. */
function leaks(answers: Answer[]): string[] {
  return answers.flatMap((answer) => {
    const text = textOf(answer)
    return WORDS.filter((word) => text.includes(word)).map((word) => `${answer.asked}: ${word}`)
  })
}

/** A section that there is says its own name; no other address says it. */
function isOfItsSection({ path, status }: Answer): boolean {
  return /^\/(?:sections|category)\/zqsection/.test(path) && status < 400
}

async function newsroomWithOthers(): Promise<Newsroom> {
  const { sections = [] } = publicationOf()
  const newsroom = await openNewsroom(
    publicationOf({ sections: [...sections, { id: 'zqsection', name: 'zqsection' }] }),
  )
  await newsroom.publish(draftOf('open', OF_OTHERS))
  // Not within the second of the change.
  newsroom.now += 5000
  return newsroom
}

/** Without what time alone changes: the end of an embargo ends what may be kept. */
function lasting(answers: Answer[]): Answer[] {
  return answers.map(({ headers: { 'cache-control': _, ...headers }, ...answer }) => ({
    ...answer,
    headers,
  }))
}

/** The answers to GET that are there, and say a word. */
function saying(answers: Answer[], word: string): Set<string> {
  const found = answers.filter((each) => each.status === 200 && textOf(each).includes(word))
  return new Set(found.filter(({ asked }) => asked.startsWith('GET ')).map(({ path }) => path))
}

it('every address of every route is asked for', () => {
  expect(PATTERNS.length).toBeGreaterThan(60)
  expect(REQUESTS.length).toBeGreaterThan(200)
  expect(PATTERNS.filter((pattern) => addressesOf(pattern).length === 0)).toEqual([])
})

describe('an article under embargo', () => {
  it('changes no answer but for how long it may be kept, until a millisecond before its moment', async () => {
    const newsroom = await newsroomWithOthers()
    newsroom.now += MINUTE
    const before = await everything(newsroom)
    await newsroom.publish(SECRET)
    expect(await everything(newsroom)).toEqual(before)
    for (const [earlier, isolate] of [
      [1000, newsroom],
      [1, newsroom],
      [1, anotherIsolate(newsroom)],
    ] as const) {
      isolate.now = Date.parse(MOMENT) - earlier
      const answers = await everything(isolate)
      expect(leaks(answers.filter((each) => !isOfItsSection(each)))).toEqual([])
      expect(leaks(answers).filter((leak) => !leak.endsWith(': zqsection'))).toEqual([])
      // The archive of a month that is over may be kept for longer, and the sitemap is of two days.
      const dated = (each: Answer) => /archive|sitemap/.test(each.path)
      const others = (of: Answer[]) => lasting(of).filter((each) => !dated(each))
      expect(others(answers)).toEqual(others(before))
    }
  })

  it('is everywhere at its moment', async () => {
    const newsroom = await newsroomWithOthers()
    await newsroom.publish(SECRET)
    await everything(newsroom)
    newsroom.now = Date.parse(MOMENT)
    const answers = await everything(newsroom)
    const everywhere = saying(answers, 'zqtitle')
    const files = ['rss.xml', 'atom.xml', 'feed.json', 'feed']
    const folders = [
      '',
      '/sections/zqsection',
      '/tags/zqtag',
      '/authors/zqauthor',
      '/languages/zgh',
    ]
    for (const folder of folders) {
      for (const file of files) {
        expect(everywhere).toContain(`${folder}/${file}`)
        expect(everywhere).toContain(`${folder}/archive/2026-09/${file}`)
      }
      expect(everywhere).toContain(`${folder}/headlines`)
      if (folder !== '') expect(everywhere).toContain(`${folder}/`)
    }
    for (const path of ['/', '/news-sitemap.xml']) expect(everywhere).toContain(path)
    const lists: [word: string, paths: string[]][] = [
      ['zqtag', ['/', '/?q=zq', '/tags/', '/rss.xml', '/atom.xml', '/feed.json']],
      ['zqauthor', ['/', '/?q=zq', '/authors/', '/rss.xml', '/atom.xml', '/feed.json']],
      ['zqsection', ['/', '/feeds.opml', '/.well-known/feeds', '/.well-known/feed-menu.json']],
      ['zgh', ['/', '/feeds.opml', '/.well-known/feed-menu.json']],
      ['zqslug', ['/', '/rss.xml', '/atom.xml', '/feed.json', '/news-sitemap.xml', '/headlines']],
      ['zqid', ['/rss.xml', '/atom.xml', '/feed.json']],
    ]
    for (const [word, paths] of lists) {
      const found = saying(answers, word)
      expect([word, paths.filter((path) => !found.has(path))]).toEqual([word, []])
    }
    const redirection = answers.find(({ asked }) => asked.startsWith(`GET /articles/${ID}`))
    expect(redirection).toMatchObject({
      status: 302,
      headers: { location: 'https://www.news.example/zqslug' },
    })
  })

  it('is in no change that others are told of until its moment', async () => {
    const newsroom = await newsroomWithOthers()
    const Authorization = `Bearer ${await tokenOf(newsroom, 'partner', 'changes')}`
    await newsroom.publish(SECRET)
    const told = async () => (await newsroom.get('/api/changes', { Authorization })).text()
    newsroom.now = Date.parse(MOMENT) - 1
    expect(await told()).not.toContain('zq')
    newsroom.now = Date.parse(MOMENT)
    expect(await told()).toContain('zqtitle')
  })
})

/** What takes an article away, and whether anything may say later that it was there. */
const WITHDRAWALS: [how: string, withdraw: (newsroom: Newsroom) => Promise<unknown>][] = [
  ['killed', (newsroom) => setStatus(newsroom, { status: 'killed', reason: 'zqreason' })],
  ['withheld', (newsroom) => setStatus(newsroom, { status: 'withheld', reason: 'zqreason' })],
  ['deleted', (newsroom) => newsroom.call('DELETE', articlePath(ID))],
  ['not for syndication', (newsroom) => newsroom.publish({ ...SECRET, syndication: 'none' })],
  ['under embargo again', (newsroom) => newsroom.publish({ ...SECRET, visibleFrom: LATER })],
]

const LATER = '2026-09-01T03:00:00Z'

async function setStatus(newsroom: Newsroom, change: object): Promise<void> {
  const response = await newsroom.call('PUT', `${articlePath(ID)}/status`, change)
  expect(response.status).toBe(200)
}

/** Its identity in Atom, by which readers know what to take away (RFC 6721). */
function withoutTombstones(answer: Answer): Answer {
  return {
    ...answer,
    body: answer.body.replace(/<at:deleted-entry [^>]*ref="[^"]*zqid-1"/g, ''),
  }
}

/** What was asked for by its name says that name: its subscribers are to hear that it is empty. */
function isItsOwnName(answer: Answer, word: string): boolean {
  const names: Record<string, RegExp> = {
    zqtag: /^\/(?:tags?\/|\?feed=rss2&tag=)zqtag/i,
    zqauthor: /^\/authors?\/zqauthor/i,
    zgh: /^\/languages\/zgh/i,
    zqsection: /^\/(?:sections|category)\/zqsection/i,
  }
  return names[word]?.test(answer.path) ?? false
}

function leaksOfWithdrawn(answers: Answer[]): string[] {
  return answers.map(withoutTombstones).flatMap((answer) => {
    const text = textOf(answer)
    return [...WORDS, 'zqreason']
      .filter((word) => text.includes(word) && !isItsOwnName(answer, word))
      .map((word) => `${answer.asked}: ${word}`)
  })
}

describe.each(WITHDRAWALS)('an article that was public, and is %s', (_, withdraw) => {
  it('is in no answer any more', async () => {
    const newsroom = await newsroomWithOthers()
    await newsroom.publish(SECRET)
    newsroom.now = Date.parse(MOMENT) + 5000
    // An isolate that has it in memory, and one that withdraws it and had it too.
    const other = anotherIsolate(newsroom)
    expect(leaks(await everything(newsroom))).not.toEqual([])
    expect(leaks(await everything(other))).not.toEqual([])
    await withdraw(newsroom)
    expect(leaksOfWithdrawn(await everything(newsroom))).toEqual([])
    other.now += 60_000
    expect(leaksOfWithdrawn(await everything(other))).toEqual([])
    expect(leaksOfWithdrawn(await everything(anotherIsolate(newsroom)))).toEqual([])
  })
})

const NEVER: [how: string, keep: (newsroom: Newsroom) => Promise<unknown>][] = [
  ['withheld', (newsroom) => newsroom.publish({ ...SECRET, status: 'withheld' })],
  ['killed', (newsroom) => newsroom.publish({ ...SECRET, status: 'killed', reason: 'zqreason' })],
  ['not for syndication', (newsroom) => newsroom.publish({ ...SECRET, syndication: 'none' })],
  [
    'killed under its embargo',
    async (newsroom) => {
      await newsroom.publish(SECRET)
      await setStatus(newsroom, { status: 'killed', reason: 'zqreason' })
    },
  ],
  [
    'deleted under its embargo',
    async (newsroom) => {
      await newsroom.publish(SECRET)
      await newsroom.call('DELETE', articlePath(ID))
    },
  ],
]

describe.each(NEVER)('an article that was never public, and is %s', (_, keep) => {
  it('changes no answer, then or later', async () => {
    const newsroom = await newsroomWithOthers()
    const before = await everything(newsroom)
    newsroom.now = Date.parse(MOMENT) + 5000
    const beforeLater = await everything(newsroom)
    newsroom.now = NOW + 5000
    await keep(newsroom)
    expect(await everything(newsroom)).toEqual(before)
    newsroom.now = Date.parse(MOMENT) + 5000
    expect(await everything(newsroom)).toEqual(beforeLater)
    expect(await everything(anotherIsolate(newsroom))).toEqual(beforeLater)
  })
})
