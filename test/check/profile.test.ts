import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import type { PartnerInput, ProfileName } from '../../src/article/partner.ts'
import { PROFILES } from '../../src/article/profiles.ts'
import type { Answer } from '../../src/check/delivery.ts'
import { LANGUAGES, say } from '../../src/check/messages.ts'
import { checkProfileBytes, checkProfileDelivery } from '../../src/check/profile.ts'
import { FIFTH_GENERATION } from '../feed/mixed.ts'
import { fileOf, surroundingsOf, TAKEN } from '../feed/partners.ts'
import { anyText } from '../feed/texts.ts'

const NOW = Date.parse('2026-08-22T12:00:00Z')

const bytes = (text: string) => new TextEncoder().encode(text)

const TERMS: Partial<PartnerInput> = {
  look: {
    darkLogo: 'https://news.example/logo-dark.png',
    cover: 'https://news.example/cover.jpg',
    icon: 'https://news.example/icon.svg',
    accent: '00A651',
  },
  analytics: '<script>count()</script>',
}

const LONG =
  'يصل الجيل الخامس إلى ست مدن قبل نهاية السنة، ويقول المهندسون إن الأبراج صارت جاهزة منذ الربيع.'

const ARTICLE: Article = {
  ...FIFTH_GENERATION,
  id: 'press-1',
  title: '5G في المغرب: ست مدن قبل نهاية السنة',
  summary: LONG,
  // The licence of the publication is none for what an agency wrote.
  credit: undefined,
  content: `<div dir="rtl" lang="ar"><p dir="rtl">${LONG}</p></div>`,
}

/** As our own writers write it, with as many items as the profile wants. */
function own(profile: ProfileName, article: Article = ARTICLE): string {
  const { fewest } = PROFILES[profile].limits
  const articles = Array.from({ length: Math.max(fewest, 1) }, (_, at) => ({
    ...article,
    id: `press-${at}`,
    canonical: `https://news.example/${at}`,
  }))
  return fileOf(surroundingsOf({ ...TERMS, profile }), articles, [TAKEN])
}

/** `rule: element` of what a profile has against a document. */
function faults(profile: ProfileName, document: string): string[] {
  return checkProfileBytes(bytes(document), profile, NOW).map(({ rule, severity, data }) => {
    const element = data && 'element' in data ? ` ${data.element}` : ''
    return `${rule}${element}${severity === 'warning' ? ' (warning)' : ''}`
  })
}

const profiles = Object.keys(PROFILES) as ProfileName[]

describe('a document of ours', () => {
  it.each(profiles)('for %s has nothing wrong with it', (profile) => {
    expect(faults(profile, own(profile))).toEqual([])
  })
})

/** An element out of the item that is not taken back. */
const without = (element: string) => (document: string) => {
  const found = new RegExp(`\n<${element}\\b(?:[^>]*/>|[^]*?</${element}>)`, 'g')
  const last = document.lastIndexOf('<item')
  const at = last < 0 || !document.slice(last).match(found) ? 0 : last
  return document.slice(0, at) + document.slice(at).replace(found, '')
}

const put = (from: string | RegExp, to: string) => (document: string) => document.replace(from, to)

/** The last of them: of the item that is not taken back. */
const putLast = (from: string, to: string) => (document: string) => {
  const at = document.lastIndexOf(from)
  return document.slice(0, at) + to + document.slice(at + from.length)
}

type Fault = [ProfileName, string, (document: string) => string, string[]]

