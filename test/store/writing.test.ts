import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import {
  articlePath,
  changeNumbers,
  countOf,
  type DraftInput,
  draftOf,
  HOUR,
  idsOf,
  letIn,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  publicationOf,
} from '../newsroom.ts'

const LATER = '2026-08-22T13:00:00Z'

/** An article in a feed of every kind. */
const RICH: Partial<DraftInput> = {
  sections: ['cybersecurity'],
  tags: ['الأمن'],
  authors: [{ name: 'فاطمة العلوي' }],
  language: 'ar-MA',
}
const FEEDS_OF_RICH = [
  'all ',
  'author فاطمه العلوي',
  'language ar',
  'language ar-MA',
  'section cybersecurity',
  'section technology',
  'tag الامن',
]

function numbers(names: string[], number: number): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, number]))
}

describe('the change number', () => {
  it('moves in each feed of a new article, and in no other', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('other', { sections: ['economy'], tags: ['5G'], language: 'fr' }),
    )
    const before = await changeNumbers()
    await newsroom.publish(draftOf('rich', RICH))
    expect(await changeNumbers()).toEqual({ ...before, ...numbers(FEEDS_OF_RICH, 1), 'all ': 2 })
  })

  it('moves once for a batch', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', RICH), draftOf('b', RICH), draftOf('c', RICH))
    expect(await changeNumbers()).toEqual(numbers(FEEDS_OF_RICH, 1))
  })

  it('stays, and so does everything else, when the same article is published again', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('rich', RICH), draftOf('plain'))
    const before = await wholeStore()
    newsroom.now = NOW + HOUR
    const results = await newsroom.publish(draftOf('rich', RICH), draftOf('plain'))
    expect(results.map(({ change, version }) => [change, version])).toEqual([
      ['unchanged', 1],
      ['unchanged', 1],
    ])
    expect(await wholeStore()).toEqual(before)
  })

  it('stays when another draft comes out as the same article', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { title: 'عنوان جديد', ...RICH }))
    const before = await changeNumbers()
    const [result] = await newsroom.publish(draftOf('a', { title: ' عنوان \u202bجديد ', ...RICH }))
    expect(result).toMatchObject({ change: 'unchanged', version: 1 })
    expect(await changeNumbers()).toEqual(before)
    const draft = await env.DB.prepare('SELECT document FROM drafts').first<{ document: string }>()
    expect(JSON.parse(draft?.document ?? '')).toMatchObject({ title: ' عنوان \u202bجديد ' })
  })

  it.each<[string, Partial<DraftInput>, string[], string[]]>([
    ['title', { title: 'عنوان آخر' }, FEEDS_OF_RICH, []],
    ['content', { content: '<p>نص آخر</p>' }, FEEDS_OF_RICH, []],
    ['moment', { published: '2026-08-22T08:00:00Z' }, FEEDS_OF_RICH, []],
    ['tag', { tags: ['5G'] }, FEEDS_OF_RICH, ['tag 5g']],
    ['author', { authors: [{ name: 'يوسف' }] }, FEEDS_OF_RICH, ['author يوسف']],
    ['section', { sections: ['economy'] }, FEEDS_OF_RICH, ['section economy']],
    ['language', { language: 'fr' }, FEEDS_OF_RICH, ['language fr']],
  ])('moves in what an article leaves, stays in and enters: its %s', async (...edit) => {
    const [, changes, touched, entered] = edit
    const newsroom = await openNewsroom()
    const untouched = draftOf('other', { tags: ['ثابت'], sections: ['economy'], language: 'he' })
    await newsroom.publish(draftOf('rich', RICH), untouched)
    const before = await changeNumbers()
    const [result] = await newsroom.publish(draftOf('rich', { ...RICH, ...changes }))
    expect(result).toMatchObject({ change: 'updated', version: 2 })
    const moved = [...touched, ...entered].map((name) => [name, (before[name] ?? 0) + 1])
    expect(await changeNumbers()).toEqual({ ...before, ...Object.fromEntries(moved) })
  })

  it('stays while nobody can see the difference', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { ...RICH, visibleFrom: LATER }))
    await newsroom.publish(draftOf('a', { ...RICH, visibleFrom: LATER, title: 'عنوان آخر' }))
    expect(await changeNumbers()).toEqual({})
    expect((await newsroom.call('DELETE', articlePath('a'))).status).toBe(204)
    expect(await changeNumbers()).toEqual({})
  })

  it('moves when an article goes under embargo, and when it is let out of it', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', RICH))
    await newsroom.publish(draftOf('a', { ...RICH, visibleFrom: LATER }))
    expect(await changeNumbers()).toEqual(numbers(FEEDS_OF_RICH, 2))
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual([])
    await newsroom.publish(draftOf('a', RICH))
    expect(await changeNumbers()).toEqual(numbers(FEEDS_OF_RICH, 3))
  })

  it('moves when an article is deleted, and once', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', RICH), draftOf('b', RICH))
    expect((await newsroom.call('DELETE', articlePath('a'))).status).toBe(204)
    expect((await newsroom.call('DELETE', articlePath('a'))).status).toBe(404)
    expect(await changeNumbers()).toEqual(numbers(FEEDS_OF_RICH, 2))
  })
})

