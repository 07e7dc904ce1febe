// Sends the articles of a folder, and says what became of each in their order.

import type { ArticleFile } from '../sources/article-file.ts'
import type { Client, Result } from './client.ts'
import type { Progress } from './progress.ts'
import { Sender } from './sender.ts'
import type { FileProblem, SourceArticle } from './source-article.ts'

/** What became of the articles, in their order. */
export interface Sent {
  results: { file: string; result: Result }[]
  /** Files that were refused. */
  problems: FileProblem[]
}

/**
 * Sends articles as they come.
 *
 * @param progress is told how many articles are done with
 * @throws {ApiError} when the deployment refuses more than single files: nothing more is sent then
 */
export async function sendArticles(
  articles: AsyncIterable<SourceArticle>,
  progress: Pick<Progress, 'advance'>,
  client: Client,
): Promise<Sent> {
  const places = new Map<string, number>()
  const results: Sent['results'] = []
  const problems: FileProblem[] = []
  const refuse = (of: FileProblem[]) => {
    problems.push(...of)
    progress.advance(1)
  }
  const sender = new Sender<ArticleFile & { file: string }>(client, {
    published: ({ file }, result) => {
      results.push({ file, result })
      progress.advance(1)
    },
    refused: ({ file, lineOf }, issues) => {
      refuse(
        issues.map(({ path, message }) => {
          return { file, line: lineOf(path), key: path.join('.'), message }
        }),
      )
    },
  })
  try {
    for await (const { file, open } of articles) {
      places.set(file, places.size)
      const content = await open()
      if ('problems' in content) refuse(content.problems)
      else await sender.put({ file, ...content })
    }
  } finally {
    await sender.finish()
  }
  const byPlace = (one: { file: string }, other: { file: string }) =>
    (places.get(one.file) ?? 0) - (places.get(other.file) ?? 0)
  return { results: results.sort(byPlace), problems: problems.sort(byPlace) }
}