const FAULTS: Fault[] = [
  [
    'generic',
    'is larger than 10 MB',
    put('</rss>', `</rss>${' '.repeat(10 << 20)}`),
    ['profile-size'],
  ],
  [
    'generic',
    'is a page',
    () => '<!doctype html><title>a</title>',
    ['not-a-feed', 'profile-format'],
  ],

  ['msn', 'is Atom', () => fileOf(surroundingsOf(), [ARTICLE], [], 'atom.xml'), ['profile-format']],
  ['msn', 'has no language', without('language'), ['profile-missing language']],
  ['msn', 'has no id', without('guid'), ['missing-id guid (warning)', 'profile-missing guid']],
  ['msn', 'has no title', without('title'), ['profile-missing title']],
  ['msn', 'has no link', without('link'), ['profile-missing link']],
  ['msn', 'has no date', without('pubDate'), ['profile-missing pubDate']],
  ['msn', 'has no text', without('content:encoded'), ['profile-missing content:encoded']],
  [
    'msn',
    'has no author',
    (x) => without('dc:creator')(without('dc:creator')(x)),
    ['profile-missing dc:creator (warning)'],
  ],
  [
    'msn',
    'has no date of change',
    without('dcterms:modified'),
    ['profile-missing dcterms:modified (warning)'],
  ],
  ['msn', 'has no image', without('media:content'), ['profile-missing media:content (warning)']],
  [
    'msn',
    'has an item in another language',
    put(/(<guid[^>]*>press)/, '<dc:language>fr</dc:language>$1'),
    ['wrong-language', 'profile-language'],
  ],
  [
    'msn',
    'has a title of 19 characters',
    put(/5G في المغرب[^<]*/, 'ت'.repeat(19)),
    ['profile-title'],
  ],
  ['msn', 'has a title of 20 characters', put(/5G في المغرب[^<]*/, 'ت'.repeat(20)), []],
  ['msn', 'has a title of 150 characters', put(/5G في المغرب[^<]*/, 'ت'.repeat(150)), []],
  [
    'msn',
    'has a title of 151 characters',
    put(/5G في المغرب[^<]*/, 'ت'.repeat(151)),
    ['profile-title'],
  ],
  ['msn', 'has an image of 719 px', put('width="1200"', 'width="719"'), ['profile-image']],
  ['msn', 'has an image of 720 px', put('width="1200"', 'width="720"'), []],
  ['msn', 'has an image of no known width', put(' width="1200"', ''), ['profile-image (warning)']],
  [
    'msn',
    'has an image without credit',
    put(/<media:credit>.*<\/media:credit>/, ''),
    ['profile-missing media:credit'],
  ],
  ['msn', 'is larger than 10 MB', put('</rss>', `</rss>${' '.repeat(10 << 20)}`), ['profile-size']],
  [
    'msn',
    'takes an article back without a date',
    put(/\n<pubDate>.*\n<dcterms:modified>.*/, ''),
    ['profile-missing dcterms:modified'],
  ],
  [
    'msn',
    'takes an article back without its id',
    put(/\n<guid.*/, ''),
    ['missing-id guid (warning)', 'profile-missing guid'],
  ],
  [
    'msn',
    'takes an article back at a time to come',
    put(
      /end=2026[^;]*(;[^]*?expirationDate>)[^<]*/,
      'end=2027-01-01T00:00:00Z$12027-01-01T00:00:00Z',
    ),
    [
      'profile-missing content:encoded',
      'profile-missing dc:creator (warning)',
      'profile-missing media:content (warning)',
    ],
  ],

  [
    'smartnews',
    'does not say when it was published',
    put(/\n<pubDate>[^<]*<\/pubDate>\n<snf/, '\n<snf'),
    ['profile-missing pubDate'],
  ],
  ['smartnews', 'has no logo', without('snf:logo'), ['profile-missing snf:logo/url']],
  [
    'smartnews',
    'has an empty logo',
    put(/(<snf:logo><url>)[^<]*/, '$1'),
    ['profile-missing snf:logo/url'],
  ],
  [
    'smartnews',
    'has its logo in another namespace',
    put('http://www.smartnews.be/snf', 'https://www.smartnews.be/snf'),
    [
      'profile-missing snf:logo/url',
      'profile-missing snf:darkModeLogo/url (warning)',
      'profile-missing snf:analytics (warning)',
    ],
  ],
  [
    'smartnews',
    'has no dark logo',
    without('snf:darkModeLogo'),
    ['profile-missing snf:darkModeLogo/url (warning)'],
  ],
  [
    'smartnews',
    'counts no readers',
    without('snf:analytics'),
    ['profile-missing snf:analytics (warning)'],
  ],
  ['smartnews', 'has no text', without('content:encoded'), ['profile-missing content:encoded']],
  [
    'smartnews',
    'has no author',
    (x) => without('dc:creator')(without('dc:creator')(x)),
    ['profile-missing dc:creator (warning)'],
  ],
  [
    'smartnews',
    'does not say the language of an item',
    without('dc:language'),
    ['profile-missing dc:language'],
  ],
  [
    'smartnews',
    'has no thumbnail',
    without('media:thumbnail'),
    ['profile-missing media:thumbnail (warning)'],
  ],
  [
    'smartnews',
    'has campaign parameters',
    putLast('</link>\n<guid', '?a=1&amp;utm_source=x</link>\n<guid'),
    ['profile-campaign'],
  ],
  [
    'smartnews',
    'has a status that there is none of',
    putLast('>active<', '>gone<'),
    ['profile-value media:status'],
  ],
  [
    'smartnews',
    'is larger than 1 MB',
    put('</rss>', `</rss>${' '.repeat(1 << 20)}`),
    ['profile-size'],
  ],

  ['flipboard', 'has 29 items', without('item'), ['profile-items']],
  ['flipboard', 'has no language', without('language'), ['profile-missing language']],
  [
    'flipboard',
    'has no hub',
    put(/\n<atom:link rel="hub".*/, ''),
    ['profile-missing atom:link[rel=hub] (warning)'],
  ],
  [
    'flipboard',
    'has an item without its text',
    without('content:encoded'),
    ['profile-missing content:encoded'],
  ],
  ['flipboard', 'has an image of 399 px', put('width="1200"', 'width="399"'), ['profile-image']],
  ['flipboard', 'has an image of 400 px', put('width="1200"', 'width="400"'), []],

  [
    'feedly',
    'has no cover',
    without('webfeeds:cover'),
    ['profile-missing webfeeds:cover@image (warning)'],
  ],
  ['feedly', 'has no icon', without('webfeeds:icon'), ['profile-missing webfeeds:icon (warning)']],
  ['feedly', 'has no logo', without('webfeeds:logo'), ['profile-missing webfeeds:logo (warning)']],
  [
    'feedly',
    'has no colour',
    without('webfeeds:accentColor'),
    ['profile-missing webfeeds:accentColor (warning)'],
  ],
  [
    'feedly',
    'has nothing related',
    without('webfeeds:related'),
    ['profile-missing webfeeds:related (warning)'],
  ],
  [
    'feedly',
    'has a layout that there is none of',
    put('layout="card"', 'layout="wall"'),
    ['profile-value webfeeds:related layout'],
  ],
  ['feedly', 'has no id', without('guid'), ['missing-id guid (warning)', 'profile-missing guid']],

  ['apple-news', 'has no language', without('language'), ['profile-missing language']],
  [
    'apple-news',
    'has an item without a description',
    without('description'),
    ['profile-missing description'],
  ],
  ['apple-news', 'has an item without a link', without('link'), ['profile-missing link']],

  ['google-news', 'is RSS', () => own('generic'), ['profile-format']],
  [
    'google-news',
    'has an address without a title',
    put(/<news:title>.*\n/, ''),
    ['profile-missing news:news/news:title'],
  ],
  [
    'google-news',
    'has an address without a date',
    put(/<news:publication_date>.*\n/, ''),
    ['profile-missing news:news/news:publication_date'],
  ],
  [
    'google-news',
    'does not say the name of the publication',
    put(/<news:name>.*\n/, ''),
    ['profile-missing news:news/news:publication/news:name'],
  ],
  [
    'google-news',
    'does not say its language',
    put(/<news:language>.*\n/, ''),
    ['profile-missing news:news/news:publication/news:language'],
  ],
  ['google-news', 'has no address', put(/<loc>.*\n/, ''), ['profile-missing sitemap:loc']],
  [
    'google-news',
    'has an article of more than two days',
    put('2026-08-22T08:00:00Z', '2026-08-20T11:59:59Z'),
    ['profile-age'],
  ],
  [
    'google-news',
    'has an article of two days',
    put('2026-08-22T08:00:00Z', '2026-08-20T12:00:00Z'),
    [],
  ],
  [
    'google-news',
    'has 1,001 addresses',
    (x) => x.replace(/\n<url>[^]*<\/url>/, (url) => url.repeat(1001)),
    ['profile-items'],
  ],
  [
    'google-news',
    'has 1,000 addresses',
    (x) => x.replace(/\n<url>[^]*<\/url>/, (url) => url.repeat(1000)),
    [],
  ],
  [
    'google-news',
    'has campaign parameters',
    put('</loc>', '?utm_source=x</loc>'),
    ['profile-campaign'],
  ],
  [
    'google-news',
    'is not well-formed',
    put('</urlset>', ''),
    ['not-well-formed', 'profile-format'],
  ],

  [
    'ninjs',
    'is JSON Feed',
    () => fileOf(surroundingsOf(), [ARTICLE], [], 'feed.json'),
    ['profile-format'],
  ],
  ['ninjs', 'has no uri', put(/"uri":"[^"]*",/, ''), ['profile-missing uri']],
  ['ninjs', 'has no standard', put(/"standard":\{[^}]*\},/, ''), ['profile-missing standard']],
  [
    'ninjs',
    'has an item without a uri',
    put(/"uri":"[^"]*",("rel":"member","type":"text","representationType")/, '$1'),
    ['profile-missing uri'],
  ],
  [
    'ninjs',
    'has an item without a status',
    putLast('"pubStatus":"usable","language"', '"language"'),
    ['profile-missing pubStatus'],
  ],
  [
    'ninjs',
    'has a status that there is none of',
    putLast('"pubStatus":"usable","language"', '"pubStatus":"killed","language"'),
    ['profile-value pubStatus'],
  ],
  [
    'ninjs',
    'has an item without a version',
    put(/("representationType":"full",)"version":"[^"]*",/, '$1'),
    ['profile-missing version'],
  ],
  [
    'ninjs',
    'has an item without headlines',
    putLast('"headlines":[{', '"headlines":[],"x":[{'),
    ['profile-missing headlines'],
  ],
  [
    'ninjs',
    'has an item without a language',
    putLast('"language":"ar",', ''),
    ['profile-missing language (warning)'],
  ],
  [
    'ninjs',
    'has an item without a text',
    putLast('"bodies":', '"x":'),
    ['profile-missing bodies (warning)'],
  ],
  [
    'ninjs',
    'says a direction, which the schema does not allow',
    putLast('"language":"ar",', '"language":"ar","direction":"rtl",'),
    ['profile-forbidden direction'],
  ],
]