describe('`updated`', () => {
  const updatedOf = async (newsroom: Awaited<ReturnType<typeof openNewsroom>>) => {
    const response = await newsroom.get('/feed.json')
    const { items } = await response.json<{ items: { date_modified: string }[] }>()
    return items.map(({ date_modified }) => date_modified)
  }

  it('is when the article was published, until its content really changes', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    expect(await updatedOf(newsroom)).toEqual(['2026-08-22T09:00:00Z'])
    newsroom.now = NOW + HOUR
    await newsroom.publish(draftOf('a'))
    expect(await updatedOf(newsroom)).toEqual(['2026-08-22T09:00:00Z'])
    await newsroom.publish(draftOf('a', { title: 'عنوان آخر' }))
    expect(await updatedOf(newsroom)).toEqual(['2026-08-22T13:00:00Z'])
    newsroom.now = NOW + 2 * HOUR
    await newsroom.publish(draftOf('a', { title: 'عنوان آخر' }))
    expect(await updatedOf(newsroom)).toEqual(['2026-08-22T13:00:00Z'])
  })

  it('is in whole seconds', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    newsroom.now = NOW + 1999
    await newsroom.publish(draftOf('a', { title: 'عنوان آخر' }))
    expect(await updatedOf(newsroom)).toEqual(['2026-08-22T12:00:01Z'])
  })

  it('is what the source says, where it says so', async () => {
    const newsroom = await openNewsroom()
    const updated = '2026-08-22T10:11:12+01:00'
    await newsroom.publish(draftOf('a', { updated }))
    newsroom.now = NOW + HOUR
    await newsroom.publish(draftOf('a', { updated, title: 'عنوان آخر' }))
    expect(await updatedOf(newsroom)).toEqual(['2026-08-22T09:11:12Z'])
  })
})

describe('an article that is deleted', () => {
  it('is in no feed, and comes back under the next version when it is published again', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', RICH), draftOf('b', RICH))
    await newsroom.call('DELETE', articlePath('a'))
    for (const path of ['/feed.json', '/sections/تكنولوجيا/feed.json', '/languages/ar/feed.json']) {
      expect(await idsOf(await newsroom.get(path))).toEqual(['b'])
    }
    const [result] = await newsroom.publish(draftOf('a', RICH))
    expect(result).toMatchObject({ change: 'created', version: 2 })
    expect((await idsOf(await newsroom.get('/feed.json'))).toSorted()).toEqual(['a', 'b'])
  })

  it.each([
    ['by its moment in the feed', {}, '2026-08-22T13:00:02Z'],
    ['by what its source says', { updated: '2026-08-22T10:00:00Z' }, '2026-08-22T10:00:00Z'],
    [
      'by its own moment, where that is to come',
      { published: '2026-08-23T09:00:00Z' },
      '2026-08-23T09:00:00Z',
    ],
  ])('is newer than its tombstone when it comes back, %s', async (_, fields, expected) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    newsroom.now = NOW + HOUR + 1001
    await newsroom.call('DELETE', articlePath('a'))
    newsroom.now += 1
    await newsroom.publish(draftOf('a', fields))
    const row = await env.DB.prepare(
      "SELECT document ->> 'updated' AS updated FROM articles",
    ).first()
    expect(Date.parse(String(row?.updated))).toBe(Date.parse(expected))
  })

  it('keeps its identity and version, and none of its words', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', RICH))
    await newsroom.call('DELETE', articlePath('a'))
    const row = await env.DB.prepare('SELECT id, state, version, document FROM articles').first()
    expect(row).toEqual({ id: 'a', state: 'deleted', version: 1, document: '{}' })
    expect(await countOf('drafts')).toBe(0)
    expect(await countOf('entries')).toBe(0)
  })

  it('leaves nothing behind if it was never public', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { ...RICH, visibleFrom: LATER }))
    expect((await newsroom.call('DELETE', articlePath('a'))).status).toBe(204)
    for (const table of ['articles', 'drafts', 'entries']) expect(await countOf(table)).toBe(0)
    expect((await newsroom.get('/tags/الأمن/rss.xml')).status).toBe(404)
  })

  it.each<[string, (newsroom: Awaited<ReturnType<typeof openNewsroom>>) => Promise<unknown>]>([
    [
      'before it went under embargo',
      async (newsroom) => {
        await newsroom.publish(draftOf('a'))
        await newsroom.publish(draftOf('a', { visibleFrom: LATER }))
      },
    ],
    [
      'because its embargo ended',
      async (newsroom) => {
        await newsroom.publish(draftOf('a', { visibleFrom: LATER }))
        newsroom.now = NOW + HOUR
      },
    ],
  ])('is remembered if it was public %s', async (_, make) => {
    const newsroom = await openNewsroom()
    await make(newsroom)
    await newsroom.call('DELETE', articlePath('a'))
    expect(await countOf('articles')).toBe(1)
  })
})

