// An item of a feed as a draft.

import { resolveDirection } from '../text/direction.ts'
import { key } from '../text/key.ts'
import { plainText } from '../text/markup.ts'
import { truncate } from '../text/truncate.ts'
import { dateOf, drafted, languageOf, withoutEmpty } from './drafted.ts'
import type { FeedDocument, FeedFile, FeedItem } from './feed-item.ts'
import { shallow } from './html-depth.ts'
import type { ImportedItem, ReadOptions } from './imported.ts'

/** Origin of the articles that come from feeds. */
export const ORIGIN = 'feed'

// In grapheme clusters: as long as headlines are.
const LONGEST_TITLE = 100
const LONGEST_SUMMARY = 5000

/** The article that an item is; `failed` where there is none that could be published. */
export function feedDraft(item: FeedItem, feed: FeedDocument, options: ReadOptions): ImportedItem {
  const notes = [...item.notes]
  const id = item.id ?? item.link
  const fail = (reason: string): ImportedItem => ({
    kind: 'failed',
    where: item.where,
    ...(id && { id }),
    reason,
  })
  if (id === undefined) return fail('has no id and no link to know it again by')
  if (item.id === undefined) notes.push({ field: 'id', detail: 'not said: its link stands for it' })
  const content = item.content ?? ''
  const text = plainText(shallow(content))
  const title = titleOf(item.title, text || item.summary, notes)
  if (title === undefined) return fail('has no title and no text')
  if (text === '' && item.images.length + item.enclosures.length === 0) {
    notes.push({ field: 'content', detail: 'there is none' })
  }
  const dates = datesOf(item, options, notes) ?? otherDate(item, feed, options, notes)
  if (dates === undefined) return fail(noDate(item))
  const language = languageOf(
    [item.language, feed.publication.language],
    `${title}\n${text}`,
    options,
    notes,
  )
  const effective = language ?? options.publication?.language
  const [image, ...others] = item.images
  if (others.length > 0) {
    notes.push({ field: 'image', detail: `left out: ${others.length} more than the first` })
  }
  const said = item.direction ?? (item.language ? undefined : feed.direction)
  const fields = {
    id,
    title,
    language,
    direction: said === resolveDirection(undefined, effective, title) ? undefined : said,
    ...dates,
    authors: item.authors,
    tags: distinct(item.tags),
    summary: summaryOf(item.summary, text, notes),
    canonical: item.link,
    image: image && imageOf(image),
    enclosures: item.enclosures.flatMap((each) => enclosureOf(each, notes)),
    source: item.source === undefined ? undefined : { name: item.source },
    content,
    origin: ORIGIN,
  }
  return drafted(fields, notes, item.where)
}

function titleOf(
  title: string | undefined,
  text: string | undefined,
  notes: FeedItem['notes'],
): string | undefined {
  const said = title?.replace(/\s+/g, ' ').trim()
  if (said) return said
  const [beginning = ''] = (text ?? '').trim().split('\n')
  if (beginning === '') return undefined
  notes.push({ field: 'title', detail: 'not said: the beginning of the text stands for it' })
  return truncate(beginning, LONGEST_TITLE)
}

function datesOf(
  item: FeedItem,
  options: ReadOptions,
  notes: FeedItem['notes'],
): { published: string; updated?: string } | undefined {
  const published = dateOf(item.published, 'published', options, notes)
  const updated = dateOf(item.updated, 'updated', options, notes)
  if (published !== undefined) {
    return updated === undefined || updated === published ? { published } : { published, updated }
  }
  if (updated === undefined) return undefined
  notes.push({ field: 'published', detail: 'not said: the date of its update stands for it' })
  return { published: updated }
}

// RSS 0.9x has no dates of items.
function otherDate(
  { published, updated, link }: FeedItem,
  { dated }: FeedDocument,
  options: ReadOptions,
  notes: FeedItem['notes'],
): { published: string } | undefined {
  if (published.length + updated.length > 0) return undefined
  const [, year, month, day] = /\/(\d{4})\/(\d{2})\/(\d{2})(?:\/|$)/.exec(link ?? '') ?? []
  const ofLink = year === undefined ? [] : [`${year}-${month}-${day}`]
  const found = dateOf(ofLink, 'published', options, notes)
  const date = found ?? dateOf(dated, 'published', options, notes)
  if (date === undefined) return undefined
  const what = found === undefined ? 'date of the feed' : 'day in its address'
  notes.push({ field: 'published', detail: `not said: the ${what} stands for it` })
  return { published: date }
}

function noDate({ published, updated }: FeedItem): string {
  const [written] = [...published, ...updated]
  if (written === undefined) return 'has no date, and none is made up'
  return `has no date that can be read in one way: "${truncate(written, 60)}"`
}

/** Tags that share a key are one tag (rule 31). */
function distinct(tags: string[]): string[] {
  const trimmed = tags.map((tag) => tag.replace(/\s+/g, ' ').trim()).filter((tag) => tag !== '')
  return [...new Map(trimmed.toReversed().map((tag) => [key(tag), tag])).values()].toReversed()
}

// One that says what the text says anyway is none.
function summaryOf(
  summary: string | undefined,
  text: string,
  notes: FeedItem['notes'],
): string | undefined {
  const plain = summary?.replace(/\s+/g, ' ').trim()
  if (!plain || plain === text.replace(/\s+/g, ' ')) return undefined
  if (plain.length <= LONGEST_SUMMARY) return plain
  notes.push({ field: 'summary', detail: `cut to ${LONGEST_SUMMARY} characters` })
  return truncate(plain.slice(0, LONGEST_SUMMARY).toWellFormed(), LONGEST_SUMMARY)
}

function imageOf({ url, type, bytes, width, height, credit }: FeedFile) {
  return withoutEmpty({ url, type, bytes, width, height, credit })
}

function enclosureOf(
  { url, type, bytes, title, duration }: FeedFile,
  notes: FeedItem['notes'],
): object[] {
  if (type !== undefined) return [withoutEmpty({ url, type, bytes, title, duration })]
  notes.push({ field: 'enclosures', detail: `left out: ${url} says no media type` })
  return []
}
