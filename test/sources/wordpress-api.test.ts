import { describe, expect, it } from 'vitest'
import type { ImportedItem, ReadOptions } from '../../src/sources/imported.ts'
import { readWordPressApi } from '../../src/sources/wordpress-api.ts'
import { allOf } from './wxr.ts'

const now = new Date('2026-08-21T10:00:00Z')
const publication = { title: 'صحيفة الميناء', language: 'ar', timeZone: 'Africa/Casablanca' }

const CATEGORIES = [
  { id: 3, slug: 'tech', name: 'تقنية', parent: 0, count: 0 },
  { id: 4, slug: 'security', name: 'أمن &amp; بيانات', parent: 3, count: 2 },
  { id: 5, slug: 'sport', name: 'رياضة', parent: 0, count: 0 },
]

const POST = {
  id: 7,
  guid: { rendered: 'https://site.example/?post_type=post&#038;p=7' },
  link: 'https://site.example/2026/08/port/',
  date_gmt: '2026-08-20T12:00:00',
  modified_gmt: '2026-08-20T12:30:00',
  status: 'publish',
  title: { rendered: 'الميناء &#038; المدينة' },
  content: { rendered: '<p>نص الخبر.</p>\n<p>و م ع</p>', protected: false },
  excerpt: { rendered: '<p>رسو أول باخرة</p>\n', protected: false },
  categories: [4],
  _embedded: {
    author: [{ name: 'سميرة' }],
    'wp:featuredmedia': [
      {
        source_url: 'https://site.example/port.jpg',
        alt_text: 'رصيف',
        mime_type: 'image/jpeg',
        media_details: {
          width: 1280,
          height: 720,
          filesize: 182044,
          image_meta: { credit: ' سليم ر. ', caption: '' },
        },
      },
    ],
    'wp:term': [
      [{ taxonomy: 'category', name: 'أمن' }],
      [{ taxonomy: 'post_tag', name: 'بحر &amp; بر' }],
    ],
  },
}

interface Asked {
  path: string
  query: Record<string, string>
}

/** A site with these posts; what it is asked is kept. */
async function read(posts: unknown[], options: Partial<ReadOptions> = {}, asked: Asked[] = []) {
  const ask = async (path: string, query: Record<string, string>): Promise<unknown> => {
    asked.push({ path, query })
    if (path === '')
      return { name: 'صحيفة &amp; ميناء', description: '', home: 'https://site.example' }
    if (path === 'wp/v2/categories') return CATEGORIES
    const first = Number(query.offset)
    return posts.slice(first, first + Number(query.per_page))
  }
  return allOf(readWordPressApi(ask, { publication, now, ...options }))
}

const articles = (items: ImportedItem[]) => items.filter(({ kind }) => kind === 'article')

