// What anybody with a token may send in the body of a request, field by field: whatever it is, it is
// taken, or refused by an error that names the field; and what is taken leaves every document sound.

import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { jsonFeed } from '../json-feed-schema.ts'
import { draft } from '../../src/article/draft.ts'
import {
  articlePath,
  draftOf,
  type Newsroom,
  openNewsroom,
  type ProblemDocument,
  publicationOf,
} from '../newsroom.ts'
import { strict } from '../strict.ts'

// Thousands of requests, each of them a quick one.
vi.setConfig({ testTimeout: 120_000 })

const WORDS = Object.values({
  nothing: '',
  spaces: ' \t\n\u00a0\u3000',
  invisible: '\u200b\u200e\u2060\ufeff',
  nul: 'أ\u0000ب',
  controls: '\u0001\u0008\u000b\u001f\u007f\u0085\u009f',
  surrogates: '\ud800أ\udc00',
  noncharacters: '\ufffe\uffff\ufdd0',
  overrides: '\u202eأ\u202d\u2066ب',
  marks: `أ${'\u0301'.repeat(500)}`,
  emoji: '👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  forms: '\ufefb\ufdfa\ufd3e',
  lines: 'أ\r\nب\u2028ج\u2029د',
  markup: '<script>alert(1)</script>]]><![CDATA[&amp;&#0;&',
  deep: '<div>'.repeat(500),
  quotes: `'"\`\\`,
  names: '__proto__',
  sql: "'; DROP TABLE articles; --",
  moment: '2026-08-22T10:30:00+01:00',
  moments: '2026-02-30T25:61:61Z',
  negative: '-000001-01-01T00:00:00Z',
  first: '0000-01-01T00:00:00+23:59',
  last: '9999-12-31T23:59:59-23:59',
  language: 'ar-Latn-MA-u-nu-latn-x-y',
  grandfathered: 'i-klingon',
  address: 'https://www.news.example/أ?ب#ج',
  relative: '../أ',
  scheme: 'javascript:alert(1)',
  type: 'image/jpeg',
  status: 'withheld',
  direction: 'rtl',
  section: 'economy',
})

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom(201, 501, 1001, 2049, 5001).map((n) => 'أ'.repeat(n)) },
)

function nested(depth: number): unknown {
  let value: unknown = 'x'
  for (let at = 0; at < depth; at += 1) value = at % 2 === 0 ? [value] : { id: value }
  return value
}

const wrong = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, -0, 100_001, 2 ** 53, [], {}),
  fc.constantFrom<unknown>(
    [null],
    [[]],
    [{}],
    [1, 'x'],
    { name: 'x' },
    { url: 'x', x: 1 },
    nested(200),
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(text, { maxLength: 60 }),
  fc.array(fc.record({ name: text, url: text }, { requiredKeys: [] }), { maxLength: 3 }),
)

const wild: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: wrong },
)

type Path = (string | number)[]

/** A copy of a document, with these values at these places. */
function changed(document: object, changes: [Path, unknown][]): object {
  const copy: unknown = structuredClone(document)
  for (const [path, value] of changes) put(copy, path, value)
  return copy as object
}

function put(document: unknown, path: Path, value: unknown): void {
  const [first = '', ...rest] = path
  if (typeof document !== 'object' || document === null) return
  if (rest.length > 0) return put((document as Record<string, unknown>)[first], rest, value)
  // As JSON.parse has it: a key like any other.
  Object.defineProperty(document, first, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

/** One to three changes of a document, at the places of it or at one that no document has. */
function changesOf(paths: Path[]): fc.Arbitrary<[Path, unknown][]> {
  const path = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...paths) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Path>(['x'], ['__proto__'], ['~/a'], [''], ['toString']),
    },
  )
  return fc.array(fc.tuple(path, wild), { minLength: 1, maxLength: 3 })
}

/** Every place in a document. */
function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  const isList = Array.isArray(value)
  const inside = Object.entries(value).flatMap(([key, each]) =>
    pathsIn(each, [...at, isList ? Number(key) : key]),
  )
  return at.length > 0 ? [at, ...inside] : inside
}

const escaped = (step: string | number) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')