describe('two writers at once', () => {
  it('both go through when they write the same article, one after the other', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const titles = ['أول', 'ثان', 'ثالث']
    const results = await Promise.all(
      titles.map((title) => newsroom.publish(draftOf('a', { title }))),
    )
    expect(
      results
        .flat()
        .map(({ version }) => version)
        .toSorted((a, b) => a - b),
    ).toEqual([2, 3, 4])
    expect(await changeNumbers()).toEqual({ 'all ': 4, 'language ar': 4 })
    const last = results.flat().findIndex(({ version }) => version === 4)
    const row = await env.DB.prepare('SELECT document FROM articles').first<{ document: string }>()
    expect(JSON.parse(row?.document ?? '')).toMatchObject({ title: titles[last] })
  })

  it('both go through when they name the same new article and the same new feeds', async () => {
    const newsroom = await openNewsroom()
    const results = await Promise.all([
      newsroom.publish(draftOf('new', { tags: ['جديد'], title: 'أول' }), draftOf('a', RICH)),
      newsroom.publish(draftOf('new', { tags: ['جديد'], title: 'ثان' }), draftOf('b', RICH)),
    ])
    const changes = results.map(([first]) => first?.change ?? '')
    expect(changes.toSorted()).toEqual(['created', 'updated'])
    expect(await idsOf(await newsroom.get('/tags/جديد/feed.json'))).toEqual(['new'])
    const ids = await idsOf(await newsroom.get('/tags/الأمن/feed.json'))
    expect(ids.toSorted()).toEqual(['a', 'b'])
    expect(await countOf('articles')).toBe(3)
  })

  it('one of whom deletes leave a store that one of the two orders would have left', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const [written, deleted] = await Promise.all([
      newsroom.publish(draftOf('a', { title: 'عنوان آخر' })),
      newsroom.call('DELETE', articlePath('a')),
    ])
    expect(deleted.status).toBe(204)
    const ids = await idsOf(await newsroom.get('/feed.json'))
    expect(ids).toEqual(written[0]?.change === 'created' ? ['a'] : [])
    expect(await countOf('drafts')).toBe(ids.length)
  })
})

