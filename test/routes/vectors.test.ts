// Everything that means harm (test/vectors.ts), in every field that takes a text or an address,
// published, and taken out of everything that is for the public.

import { beforeAll, describe, expect, it, vi } from 'vitest'
import { harmInPage, harmInText, harmOfAddress } from '../harmless.ts'
import { jsonFeed, type JsonFeedItem } from '../json-feed-schema.ts'
import {
  ADDRESS,
  articlePath,
  type DraftInput,
  draftOf,
  type Newsroom,
  openNewsroom,
  problemOf,
  publicationOf,
} from '../newsroom.ts'
import { strict, type StrictElement } from '../strict.ts'
import { ADDRESSES, isRefusedAsId, VECTOR_COUNT, VECTORS } from '../vectors.ts'

// Thousands of requests, each of them a quick one.
vi.setConfig({ testTimeout: 120_000 })

const HOME = 'https://www.news.example/'

/** A vector in every field of a draft: as a text, and as a part of addresses. */
function hostile(vector: string, index: number): DraftInput {
  const url = `${HOME}${vector}`
  return draftOf(`v${index}`, {
    title: vector,
    authors: [{ name: vector, url }],
    tags: [vector],
    sections: [`s-${index}`],
    translationGroup: vector,
    summary: vector,
    canonical: url,
    image: { url, alt: vector, credit: vector },
    enclosures: [
      { url, type: 'audio/mpeg', title: vector },
      { url: `${url}.pdf`, type: 'application/pdf', title: vector },
    ],
    source: { name: vector, url },
    credit: vector,
    correction: vector,
    content: vector,
  })
}

async function published(vectors: string[]): Promise<Newsroom> {
  const sections = vectors.map((name, index) => ({ id: `s-${index}`, name, slug: `s${index}` }))
  const newsroom = await openNewsroom(publicationOf({ sections }))
  await newsroom.publish(...vectors.map(hostile))
  return newsroom
}

async function textOf(newsroom: Newsroom, path: string): Promise<string> {
  const response = await newsroom.get(path)
  const bytes = await response.arrayBuffer()
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  expect([path, response.status, response.headers.get('X-Content-Type-Options')]).toEqual([
    path,
    200,
    'nosniff',
  ])
  return text
}

const WEB = ['http:', 'https:']
const NAMES = new Set(
  (
    'rss channel ttl title link description language atom:link lastBuildDate generator docs category ' +
    'item guid pubDate content:encoded dc:creator dc:source dc:contributor enclosure media:content ' +
    'media:thumbnail media:title media:description media:credit media:group feed id updated subtitle author contributor name uri entry ' +
    'published content summary source rights opml head body outline dateModified ownerName ownerId ' +
    'docs urlset url loc news:news news:publication news:name news:language news:publication_date ' +
    'news:title'
  ).split(' '),
)
const ADDRESS_ELEMENTS = new Set(['link', 'uri', 'loc', 'docs', 'generator', 'ownerId'])
const ADDRESS_ATTRIBUTES = ['href', 'url', 'src', 'xmlUrl', 'htmlUrl', 'uri', 'scheme']

/** What is in an XML document that should not be there. */
function harmInXml(root: StrictElement): string[] {
  return [...root.descendants()].flatMap((element) => {
    const { name, attributes, text, elements } = element
    const faults = NAMES.has(name) ? [] : [`<${name}>`]
    for (const attribute of ADDRESS_ATTRIBUTES) {
      const value = attributes[attribute]
      if (value !== undefined) faults.push(...harmOfAddress(value, WEB))
    }
    if (ADDRESS_ELEMENTS.has(name) && elements.length === 0 && text.includes(':')) {
      faults.push(...harmOfAddress(text, WEB))
    }
    const isHtml = name === 'content:encoded' || attributes.type === 'html'
    const isRssDescription = name === 'description' && root.name === 'rss'
    return isHtml || isRssDescription ? [...faults, ...harmInText(text)] : faults
  })
}

