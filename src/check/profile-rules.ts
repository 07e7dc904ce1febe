// What partners want of a feed, by the profile: one rule for each kind of figure.

import type { ProfileName } from '../article/partner.ts'
import type { Fields, Profile } from '../article/profile.ts'
import { canonicalLanguage, primaryLanguage } from '../text/language.ts'
import { readDate } from '../text/source-dates.ts'
import { BEGINNING, type Value } from './feed.ts'
import { type Finding, finding } from './finding.ts'
import type { ProfileDocument, ProfilePart } from './profile-document.ts'

/** A document, and what it is held against. */
export interface Profiled {
  document: ProfileDocument
  name: ProfileName
  profile: Profile
  /** Of the document. */
  bytes: number
  /** ms since 1970. */
  now: number
}

const HOUR = 60 * 60 * 1000
const MEGABYTE = 1024 * 1024

/** What the partner requires is there, in the feed and in each item that is not taken back. */
export function missingField(checked: Profiled): Finding[] {
  const { document, profile } = checked
  return [
    ...missingIn(document.feed, profile.feed, checked),
    ...document.items.flatMap((item) =>
      isTakenBack(item, checked)
        ? missing(item, [profile.identity], checked)
        : missingIn(item, profile.item, checked),
    ),
  ]
}

function missingIn(part: ProfilePart, fields: Fields<string>, checked: Profiled): Finding[] {
  return [
    ...missing(part, fields.required, checked),
    ...missing(part, fields.wanted, checked).map(warning),
  ]
}

function missing(part: ProfilePart, paths: readonly string[], { name }: Profiled): Finding[] {
  return paths
    .filter((path) => part.find(path).length === 0)
    .map((path) =>
      finding('profile-missing', part.at, { profile: name, element: path, parent: part.name }),
    )
}

function warning(found: Finding): Finding {
  return { ...found, severity: 'warning' }
}

/** What the partner forbids is not there. */
export function forbiddenField({ document, name, profile }: Profiled): Finding[] {
  const forbidden = (part: ProfilePart, paths: readonly string[]) =>
    paths
      .flatMap((path) => part.find(path))
      .map(({ at, name: element }) => finding('profile-forbidden', at, { profile: name, element }))
  return [
    ...forbidden(document.feed, profile.feed.forbidden),
    ...document.items.flatMap((item) => forbidden(item, profile.item.forbidden)),
  ]
}

/** Where the partner knows some words only, one of them stands. */
export function unknownValue({ document, name, profile }: Profiled): Finding[] {
  const unknown = (part: ProfilePart, { values = {} }: Fields<string>) =>
    Object.entries(values).flatMap(([path, words]) =>
      part
        .find(path)
        .filter(({ value }) => !words.includes(value))
        .map(({ at, name: element, value }) =>
          finding('profile-value', at, { profile: name, element, value, known: words.join(', ') }),
        ),
    )
  return [
    ...unknown(document.feed, profile.feed),
    ...document.items.flatMap((item) => unknown(item, profile.item)),
  ]
}

// A mark is no character of a title.
const MARK = /^[\u200e\u200f]/

/** Titles are as long as the partner takes them. */
export function titleLength(checked: Profiled): Finding[] {
  const { name, profile } = checked
  const limit = profile.limits.title
  if (!limit) return []
  return standing(checked)
    .flatMap((item) => item.find('title'))
    .flatMap(({ at, value }) => {
      const { length } = value.replace(MARK, '')
      if (length >= limit.fewest && length <= limit.most) return []
      return [finding('profile-title', at, { profile: name, title: value, length, ...limit })]
    })
}

/** Images are as wide as the partner wants them, and say whose they are. */
export function imageField(checked: Profiled): Finding[] {
  const {
    name: profile,
    profile: { limits, imageCredit },
  } = checked
  return standing(checked)
    .flatMap((item) => item.parts('media:content[medium=image]'))
    .flatMap((image) => [
      ...narrow(image, limits.width ?? 0, profile),
      ...(imageCredit ? missing(image, ['media:credit'], checked) : []),
    ])
}

function narrow(image: ProfilePart, fewest: number, profile: ProfileName): Finding[] {
  if (fewest === 0) return []
  const [said] = image.find('@width')
  const width = said && Number(said.value)
  if (width === undefined) {
    return [finding('profile-image', image.at, { profile, width, fewest }, 'warning')]
  }
  return width >= fewest ? [] : [finding('profile-image', image.at, { profile, width, fewest })]
}

