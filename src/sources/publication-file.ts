// publication.yaml: whose feeds these are.

import { issuesOf } from '../article/issues.ts'
import { type Publication, publication } from '../article/publication.ts'
import { unixLines } from './plain-text.ts'
import { SourceError } from './source-error.ts'
import { isRecord, located, readYaml, type Yaml } from './yaml.ts'

/** Its name in the folder of the articles. */
export const PUBLICATION_FILE = 'publication.yaml'

/** What the file gave. */
export interface PublicationFile {
  publication: Publication
  /** Line of a field of the publication. */
  lineOf: Yaml['lineOf']
}

/**
 * Reads a publication.
 *
 * @throws {SourceError} with line and key of everything that is wrong
 */
export function readPublicationFile(text: string): PublicationFile {
  const { values, lineOf } = readYaml(unixLines(text))
  const { author, cleaning } = values
  const parsed = publication.safeParse({
    ...values,
    author: typeof author === 'string' ? { name: author } : author,
    cleaning: isRecord(cleaning) ? withSwitches(cleaning) : cleaning,
  })
  if (!parsed.success) throw new SourceError(located(issuesOf(parsed.error), lineOf))
  return { publication: parsed.data, lineOf }
}

const SWITCHES = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
])

/** A map in which `true` and `false` are no texts. */
export function withSwitches(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, SWITCHES.get(value) ?? value]),
  )
}
