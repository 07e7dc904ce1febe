// The three documents of a feed, each through its judge.

import type { Feed } from '../../src/feed/feed.ts'
import type { Item } from '../../src/feed/item.ts'
import { type JsonFeed, type JsonFeedItem, jsonFeed } from '../json-feed-schema.ts'
import { strict, type StrictElement } from '../strict.ts'

export interface Documents {
  rss: StrictElement
  channel: StrictElement
  atom: StrictElement
  json: JsonFeed
}

export function documents(feed: Pick<Feed, 'rss2' | 'atom1' | 'json1'>): Documents {
  const rss = strict(feed.rss2())
  return {
    rss,
    channel: rss.the('channel'),
    atom: strict(feed.atom1()),
    json: jsonFeed(feed.json1()),
  }
}

export interface Entry {
  rss: StrictElement
  atom: StrictElement
  json: JsonFeedItem
}

/** The only entry of a feed that has one. */
export function onlyEntry({ channel, atom, json }: Documents): Entry {
  const [item, ...others] = json.items
  if (!item || others.length > 0) throw new Error('expected one entry')
  return { rss: channel.the('item'), atom: atom.the('entry'), json: item }
}

/** The least that an item needs. */
export function itemOf(changes: Partial<Item> = {}): Item {
  return {
    title: 'قمة المناخ في دبي',
    id: 'tag:news.example,2026:1',
    link: 'https://news.example/1',
    date: new Date('2026-08-22T09:00:00Z'),
    ...changes,
  }
}
