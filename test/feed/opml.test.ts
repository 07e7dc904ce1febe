import { describe, expect, it } from 'vitest'
import type { FeedIdentity } from '../../src/article/memberships.ts'
import { publication, type PublicationInput } from '../../src/article/publication.ts'
import { type Outline, writeOpml } from '../../src/feed/opml.ts'
import { strict, type StrictElement } from '../strict.ts'

const ALL: FeedIdentity = { kind: 'all', key: '', title: '', slug: '' }
const TECHNOLOGY: FeedIdentity = {
  kind: 'section',
  key: 'technology',
  title: 'تكنولوجيا',
  slug: 'تكنولوجيا',
}
const FRENCH: FeedIdentity = { kind: 'language', key: 'fr-MA', title: 'fr-MA', slug: 'fr-MA' }

function opml(outlines: Outline[], changes: Partial<PublicationInput> = {}): string {
  const directory = {
    publication: publication.parse({
      title: 'الحدث',
      description: 'أخبار "المغرب" <و> العالم',
      home: 'https://www.news.example/الرئيسية',
      address: 'https://feeds.news.example',
      language: 'ar-MA',
      sections: [{ id: 'technology', name: 'تكنولوجيا' }],
      ...changes,
    }),
    address: 'https://feeds.news.example/base',
    outlines,
  }
  return writeOpml(directory, new Date('2026-08-22T10:30:00Z'))
}

function outlines(document: string): StrictElement[] {
  return strict(document).the('body').all('outline')
}

describe('writeOpml', () => {
  it('says whose directory it is, and when it changed', () => {
    const root = strict(opml([]))
    expect([root.name, root.attributes]).toEqual(['opml', { version: '2.0' }])
    expect(root.the('head').elements.map(({ name, text }) => [name, text])).toEqual([
      ['title', 'الحدث'],
      ['dateModified', 'Sat, 22 Aug 2026 10:30:00 GMT'],
      ['ownerName', 'الحدث'],
      ['ownerId', 'https://www.news.example/%D8%A7%D9%84%D8%B1%D8%A6%D9%8A%D8%B3%D9%8A%D8%A9'],
      ['docs', 'http://opml.org/spec2.opml'],
    ])
  })

  it('has a feed with all that OPML 2.0 knows of one', () => {
    const [feed] = outlines(opml([{ feed: TECHNOLOGY }]))
    const slug = encodeURIComponent('تكنولوجيا')
    expect(feed?.attributes).toEqual({
      type: 'rss',
      text: 'الحدث — تكنولوجيا',
      title: 'الحدث — تكنولوجيا',
      xmlUrl: `https://feeds.news.example/base/sections/${slug}/rss.xml`,
      htmlUrl: 'https://www.news.example/%D8%A7%D9%84%D8%B1%D8%A6%D9%8A%D8%B3%D9%8A%D8%A9',
      description: 'أخبار "المغرب" <و> العالم',
      language: 'ar-MA',
      version: 'RSS',
    })
  })

  it('has folders in folders, in the order given', () => {
    const [first, folder] = outlines(
      opml([
        { feed: ALL },
        { folder: 'الأقسام', outlines: [{ folder: 'تكنولوجيا', outlines: [{ feed: TECHNOLOGY }] }] },
      ]),
    )
    expect(first?.attributes.xmlUrl).toBe('https://feeds.news.example/base/rss.xml')
    expect(folder?.attributes).toEqual({ text: 'الأقسام' })
    const inside = folder?.the('outline')
    expect(inside?.attributes).toEqual({ text: 'تكنولوجيا' })
    expect(inside?.the('outline').attributes.text).toBe('الحدث — تكنولوجيا')
  })

  it.each([
    ['fr', 'fr'],
    ['ary', 'ar-MA'],
    ['und', undefined],
  ])('rule 5: says the language %s as RSS does: %s', (language, said) => {
    const [feed] = outlines(opml([{ feed: ALL }], { language }))
    expect(feed?.attributes.language).toBe(said)
  })

  it('says the language of the feed, not of the publication', () => {
    const [feed] = outlines(opml([{ feed: FRENCH }]))
    expect([feed?.attributes.language, feed?.attributes.text]).toEqual([
      'fr-MA',
      'الحدث — français (Maroc)',
    ])
  })

  it.each([
    ['when-needed', '\u200fMBC العربية'],
    ['off', 'MBC العربية'],
  ] as const)('rules 19 and 20: marks a title that needs it, %s', (marks, shown) => {
    const [feed] = outlines(opml([{ feed: ALL }], { title: 'MBC العربية', marks }))
    expect([feed?.attributes.text, feed?.attributes.title]).toEqual([shown, shown])
  })
})
