// Addresses, and the one that a feed says is its own.

import { encodedAddress, RAW } from '../text/address.ts'
import type { ParsedFeed } from './feed.ts'
import { type Finding, finding, type Severity } from './finding.ts'
import { readHtml } from './html.ts'
import { textsOf } from './understood.ts'

/** Addresses are in ASCII, percent-encoded, hosts in punycode. Those of Atom may be IRIs. */
export function unencodedAddress({ format, addresses }: ParsedFeed): Finding[] {
  return addresses
    .filter(({ value }) => isRaw(value))
    .map(({ at, name, value }) => {
      const severity = format === 'atom' && !isRaw(value.replace(IRI, '')) ? 'warning' : 'error'
      const data = { element: name, address: value, right: encoded(value) }
      return finding('unencoded-address', at, data, severity)
    })
}

// The ucschar of RFC 3987 §2.2, but for what §4.1 excepts: direction controls.
const IRI =
  /(?![\u200e\u200f\u202a-\u202e])[\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\u{10000}-\u{efffd}]/gu

// Brackets are those of an IPv6 host, or harmless.
function isRaw(address: string): boolean {
  return RAW.test(address.replace(/[[\]]/g, ''))
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
  // In Atom they are IRI references (RFC 4287 §2), which may be relative.
  const severity: Severity = feed.format === 'atom' ? 'warning' : 'error'
  const own = feed.addresses
    .filter(({ value, hasBase }) => !hasBase && !SCHEME.test(value))
    .map(({ at, name, value }) =>
      finding('relative-address', at, { element: name, address: value }, severity),
    )
  const inside = textsOf(feed).flatMap(({ text: { kind, value, at, hasBase } }) => {
    if (kind === 'plain' || hasBase) return []
    return readHtml(value)
      .addresses.filter(
        (each) => !/^(?:\s*$|#)/.test(each.value) && !SCHEME.test(each.value.trim()),
      )
      .map((each) => {
        const data = { element: each.name, address: each.value }
        return finding('relative-address', at, data, 'warning')
      })
  })
  return [...own, ...inside]
}

// Browsers read past white space and controls in it.
function isScript(address: string): boolean {
  return /^(?:java|vb)script:/i.test(address.replace(/[\s\p{Cc}]+/gu, ''))
}

/** No address is a program. */
export function scriptAddress(feed: ParsedFeed): Finding[] {
  const inside = textsOf(feed).flatMap(({ text: { kind, value, at } }) =>
    kind === 'plain' ? [] : readHtml(value).addresses.map((each) => ({ ...each, at })),
  )
  return [...feed.addresses, ...inside]
    .filter(({ value }) => isScript(value))
    .map(({ at, name, value }) => finding('script-address', at, { element: name, address: value }))
}

/** RSS 2.0 (by the RSS Advisory Board), Atom and JSON Feed say their own address. */
export function missingSelfLink({ format, version, selfLinks, at }: ParsedFeed): Finding[] {
  const hasPlace = format !== 'rss' || version?.startsWith('2')
  return hasPlace && selfLinks.length === 0 ? [finding('missing-self-link', at, { format })] : []
}
