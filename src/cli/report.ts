// What a person reads when a folder has been published.

import path from 'node:path'
import { type FolderContent, writeProblem } from './folder.ts'
import type { Outcome } from './publish-folder.ts'

const MOST_NAMED = 3

/** Problems and warnings to standard error, what was cleaned and the sum to standard output. */
export function report(folder: string, outcome: Outcome): void {
  for (const { file, field, detail } of outcome.notes) {
    console.log(`${path.join(folder, file)}: ${field}: ${detail}`)
  }
  for (const warning of outcome.warnings) console.error(`warning: ${warning}`)
  for (const problem of outcome.problems) console.error(writeProblem(folder, problem))
  console.log(summary(outcome))
}

/** `26 articles: 3 new, 1 changed, 22 unchanged` */
function summary({ created, updated, unchanged, removed, problems }: Outcome): string {
  const files = new Set(problems.map(({ file }) => file)).size
  const parts = [
    [created, 'new'],
    [updated, 'changed'],
    [unchanged, 'unchanged'],
    [removed, 'removed'],
    [files, 'not published'],
  ] as const
  const said = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)
  const total = created + updated + unchanged
  return `${total} ${total === 1 ? 'article' : 'articles'}${said.length > 0 ? ': ' : ''}${said.join(', ')}`
}

/** Files whose articles have an identity only from their path. */
export function filesWithoutId({ articles }: FolderContent): string[] {
  return articles.filter(({ idFromPath }) => idFromPath).map(({ file }) => file)
}

/** The one warning about files without an `id`. */
export function warnOfIds(folder: string, content: FolderContent): void {
  const without = filesWithoutId(content)
  if (without.length === 0) return
  const named = without.slice(0, MOST_NAMED).join(', ')
  const more = without.length > MOST_NAMED ? ` and ${without.length - MOST_NAMED} more` : ''
  console.error(
    `warning: no id in ${named}${more}: it comes from the path, so renaming the file would make ` +
      `a new article. \`npm run khulasa -- id --write ${folder}\` puts ids into the files.`,
  )
}
