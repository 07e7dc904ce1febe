// JSON Feed 1.0 and 1.1 as a parsed feed.

import type { Direction } from '../text/direction.ts'
import type { Address, DateText, Mistyped, ParsedFeed, ParsedItem, Text, Value } from './feed.ts'
import { hasArray, type JsonObject, mistyped, objectsOf, textMember } from './json.ts'

const VERSION = /^https?:\/\/jsonfeed\.org\/version\/(.+)$/

type Types = Record<string, Mistyped['expected']>

const FEED: Types = {
  ...strings('version title home_page_url feed_url description user_comment next_url'),
  ...strings('icon favicon language'),
  expired: 'boolean',
  author: 'object',
  authors: 'objects',
  hubs: 'objects',
  items: 'objects',
}
const ITEM: Types = {
  ...strings('id url external_url title content_html content_text summary image banner_image'),
  ...strings('date_published date_modified language'),
  tags: 'strings',
  author: 'object',
  authors: 'objects',
  attachments: 'objects',
}
const AUTHOR = strings('name url avatar')
const ATTACHMENT: Types = {
  ...strings('url mime_type title'),
  size_in_bytes: 'number',
  duration_in_seconds: 'number',
}

function strings(names: string): Types {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'string']))
}

/** The feed of a document; none where nothing says that it is one. */
export function readJsonFeed(root: JsonObject): ParsedFeed | undefined {
  const version = textMember(root, 'version')
  const isFeed = version !== undefined && VERSION.test(version.value)
  if (!isFeed && !hasArray(root, 'items')) return undefined
  const items = objectsOf(root, 'items')
  const all = [root, ...items]
  const home = textMember(root, 'home_page_url')
  return {
    name: 'feed',
    at: root.at,
    format: 'json',
    version: isFeed ? VERSION.exec(version.value)?.[1] : undefined,
    title: text(root, 'title', 'plain'),
    hasTitle: root.members.has('title'),
    hasDescription: true,
    link: home,
    texts: [text(root, 'description', 'plain')].filter((each) => each !== undefined),
    language: textMember(root, 'language'),
    saidDirection: saidDirection(root),
    hasAuthor: true,
    hasItems: root.members.has('items'),
    items: items.map(item),
    selfLinks: members([root], ['feed_url']),
    languages: members(all, ['language']),
    dates: members(items, ['date_published', 'date_modified']).map((value): DateText => ({
      ...value,
      form: 'rfc3339',
    })),
    addresses: addresses(all),
    mailboxes: [],
    dirAttributes: [],
    enclosures: items
      .flatMap((each) => objectsOf(each, 'attachments'))
      .map((attachment) => ({
        name: 'attachment',
        at: attachment.at,
        missing: ['url', 'mime_type'].filter((name) => !textMember(attachment, name)),
      })),
    repeated: [],
    mistyped: [
      ...mistyped(root, FEED),
      ...items.flatMap((each) => mistyped(each, ITEM)),
      ...all.flatMap((each) => [
        ...objectsOf(each, 'authors').flatMap((author) => mistyped(author, AUTHOR)),
        ...objectsOf(each, 'author').flatMap((author) => mistyped(author, AUTHOR)),
        ...objectsOf(each, 'attachments').flatMap((file) => mistyped(file, ATTACHMENT)),
      ]),
    ],
  }
}

function item(each: JsonObject): ParsedItem {
  const texts = [
    text(each, 'summary', 'plain'),
    text(each, 'content_text', 'plain'),
    text(each, 'content_html', 'html'),
  ]
  return {
    name: 'item',
    at: each.at,
    id: textMember(each, 'id', 'numbers'),
    title: text(each, 'title', 'plain'),
    hasTitle: each.members.has('title'),
    link: textMember(each, 'url'),
    texts: texts.filter((one) => one !== undefined),
    language: textMember(each, 'language'),
    saidDirection: saidDirection(each),
    hasAuthor: true,
    hasContent: ['content_html', 'content_text'].some((name) => each.members.has(name)),
  }
}

function text(object: JsonObject, name: string, kind: Text['kind']): Text | undefined {
  const value = textMember(object, name)
  return value && { ...value, kind }
}

function members(objects: JsonObject[], names: string[]): Value[] {
  return objects.flatMap((object) => names.flatMap((name) => textMember(object, name) ?? []))
}

function addresses(all: JsonObject[]): Address[] {
  const names = ['home_page_url', 'feed_url', 'next_url', 'icon', 'favicon', 'url']
  const values = [
    ...members(all, [...names, 'external_url', 'image', 'banner_image']),
    ...all.flatMap((object) => [
      ...members(objectsOf(object, 'authors'), ['url', 'avatar']),
      // JSON Feed 1.0.
      ...members(objectsOf(object, 'author'), ['url', 'avatar']),
      ...members(objectsOf(object, 'attachments'), ['url']),
      ...members(objectsOf(object, 'hubs'), ['url']),
    ]),
  ]
  return values.map((value) => ({ ...value, hasBase: false }))
}

/** What an extension says under the name `direction`. */
function saidDirection(object: JsonObject): Direction | undefined {
  for (const name of object.members.keys()) {
    if (!/^_[a-z]/i.test(name)) continue
    for (const extension of objectsOf(object, name)) {
      const said = textMember(extension, 'direction')?.value
      if (said === 'rtl' || said === 'ltr') return said
    }
  }
  return undefined
}