/** What is wrong with a refusal: it names no place that was changed, or does not say what to do. */
function faultsOfRefusal(
  { errors, detail }: ProblemDocument,
  changes: [Path, unknown][],
): string[] {
  if (!errors || errors.length === 0) return [`it names no field: ${detail}`]
  const places = changes.map(([path]) => path.map((step) => `/${escaped(step)}`).join(''))
  return errors.flatMap(({ pointer, detail: said }) => {
    const isNear =
      RELATED.test(pointer) ||
      places.some((place) => pointer.startsWith(place) || place.startsWith(`${pointer}/`))
    // As a schema says it that nobody gave words to.
    const isOurs = /^[^A-Z]/.test(said) && said.includes(' ') && said.length < 1000
    return [
      ...(isNear ? [] : [`it names ${pointer}: ${said}`]),
      ...(isOurs ? [] : [`${pointer}: it says "${said}"`]),
    ]
  })
}

// Where one field is wrong because of another: a reason with no status, an article that is too large
// in all, the name of one section that gives the slug of another.
const RELATED = /^\/(?:reason$|content$|sections\/)/

async function answerTo(newsroom: Newsroom, method: string, path: string, body: unknown) {
  const response = await newsroom.call(method, path, body)
  const answer = await response.text()
  return { status: response.status, answer, type: response.headers.get('Content-Type') }
}

/** What is wrong with how a body is taken or refused. */
async function faultsOf(
  newsroom: Newsroom,
  [method, path]: [string, string],
  document: object,
  changes: [Path, unknown][],
): Promise<string[]> {
  const { status, answer } = await answerTo(newsroom, method, path, changed(document, changes))
  return foundIn(status, answer, changes, () => faultsOfDocuments(newsroom))
}

const DOCUMENTS: [path: string, judge: (document: string) => unknown][] = [
  ['/rss.xml?limit=200', strict],
  ['/atom.xml?limit=200', strict],
  ['/feed.json?limit=200', jsonFeed],
  ['/feeds.opml', strict],
]

async function faultsOfDocuments(newsroom: Newsroom): Promise<string[]> {
  const faults: string[] = []
  for (const [path, judge] of DOCUMENTS) {
    const response = await newsroom.get(path)
    const document = await response.text()
    if (response.status !== 200) faults.push(`${path}: ${response.status}`)
    try {
      judge(document)
    } catch (error) {
      faults.push(`${path}: ${String(error)}`)
    }
  }
  return faults
}

/** What is wrong with how every word is taken or refused in every field, one at a time. */
async function faultsOfWords(
  newsroom: Newsroom,
  [method, path]: [string, string],
  document: object,
  judge: () => Promise<string[]>,
): Promise<string[]> {
  const faults: string[] = []
  for (const at of pathsIn(document)) {
    for (const word of WORDS) {
      const changes: [Path, unknown][] = [[at, word]]
      const { status, answer } = await answerTo(newsroom, method, path, changed(document, changes))
      const found = await foundIn(status, answer, changes, judge)
      faults.push(...found.map((fault) => `${JSON.stringify([at, word])}: ${fault}`))
    }
  }
  return faults
}

async function foundIn(
  status: number,
  answer: string,
  changes: [Path, unknown][],
  judge: () => Promise<string[]>,
): Promise<string[]> {
  if (status === 200 || status === 201) return judge()
  if (status === 409) return []
  if (status !== 422) return [`${status}: ${answer}`]
  return faultsOfRefusal(JSON.parse(answer) as ProblemDocument, changes)
}

const ARTICLE = {
  ...draftOf('wild'),
  language: 'ar',
  direction: 'rtl',
  updated: '2026-08-22T10:00:00Z',
  visibleFrom: '2026-08-22T09:00:00Z',
  authors: [{ name: 'سلمى', url: 'https://www.news.example/salma' }, { name: 'ياسين' }],
  sections: ['economy'],
  tags: ['5G', 'خبر'],
  translationGroup: 'g',
  summary: 'موجز',
  canonical: 'https://www.news.example/story',
  image: {
    url: 'https://www.news.example/a.jpg',
    type: 'image/jpeg',
    bytes: 10,
    width: 20,
    height: 30,
    alt: 'صورة',
    credit: 'مصور',
    syndication: 'all',
  },
  enclosures: [
    {
      url: 'https://www.news.example/a.mp3',
      type: 'audio/mpeg',
      bytes: 10,
      title: 'صوت',
      duration: 12.5,
    },
  ],
  source: { name: 'وكالة', url: 'https://agency.example/' },
  credit: 'و م ع',
  correction: 'تصحيح',
  syndication: 'all',
  origin: 'api',
  // Brings back what a body before had killed.
  status: 'published',
}

