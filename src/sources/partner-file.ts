// partners/{id}.yaml: a partner. Beside what `PUT /api/partners/{id}` takes, one name may stand for a
// list of one, and a date may be written as in an article.

import { issuesOf } from '../article/issues.ts'
import { type Partner, partner } from '../article/partner.ts'
import { readDate } from '../text/source-dates.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { ORIGIN } from './article-file.ts'
import { figure, listOf, notADate } from './front-matter.ts'
import { unixLines } from './plain-text.ts'
import { withSwitches } from './publication-file.ts'
import { SourceError, type SourceIssue } from './source-error.ts'
import { isRecord, located, readYaml, type Yaml } from './yaml.ts'

type Values = Yaml['values']

/** What stands under this is meant as a partner's file. */
export const PARTNER_FILE = /^partners\/.*\.ya?ml$/i

/** What a file gave. */
export interface PartnerFile {
  partner: Partner
  /** Line of a field of the partner. */
  lineOf: Yaml['lineOf']
}

/**
 * The id of the partner of a file, which is its name.
 *
 * @param path path inside the folder, with `/`
 * @returns nothing where a partner's file is not called like this
 */
export function partnerIdOf(path: string): string | undefined {
  return /^partners\/([^/]+)\.yaml$/.exec(path)?.[1]
}

/**
 * Reads a partner's file.
 *
 * @param path path inside the folder, with `/`
 * @param timeZone IANA name: of dates without an offset
 * @throws {SourceError} with line and key of everything that is wrong
 */
export function readPartnerFile(path: string, text: string, timeZone: string): PartnerFile {
  const id = partnerIdOf(path)
  if (id === undefined) throw new SourceError([{ line: 1, key: '', message: MISPLACED }])
  const { values, lineOf } = readYaml(unixLines(text))
  const issues: SourceIssue[] = []
  if (values.id !== undefined && values.id !== id) {
    const message = `is not the name of the file: leave it out, or write ${id}`
    issues.push({ line: lineOf(['id']), key: 'id', message })
  }
  const dates = datesOf(values, timeZone, issues, lineOf)
  const parsed = partner.safeParse({ origin: ORIGIN, ...fieldsOf(values), ...dates, id })
  if (!parsed.success) issues.push(...located(issuesOf(parsed.error), lineOf))
  if (issues.length > 0 || !parsed.success) {
    throw new SourceError(issues.sort((one, other) => one.line - other.line))
  }
  return { partner: parsed.data, lineOf }
}

const MISPLACED =
  "a partner's file is called partners/ID.yaml, with the id of the partner: rename it"

function fieldsOf(values: Values): Values {
  const { sections, tags, languages, rights, body, items, delay, attribution } = values
  return {
    ...values,
    sections: listOf(sections),
    tags: listOf(tags),
    languages: listOf(languages),
    rights: isRecord(rights) ? eachOf(rights, listOf) : rights,
    body: isRecord(body) ? eachOf(body, figure) : body,
    items: figure(items),
    delay: figure(delay),
    attribution: isRecord(attribution) ? withSwitches(attribution) : attribution,
  }
}

function eachOf(values: Values, read: (value: unknown) => unknown): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, read(value)]))
}

/** The moments at which it begins and ends, in UTC; what is no date is left out. */
function datesOf(
  values: Values,
  timeZone: string,
  issues: SourceIssue[],
  lineOf: Yaml['lineOf'],
): Values {
  const dates: Values = {}
  for (const name of ['start', 'end']) {
    const given = values[name]
    if (given === undefined) continue
    const date = typeof given === 'string' ? readDate(given, timeZone) : undefined
    dates[name] = date && rfc3339(date)
    if (!date) issues.push({ line: lineOf([name]), key: name, message: notADate(given) })
  }
  return dates
}
