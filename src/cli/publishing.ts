// What start and sync do: publish a folder, say what came of it, and do it again on every change.

import { ORIGIN } from '../sources/article-file.ts'
import { ApiError, type Client } from './client.ts'
import { CommandError } from './command-error.ts'
import type { Folder } from './folder.ts'
import { type Outcome, publishFolder } from './publish-folder.ts'
import { complaints, notes, runOf, summary } from './report.ts'
import { NOTHING, recordSync } from './sync-record.ts'
import { type Watch, watch } from './watch.ts'

/** A folder and where it is published to. What has been said of it is not said again. */
export class Publishing {
  readonly #folder: Folder
  readonly #client: Client
  readonly #prune: boolean
  #said: Set<string> | undefined

  /** @param prune whether articles go whose files are gone */
  constructor(folder: Folder, client: Client, prune: boolean) {
    this.#folder = folder
    this.#client = client
    this.#prune = prune
  }

  /**
   * Publishes the folder, reports, and has the deployment keep what came of it.
   *
   * @throws {CommandError} when nothing of it can be published
   */
  async once(): Promise<Outcome> {
    try {
      return await this.#publish()
    } catch (error) {
      const isRefused = error instanceof ApiError && error.status === 401
      if (error instanceof CommandError && !isRefused) {
        await recordSync(this.#client, ORIGIN, { ...NOTHING, stopped: error.message })
      }
      throw error
    }
  }

  async #publish(): Promise<Outcome> {
    const folder = await this.#folder.open()
    const outcome = await publishFolder(folder, this.#client, this.#prune)
    await this.#folder.remember()
    const unrecorded = await recordSync(this.#client, ORIGIN, runOf(outcome, folder.content))
    if (unrecorded !== undefined) outcome.warnings.push(unrecorded)
    const { content } = folder
    const lines = complaints(content, outcome)
    const news = lines.filter((line) => !this.#said?.has(line))
    for (const note of notes(content, outcome)) console.log(note)
    for (const line of news) console.error(line)
    const changes = changesIn(outcome) + changesIn(outcome.partners)
    const isMended = this.#said !== undefined && lines.length - news.length < this.#said.size
    if (!this.#said || changes + news.length > 0 || isMended) {
      console.log(summary(outcome))
    }
    this.#said = new Set(lines)
    return outcome
  }

  /** Publishes it on every change; what goes wrong is said, and the watch goes on. */
  onChange(): Promise<Watch> {
    return watch(this.#folder, async () => {
      try {
        await this.once()
      } catch (error) {
        console.error(error instanceof CommandError ? error.message : error)
      }
    })
  }
}

function changesIn({ created, updated, removed }: Omit<Outcome['partners'], 'problems'>): number {
  return created + updated + removed
}
