// Archives (RFC 5005 §4): from the document to subscribe to, all there is can be found.

import { describe, expect, it } from 'vitest'
import { jsonFeed } from '../json-feed-schema.ts'
import {
  ADDRESS,
  articlePath,
  type DraftInput,
  draftOf,
  FILES,
  HOUR,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  path,
  problemOf,
  publicationOf,
} from '../newsroom.ts'
import { strict } from '../strict.ts'

type File = (typeof FILES)[number]

const TAG = path('tags', 'الأمن')
const SECTION = path('sections', 'اقتصاد')
const CLOSED = 'public, max-age=86400, immutable'

/** What a document says of the archive that it is a part of. */
interface Part {
  ids: string[]
  self: string
  previous: string | undefined
  next: string | undefined
  current: string | undefined
  isArchive: boolean
  text: string
  headers: Headers
}

async function read(newsroom: Newsroom, at: string): Promise<Part> {
  const response = await newsroom.get(at)
  const text = await response.text()
  expect([at, response.status]).toEqual([at, 200])
  const rest = { text, headers: response.headers }
  if (at.includes('feed.json')) {
    const { items, feed_url: self = '', next_url: previous } = jsonFeed(text)
    const ids = items.map(({ id }) => id)
    const none = { next: undefined, current: undefined, isArchive: false }
    return { ids, self, previous, ...none, ...rest }
  }
  const root = strict(text)
  const isAtom = root.name === 'feed'
  const channel = isAtom ? root : root.the('channel')
  const links = new Map(
    channel
      .all(isAtom ? 'link' : 'atom:link')
      .map(({ attributes: { rel = '', href = '' } }) => [rel, href]),
  )
  return {
    ids: channel
      .all(isAtom ? 'entry' : 'item')
      .map((entry) => entry.the(isAtom ? 'id' : 'guid').text.replace(/^tag:.*\//, '')),
    self: links.get('self') ?? '',
    previous: links.get('prev-archive'),
    next: links.get('next'),
    current: links.get('current'),
    isArchive: channel.one('fh:archive') !== undefined,
    ...rest,
  }
}

/** All documents from one on, through its archives. */
async function walk(newsroom: Newsroom, from: string): Promise<Part[]> {
  const parts: Part[] = []
  let at: string | undefined = from
  while (at !== undefined) {
    const part = await read(newsroom, at)
    expect(part.self).toBe(ADDRESS + at)
    parts.push(part)
    expect(parts.length).toBeLessThan(20)
    at = part.previous?.replace(ADDRESS, '')
  }
  return parts
}

const pathsOf = (parts: Part[]) => parts.map(({ self }) => self.replace(ADDRESS, ''))

/** Drafts of a month, an hour between one and the next from its second day on, the last first. */
function draftsIn(month: string, count: number, changes: Partial<DraftInput> = {}): DraftInput[] {
  const start = Date.parse(`${month}-02T00:00:00Z`)
  return Array.from({ length: count }, (_, index) => {
    const published = new Date(start + (count - index) * HOUR).toISOString()
    return draftOf(`${month}-${String(index).padStart(3, '0')}`, { published, ...changes })
  })
}

/** 20 articles in August, which it is, 230 in July, none in June, 3 in May; every other in a tag. */
async function several(): Promise<{ newsroom: Newsroom; ids: string[]; tagged: string[] }> {
  const newsroom = await openNewsroom()
  const drafts = [
    ...draftsIn('2026-08', 20),
    ...draftsIn('2026-07', 230),
    ...draftsIn('2026-05', 3),
  ].map((draft, index) =>
    index % 2 === 0 ? { ...draft, tags: ['الأمن'], sections: ['economy'] } : draft,
  )
  await newsroom.publish(...drafts)
  const ids = drafts.map(({ id }) => id)
  return { newsroom, ids, tagged: ids.filter((_, index) => index % 2 === 0) }
}

describe.each(FILES)('the archive of %s', (file: File) => {
  it('leads from the document to subscribe to through all articles, each once, in order', async () => {
    const { newsroom, ids, tagged } = await several()
    const all = await walk(newsroom, `/${file}`)
    expect(all.flatMap((part) => part.ids)).toEqual(ids)
    expect(all.map((part) => part.ids.length)).toEqual([50, 100, 100, 3])
    for (const folder of [TAG, SECTION]) {
      const part = await walk(newsroom, `${folder}/${file}`)
      expect(part.flatMap((each) => each.ids)).toEqual(tagged)
      for (const each of part.slice(1)) {
        expect(each.self.startsWith(`${ADDRESS}${folder}/archive/`)).toBe(true)
      }
    }
  })

  it('leads through it from a month on, a hundred at once', async () => {
    const { newsroom, ids } = await several()
    const all = await walk(newsroom, `/archive/2026-08/${file}`)
    expect(all.flatMap((part) => part.ids)).toEqual(ids)
    const counts = all.map((part) => part.ids.length)
    expect(counts).toEqual([20, 100, 100, 30, 3])
    const paths = pathsOf(all)
    expect(paths[1]).toBe(`/archive/2026-07/${file}`)
    expect(paths[2]).toMatch(
      new RegExp(`^/archive/2026-07/${file.replace('.', '\\.')}\\?before=\\d+-\\d+$`),
    )
    expect(paths[4]).toBe(`/archive/2026-05/${file}`)
  })

  it('leads through months of any century', async () => {
    const newsroom = await openNewsroom()
    const drafts = [...draftsIn('1955-03', 120), ...draftsIn('0050-01', 2)]
    await newsroom.publish(...drafts)
    const all = await walk(newsroom, `/${file}`)
    expect(all.flatMap((part) => part.ids)).toEqual(drafts.map(({ id }) => id))
    expect(pathsOf(all)[2]).toBe(`/archive/0050-01/${file}`)
  })

  it('keeps the content that was asked for, and knows no limit', async () => {
    const { newsroom, ids } = await several()
    const all = await walk(newsroom, `/${file}?content=summary`)
    expect(all.flatMap((part) => part.ids)).toEqual(ids)
    for (const { self } of all) expect(self).toContain('?content=summary')
    const limited = await read(newsroom, `/archive/2026-07/${file}?limit=7`)
    const plain = await read(newsroom, `/archive/2026-07/${file}`)
    expect(limited.text).toBe(plain.text)
    expect(plain.ids).toHaveLength(100)
  })

  it('of a month that is over stays the same when new articles come', async () => {
    const { newsroom } = await several()
    newsroom.now = NOW + HOUR
    const at = `/archive/2026-05/${file}`
    const before = await read(newsroom, at)
    expect(before.headers.get('Cache-Control')).toBe(CLOSED)
    await newsroom.publish(draftOf('new'), ...draftsIn('2026-06', 2))
    newsroom.now += HOUR
    const after = await read(newsroom, at)
    expect(after.text).toBe(before.text)
    expect(after.headers.get('ETag')).toBe(before.headers.get('ETag'))
    const asked = { 'If-None-Match': before.headers.get('ETag') ?? '' }
    const unchanged = await newsroom.get(at, asked)
    expect(unchanged.status).toBe(304)
    expect(unchanged.headers.get('Cache-Control')).toBe(CLOSED)
  })

  it.each<[string, (newsroom: Newsroom) => Promise<unknown>]>([
    [
      'a correction',
      (newsroom) =>
        newsroom.publish(...draftsIn('2026-05', 3, { title: 'عنوان مصحح' }).slice(1, 2)),
    ],
    ['a removal', (newsroom) => newsroom.call('DELETE', articlePath('2026-05-001'))],
    [
      'another publication',
      (newsroom) => newsroom.call('PUT', '/api/publication', publicationOf({ title: 'الخبر' })),
    ],
  ])('of a month that is over is another after %s', async (_, change) => {
    const { newsroom } = await several()
    const at = `/archive/2026-05/${file}`
    const before = await read(newsroom, at)
    await change(newsroom)
    const asked = { 'If-None-Match': before.headers.get('ETag') ?? '' }
    expect((await newsroom.get(at, asked)).status).toBe(200)
    const after = await read(newsroom, at)
    expect(after.text).not.toBe(before.text)
    expect(after.headers.get('ETag')).not.toBe(before.headers.get('ETag'))
  })

  it('of a month becomes an archive when the month is over, by another validator', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsIn('2026-08', 3))
    const at = `/archive/2026-08/${file}`
    newsroom.now = Date.parse('2026-08-31T23:59:59.999Z')
    const open = await read(newsroom, at)
    expect([open.isArchive, open.headers.get('Cache-Control')]).toEqual([
      false,
      'public, max-age=50',
    ])
    newsroom.now = Date.parse('2026-09-01T00:00:00Z')
    const closed = await read(newsroom, at)
    expect(closed.ids).toEqual(open.ids)
    // What is sent late may have a date of the month that is over.
    newsroom.now = Date.parse('2026-09-03T23:59:59.999Z')
    const late = await read(newsroom, at)
    newsroom.now = Date.parse('2026-09-04T00:00:00Z')
    const settled = await read(newsroom, at)
    expect([late, settled].map(({ headers }) => headers.get('Cache-Control'))).toEqual([
      'public, max-age=50',
      CLOSED,
    ])
    if (file === 'feed.json') return
    expect(closed.isArchive).toBe(true)
    expect(closed.headers.get('ETag')).not.toBe(open.headers.get('ETag'))
  })

  it('says what it is, and where the document to subscribe to is', async () => {
    const { newsroom } = await several()
    const [subscription, ...parts] = await walk(newsroom, `${TAG}/${file}`)
    expect([subscription?.isArchive, subscription?.current]).toEqual([false, undefined])
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) {
      expect(part.next).toBeUndefined()
      expect(part.headers.get('Link')).toContain(`<${part.self}>; rel="self"`)
      if (file === 'feed.json') continue
      expect([part.self, part.isArchive]).toEqual([part.self, true])
      expect([part.self, part.current]).toEqual([part.self, `${ADDRESS}${TAG}/${file}`])
    }
  })

  it('is for the document to subscribe to; others have a next page', async () => {
    const { newsroom } = await several()
    for (const query of ['?limit=7', `?before=${NOW}-1`]) {
      const page = await read(newsroom, `/${file}${query}`)
      const [archive, next] =
        file === 'feed.json' ? [undefined, page.previous] : [page.previous, page.next]
      expect(archive).toBeUndefined()
      expect(next).toMatch(new RegExp(`^${ADDRESS}/${file}\\?(limit=7&)?before=\\d+-\\d+$`))
    }
    const subscription = await read(newsroom, `/${file}`)
    expect(subscription.next).toBeUndefined()
  })

  it('of a month before which nothing was public ends there', async () => {
    const { newsroom } = await several()
    const may = await read(newsroom, `/archive/2026-05/${file}`)
    expect([may.ids.length, may.previous]).toEqual([3, undefined])
    const april = await read(newsroom, `/archive/2026-04/${file}`)
    expect([april.ids, april.previous]).toEqual([[], undefined])
    const june = await read(newsroom, `/archive/2026-06/${file}`)
    expect([june.ids, june.previous]).toEqual([[], `${ADDRESS}/archive/2026-05/${file}`])
  })

  it('has in a month nothing of another, whatever place in it is asked for', async () => {
    const { newsroom } = await several()
    for (const before of [`${NOW}-0`, '999999999999999-0', `${Date.UTC(2026, 7)}-1`]) {
      const part = await read(newsroom, `/archive/2026-07/${file}?before=${before}`)
      expect(part.ids).toHaveLength(100)
      expect(part.ids.filter((id) => !id.startsWith('2026-07-'))).toEqual([])
    }
  })

  it.each(['2026-8', '2026-13', '2026-00', '26-08', 'august', '2026-09', '2036-01', '2026-08-01'])(
    'of %s is 404',
    async (month) => {
      const newsroom = await openNewsroom()
      await newsroom.publish(draftOf('a', { tags: ['الأمن'] }))
      for (const folder of ['', TAG]) {
        await problemOf(await newsroom.get(`${folder}/archive/${month}/${file}`), 404)
      }
    },
  )
})

