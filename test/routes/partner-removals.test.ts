// What each profile makes of an article that a partner was delivered and may have no longer.

import { beforeEach, describe, expect, it } from 'vitest'
import type { ProfileName } from '../../src/article/partner.ts'
import {
  articlePath,
  draftOf,
  HOUR,
  keyOf,
  type Newsroom,
  openNewsroom,
  putPartner,
} from '../newsroom.ts'
import { jsonFeed } from '../json-feed-schema.ts'
import { strict } from '../strict.ts'

let newsroom: Newsroom

beforeEach(async () => {
  newsroom = await openNewsroom()
})

const TITLE = 'عنوان طويل بما يكفي لكل شريك'

async function leave(status: 'withheld' | 'killed' | 'deleted'): Promise<void> {
  const path = articlePath('a')
  const response =
    status === 'deleted'
      ? await newsroom.call('DELETE', path)
      : await newsroom.call('PUT', `${path}/status`, { status, reason: 'حكم قضائي' })
  expect(response.ok).toBe(true)
}

/** The document before and after the article has left. */
async function polled(
  profile: ProfileName,
  file: string,
  status: Parameters<typeof leave>[0] = 'withheld',
): Promise<[before: string, after: string]> {
  await newsroom.publish(
    draftOf('a', { title: TITLE, canonical: 'https://news.example/a', sections: [] }),
  )
  await putPartner(newsroom, 'nabd', { profile })
  const Authorization = `Bearer ${await keyOf(newsroom, 'nabd')}`
  const poll = async () => {
    const response = await newsroom.get(`/partners/nabd/${file}`, { Authorization })
    expect(response.status).toBe(200)
    return response.text()
  }
  const before = await poll()
  newsroom.now += HOUR
  await leave(status)
  return [before, await poll()]
}

describe('an article that was taken back', () => {
  it.each([
    ['generic', 'rss.xml', 'item'],
    ['flipboard', 'rss.xml', 'item'],
    ['feedly', 'rss.xml', 'item'],
    ['apple-news', 'rss.xml', 'item'],
    ['google-news', 'news.xml', 'url'],
  ] as const)('is left out of %s: %s', async (profile, file, name) => {
    const [before, after] = await polled(profile, file)
    const entries = (document: string) => {
      const root = strict(document)
      return (root.one('channel') ?? root).all(name).length
    }
    expect([entries(before), entries(after)]).toEqual([1, 0])
    expect(after).not.toContain(TITLE)
  })

  it('is left out of JSON Feed', async () => {
    const [before, after] = await polled('generic', 'feed.json')
    expect([before, after].map((each) => jsonFeed(each).items.length)).toEqual([1, 0])
  })

  it('has a tombstone in Atom', async () => {
    const [before, after] = await polled('generic', 'atom.xml')
    const names = (document: string) => strict(document).elements.map((each) => each.name)
    expect(names(before)).not.toContain('at:deleted-entry')
    expect(names(after)).toContain('at:deleted-entry')
    expect(names(after)).not.toContain('entry')
  })

  it('has come to an end for MSN', async () => {
    const [, after] = await polled('msn', 'rss.xml')
    const [item, ...others] = strict(after).the('channel').all('item')
    expect(others).toEqual([])
    expect(item?.texts('dcterms:valid')).toEqual(['end=2026-08-22T13:00:00Z; scheme=W3C-DTF'])
    expect(item?.texts('guid')).toEqual(['a'])
  })

  it('is deleted for SmartNews', async () => {
    const [, after] = await polled('smartnews', 'rss.xml')
    const items = strict(after).the('channel').all('item')
    expect(items.map((each) => each.texts('media:status'))).toEqual([['deleted']])
  })

  it.each([
    ['withheld', 'withheld'],
    ['killed', 'canceled'],
    ['deleted', 'canceled'],
  ] as const)('that is %s is %s in ninjs', async (status, said) => {
    const of = (document: string) =>
      (JSON.parse(document) as { associations: { pubStatus: string }[] }).associations.map(
        ({ pubStatus }) => pubStatus,
      )
    const documents = await polled('ninjs', 'ninjs.json', status)
    expect(documents.map(of)).toEqual([['usable'], [said]])
  })
})
