// Sends the articles of a folder: in batches, two of them under way at once, so that the deployment
// need not wait while the next one is made up.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Issue } from '../article/issues.ts'
import type { ArticleFile } from '../sources/article-file.ts'
import { ApiError, type Client, type Result } from './client.ts'
import type { Progress } from './progress.ts'
import type { FileProblem, SourceArticle } from './source-article.ts'

const AT_ONCE = 2
// As many as the API takes.
const LARGEST_BATCH = 100
const LARGEST_BODY = 1_000_000
const MOST_WAITS = 10

/** What became of the articles, in their order. */
export interface Sent {
  results: { file: string; result: Result }[]
  /** Files that were refused. */
  problems: FileProblem[]
}

/**
 * Sends articles as they come. A batch is published as a whole: when some of it is refused, the rest
 * goes again; one that is too much for the deployment goes in two; one for which it asks for patience
 * goes again when it says, a few times.
 *
 * @param progress is told how many articles are done with
 * @throws {ApiError} when the deployment refuses more than single files: nothing more is sent then
 */
export async function sendArticles(
  articles: AsyncIterableIterator<SourceArticle>,
  progress: Pick<Progress, 'advance'>,
  client: Client,
): Promise<Sent> {
  return new Sending(articles, client, progress).all()
}

/** An article that is about to be sent. */
interface Opened {
  article: SourceArticle
  content: ArticleFile
}

class Sending {
  readonly #articles: AsyncIterator<SourceArticle>
  /** Of files that have come, in their order. */
  readonly #places = new Map<string, number>()
  readonly #client: Client
  readonly #progress: Pick<Progress, 'advance'>
  readonly #sent: Sent = { results: [], problems: [] }
  /** What has to go again; never what is under way: no article is sent twice at once. */
  #waiting: SourceArticle[] = []
  #size = LARGEST_BATCH
  /** How often in a row it has been asked for patience. */
  #waits = 0
  #hasFailed = false

  constructor(
    articles: AsyncIterator<SourceArticle>,
    client: Client,
    progress: Pick<Progress, 'advance'>,
  ) {
    this.#articles = articles
    this.#client = client
    this.#progress = progress
  }

  async all(): Promise<Sent> {
    const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => this.#lane()))
    for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason
    const byPlace = (one: { file: string }, other: { file: string }) =>
      (this.#places.get(one.file) ?? 0) - (this.#places.get(other.file) ?? 0)
    const { results, problems } = this.#sent
    return { results: results.sort(byPlace), problems: problems.sort(byPlace) }
  }

  async #lane(): Promise<void> {
    try {
      while (!this.#hasFailed) {
        const batch = await this.#nextBatch()
        if (batch.length === 0) return
        await this.#send(batch)
      }
    } catch (error) {
      // What the other lane has under way comes to its end, and is its last.
      this.#hasFailed = true
      throw error
    }
  }

  async #nextBatch(): Promise<Opened[]> {
    const batch: Opened[] = []
    let length = 0
    while (batch.length < this.#size) {
      const article = await this.#next()
      if (!article) break
      const content = await article.open()
      if ('problems' in content) {
        this.#refuse(content.problems, 1)
        continue
      }
      length += JSON.stringify(content.draft).length
      if (length > LARGEST_BODY && batch.length > 0) {
        this.#putBack([{ article, content }])
        break
      }
      batch.push({ article, content })
    }
    return batch
  }

  async #next(): Promise<SourceArticle | undefined> {
    const again = this.#waiting.shift()
    if (again) return again
    const { value, done } = await this.#articles.next()
    if (done) return this.#waiting.shift()
    this.#places.set(value.file, this.#places.size)
    return value
  }

  async #send(batch: Opened[]): Promise<void> {
    try {
      const results = await this.#client.postArticles(batch.map(({ content }) => content.draft))
      for (const [index, { article }] of batch.entries()) {
        const result = results[index]
        if (result) this.#sent.results.push({ file: article.file, result })
      }
      this.#progress.advance(batch.length)
      this.#waits = 0
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.status === 503 && error.retryAfter !== undefined) {
        if (this.#waits === MOST_WAITS) throw error
        this.#waits += 1
        await sleep(error.retryAfter * 1000)
        this.#putBack(batch)
        return
      }
      const isTooMuch = error.status === 413 || error.status >= 500
      if (isTooMuch && batch.length > 1) {
        this.#size = Math.min(this.#size, Math.ceil(batch.length / 2))
        this.#putBack(batch)
        return
      }
      const problems = isTooMuch ? [refusal(batch[0], error)] : refusals(batch, error)
      if (problems.length === 0) throw error
      const refused = new Set(problems.map(({ file }) => file))
      this.#refuse(problems, refused.size)
      this.#putBack(batch.filter(({ article }) => !refused.has(article.file)))
    }
  }

  #refuse(problems: FileProblem[], files: number): void {
    this.#sent.problems.push(...problems)
    this.#progress.advance(files)
  }

  #putBack(batch: Opened[]): void {
    const again = batch.map(({ article, content }) => ({ ...article, open: async () => content }))
    this.#waiting = [...again, ...this.#waiting]
  }
}

function refusal(opened: Opened | undefined, { message }: ApiError): FileProblem {
  return { file: opened?.article.file ?? '', line: 1, key: '', message }
}

/** The errors of a problem document, each at its place in a file. */
function refusals(batch: Opened[], { errors }: ApiError): FileProblem[] {
  return errors.flatMap(({ pointer, detail }) => {
    const [articles, index, ...path] = steps(pointer)
    const opened = articles === 'articles' ? batch[Number(index)] : undefined
    if (!opened) return []
    const { article, content } = opened
    const line = content.lineOf(path)
    return [{ file: article.file, line, key: path.join('.'), message: detail }]
  })
}

/** What is wrong with a body, as an issue with a path. */
export function issueOf({ pointer, detail }: ApiError['errors'][number]): Issue {
  return { path: steps(pointer), message: detail }
}

/** The steps of a JSON Pointer (RFC 6901 §4). */
function steps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}
