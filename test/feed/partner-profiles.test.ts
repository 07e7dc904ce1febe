import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import type { PartnerInput } from '../../src/article/partner.ts'
import { strict } from '../strict.ts'
import appleNews from './golden/partner.apple-news.xml?raw'
import feedly from './golden/partner.feedly.xml?raw'
import flipboard from './golden/partner.flipboard.xml?raw'
import generic from './golden/partner.generic.xml?raw'
import googleNews from './golden/partner.google-news.xml?raw'
import msn from './golden/partner.msn.xml?raw'
import ninjs from './golden/partner.ninjs.json?raw'
import smartnews from './golden/partner.smartnews.xml?raw'
import { FIFTH_GENERATION, FRENCH } from './mixed.ts'
import { channelOf, fileOf, surroundingsOf, TAKEN } from './partners.ts'

const ARABIC: Article = { ...FIFTH_GENERATION, title: '5G في المغرب: ست مدن قبل نهاية السنة' }

/** All that a partner can have terms about. */
const TERMS: Partial<PartnerInput> = {
  attribution: {},
  campaign: { source: 'partner' },
  look: {
    logo: 'https://news.example/logo-700.png',
    darkLogo: 'https://news.example/logo-dark.png',
    cover: 'https://news.example/غلاف.jpg',
    icon: 'https://news.example/icon.svg',
    accent: '00A651',
  },
  analytics: '<script>count(1 < 2 && "]]>")</script>',
}

describe('the document of a partner, whole', () => {
  it.each([
    ['generic', generic],
    ['msn', msn],
    ['smartnews', smartnews],
    ['flipboard', flipboard],
    ['feedly', feedly],
    ['apple-news', appleNews],
    ['google-news', googleNews],
  ] as const)('%s', (profile, golden) => {
    const document = fileOf(surroundingsOf({ ...TERMS, profile }), [ARABIC, FRENCH], [TAKEN])
    strict(document)
    expect(document).toBe(golden)
  })

  it('ninjs', () => {
    const surroundings = surroundingsOf({ ...TERMS, profile: 'ninjs' })
    expect(fileOf(surroundings, [ARABIC, FRENCH], [TAKEN])).toBe(ninjs)
  })
})

describe('msn', () => {
  it('hears of a removal with the same id, a newer date and an end that is past', () => {
    const [gone, ...others] = channelOf({ profile: 'msn' }, [], [TAKEN]).all('item')
    expect(others).toEqual([])
    expect(gone?.elements.map(({ name, text }) => [name, text])).toEqual([
      ['title', `\u200f${TAKEN.title}`],
      ['link', 'https://news.example/2026/08/%D8%B3%D8%AF'],
      ['guid', 'tag:news.example,2026:4'],
      ['pubDate', 'Fri, 21 Aug 2026 09:00:00 GMT'],
      ['dcterms:modified', '2026-08-21T09:00:00Z'],
      ['dcterms:valid', 'end=2026-08-21T09:00:00Z; scheme=W3C-DTF'],
      ['mi:expirationDate', '2026-08-21T09:00:00Z'],
    ])
    expect(gone?.the('dcterms:valid').uri).toBe('http://purl.org/dc/terms/')
    expect(gone?.the('mi:expirationDate').uri).toBe(
      'http://schemas.ingestion.microsoft.com/common/',
    )
  })

  it('hears of a correction with the same id and a newer date, and of nothing else', () => {
    const item = (article: Article) => channelOf({ profile: 'msn' }, [article]).the('item')
    const before = item(ARABIC)
    const after = item({ ...ARABIC, summary: 'ست مدن، لا سبع.', updated: '2026-08-23T10:00:00Z' })
    for (const name of ['guid', 'pubDate']) expect(after.the(name).text).toBe(before.the(name).text)
    expect(after.the('dcterms:modified').text).toBe('2026-08-23T10:00:00Z')
    expect(before.the('dcterms:modified').text).toBe('2026-08-22T09:30:00Z')
  })
})

describe('smartnews', () => {
  const channel = channelOf({ ...TERMS, profile: 'smartnews' }, [ARABIC, FRENCH], [TAKEN])

  it('hears of each item whether it still is', () => {
    expect(channel.all('item').map((each) => each.the('media:status').text)).toEqual([
      'deleted',
      'active',
      'active',
    ])
  })

  it('hears the language of each item', () => {
    expect(channel.all('item').map((each) => each.the('dc:language').text)).toEqual([
      'ar',
      'ar',
      'fr',
    ])
  })

  it('has the logo of the publication where the partner has none of its own', () => {
    const plain = channelOf({ profile: 'smartnews' }, [])
    expect(plain.the('snf:logo').the('url').text).toBe('https://news.example/logo.png')
    expect(plain.one('snf:darkModeLogo')).toBeUndefined()
  })
})

describe('flipboard', () => {
  it('hears of the hub, and of the public feed that it tells of; the others do not', () => {
    const links = (...[input, changes]: Parameters<typeof surroundingsOf>) =>
      strict(fileOf(surroundingsOf(input, changes), []))
        .the('channel')
        .all('atom:link')
        .map(({ attributes: { rel, href } }) => [rel, href])
    expect(links({ profile: 'flipboard' })).toEqual([
      ['self', 'https://feeds.news.example/rss.xml'],
      ['hub', 'https://hub.example/'],
    ])
    expect(links({ profile: 'flipboard' }, { hub: undefined })).toEqual([])
    expect(links({ profile: 'generic' })).toEqual([])
  })
})

describe('google-news', () => {
  it('hears of no removal, and of no article without a page', () => {
    const surroundings = surroundingsOf({ profile: 'google-news' })
    const document = fileOf(surroundings, [{ ...ARABIC, canonical: undefined }], [TAKEN])
    expect(strict(document).elements).toEqual([])
  })
})
