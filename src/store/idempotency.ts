// Batches that are sent again: a batch and the answer to it are kept in one transaction, so that who
// does not know whether it went through can send it again and hear what was said the first time.

import { inOrder } from './in-order.ts'
import type { Incoming } from './revising.ts'
import { planArticles, type WriteContext, type Written } from './writing.ts'

/** By what a request is known. */
export interface IdempotencyKey {
  key: string
  /** Of the body. */
  digest: string
}

/** A key that has come with another body. */
export class KeyReusedError extends Error {
  override name = 'KeyReusedError'
}

/** An answer that is too large to be kept. */
export class LargeAnswerError extends Error {
  override name = 'LargeAnswerError'
}

// D1 keeps no text of more than a megabyte.
const LARGEST_ANSWER = 900_000

/** For how long an answer is kept, in ms. */
export const ANSWER_KEPT = 24 * 60 * 60 * 1000

/**
 * Keeps articles as `writeArticles` does, unless a request with this key has been answered within
 * 24 hours. One that fails keeps nothing, and its key is free.
 *
 * @param publish makes the articles, and the answer to their being written, as JSON can say it
 * @returns the answer, of now or of then
 * @throws {KeyReusedError} when the key came with another body
 * @throws {LargeAnswerError} when cleaning has more to say than can be kept
 * @throws {KilledError} as `writeArticles` does
 */
export async function writeArticlesOnce<Answer>(
  db: D1Database,
  { key, digest }: IdempotencyKey,
  publish: () => Promise<{ incoming: Incoming[]; answerOf: (written: Written[]) => Answer }>,
  context: WriteContext,
): Promise<Answer> {
  return inOrder(context, async (current) => {
    const { actor, now } = current
    const kept = await db
      .prepare(READ_ANSWER)
      .bind(actor, key, now - ANSWER_KEPT)
      .first<{ digest: string; answer: string }>()
    if (kept && kept.digest !== digest) throw new KeyReusedError()
    if (kept) return JSON.parse(kept.answer) as Answer
    const { incoming, answerOf } = await publish()
    const { statements, written } = await planArticles(db, incoming, current)
    const answer = answerOf(written)
    const text = JSON.stringify(answer)
    if (new TextEncoder().encode(text).length > LARGEST_ANSWER) throw new LargeAnswerError()
    await db.batch([
      ...statements,
      db.prepare(PRUNE_ANSWERS).bind(now - ANSWER_KEPT),
      db.prepare(INSERT_ANSWER).bind(actor, key, digest, text, now),
    ])
    return answer
  })
}

const READ_ANSWER = `
  SELECT digest, answer FROM idempotency WHERE actor = ?1 AND key = ?2 AND moment > ?3`

const PRUNE_ANSWERS = 'DELETE FROM idempotency WHERE moment <= ?1'

// Two requests with one key at once: the second one's batch fails on the primary key, and hears the
// answer of the first.
const INSERT_ANSWER = `
  INSERT INTO idempotency (actor, key, digest, answer, moment) VALUES (?1, ?2, ?3, ?4, ?5)`
