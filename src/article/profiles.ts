// The profiles, as data. The writers of src/feed and the rules of src/check go by what stands here,
// and know no profile by its name.

import type { Partner, ProfileName } from './partner.ts'
import type { Profile, ProfileFile } from './profile.ts'

const MEGABYTE = 1024 * 1024

/** Articles in a news sitemap, at most. */
export const MOST_NEWS = 1000
/** ms: older articles have no place in one. */
export const NEWS_AGE = 2 * 24 * 60 * 60 * 1000

const ANY_NUMBER = { fewest: 0, most: Number.POSITIVE_INFINITY }

const RSS: ProfileFile = { file: 'rss.xml', mediaType: 'application/rss+xml', form: 'rss' }

const NOTHING = { required: [], wanted: [], forbidden: [], extras: [] }

const DCTERMS = { dcterms: 'http://purl.org/dc/terms/' }

/** For aggregators that publish no specification: copy it, and change what they ask for. */
const generic: Profile = {
  specification: undefined,
  files: [
    RSS,
    { file: 'atom.xml', mediaType: 'application/atom+xml', form: 'atom' },
    { file: 'feed.json', mediaType: 'application/feed+json', form: 'json' },
  ],
  namespaces: {},
  feed: NOTHING,
  item: NOTHING,
  limits: { ...ANY_NUMBER, bytes: 10 * MEGABYTE },
  takesAll: false,
  body: 'full',
  oneLanguage: false,
  saysLanguage: false,
  imageCredit: false,
  campaign: true,
  pathKey: true,
  identity: 'guid',
  dates: ['pubDate'],
  removal: 'tombstone',
}

const msn: Profile = {
  ...generic,
  specification:
    'https://support.microsoft.com/en-us/msn/partner-hub/feed-content-specifications-in-msn-partner-hub',
  files: [RSS],
  namespaces: { ...DCTERMS, mi: 'http://schemas.ingestion.microsoft.com/common/' },
  feed: { ...NOTHING, required: ['title', 'link', 'description', 'language'] },
  item: {
    required: ['guid', 'title', 'link', 'pubDate', 'content:encoded'],
    wanted: ['dcterms:modified', 'dc:creator', 'media:content'],
    forbidden: [],
    extras: ['dcterms:modified'],
  },
  limits: {
    ...ANY_NUMBER,
    bytes: 10 * MEGABYTE,
    title: { fewest: 20, most: 150 },
    width: 720,
  },
  oneLanguage: true,
  imageCredit: true,
  pathKey: false,
  dates: ['pubDate', 'dcterms:modified'],
  removal: 'expiry',
}

const smartnews: Profile = {
  ...generic,
  specification: 'https://publishers.smartnews.com/hc/en-us/articles/360036526213',
  files: [RSS],
  namespaces: { snf: 'http://www.smartnews.be/snf' },
  feed: {
    required: ['title', 'link', 'description', 'pubDate', 'snf:logo/url'],
    wanted: ['snf:darkModeLogo/url', 'language'],
    forbidden: [],
    extras: ['pubDate', 'snf:logo', 'snf:darkModeLogo'],
  },
  item: {
    required: ['title', 'link', 'guid', 'pubDate', 'content:encoded', 'dc:language'],
    wanted: ['dc:creator', 'media:thumbnail', 'snf:analytics'],
    forbidden: [],
    extras: ['media:status', 'snf:analytics'],
    values: { 'media:status': ['active', 'deleted'] },
  },
  limits: { ...ANY_NUMBER, bytes: MEGABYTE },
  saysLanguage: true,
  campaign: false,
  removal: 'status',
}

const flipboard: Profile = {
  ...generic,
  specification: 'https://about.flipboard.com/rss-spec/',
  files: [RSS],
  feed: {
    required: ['title', 'link', 'description', 'language'],
    wanted: ['atom:link[rel=hub]'],
    forbidden: [],
    extras: ['hub'],
  },
  item: {
    required: ['title', 'link', 'guid', 'content:encoded'],
    wanted: ['pubDate', 'dc:creator', 'media:content'],
    forbidden: [],
    extras: [],
  },
  limits: { ...ANY_NUMBER, bytes: 10 * MEGABYTE, fewest: 30, width: 400 },
  removal: 'omission',
}

