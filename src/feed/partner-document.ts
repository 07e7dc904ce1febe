// The documents of partners: entries of articles that they may have, in the shape that they take.
// Pure: no I/O, no clock.

import type { Article } from '../article/article.ts'
import type { Form } from '../article/profile.ts'
import { profileOf } from '../article/profiles.ts'
import { ninjs } from './ninjs.ts'
import { partnerFeed } from './partner-feed.ts'
import type { PartnerForm, PartnerSurroundings, Recipient, Taken } from './partner-form.ts'
import { newsSitemap } from './partner-sitemap.ts'
import { partnerArticle, type Unfit, unfitFor } from './partner-item.ts'
import { bytesOf, joined, type Piece, separated } from './utf8.ts'

export type { PartnerSurroundings, Taken } from './partner-form.ts'

const FORMS: Record<Form, PartnerForm> = {
  rss: partnerFeed('rss'),
  atom: partnerFeed('atom'),
  json: partnerFeed('json'),
  sitemap: newsSitemap,
  ninjs,
}

/**
 * A permitted article as it stands in the document of a partner; nothing where the profile cannot
 * take it, because its title is too short, or it is in another language than the feed.
 *
 * @param file one of the files of the partner's profile
 * @throws {TypeError} when the profile has no such file
 */
export function partnerEntry(
  file: string,
  article: Article,
  surroundings: PartnerSurroundings,
): Uint8Array | undefined {
  const to = recipient(surroundings)
  const form = formOf(file, to)
  const own = partnerArticle(article, to)
  const entry = own && form.entry(own, to)
  return entry && rendered(entry)
}

/**
 * A permitted article as the partner has it, whatever the file; nothing where the profile cannot
 * take it.
 */
export function articleFor(
  article: Article,
  surroundings: PartnerSurroundings,
): Article | undefined {
  return partnerArticle(article, recipient(surroundings))
}

/** Why the profile cannot take a permitted article; nothing where it can. */
export function unfit(article: Article, surroundings: PartnerSurroundings): Unfit | undefined {
  return unfitFor(article, recipient(surroundings))
}

/** A document of a partner. */
export interface PartnerDocument {
  bytes: Uint8Array
  /** How many of the entries stand in it, from the first on. */
  kept: number
}

/**
 * The document with these entries, newest first. As many of the oldest as it takes are left out
 * where it would be larger than the profile's limit; what was taken back never is.
 *
 * @param file one of the files of the partner's profile
 * @param entries of `partnerEntry` for the same file and the same surroundings
 * @param taken what the partner was delivered and may have no longer
 * @param updated the newest moment that any entry or removal has to show
 * @throws {TypeError} when the profile has no such file
 */
export function partnerDocument(
  file: string,
  entries: readonly Uint8Array[],
  taken: readonly Taken[],
  surroundings: PartnerSurroundings,
  updated: Date | undefined,
): PartnerDocument {
  const to = recipient(surroundings)
  const form = formOf(file, to)
  const frame = form.frame(taken, to, updated)
  const between = rendered(frame.between)
  const removals = taken.flatMap((each) => form.removal(each, to) ?? []).map(rendered)
  const start = joined([rendered(frame.head), ...separated(removals, between)])
  const end = rendered(frame.tail)
  const room = to.profile.limits.bytes - start.length - end.length
  const kept = fitting(entries, room, between.length)
  const first = removals.length > 0 && kept.length > 0 ? [between] : []
  const bytes = joined([start, ...first, ...separated(kept, between), end])
  return { bytes, kept: kept.length }
}

const recipients = new WeakMap<PartnerSurroundings, Recipient>()

/** The same for all entries of the same surroundings. */
function recipient(surroundings: PartnerSurroundings): Recipient {
  const known = recipients.get(surroundings)
  if (known) return known
  const found = { ...surroundings, profile: profileOf(surroundings.partner.profile) }
  recipients.set(surroundings, found)
  return found
}

function formOf(file: string, { partner, profile }: Recipient): PartnerForm {
  const known = profile.files.find((each) => each.file === file)
  if (known) return FORMS[known.form]
  const files = profile.files.map((each) => each.file).join(', ')
  throw new TypeError(`the profile ${partner.profile} has no file ${file}: expected ${files}`)
}

/** The first of them that go into so many bytes. */
function fitting(
  entries: readonly Uint8Array[],
  most: number,
  between: number,
): readonly Uint8Array[] {
  let left = most
  const end = entries.findIndex(({ length }) => {
    left -= length + between
    return left < 0
  })
  return end < 0 ? entries : entries.slice(0, end)
}

function rendered(piece: Piece): Uint8Array {
  return bytesOf([piece])
}
