// What a format wants to be there, and in the form that it wants.

import type { ParsedFeed, ParsedItem, Part } from './feed.ts'
import { type Finding, finding } from './finding.ts'

/** What each format requires: RSS 2.0 (channel, item), RFC 4287 §4.1, JSON Feed 1.1. */
export function missingElement(feed: ParsedFeed): Finding[] {
  const { link, version, hasItems, id, updated, hasAuthor, items } = feed
  const title = feed.hasTitle || undefined
  if (feed.format === 'rss') {
    return [
      ...missing(feed, { title, link, description: feed.hasDescription || undefined }),
      ...items.flatMap((item) => (item.hasContent ? [] : missingOf(item, 'title'))),
    ]
  }
  if (feed.format === 'json') {
    return [
      ...missing(feed, { version, title, items: hasItems || undefined }),
      ...items.flatMap((item) => (item.hasContent ? [] : missingOf(item, 'content_html'))),
    ]
  }
  return [
    ...missing(feed, { title, id, updated }),
    ...(hasAuthor || items.length > 0 ? [] : missingOf(feed, 'author')),
    ...items.flatMap((item) => missingInEntry(item, hasAuthor)),
  ]
}

function missingInEntry(entry: ParsedItem, feedHasAuthor: boolean): Finding[] {
  const { hasTitle, updated, hasAuthor, hasContent } = entry
  return missing(entry, {
    title: hasTitle || undefined,
    updated,
    author: hasAuthor || feedHasAuthor || undefined,
    content: hasContent || undefined,
  })
}

function missing(parent: Part, wanted: Record<string, unknown>): Finding[] {
  return Object.entries(wanted)
    .filter(([, value]) => value === undefined)
    .flatMap(([name]) => missingOf(parent, name))
}

function missingOf({ at, name: parent }: Part, element: string): Finding[] {
  return [finding('missing-element', at, { element, parent })]
}

/** What may be there once is there once: readers take the one or the other. */
export function duplicateElement({ repeated }: ParsedFeed): Finding[] {
  return repeated.map(({ at, name: element, parent }) =>
    finding('duplicate-element', at, { element, parent }),
  )
}

/** JSON Feed 1.1: members are of their types. Readers make a string of an id that is a number. */
export function wrongType({ mistyped }: ParsedFeed): Finding[] {
  return mistyped.map(({ at, name: element, expected, found, count }) => {
    const severity = element === 'id' && found === 'number' ? 'warning' : 'error'
    return finding('wrong-type', at, { element, expected, count }, severity)
  })
}

/** RSS: author, managingEditor and webMaster are e-mail addresses. */
export function bareAuthor({ mailboxes }: ParsedFeed): Finding[] {
  return mailboxes
    .filter(({ value }) => !/[^\s@<>()]@[^\s@<>()]/.test(value))
    .map(({ at, name, value }) => finding('bare-author', at, { element: name, value }))
}

/** RSS: an enclosure has url, length and type; JSON Feed: an attachment url and mime_type. */
export function incompleteEnclosure({ enclosures }: ParsedFeed): Finding[] {
  return enclosures.flatMap(({ at, name, missing }) =>
    missing.map((each) => finding('incomplete-enclosure', at, { element: name, missing: each })),
  )
}
