// ninjs, the JSON of the IPTC for news, 1.x to 3.x: items, packages of them, and lists.

import { agencyOf } from '../article/credit.ts'
import { plainText } from '../text/markup.ts'
import { readDate } from '../text/source-dates.ts'
import { truncate } from '../text/truncate.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { dateOf, drafted, languageOf } from './drafted.ts'
import type { FeedFile, Note } from './feed-item.ts'
import { ItemError, shallow } from './html-depth.ts'
import type { ImportedItem, ReadOptions } from './imported.ts'
import { readJsonText } from './json-text.ts'
import {
  bodyOf,
  descriptionOf,
  fileOf,
  firstText,
  headlineOf,
  type Members,
  membersOf,
  objectsOf,
  subjectsOf,
} from './ninjs-fields.ts'
import { sourceText } from './source-bytes.ts'
import { SourceError } from './source-error.ts'
import { isRecord } from './yaml.ts'

/** Origin of the articles that come as ninjs. */
export const ORIGIN = 'ninjs'

const MOST_ITEMS = 50_000
// A package holds items that may be packages.
const DEEPEST = 5

/**
 * Reads a ninjs item, a list of them, or an object with a list named `items`.
 *
 * @throws {SourceError} where it is no JSON or no ninjs
 */
export async function* readNinjs(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<ImportedItem> {
  const { text } = await sourceText(chunks)
  const items = itemsOf(readJsonText(text))
  if (items.length > MOST_ITEMS)
    throw refused(`more than ${MOST_ITEMS} items: import a part at a time`)
  for (const [index, item] of items.entries()) {
    yield* articles(item, `item ${index + 1}`, options, undefined, 1)
  }
}

/** Whether a value that was read from JSON is ninjs. */
export function isNinjs(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (!isRecord(first)) return false
  return typeof first.uri === 'string' || (Array.isArray(first.items) && isNinjs(first.items))
}

function itemsOf(value: unknown): unknown[] {
  if (!isNinjs(value)) throw refused('this JSON is no ninjs: an item of it has a "uri"')
  if (Array.isArray(value)) return value
  return isRecord(value) && value.uri === undefined && Array.isArray(value.items)
    ? value.items
    : [value]
}

function refused(message: string): SourceError {
  return new SourceError([{ line: 1, key: '', message }])
}

const WRITTEN = new Set(['text', 'composite', 'undefined'])

/** The article that an item is, and those that are associated with it. */
function* articles(
  value: unknown,
  where: string,
  options: ReadOptions,
  embargo: string | undefined,
  depth: number,
): Generator<ImportedItem> {
  const item = membersOf(value)
  const id = firstText(item, 'uri')
  const left = (kind: 'skipped' | 'failed', reason: string): ImportedItem => ({
    kind,
    where,
    ...(id !== undefined && { id }),
    reason,
  })
  if (id === undefined) return yield left('failed', 'has no uri, which every item of ninjs has')
  if (depth > DEEPEST) return yield left('failed', `a package in ${DEEPEST} packages: no news is`)
  const status = statusOf(item)
  if (status === 'withheld')
    return yield left('skipped', 'pubstatus is withheld: it may not be shown')
  if (status === 'canceled') {
    return yield left('skipped', 'pubstatus is canceled: where it is shown, take it away')
  }
  if (status !== 'usable') {
    return yield left('failed', `pubstatus is ${status}: expected usable, withheld or canceled`)
  }
  const until = later(embargoOf(item, options), embargo)
  if (until === 'unknown')
    return yield left('failed', 'is embargoed, and until when cannot be read')
  const type = String(item.type)
  const body = attempt(() => bodyOf(item))
  if (!WRITTEN.has(type)) yield left('skipped', `its type is ${type}: an article is a text`)
  else if (body instanceof ItemError) yield left('failed', body.message)
  else if (body !== undefined) {
    const found = { id, body, until, where }
    const made = attempt(() => article(item, found, options))
    yield made instanceof ItemError ? left('failed', made.message) : made
  } else if (type !== 'composite')
    yield left('skipped', 'has no body: it only refers to an article')
  let number = 0
  for (const each of objectsOf(item, 'associations')) {
    number += 1
    if (!WRITTEN.has(String(each.type)) || each.type === undefined) continue
    yield* articles(each, `${where}, association ${number}`, options, until, depth + 1)
  }
}

function attempt<T>(read: () => T): T | ItemError {
  try {
    return read()
  } catch (error) {
    if (error instanceof ItemError) return error
    throw error
  }
}

// As `usable`, `stat:usable`, or an address of the IPTC's list of them.
function statusOf(item: Members): string {
  const { pubstatus } = item
  if (pubstatus === undefined || pubstatus === null) return 'usable'
  if (typeof pubstatus !== 'string') return JSON.stringify(pubstatus)
  const status = pubstatus
    .trim()
    .toLowerCase()
    .replace(/^.*[:/]/, '')
  return status === 'cancelled' ? 'canceled' : status || '""'
}

function embargoOf(item: Members, { publication }: ReadOptions): string | undefined {
  const written = ['embargoed', 'embargoeduntil']
    .map((name) => item[name])
    .find((each) => each !== undefined && each !== null && each !== '')
  if (written === undefined) return undefined
  const date =
    typeof written === 'string' ? readDate(written, publication?.timeZone ?? 'UTC') : undefined
  return date ? rfc3339(date) : 'unknown'
}

function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined || one === 'unknown') return one ?? other
  return one > other ? one : other
}

