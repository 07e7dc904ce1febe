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
import { strict } from '../strict.ts'

const LATER = '2026-08-22T13:00:00Z'
const WHY = 'نشر خطأ'

/** Where the article `a` is in its life, as the store has it. */
interface Kept {
  state: string
  version: number
  reason: string | null
  wasPublic: number
  hasText: number
  drafts: number
  entries: number
}

async function kept(): Promise<Kept | undefined> {
  const row = await env.DB.prepare(
    `SELECT state, version, reason, was_public AS wasPublic, document <> '{}' AS hasText,
      (SELECT count(*) FROM drafts d WHERE d.article = a.number) AS drafts,
      (SELECT count(*) FROM entries e WHERE e.article = a.number) AS entries
    FROM articles a WHERE id = 'a'`,
  ).first<Kept>()
  return row ?? undefined
}

/** The ids that Atom tells of as deleted. */
async function tombstones(newsroom: Newsroom): Promise<string[]> {
  const feed = strict(await (await newsroom.get('/atom.xml')).text())
  return feed.all('at:deleted-entry').map(({ attributes }) => attributes.ref ?? '')
}

async function moment(newsroom: Newsroom): Promise<string | undefined> {
  const { items } = await (
    await newsroom.get('/feed.json')
  ).json<{ items: { id: string; date_modified: string }[] }>()
  return items.find(({ id }) => id === 'a')?.date_modified
}

const setStatus = (newsroom: Newsroom, change: object) =>
  newsroom.call('PUT', `${articlePath('a')}/status`, change)
const put = (newsroom: Newsroom, changes: Partial<DraftInput> = {}) => {
  const fields = { ...draftOf('a', changes), id: undefined }
  return newsroom.call('PUT', articlePath('a'), fields)
}

/** How an article comes to be where it is. */
const STATES: Record<string, (newsroom: Newsroom) => Promise<unknown>> = {
  unknown: async () => undefined,
  scheduled: (newsroom) => put(newsroom, { visibleFrom: LATER }),
  public: (newsroom) => put(newsroom),
  withheld: async (newsroom) => {
    await put(newsroom)
    await setStatus(newsroom, { status: 'withheld', reason: WHY })
  },
  'withheld before its moment': async (newsroom) => {
    await put(newsroom, { visibleFrom: LATER })
    await setStatus(newsroom, { status: 'withheld', reason: WHY })
  },
  killed: async (newsroom) => {
    await put(newsroom)
    await setStatus(newsroom, { status: 'killed', reason: WHY })
  },
  'killed before its moment': async (newsroom) => {
    await put(newsroom, { visibleFrom: LATER })
    await setStatus(newsroom, { status: 'killed', reason: WHY })
  },
  deleted: async (newsroom) => {
    await put(newsroom)
    await newsroom.call('DELETE', articlePath('a'))
  },
  'not for syndication': (newsroom) => put(newsroom, { syndication: 'none' }),
}

/** What can be done to it. */
const ACTIONS: Record<string, (newsroom: Newsroom) => Promise<Response>> = {
  withhold: (newsroom) => setStatus(newsroom, { status: 'withheld', reason: WHY }),
  kill: (newsroom) => setStatus(newsroom, { status: 'killed', reason: WHY }),
  restore: (newsroom) => setStatus(newsroom, { status: 'published' }),
  delete: (newsroom) => newsroom.call('DELETE', articlePath('a')),
  put: (newsroom) => put(newsroom),
  'put another text': (newsroom) => put(newsroom, { title: 'عنوان آخر' }),
  'put as withheld': (newsroom) => put(newsroom, { status: 'withheld', reason: WHY }),
  'put as killed': (newsroom) => put(newsroom, { status: 'killed', reason: WHY }),
  'put as published': (newsroom) => put(newsroom, { status: 'published' }),
  'put as not for syndication': (newsroom) => put(newsroom, { syndication: 'none' }),
}

type Row = [
  from: string,
  action: string,
  status: number,
  state: string,
  version: number,
  // By how much the feed of everything moves, and what Atom tells of.
  moves: number,
  tombstone: boolean,
]

