// What a person reads when a folder has been published.

import path from 'node:path'
import { type FolderContent, writeProblem } from './folder.ts'
import type { Outcome } from './publish-folder.ts'
import type { FileProblem } from './source-article.ts'
import type { SyncRun } from './sync-record.ts'

const MOST_NAMED = 3

/** What cleaning and sanitising did, a line each. */
export function notes({ path: folder }: FolderContent, outcome: Outcome): string[] {
  return outcome.notes.map(
    ({ file, field, detail }) => `${path.join(folder, file)}: ${field}: ${detail}`,
  )
}

/** What the folder's owner should mend, a line each. */
export function complaints(content: FolderContent, outcome: Outcome): string[] {
  return [
    ...aboutIds(content),
    ...outcome.warnings.map((warning) => `warning: ${warning}`),
    ...problemsOf(outcome).map((problem) => writeProblem(content.path, problem)),
  ]
}

/** `26 articles: 3 new, 1 changed, 22 unchanged`, and the same of partners, where there are any. */
export function summary(outcome: Outcome): string {
  const articles = counted(outcome, 'article')
  return hasAny(outcome.partners)
    ? `${counted(outcome.partners, 'partner')}\n${articles}`
    : articles
}

function counted(counts: Counts, what: string): string {
  const { created, updated, unchanged, removed } = counts
  const parts = [
    [created, 'new'],
    [updated, 'changed'],
    [unchanged, 'unchanged'],
    [removed, 'removed'],
    [refusedOf(counts.problems), 'not published'],
  ] as const
  const said = parts.filter(([number]) => number > 0).map(([number, part]) => `${number} ${part}`)
  const total = created + updated + unchanged
  return `${total} ${total === 1 ? what : `${what}s`}${said.length > 0 ? ': ' : ''}${said.join(', ')}`
}

function hasAny({ created, updated, unchanged, removed, problems }: Counts): boolean {
  return created + updated + unchanged + removed + problems.length > 0
}

type Counts = Pick<Outcome, 'created' | 'updated' | 'unchanged' | 'removed' | 'problems'>

/** What is wrong with files of partners and of articles. */
export function problemsOf({ partners, problems }: Outcome): FileProblem[] {
  return [...partners.problems, ...problems]
}

/** The same for the deployment. */
export function runOf(outcome: Outcome, { path: folder }: FolderContent): SyncRun {
  const { created, updated, unchanged, removed } = outcome
  const problems = problemsOf(outcome).map(({ file, line, key, message }) => {
    const detail = key === '' ? message : `${key}: ${message}`
    return { place: `${path.join(folder, file)}:${line}`, detail }
  })
  return { created, updated, unchanged, removed, refused: refusedOf(problemsOf(outcome)), problems }
}

/** How many files are not published. */
function refusedOf(problems: FileProblem[]): number {
  return new Set(problems.map(({ file }) => file)).size
}

/** The one warning about files without an `id`. */
function aboutIds({ path: folder, articles }: FolderContent): string[] {
  const without = articles.filter(({ idFromPath }) => idFromPath).map(({ file }) => file)
  if (without.length === 0) return []
  const named = without.slice(0, MOST_NAMED).join(', ')
  const more = without.length > MOST_NAMED ? ` and ${without.length - MOST_NAMED} more` : ''
  return [
    `warning: no id in ${named}${more}: it comes from the path, so renaming the file would make ` +
      `a new article. \`npm run khulasa -- id --write ${folder}\` puts ids into the files.`,
  ]
}
