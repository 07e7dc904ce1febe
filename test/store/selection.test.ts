import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { rank } from '../../src/store/rank.ts'
import { FEED_STATE } from '../../src/store/selection.ts'
import {
  ADDRESS,
  articlePath,
  changeNumbers,
  type DraftInput,
  draftOf,
  draftsOf,
  FILES,
  HOUR,
  MINUTE,
  idsOf,
  type Newsroom,
  NOW,
  openNewsroom,
  publicationOf,
} from '../newsroom.ts'

const MOMENT = '2026-08-22T13:00:00Z'

describe('an embargo', () => {
  /** Every place where the embargoed article would be, and some where it would not. */
  const folders = [
    '',
    '/sections/تكنولوجيا',
    '/sections/أمن-سيبراني',
    '/tags/السر',
    '/authors/فاطمة',
    '/languages/ar',
    '/languages/ar-MA',
  ]
  const secret: Partial<DraftInput> = {
    title: 'عنوان مكتوم',
    visibleFrom: MOMENT,
    sections: ['cybersecurity'],
    tags: ['السر'],
    authors: [{ name: 'فاطمة' }],
    language: 'ar-MA',
    canonical: 'https://www.news.example/secret',
    content: '<p>نص مكتوم</p>',
  }

  async function everything(newsroom: Newsroom): Promise<string> {
    const paths = folders.flatMap((folder) => [...FILES, 'feed'].map((file) => `${folder}/${file}`))
    const others = ['/', '/?q=الس', '/tags/', '/authors/', '/headlines', '/feeds.opml']
    const forPrograms = ['/.well-known/feed-menu.json', '/news-sitemap.xml']
    const answers = await Promise.all(
      [...others, ...forPrograms, ...paths].map(async (path) => {
        const response = await newsroom.get(path)
        return [JSON.stringify([...response.headers]), await response.text()].join('\n')
      }),
    )
    return answers.join('\n')
  }

  it('hides an article from every format, feed, listing and page until its moment', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('open'), draftOf('sealed', secret))
    for (const now of [NOW, Date.parse(MOMENT) - 1]) {
      newsroom.now = now
      const before = await everything(newsroom)
      for (const word of ['sealed', 'secret', 'مكتوم', 'فاطمة', 'السر', 'ar-MA']) {
        // The addresses that were asked for stand in no answer.
        expect(before).not.toContain(word)
      }
      expect((await newsroom.get('/tags/السر/rss.xml')).status).toBe(404)
      expect((await newsroom.get('/authors/فاطمة/rss.xml')).status).toBe(404)
      expect((await newsroom.get('/languages/ar-MA/rss.xml')).status).toBe(404)
      expect(await idsOf(await newsroom.get('/sections/تكنولوجيا/feed.json'))).toEqual([])
    }
    newsroom.now = Date.parse(MOMENT)
    for (const folder of folders) {
      expect(await idsOf(await newsroom.get(`${folder}/feed.json`))).toContain('sealed')
    }
    expect(await (await newsroom.get('/')).text()).toContain('عنوان مكتوم')
  })

  it.each(folders.slice(0, 3))(
    'ends with a new validator and without a write: %s',
    async (folder) => {
      const newsroom = await openNewsroom()
      await newsroom.publish(
        draftOf('open', { sections: ['cybersecurity'] }),
        draftOf('hidden', secret),
      )
      const before = await newsroom.get(`${folder}/feed.json`)
      const validators = {
        etag: { 'If-None-Match': before.headers.get('ETag') ?? '' },
        date: { 'If-Modified-Since': before.headers.get('Last-Modified') ?? '' },
      }
      const numbers = await changeNumbers()
      newsroom.now = Date.parse(MOMENT) - 1
      expect((await newsroom.get(`${folder}/feed.json`, validators.etag)).status).toBe(304)

      newsroom.now = Date.parse(MOMENT)
      expect((await newsroom.get(`${folder}/feed.json`, validators.etag)).status).toBe(200)
      expect((await newsroom.get(`${folder}/feed.json`, validators.date)).status).toBe(200)
      newsroom.now += MINUTE
      const after = await newsroom.get(`${folder}/feed.json`)
      expect(after.headers.get('Last-Modified')).toBe('Sat, 22 Aug 2026 13:00:00 GMT')
      expect(await changeNumbers()).toEqual(numbers)
    },
  )

  it('is looked for in as many rows, however many articles there are', async () => {
    const newsroom = await openNewsroom()
    const rowsOfState = async () => {
      const state = env.DB.prepare(FEED_STATE).bind(NOW, 'all', '', null, 0)
      return (await state.all()).meta.rows_read
    }
    await newsroom.publish(...draftsOf(10), draftOf('hidden', { visibleFrom: MOMENT }))
    const few = await rowsOfState()
    await newsroom.publish(...draftsOf(90))
    expect(await rowsOfState()).toBe(few)
  })

  it('puts an article where its moment is, not where its date is', async () => {
    const newsroom = await openNewsroom()
    const published = '2026-08-01T00:00:00Z'
    await newsroom.publish(
      draftOf('old', { published }),
      draftOf('hidden', { published, visibleFrom: MOMENT }),
      draftOf('new'),
    )
    newsroom.now = NOW + 2 * HOUR
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual(['hidden', 'new', 'old'])
  })

  it('cannot be got around by a cursor from the future', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('open'), draftOf('hidden', secret))
    const far = `/feed.json?before=${Date.parse(MOMENT) + HOUR}-0`
    expect(await idsOf(await newsroom.get(far))).toEqual(['open'])
  })
})