const TABLE: Row[] = [
  ['unknown', 'withhold', 404, 'none', 0, 0, false],
  ['unknown', 'kill', 404, 'none', 0, 0, false],
  ['unknown', 'restore', 404, 'none', 0, 0, false],
  ['unknown', 'delete', 404, 'none', 0, 0, false],
  ['unknown', 'put', 201, 'published', 1, 1, false],
  ['unknown', 'put as withheld', 201, 'withheld', 1, 0, false],
  ['unknown', 'put as killed', 201, 'killed', 1, 0, false],
  ['unknown', 'put as published', 201, 'published', 1, 1, false],
  ['unknown', 'put as not for syndication', 201, 'published', 1, 0, false],

  ['scheduled', 'withhold', 200, 'withheld', 1, 0, false],
  ['scheduled', 'kill', 200, 'killed', 1, 0, false],
  ['scheduled', 'restore', 200, 'published', 1, 0, false],
  ['scheduled', 'delete', 204, 'none', 0, 0, false],
  ['scheduled', 'put', 200, 'published', 2, 1, false],
  ['scheduled', 'put as withheld', 200, 'withheld', 2, 0, false],
  ['scheduled', 'put as killed', 200, 'killed', 1, 0, false],

  ['public', 'withhold', 200, 'withheld', 1, 1, true],
  ['public', 'kill', 200, 'killed', 1, 1, true],
  ['public', 'restore', 200, 'published', 1, 0, false],
  ['public', 'delete', 204, 'deleted', 1, 1, true],
  ['public', 'put', 200, 'published', 1, 0, false],
  ['public', 'put another text', 200, 'published', 2, 1, false],
  ['public', 'put as withheld', 200, 'withheld', 1, 1, true],
  ['public', 'put as killed', 200, 'killed', 1, 1, true],
  ['public', 'put as published', 200, 'published', 1, 0, false],
  ['public', 'put as not for syndication', 200, 'published', 1, 1, true],

  ['withheld', 'withhold', 200, 'withheld', 1, 0, true],
  ['withheld', 'kill', 200, 'killed', 1, 1, true],
  ['withheld', 'restore', 200, 'published', 1, 1, false],
  ['withheld', 'delete', 204, 'deleted', 1, 0, true],
  ['withheld', 'put', 200, 'withheld', 1, 0, true],
  ['withheld', 'put another text', 200, 'withheld', 2, 0, true],
  ['withheld', 'put as withheld', 200, 'withheld', 1, 0, true],
  ['withheld', 'put as killed', 200, 'killed', 1, 1, true],
  ['withheld', 'put as published', 200, 'published', 1, 1, false],

  ['withheld before its moment', 'withhold', 200, 'withheld', 1, 0, false],
  ['withheld before its moment', 'kill', 200, 'killed', 1, 0, false],
  ['withheld before its moment', 'restore', 200, 'published', 1, 0, false],
  ['withheld before its moment', 'delete', 204, 'none', 0, 0, false],
  ['withheld before its moment', 'put', 200, 'withheld', 2, 0, false],
  ['withheld before its moment', 'put as published', 200, 'published', 2, 1, false],

  ['killed', 'withhold', 409, 'killed', 1, 0, true],
  ['killed', 'kill', 200, 'killed', 1, 0, true],
  ['killed', 'restore', 409, 'killed', 1, 0, true],
  ['killed', 'delete', 409, 'killed', 1, 0, true],
  ['killed', 'put', 409, 'killed', 1, 0, true],
  ['killed', 'put another text', 409, 'killed', 1, 0, true],
  ['killed', 'put as not for syndication', 409, 'killed', 1, 0, true],
  ['killed', 'put as withheld', 201, 'withheld', 2, 0, true],
  ['killed', 'put as killed', 200, 'killed', 1, 0, true],
  ['killed', 'put as published', 201, 'published', 2, 1, false],

  ['killed before its moment', 'put', 409, 'killed', 1, 0, false],
  ['killed before its moment', 'put as published', 201, 'published', 2, 1, false],
  ['killed before its moment', 'delete', 409, 'killed', 1, 0, false],

  ['deleted', 'withhold', 404, 'deleted', 1, 0, true],
  ['deleted', 'kill', 200, 'killed', 1, 0, true],
  ['deleted', 'restore', 404, 'deleted', 1, 0, true],
  ['deleted', 'delete', 404, 'deleted', 1, 0, true],
  ['deleted', 'put', 201, 'published', 2, 1, false],
  ['deleted', 'put as withheld', 201, 'withheld', 2, 0, true],
  ['deleted', 'put as killed', 201, 'killed', 1, 0, true],

  ['not for syndication', 'withhold', 200, 'withheld', 1, 0, false],
  ['not for syndication', 'kill', 200, 'killed', 1, 0, false],
  ['not for syndication', 'delete', 204, 'none', 0, 0, false],
  ['not for syndication', 'put', 200, 'published', 1, 1, false],
]