describe('readWordPressApi', () => {
  it('reads a post as an export has it', async () => {
    expect(await read([POST])).toEqual([
      { kind: 'publication', title: 'صحيفة & ميناء', home: 'https://site.example' },
      { kind: 'section', id: 'tech', name: 'تقنية', slug: 'tech' },
      { kind: 'section', id: 'security', name: 'أمن & بيانات', slug: 'security', parent: 'tech' },
      {
        kind: 'article',
        where: 'post 7',
        notes: [{ field: 'credit', detail: 'recognised agency MAP: و م ع' }],
        draft: {
          id: 'https://site.example/?post_type=post&p=7',
          title: 'الميناء & المدينة',
          published: '2026-08-20T12:00:00Z',
          updated: '2026-08-20T12:30:00Z',
          authors: [{ name: 'سميرة' }],
          sections: ['security'],
          tags: ['بحر & بر'],
          summary: 'رسو أول باخرة',
          canonical: 'https://site.example/2026/08/port/',
          image: {
            url: 'https://site.example/port.jpg',
            alt: 'رصيف',
            width: 1280,
            height: 720,
            bytes: 182044,
            type: 'image/jpeg',
            credit: 'سليم ر.',
          },
          credit: 'و م ع',
          content: '<p>نص الخبر.</p>',
          origin: 'wordpress',
        },
      },
    ])
  })

  it.each([0, 1, 49, 50, 51, 100, 120])('pages through %i posts', async (count) => {
    const posts = Array.from({ length: count }, (_, n) => ({
      ...POST,
      guid: { rendered: `https://site.example/?p=${n}` },
    }))
    expect(articles(await read(posts))).toHaveLength(count)
  })

  it('asks for no more than what changed since', async () => {
    const asked: Asked[] = []
    await read([POST], { since: new Date('2026-08-01T00:00:00Z') }, asked)
    expect(asked.at(-1)).toEqual({
      path: 'wp/v2/posts',
      query: {
        _embed: 'author,wp:featuredmedia,wp:term',
        orderby: 'id',
        order: 'asc',
        modified_after: '2026-08-01T00:00:00Z',
        per_page: '50',
        offset: '0',
      },
    })
  })

  it.each([
    [{ status: 'private' }, 'private'],
    [{ status: 'future' }, 'scheduled'],
    [{ date_gmt: '2026-08-21T10:00:01' }, 'scheduled'],
    [{ content: { rendered: '', protected: true } }, 'password-protected'],
  ])('skips what is not public: %j', async (fields, reason) => {
    expect((await read([{ ...POST, ...fields }])).at(-1)).toEqual({
      kind: 'skipped',
      where: 'post 7',
      id: POST.guid.rendered.replace('&#038;', '&'),
      reason,
    })
  })

  it('pages through categories by page, since WordPress knows no offset of theirs', async () => {
    const all = Array.from({ length: 250 }, (_, n) => {
      return { id: n + 1, slug: `c-${n + 1}`, name: `قسم ${n + 1}`, parent: 0, count: 1 }
    })
    const ask = async (path: string, query: Record<string, string>): Promise<unknown> => {
      if (path !== 'wp/v2/categories') return path === '' ? { name: 'x' } : []
      const size = Number(query.per_page)
      const before = size * (Number(query.page ?? 1) - 1)
      return all.slice(before, before + size)
    }
    const items = await allOf(readWordPressApi(ask, { publication, now }))
    const slugs = items.flatMap((item) => (item.kind === 'section' ? [item.slug] : []))
    expect(slugs).toEqual(all.map(({ slug }) => slug))
  })

  it('names by its place a post that has no number', async () => {
    expect((await read([POST, {}])).at(-1)).toMatchObject({ where: 'post in place 2' })
  })

  it('says so where the answers have no end', async () => {
    const page = (number: number) =>
      Array.from({ length: 100 }, (_, n) => ({ id: 100 * number + n, slug: 'a', name: 'a' }))
    const ask = async (path: string, query: Record<string, string>): Promise<unknown> =>
      path === '' ? { name: 'x' } : page(Number(query.page))
    await expect(allOf(readWordPressApi(ask, { publication, now }))).rejects.toThrow(
      'wp/v2/categories has answered with 50000: there is no end to it',
    )
  })

  it.each([
    `[&hellip;]${' '.repeat(400_000)}x`,
    `${'[&hellip;] '.repeat(40_000)}x`,
    ' '.repeat(400_000),
  ])('reads a hostile excerpt in bounded time', async (rendered) => {
    expect(articles(await read([{ ...POST, excerpt: { rendered } }]))).toHaveLength(1)
  })

  it('takes no excerpt that WordPress made of the text', async () => {
    const excerpt = { rendered: '<p>رسو أول [&hellip;]</p>\n' }
    const [article] = articles(await read([{ ...POST, excerpt }]))
    expect(article).toHaveProperty('draft.title')
    expect(article).not.toHaveProperty('draft.summary')
  })

  it('goes on after a post that it cannot read, and where nothing is embedded', async () => {
    const items = await read([
      { ...POST, guid: 7 },
      { ...POST, title: { rendered: '' } },
      { ...POST, _embedded: null },
    ])
    expect(items.slice(3)).toMatchObject([
      {
        kind: 'failed',
        where: 'post 7',
        reason: 'guid: Invalid input: expected object, received number',
      },
      { kind: 'failed', where: 'post 7', reason: 'title is empty' },
      { kind: 'article', where: 'post 7' },
    ])
  })

  it('says so where a site does not answer like WordPress', async () => {
    const reading = allOf(readWordPressApi(async () => ({ code: 'x' }), { now }))
    await expect(reading).rejects.toThrow(
      'the REST API does not answer like WordPress about wp/v2/categories: ',
    )
  })
})
