// npm run bench: 50 full-text Arabic articles to the bytes of a feed, ours and others', as ratios to
// the limit: the same texts escaped, joined and encoded by hand. Always to bytes: until then engines
// put the copying off.

import { Feed as BaseFeed } from 'feed'
import { generateRssFeed } from 'feedsmith'
import RSS from 'rss'
import { Bench } from 'tinybench'
import type { Article } from '../../src/article/article.ts'
import { publication } from '../../src/article/publication.ts'
import { compose } from '../../src/feed/compose.ts'

const HOME = 'https://news.example/'
const PARAGRAPH =
  '<p dir="rtl">رست صباح الأربعاء في ميناء أصيلة أول باخرة سياحية منذ سنتين، بعد انتهاء أشغال ' +
  'الترميم التي شملت الرصيف &amp; قاعة الانتظار، وقال عاملون إن 5G متاحة فيها.</p>\n'

const articles = Array.from({ length: 50 }, (_, number): Article => {
  const moment = new Date(Date.UTC(2026, 7, 22, 9, number)).toISOString().replace('.000Z', 'Z')
  return {
    id: `tag:news.example,2026:${number}`,
    title: `5G في المغرب: الحلقة ${number} <خاص>`,
    language: 'ar',
    direction: 'rtl',
    published: moment,
    updated: moment,
    visibleFrom: moment,
    authors: [{ name: 'سلمى بنعيسى' }],
    sections: [],
    tags: ['اتصالات', 'موانئ'],
    summary: 'رست صباح الأربعاء في ميناء أصيلة أول باخرة سياحية منذ سنتين.',
    canonical: `${HOME}${number}`,
    enclosures: [],
    content: `<div dir="rtl" lang="ar">${PARAGRAPH.repeat(17)}</div>`,
  }
})

const kept = {
  ...publication.parse({
    title: 'الحدث',
    description: 'أخبار',
    home: HOME,
    address: 'https://feeds.news.example',
    language: 'ar',
  }),
  id: 'tag:news.example,2026:feeds',
}
const everything = { kind: 'all', key: '', title: '', slug: '' } as const
const view = {
  address: kept.address,
  query: '',
  nextQuery: undefined,
  content: 'full',
} as const

function ours(): ReturnType<typeof compose> {
  return compose(kept, everything, articles, view)
}

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function escape(text: string): string {
  return text.replace(/[&<>]/g, (character) => ESCAPED[character] ?? '')
}

function byHand(): string {
  let items = ''
  for (const { id, title, canonical = '', summary = '', content, published, authors } of articles) {
    items +=
      `<item><title>${escape(title)}</title><link>${canonical}</link><guid>${escape(id)}</guid>` +
      `<pubDate>${new Date(published).toUTCString()}</pubDate>` +
      `<dc:creator>${escape(authors[0]?.name ?? '')}</dc:creator>` +
      `<description>${escape(summary)}</description>` +
      `<content:encoded>${escape(content)}</content:encoded></item>`
  }
  return `<?xml version="1.0"?><rss version="2.0"><channel>${items}</channel></rss>`
}

function byFeed(): string {
  const feed = new BaseFeed({ id: HOME, title: kept.title, link: HOME, copyright: '' })
  for (const { id, title, canonical = '', summary, content, published, authors } of articles) {
    feed.addItem({
      id,
      title,
      link: canonical,
      description: summary,
      content,
      date: new Date(published),
      author: authors,
    })
  }
  return feed.rss2()
}

function byFeedsmith(): string {
  return generateRssFeed({
    title: kept.title,
    link: HOME,
    description: kept.description,
    items: articles.map(({ id, title, canonical, summary, content, published, authors }) => ({
      title,
      link: canonical,
      guid: { value: id, isPermaLink: false },
      pubDate: new Date(published),
      description: summary,
      content: { encoded: content },
      dc: { creators: authors.map(({ name }) => name) },
    })),
  })
}

function byRss(): string {
  const feed = new RSS({ title: kept.title, site_url: HOME, feed_url: `${HOME}rss.xml` })
  for (const { id, title, canonical = '', summary = '', content, published, authors } of articles) {
    feed.item({
      title,
      url: canonical,
      guid: id,
      date: published,
      description: summary,
      author: authors[0]?.name,
      custom_elements: [{ 'content:encoded': { _cdata: content } }],
    })
  }
  return feed.xml()
}

const encoder = new TextEncoder()
const LIMIT = 'the limit: escaped and joined by hand'
const WRITERS: [name: string, write: () => string][] = [
  [LIMIT, byHand],
  ['JSON.stringify of the articles', () => JSON.stringify(articles)],
  ['khulasa, RSS', () => ours().rss2()],
  ['khulasa, Atom', () => ours().atom1()],
  ['khulasa, JSON Feed', () => ours().json1()],
  ['rss, RSS', byRss],
  ['feedsmith, RSS', byFeedsmith],
  ['feed, RSS', byFeed],
]

const bench = new Bench({ time: 1500, warmupTime: 500 })
for (const [name, write] of WRITERS) bench.add(name, () => void encoder.encode(write()))
await bench.run()

const medians = new Map(
  bench.tasks.map(({ name, result }) => {
    if (!('latency' in result)) throw new Error(`${name} was not measured`)
    return [name, result.latency.p50]
  }),
)
const limit = medians.get(LIMIT) ?? Number.NaN
const size = Math.round(encoder.encode(ours().rss2()).length / 1024)
console.log(`50 articles, RSS of ${size} KiB, to bytes; medians of one run\n`)
for (const [name, median] of medians) {
  console.log(
    `${name.padEnd(40)} ${median.toFixed(2).padStart(7)} ms  ${(median / limit).toFixed(1)}×`,
  )
}