describe('the life of an article', () => {
  it.each(TABLE)('%s: %s is %i, then it is %s in version %i', async (...row) => {
    const [from, action, status, state, version, moves, tombstone] = row
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('other', { published: '2026-08-22T08:00:00Z' }))
    await STATES[from]?.(newsroom)
    const before = (await changeNumbers())['all '] ?? 0
    newsroom.now = NOW + 30 * MINUTE
    const response = await ACTIONS[action]?.(newsroom)
    expect([response?.status, await response?.text()]).toEqual([status, expect.any(String)])
    const after = await kept()
    expect([after?.state ?? 'none', after?.version ?? 0]).toEqual([state, version])
    expect(((await changeNumbers())['all '] ?? 0) - before).toBe(moves)
    expect(await tombstones(newsroom)).toEqual(
      tombstone ? ['tag:news.example,2026:feeds/articles/a'] : [],
    )
    const ids = isShown(from, action, state) ? ['a', 'other'] : ['other']
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual(ids)
    const rss = strict(await (await newsroom.get('/rss.xml')).text())
    expect(rss.the('channel').all('item')).toHaveLength(ids.length)
    if (after?.state === 'killed' || after?.state === 'deleted') {
      expect(after).toMatchObject({ hasText: 0, drafts: 0, entries: 0 })
    } else if (after) {
      expect(after).toMatchObject({ hasText: 1, drafts: 1 })
      expect(after.entries > 0).toBe(after.state === 'published' && !isUnsyndicated(from, action))
    }
    const isAway = after?.state === 'withheld' || after?.state === 'killed'
    if (isAway) expect(after.reason).toBe(WHY)
    else expect(after?.reason ?? null).toBeNull()
  })
})

function isShown(from: string, action: string, state: string): boolean {
  const waits = from === 'scheduled' || from === 'withheld before its moment'
  const isDue = !waits || action.startsWith('put')
  return state === 'published' && isDue && !isUnsyndicated(from, action)
}

function isUnsyndicated(from: string, action: string): boolean {
  if (action.startsWith('put')) return action === 'put as not for syndication'
  return from === 'not for syndication'
}

describe('`updated`', () => {
  it('does not move when an article is withheld and restored, and does when it is corrected', async () => {
    const newsroom = await openNewsroom()
    await put(newsroom)
    newsroom.now = NOW + HOUR
    await setStatus(newsroom, { status: 'withheld' })
    await setStatus(newsroom, { status: 'published' })
    expect(await moment(newsroom)).toBe('2026-08-22T09:00:00Z')
    await put(newsroom, { correction: 'تصحيح: خمسة.' })
    expect(await moment(newsroom)).toBe('2026-08-22T13:00:00Z')
    expect(await kept()).toMatchObject({ version: 2 })
  })

  it('moves with the text of what is withheld, from when that changed', async () => {
    const newsroom = await openNewsroom()
    await put(newsroom)
    await setStatus(newsroom, { status: 'withheld' })
    newsroom.now = NOW + HOUR
    await put(newsroom, { title: 'عنوان آخر' })
    newsroom.now = NOW + 2 * HOUR
    await setStatus(newsroom, { status: 'published' })
    expect(await moment(newsroom)).toBe('2026-08-22T13:00:00Z')
  })
})

