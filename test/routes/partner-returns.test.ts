// The dates by which a partner hears that it may have an article no longer, and that it may again:
// each is newer than the one before, decided once, and the same for every isolate.

import { beforeEach, describe, expect, it } from 'vitest'
import type { PartnerInput, ProfileName } from '../../src/article/partner.ts'
import {
  anotherIsolate,
  articlePath,
  type DraftInput,
  draftOf,
  HOUR,
  keyOf,
  letIn,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  putPartner,
} from '../newsroom.ts'
import { jsonFeed } from '../json-feed-schema.ts'
import { strict } from '../strict.ts'

let newsroom: Newsroom
let key: string
let document: { profile: ProfileName; file: string }

beforeEach(async () => {
  newsroom = await openNewsroom()
})

/** A partner that has been delivered the article `a`, alone. */
async function delivered(
  profile: ProfileName,
  file: string,
  changes: Partial<DraftInput> = {},
  terms: Partial<PartnerInput> = {},
): Promise<void> {
  const title = 'عنوان طويل بما يكفي لكل شريك'
  await newsroom.publish(draftOf('a', { title, canonical: 'https://news.example/a', ...changes }))
  document = { profile, file }
  await putPartner(newsroom, 'nabd', { profile, ...terms })
  key = await keyOf(newsroom, 'nabd')
  await polled()
}

async function polled(of = newsroom): Promise<string> {
  const headers = { Authorization: `Bearer ${key}` }
  const response = await of.get(`/partners/nabd/${document.file}`, headers)
  expect(response.status).toBe(200)
  return response.text()
}

async function putStatus(status: 'withheld' | 'published' | 'killed'): Promise<void> {
  const reason = status === 'published' ? undefined : 'حكم قضائي'
  const path = `${articlePath('a')}/status`
  const response = await newsroom.call('PUT', path, { status, reason })
  expect(response.status, await response.text()).toBe(200)
}

/** What the items of an RSS document say that they changed. */
function modified(rss: string): string[] {
  const items = strict(rss).the('channel').all('item')
  return items.flatMap((item) => item.texts('dcterms:modified'))
}

/** The same of tombstones. */
function removed(atom: string): (string | undefined)[] {
  return strict(atom)
    .all('at:deleted-entry')
    .map(({ attributes }) => attributes.when)
}

const DATES: Record<string, (text: string) => unknown> = {
  'msn rss.xml': (text) => {
    const [item] = strict(text).the('channel').all('item')
    return [item?.texts('dcterms:modified'), item?.texts('pubDate')]
  },
  'generic atom.xml': (text) => {
    const [entry] = strict(text).all('entry')
    return [entry?.texts('updated'), entry?.texts('published')]
  },
  'generic feed.json': (text) =>
    jsonFeed(text).items.map((item) => [item.date_modified, item.date_published]),
  'ninjs ninjs.json': (text) => {
    const { associations } = JSON.parse(text) as { associations: Record<string, unknown>[] }
    return associations.map((each) => [
      each.pubStatus,
      each.version,
      each.versionCreated,
      each.firstCreated,
    ])
  },
}

describe('an article that was given back', () => {
  const [PUBLISHED, RETURNED] = ['2026-08-22T09:00:00Z', '2026-08-22T14:01:00Z']

  it.each<[ProfileName, string, unknown]>([
    ['msn', 'rss.xml', [[RETURNED], ['Sat, 22 Aug 2026 09:00:00 GMT']]],
    ['generic', 'atom.xml', [[RETURNED], [PUBLISHED]]],
    ['generic', 'feed.json', [[RETURNED, PUBLISHED]]],
    ['ninjs', 'ninjs.json', [['usable', RETURNED, RETURNED, PUBLISHED]]],
  ])(
    'goes out to %s as changed then, once and for all isolates: %s',
    async (profile, file, dates) => {
      await delivered(profile, file)
      newsroom.now += HOUR
      await putStatus('withheld')
      await polled()
      newsroom.now += HOUR
      await putStatus('published')
      newsroom.now += MINUTE
      const again = await polled()
      expect(DATES[`${profile} ${file}`]?.(again)).toEqual(dates)
      newsroom.now += HOUR
      expect(await polled()).toBe(again)
      expect(await polled(anotherIsolate(newsroom))).toBe(again)
    },
  )

  it('is taken back with a newer date, and given back with one that is newer still', async () => {
    await delivered('msn', 'rss.xml')
    const heard = []
    for (const status of ['withheld', 'published', 'withheld', 'published'] as const) {
      await putStatus(status)
      heard.push(...modified(await polled()))
    }
    // All of it in the second in which it was delivered.
    expect(heard).toEqual([
      '2026-08-22T12:00:00Z',
      '2026-08-22T12:00:01Z',
      '2026-08-22T12:00:02Z',
      '2026-08-22T12:00:03Z',
    ])
  })

  it('is so too where the terms took it, and gave it back', async () => {
    await delivered('msn', 'rss.xml', { credit: 'AFP' }, { rights: { text: ['AFP'] } })
    newsroom.now += HOUR
    await putPartner(newsroom, 'nabd', { profile: 'msn' })
    newsroom.now += HOUR
    expect(modified(await polled())).toEqual(['2026-08-22T14:00:00Z'])
    await putPartner(newsroom, 'nabd', { profile: 'msn', rights: { text: ['AFP'] } })
    newsroom.now += HOUR
    expect(modified(await polled())).toEqual(['2026-08-22T15:00:00Z'])
  })

  it('is of all that a document holds at once, however much was taken', async () => {
    const drafts = Array.from({ length: 120 }, (_, at) =>
      draftOf(`b${at}`, { credit: 'AFP', published: '2026-08-22T08:00:00Z' }),
    )
    await newsroom.publish(...drafts)
    const terms: Partial<PartnerInput> = { items: 200, rights: { text: ['AFP'] } }
    await delivered('generic', 'atom.xml', {}, terms)
    await putPartner(newsroom, 'nabd', { items: 200 })
    for (let poll = 0; poll < 4; poll += 1) {
      newsroom.now += 2000
      await polled()
    }
    newsroom.now = NOW + HOUR
    await putPartner(newsroom, 'nabd', terms)
    newsroom.now += 2000
    const again = await polled()
    const updated = strict(again)
      .all('entry')
      .flatMap((each) => each.texts('updated'))
    expect(updated).toEqual(['2026-08-22T09:00:00Z', ...drafts.map(() => '2026-08-22T13:00:02Z')])
    newsroom.now += HOUR
    expect(await polled(anotherIsolate(newsroom))).toBe(again)
  })

  it('has its own date when it is changed after that', async () => {
    await delivered('msn', 'rss.xml')
    newsroom.now += HOUR
    await putStatus('withheld')
    await polled()
    await putStatus('published')
    newsroom.now += MINUTE
    expect(modified(await polled())).toEqual(['2026-08-22T13:01:00Z'])
    const title = 'عنوان آخر طويل بما يكفي لكل شريك'
    const canonical = 'https://news.example/a'
    await newsroom.publish(draftOf('a', { title, canonical, updated: '2026-08-22T13:30:00Z' }))
    newsroom.now += HOUR
    expect(modified(await polled())).toEqual(['2026-08-22T13:30:00Z'])
  })
})