const feedly: Profile = {
  ...generic,
  specification: 'https://blog.feedly.com/10-ways-to-optimize-your-feed-for-feedly/',
  files: [RSS],
  namespaces: { webfeeds: 'http://webfeeds.org/rss/1.0' },
  feed: {
    required: ['title', 'link', 'description'],
    wanted: [
      'webfeeds:cover@image',
      'webfeeds:icon',
      'webfeeds:logo',
      'webfeeds:accentColor',
      'webfeeds:related',
    ],
    forbidden: [],
    extras: [
      'webfeeds:cover',
      'webfeeds:icon',
      'webfeeds:logo',
      'webfeeds:accentColor',
      'webfeeds:related',
    ],
    values: { 'webfeeds:related@layout': ['card', 'compact'] },
  },
  item: {
    required: ['title', 'link', 'guid', 'pubDate'],
    wanted: ['content:encoded', 'media:thumbnail'],
    forbidden: [],
    extras: [],
  },
  removal: 'omission',
}

const appleNews: Profile = {
  ...generic,
  specification: 'https://support.apple.com/guide/news-publisher/apdc2c7520ff/icloud',
  files: [RSS],
  feed: { ...NOTHING, required: ['title', 'link', 'language'] },
  item: {
    required: ['title', 'link', 'description'],
    wanted: ['guid', 'pubDate', 'content:encoded'],
    forbidden: [],
    extras: [],
  },
  removal: 'omission',
}

const googleNews: Profile = {
  ...generic,
  specification:
    'https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap',
  files: [{ file: 'news.xml', mediaType: 'application/xml', form: 'sitemap' }],
  feed: NOTHING,
  item: {
    required: [
      'sitemap:loc',
      'news:news/news:publication/news:name',
      'news:news/news:publication/news:language',
      'news:news/news:publication_date',
      'news:news/news:title',
    ],
    wanted: [],
    forbidden: [],
    extras: [],
  },
  limits: { fewest: 0, most: MOST_NEWS, bytes: 50 * MEGABYTE, age: NEWS_AGE },
  takesAll: true,
  campaign: false,
  identity: 'sitemap:loc',
  dates: ['news:news/news:publication_date'],
  removal: 'omission',
}

const ninjs: Profile = {
  ...generic,
  specification: 'https://www.iptc.org/std/ninjs/',
  files: [{ file: 'ninjs.json', mediaType: 'application/json', form: 'ninjs' }],
  feed: { ...NOTHING, required: ['uri', 'standard', 'associations'] },
  item: {
    required: ['uri', 'name', 'type', 'pubStatus', 'version', 'versionCreated', 'headlines'],
    wanted: ['language', 'bodies', 'rightsInfo'],
    forbidden: ['direction', 'dir'],
    extras: [],
    values: {
      type: ['text', 'audio', 'video', 'picture', 'graphic', 'composite', 'component'],
      pubStatus: ['usable', 'withheld', 'canceled'],
    },
  },
  identity: 'uri',
  dates: ['firstCreated', 'version', 'versionCreated'],
  removal: 'canceled',
}

export const PROFILES: Record<ProfileName, Profile> = {
  generic,
  msn,
  smartnews,
  flipboard,
  feedly,
  'apple-news': appleNews,
  'google-news': googleNews,
  ninjs,
}

/** The profile of that name. */
export function profileOf(name: ProfileName): Profile {
  return PROFILES[name]
}

/** How many articles a partner's feed holds at most. */
export function itemsOf({ items, profile }: Pick<Partner, 'items' | 'profile'>): number {
  const { limits, takesAll } = profileOf(profile)
  const { fewest, most } = limits
  return takesAll ? most : Math.min(Math.max(items, fewest), most)
}
