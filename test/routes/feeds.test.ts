import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { jsonFeed } from '../json-feed-schema.ts'
import {
  ADDRESS,
  articlePath,
  type DraftInput,
  draftOf,
  draftsOf,
  FILES,
  HOUR,
  idsOf,
  type Newsroom,
  NOW,
  openNewsroom,
  path,
  problemOf,
  publicationOf,
} from '../newsroom.ts'
import { strict } from '../strict.ts'

const MEDIA_TYPES = {
  'rss.xml': 'application/rss+xml',
  'atom.xml': 'application/atom+xml',
  'feed.json': 'application/feed+json',
} as const

type File = (typeof FILES)[number]

/** An article in a feed of every kind. */
const RICH: Partial<DraftInput> = {
  sections: ['cybersecurity'],
  tags: ['الأمن الرقمي'],
  authors: [{ name: 'فاطمة العلوي' }],
  language: 'ar-MA',
}

/** The folder of each of the feeds, percent-encoded, and the title of the feed. */
const FOLDERS: [folder: string, title: string][] = [
  ['', 'الحدث'],
  [path('sections', 'أمن-سيبراني'), 'الحدث — أمن سيبراني'],
  [path('tags', 'الأمن-الرقمي'), 'الحدث — الأمن الرقمي'],
  [path('authors', 'فاطمة-العلوي'), 'الحدث — فاطمة العلوي'],
  ['/languages/ar-MA', 'الحدث — العربية (المغرب)'],
]

/** What a document says, by a strict reader. */
interface Read {
  title: string
  self: string | undefined
  next: string | undefined
  ids: string[]
  titles: string[]
  text: string
}

