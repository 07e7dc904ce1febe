import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { draftOf, idsOf, openNewsroom, path, publicationOf, recorded } from '../newsroom.ts'

const EIGHTY = 'كلمة '.repeat(16).trim()

describe('the slug of a new feed', () => {
  it.each<[string, string[], string[]]>([
    ['names that differ in signs', ['C#', 'C++', 'C'], ['c', 'c-2', 'c-3']],
    ['names of signs only', ['🙂', '🙃'], ['tag', 'tag-2']],
    ['names that look numbered', ['C#', 'C 2', 'C++', 'C'], ['c', 'c-2', 'c-3', 'c-4']],
    ['marks that keys keep apart from nothing', ['سؤال!', 'سؤال'], ['سؤال', 'سؤال-2']],
    [
      'names as long as slugs can be',
      [`${EIGHTY} أول`, `${EIGHTY} ثان`],
      [EIGHTY.replaceAll(' ', '-'), `${'كلمة-'.repeat(14)}2`],
    ],
    [
      'one word as long as slugs can be',
      ['خ'.repeat(90), 'خ'.repeat(91)],
      ['خ'.repeat(80), `${'خ'.repeat(72)}-2`],
    ],
  ])('rule 32: gets a number where it is taken: %s', async (_, tags, slugs) => {
    for (const together of [true, false]) {
      const newsroom = await openNewsroom()
      const drafts = tags.map((tag, index) => draftOf(`n${index}`, { tags: [tag] }))
      if (together) await newsroom.publish(...drafts)
      else for (const each of drafts) await newsroom.publish(each)
      for (const [index, slug] of slugs.entries()) {
        const response = await newsroom.get(`${path('tags', slug)}/feed.json`)
        expect([slug, await idsOf(response)]).toEqual([slug, [`n${index}`]])
      }
    }
  })

  it('is found by one query, however many names want the same', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('before', { tags: ['♥', 'Tag 3', 'Tag 2 go'] }))
    const { db, statements } = recorded(env.DB)
    newsroom.bindings.DB = db
    const tags = Array.from({ length: 50 }, (_, index) => String.fromCodePoint(0x1f600 + index))
    await newsroom.publish(draftOf('a', { tags }))
    expect(statements.filter((sql) => sql.includes('JOIN slugs'))).toHaveLength(1)
    // The publication, what is stored, the known feeds and the slugs; nine to write, two of them the audit record.
    expect(statements).toHaveLength(14)
    const { results } = await env.DB.prepare(
      `SELECT f.slug FROM feeds f JOIN entries e ON e.feed = f.number
        JOIN articles a ON a.number = e.article WHERE a.id = 'a' AND f.kind = 'tag'`,
    ).all<{ slug: string }>()
    const numbers = Array.from({ length: 52 }, (_, index) => index + 1)
    const free = numbers.filter((number) => number !== 1 && number !== 3)
    expect(results.map(({ slug }) => slug).toSorted()).toEqual(
      free.map((number) => `tag-${number}`).toSorted(),
    )
  })

  it('is kept apart by kind', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['اقتصاد'], authors: [{ name: 'اقتصاد' }] }))
    for (const folder of ['tags', 'authors']) {
      expect(await idsOf(await newsroom.get(`${path(folder, 'اقتصاد')}/feed.json`))).toEqual(['a'])
    }
    expect(await idsOf(await newsroom.get(`${path('sections', 'اقتصاد')}/feed.json`))).toEqual([])
  })

  it('is not the one that another feed once had', async () => {
    const newsroom = await openNewsroom()
    const renamed = [{ id: 'economy', name: 'اقتصاد', slug: 'مال' }]
    await newsroom.call('PUT', '/api/publication', publicationOf({ sections: renamed }))
    const response = await newsroom.get(`${path('sections', 'اقتصاد')}/feed.json`)
    expect(response.status).toBe(301)
  })
})
