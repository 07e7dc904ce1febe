// What an item of an export says, in WordPress's own words, and whether it is public.

import { readDate } from '../text/source-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import type { WxrElement } from './wordpress-elements.ts'

/** The text of the first child of this name; empty where there is none. */
export function childText({ children }: WxrElement, name: string): string {
  return children.find((child) => child.name === name)?.text ?? ''
}

/** A category, a tag, a language: what an item is filed under. */
export interface Term {
  /** `nicename`: as it is in the database, percent-encoded. */
  slug: string
  name: string
}

/** The terms of an item in a taxonomy: `category`, `post_tag`. */
export function terms({ children }: WxrElement, taxonomy: string): Term[] {
  return children
    .filter(({ name, attributes }) => name === 'category' && attributes.domain === taxonomy)
    .map(({ attributes, text }) => ({ slug: attributes.nicename ?? '', name: text }))
    .filter(({ slug, name }) => slug !== '' && name.trim() !== '')
}

/** What is kept of an item under a key: `_thumbnail_id`. */
export function metas({ children }: WxrElement, key: string): string[] {
  return children
    .filter((child) => child.name === 'wp:postmeta' && childText(child, 'wp:meta_key') === key)
    .map((child) => childText(child, 'wp:meta_value'))
}

/** A moment of an item, and whether it is written in local time only. */
export interface WxrMoment {
  /** RFC 3339. */
  moment: string
  isLocal: boolean
}

/**
 * The moment of `wp:post_date` or `wp:post_modified`: the one in UTC, else the local one.
 *
 * @param timeZone IANA name: of the local one
 */
export function momentOf(
  element: WxrElement,
  name: string,
  timeZone: string,
): WxrMoment | undefined {
  const utc = dateOf(childText(element, `${name}_gmt`), 'UTC')
  const date = utc ?? dateOf(childText(element, name), timeZone)
  return date && { moment: rfc3339(date), isLocal: utc === undefined }
}

// `0000-00-00 00:00:00` is WordPress's word for none.
function dateOf(text: string, timeZone: string): Date | undefined {
  return text.startsWith('0000-') ? undefined : readDate(text, timeZone)
}

/**
 * Why an item is no public post: `draft`, `password-protected`; `undefined` where it is one.
 *
 * @param now what is dated later is not public yet
 */
export function withheld(element: WxrElement, now: Date): string | undefined {
  const type = childText(element, 'wp:post_type').trim()
  if (type !== 'post') return type === '' ? 'no wp:post_type' : type
  const status = childText(element, 'wp:status').trim()
  if (status === 'future') return 'scheduled'
  if (status !== 'publish') return status === '' ? 'no wp:status' : status
  if (childText(element, 'wp:post_password') !== '') return 'password-protected'
  const published = momentOf(element, 'wp:post_date', 'UTC')
  return published && new Date(published.moment) > now ? 'scheduled' : undefined
}
