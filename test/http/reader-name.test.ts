import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readerOf } from '../../src/http/reader-name.ts'

const CHROMIUM =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

describe('readerOf', () => {
  it.each<[string, string, number | undefined]>([
    [
      'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; like FeedFetcher-Google)',
      'Feedly',
      16,
    ],
    ['Mozilla/5.0 (compatible; inoreader.com; 12 subscribers)', 'Inoreader', 12],
    ['Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 1 subscriber; )', 'Inoreader', 1],
    ['Feedbin feed-id:1373711 - 142 subscribers', 'Feedbin', 142],
    ['NewsBlur Feed Fetcher - 3 subscribers - http://www.newsblur.com/site/1/', 'NewsBlur', 3],
    ['Mozilla/5.0 (compatible; theoldreader.com; 4 subscribers; feed-id=a1)', 'The Old Reader', 4],
    ['BazQux/2.4 (+https://bazqux.com/fetcher; 3 subscribers)', 'BazQux', 3],
    ['Netvibes (http://www.netvibes.com/; 7 subscribers; feedID: 1)', 'Netvibes', 7],
    ['Mozilla/5.0 (compatible; Miniflux/2.2.4; +https://miniflux.app)', 'Miniflux', undefined],
    ['FreshRSS/1.24.1 (Linux; https://freshrss.org)', 'FreshRSS', undefined],
    ['newsboat/2.37 (Linux x86_64)', 'newsboat', undefined],
    ['NetNewsWire (RSS Reader; https://netnewswire.com/)', 'NetNewsWire', undefined],
    ['feedparser/6.0.11 +https://github.com/kurtmckee/feedparser/', 'feedparser', undefined],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0',
      'Thunderbird',
      undefined,
    ],
    ['curl/8.5.0', 'curl', undefined],
    [CHROMIUM, 'browser', undefined],
    ['', 'other', undefined],
    ['Mozilla/5.0 (compatible; Somebody/1.0; 9 subscribers)', 'other', undefined],
    ['karim@news.example 192.0.2.7', 'other', undefined],
  ])('%s is %s', (userAgent, name, subscribers) => {
    expect(readerOf(userAgent)).toEqual({ name, subscribers })
  })

  it('has a bounded number of names, whatever is sent', () => {
    const names = new Set<string>()
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (userAgent) => {
        const { name, subscribers } = readerOf(userAgent)
        names.add(name)
        return subscribers === undefined || subscribers < 10_000_000
      }),
      { numRuns: 500 },
    )
    expect(names.size).toBeLessThan(60)
  })
})