describe('an archive', () => {
  it('of a feed that is not there is 404', async () => {
    const newsroom = await openNewsroom()
    await problemOf(await newsroom.get('/tags/none/archive/2026-08/rss.xml'), 404)
    await problemOf(await newsroom.get('/places/fez/archive/2026-08/rss.xml'), 404)
  })

  it('is negotiated at its address without a format', async () => {
    const { newsroom } = await several()
    for (const [accept, file] of [
      ['application/atom+xml', 'atom.xml'],
      ['application/feed+json', 'feed.json'],
      ['*/*', 'rss.xml'],
    ] as const) {
      const response = await newsroom.get('/archive/2026-07/feed', { Accept: accept })
      expect(response.headers.get('Vary')).toBe('Accept, Accept-Encoding, A-IM')
      expect(await response.text()).toBe((await read(newsroom, `/archive/2026-07/${file}`)).text)
    }
  })

  it.each([
    ['/archive/2026-07/rss.xml/', '/archive/2026-07/rss.xml'],
    [
      '/tags/%D8%A7%D9%84%D8%A7%D9%85%D9%86/archive/2026-07/feed.json',
      `${TAG}/archive/2026-07/feed.json`,
    ],
  ])('of another spelling leads to the canonical one: %s', async (asked, canonical) => {
    const { newsroom } = await several()
    const response = await newsroom.get(asked)
    expect([response.status, response.headers.get('Location')]).toEqual([301, ADDRESS + canonical])
  })

  it('has an article in the month in which it became visible, from that moment on', async () => {
    const newsroom = await openNewsroom()
    const visibleFrom = '2026-08-22T13:00:00Z'
    await newsroom.publish(draftOf('a', { published: '2026-05-01T00:00:00Z', visibleFrom }))
    expect((await read(newsroom, '/archive/2026-08/atom.xml')).ids).toEqual([])
    newsroom.now = Date.parse(visibleFrom) - 10_000
    const soon = await read(newsroom, '/archive/2026-08/atom.xml')
    expect(soon.headers.get('Cache-Control')).toBe('public, max-age=10')
    newsroom.now = Date.parse(visibleFrom)
    expect((await read(newsroom, '/archive/2026-08/atom.xml')).ids).toEqual(['a'])
    expect((await read(newsroom, '/archive/2026-05/atom.xml')).ids).toEqual([])
  })

  it('loses no article at the edge of a month, of articles of one moment too', async () => {
    const newsroom = await openNewsroom()
    const edges = ['2026-08-01T00:00:00.000Z', '2026-07-31T23:59:59.999Z', '2026-07-01T00:00:00Z']
    const drafts = edges.flatMap((published, edge) =>
      Array.from({ length: 60 }, (_, index) => draftOf(`${edge}-${index}`, { published })),
    )
    await newsroom.publish(...drafts)
    newsroom.now = NOW + MINUTE
    for (const from of ['/atom.xml', '/archive/2026-08/atom.xml']) {
      const found = (await walk(newsroom, from)).flatMap(({ ids }) => ids)
      expect(found.toSorted()).toEqual(drafts.map(({ id }) => id).toSorted())
      expect(found.map(([edge]) => edge)).toEqual(
        ['0', '1', '2'].flatMap((edge) => Array.from({ length: 60 }, () => edge)),
      )
    }
  })
})