async function read(response: Response, file: File): Promise<Read> {
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toBe(`${MEDIA_TYPES[file]}; charset=utf-8`)
  const text = await response.text()
  if (file === 'feed.json') {
    const { title, feed_url: self, next_url: next, items } = jsonFeed(text)
    const titles = items.map((item) => item.title ?? '')
    return { title, self, next, ids: items.map(({ id }) => id), titles, text }
  }
  const root = strict(text)
  const isAtom = file === 'atom.xml'
  const channel = isAtom ? root : root.the('channel')
  const items = channel.all(isAtom ? 'entry' : 'item')
  const links = channel.all(isAtom ? 'link' : 'atom:link')
  const linkOf = (rel: string) =>
    links.find(({ attributes }) => attributes.rel === rel)?.attributes.href
  return {
    title: channel.the('title').text,
    self: linkOf('self'),
    next: linkOf('next'),
    ids: items.map((item) => item.the(isAtom ? 'id' : 'guid').text.replace(/^tag:.*\//, '')),
    titles: items.map((item) => item.the('title').text),
    text,
  }
}

async function readPath(newsroom: Newsroom, at: string, file: File): Promise<Read> {
  return read(await newsroom.get(at), file)
}

describe.each(FILES)('%s', (file) => {
  it.each(FOLDERS)('is there for the feed at "%s"', async (folder, title) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('rich', RICH),
      draftOf('other', { language: 'fr', published: '2026-08-22T08:00:00Z' }),
    )
    const feed = await readPath(newsroom, `${folder}/${file}`, file)
    expect(feed.title).toBe(title)
    expect(feed.self).toBe(`${ADDRESS}${folder}/${file}`)
    expect(feed.next).toBeUndefined()
    expect(feed.ids).toEqual(folder === '' ? ['rich', 'other'] : ['rich'])
  })

  it.each(FOLDERS)('is 404 where there is no such feed: like "%s"', async (folder) => {
    const newsroom = await openNewsroom(folder === '' ? null : publicationOf())
    await problemOf(await newsroom.get(`${folder.replace(/[^/]*$/, 'none')}/${file}`), 404)
  })

  it('is there without an article', async () => {
    const newsroom = await openNewsroom()
    expect((await readPath(newsroom, `/${file}`, file)).ids).toEqual([])
  })

  it('is sent without its body where only the head is asked for', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const got = await newsroom.get(`/${file}`)
    const head = await newsroom.get(`/${file}`, {}, 'HEAD')
    expect(head.status).toBe(200)
    expect([...head.headers]).toEqual([...got.headers])
    expect(await head.text()).toBe('')
  })

  it('says where it and the others are', async () => {
    const hub = 'https://hub.news.example/'
    const newsroom = await openNewsroom(publicationOf({ hub }))
    await newsroom.publish(draftOf('a', { tags: ['الأمن'] }))
    const folder = path('tags', 'الأمن')
    const { headers } = await newsroom.get(`${folder}/${file}?limit=7&utm_source=x`)
    const links = FILES.map((each) => {
      const rel = each === file ? 'self' : 'alternate'
      const address = `${ADDRESS}${folder}/${each}?limit=7`
      return `<${address}>; rel="${rel}"; type="${MEDIA_TYPES[each]}"`
    })
    expect(headers.get('Link')).toBe([...links, `<${hub}>; rel="hub"`].join(', '))
  })

  it('may be kept by caches for less than a minute', async () => {
    const newsroom = await openNewsroom()
    const { headers } = await newsroom.get(`/${file}`)
    expect(headers.get('Cache-Control')).toBe('public, max-age=50')
    expect(headers.get('Vary')).toBe('Sec-Fetch-Dest, Accept-Encoding, A-IM')
  })

  it('of 200 articles is the same bytes after they are published again, and in another store', async () => {
    const drafts = draftsOf(200, { ...RICH, content: '<p>نص <b>الخبر</b> كله.</p>' })
    // Ten of each moment.
    const same = drafts.map((draft, index) => ({
      ...draft,
      published: drafts[Math.floor(index / 10) * 10]?.published ?? draft.published,
    }))
    const newsroom = await openNewsroom()
    await newsroom.publish(...same)
    const first = await newsroom.get(`/${file}?limit=200`)
    newsroom.now = NOW + HOUR
    await newsroom.publish(...same)
    const second = await newsroom.get(`/${file}?limit=200`)
    const { text, ids } = await read(first, file)
    expect(ids).toHaveLength(200)
    expect(await second.text()).toBe(text)
    expect(second.headers.get('ETag')).toBe(first.headers.get('ETag'))

    const another = await openNewsroom()
    another.now = NOW + 2 * HOUR
    await another.publish(...same.toReversed())
    expect(await (await another.get(`/${file}?limit=200`)).text()).toBe(text)
  })

  it('rule 19: puts one U+200F before a title that needs it, and none anywhere else', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('a', { title: '5G في المغرب' }),
      draftOf('b', { title: 'تحديث iOS 18!', published: '2026-08-22T08:00:00Z' }),
    )
    const { titles, text } = await readPath(newsroom, `/${file}`, file)
    expect(titles).toEqual(['\u200f5G في المغرب', 'تحديث iOS 18!'])
    expect(text.match(/[\u200e\u200f]/g)).toEqual(['\u200f'])
    const { results } = await env.DB.prepare(
      'SELECT a.document, d.document AS draft FROM articles a JOIN drafts d ON d.article = a.number',
    ).all()
    expect(results).toHaveLength(2)
    expect(JSON.stringify(results)).not.toMatch(/[\u200e\u200f]/)
  })

  it('rule 20: puts none where the publication has them off', async () => {
    const newsroom = await openNewsroom(publicationOf({ marks: 'off' }))
    await newsroom.publish(draftOf('a', { title: '5G في المغرب' }))
    const { titles, text } = await readPath(newsroom, `/${file}`, file)
    expect(titles).toEqual(['5G في المغرب'])
    expect(text).not.toMatch(/[\u200e\u200f]/)
  })
})

describe('limit', () => {
  it.each([
    ['', 50],
    ['limit=1', 1],
    ['limit=7', 7],
    ['limit=200', 200],
    ['limit=007', 7],
  ])('?%s gives %i of 201 articles', async (query, count) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(201))
    expect(await idsOf(await newsroom.get(`/feed.json?${query}`))).toHaveLength(count)
  })

  it.each(['0', '201', '1000', '-1', '+1', '1.5', '1e2', 'abc', '', '%D9%A5', ' 5', '0x10'])(
    '?limit=%s is 400',
    async (limit) => {
      const newsroom = await openNewsroom()
      for (const file of [...FILES, 'feed']) {
        const { detail } = await problemOf(await newsroom.get(`/${file}?limit=${limit}`), 400)
        expect(detail).toMatch(/^limit is a whole number from 1 to 200, not ".*"\.$/)
      }
    },
  )
})

