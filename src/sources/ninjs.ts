// ninjs, the JSON of the IPTC for news, 1.x to 3.x: items, packages of them, and lists.

import { agencyOf } from '../article/credit.ts'
import { plainText } from '../text/markup.ts'
import { truncate } from '../text/truncate.ts'
import { dateOf, drafted, languageOf } from './drafted.ts'
import { bounded, type FeedFile, type Note } from './feed-item.ts'
import { ItemError, shallow } from './html-depth.ts'
import type { ImportedItem, ReadOptions, Skipped } from './imported.ts'
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
import { embargoOf, later, statusOf } from './ninjs-status.ts'
import { sourceText } from './source-bytes.ts'
import { SourceError } from './source-error.ts'
import { isRecord } from './yaml.ts'

/** Origin of the articles that come as ninjs. */
export const ORIGIN = 'ninjs'

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
  const items = bounded(itemsOf(readJsonText(text)))
  for (const [index, item] of items.entries()) {
    yield* articles(item, { where: `item ${index + 1}`, options, embargo: undefined, depth: 1 })
  }
}

/** Whether a value that was read from JSON is ninjs. */
function isNinjs(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (!isRecord(first)) return false
  return typeof first.uri === 'string' || (Array.isArray(first.items) && isNinjs(first.items))
}

function itemsOf(value: unknown): unknown[] {
  if (!isNinjs(value)) throw SourceError.atStart('this JSON is no ninjs: an item of it has a "uri"')
  if (Array.isArray(value)) return value
  return isRecord(value) && value.uri === undefined && Array.isArray(value.items)
    ? value.items
    : [value]
}

const WRITTEN = new Set(['text', 'composite'])

function typeOf(item: Members): string {
  return item.type === undefined ? 'text' : (firstText(item, 'type') ?? 'no text')
}

/** Where an item stands, and what is true of all that is in it. */
interface Around {
  where: string
  options: ReadOptions
  /** Nothing in it is shown before. */
  embargo: string | undefined
  depth: number
}

/** The article that an item is, and those that are associated with it. */
function* articles(value: unknown, around: Around): Generator<ImportedItem> {
  const { where, options, depth } = around
  const item = membersOf(value)
  const id = firstText(item, 'uri')
  const embargo = later(embargoOf(item, options), around.embargo)
  const refusal = refusalOf(item, embargo, depth)
  if (id === undefined || refusal) {
    yield { kind: 'failed', reason: NO_URI, ...refusal, where, ...(id !== undefined && { id }) }
    return
  }
  const own = ownArticle(item, id, { ...around, embargo })
  if (own) yield own
  for (const [index, each] of objectsOf(item, 'associations').entries()) {
    if (each.type === undefined || !WRITTEN.has(typeOf(each))) continue
    const place = `${where}, association ${index + 1}`
    yield* articles(each, { where: place, options, embargo, depth: depth + 1 })
  }
}

type Refusal = Pick<Skipped, 'reason'> & { kind: 'failed' }

// It may be public here, and no import takes anything away.
const TAKE = 'it may not be shown; where it is published, take it away (khulasa withhold)'

const NO_URI = 'has no uri, which every item of ninjs has'

/** Why neither an item nor anything in it is taken. */
function refusalOf(item: Members, embargo: string | undefined, depth: number): Refusal | undefined {
  const failed = (reason: string): Refusal => ({ kind: 'failed', reason })
  if (firstText(item, 'uri') === undefined) return failed(NO_URI)
  if (depth > DEEPEST) return failed(`a package in ${DEEPEST} packages: no news is`)
  const status = statusOf(item)
  if (status === 'withheld' || status === 'canceled')
    return failed(`pubstatus is ${status}: ${TAKE}`)
  if (status !== 'usable') {
    return failed(`pubstatus is ${status}: expected usable, withheld or canceled`)
  }
  return embargo === 'unknown' ? failed('is embargoed, and until when cannot be read') : undefined
}

/** None of a package, which is what is in it. */
function ownArticle(item: Members, id: string, around: Around): ImportedItem | undefined {
  const { where } = around
  const type = typeOf(item)
  if (!WRITTEN.has(type)) {
    return { kind: 'skipped', where, id, reason: `its type is ${type}: an article is a text` }
  }
  const made = attempt(() => {
    const body = bodyOf(item)
    return body === undefined ? undefined : article(item, id, body, around)
  })
  if (made instanceof ItemError) return { kind: 'failed', where, id, reason: made.message }
  if (made || type === 'composite') return made
  return { kind: 'skipped', where, id, reason: 'has no body: it only refers to an article' }
}

function attempt<T>(read: () => T): T | ItemError {
  try {
    return read()
  } catch (error) {
    if (error instanceof ItemError) return error
    throw error
  }
}

function article(
  item: Members,
  id: string,
  body: string,
  { where, options, embargo }: Around,
): ImportedItem {
  const notes: Note[] = []
  const fail = (reason: string): ImportedItem => ({ kind: 'failed', where, id, reason })
  const text = plainText(shallow(body))
  const title = headlineOf(item, notes) ?? beginningOf(text, notes)
  if (title === undefined) return fail('has no headline and no text')
  const dates = datesOf(item, options, notes)
  if (dates === undefined) return fail('has no versioncreated or firstcreated that can be read')
  const by = firstText(item, 'byline', 'by')?.replace(/^(?:by|par|بقلم)\s*:?\s+/i, '')
  const { image, enclosures } = mediaOf(item, options, notes)
  for (const name of ['expires', 'usageterms', 'copyrightnotice']) {
    const said = firstText(item, name)
    if (said !== undefined) notes.push({ field: name, detail: `left out: ${truncate(said, 120)}` })
  }
  const fields = {
    id,
    title,
    language: languageOf([firstText(item, 'language')], `${title}\n${text}`, options, notes),
    ...dates,
    visibleFrom: embargo,
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

function mediaOf(
  item: Members,
  options: ReadOptions,
  notes: Note[],
): { image?: object; enclosures?: FeedFile[] } {
  const usable = objectsOf(item, 'associations').filter((each) => {
    const isUsable = statusOf(each) === 'usable' && embargoOf(each, options) === undefined
    if (!isUsable)
      notes.push({ field: 'associations', detail: `left out: ${nameOf(each)}, not usable` })
    return isUsable
  })
  const of = (...types: string[]) => usable.filter((each) => types.includes(typeOf(each)))
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
