// Makes a deployment say what a folder says, by as few requests as that takes.

import { digest } from '../article/digest.ts'
import type { Issue } from '../article/issues.ts'
import { ORIGIN } from '../sources/article-file.ts'
import { located } from '../sources/yaml.ts'
import { ApiError, type Client, type Result } from './client.ts'
import {
  type FileProblem,
  type FolderContent,
  publicationError,
  type SourceArticle,
} from './folder.ts'
import { Progress } from './progress.ts'

/** What became of a folder. */
export interface Outcome {
  created: number
  updated: number
  unchanged: number
  removed: number
  /** Files that are not published. */
  problems: FileProblem[]
  /** What cleaning and sanitising did: one line each, with its file. */
  notes: { file: string; field: string; detail: string }[]
  /** Things that the folder's owner should know. */
  warnings: string[]
}

const LARGEST_BATCH = 50
const LARGEST_BODY = 1_000_000

/**
 * Publishes what has changed in a folder. A file that is refused does not hold up the others.
 *
 * @param prune whether articles go whose files are gone; none goes that a file with problems may
 *   hold
 * @throws {ApiError} when the deployment refuses more than single files
 * @throws {CommandError} with file and line, when it refuses the publication
 */
export async function publishFolder(
  content: FolderContent,
  client: Client,
  prune: boolean,
): Promise<Outcome> {
  const { articles, problems } = content
  const stale = await publishPublication(content, client)
  const known = await client.digests(ORIGIN)
  const changed: SourceArticle[] = []
  for (const article of articles) {
    if (known.get(article.draft.id) !== (await digest(article.draft))) changed.push(article)
  }
  const outcome: Outcome = {
    created: 0,
    updated: 0,
    unchanged: articles.length - changed.length,
    removed: 0,
    problems: [...problems],
    notes: [],
    warnings: [],
  }
  await publishAll(changed, client, outcome)
  const kept = new Set(articles.map(({ draft }) => draft.id))
  const gone = [...known.keys()].filter((id) => !kept.has(id) && !content.held.has(id))
  if (prune) await removeAll(gone, content, client, outcome)
  if (stale) await reprocessAll(known.size, client, outcome)
  return outcome
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

function issueOf({ pointer, detail }: ApiError['errors'][number]): Issue {
  return { path: steps(pointer), message: detail }
}

async function publishAll(
  articles: SourceArticle[],
  client: Client,
  outcome: Outcome,
): Promise<void> {
  const progress = new Progress('Publishing', articles.length)
  let waiting = articles
  let size = LARGEST_BATCH
  try {
    while (waiting.length > 0) {
      const batch = firstBatch(waiting, size)
      const sent = await send(batch, client)
      if (sent === 'too much') {
        size = Math.ceil(batch.length / 2)
        continue
      }
      waiting = [...sent.again, ...waiting.slice(batch.length)]
      outcome.problems.push(...sent.problems)
      sent.results.forEach((result, index) => count(outcome, result, batch[index]))
      progress.advance(batch.length - sent.again.length)
    }
  } finally {
    progress.stop()
  }
}

function firstBatch(articles: SourceArticle[], size: number): SourceArticle[] {
  let length = 0
  const end = articles.findIndex(({ draft }, index) => {
    length += JSON.stringify(draft).length
    return index > 0 && (index >= size || length > LARGEST_BODY)
  })
  return end < 0 ? articles : articles.slice(0, end)
}

interface Sent {
  results: Result[]
  problems: FileProblem[]
  /** What was refused only because of others beside it. */
  again: SourceArticle[]
}

/** A batch is published as a whole; when some of it is refused, the rest can go again. */
async function send(batch: SourceArticle[], client: Client): Promise<Sent | 'too much'> {
  try {
    const results = await client.postArticles(batch.map(({ draft }) => draft))
    return { results, problems: [], again: [] }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const isTooMuch = error.status === 413 || error.status >= 500
    if (isTooMuch && batch.length > 1) return 'too much'
    const problems = isTooMuch ? [refusal(batch[0], error)] : refusals(batch, error)
    if (problems.length === 0) throw error
    const refused = new Set(problems.map(({ file }) => file))
    return { results: [], problems, again: batch.filter(({ file }) => !refused.has(file)) }
  }
}

function refusal(article: SourceArticle | undefined, { message }: ApiError): FileProblem {
  return { file: article?.file ?? '', line: 1, key: '', message }
}

/** The errors of a problem document, each at its place in a file. */
function refusals(batch: SourceArticle[], { errors }: ApiError): FileProblem[] {
  return errors.flatMap(({ pointer, detail }) => {
    const [articles, index, ...path] = steps(pointer)
    const article = articles === 'articles' ? batch[Number(index)] : undefined
    if (!article) return []
    return [
      {
        file: article.file,
        line: article.lineOf(path),
        key: path.join('.'),
        message: detail,
      },
    ]
  })
}

// RFC 6901 §4
function steps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function count(outcome: Outcome, { change, notes }: Result, article: SourceArticle | undefined) {
  outcome[change] += 1
  const { file = '' } = article ?? {}
  outcome.notes.push(...notes.map((note) => ({ file, ...note })))
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