describe('content', () => {
  it.each(FILES)('=summary leaves the text out of %s, and no other word', async (file) => {
    const newsroom = await openNewsroom()
    const content = `<p>${'جملة من الخبر. '.repeat(40)}</p><p>آخر الكلام.</p>`
    // An Atom entry without an address has to have content (RFC 4287 §4.1.2).
    await newsroom.publish(draftOf('a', { content, canonical: 'https://www.news.example/a' }))
    const full = await readPath(newsroom, `/${file}`, file)
    const short = await readPath(newsroom, `/${file}?content=summary`, file)
    expect(full.text).toContain('آخر الكلام.')
    expect(short.text).not.toContain('آخر الكلام.')
    expect(short.text).toContain('جملة من الخبر.')
    expect(short.text).not.toMatch(/<content|content:encoded>/)
    expect(short.self).toBe(`${ADDRESS}/${file}?content=summary`)
    expect((await readPath(newsroom, `/${file}?content=full`, file)).text).toBe(full.text)
  })

  it.each(['none', '', 'Full', 'full,summary'])('=%s is 400', async (content) => {
    const newsroom = await openNewsroom()
    const { detail } = await problemOf(await newsroom.get(`/rss.xml?content=${content}`), 400)
    expect(detail).toBe(`content is full or summary, not "${content}".`)
  })
})

describe('before', () => {
  async function pages(newsroom: Newsroom, first: string, file: File): Promise<string[][]> {
    const found: string[][] = []
    let at: string | undefined = first
    while (at !== undefined) {
      const page = await readPath(newsroom, at, file)
      expect(page.self).toBe(ADDRESS + at)
      found.push(page.ids)
      at = page.next?.replace(ADDRESS, '')
    }
    return found
  }

  it.each(FILES)('pages through %s to the end, without loss or repetition', async (file) => {
    const newsroom = await openNewsroom()
    const drafts = draftsOf(23)
    await newsroom.publish(...drafts)
    const found = await pages(newsroom, `/${file}?limit=5`, file)
    expect(found.map((page) => page.length)).toEqual([5, 5, 5, 5, 3])
    expect(found.flat()).toEqual(drafts.map(({ id }) => id).toReversed())
  })

  it.each(FILES)('does so in %s when all are of one moment', async (file) => {
    const newsroom = await openNewsroom()
    const drafts = draftsOf(23, { published: '2026-08-22T09:00:00Z' })
    await newsroom.publish(...drafts)
    const found = await pages(newsroom, `/${file}?limit=4&content=summary`, file)
    expect(found.map((page) => page.length)).toEqual([4, 4, 4, 4, 4, 3])
    expect(found.flat().toSorted()).toEqual(drafts.map(({ id }) => id).toSorted())
    expect(found.flat()).toEqual(await idsOf(await newsroom.get('/feed.json')))
  })

  it('ends where the last page is full', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(10))
    expect(await pages(newsroom, '/feed.json?limit=5', 'feed.json')).toHaveLength(2)
  })

  it('shifts nothing when articles come and go at the top meanwhile', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(10))
    const first = await readPath(newsroom, '/feed.json?limit=5', 'feed.json')
    await newsroom.publish(draftOf('new', { published: '2026-08-22T11:59:00Z' }))
    await newsroom.call('DELETE', articlePath('10'))
    await newsroom.call('DELETE', articlePath('06'))
    const second = await readPath(newsroom, first.next?.replace(ADDRESS, '') ?? '', 'feed.json')
    expect([...first.ids, ...second.ids]).toEqual([
      '10',
      '09',
      '08',
      '07',
      '06',
      '05',
      '04',
      '03',
      '02',
      '01',
    ])
  })

  it.each(['', 'x', '1', '1-', '-1', '1-1-1', '1.5-1', '%D9%A1-1', '9'.repeat(17) + '-1'])(
    '=%s is 400',
    async (before) => {
      const newsroom = await openNewsroom()
      const { detail } = await problemOf(await newsroom.get(`/rss.xml?before=${before}`), 400)
      expect(detail).toBe('before is the value that the address of a next page has.')
    },
  )
})

