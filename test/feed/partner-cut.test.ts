// What was cut from a partner's text, or taken from it, is nowhere in any of its documents.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import { draft } from '../../src/article/draft.ts'
import { PROFILE_NAMES, type PartnerInput } from '../../src/article/partner.ts'
import { profileOf } from '../../src/article/profiles.ts'
import { publish } from '../../src/article/publish.ts'
import { permitted } from '../../src/article/rights.ts'
import { PUBLICATION } from './mixed.ts'
import { fileOf, surroundingsOf } from './partners.ts'

function articleOf(content: string, changes: object = {}): Article {
  const { article } = publish(
    draft.parse({
      id: 'a',
      title: 'عنوان طويل بما يكفي لكل شريك',
      published: '2026-08-22T09:00:00Z',
      canonical: 'https://news.example/a',
      content,
      ...changes,
    }),
    PUBLICATION,
  )
  return article
}

/** All documents of a partner of each profile. */
function documentsOf(article: Article, terms: Partial<PartnerInput>): string[] {
  return PROFILE_NAMES.flatMap((profile) => {
    const surroundings = surroundingsOf({ ...terms, profile })
    const own = permitted(article, surroundings.partner, PUBLICATION)
    const articles = own ? [own] : []
    return profileOf(profile).files.map(({ file }) => fileOf(surroundings, articles, [], file))
  })
}

/** Sentences, some of which are longer than a summary, each with a word that no other has. */
function sentences(name: string): fc.Arbitrary<string[]> {
  const words = fc.array(fc.constantFrom('كلمة', 'خبر', '5G', '\u2067نص\u2069', '…', 'نص.'), {
    maxLength: 60,
  })
  return fc
    .array(words, { minLength: 1, maxLength: 5 })
    .map((all) => all.map((each, at) => [...each, `${name}${at}z`].join(' ')))
}

describe('what a partner gets of the first paragraphs', () => {
  it('holds no word that stands only in later ones, in any document', () => {
    const correction = fc.option(fc.constant('كان في النص خطأ.'), { nil: undefined })
    fc.assert(
      fc.property(
        sentences('paragraph'),
        fc.integer({ min: 1, max: 4 }),
        correction,
        fc.boolean(),
        (texts, paragraphs, said, isAttributed) => {
          const content = texts.map((text) => `<p>${text}</p>`).join('')
          const article = articleOf(content, { correction: said })
          const attribution = isAttributed ? {} : undefined
          const all = documentsOf(article, { body: { paragraphs }, attribution }).join('\n')
          const found = [...all.matchAll(/paragraph(\d)z/g)].map(([, at]) => Number(at))
          const most = Math.min(paragraphs, texts.length)
          expect(new Set(found)).toEqual(new Set(texts.slice(0, most).keys()))
        },
      ),
      { numRuns: 50 },
    )
  })

  it('holds the summary of an editor', () => {
    const summary = 'ملخص عن آخر النص'
    const article = articleOf('<p>أول.</p><p>آخر النص.</p>', { summary })
    const [rss = ''] = documentsOf(article, { body: { paragraphs: 1 } })
    expect(rss).toContain(summary)
    expect(rss).not.toContain('آخر النص.')
  })
})

describe('what a partner gets without the right to pictures', () => {
  it('holds no word of their captions, in any document', () => {
    fc.assert(
      fc.property(sentences('caption'), sentences('text'), (captions, texts) => {
        const figures = captions.map((caption, at) => {
          const image = `<img src="https://news.example/${at}.jpg">`
          return `<figure>${image}<figcaption>${caption} | AFP</figcaption></figure>`
        })
        const paragraphs = texts.map((text) => `<p>${text}</p>`)
        const content = figures.flatMap((each, at) => [each, paragraphs[at] ?? '']).join('')
        const article = articleOf(content + paragraphs.slice(figures.length).join(''))
        expect(documentsOf(article, {}).join('\n')).not.toMatch(/caption\dz/)
        const licensed = documentsOf(article, { rights: { photo: ['AFP'] } }).join('\n')
        expect(licensed).toMatch(/caption\dz/)
      }),
      { numRuns: 50 },
    )
  })
})
