// publication.yaml: whose feeds these are.

import { issuesOf } from '../article/issues.ts'
import { type Publication, publication } from '../article/publication.ts'
import { unixLines } from './plain-text.ts'
import { SourceError } from './source-error.ts'
import { isRecord, located, readYaml } from './yaml.ts'

/** Its name in the folder of the articles. */
export const PUBLICATION_FILE = 'publication.yaml'

/**
 * Reads a publication.
 *
 * @throws {SourceError} with line and key of everything that is wrong
 */
export function readPublicationFile(text: string): Publication {
  const { values, lineOf } = readYaml(unixLines(text))
  const { author, cleaning } = values
  const parsed = publication.safeParse({
    ...values,
    author: typeof author === 'string' ? { name: author } : author,
    cleaning: isRecord(cleaning) ? withSwitches(cleaning) : cleaning,
  })
  if (!parsed.success) throw new SourceError(located(issuesOf(parsed.error), lineOf))
  return parsed.data
}

const SWITCHES = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
])

function withSwitches(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, SWITCHES.get(value) ?? value]),
  )
}