describe('other parameters', () => {
  it.each(FILES)('make no other document of %s', async (file) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(3))
    const plain = await newsroom.get(`/${file}?limit=2`)
    const text = await plain.text()
    expect(text).not.toContain('utm_source')
    for (const query of [
      'utm_source=x&limit=2',
      'limit=2&fbclid=%D8%AE&content=full',
      'LIMIT=9&limit=2&Before=x',
      'limit=2&=&&a[]=1',
      'limit=2&limit=3',
    ]) {
      const other = await newsroom.get(`/${file}?${query}`)
      expect(await other.text()).toBe(text)
      for (const name of ['ETag', 'Last-Modified', 'Link', 'Vary', 'Cache-Control']) {
        expect(other.headers.get(name)).toBe(plain.headers.get(name))
      }
    }
  })

  it('that say the default are left out of the canonical address, the others stand in one order', async () => {
    const newsroom = await openNewsroom()
    const selfOf = async (query: string) =>
      (await readPath(newsroom, `/rss.xml?${query}`, 'rss.xml')).self
    expect(await selfOf('limit=50&content=full')).toBe(`${ADDRESS}/rss.xml`)
    expect(await selfOf('before=1-2&content=summary&limit=3')).toBe(
      `${ADDRESS}/rss.xml?limit=3&content=summary&before=1-2`,
    )
  })
})

describe('rule 32: an address that is not the canonical one', () => {
  const folder = path('sections', 'أمن-سيبراني')

  it.each([
    ['raw UTF-8', '/sections/أمن-سيبراني/'],
    ['percent-encoded', `${folder}/`],
    ['in NFD', `${path('sections', 'أمن-سيبراني'.normalize('NFD'))}/`],
    ['in small hexadecimal', `${folder.toLowerCase()}/`],
    ['in mixed hexadecimal', `${folder.replace('%D8', '%d8')}/`],
    ['with tatweel and marks', `${path('sections', 'أَمْن-سيبـراني')}/`],
    ['with spaces', `${path('sections', 'أمن سيبراني')}/`],
    ['with encoded letters', `/%73ections/${folder.split('/')[2]}/`],
    ['with signs around it', `${path('sections', '«أمن سيبراني»!')}/`],
  ])('%s leads to the canonical one, which is the document', async (_, asked) => {
    const newsroom = await openNewsroom()
    const canonical = `${folder}/rss.xml`
    for (const query of ['', '?limit=3&x=%D8%AE']) {
      const response = await newsroom.get(`${asked}rss.xml${query}`)
      if (new URL(`${ADDRESS}${asked}`).pathname === `${folder}/`) {
        expect(response.status).toBe(200)
        continue
      }
      expect(response.status).toBe(301)
      expect(await response.text()).toBe('')
      expect(response.headers.get('Location')).toBe(`${ADDRESS}${canonical}${query}`)
      expect(response.headers.get('Cache-Control')).toBe('public, max-age=50')
      expect((await newsroom.get(canonical + query)).status).toBe(200)
    }
  })

  it.each([
    ['/tags/IOS/rss.xml', '/tags/ios/rss.xml'],
    ['/tags/iOS%2018/rss.xml', '/tags/ios-18/rss.xml'],
    ['/languages/AR_ma/atom.xml', '/languages/ar-MA/atom.xml'],
    ['/languages/ar-ma/feed.json', '/languages/ar-MA/feed.json'],
    ['/languages/arb/feed.json', '/languages/ar/feed.json'],
    ['/languages/ar_MA/feed', '/languages/ar-MA/feed'],
    ['/authors/JAN%C3%89/feed.json', '/authors/jan%C3%A9/feed.json'],
  ])('%s leads to %s', async (asked, canonical) => {
    const newsroom = await openNewsroom()
    const tags = ['iOS', 'iOS 18']
    await newsroom.publish(draftOf('a', { tags, language: 'ar-MA', authors: [{ name: 'Jané' }] }))
    const response = await newsroom.get(asked)
    expect([response.status, response.headers.get('Location')]).toEqual([301, ADDRESS + canonical])
    expect((await newsroom.get(canonical)).status).toBe(200)
  })

  it.each([
    ['tags', 'الامارات', 'الإمارات'],
    ['tags', 'أمن-البيانات-العربيه', 'أمن-البيانات-العربية'],
    ['authors', 'احمد-علي', 'أحمد-علي'],
  ])('rule 31: /%s/%s is another spelling of %s', async (folder, asked, canonical) => {
    const newsroom = await openNewsroom()
    const tags = ['الإمارات', 'أمن البيانات العربية']
    await newsroom.publish(draftOf('a', { tags, authors: [{ name: 'أحمد علي' }] }))
    const response = await newsroom.get(`${path(folder, asked)}/rss.xml`)
    const location = `${ADDRESS}${path(folder, canonical)}/rss.xml`
    expect([response.status, response.headers.get('Location')]).toEqual([301, location])
    expect((await newsroom.get(`${path(folder, canonical)}/rss.xml`)).status).toBe(200)
  })

  it.each(FOLDERS.flatMap(([at]) => [...FILES, 'feed'].map((file) => `${at}/${file}`)))(
    'with a slash at its end leads to the one without: %s',
    async (canonical) => {
      const newsroom = await openNewsroom()
      await newsroom.publish(draftOf('rich', RICH))
      for (const method of ['GET', 'HEAD']) {
        const response = await newsroom.get(`${canonical}/?limit=3`, {}, method)
        expect(response.status).toBe(301)
        const location = new URL(response.headers.get('Location') ?? '')
        expect(location.pathname + location.search).toBe(`${canonical}?limit=3`)
        expect(response.headers.get('Content-Type')).toBeNull()
        expect(response.headers.get('Cache-Control')).not.toBe('no-store')
      }
      expect((await newsroom.get(`${canonical}?limit=3`)).status).toBe(200)
    },
  )

  it('leads under the base path of the publication', async () => {
    const address = 'https://news.example/khulasa'
    const newsroom = await openNewsroom(publicationOf({ address: `${address}/` }))
    await newsroom.publish(draftOf('a', { tags: ['iOS'] }))
    const response = await newsroom.get('/tags/IOS/rss.xml')
    expect(response.headers.get('Location')).toBe(`${address}/tags/ios/rss.xml`)
    const feed = await readPath(newsroom, '/tags/ios/rss.xml', 'rss.xml')
    expect(feed.self).toBe(`${address}/tags/ios/rss.xml`)
  })

  it('leads to the address of the deployment where that is another', async () => {
    const newsroom = await openNewsroom()
    newsroom.bindings.PUBLIC_ADDRESS = 'http://127.0.0.1:8787/'
    await newsroom.publish(draftOf('a', { tags: ['iOS'] }))
    const response = await newsroom.get('/tags/IOS/rss.xml')
    expect(response.headers.get('Location')).toBe('http://127.0.0.1:8787/tags/ios/rss.xml')
  })

  it.each(['/tags/%ZZ/rss.xml', '/tags/%FF/rss.xml', '/tags/%00/rss.xml', '/tags/!/rss.xml'])(
    '%s is 404',
    async (asked) => {
      const newsroom = await openNewsroom()
      await problemOf(await newsroom.get(asked), 404)
    },
  )
})

