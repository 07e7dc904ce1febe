import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PROFILES, profileOf } from '../../src/article/profiles.ts'
import { partnerDocument, partnerEntry } from '../../src/feed/partner-document.ts'
import { decoded } from '../../src/feed/utf8.ts'
import { jsonFeed } from '../json-feed-schema.ts'
import { strict } from '../strict.ts'
import { ARTICLES, FIFTH_GENERATION, FRENCH, NUMBER } from './mixed.ts'
import { channelOf, fileOf, surroundingsOf, TAKEN, UPDATED } from './partners.ts'
import { anyText } from './texts.ts'

const GENERIC = surroundingsOf()

describe('the files of a profile', () => {
  it.each([
    ['generic', ['rss.xml', 'atom.xml', 'feed.json']],
    ['msn', ['rss.xml']],
    ['smartnews', ['rss.xml']],
    ['flipboard', ['rss.xml']],
    ['feedly', ['rss.xml']],
    ['apple-news', ['rss.xml']],
    ['google-news', ['news.xml']],
    ['ninjs', ['ninjs.json']],
  ] as const)('of %s are %j', (profile, files) => {
    expect(profileOf(profile).files.map(({ file }) => file)).toEqual(files)
  })
})

describe('the generic profile', () => {
  it('is the RSS of everybody, without an address of its own', () => {
    const channel = channelOf({}, ARTICLES)
    expect(channel.texts('title')).toEqual(['الحدث'])
    expect(channel.all('atom:link')).toEqual([])
    expect(channel.all('item').map((each) => each.the('guid').text)).toEqual(
      ARTICLES.map(({ id }) => id),
    )
  })

  it('is Atom with tombstones', () => {
    const atom = strict(fileOf(GENERIC, ARTICLES, [TAKEN], 'atom.xml'))
    expect(atom.the('id').text).toBe('tag:news.example,2026:feeds/partners/nabd')
    expect(atom.all('link').map(({ attributes }) => attributes.rel)).toEqual([
      'alternate',
      'license',
    ])
    const [gone] = atom.all('at:deleted-entry')
    expect(gone?.attributes).toEqual({ ref: TAKEN.id, when: '2026-08-21T09:00:00Z' })
  })

  it('is JSON Feed', () => {
    const { items, feed_url } = jsonFeed(fileOf(GENERIC, ARTICLES, [TAKEN], 'feed.json'))
    expect(items.map(({ id }) => id)).toEqual(ARTICLES.map(({ id }) => id))
    expect(feed_url).toBeUndefined()
  })

  it('may be empty, but for what was taken back', () => {
    expect(channelOf({}, [], [TAKEN]).all('item')).toEqual([])
    expect(jsonFeed(fileOf(GENERIC, [], [], 'feed.json')).items).toEqual([])
    expect(strict(fileOf(GENERIC, [], [TAKEN], 'atom.xml')).all('at:deleted-entry')).toHaveLength(1)
  })

  it('has the licence of the partner in place of that of the publication', () => {
    const terms = { name: 'عقد ٢٠٢٦/٧', url: 'https://news.example/terms' }
    expect(channelOf({ licence: terms }, []).texts('copyright')).toEqual(['عقد ٢٠٢٦/٧'])
    expect(channelOf({}, []).texts('copyright')).toEqual(['\u200fCC BY 4.0'])
  })

  it('is in a language of the partner where it takes none of that of the publication', () => {
    expect(channelOf({ languages: ['fr', 'en'] }, []).texts('language')).toEqual(['fr'])
    expect(channelOf({ languages: ['fr', 'ar'] }, []).texts('language')).toEqual(['ar'])
    expect(channelOf({}, []).texts('language')).toEqual(['ar'])
  })
})

describe('partnerDocument', () => {
  it('refuses a file that its profile does not have', () => {
    const wrong = () => partnerEntry('atom.xml', FRENCH, surroundingsOf({ profile: 'msn' }))
    expect(wrong).toThrow('the profile msn has no file atom.xml: expected rss.xml')
  })

  it('leaves out the oldest where it would be too large, and nothing that was taken back', () => {
    const smartnews = surroundingsOf({ profile: 'smartnews' })
    const entry = new Uint8Array(300_000).fill(0x20)
    const { bytes, kept } = partnerDocument(
      'rss.xml',
      [entry, entry, entry, entry],
      [TAKEN],
      smartnews,
      UPDATED,
    )
    expect(bytes.length).toBeGreaterThan(900_000)
    expect(bytes.length).toBeLessThanOrEqual(1024 * 1024)
    expect(strict(decoded(bytes)).the('channel').all('item')).toHaveLength(1)
    expect(kept).toBe(3)
  })

  it('fills the limit to its last byte', () => {
    const smartnews = surroundingsOf({ profile: 'smartnews' })
    const empty = partnerDocument('rss.xml', [], [], smartnews, UPDATED)
    const room = 1024 * 1024 - empty.bytes.length
    const of = (length: number) => {
      const entries = [new Uint8Array(length).fill(0x20)]
      const { bytes, kept } = partnerDocument('rss.xml', entries, [], smartnews, UPDATED)
      return [bytes.length, kept]
    }
    expect(of(room)).toEqual([1024 * 1024, 1])
    expect(of(room + 1)).toEqual([empty.bytes.length, 0])
  })

  const profiles = Object.keys(PROFILES) as (keyof typeof PROFILES)[]
  const files = profiles.flatMap((profile) =>
    profileOf(profile).files.map(({ file }) => [profile, file] as const),
  )

  it.each(files)('%s: %s is the same twice, and well-formed', (profile, file) => {
    const once = fileOf(surroundingsOf({ profile }), ARTICLES, [TAKEN], file)
    expect(fileOf(surroundingsOf({ profile }), ARTICLES, [TAKEN], file)).toBe(once)
    if (file.endsWith('.xml')) strict(once)
    else JSON.parse(once)
  })

  it.each(files)('%s: %s is well-formed whatever the texts', (profile, file) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const around = surroundingsOf({
          profile,
          attribution: { lines: [{ language: 'ar', text: `ا${text}`.slice(0, 300) }] },
        })
        const long = `عنوان طويل بما يكفي ${text}`
        const article = { ...FIFTH_GENERATION, title: long, summary: text, content: text }
        const document = fileOf(around, [article, NUMBER], [{ ...TAKEN, title: text }], file)
        if (file.endsWith('.xml')) strict(document)
        else JSON.parse(document)
      }),
      { numRuns: 50 },
    )
  })
})
