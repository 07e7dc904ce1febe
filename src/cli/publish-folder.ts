// Makes a deployment say what a folder says, by as few requests as that takes.

import { ORIGIN } from '../sources/article-file.ts'
import { located } from '../sources/yaml.ts'
import { ApiError, type Client, type Listed, type Result, type State } from './client.ts'
import { type FolderContent, type OpenFolder, publicationError } from './folder.ts'
import { Progress } from './progress.ts'
import { publishPartners, type PartnersOutcome } from './publish-partners.ts'
import { sendArticles } from './send-articles.ts'
import { issueOf } from './sender.ts'
import type { FileProblem, SourceArticle } from './source-article.ts'

/** What became of a folder. */
export interface Outcome {
  created: number
  updated: number
  unchanged: number
  removed: number
  partners: Omit<PartnersOutcome, 'warnings'>
  /** Files that are not published; those of partners are there. */
  problems: FileProblem[]
  /** What cleaning and sanitising did: one line each, with its file. */
  notes: { file: string; field: string; detail: string }[]
  /** Things that the folder's owner should know. */
  warnings: string[]
}

/**
 * Publishes what has changed in a folder, from the first article on that has been read. A file that
 * is refused does not hold up the others.
 *
 * @param prune whether articles and partners go whose files are gone; none goes that a file with problems may
 *   hold
 * @throws {ApiError} when the deployment refuses more than single files
 * @throws {CommandError} with file and line, when it refuses the publication
 */
export async function publishFolder(
  folder: OpenFolder,
  client: Client,
  prune: boolean,
): Promise<Outcome> {
  const { content, size } = folder
  const stale = await publishPublication(content, client)
  // Before any article: what a partner may have no longer, it is not to get with the new ones.
  const { warnings, ...partners } = await publishPartners(content, client, prune)
  const known = await client.listed(ORIGIN)
  const outcome: Outcome = {
    created: 0,
    updated: 0,
    unchanged: 0,
    removed: 0,
    partners,
    problems: [],
    notes: [],
    warnings,
  }
  const progress = new Progress('Publishing', size)
  const unchanged = () => {
    outcome.unchanged += 1
    progress.advance(1)
  }
  const coming = changed(folder.articles, known, unchanged)
  const sent = await sendArticles(coming, progress, client).finally(() => progress.stop())
  const { articles, problems } = content
  outcome.problems.push(...problems, ...sent.problems)
  for (const { file, result } of sent.results) count(outcome, result, file)
  const states = new Map([...known].map(([id, { state }]) => [id, state]))
  for (const { result } of sent.results) states.set(result.id, result.state)
  outcome.warnings.push(...(await aboutWithheld(articles, states)))
  const kept = new Set(articles.map(({ id }) => id))
  const gone = [...known.values()]
    // What is killed is gone already, and keeps its identity.
    .filter(({ id, state }) => !kept.has(id) && !content.held.has(id) && state !== 'killed')
    .map(({ id }) => id)
  if (prune) await removeAll(gone, content, client, outcome)
  if (stale) await reprocessAll(known.size, client, outcome)
  return outcome
}

async function* changed(
  articles: AsyncIterable<SourceArticle>,
  known: ReadonlyMap<string, Listed>,
  unchanged: () => void,
): AsyncGenerator<SourceArticle> {
  for await (const article of articles) {
    if (known.get(article.id)?.digest === article.digest) unchanged()
    else yield article
  }
}

/** @returns whether articles are to be processed again */
async function publishPublication(
  { path, publication, lineOf }: FolderContent,
  client: Client,
): Promise<boolean> {
  try {
    return (await client.putPublication(publication)).stale
  } catch (error) {
    if (!(error instanceof ApiError) || error.errors.length === 0) throw error
    throw publicationError(path, located(error.errors.map(issueOf), lineOf))
  }
}

function count(outcome: Outcome, { change, notes }: Result, file: string) {
  outcome[change] += 1
  outcome.notes.push(...notes.map((note) => ({ file, ...note })))
}

/** What stays out of the feeds although its file does not say so. */
async function aboutWithheld(
  articles: SourceArticle[],
  states: Map<string, State>,
): Promise<string[]> {
  const warnings: string[] = []
  for (const { file, id, open } of articles) {
    if (states.get(id) !== 'withheld') continue
    const content = await open()
    const status = 'draft' in content ? content.draft.status : undefined
    if (status === 'withheld') continue
    warnings.push(
      `${file} stays withheld: \`npm run khulasa -- restore ${id}\` publishes it again` +
        (status === undefined ? ', and so does `status: published` in the file' : ''),
    )
  }
  return warnings
}

async function removeAll(
  ids: string[],
  { hasUnknown }: FolderContent,
  client: Client,
  outcome: Outcome,
): Promise<void> {
  if (ids.length > 0 && hasUnknown) {
    outcome.warnings.push(
      `published articles without a file here, ${ids.length} of them, stay until every file can be read`,
    )
    return
  }
  const progress = new Progress('Removing', ids.length)
  try {
    for (const id of ids) {
      await client.deleteArticle(id)
      outcome.removed += 1
      progress.advance(1)
    }
  } finally {
    progress.stop()
  }
}

/** What a change of the publication has made stale. */
async function reprocessAll(total: number, client: Client, outcome: Outcome): Promise<void> {
  const progress = new Progress('Processing again', total)
  try {
    for (let remaining = true; remaining;) {
      const { processed, failed, ...done } = await client.reprocess()
      remaining = done.remaining
      progress.advance(processed + failed.length)
      outcome.warnings.push(
        ...failed.map(({ id, detail }) => `${id} stays as it was published: ${detail}`),
      )
    }
  } finally {
    progress.stop()
  }
}
