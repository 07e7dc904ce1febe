import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import { memberships, sectionMembership } from '../../src/article/memberships.ts'
import { publication } from '../../src/article/publication.ts'

const newsroom = publication.parse({
  title: 'الحدث',
  description: 'أخبار',
  home: 'https://www.news.example/',
  address: 'https://feeds.news.example',
  language: 'ar',
  sections: [
    { id: 'news', name: 'أخبار' },
    { id: 'technology', name: 'تكنولوجيا', parent: 'news' },
    { id: 'cyber', name: 'أمن سيبراني', slug: 'أمن', parent: 'technology' },
    { id: 'economy', name: 'اقتصاد', parent: 'news' },
  ],
})

const article: Article = {
  id: 'a',
  title: 'خبر',
  language: 'ar',
  published: '2026-08-22T09:30:00Z',
  updated: '2026-08-22T09:30:00Z',
  visibleFrom: '2026-08-22T09:30:00Z',
  authors: [],
  sections: [],
  tags: [],
  enclosures: [],
  content: '',
}

function of(changes: Partial<Article>): string[] {
  return memberships({ ...article, ...changes }, newsroom).map((each) =>
    Object.values(each).join(' | '),
  )
}

const ALL = 'all |  |  | '
const NEWS = 'section | news | أخبار | أخبار'
const TECHNOLOGY = 'section | technology | تكنولوجيا | تكنولوجيا'
const AR = 'language | ar | ar | ar'

describe('memberships', () => {
  it('every article is in the feed of everything and in that of its language', () => {
    expect(of({})).toEqual([ALL, AR])
  })

  it.each([
    [['cyber'], ['section | cyber | أمن سيبراني | أمن', TECHNOLOGY, NEWS]],
    [
      ['technology', 'economy'],
      [TECHNOLOGY, NEWS, 'section | economy | اقتصاد | اقتصاد'],
    ],
    [['news'], [NEWS]],
    [['gone'], []],
  ])('an article of %j is in them and in all that include them, once', (sections, found) => {
    expect(of({ sections })).toEqual([ALL, ...found, AR])
  })

  it.each([
    ['ar-MA', ['ar', 'ar-MA']],
    ['az-Arab-IR', ['az', 'az-Arab', 'az-Arab-IR']],
    ['und', []],
  ])('an article in %s is in %j', (language, tags) => {
    expect(of({ language })).toEqual([
      ALL,
      ...tags.map((tag) => `language | ${tag} | ${tag} | ${tag}`),
    ])
  })

  it.each([
    ['5G', 'tag | 5g | 5G | 5g'],
    ['الإمارات', 'tag | الامارات | الإمارات | الإمارات'],
    ['مدرسة', 'tag | مدرسه | مدرسة | مدرسة'],
    ['عـربي', 'tag | عربي | عـربي | عربي'],
    ['٢٠٣٠', 'tag | 2030 | ٢٠٣٠ | ٢٠٣٠'],
    ['🙂', 'tag | 🙂 | 🙂 | tag'],
  ])('rules 31 and 32: the tag %s is %s', (tag, found) => {
    expect(of({ tags: [tag] })).toEqual([ALL, found, AR])
  })

  it('rule 31: tags and authors that share a key are one feed each', () => {
    expect(
      of({
        tags: ['الإمارات', 'الامارات'],
        authors: [{ name: 'هبة' }, { name: 'هبه' }, { name: 'الإمارات' }],
      }),
    ).toEqual([
      ALL,
      'tag | الامارات | الامارات | الامارات',
      'author | هبه | هبه | هبه',
      'author | الامارات | الإمارات | الإمارات',
      AR,
    ])
  })

  it.each(['\u200f5G', '5G\u200e', '\u20665G\u2069', '\u061c5G', '5\u200dG'])(
    'rule 21: no mark of %j enters a key or a slug',
    (name) => {
      const [, tag, author] = memberships(
        { ...article, tags: [name], authors: [{ name }] },
        newsroom,
      )
      expect([tag?.key, tag?.slug, author?.key, author?.slug]).toEqual(['5g', '5g', '5g', '5g'])
    },
  )
})

describe('sectionMembership', () => {
  it.each([
    [{ id: 'a', name: 'أمن سيبراني' }, 'أمن-سيبراني'],
    [{ id: 'a', name: 'أمن سيبراني', slug: 'أمن' }, 'أمن'],
  ])('rule 32: of %j has the slug %s', (section, slug) => {
    expect(sectionMembership(section)).toEqual({
      kind: 'section',
      key: 'a',
      title: 'أمن سيبراني',
      slug,
    })
  })
})

describe('an article that is not for syndication', () => {
  it('is in no feed, whatever it says', () => {
    const rich = { sections: ['cyber'], tags: ['5G'], authors: [{ name: 'سلمى' }] }
    expect(of({ ...rich, syndication: 'none' })).toEqual([])
  })
})