describe('the version', () => {
  it.each<[string, Partial<DraftInput>, version: number, moves: boolean]>([
    ['a title', { title: 'عنوان آخر' }, 2, true],
    ['a text', { content: '<p>نص آخر</p>' }, 2, true],
    ['a tag', { tags: ['الأمن', 'أخرى'] }, 2, true],
    ['sections', { sections: ['economy'] }, 2, false],
    ['a moment', { visibleFrom: '2026-08-22T11:00:00Z' }, 2, false],
    ['what it is a translation of', { translationGroup: 'g' }, 1, false],
    ['where it may be', { syndication: 'none' }, 1, false],
  ])('of an article with %s of another kind is %j', async (_, changes, version, moves) => {
    const newsroom = await openNewsroom()
    await put(newsroom)
    newsroom.now = NOW + HOUR
    await put(newsroom, changes)
    await put(newsroom, { ...changes, syndication: undefined })
    expect(await kept()).toMatchObject({ version })
    const updated = moves ? '2026-08-22T13:00:00Z' : '2026-08-22T09:00:00Z'
    expect(await moment(newsroom)).toBe(updated)
  })
})

describe('restoring', () => {
  it('processes the kept draft again where the publication has changed', async () => {
    const newsroom = await openNewsroom()
    await put(newsroom, { title: 'عـنوان' })
    await setStatus(newsroom, { status: 'withheld' })
    await newsroom.call('PUT', '/api/publication', publicationOf({ cleaning: { tatweel: true } }))
    await newsroom.call('POST', '/api/reprocess')
    newsroom.now = NOW + HOUR
    expect((await setStatus(newsroom, { status: 'published' })).status).toBe(200)
    expect(await kept()).toMatchObject({ state: 'published', version: 2 })
    expect(await (await newsroom.get('/feed.json')).json()).toMatchObject({
      items: [{ title: 'عنوان', date_modified: '2026-08-22T09:00:00Z' }],
    })
  })

  it('says why a draft cannot be published any more, and leaves it withheld', async () => {
    const newsroom = await openNewsroom()
    await put(newsroom, { sections: ['economy'] })
    await setStatus(newsroom, { status: 'withheld' })
    await newsroom.call('PUT', '/api/publication', publicationOf({ sections: [] }))
    const response = await setStatus(newsroom, { status: 'published' })
    expect([response.status, await response.json()]).toMatchObject([
      409,
      {
        detail:
          'It cannot be published as it was kept (sections.0: the publication has no section ' +
          '"economy"; it has: none): publish it again with `status: published`.',
      },
    ])
    expect(await kept()).toMatchObject({ state: 'withheld' })
  })

  it('forgets the status of the draft: the same draft withholds it again', async () => {
    const newsroom = await openNewsroom()
    await put(newsroom, { status: 'withheld', reason: WHY })
    await setStatus(newsroom, { status: 'published' })
    const [result] = await newsroom.publish(draftOf('a'))
    expect(result).toMatchObject({ change: 'unchanged', state: 'published' })
    const [again] = await newsroom.publish(draftOf('a', { status: 'withheld', reason: WHY }))
    expect(again).toMatchObject({ change: 'updated', state: 'withheld' })
  })
})

describe('what is killed', () => {
  it('is told of for thirty days', async () => {
    const newsroom = await openNewsroom()
    await put(newsroom)
    await setStatus(newsroom, { status: 'killed', reason: WHY })
    const DAY = 24 * HOUR
    newsroom.now = NOW + 29 * DAY
    await newsroom.publish(draftOf('b', { published: '2026-09-20T09:00:00Z' }))
    expect(await tombstones(newsroom)).toEqual(['tag:news.example,2026:feeds/articles/a'])
    newsroom.now = NOW + 31 * DAY
    await newsroom.publish(draftOf('c', { published: '2026-09-22T09:00:00Z' }))
    expect(await tombstones(newsroom)).toEqual([])
  })

  it('is told of from the kill on, where it was withheld before', async () => {
    const newsroom = await openNewsroom()
    const DAY = 24 * HOUR
    await put(newsroom)
    await setStatus(newsroom, { status: 'withheld' })
    newsroom.now = NOW + 31 * DAY
    await setStatus(newsroom, { status: 'killed', reason: WHY })
    expect(await tombstones(newsroom)).toEqual(['tag:news.example,2026:feeds/articles/a'])
  })

  it('is killed for another reason when that is said, and moves no feed', async () => {
    const newsroom = await openNewsroom()
    await put(newsroom)
    await setStatus(newsroom, { status: 'killed', reason: WHY })
    const before = await changeNumbers()
    await put(newsroom, { status: 'killed', reason: 'سبب آخر' })
    expect(await kept()).toMatchObject({ reason: 'سبب آخر', version: 1 })
    await setStatus(newsroom, { status: 'killed', reason: WHY })
    expect(await kept()).toMatchObject({ reason: WHY })
    expect(await changeNumbers()).toEqual(before)
  })

  it('refuses a whole batch, and says of each article why', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'), draftOf('b'))
    await setStatus(newsroom, { status: 'killed', reason: WHY })
    const articles = [draftOf('new'), draftOf('b', { title: 'عنوان آخر' }), draftOf('a')]
    const response = await newsroom.call('POST', '/api/articles', { articles })
    expect([response.status, await response.json()]).toMatchObject([
      422,
      {
        errors: [
          {
            pointer: '/articles/2/status',
            detail: `is missing: killed because "${WHY}", and its text is not kept: to publish it again send all of it with \`status: published\``,
          },
        ],
      },
    ])
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual(['b'])
    expect(await countOf('articles')).toBe(2)
  })
})

