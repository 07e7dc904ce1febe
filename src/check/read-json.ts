// JSON Feed 1.0 and 1.1 as a parsed feed.

import type { Direction } from '../text/direction.ts'
import type { Address, DateText, ParsedFeed, ParsedItem, Text, Value } from './feed.ts'
import { hasArray, type JsonObject, objectsOf, textMember } from './json.ts'

const VERSION = /^https?:\/\/jsonfeed\.org\/version\/(.+)$/

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
    hasTitle: hasText(root, 'title'),
    hasDescription: true,
    link: home,
    texts: [text(root, 'description', 'plain')].filter((each) => each !== undefined),
    language: textMember(root, 'language'),
    saidDirection: saidDirection(root),
    hasAuthor: true,
    hasItems: hasArray(root, 'items'),
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
    hasTitle: hasText(each, 'title'),
    link: textMember(each, 'url'),
    texts: texts.filter((one) => one !== undefined),
    language: textMember(each, 'language'),
    saidDirection: saidDirection(each),
    hasAuthor: true,
    hasContent: ['content_html', 'content_text'].some((name) => hasText(each, name)),
  }
}

/** Whether a member is a text, if only an empty one. */
function hasText(object: JsonObject, name: string): boolean {
  return typeof object.members.get(name)?.node.value === 'string'
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