describe('a document that', () => {
  it.each(FAULTS)('for %s %s', (profile, _, change, expected) => {
    const document = own(profile)
    const changed = change(document)
    expect(changed).not.toBe(document)
    expect(faults(profile, changed).toSorted()).toEqual(expected.toSorted())
  })
})

describe('the manual', () => {
  const manual = readFileSync(
    path.resolve(import.meta.dirname, '../../docs/profiles.md'),
    'utf8',
  ).split('\n')

  it.each(profiles)('has a row of %s, with its files and where its figures are from', (profile) => {
    const { files, specification } = PROFILES[profile]
    const [row = '', ...others] = manual.filter((line) => line.startsWith(`| \`${profile}\``))
    expect(others).toEqual([])
    for (const { file } of files) expect(row).toContain(`\`${file}\``)
    if (specification) expect(row).toContain(`](${specification})`)
  })
})

describe('the words', () => {
  const found = FAULTS.flatMap(([profile, , change]) =>
    checkProfileBytes(bytes(change(own(profile))), profile, NOW),
  )

  it('are Arabic in Arabic, and code in them is isolated', () => {
    const outside = (text: string) => text.replace(/[\u2066\u2068][^\u2069]*\u2069/g, '')
    const said = found.flatMap((each) => say(each, LANGUAGES.ar))
    expect(said.length).toBeGreaterThan(100)
    for (const each of said) expect(outside(each)).not.toMatch(/[A-Za-z]/)
  })
})

