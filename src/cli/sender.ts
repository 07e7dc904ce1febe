// Articles on their way to a deployment, by as few requests as that takes: in batches, two of them
// under way at once, so that neither side waits while the other one works.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Draft } from '../article/draft.ts'
import type { Issue } from '../article/issues.ts'
import { ApiError, type Client, type Result } from './client.ts'

const AT_ONCE = 2
// As many as the API takes.
const LARGEST_BATCH = 100
const LARGEST_BODY = 1_000_000
const MOST_WAITS = 10

/** Is told once of each article what became of it. */
export interface Receipt<T> {
  published: (item: T, result: Result) => void
  /** By the path in its draft; what is wrong with the whole of it has none. */
  refused: (item: T, issues: Issue[]) => void
}

/**
 * Sends articles as they are put. A batch is published as a whole: when some of it is refused, the
 * rest goes again; one that is too much for the deployment goes in two; one for which it asks for
 * patience goes again when it says, a few times. No article is under way twice.
 */
export class Sender<T extends { draft: Draft }> {
  readonly #client: Client
  readonly #receipt: Receipt<T>
  /** What waits for its batch to be full. */
  #waiting: T[] = []
  #length = 0
  #size = LARGEST_BATCH
  readonly #underWay = new Set<Promise<void>>()
  /** How often in a row it has been asked for patience. */
  #waits = 0
  #failure: Error | undefined

  constructor(client: Client, receipt: Receipt<T>) {
    this.#client = client
    this.#receipt = receipt
  }

  /**
   * Resolves when there is room for another one.
   *
   * @throws {CommandError} when the deployment refuses more than single articles, or is not reached:
   *   nothing more is sent then
   */
  async put(item: T): Promise<void> {
    const length = JSON.stringify(item.draft).length
    const isFull = this.#waiting.length >= this.#size || this.#length + length > LARGEST_BODY
    if (isFull) await this.#sendOn()
    if (this.#failure) throw this.#failure
    this.#waiting.push(item)
    this.#length += length
  }

  /**
   * Sends what waits. What is under way has come to its end then, whatever that is.
   *
   * @throws {CommandError} as `put` does
   */
  async finish(): Promise<void> {
    await this.#sendOn()
    await Promise.all(this.#underWay)
    if (this.#failure) throw this.#failure
  }

  async #sendOn(): Promise<void> {
    while (this.#underWay.size === AT_ONCE) await Promise.race(this.#underWay)
    if (this.#failure) return
    const sending = this.#send(this.#waiting)
      .catch((error: Error) => {
        this.#failure ??= error
      })
      .finally(() => this.#underWay.delete(sending))
    this.#underWay.add(sending)
    this.#waiting = []
    this.#length = 0
  }

  async #send(batch: T[]): Promise<void> {
    if (batch.length === 0) return
    try {
      const results = await this.#client.postArticles(batch.map(({ draft }) => draft))
      for (const [index, item] of batch.entries()) {
        const result = results[index]
        if (result) this.#receipt.published(item, result)
      }
      this.#waits = 0
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      await this.#sendAgain(batch, error)
    }
  }

  async #sendAgain(batch: T[], error: ApiError): Promise<void> {
    if (error.status === 503 && error.retryAfter !== undefined) {
      if (this.#waits === MOST_WAITS) throw error
      this.#waits += 1
      await sleep(error.retryAfter * 1000)
      return this.#send(batch)
    }
    const isTooMuch = error.status === 413 || error.status >= 500
    if (isTooMuch && batch.length > 1) {
      const half = Math.ceil(batch.length / 2)
      this.#size = Math.min(this.#size, half)
      await this.#send(batch.slice(0, half))
      return this.#send(batch.slice(half))
    }
    const { message } = error
    const refused = isTooMuch
      ? new Map(batch.map((item) => [item, [{ path: [], message }]]))
      : refusals(batch, error)
    if (refused.size === 0) throw error
    for (const [item, issues] of refused) this.#receipt.refused(item, issues)
    await this.#send(batch.filter((item) => !refused.has(item)))
  }
}

/** What the errors of a problem document say of the articles. */
function refusals<T>(batch: T[], { errors }: ApiError): Map<T, Issue[]> {
  const refused = new Map<T, Issue[]>()
  for (const { pointer, detail } of errors) {
    const [articles, index, ...path] = steps(pointer)
    const item = articles === 'articles' ? batch[Number(index)] : undefined
    if (item) refused.set(item, [...(refused.get(item) ?? []), { path, message: detail }])
  }
  return refused
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