describe('/feed', () => {
  it.each<[string | undefined, File]>([
    [undefined, 'rss.xml'],
    ['*/*', 'rss.xml'],
    ['text/html', 'rss.xml'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'rss.xml'],
    ['application/rss+xml', 'rss.xml'],
    ['application/atom+xml', 'atom.xml'],
    ['application/feed+json', 'feed.json'],
    ['application/json', 'feed.json'],
    ['application/xml', 'rss.xml'],
    ['text/xml', 'rss.xml'],
    ['APPLICATION/ATOM+XML', 'atom.xml'],
    ['application/atom+xml; charset=utf-8', 'atom.xml'],
    ['application/rss+xml;q=0.5, application/atom+xml;q=0.8', 'atom.xml'],
    ['application/atom+xml;q=0.8, application/feed+json', 'feed.json'],
    ['application/feed+json;q=0.9, application/rss+xml;q=0.91', 'rss.xml'],
    ['application/feed+json, application/atom+xml, application/rss+xml', 'feed.json'],
    ['*/*;q=0.1, application/atom+xml', 'atom.xml'],
    ['*/*;q=0.8, application/atom+xml;q=0.5', 'rss.xml'],
    ['*/*, application/rss+xml;q=0.5', 'atom.xml'],
    ['application/*;q=0.5, application/feed+json;q=0.4', 'rss.xml'],
    ['application/atom+xml;q=0, */*', 'rss.xml'],
    ['application/rss+xml;q=0, */*', 'atom.xml'],
    ['application/rss+xml;q=0, application/atom+xml;q=0, */*;q=0.1', 'feed.json'],
    ['application/atom+xml;q=0', 'rss.xml'],
  ])('with Accept: %s is %s', async (accept, file) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    for (const folder of ['', '/languages/ar']) {
      const response = await newsroom.get(`${folder}/feed`, accept ? { Accept: accept } : {})
      expect(response.headers.get('Vary')).toBe('Sec-Fetch-Dest, Accept, Accept-Encoding, A-IM')
      const { self, text } = await read(response, file)
      expect(self).toBe(`${ADDRESS}${folder}/${file}`)
      expect(text).toBe(await (await newsroom.get(`${folder}/${file}`)).text())
    }
  })

  it('has another validator for each format', async () => {
    const newsroom = await openNewsroom()
    const tags = await Promise.all(
      Object.values(MEDIA_TYPES).map(async (Accept) =>
        (await newsroom.get('/feed', { Accept })).headers.get('ETag'),
      ),
    )
    expect(new Set(tags).size).toBe(3)
  })
})

