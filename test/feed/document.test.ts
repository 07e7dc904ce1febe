import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import type { FeedIdentity } from '../../src/article/memberships.ts'
import { compose, composeFeed, entryKey, newest, type View } from '../../src/feed/compose.ts'
import { composeItem } from '../../src/feed/compose-item.ts'
import { documentBytes, entryBytes } from '../../src/feed/document.ts'
import { Feed } from '../../src/feed/feed.ts'
import { FORMATS, type Format } from '../../src/feed/formats.ts'
import { decoded } from '../../src/feed/utf8.ts'
import { entryContext } from '../../src/feed/writer.ts'
import { documents, itemOf } from './documents.ts'
import { ALL, ARTICLES, FIFTH_GENERATION, FRENCH, PUBLICATION, VIEW } from './mixed.ts'
import { anyText } from './texts.ts'

const formats = Object.keys(FORMATS) as Format[]

function text(feed: Feed, format: Format): string {
  if (format === 'rss') return feed.rss2()
  return format === 'atom' ? feed.atom1() : feed.json1()
}

/** A document as a service makes it that keeps the bytes of its entries. */
function fromEntries(format: Format, articles: Article[], view: View): Uint8Array {
  const feed = composeFeed(PUBLICATION, ALL, view, newest(articles))
  const context = entryContext(feed)
  const entries = articles.map((article) =>
    entryBytes(format, composeItem(article, PUBLICATION, view), context),
  )
  return documentBytes(format, feed, entries)
}

describe.each(formats)('%s', (format) => {
  it.each([0, 1, 2, ARTICLES.length])(
    'is head, %d entries that were rendered alone, and tail',
    (count) => {
      const articles = ARTICLES.slice(0, count)
      const bytes = fromEntries(format, articles, VIEW)
      expect(bytes).toEqual(compose(PUBLICATION, ALL, articles, VIEW).bytes(format))
    },
  )

  it('is the same as text and as bytes, whatever the strings', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, html) => {
        const feed = new Feed({ title: `ت${title}`, link: 'https://news.example/', language: 'ar' })
        feed.addItem(itemOf({ title: html, content: html, category: [{ name: title }] }))
        feed.addItem(itemOf({ id: 'x:2', summary: title }))
        documents(feed)
        expect(new TextEncoder().encode(text(feed, format))).toEqual(feed.bytes(format))
      }),
    )
  })

  it('is the same from entries rendered alone, whatever the strings', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, content) => {
        const articles = [{ ...FIFTH_GENERATION, title, content, summary: content }, FRENCH]
        const feed = compose(PUBLICATION, ALL, articles, VIEW)
        expect(fromEntries(format, articles, VIEW)).toEqual(feed.bytes(format))
      }),
    )
  })
})

const SECTION: FeedIdentity = { kind: 'section', key: 'culture', title: '', slug: 'ثقافة' }
const FRENCH_SECTION: FeedIdentity = { ...SECTION, key: 'francais', slug: 'francais' }
const TAG: FeedIdentity = { kind: 'tag', key: '5g', title: '5G', slug: '5g' }
const IN_FRENCH: FeedIdentity = { kind: 'language', key: 'fr', title: 'fr', slug: 'fr' }

type Asked = [publication: typeof PUBLICATION, identity: FeedIdentity, view: View]

describe('entryKey', () => {
  const [technology, ...others] = PUBLICATION.sections
  const renamed = [{ ...technology, id: 'technology', name: 'تقنية' }, ...others]

  it.each<
    [what: string, changes: Partial<typeof PUBLICATION>, identity: FeedIdentity, view: object]
  >([
    ['the language of the feed', {}, IN_FRENCH, {}],
    ['the language of the publication', { language: 'ar-MA' }, ALL, {}],
    ['the direction of the feed', { direction: 'ltr' }, ALL, {}],
    ['marks', { marks: 'off' }, ALL, {}],
    ['the tag', { id: 'tag:news.example,2027:feeds' }, ALL, {}],
    ['what a section is called', { sections: renamed }, ALL, {}],
    ['the address', {}, ALL, { address: 'https://other.example' }],
    ['the content policy', {}, ALL, { content: 'summary' }],
  ])('changes with %s, as an entry does', (_, changes, identity, view) => {
    const plain: Asked = [PUBLICATION, ALL, VIEW]
    const other: Asked = [{ ...PUBLICATION, ...changes }, identity, { ...VIEW, ...view }]
    expect(entryKey(...other)).not.toBe(entryKey(...plain))
    expect(rendered(other, FIFTH_GENERATION)).not.toEqual(rendered(plain, FIFTH_GENERATION))
  })

  it.each<
    [what: string, changes: Partial<typeof PUBLICATION>, identity: FeedIdentity, view: object]
  >([
    ['the feed of a tag', {}, TAG, {}],
    ['the feed of a section in the same language', {}, SECTION, {}],
    ['another page', {}, ALL, { query: '?limit=2', nextQuery: undefined }],
    ['another title', { title: 'الخبر', description: 'ت' }, ALL, {}],
    ['an archive document', {}, ALL, { archive: true }],
  ])('is the same for %s', (_, changes, identity, view) => {
    expect(entryKey({ ...PUBLICATION, ...changes }, identity, { ...VIEW, ...view })).toBe(
      entryKey(PUBLICATION, ALL, VIEW),
    )
  })

  it('is the same only where any article is the same bytes', () => {
    // Two that have most in common.
    const changes = fc.record(
      {
        title: fc.constantFrom('الحدث', 'Al-Hadath', '2026'),
        language: fc.constantFrom('ar', 'und', 'fr'),
        marks: fc.constantFrom('when-needed', 'off'),
        sections: fc.constantFrom(PUBLICATION.sections, renamed),
        identity: fc.constantFrom(ALL, TAG, SECTION, FRENCH_SECTION, IN_FRENCH),
        query: fc.constantFrom('', '?limit=2'),
        content: fc.constantFrom('full', 'summary'),
        archive: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    const article = fc
      .tuple(fc.constantFrom(...ARTICLES), anyText, anyText)
      .map(([each, title, summary]): Article => ({ ...each, title, summary }))
    let same = 0
    fc.assert(
      fc.property(changes, changes, article, (some, more, each) => {
        const [one, other] = [asked(some), asked({ ...some, ...more })]
        if (entryKey(...one) !== entryKey(...other)) return
        same += 1
        expect(rendered(one, each)).toEqual(rendered(other, each))
      }),
      { numRuns: 500 },
    )
    expect(same).toBeGreaterThan(10)
  })
})

type Changes = Partial<typeof PUBLICATION & View & { identity: FeedIdentity }>

function asked({ query, content, archive, identity = ALL, ...changes }: Changes): Asked {
  const view: View = { ...VIEW, query: query ?? '', content: content ?? 'full', archive }
  return [{ ...PUBLICATION, ...changes }, identity, view]
}

function rendered([publication, identity, view]: Asked, article: Article): string[] {
  const context = entryContext(composeFeed(publication, identity, view, undefined))
  const item = composeItem(article, publication, view)
  return formats.map((format) => decoded(entryBytes(format, item, context)))
}