const { sections = [], ...PUBLICATION_FIELDS } = publicationOf()
const PUBLICATION = {
  ...PUBLICATION_FIELDS,
  direction: 'rtl',
  sections: sections.map((section) => ({
    ...section,
    slug: section.id,
    language: 'ar',
    direction: 'rtl',
  })),
  author: { name: 'هيئة التحرير', url: 'https://www.news.example/desk' },
  licence: { name: 'رخصة', url: 'https://licence.example/' },
  image: 'https://www.news.example/logo.png',
  icon: 'https://www.news.example/icon.png',
  hub: 'https://hub.example/',
  marks: 'when-needed',
  cleaning: { tatweel: false, spaces: false, invisible: false },
}

const DOCUMENTS_LATER = () => Promise.resolve([])

describe.each<[request: [method: string, path: string], body: object]>([
  [['PUT', '/api/articles/wild'], ARTICLE],
  [['PUT', '/api/publication'], PUBLICATION],
])('%j', (request, body) => {
  const opened = async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['5G'] }))
    return newsroom
  }

  it('takes any value of any field, or says which is wrong and why', async () => {
    const newsroom = await opened()
    await fc.assert(
      fc.asyncProperty(changesOf(pathsIn(body)), async (changes) => {
        expect(await faultsOf(newsroom, request, body, changes)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('says of every word in every field what is wrong with it, where anything is', async () => {
    const newsroom = await opened()
    expect(await faultsOfWords(newsroom, request, body, DOCUMENTS_LATER)).toEqual([])
    expect(await faultsOfDocuments(newsroom)).toEqual([])
  })
})

it('every word that a field of an article takes leaves every document sound', async () => {
  const newsroom = await openNewsroom()
  const drafts = pathsIn(ARTICLE).flatMap((at) =>
    WORDS.map((word) => changed(ARTICLE, [[at, word]])).map((each, index) => ({
      ...each,
      id: `${at.join()} ${index}`,
    })),
  )
  const taken = drafts.filter((each) => draft.safeParse(each).success)
  expect(taken.length).toBeGreaterThan(300)
  let count = 0
  for (let from = 0; from < taken.length; from += 100) {
    const articles = taken.slice(from, from + 100)
    const first = await newsroom.call('POST', '/api/articles', { articles })
    const refused =
      first.status === 422 ? indexesOf(await first.json<ProblemDocument>()) : new Set()
    const others = articles.filter((_, index) => !refused.has(index))
    if (refused.size > 0) {
      const again = await newsroom.call('POST', '/api/articles', { articles: others })
      expect([again.status, from]).toEqual([200, from])
    }
    count += others.length
    expect(await faultsOfDocuments(newsroom)).toEqual([])
    for (const each of others) await newsroom.call('DELETE', articlePath(each.id))
  }
  expect(count).toBeGreaterThan(300)
})

function indexesOf({ errors = [] }: ProblemDocument): Set<number> {
  return new Set(errors.map(({ pointer }) => Number(pointer.split('/')[2])))
}

const SMALL: [request: [method: string, path: string], body: object][] = [
  [['PUT', '/api/articles/a/status'], { status: 'withheld', reason: 'سبب' }],
  [['POST', '/api/tokens'], { name: 'a', scopes: ['publish'], expires: '2027-08-22T00:00:00Z' }],
  [['POST', '/api/tokens/b/rotate'], { grace: 60, expires: '2027-08-22T00:00:00Z' }],
  [['POST', '/api/articles'], { articles: [draftOf('a'), draftOf('b')] }],
]

describe.each(SMALL)('%j', (request, body) => {
  it('takes any value of any field, or says which is wrong and why', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    await newsroom.call('POST', '/api/tokens', { name: 'b', scopes: ['publish'] })
    await fc.assert(
      fc.asyncProperty(changesOf(pathsIn(body)), async (changes) => {
        expect(await faultsOf(newsroom, request, body, changes)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

const DEEP = 100_000
const BODIES: [what: string, body: string | Uint8Array, status: number][] = [
  ['nothing', '', 400],
  ['white space', ' \n', 400],
  ['a byte order mark and nothing', '\ufeff', 400],
  ['null', 'null', 422],
  ['a text', '"text"', 422],
  ['a list', '[]', 422],
  ['a number', '1e999', 422],
  ['two documents', '{}{}', 400],
  ['what is cut short', '{"title":"', 400],
  ['a comma too many', '{"title":"a",}', 400],
  ['a comment', '{/* x */}', 400],
  ['quotation marks of another kind', "{'title':'a'}", 400],
  ['NaN', '{"title":NaN}', 400],
  ['a raw line end in a text', '{"title":"a\nb"}', 400],
  ['an escape that is none', '{"title":"\\x41"}', 400],
  ['lists in lists', '['.repeat(DEEP) + ']'.repeat(DEEP), 422],
  ['lists in lists that do not end', '['.repeat(DEEP), 400],
  ['maps in maps', `${'{"title":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`, 422],
  [
    'maps in a field that takes a list',
    `{"tags":${'[{"a":'.repeat(DEEP)}1${'}]'.repeat(DEEP)}}`,
    422,
  ],
  [
    'thousands of unknown fields',
    `{${Array.from({ length: 20_000 }, (_, n) => `"x${n}":1`).join()}}`,
    422,
  ],
  ['__proto__', '{"__proto__":{"title":"x"}}', 422],
  ['constructor', '{"constructor":{"prototype":{"title":"x"}}}', 422],
  [
    'bytes that are no UTF-8',
    new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    400,
  ],
  ['an overlong encoding', new Uint8Array([0x22, 0xc0, 0xaf, 0x22]), 400],
  ['a surrogate in UTF-8', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), 400],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), 400],
  ['XML', '<article/>', 400],
  ['a form', 'title=a&content=b', 400],
]

const WRITTEN: [method: string, path: string][] = [
  ['PUT', '/api/articles/a'],
  ['POST', '/api/articles'],
  ['PUT', '/api/publication'],
  ['PUT', '/api/articles/a/status'],
  ['POST', '/api/tokens'],
  ['POST', '/api/tokens/a/rotate'],
]

describe.each(WRITTEN)('%s %s', (method, path) => {
  it.each(BODIES)('refuses %s', async (_, body, status) => {
    const newsroom = await openNewsroom()
    const { status: answered, answer, type } = await answerTo(newsroom, method, path, body)
    expect([answered, type]).toEqual([status, 'application/problem+json'])
    const { detail, errors } = JSON.parse(answer) as ProblemDocument
    expect(detail.length).toBeGreaterThan(10)
    expect(detail.length).toBeLessThan(2000)
    expect(answer).not.toMatch(/\bat \w|\.ts:|Maximum call stack/)
    if (status === 422)
      expect(errors?.every(({ detail: said }) => /^[^A-Z].* /.test(said))).toBe(true)
  })
})

describe('a field that stands twice', () => {
  it.each(WRITTEN)('is named, and nothing of it is kept: %s %s', async (method, path) => {
    const newsroom = await openNewsroom()
    const body = JSON.stringify({ articles: [draftOf('a')] }).replace(
      '"title"',
      '"title":"أول","title"',
    )
    const { status, answer } = await answerTo(newsroom, method, path, body)
    expect([status, JSON.parse(answer)]).toEqual([
      422,
      {
        type: 'about:blank',
        title: 'Unprocessable content',
        status: 422,
        detail: '/articles/0/title: stands twice: leave one of them out',
        errors: [{ pointer: '/articles/0/title', detail: 'stands twice: leave one of them out' }],
      },
    ])
    expect(jsonFeed(await (await newsroom.get('/feed.json')).text()).items).toEqual([])
  })
})
