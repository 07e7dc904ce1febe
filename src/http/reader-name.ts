// What polls a feed, by its User-Agent: one of the names of this file, and nothing else of what it
// says. So the number of names is bounded, and no address or identifier that a User-Agent may hold is
// ever counted under.

/** A reader, as it calls itself. */
export interface Reader {
  /** One of READERS, `browser` or `other`. */
  name: string
  /** For how many people it says that it polls. */
  subscribers: number | undefined
}

// In this order: several call themselves like others too.
const READERS: [name: string, pattern: RegExp][] = [
  ['Feedly', /\bFeedly(?:Bot|App)?\b/i],
  ['Inoreader', /\binoreader\b/i],
  ['Feedbin', /\bFeedbin\b/i],
  ['NewsBlur', /\bNewsBlur\b/i],
  ['The Old Reader', /\btheoldreader\b/i],
  ['BazQux', /\bBazQux\b/i],
  ['Feed Wrangler', /\bFeed ?Wrangler\b/i],
  ['Netvibes', /\bNetvibes\b/i],
  ['Bloglovin', /\bBloglovin\b/i],
  ['Feedspot', /\bFeedspot/i],
  ['Flipboard', /\bFlipboard/i],
  ['Feeder', /\bfeeder\.co\b|\bSpaceCowboys\b|^Feeder\b/i],
  ['NetNewsWire', /\bNetNewsWire\b/i],
  ['Reeder', /\bReeder\b/i],
  ['Miniflux', /\bMiniflux\b/i],
  ['FreshRSS', /\bFreshRSS\b/i],
  ['Tiny Tiny RSS', /\bTiny Tiny RSS\b/i],
  ['CommaFeed', /\bCommaFeed\b/i],
  ['Nextcloud News', /\bNextcloud-News\b/i],
  ['selfoss', /\bselfoss\b/i],
  ['yarr', /^yarr\b/i],
  ['newsboat', /\bnews(?:boat|beuter)\b/i],
  ['Liferea', /\bLiferea\b/i],
  ['Thunderbird', /\bThunderbird\b/i],
  ['QuiteRSS', /\bQuiteRSS\b/i],
  ['RSS Guard', /\brss ?guard\b/i],
  ['Akregator', /\bAkregator\b/i],
  ['NewsFlash', /\bNewsFlash\b/i],
  ['Fluent Reader', /\bFluent ?Reader\b/i],
  ['Vienna', /^Vienna\b/i],
  ['Elfeed', /\bElfeed\b/i],
  ['rss2email', /\brss2email\b/i],
  ['feedparser', /\bfeedparser\b/i],
  ['SimplePie', /\bSimplePie\b/i],
  ['WordPress', /^WordPress\b/i],
  ['Superfeedr', /\bSuperfeedr\b/i],
  ['FeedBurner', /\bFeedBurner\b/i],
  ['Google', /\bFeedFetcher-Google\b|\bGooglebot|\bGoogle-/i],
  ['Bing', /\bbingbot\b/i],
  ['Overcast', /^Overcast\b/i],
  ['Pocket Casts', /\bPocket ?Casts\b/i],
  ['Podcast Addict', /\bPodcastAddict\b/i],
  ['Apple Podcasts', /^(?:iTMS|AppleCoreMedia|Podcasts)\b/],
  ['Telegram', /\bTelegramBot\b/i],
  ['Slack', /\bSlackbot\b/i],
  ['W3C validator', /\bFeedValidator\b|\bW3C_/i],
  ['curl', /^curl\b/i],
  ['wget', /^wget\b/i],
  ['Python', /^python\b|\baiohttp\b|\bhttpx\b/i],
  ['Go', /^Go-http-client\b/],
  ['Node.js', /^(?:node|undici|axios)\b/i],
  ['Java', /^(?:Java|okhttp|Apache-HttpClient)\b/i],
  ['PHP', /^(?:PHP|GuzzleHttp)\b/i],
  ['browser', /^(?:Mozilla\/5\.0|Opera)\b.*\b(?:Chrome|Firefox|Safari|Edg|OPR)\//],
]

/** What is counted under one name, because it has none of ours. */
export const OTHER = 'other'

/**
 * The reader that a `User-Agent` is of. Feedly, Inoreader, Feedbin, NewsBlur, The Old Reader and
 * others say in it for how many people they poll.
 *
 * @example readerOf('Feedbin feed-id:1 - 142 subscribers') // { name: 'Feedbin', subscribers: 142 }
 */
export function readerOf(userAgent: string): Reader {
  const name = READERS.find(([, pattern]) => pattern.test(userAgent))?.[0]
  const said = /\b([0-9]{1,7}) (?:subscriber|reader)s?\b/i.exec(userAgent)?.[1]
  // A program that nobody knows may say anything.
  const subscribers = name === undefined || said === undefined ? undefined : Number(said)
  return { name: name ?? OTHER, subscribers }
}
