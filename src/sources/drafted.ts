// A draft of what another system has: what a draft may not hold is left out and said, where the
// article is whole without it.

import { draft } from '../article/draft.ts'
import { type Issue, issuesOf } from '../article/issues.ts'
import { scriptDirection } from '../text/direction.ts'
import { canonicalLanguage, LanguageTagError, primaryLanguage } from '../text/language.ts'
import { readDate } from '../text/source-dates.ts'
import { truncate } from '../text/truncate.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { detectedLanguage } from './detected-language.ts'
import type { Imported, ImportedItem, ReadOptions } from './imported.ts'

type Fields = Record<string, unknown>
type Note = Imported['notes'][number]

// Without one of these it is another article, or none.
const WHOLE = new Set<PropertyKey | undefined>([
  'id',
  'title',
  'content',
  'published',
  'visibleFrom',
  'language',
  'direction',
  'origin',
])

/** An article of these fields; or a failed one, with everything that is wrong with it. */
export function drafted(given: Fields, notes: Note[], where: string): ImportedItem {
  const fields = withoutEmpty(given)
  const first = draft.safeParse(fields)
  if (first.success) return { kind: 'article', draft: first.data, notes, where }
  const issues = issuesOf(first.error)
  const left = withoutFaulty(fields, issues)
  const second = draft.safeParse(left)
  if (second.success) {
    const leftOut = issues.map(({ path, message }) => ({
      field: path.join('.'),
      detail: `left out: ${message}`,
    }))
    return { kind: 'article', draft: second.data, notes: [...notes, ...leftOut], where }
  }
  const reason = issuesOf(second.error).map(({ path, message }) => `${path.join('.')} ${message}`)
  return { kind: 'failed', where, ...idOf(fields), reason: reason.join('; ') }
}

/** Fields without those that hold nothing. */
export function withoutEmpty(fields: Fields): Fields {
  const isThere = (value: unknown) =>
    value !== undefined && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isThere(value)))
}

function idOf({ id }: Fields): { id?: string } {
  return typeof id === 'string' ? { id } : {}
}

function withoutFaulty(fields: Fields, issues: Issue[]): Fields {
  const left = { ...fields }
  for (const { path } of issues) {
    const [name, index] = path
    if (WHOLE.has(name) || typeof name !== 'string') continue
    const value = left[name]
    if (Array.isArray(value) && typeof index === 'number') {
      // By its place: the places of those after it stay.
      left[name] = value.map((each: unknown, at) => (at === index ? undefined : each))
    } else if (Array.isArray(value) && index === undefined) {
      left[name] = value.slice(0, MOST[name])
    } else delete left[name]
  }
  return Object.fromEntries(
    Object.entries(left).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.filter((each) => each !== undefined) : value,
    ]),
  )
}

// As the schema of drafts has them.
const MOST: Partial<Record<string, number>> = {
  authors: 20,
  enclosures: 20,
  sections: 10,
  tags: 50,
}

/**
 * The first of these dates that can be read, as RFC 3339; one that says no time zone is in the
 * publication's, and noted.
 */
export function dateOf(
  written: string[],
  field: string,
  { publication }: ReadOptions,
  notes: Note[],
): string | undefined {
  const timeZone = publication?.timeZone ?? 'UTC'
  for (const each of written) {
    const date = readDate(each, timeZone)
    if (!date) {
      notes.push({ field, detail: `left out: "${truncate(each, 60)}" is no date that can be read` })
      continue
    }
    const isElsewhere = readDate(each, 'Pacific/Kiritimati')?.getTime() !== date.getTime()
    if (isElsewhere)
      notes.push({ field, detail: `"${each}" names no time zone: read as ${timeZone}` })
    return rfc3339(date)
  }
  return undefined
}

/**
 * The language of an article: the one said, unless its text is in letters that run the other way;
 * else the one that the text is in, if that is not the publication's.
 *
 * @param said as it is written, the nearest first
 * @param text title and beginning, plain
 */
export function languageOf(
  said: (string | undefined)[],
  text: string,
  { publication }: ReadOptions,
  notes: Note[],
): string | undefined {
  const note = (detail: string) => notes.push({ field: 'language', detail })
  const tag = said
    .flatMap((each) => (each === undefined ? [] : canonical(each, note)))
    .find((each) => each !== undefined)
  const isSaid = tag !== undefined && primaryLanguage(tag) !== 'und'
  const found = detectedLanguage(text, isSaid ? tag : publication?.language)
  if (!isSaid) {
    if (found) note(`not said; guessed from the text: ${found}`)
    return found ?? tag
  }
  if (!found || scriptDirection(found) === scriptDirection(tag)) return tag
  note(`said to be ${tag}; its letters are not: guessed from the text: ${found}`)
  return found
}

function canonical(tag: string, note: (detail: string) => void): string | undefined {
  try {
    return canonicalLanguage(tag)
  } catch (error) {
    if (!(error instanceof LanguageTagError)) throw error
    note(`left out: ${error.message}`)
    return undefined
  }
}