describe('any text whatever', () => {
  it.each(profiles)('is judged by %s, never throwing', (profile) => {
    const document = own(profile)
    const part = fc.tuple(fc.nat(document.length), fc.nat(40), anyText)
    fc.assert(
      fc.property(part, ([at, length, text]) => {
        const broken = document.slice(0, at) + text + document.slice(at + length)
        expect(Array.isArray(faults(profile, broken))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

describe('every figure of a profile', () => {
  const limits = profiles.flatMap((profile) =>
    Object.entries(PROFILES[profile].limits)
      .filter(([, figure]) => figure !== 0 && figure !== Number.POSITIVE_INFINITY)
      .map(([limit]) => [profile, limit] as const),
  )
  const RULE: Record<string, string> = {
    bytes: 'profile-size',
    title: 'profile-title',
    width: 'profile-image',
    fewest: 'profile-items',
    most: 'profile-items',
    age: 'profile-age',
  }
  // Too large a document is the same for all.
  const tested = limits.filter(([, limit]) => limit !== 'bytes')

  it.each(tested)('of %s has a fault in the table: %s', (profile, limit) => {
    const found = FAULTS.filter(([name]) => name === profile).flatMap(([, , , rules]) => rules)
    expect(found).toContain(RULE[limit])
  })
})

describe('how a feed is served to a partner', () => {
  const answer = (text: string, headers: Answer['headers'] = {}): Answer => ({
    status: 200,
    headers: {
      'content-type': 'application/rss+xml; charset=utf-8',
      etag: '"1"',
      'content-encoding': 'gzip',
      ...headers,
    },
    body: bytes(text),
  })
  const rules = (profile: ProfileName, address: string, first: string, second?: string) =>
    checkProfileDelivery(
      {
        addresses: [address, address],
        first: answer(first),
        second:
          second === undefined ? { ...answer(''), status: 304 } : answer(second, { etag: '"2"' }),
      },
      profile,
      NOW,
    ).map(({ rule }) => rule)

  const ADDRESS = 'https://feeds.news.example/partners/msn-morocco/rss.xml'

  it.each([
    ['msn', ADDRESS, []],
    [
      'msn',
      `https://feeds.news.example/partners/khp_${'a'.repeat(43)}/rss.xml`,
      ['profile-address'],
    ],
    ['msn', 'https://news.example/feed?token=abc', ['profile-address']],
    ['smartnews', `https://feeds.news.example/partners/khp_${'a'.repeat(43)}/rss.xml`, []],
  ] as const)('%s: %s', (profile, address, expected) => {
    expect(rules(profile, address, own(profile))).toEqual(expected)
  })

  it('does not move the dates of an item that is the same', () => {
    const moved = own('msn', { ...ARTICLE, updated: '2026-08-22T11:00:00Z' })
    expect(rules('msn', ADDRESS, own('msn'), moved)).toContain('profile-dates')
    const changed = own('msn', {
      ...ARTICLE,
      updated: '2026-08-22T11:00:00Z',
      summary: LONG.slice(2),
    })
    expect(rules('msn', ADDRESS, own('msn'), changed)).toEqual([])
    expect(rules('msn', ADDRESS, own('msn'), own('msn'))).not.toContain('profile-dates')
  })
})