describe('a condition', () => {
  /** A minute after the feed changed: a date can be trusted. */
  async function settled(): Promise<Newsroom> {
    const newsroom = await openNewsroom(publicationOf({ hub: 'https://hub.news.example/' }))
    await newsroom.publish(draftOf('a'))
    newsroom.now = NOW + 60_000
    return newsroom
  }

  const conditions: [string, (etag: string, date: string) => Record<string, string>, number][] = [
    ['the tag', (etag) => ({ 'If-None-Match': etag }), 304],
    ['the tag as a strong one', (etag) => ({ 'If-None-Match': etag.slice(2) }), 304],
    ['a list', (etag) => ({ 'If-None-Match': `"a", W/"b", ${etag}` }), 304],
    ['a star', () => ({ 'If-None-Match': '*' }), 304],
    ['another tag', () => ({ 'If-None-Match': 'W/"a"' }), 200],
    ['the date', (_, date) => ({ 'If-Modified-Since': date }), 304],
    ['a later date', () => ({ 'If-Modified-Since': 'Sun, 23 Aug 2026 00:00:00 GMT' }), 304],
    ['an earlier date', () => ({ 'If-Modified-Since': 'Sat, 22 Aug 2026 11:59:59 GMT' }), 200],
    ['no date', () => ({ 'If-Modified-Since': '2036' }), 200],
    [
      'the tag and a stale date',
      (etag) => ({
        'If-None-Match': etag,
        'If-Modified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT',
      }),
      304,
    ],
    [
      'another tag and the date',
      (_, date) => ({ 'If-None-Match': 'W/"a"', 'If-Modified-Since': date }),
      200,
    ],
    [
      'all that feedparser and newsboat send',
      (etag, date) => ({ 'If-None-Match': etag, 'If-Modified-Since': date, 'A-IM': 'feed' }),
      304,
    ],
  ]

  it.each(conditions)('of %s', async (_, condition, status) => {
    const newsroom = await settled()
    for (const file of [...FILES, 'feed']) {
      const { headers } = await newsroom.get(`/${file}`)
      const date = headers.get('Last-Modified') ?? ''
      expect(date).toBe('Sat, 22 Aug 2026 12:00:00 GMT')
      const asked = condition(headers.get('ETag') ?? '', date)
      for (const method of ['GET', 'HEAD']) {
        expect((await newsroom.get(`/${file}`, asked, method)).status).toBe(status)
      }
    }
  })

  it.each([...FILES, 'feed'])(
    'that holds is 304 with the headers of %s and no body',
    async (file) => {
      const newsroom = await settled()
      const whole = await newsroom.get(`/${file}`)
      const asked = { 'If-None-Match': whole.headers.get('ETag') ?? '' }
      const response = await newsroom.get(`/${file}`, asked)
      expect(response.status).toBe(304)
      expect(await response.text()).toBe('')
      for (const name of [
        'ETag',
        'Last-Modified',
        'Cache-Control',
        'Vary',
        'Content-Language',
        'Access-Control-Allow-Origin',
      ]) {
        expect([name, response.headers.get(name)]).toEqual([name, whole.headers.get(name)])
        expect([name, response.headers.get(name)]).not.toEqual([name, null])
      }
      expect(response.headers.get('Content-Type')).toBeNull()
    },
  )

  it('fails after a write to this feed, and holds after one to another', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['هنا'] }), draftOf('b', { tags: ['هناك'] }))
    newsroom.now = NOW + HOUR
    const { headers } = await newsroom.get('/tags/هنا/rss.xml')
    const conditions: Record<string, string>[] = [
      { 'If-None-Match': headers.get('ETag') ?? '' },
      { 'If-Modified-Since': headers.get('Last-Modified') ?? '' },
    ]
    const statuses = async () =>
      Promise.all(
        conditions.map(async (asked) => (await newsroom.get('/tags/هنا/rss.xml', asked)).status),
      )
    await newsroom.publish(draftOf('b', { tags: ['هناك'], title: 'عنوان آخر' }))
    expect(await statuses()).toEqual([304, 304])
    await newsroom.publish(draftOf('a', { tags: ['هنا'], title: 'عنوان آخر' }))
    expect(await statuses()).toEqual([200, 200])
  })

  it('fails after a deletion, though the newest article is older than before', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('new'), draftOf('old', { published: '2026-08-01T00:00:00Z' }))
    newsroom.now = NOW + HOUR
    const { headers } = await newsroom.get('/rss.xml')
    await newsroom.call('DELETE', articlePath('new'))
    newsroom.now += HOUR
    const tag = { 'If-None-Match': headers.get('ETag') ?? '' }
    const date = { 'If-Modified-Since': headers.get('Last-Modified') ?? '' }
    expect((await newsroom.get('/rss.xml', tag)).status).toBe(200)
    const response = await newsroom.get('/rss.xml', date)
    expect(response.status).toBe(200)
    expect(response.headers.get('Last-Modified')).toBe('Sat, 22 Aug 2026 13:00:00 GMT')
  })
})

