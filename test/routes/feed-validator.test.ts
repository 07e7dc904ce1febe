import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  archiveTag,
  earlierState,
  feedTag,
  RENDERER_VERSION,
} from '../../src/routes/feed-validator.ts'
import type { Entry, FeedState } from '../../src/store/selection.ts'

const STATE: FeedState = {
  number: 1,
  kind: 'all',
  key: '',
  title: '',
  slug: '',
  publication: {
    id: 'tag:news.example,2026:feeds',
    title: 'الحدث',
    description: '',
    home: 'https://www.news.example/',
    address: 'https://feeds.news.example',
    language: 'ar',
    direction: undefined,
    marks: 'auto',
    timeZone: 'UTC',
    sections: [],
  } as unknown as FeedState['publication'],
  change: 70,
  publicationChange: 3,
  store: '0a1b2c3d',
  newest: 1_787_000_000_000,
  next: undefined,
  lastRemoval: 0,
  changed: 1_787_000_000_500,
  onlyLanguage: 'ar',
}
const TAG = feedTag(STATE, 'atom')

describe('feedTag', () => {
  it('is weak, and says the renderer, the store and all by which the feed changes', () => {
    const parts = [RENDERER_VERSION, 3, 70, STATE.newest, STATE.changed].map((each) =>
      each.toString(36),
    )
    const [renderer, ...rest] = parts
    expect(TAG).toBe(`W/"${[renderer, '0a1b2c3d', ...rest, 'atom'].join('.')}"`)
  })

  it.each<Partial<FeedState>>([
    { change: 71 },
    { publicationChange: 4 },
    { store: '0a1b2c3e' },
    { newest: STATE.newest + 1 },
    { changed: STATE.changed + 1 },
  ])('is another with %j', (changes) => {
    expect(feedTag({ ...STATE, ...changes }, 'atom')).not.toBe(TAG)
  })

  it('is another in each format', () => {
    expect(
      new Set((['rss', 'atom', 'json'] as const).map((each) => feedTag(STATE, each))).size,
    ).toBe(3)
  })
})

describe('earlierState', () => {
  const later = { ...STATE, change: 80, newest: STATE.newest + 5, changed: STATE.changed + 5 }
  const known = { change: 70, newest: STATE.newest, tag: TAG }

  it.each([
    ['the tag', TAG, known],
    ['the tag as a strong one', TAG.slice(2), known],
    ['a list', `"a", ${TAG} , W/"b"`, known],
    ['an older one too', `${feedTag({ ...STATE, change: 60 }, 'atom')}, ${TAG}`, known],
    [
      'a newer one too',
      `${TAG}, ${feedTag({ ...STATE, change: 75 }, 'atom')}`,
      { ...known, change: 75, tag: feedTag({ ...STATE, change: 75 }, 'atom') },
    ],
    [
      'the present one',
      feedTag(later, 'atom'),
      { change: 80, newest: later.newest, tag: feedTag(later, 'atom') },
    ],
    [
      'a feed that never had an article',
      feedTag({ ...STATE, newest: 0 }, 'atom'),
      { ...known, newest: 0, tag: feedTag({ ...STATE, newest: 0 }, 'atom') },
    ],
    ['one from the future', feedTag({ ...STATE, change: 81 }, 'atom'), undefined],
    [
      'one that changed later',
      feedTag({ ...STATE, changed: later.changed + 1 }, 'atom'),
      undefined,
    ],
    ['another store', feedTag({ ...STATE, store: 'ffffffff' }, 'atom'), undefined],
    ['another publication', feedTag({ ...STATE, publicationChange: 2 }, 'atom'), undefined],
    ['another format', feedTag(STATE, 'rss'), undefined],
    ['a star', '*', undefined],
    ['nothing', '', undefined],
    ['no header', null, undefined],
  ])('of %s', (_, tags, expected) => {
    expect(earlierState(tags, later, 'atom')).toEqual(expected)
  })

  it('is none of any text, and fails at none', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { maxLength: 9 }), (text, parts) => {
        expect(earlierState(text, STATE, 'atom')).toBeUndefined()
        expect(earlierState(`W/"${parts.join('.')}"`, STATE, 'atom')).toBeUndefined()
      }),
    )
  })

  it('is what the tag was made of', () => {
    const number = fc.integer({ min: 0, max: 3_000_000_000_000 })
    fc.assert(
      fc.property(number, number, number, (change, newest, changed) => {
        const state = { ...STATE, change, newest, changed }
        const tag = feedTag(state, 'json')
        expect(earlierState(tag, state, 'json')).toEqual({ change, newest, tag })
      }),
    )
  })
})

describe('archiveTag', () => {
  const entry: Entry = { article: 7, version: 2, change: 9, visibleFrom: 1000, rank: 5 }
  const window = { entries: [entry], next: undefined }

  it('stays when the feed changes elsewhere', async () => {
    const tag = await archiveTag(STATE, window, 'rss', true)
    expect(tag).toMatch(/^W\/"3\.0a1b2c3d\.3\.[0-9a-f]{16}\.rss"$/)
    const changes = { change: 99, newest: 9, changed: 99, lastRemoval: 8 }
    expect(await archiveTag({ ...STATE, ...changes }, window, 'rss', true)).toBe(tag)
  })

  it('is another with another version, article, next entry, publication, store, format or end', async () => {
    const tags = await Promise.all([
      archiveTag(STATE, window, 'rss', true),
      archiveTag(STATE, window, 'atom', true),
      archiveTag(STATE, window, 'rss', false),
      archiveTag({ ...STATE, publicationChange: 4 }, window, 'rss', true),
      archiveTag({ ...STATE, store: 'ffffffff' }, window, 'rss', true),
      archiveTag(STATE, { ...window, entries: [] }, 'rss', true),
      archiveTag(STATE, { ...window, entries: [{ ...entry, version: 3 }] }, 'rss', true),
      archiveTag(STATE, { ...window, entries: [{ ...entry, article: 8 }] }, 'rss', true),
      archiveTag(STATE, { ...window, next: entry }, 'rss', true),
      archiveTag(STATE, { ...window, next: { ...entry, rank: 6 } }, 'rss', true),
    ])
    expect(new Set(tags).size).toBe(tags.length)
  })
})