function harmInItem(item: JsonFeedItem): string[] {
  const addresses = [
    item.url,
    item.external_url,
    item.image,
    item.banner_image,
    ...(item.authors ?? []).map(({ url }) => url),
    ...(item.attachments ?? []).map(({ url }) => url),
  ]
  return [
    ...harmInText(item.content_html ?? ''),
    ...addresses.flatMap((address) => (address === undefined ? [] : harmOfAddress(address, WEB))),
  ]
}

/** Without the mark of rule 19. */
function shown(text: string | undefined): string | undefined {
  return text?.replace(/^[\u200e\u200f]/, '')
}

async function feedPages(newsroom: Newsroom, list: string): Promise<string[]> {
  const page = await textOf(newsroom, list)
  const folder = list.replace(/\?.*/, '')
  const pages = Array.from(page.matchAll(/class="feed-name" href="\.\.(\/[^"]+)"/g), ([, at]) => at)
  expect(pages.every((at) => at?.startsWith(folder))).toBe(true)
  return pages.filter((at) => at !== undefined)
}

const OF_EVERYTHING = [
  '/',
  '/tags/',
  '/authors/',
  '/headlines?limit=20',
  '/?lang=fr',
  '/languages/ar/',
]

async function expectNoHarmIn(newsroom: Newsroom, paths: string[]): Promise<void> {
  for (const path of paths) {
    expect([path, harmInPage(await textOf(newsroom, path), ADDRESS)]).toEqual([path, []])
  }
}

it(`there are ${VECTOR_COUNT} of them, none twice`, () => {
  console.info(`${VECTOR_COUNT} vectors`)
  expect(VECTOR_COUNT).toBeGreaterThanOrEqual(400)
  const all = [...VECTORS.flatMap(([, vectors]) => vectors), ...ADDRESSES.map(([given]) => given)]
  expect(all.filter((each, index) => all.indexOf(each) !== index)).toEqual([])
  // As long as the shortest field takes.
  expect(all.filter((each) => each.length > 200)).toEqual([])
})

describe.each(VECTORS)('%s, in every field', (_, vectors) => {
  let newsroom: Newsroom

  beforeAll(async () => {
    newsroom = await published(vectors)
  })

  it('leave RSS and Atom well-formed, and JSON Feed valid, with nothing that acts', async () => {
    const rss = strict(await textOf(newsroom, '/rss.xml?limit=200'))
    const atom = strict(await textOf(newsroom, '/atom.xml?limit=200'))
    const { items } = jsonFeed(await textOf(newsroom, '/feed.json?limit=200'))
    expect(harmInXml(rss)).toEqual([])
    expect(harmInXml(atom)).toEqual([])
    expect(items.flatMap(harmInItem)).toEqual([])

    const titles = items.map(({ title }) => shown(title))
    expect(titles).toHaveLength(vectors.length)
    const inRss = rss.the('channel').all('item')
    expect(inRss.map((item) => shown(item.the('title').text))).toEqual(titles)
    expect(atom.all('entry').map((entry) => shown(entry.the('title').text))).toEqual(titles)
    const contents = items.map(({ content_html: html }) => html)
    expect(inRss.map((item) => item.the('content:encoded').text)).toEqual(contents)
    expect(atom.all('entry').map((entry) => entry.the('content').text)).toEqual(contents)
  })

  it('leave pages and headlines of the elements that they have, and no script', async () => {
    const ofTags = await feedPages(newsroom, '/tags/')
    const ofAuthors = await feedPages(newsroom, '/authors/')
    const paths = [
      ...OF_EVERYTHING,
      ...vectors.map((__, index) => `/sections/s${index}/`),
      ...ofAuthors.map((path) => `${path}headlines`),
      ...ofTags,
    ]
    await expectNoHarmIn(newsroom, paths)
  })

  it('leave directories, the sitemap and the addresses of articles sound', async () => {
    const opml = strict(await textOf(newsroom, '/feeds.opml'))
    expect(harmInXml(opml)).toEqual([])
    expect([...opml.descendants()].filter(({ name }) => name === 'outline')).toHaveLength(
      // Everything, a folder of sections, and they.
      vectors.length + 2,
    )
    const sitemap = strict(await textOf(newsroom, '/news-sitemap.xml'))
    expect(harmInXml(sitemap)).toEqual([])
    expect(sitemap.all('url')).toHaveLength(vectors.length)
    const menu = await textOf(newsroom, '/.well-known/feed-menu.json')
    const addresses = Array.from(menu.matchAll(/"(?:rss|atom)":"([^"]*)"/g), ([, at = '']) => at)
    expect(addresses.flatMap((at) => harmOfAddress(at, WEB))).toEqual([])
    expect(JSON.parse(menu)).toMatchObject({ 'feed-menu': 'الحدث' })
    for (const index of vectors.keys()) {
      const response = await newsroom.get(`/articles/v${index}`)
      expect(response.status).toBe(302)
      expect(harmOfAddress(response.headers.get('Location') ?? '', WEB)).toEqual([])
    }
  })
})

