import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import { ARTICLES, FIFTH_GENERATION, FRENCH } from '../feed/mixed.ts'
import { fileOf, surroundingsOf, TAKEN } from '../feed/partners.ts'
import { anyText } from '../feed/texts.ts'
import { faultsOf } from '../ninjs-schema.ts'

const NINJS = surroundingsOf({ profile: 'ninjs' })

interface Ninjs {
  uri: string
  type: string
  pubStatus: string
  version: string
  embargoedUntil?: string
  rightsInfo?: object
  usageTerms?: string
  representationType?: string
  associations: Ninjs[]
}

function read(document: string): Ninjs {
  return JSON.parse(document) as Ninjs
}

describe('the judge', () => {
  it.each([
    ['{}', ["/ must have required property 'uri'"]],
    ['{"uri":"tag:a,2026:1","direction":"rtl"}', ['/ must NOT have unevaluated properties']],
    ['{"uri":"a b"}', ['/uri must match format "uri"']],
    [
      '{"uri":"a:b","pubStatus":"killed"}',
      ['/pubStatus must be equal to one of the allowed values'],
    ],
    [
      '{"uri":"a:b","associations":[{"uri":"a:b"}]}',
      ["/associations/0 must have required property 'name'"],
    ],
    ['{"uri":"a:b","rightsInfo":{}}', ['/rightsInfo must match exactly one schema in oneOf']],
  ])('of %s says %j', (document, faults) => {
    expect(faultsOf(document).map((each) => each.replace(/^ /, '/ '))).toEqual(
      expect.arrayContaining(faults),
    )
  })
})

describe('ninjs', () => {
  it('is ninjs 3.1 by the schema of the IPTC', () => {
    expect(faultsOf(fileOf(NINJS, ARTICLES, [TAKEN]))).toEqual([])
    expect(faultsOf(fileOf(NINJS, []))).toEqual([])
  })

  it('is so whatever the texts', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, id) => {
        const article = {
          ...FIFTH_GENERATION,
          id: id || 'x',
          title,
          summary: title,
          tags: [title],
          authors: [{ name: title }],
          credit: { text: title },
          correction: title,
          image: { url: 'https://news.example/صورة.jpg', alt: title, credit: title },
          enclosures: [{ url: 'https://news.example/قمة.mp3', type: 'audio/mpeg', title }],
        }
        expect(faultsOf(fileOf(NINJS, [article], [{ ...TAKEN, id: id || 'x', title }]))).toEqual([])
      }),
    )
  })

  it('is a composite item, whose associations are the articles', () => {
    const { uri, type, associations } = read(fileOf(NINJS, ARTICLES))
    expect([uri, type]).toEqual(['tag:news.example,2026:feeds/partners/nabd', 'composite'])
    expect(associations.map((each) => each.uri)).toEqual([
      'tag:news.example,2026:feeds/articles/2026-08-22-%D8%A7%D9%84%D8%AC%D9%8A%D9%84-%D8%A7%D9%84%D8%AE%D8%A7%D9%85%D8%B3',
      'https://news.example/fr/fil-rss',
      'tag:news.example,2026:fa/7',
      'tag:news.example,2026:he/8',
      'tag:news.example,2026:feeds/articles/42',
      'tag:news.example,2026:9',
    ])
  })

  it('says of what was taken back that it is canceled, or withheld', () => {
    const { associations } = read(
      fileOf(NINJS, [], [TAKEN, { ...TAKEN, id: 'x:2', isWithheld: true }]),
    )
    expect(associations.map(({ pubStatus, version }) => [pubStatus, version])).toEqual([
      ['canceled', '2026-08-21T09:00:00Z'],
      ['withheld', '2026-08-21T09:00:00Z'],
    ])
  })

  it('says until when an article was embargoed, and only of one that was', () => {
    const later = { ...FIFTH_GENERATION, visibleFrom: '2026-08-22T12:00:00Z' }
    const { associations } = read(fileOf(NINJS, [FIFTH_GENERATION, later]))
    expect(associations.map(({ embargoedUntil }) => embargoedUntil)).toEqual([
      undefined,
      '2026-08-22T12:00:00Z',
    ])
  })

  const CC_BY = {
    usageTerms: 'CC BY 4.0',
    rightsInfo: { linkedRights: 'https://creativecommons.org/licenses/by/4.0/' },
  }
  const CONTRACT = { usageTerms: 'عقد', rightsInfo: { encodedRights: 'عقد' } }
  const NONE = { usageTerms: undefined, rightsInfo: undefined }

  it.each([
    ['of the publication, but of no agency', {}, [CC_BY, NONE, CC_BY]],
    ['of the partner', { licence: { name: 'عقد' } }, [CONTRACT, CONTRACT, CONTRACT]],
  ])('says the licence %s', (_, terms, expected) => {
    const around = surroundingsOf({ profile: 'ninjs', ...terms })
    const document = read(fileOf(around, [FIFTH_GENERATION, FRENCH]))
    expect(
      [document, ...document.associations].map(({ usageTerms, rightsInfo }) => ({
        usageTerms,
        rightsInfo,
      })),
    ).toEqual(expected)
  })

  it.each<[string, Partial<Article>, boolean]>([
    ['of nobody else', { credit: undefined }, true],
    ['of the newsroom', { credit: { text: 'الحدث' } }, true],
    ['of a house that is no agency', { credit: { text: 'Le Matin' } }, false],
    ['from a house that is no agency', { source: { name: 'Le Matin' } }, false],
    ['by an agency as its author', { authors: [{ name: 'رويترز' }] }, false],
  ])('says the licence of the publication only of its own text: %s', (_, changes, isSaid) => {
    const article = { ...FIFTH_GENERATION, credit: undefined, source: undefined, ...changes }
    const { associations } = read(fileOf(NINJS, [article]))
    expect(associations.map(({ usageTerms }) => usageTerms)).toEqual([
      isSaid ? 'CC BY 4.0' : undefined,
    ])
  })

  it('says whether a text is whole', () => {
    const of = (body: 'full' | 'summary') =>
      read(fileOf(surroundingsOf({ profile: 'ninjs', body }), [FIFTH_GENERATION])).associations.map(
        ({ representationType }) => representationType,
      )
    expect([...of('full'), ...of('summary')]).toEqual(['full', 'partial'])
  })
})