describe('rule 13: Content-Language', () => {
  const languagesOf = async (newsroom: Newsroom, folder: string) =>
    Promise.all(
      [...FILES, 'feed'].map(async (file) => {
        const whole = await newsroom.get(`${folder}/${file}`)
        const asked = { 'If-None-Match': whole.headers.get('ETag') ?? '' }
        const unchanged = await newsroom.get(`${folder}/${file}`, asked)
        const language = whole.headers.get('Content-Language')
        expect(unchanged.headers.get('Content-Language')).toBe(language)
        return language
      }),
    )
  const everywhere = (language: string | null) => [language, language, language, language]

  it.each<[string, Partial<DraftInput>[], string, string | null]>([
    ['is the language of all articles', [{}, {}], '', 'ar'],
    ['is not there without an article', [], '', null],
    ['is not there when one is in another', [{}, { language: 'fr' }], '', null],
    ['is not there when one is in another region', [{}, { language: 'ar-MA' }], '', null],
    ['is not there when all are in another', [{ language: 'fr' }], '', null],
    ['is that of a feed of a language', [{}, { language: 'fr' }], '/languages/fr', 'fr'],
    ['is not that of its regions', [{}, { language: 'ar-MA' }], '/languages/ar', null],
    ['is not that of one region of it', [{ language: 'ar-MA' }], '/languages/ar', null],
    ['is that of the region in its own', [{ language: 'ar-MA' }], '/languages/ar-MA', 'ar-MA'],
    ['counts what is in the feed only', [{ tags: ['هنا'] }, { language: 'fr' }], '/tags/هنا', 'ar'],
    [
      'does not count what nobody sees yet',
      [{}, { language: 'fr', visibleFrom: '2036-01-01T00:00:00Z' }],
      '',
      'ar',
    ],
  ])('%s', async (_, articles, folder, expected) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...articles.map((changes, index) => draftOf(`n${index}`, changes)))
    expect(await languagesOf(newsroom, folder)).toEqual(everywhere(expected))
  })

  it('is that of a section with a language of its own', async () => {
    const sections = [{ id: 'francais', name: 'En français', language: 'fr' }]
    const newsroom = await openNewsroom(publicationOf({ sections }))
    await newsroom.publish(draftOf('a', { sections: ['francais'], language: 'fr' }))
    expect(await languagesOf(newsroom, '/sections/en-fran%C3%A7ais')).toEqual(everywhere('fr'))
    await newsroom.publish(draftOf('b', { sections: ['francais'] }))
    expect(await languagesOf(newsroom, '/sections/en-fran%C3%A7ais')).toEqual(everywhere(null))
  })

  it('goes when an embargo on another language ends', async () => {
    const newsroom = await openNewsroom()
    const visibleFrom = '2026-08-22T13:00:00Z'
    await newsroom.publish(draftOf('a'), draftOf('b', { language: 'fr', visibleFrom }))
    expect(await languagesOf(newsroom, '')).toEqual(everywhere('ar'))
    newsroom.now = NOW + HOUR
    expect(await languagesOf(newsroom, '')).toEqual(everywhere(null))
  })
})