describe.each(VECTORS)('%s', (_, vectors) => {
  it('are searched for, and stand in the page that answers', async () => {
    const newsroom = await openNewsroom()
    const paths = vectors.map((vector) => `/?q=${encodeURIComponent(vector.toWellFormed())}`)
    await expectNoHarmIn(newsroom, paths)
  })

  it('are identities of articles, or are refused as such', async () => {
    const newsroom = await openNewsroom()
    const taken = vectors.filter((vector) => !isRefusedAsId(vector))
    await newsroom.publish(...taken.map((vector) => draftOf(vector)))
    for (const vector of taken) {
      const standing = await newsroom.call('GET', articlePath(vector))
      expect([vector, standing.status]).toEqual([vector, 200])
    }
    const articles = vectors.filter(isRefusedAsId).map((vector) => draftOf(vector))
    if (articles.length > 0) {
      const response = await newsroom.call('POST', '/api/articles', { articles })
      const { errors } = await problemOf(response, 422)
      expect(new Set(errors?.map(({ pointer }) => pointer))).toEqual(
        new Set(articles.map((__, index) => `/articles/${index}/id`)),
      )
    }
    const kept = new Set(taken)
    const rss = strict(await textOf(newsroom, '/rss.xml?limit=200'))
    const atom = strict(await textOf(newsroom, '/atom.xml?limit=200'))
    const { items } = jsonFeed(await textOf(newsroom, '/feed.json?limit=200'))
    expect([...harmInXml(rss), ...harmInXml(atom)]).toEqual([])
    expect(new Set(items.map(({ id }) => id))).toEqual(kept)
    const guids = rss
      .the('channel')
      .all('item')
      .map((item) => item.the('guid'))
    expect(new Set(guids.map(({ text }) => text))).toEqual(kept)
    expect(guids.every(({ attributes }) => attributes.isPermaLink === 'false')).toBe(true)
    // An IRI is what it is, whatever its scheme: nobody follows an identity.
    const ids = atom.all('entry').map((entry) => entry.the('id').text)
    const isMade = (id: string) => /^tag:news\.example,2026:feeds\/articles\/[!-~]+$/.test(id)
    expect(ids.filter((id) => !isMade(id) && !kept.has(id))).toEqual([])
  })

  it('are no sections that there are, and are refused as such', async () => {
    const newsroom = await openNewsroom()
    const articles = vectors.map((vector, index) => draftOf(`v${index}`, { sections: [vector] }))
    const response = await newsroom.call('POST', '/api/articles', { articles })
    const { errors } = await problemOf(response, 422)
    expect(errors?.map(({ pointer }) => pointer)).toEqual(
      vectors.map((__, index) => `/articles/${index}/sections/0`),
    )
  })
})