interface Found {
  id: string
  body: string
  until: string | undefined
  where: string
}

function article(
  item: Members,
  { id, body, until, where }: Found,
  options: ReadOptions,
): ImportedItem {
  const notes: Note[] = []
  const fail = (reason: string): ImportedItem => ({ kind: 'failed', where, id, reason })
  const text = plainText(shallow(body))
  const title = headlineOf(item, notes) ?? beginningOf(text, notes)
  if (title === undefined) return fail('has no headline and no text')
  const dates = datesOf(item, options, notes)
  if (dates === undefined) return fail('has no versioncreated or firstcreated that can be read')
  const by = firstText(item, 'byline', 'by')?.replace(/^(?:by|par|بقلم)\s*:?\s+/i, '')
  const { image, enclosures } = mediaOf(item, notes)
  for (const name of ['expires', 'usageterms', 'copyrightnotice']) {
    const said = firstText(item, name)
    if (said !== undefined) notes.push({ field: name, detail: `left out: ${truncate(said, 120)}` })
  }
  const fields = {
    id,
    title,
    language: languageOf([firstText(item, 'language')], `${title}\n${text}`, options, notes),
    ...dates,
    visibleFrom: until,
    authors: by === undefined ? undefined : [{ name: by }],
    tags: [...new Set(subjectsOf(item))],
    summary: descriptionOf(item),
    image,
    enclosures,
    ...creditOf(item),
    content: body,
    origin: ORIGIN,
  }
  return drafted(fields, notes, where)
}

function beginningOf(text: string, notes: Note[]): string | undefined {
  const [beginning = ''] = text.split('\n')
  if (beginning === '') return undefined
  notes.push({ field: 'title', detail: 'not said: the beginning of the text stands for it' })
  return truncate(beginning, 100)
}

function datesOf(
  item: Members,
  options: ReadOptions,
  notes: Note[],
): { published: string; updated?: string } | undefined {
  const of = (field: string, ...names: string[]) =>
    dateOf(
      names.flatMap((name) => firstText(item, name) ?? []),
      field,
      options,
      notes,
    )
  const updated = of('updated', 'versioncreated')
  const published = of('published', 'firstcreated', 'contentcreated') ?? updated
  if (published === undefined) return undefined
  return updated === undefined || updated <= published ? { published } : { published, updated }
}

/** Who is named as its source: an agency is a credit, anybody else a source. */
function creditOf(item: Members): { source?: { name: string }; credit?: string } {
  const names = ['infosource', 'infosources']
    .flatMap((name) => objectsOf(item, name))
    .flatMap((each) => firstText(each, 'name') ?? [])
  const holder = firstText(item, 'copyrightholder')
  const credit = [...names, ...(holder === undefined ? [] : [holder])].find(
    (name) => agencyOf(name) !== undefined,
  )
  const source = names.find((name) => agencyOf(name) === undefined)
  return { ...(source !== undefined && { source: { name: source } }), ...(credit && { credit }) }
}

function mediaOf(item: Members, notes: Note[]): { image?: object; enclosures?: FeedFile[] } {
  const usable = objectsOf(item, 'associations').filter((each) => {
    const isUsable = statusOf(each) === 'usable' && each.embargoed === undefined
    if (!isUsable)
      notes.push({ field: 'associations', detail: `left out: ${nameOf(each)}, not usable` })
    return isUsable
  })
  const of = (...types: string[]) => usable.filter(({ type }) => types.includes(String(type)))
  const pictures = of('picture', 'graphic').flatMap((each) => {
    const file = fileOf(each)
    return file ? [{ file, alt: descriptionOf(each), credit: firstText(each, 'byline', 'by') }] : []
  })
  const [first, ...others] = pictures
  if (others.length > 0) {
    notes.push({ field: 'image', detail: `left out: ${others.length} more than the first` })
  }
  const enclosures = of('audio', 'video').flatMap((each) => {
    const file = fileOf(each)
    if (!file) return []
    const { url, type, bytes, duration } = file
    return [{ url, type, bytes, duration, title: headlineOf(each, []) }]
  })
  if (!first) return { enclosures }
  const { url, type, bytes, width, height } = first.file
  const { alt, credit } = first
  return {
    image: { url, type, bytes, width, height, alt: alt && truncate(alt, 1000), credit },
    enclosures,
  }
}

function nameOf(item: Members): string {
  return firstText(item, 'name', 'uri') ?? 'one without a name'
}