describe('the date of a removal', () => {
  const takeAway: Record<string, () => Promise<unknown>> = {
    withheld: () => putStatus('withheld'),
    killed: () => putStatus('killed'),
    deleted: () => newsroom.call('DELETE', articlePath('a')),
    'an agency’s': () => newsroom.publish(draftOf('a', { credit: 'AFP' })),
    'out of the terms': () => putPartner(newsroom, 'nabd', { languages: ['fr'] }),
    'withheld and out of the terms': async () => {
      await putStatus('withheld')
      await putPartner(newsroom, 'nabd', { languages: ['fr'] })
    },
  }
  const [HAPPENED, FOUND] = ['2026-08-22T13:00:00Z', '2026-08-22T15:00:00Z']

  it.each([
    ['withheld', HAPPENED],
    ['killed', HAPPENED],
    ['deleted', HAPPENED],
    ['an agency’s', HAPPENED],
    ['out of the terms', FOUND],
    ['withheld and out of the terms', HAPPENED],
  ])('is that of the change of the article, else of when it was found: %s', async (how, when) => {
    await delivered('generic', 'atom.xml')
    newsroom.now += HOUR
    await takeAway[how]?.()
    newsroom.now += 2 * HOUR
    const after = await polled()
    expect(removed(after)).toEqual([when])
    newsroom.now += HOUR
    expect(await polled()).toBe(after)
    expect(await polled(anotherIsolate(newsroom))).toBe(after)
  })

  it('does not say for how long it is told: that is for a week since it was found', async () => {
    await delivered('generic', 'atom.xml')
    await putStatus('withheld')
    newsroom.now += 30 * 24 * HOUR
    expect(removed(await polled())).toEqual(['2026-08-22T12:00:00Z'])
    newsroom.now += 7 * 24 * HOUR - 1
    expect(removed(await polled())).toHaveLength(1)
    newsroom.now += 1
    expect(removed(await polled())).toEqual([])
  })

  it('is newer than what was sent, whatever the article said of itself', async () => {
    await delivered('msn', 'rss.xml', { updated: '2026-08-22T12:30:00Z' })
    newsroom.now += MINUTE
    await putStatus('killed')
    expect(modified(await polled())).toEqual(['2026-08-22T12:30:01Z'])
  })
})

describe('an isolate that knows older terms than another', () => {
  const agency = { credit: 'AFP' }
  const licensed: Partial<PartnerInput> = { rights: { text: ['AFP'] } }
  let behind: Newsroom

  // The one that answers for it, and what it knows, is as old as it may be.
  beforeEach(async () => {
    await delivered('generic', 'atom.xml', agency, licensed)
    newsroom.now += HOUR
    behind = anotherIsolate(newsroom)
    await polled(behind)
  })

  it('gives nothing back that was taken by newer ones, and answers by these', async () => {
    // What it knows of the feed of everything is older than what it knows of keys.
    newsroom.now += 3000
    behind.now = newsroom.now
    await behind.get('/rss.xml')
    behind.now += 1000
    await polled(behind)
    newsroom.now += 1000
    await putPartner(newsroom, 'nabd')
    await newsroom.publish(draftOf('b'))
    const after = await polled()
    expect(removed(after)).toEqual(['2026-08-22T13:00:04Z'])
    behind.now += 1100
    expect(await polled(behind)).toBe(after)
    newsroom.now += MINUTE
    expect(await polled()).toBe(after)
  })

  it('keeps nothing that it found while another found more', async () => {
    await newsroom.publish(draftOf('b'))
    await putStatus('withheld')
    behind.now += 2000
    let theirs = ''
    letIn(behind, async () => {
      await putPartner(newsroom, 'nabd', { languages: ['fr'] })
      theirs = await polled()
    })
    expect(await polled(behind)).toBe(theirs)
    expect(removed(theirs)).toEqual(['2026-08-22T13:00:00Z'])
  })
})