describe('two writers of one article', () => {
  const titles = async () => {
    const { results } = await env.DB.prepare(
      "SELECT document ->> 'title' AS title FROM drafts",
    ).all<{ title: string }>()
    return results.map(({ title }) => title)
  }

  it('one kills while the other puts: the kill stays, and nothing of the text', async () => {
    const newsroom = await openNewsroom()
    await put(newsroom)
    letIn(newsroom, () => setStatus(newsroom, { status: 'killed', reason: WHY }))
    expect((await put(newsroom, { title: 'عنوان آخر' })).status).toBe(409)
    expect(await kept()).toMatchObject({ state: 'killed', hasText: 0, drafts: 0, entries: 0 })
  })

  it('one puts while the other kills: killed', async () => {
    const newsroom = await openNewsroom()
    await put(newsroom)
    letIn(newsroom, () => put(newsroom, { title: 'عنوان آخر' }))
    expect((await setStatus(newsroom, { status: 'killed', reason: WHY })).status).toBe(200)
    expect(await kept()).toMatchObject({ state: 'killed', version: 2, hasText: 0, drafts: 0 })
    expect(await idsOf(await newsroom.get('/feed.json'))).toEqual([])
  })

  it('one withholds while the other puts: the new text, withheld', async () => {
    const newsroom = await openNewsroom()
    await put(newsroom)
    letIn(newsroom, () => setStatus(newsroom, { status: 'withheld' }))
    expect((await put(newsroom, { title: 'عنوان آخر' })).status).toBe(200)
    expect(await kept()).toMatchObject({ state: 'withheld', version: 2, entries: 0 })
    expect(await titles()).toEqual(['عنوان آخر'])
  })

  it('one puts while the other restores: the new text is restored', async () => {
    const newsroom = await openNewsroom()
    await STATES.withheld?.(newsroom)
    letIn(newsroom, () => put(newsroom, { title: 'عنوان آخر' }))
    expect((await setStatus(newsroom, { status: 'published' })).status).toBe(200)
    expect(await kept()).toMatchObject({ state: 'published', version: 2 })
    expect(await titles()).toEqual(['عنوان آخر'])
  })

  it('one kills while the other restores: killed', async () => {
    const newsroom = await openNewsroom()
    await STATES.withheld?.(newsroom)
    letIn(newsroom, () => setStatus(newsroom, { status: 'killed', reason: WHY }))
    expect((await setStatus(newsroom, { status: 'published' })).status).toBe(409)
    expect(await kept()).toMatchObject({ state: 'killed', hasText: 0, drafts: 0, entries: 0 })
  })
})

describe('an article whose text stays', () => {
  it('keeps its version when only the sections that include its own change', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { sections: ['cybersecurity'] }))
    const sections = publicationOf().sections?.map(({ parent: _, ...section }) => section)
    await newsroom.call('PUT', '/api/publication', publicationOf({ sections }))
    const [result] = await newsroom.publish(draftOf('a', { sections: ['cybersecurity'] }))
    expect(result).toMatchObject({ change: 'updated', version: 1 })
    expect(await idsOf(await newsroom.get('/sections/تكنولوجيا/feed.json'))).toEqual([])
  })
})
