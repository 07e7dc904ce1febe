// What each item is known by.

import type { ParsedFeed, ParsedItem } from './feed.ts'
import { type Finding, finding } from './finding.ts'

/** Every item has an id, which RSS 2.0 leaves to it. Older ones had no place for it, but for 1.0. */
export function missingId(feed: ParsedFeed): Finding[] {
  if (feed.version?.startsWith('0.9')) return []
  const element = feed.format === 'rss' ? (feed.version === '1.0' ? 'rdf:about' : 'guid') : 'id'
  const severity = element === 'guid' ? 'warning' : 'error'
  return feed.items
    .filter(({ id }) => id === undefined)
    .map(({ at, name }) => finding('missing-id', at, { element, parent: name }, severity))
}

/** No two items have one id; in Atom two versions of one entry may (RFC 4287 §4.1.1). */
export function duplicateId(feed: ParsedFeed): Finding[] {
  const first = new Map<string, number>()
  return feed.items.flatMap((item) => {
    const { id } = item
    if (!id) return []
    const key = keyOf(item, feed)
    const line = first.get(key)
    if (line === undefined) {
      first.set(key, id.at.line)
      return []
    }
    return [finding('duplicate-id', id.at, { element: id.name, id: id.value, line })]
  })
}

function keyOf({ id, updated }: ParsedItem, { format }: ParsedFeed): string {
  return JSON.stringify([id?.value, format === 'atom' ? updated?.value : undefined])
}

/** A guid that is no address says `isPermaLink="false"`: without it readers follow it (RSS 2.0). */
export function guidNotAddress({ items }: ParsedFeed): Finding[] {
  return items.flatMap(({ guid }) =>
    guid?.isPermaLink && !/^[a-z][a-z0-9+.-]*:\/\/\S/i.test(guid.value)
      ? [finding('guid-not-address', guid.at, { guid: guid.value })]
      : [],
  )
}