describe('addresses', () => {
  const inFields = (url: string): [field: string, draft: DraftInput][] => [
    ['/canonical', draftOf('canonical', { canonical: url })],
    ['/authors/0/url', draftOf('author', { authors: [{ name: 'كاتب', url }] })],
    ['/image/url', draftOf('image', { image: { url } })],
    ['/enclosures/0/url', draftOf('enclosure', { enclosures: [{ url, type: 'audio/mpeg' }] })],
  ]

  it.each(ADDRESSES)('%j: %s', async (given, becomes) => {
    const newsroom = await openNewsroom()
    const fields = inFields(given)
    if (becomes === 'refused') {
      for (const [field, draft] of fields) {
        const response = await newsroom.call('PUT', articlePath(draft.id), draft)
        const { errors } = await problemOf(response, 422)
        expect(errors?.map(({ pointer }) => pointer)).toEqual([field])
      }
      return
    }
    await newsroom.publish(...fields.map(([, draft]) => draft))
    const { items } = jsonFeed(await textOf(newsroom, '/feed.json'))
    const byId = new Map(items.map((item) => [item.id, item]))
    expect([
      byId.get('canonical')?.url,
      byId.get('author')?.authors?.[0]?.url,
      byId.get('image')?.image,
      byId.get('enclosure')?.attachments?.[0]?.url,
    ]).toEqual([becomes, becomes, becomes, becomes])
    const rss = strict(await textOf(newsroom, '/rss.xml'))
    const atom = strict(await textOf(newsroom, '/atom.xml'))
    expect([...harmInXml(rss), ...harmInXml(atom)]).toEqual([])
    const redirection = await newsroom.get('/articles/canonical')
    expect(redirection.headers.get('Location')).toBe(becomes)
  })

  it.each(ADDRESSES)('%j: as a source, where it has to be absolute', async (given, becomes) => {
    const newsroom = await openNewsroom()
    const draft = draftOf('a', { source: { name: 'وكالة', url: given } })
    const response = await newsroom.call('PUT', articlePath('a'), draft)
    const isTaken = becomes !== 'refused' && given.startsWith('https:')
    if (!isTaken) {
      const { errors } = await problemOf(response, 422)
      expect(errors?.map(({ pointer }) => pointer)).toEqual(['/source/url'])
      return
    }
    expect(response.status).toBe(201)
    const rss = strict(await textOf(newsroom, '/rss.xml'))
    expect(harmInXml(rss)).toEqual([])
  })
})

describe('the judge', () => {
  it('sees in a text what acts in it', () => {
    const html =
      '<p onclick=1 style=x dir=up><a href="javascript:1">أ</a><script></script><svg></svg>' +
      '<iframe src="https://canary.example/" srcdoc=x></iframe><img src="/x"><!-- x -->'
    expect(harmInText(html)).toEqual([
      '<!--',
      '<p onclick>',
      '<p style>',
      'dir=up',
      'javascript:1',
      '<script>',
      '<svg>',
      'iframe of https://canary.example/',
      '<iframe srcdoc>',
      '/x',
    ])
  })

  it('sees in a page what acts in it, and what is loaded from elsewhere', () => {
    const html =
      '<!doctype html><base href=x><meta http-equiv=refresh><script src="//canary.example/x.js">1' +
      '</script><link rel=stylesheet href="https://canary.example/x.css"><body onload=1>' +
      '<form action="https://canary.example/"><a href="feed:javascript:1">x</a><?x?>'
    expect(harmInPage(html, ADDRESS)).toEqual([
      '?x?',
      '<base>',
      '<meta http-equiv>',
      'a script in the page',
      '<script> of //canary.example/x.js',
      '<link> of https://canary.example/x.css',
      '<body onload>',
      'https://canary.example/',
      'feed:javascript:1',
    ])
  })
})