describe('another writer who comes between reading and writing', () => {
  const hidden = draftOf('a', { ...RICH, visibleFrom: LATER })
  const remove = (newsroom: Newsroom) => newsroom.call('DELETE', articlePath('a'))
  const articles = async () => {
    const { results } = await env.DB.prepare(
      "SELECT state, version, document ->> 'title' AS title FROM articles",
    ).all()
    return results
  }
  const draftTitles = async () => {
    const { results } = await env.DB.prepare(
      "SELECT document ->> 'title' AS title FROM drafts",
    ).all<{ title: string }>()
    return results.map(({ title }) => title)
  }

  it('and deletes what was never public: the update is a new article', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(hidden)
    letIn(newsroom, () => remove(newsroom))
    const [result] = await newsroom.publish({ ...hidden, title: 'عنوان آخر' })
    expect(result).toMatchObject({ change: 'created', version: 1 })
    expect(await articles()).toEqual([{ state: 'published', version: 1, title: 'عنوان آخر' }])
    expect(await draftTitles()).toEqual(['عنوان آخر'])
  })

  it('and makes it public: deleting it leaves a tombstone, and every feed moves', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(hidden)
    letIn(newsroom, () => newsroom.publish(draftOf('a', RICH)))
    expect((await remove(newsroom)).status).toBe(204)
    expect(await articles()).toEqual([{ state: 'deleted', version: 2, title: null }])
    expect(await changeNumbers()).toEqual(numbers(FEEDS_OF_RICH, 2))
    expect(await countOf('drafts')).toBe(0)
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual([])
  })

  it('and puts another, public one in its place: deleting that leaves a tombstone', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(hidden)
    letIn(newsroom, async () => {
      await remove(newsroom)
      await newsroom.publish(draftOf('a', RICH))
    })
    expect((await remove(newsroom)).status).toBe(204)
    expect(await articles()).toEqual([{ state: 'deleted', version: 1, title: null }])
    expect(await changeNumbers()).toEqual(numbers(FEEDS_OF_RICH, 2))
  })

  it.each([
    ['was never public', hidden, {}],
    ['is public', draftOf('a', RICH), numbers(FEEDS_OF_RICH, 2)],
  ])('and deletes what %s: there is nothing more to delete', async (_, draft, moved) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draft)
    letIn(newsroom, () => remove(newsroom))
    expect((await remove(newsroom)).status).toBe(404)
    expect(await changeNumbers()).toEqual(moved)
  })

  it('and edits it: a draft that would have changed nothing is an update', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { title: 'عنوان' }))
    letIn(newsroom, () => newsroom.publish(draftOf('a', { title: 'عنوان آخر' })))
    const [result] = await newsroom.publish(draftOf('a', { title: ' عنوان ' }))
    expect(result).toMatchObject({ change: 'updated', version: 3 })
    expect(await articles()).toEqual([{ state: 'published', version: 3, title: 'عنوان' }])
    expect(await draftTitles()).toEqual([' عنوان '])
  })

  it('and edits it there and back: the version goes on from theirs', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    letIn(newsroom, async () => {
      await newsroom.publish(draftOf('a', { title: 'عنوان', updated: LATER }))
      await newsroom.publish(draftOf('a'))
    })
    const [result] = await newsroom.publish(draftOf('a', { title: 'عنوان آخر' }))
    expect(result).toMatchObject({ change: 'updated', version: 4 })
  })

  it('and sends another draft: processing again does not bring the older one back', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { title: 'عنوان' }))
    await newsroom.call('PUT', '/api/publication', publicationOf({ cleaning: { tatweel: true } }))
    letIn(newsroom, () => newsroom.publish(draftOf('a', { title: ' عنوان ' })))
    expect((await newsroom.call('POST', '/api/reprocess')).status).toBe(200)
    expect(await draftTitles()).toEqual([' عنوان '])
    expect(await articles()).toEqual([{ state: 'published', version: 1, title: 'عنوان' }])
  })
})

describe('a batch', () => {
  it('of a hundred articles of 5 KB with tags goes in as a whole', async () => {
    const newsroom = await openNewsroom()
    const drafts = Array.from({ length: 100 }, (_, index) =>
      draftOf(`n${index}`, {
        tags: [`وسم ${index}`, `وسم ${index + 1}`, 'مشترك'],
        content: `<p>${'نص الخبر '.repeat(300)}</p>`,
        published: new Date(NOW - index * MINUTE).toISOString(),
      }),
    )
    const results = await newsroom.publish(...drafts)
    expect(results.every(({ change }) => change === 'created')).toBe(true)
    expect(await countOf('articles')).toBe(100)
    expect(await idsOf(await newsroom.get('/tags/مشترك/feed.json?limit=200'))).toEqual(
      drafts.map(({ id }) => id),
    )
  })
})

describe('reading back', () => {
  it('rule 21: the store holds no mark, whatever the title begins with', async () => {
    const newsroom = await openNewsroom(publicationOf())
    await newsroom.publish(draftOf('5g', { title: '5G في المغرب', tags: ['5G في المغرب'] }))
    const everything = JSON.stringify(await wholeStore())
    expect(everything).toContain('5G في المغرب')
    expect(everything).not.toMatch(/[\u200e\u200f]/)
  })
})

/** Every row of every table. */
async function wholeStore(): Promise<unknown[][]> {
  const tables = ['publication', 'articles', 'drafts', 'feeds', 'slugs', 'entries', 'removals']
  const answers = await env.DB.batch(
    tables.map((table) => env.DB.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`)),
  )
  return answers.map(({ results }) => results)
}