describe('articles of one moment', () => {
  it('stand in the order of their ranks, whoever was published first', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `n${index}`)
    const inOrder = ids.toSorted((a, b) => rank(b) - rank(a))
    for (const order of [ids, ids.toReversed()]) {
      const newsroom = await openNewsroom()
      for (const id of order) await newsroom.publish(draftOf(id))
      expect(await idsOf(await newsroom.get('/feed.json'))).toEqual(inOrder)
    }
  })
})

describe('a page that ends between two articles of one moment', () => {
  // Their FNV-1a hashes of 32 bits are the same.
  it.each([
    ['costarring', 'liquid'],
    ['declinate', 'macallums'],
  ])('loses neither %s nor %s', async (one, other) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf(one), draftOf(other))
    const first = await newsroom.get('/feed.json?limit=1')
    const { items, next_url } = await first.json<{ items: { id: string }[]; next_url: string }>()
    const second = await idsOf(await newsroom.get(next_url.replace(ADDRESS, '')))
    expect([...items.map(({ id }) => id), ...second].toSorted()).toEqual([one, other])
  })
})

describe('tags and authors', () => {
  it.each([
    ['الإمارات', 'الامارات'],
    ['مدرسة', 'مدرسه'],
    ['عـربي', 'عربي'],
    ['مصطفى', 'مصطفي'],
    ['كأس ٢٠٣٠', 'كأس 2030'],
    ['AI', 'ai'],
  ])('rule 31: %s and %s are one feed, shown as each was written', async (one, other) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: [one], authors: [{ name: one }] }))
    await newsroom.publish(draftOf('b', { tags: [other], authors: [{ name: other }] }))
    for (const folder of ['tags', 'authors']) {
      const slug = one.replace('ـ', '').toLowerCase().replace(' ', '-')
      const response = await newsroom.get(`/${folder}/${slug}/feed.json`)
      const feed = await response.json<{ title: string; items: { id: string; tags: string[] }[] }>()
      expect(feed.title).toBe(`الحدث — ${one}`)
      expect(Object.fromEntries(feed.items.map(({ id, tags }) => [id, tags]))).toEqual({
        a: [one],
        b: [other],
      })
    }
  })
})

describe('sections', () => {
  it('include the articles of their children, not of their parents', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('child', { sections: ['cybersecurity'], published: '2026-08-22T08:00:00Z' }),
      draftOf('parent', { sections: ['technology'], published: '2026-08-22T07:00:00Z' }),
      draftOf('both', {
        sections: ['technology', 'cybersecurity'],
        published: '2026-08-22T06:00:00Z',
      }),
      draftOf('other', { sections: ['economy'] }),
    )
    const ids = async (name: string) => idsOf(await newsroom.get(`/sections/${name}/feed.json`))
    expect(await ids('تكنولوجيا')).toEqual(['child', 'parent', 'both'])
    expect(await ids('أمن-سيبراني')).toEqual(['child', 'both'])
    expect(await ids('اقتصاد')).toEqual(['other'])
  })

  it('are there before they have an article, and gone when the publication has them no more', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { sections: ['economy'] }))
    expect(await idsOf(await newsroom.get('/sections/تكنولوجيا/feed.json'))).toEqual([])
    await newsroom.call('PUT', '/api/publication', publicationOf({ sections: [] }))
    expect((await newsroom.get('/sections/تكنولوجيا/rss.xml')).status).toBe(404)
    expect((await newsroom.get('/sections/اقتصاد/rss.xml')).status).toBe(404)
  })
})

describe('languages', () => {
  it('include their regions and scripts', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('ar', { published: '2026-08-22T08:00:00Z' }),
      draftOf('ar-MA', { language: 'ar_ma', published: '2026-08-22T07:00:00Z' }),
      draftOf('ar-EG', { language: 'ar-EG', published: '2026-08-22T06:00:00Z' }),
      draftOf('fr', { language: 'fr', published: '2026-08-22T05:00:00Z' }),
      draftOf('az', { language: 'az-Arab-IR', published: '2026-08-22T04:00:00Z' }),
    )
    const ids = async (tag: string) => idsOf(await newsroom.get(`/languages/${tag}/feed.json`))
    expect(await ids('ar')).toEqual(['ar', 'ar-MA', 'ar-EG'])
    expect(await ids('ar-MA')).toEqual(['ar-MA'])
    expect(await ids('fr')).toEqual(['fr'])
    expect(await ids('az')).toEqual(['az'])
    expect(await ids('az-Arab')).toEqual(['az'])
    expect(await ids('az-Arab-IR')).toEqual(['az'])
    expect((await newsroom.get('/languages/fa/rss.xml')).status).toBe(404)
  })
})

describe('a feed that has had something public', () => {
  it('stays when that is deleted, so that its readers hear of it', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['5G'] }))
    await newsroom.call('DELETE', articlePath('a'))
    expect(await idsOf(await newsroom.get('/tags/5g/feed.json'))).toEqual([])
  })
})
