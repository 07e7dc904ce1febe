import { describe, expect, it } from 'vitest'
import { withoutKey } from '../../src/cli/fetch-feed.ts'

const basic = (who: string) => ({
  Authorization: `Basic ${Buffer.from(who, 'utf8').toString('base64')}`,
})

describe('withoutKey', () => {
  it.each([
    ['https://news.example/feed?a=1', 'https://news.example/feed?a=1', {}],
    ['https://nabd:khp_a@news.example/feed', 'https://news.example/feed', basic('nabd:khp_a')],
    ['https://nabd@news.example/feed', 'https://news.example/feed', basic('nabd:')],
    ['https://%D8%A7:50%25@news.example/', 'https://news.example/', basic('ا:50%')],
    ['https://a:50%zz@news.example/', 'https://news.example/', basic('a:50%zz')],
    ['feeds/rss.xml', 'feeds/rss.xml', {}],
  ])('of %s is %s', (address, bare, headers) => {
    expect(withoutKey(address)).toEqual({ bare, shown: bare, headers })
  })

  it.each([
    'https://news.example/partners/khp_a-B_9/rss.xml',
    'https://nabd:khp_other@news.example/partners/khp_a-B_9/rss.xml',
  ])('shows no key that %s has in its path, and asks with it', (address) => {
    const { bare, shown } = withoutKey(address)
    expect(bare).toBe('https://news.example/partners/khp_a-B_9/rss.xml')
    expect(shown).toBe('https://news.example/partners/khp_…/rss.xml')
  })
})
