// JSON Feed 1.0 and 1.1.

import type { Direction } from '../text/direction.ts'
import { absoluteHtml } from './feed-html.ts'
import {
  absolute,
  bounded,
  type FeedAuthor,
  type FeedDocument,
  type FeedFile,
  type FeedItem,
  itemOr,
  withoutReferences,
} from './feed-item.ts'
import { typeOf } from './feed-media.ts'
import type { Skipped } from './imported.ts'
import {
  mistypedMembers,
  numberMember,
  objectMembers,
  textMember,
  textMembers,
} from './json-text.ts'
import { paragraphs, paragraphsHtml } from './plain-text.ts'
import { isRecord } from './yaml.ts'

type Values = Record<string, unknown>

/** Whether a JSON object says that it is a feed, or looks like one. */
export function isJsonFeed(root: Values): boolean {
  const version = textMember(root, 'version')
  return (
    (version !== undefined && /^https?:\/\/jsonfeed\.org\/version\//.test(version)) ||
    (Array.isArray(root.items) && root.uri === undefined)
  )
}

/**
 * The feed of a JSON object.
 *
 * @param address where it was fetched from
 */
export function readJsonFeed(root: Values, address?: string): FeedDocument {
  const home = textMember(root, 'home_page_url')
  const base = address ?? textMember(root, 'feed_url') ?? home
  const around = authorsOf(root, base)
  const items: unknown[] = Array.isArray(root.items) ? root.items : []
  return {
    publication: {
      title: textMember(root, 'title'),
      description: textMember(root, 'description'),
      home: home && absolute(home, base),
      language: textMember(root, 'language'),
    },
    direction: directionOf(root),
    dated: [],
    items: bounded(items).map((each, index) => itemOf(each, `item ${index + 1}`, base, around)),
    next: textMember(root, 'next_url'),
    notes: [],
  }
}

const TYPES = {
  id: 'string number',
  url: 'string',
  title: 'string',
  content_html: 'string',
  content_text: 'string',
  summary: 'string',
  date_published: 'string',
  date_modified: 'string',
  tags: 'list string',
  authors: 'list object',
  attachments: 'list object',
  language: 'string',
  image: 'string',
}

function itemOf(
  each: unknown,
  where: string,
  base: string | undefined,
  around: FeedAuthor[],
): FeedItem | Skipped {
  if (!isRecord(each)) return { where, reason: 'it is no object' }
  return itemOr(where, () => item(each, where, base, around))
}

function item(
  each: Values,
  where: string,
  base: string | undefined,
  around: FeedAuthor[],
): FeedItem {
  const notes: FeedItem['notes'] = mistypedMembers(each, TYPES).map((field) => ({
    field,
    detail: 'left out: it is of another type than it should be',
  }))
  const link = textMember(each, 'url') ?? textMember(each, 'external_url')
  const id = textMember(each, 'id') ?? numberMember(each, 'id')?.toString()
  const title = textMember(each, 'title')
  const html = textMember(each, 'content_html')
  const text = textMember(each, 'content_text')
  const summary = textMember(each, 'summary')
  const own = authorsOf(each, base)
  return {
    where,
    id,
    link: link && absolute(link, base),
    title: title && withoutReferences(title, 'title', notes),
    content: html ? absoluteHtml(html, base) : text && paragraphsHtml(paragraphs(text)),
    summary: summary && withoutReferences(summary, 'summary', notes),
    published: textMembers(each, 'date_published'),
    updated: textMembers(each, 'date_modified'),
    authors: own.length > 0 ? own : around,
    tags: textMembers(each, 'tags'),
    language: textMember(each, 'language'),
    direction: directionOf(each),
    images: ['image', 'banner_image'].flatMap((name) => {
      const address = textMember(each, name)
      return address ? [imageOf(absolute(address, base))] : []
    }),
    enclosures: objectMembers(each, 'attachments').flatMap((file) => attachmentOf(file, base)),
    notes,
  }
}

function imageOf(url: string): FeedFile {
  return { url, type: typeOf(url, 'image') }
}

function attachmentOf(file: Values, base: string | undefined): FeedFile[] {
  const address = textMember(file, 'url')
  if (address === undefined) return []
  const url = absolute(address, base)
  return [
    {
      url,
      type: textMember(file, 'mime_type')?.toLowerCase() ?? typeOf(url),
      bytes: numberMember(file, 'size_in_bytes'),
      duration: numberMember(file, 'duration_in_seconds'),
      title: textMember(file, 'title'),
    },
  ]
}

// JSON Feed 1.0 has one, as `author`.
function authorsOf(object: Values, base: string | undefined): FeedAuthor[] {
  return [...objectMembers(object, 'authors'), ...objectMembers(object, 'author')].flatMap(
    (each) => {
      const name = textMember(each, 'name')
      const url = textMember(each, 'url')
      return name === undefined ? [] : [{ name, ...(url && { url: absolute(url, base) }) }]
    },
  )
}

/** What an extension says under the name `direction` (rule 12). */
function directionOf(object: Values): Direction | undefined {
  const said = Object.entries(object)
    .filter(([name, value]) => /^_[a-z]/i.test(name) && isRecord(value))
    .map(([, value]) => (isRecord(value) ? value.direction : undefined))
  return said.find((each) => each === 'rtl' || each === 'ltr')
}