/** There are as many items as the partner wants, and no more than it reads. */
export function itemCount(checked: Profiled): Finding[] {
  const { document, name, profile } = checked
  const { fewest, most } = profile.limits
  const count = standing(checked).length
  if (count >= fewest && document.items.length <= most) return []
  const limit = count < fewest ? fewest : most
  const found = count < fewest ? count : document.items.length
  return [finding('profile-items', document.feed.at, { profile: name, count: found, limit })]
}

/** The document is no larger than what the partner reads. */
export function documentSize({ name, profile, bytes }: Profiled): Finding[] {
  const { bytes: most } = profile.limits
  if (bytes <= most) return []
  const megabytes = most / MEGABYTE
  return [finding('profile-size', BEGINNING, { profile: name, bytes, megabytes })]
}

/** No item is older than the partner takes it. */
export function itemAge({ document, name, profile, now }: Profiled): Finding[] {
  const { age } = profile.limits
  const [published = ''] = profile.dates
  if (age === undefined) return []
  return document.items
    .flatMap((item) => item.find(published))
    .filter(({ value }) => now - (momentOf(value) ?? now) > age)
    .map(({ at, value }) =>
      finding('profile-age', at, { profile: name, date: value, hours: age / HOUR }),
    )
}

/** Where the partner wants one language, all items are in that of the feed. */
export function oneLanguage(checked: Profiled): Finding[] {
  const { document, name, profile } = checked
  const [feed] = document.feed.find('language')
  if (!profile.oneLanguage || !feed) return []
  return document.items
    .flatMap((item) => item.find('dc:language')[0] ?? item.find('@xml:lang')[0] ?? [])
    .filter(({ value }) => primary(value) !== primary(feed.value))
    .map(({ at, value }) =>
      finding('profile-language', at, { profile: name, language: value, feed: feed.value }),
    )
}

function primary(tag: string): string {
  try {
    return primaryLanguage(canonicalLanguage(tag))
  } catch {
    return tag
  }
}

/** Where the partner wants none, links have no campaign parameters. */
export function campaignParameter({ document, name, profile }: Profiled): Finding[] {
  if (profile.campaign) return []
  return document.items
    .flatMap((item) => [...item.find('link'), ...item.find('sitemap:loc')])
    .filter(({ value }) => /[?&]utm_/.test(value))
    .map(({ at, value }) => finding('profile-campaign', at, { profile: name, address: value }))
}

/** A removal says when it was: with the date of before, the partner skips it. */
export function removalDate(checked: Profiled): Finding[] {
  const { document, name, profile } = checked
  return document.items
    .filter((item) => isTakenBack(item, checked))
    .filter((item) => profile.dates.every((path) => item.find(path).length === 0))
    .map(({ at, name: parent }) =>
      finding('profile-missing', at, {
        profile: name,
        element: profile.dates.at(-1) ?? '',
        parent,
      }),
    )
}

function standing(checked: Profiled): ProfilePart[] {
  return checked.document.items.filter((item) => !isTakenBack(item, checked))
}

/** Whether an item says that it may be had no longer, by the way of its profile. */
function isTakenBack(item: ProfilePart, { profile, now }: Profiled): boolean {
  const says = (path: string, words: string[]) =>
    item.find(path).some(({ value }) => words.includes(value))
  if (profile.removal === 'status') {
    return says('media:status', ['deleted']) || says('media:status@state', ['deleted'])
  }
  if (profile.removal === 'canceled') return says('pubStatus', ['canceled', 'withheld'])
  if (profile.removal !== 'expiry') return false
  return [...item.find('dcterms:valid'), ...item.find('mi:expirationDate')].some(
    (each) => endOf(each) <= now,
  )
}

// A moment, or a period of DCMI: `start=…; end=…; scheme=W3C-DTF`.
function endOf({ value }: Value): number {
  const [, end = value] = /(?:^|;)\s*end=([^;]*)/.exec(value) ?? []
  return momentOf(end.trim()) ?? Number.POSITIVE_INFINITY
}

function momentOf(value: string): number | undefined {
  return readDate(value, 'UTC')?.getTime()
}
