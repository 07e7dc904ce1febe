// What front matter says, as the fields of a draft.

import { quoted } from '../text/quoted.ts'
import { readDate } from '../text/source-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import type { SourceIssue } from './source-error.ts'
import { isRecord, type Yaml } from './yaml.ts'

type Values = Yaml['values']
type LineOf = Yaml['lineOf']

const NUMBERS = ['bytes', 'width', 'height', 'duration']

/** Front matter in the words of a draft: one name or several, figures as numbers. */
export function draftFieldsOf(values: Values, issues: SourceIssue[], lineOf: LineOf): Values {
  const { section, sections, authors, source, tags, image, enclosures, ...others } = values
  if (section !== undefined && sections !== undefined) {
    const message = 'say section or sections, not both'
    issues.push({ line: lineOf(['sections']), key: 'section', message })
  }
  return {
    ...others,
    sections: listOf(sections ?? section),
    authors: listOf(authors)?.map(named),
    tags: typeof tags === 'string' ? separated(tags) : tags,
    source: named(source),
    image: withNumbers(typeof image === 'string' ? { url: image } : image),
    enclosures: listOf(enclosures)?.map(withNumbers),
  }
}

/** `tags: خبر، 5G`: a comma is no part of a tag that stands in no list. */
function separated(text: string): string[] {
  const parts = text.split(/[,،]/).map((part) => part.trim())
  return parts.filter((part) => part !== '')
}

/** One value or several, as a list. */
export function listOf(value: unknown): unknown[] | undefined {
  if (value === undefined) return undefined
  return Array.isArray(value) ? value : [value]
}

function named(value: unknown): unknown {
  return typeof value === 'string' ? { name: value } : value
}

function withNumbers(value: unknown): unknown {
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, NUMBERS.includes(key) ? figure(each) : each]),
  )
}

/** A text that is a number, as that number; anything else as it is. */
export function figure(value: unknown): unknown {
  return typeof value === 'string' && /^[0-9]+(\.[0-9]+)?$/.test(value) ? Number(value) : value
}

const DATES = ['published', 'updated', 'visibleFrom']

/**
 * The dates of an article, in UTC.
 *
 * @param path whose date counts where the front matter says no `published`
 * @param timeZone IANA name: of dates without an offset
 */
export function datesOf(
  path: string,
  values: Values,
  timeZone: string,
  issues: SourceIssue[],
  lineOf: LineOf,
): Values {
  const dates: Values = {}
  for (const name of DATES) {
    const given = values[name] ?? (name === 'published' ? dateOfPath(path) : undefined)
    if (given === undefined) continue
    const date = typeof given === 'string' ? readDate(given, timeZone) : undefined
    if (date) dates[name] = rfc3339(date)
    else issues.push({ line: lineOf([name]), key: name, message: notADate(given) })
  }
  if (values.published === undefined && dateOfPath(path) === undefined) {
    const message = 'is missing; a file may say it in its name too, as in 2026-08-22-slug.md'
    issues.push({ line: 1, key: 'published', message })
  }
  return dates
}

function dateOfPath(path: string): string | undefined {
  return /(?:^|\/)(\d{4}-\d{2}-\d{2})(?!\d)[^/]*$/.exec(path)?.[1]
}

/** What is said of a date that cannot be read. */
export function notADate(given: unknown): string {
  const shown = typeof given === 'string' ? given : JSON.stringify(given)
  return `${quoted(shown)} is not a date that can only be read in one way; write 2026-08-22 10:30`
}
