import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import {
  FEEDS_BY_BEGINNING,
  findFeeds,
  listFeeds,
  readHeadlines,
} from '../../src/store/listing-feeds.ts'
import { draftOf, HOUR, NOW, openNewsroom } from '../newsroom.ts'

const HIDDEN = { visibleFrom: '2026-08-22T13:00:00Z' }

async function openWithTags(): Promise<void> {
  const newsroom = await openNewsroom()
  await newsroom.publish(
    draftOf('a', { tags: ['أمن', 'الأمن', 'أمان', 'بنوك'], authors: [{ name: 'أمن' }] }),
    draftOf('b', { tags: ['أمن سري'], ...HIDDEN }),
  )
}

describe('listFeeds', () => {
  it('goes on after a key, in the order of keys, with what is public', async () => {
    await openWithTags()
    const keys = async (after: string, limit = 10, now = NOW) =>
      (await listFeeds(env.DB, 'tag', now, limit, after)).map(({ key }) => key)
    expect(await keys('')).toEqual(['الامن', 'امان', 'امن', 'بنوك'])
    expect(await keys('', 2)).toEqual(['الامن', 'امان'])
    expect(await keys('امان')).toEqual(['امن', 'بنوك'])
    expect(await keys('امن', 10, NOW + 2 * HOUR)).toEqual(['امن سري', 'بنوك'])
    expect(await keys('ي')).toEqual([])
  })
})

describe('findFeeds', () => {
  it('finds by beginnings, those of the first one first, each once, what is public', async () => {
    await openWithTags()
    const keys = async (beginnings: string[], limit = 10, now = NOW) =>
      (await findFeeds(env.DB, 'tag', beginnings, now, limit)).map(({ key }) => key)
    expect(await keys(['امن'])).toEqual(['امن'])
    expect(await keys(['ام', 'الام'])).toEqual(['امان', 'امن', 'الامن'])
    expect(await keys(['امن', 'ام'])).toEqual(['امن', 'امان'])
    expect(await keys(['ام'], 1)).toEqual(['امان'])
    expect(await keys(['امن'], 10, NOW + 2 * HOUR)).toEqual(['امن', 'امن سري'])
    expect(await keys([])).toEqual([])
    expect(await keys(['%'])).toEqual([])
  })

  it('finds by each word of a name, after those that begin with it', async () => {
    const newsroom = await openNewsroom()
    const tags = ['ذكاء', 'الذكاء الاصطناعي', 'أخبار الذكاء الاصطناعي', 'كرة القدم', 'كرة كرة']
    await newsroom.publish(draftOf('a', { tags, authors: [{ name: 'سلمى كرة' }] }))
    await newsroom.publish(draftOf('b', { tags: ['سر الذكاء'], ...HIDDEN }))
    const keys = async (beginnings: string[], now = NOW) =>
      (await findFeeds(env.DB, 'tag', beginnings, now, 10)).map(({ key }) => key)
    expect(await keys(['اصطناعي', 'الاصطن'])).toEqual(['الذكاء الاصطناعي', 'اخبار الذكاء الاصطناعي'])
    expect(await keys(['ذكاء', 'الذكاء'])).toEqual([
      'ذكاء',
      'الذكاء الاصطناعي',
      'اخبار الذكاء الاصطناعي',
    ])
    expect(await keys(['كره'])).toEqual(['كره القدم', 'كره كره'])
    expect(await keys(['الذكاء'], NOW + 2 * HOUR)).toContain('سر الذكاء')
    const authors = await findFeeds(env.DB, 'author', ['كره'], NOW, 10)
    expect(authors.map(({ key }) => key)).toEqual(['سلمي كره'])
  })

  it('finds by the first ten words of a name, however long it is', async () => {
    const newsroom = await openNewsroom()
    const words = Array.from({ length: 40 }, (_, index) => `w${index}`)
    await newsroom.publish(draftOf('a', { tags: [words.join(' ')] }))
    const found = (word: string) => findFeeds(env.DB, 'tag', [`${word} `], NOW, 10)
    expect(await found('w9')).toHaveLength(1)
    expect(await found('w10')).toEqual([])
  })

  it('reads no more rows than it finds, however many feeds there are', async () => {
    const newsroom = await openNewsroom()
    const tags = Array.from({ length: 100 }, (_, index) => `وسم ${index + 100}`)
    await newsroom.publish(draftOf('a', { tags: tags.slice(0, 50) }))
    await newsroom.publish(draftOf('b', { tags: tags.slice(50) }))
    const { meta } = await env.DB.prepare(FEEDS_BY_BEGINNING)
      .bind(NOW, 'tag', JSON.stringify(['وسم 150']), 10)
      .run()
    expect(meta.rows_read).toBeLessThan(10)
  })
})

describe('readHeadlines', () => {
  it('has what a list shows of the newest, without their texts', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('a', { title: 'قديم', published: '1965-01-01T00:00:00Z' }),
      draftOf('b', { title: 'Un titre', language: 'fr', canonical: '/b' }),
      draftOf('c', { title: '2026', language: 'und', published: '2026-08-22T08:00:00Z' }),
      draftOf('d', HIDDEN),
    )
    expect(await readHeadlines(env.DB, 1, NOW, 10)).toEqual([
      {
        title: 'Un titre',
        language: 'fr',
        direction: 'ltr',
        published: '2026-08-22T09:00:00Z',
        canonical: 'https://www.news.example/b',
      },
      {
        title: '2026',
        language: 'und',
        direction: null,
        published: '2026-08-22T08:00:00Z',
        canonical: null,
      },
      {
        title: 'قديم',
        language: 'ar',
        direction: 'rtl',
        published: '1965-01-01T00:00:00Z',
        canonical: null,
      },
    ])
    expect(await readHeadlines(env.DB, 1, NOW, 1)).toHaveLength(1)
    const since = Date.parse('2026-08-22T08:00:00Z')
    expect(await readHeadlines(env.DB, 1, NOW, 10, since)).toHaveLength(1)
  })
})
