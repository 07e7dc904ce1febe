// Addresses, and the one that a feed says is its own.

import { encodedAddress } from '../text/address.ts'
import type { ParsedFeed } from './feed.ts'
import { type Finding, finding } from './finding.ts'
import { readHtml } from './html.ts'
import { textsOf } from './understood.ts'

// Neither reserved, unreserved nor percent-encoded (RFC 3986 §2).
const RAW = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/

/** Addresses are in ASCII, percent-encoded, hosts in punycode. */
export function unencodedAddress({ addresses }: ParsedFeed): Finding[] {
  return addresses
    .filter(({ value }) => RAW.test(value))
    .map(({ at, name, value }) =>
      finding('unencoded-address', at, { element: name, address: value, right: encoded(value) }),
    )
}

function encoded(address: string): string | undefined {
  try {
    return encodedAddress(address)
  } catch {
    return undefined
  }
}

// RFC 3986 §3.1.
const SCHEME = /^[a-z][a-z0-9+.-]*:/i

/** Addresses are absolute, or there is a base to which they are relative; those in HTML too. */
export function relativeAddress(feed: ParsedFeed): Finding[] {
  const own = feed.addresses
    .filter(({ value, hasBase }) => !hasBase && !SCHEME.test(value))
    .map(({ at, name, value }) =>
      finding('relative-address', at, { element: name, address: value }),
    )
  const inside = textsOf(feed).flatMap(({ text: { kind, value, at, hasBase } }) => {
    if (kind === 'plain' || hasBase) return []
    return readHtml(value)
      .addresses.filter(
        (each) => !/^(?:\s*$|#)/.test(each.value) && !SCHEME.test(each.value.trim()),
      )
      .map((each) => finding('relative-address', at, { element: each.name, address: each.value }))
  })
  return [...own, ...inside]
}

/** RSS 2.0 (by the RSS Advisory Board), Atom and JSON Feed say their own address. */
export function missingSelfLink({ format, version, selfLinks, at }: ParsedFeed): Finding[] {
  const hasPlace = format !== 'rss' || version?.startsWith('2')
  return hasPlace && selfLinks.length === 0 ? [finding('missing-self-link', at, { format })] : []
}
