// Polls, counted in the memory of an isolate, and put into the store now and then. A poll pays for
// it by a look at its User-Agent and an addition.

import { type Reader, readerOf } from '../http/reader-name.ts'
import { addPolls, type Counted, type Polls, type Subscribers } from '../store/polls.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

// The first count is put into the store at once, so that a service which is polled now and then
// loses little; then after one minute, two, four and so on: every isolate that there is writes.
const FIRST_WAIT = MINUTE
const LONGEST_WAIT = 15 * MINUTE

const MOST_AGENTS = 500
// Of documents whose subscribers are known: more of them wait for the next time they are polled.
const MOST_DOCUMENTS = 500

/** A poll that was answered. */
export interface Poll {
  headers: Headers
  /** The number of the feed. */
  feed: number
  format: string
  status: number
}

/** The day of a moment, counted since 1970 in UTC. */
export function dayOf(moment: number): number {
  return Math.floor(moment / DAY)
}

/** What one isolate has counted, and not yet put into the store. */
export class PollCounts {
  // User-Agents that were seen lately: they are not kept anywhere else.
  readonly #agents = new Map<string, Reader>()
  #polls = new Map<string, Polls>()
  #subscribers = new Map<string, Subscribers>()
  #due = 0
  #wait = FIRST_WAIT

  /** @param now ms since 1970 */
  count(poll: Poll, now: number): void {
    const { name, subscribers } = this.#readerOf(poll.headers.get('User-Agent') ?? '')
    const day = dayOf(now)
    const isUnchanged = poll.status === 304
    this.#add({
      day,
      reader: name,
      polls: 1,
      conditional: isUnchanged || isConditional(poll.headers) ? 1 : 0,
      unchanged: isUnchanged ? 1 : 0,
    })
    if (subscribers === undefined) return
    const { feed, format } = poll
    this.#hear({ day, reader: name, feed, format, subscribers })
  }

  /**
   * Puts what was counted into the store, if it is time to. What the store does not take is kept for
   * the next time.
   *
   * @param background is given what goes on when the request has ended
   */
  putBy(db: D1Database, now: number, background: (promise: Promise<unknown>) => void): void {
    if (now < this.#due || this.#polls.size === 0) return
    this.#due = now + this.#wait
    this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT)
    const counted = this.#take()
    background(
      addPolls(db, counted, dayOf(now)).catch((error: unknown) => {
        console.warn('counted polls wait for the store:', String(error))
        for (const polls of counted.polls) this.#add(polls)
        for (const subscribers of counted.subscribers) this.#hear(subscribers)
      }),
    )
  }

  #take(): Counted {
    const counted = {
      polls: [...this.#polls.values()],
      subscribers: [...this.#subscribers.values()],
    }
    this.#polls = new Map()
    this.#subscribers = new Map()
    return counted
  }

  #add(more: Polls): void {
    const name = `${more.day} ${more.reader}`
    const known = this.#polls.get(name)
    if (!known) {
      this.#polls.set(name, more)
      return
    }
    known.polls += more.polls
    known.conditional += more.conditional
    known.unchanged += more.unchanged
  }

  #hear(said: Subscribers): void {
    const name = `${said.day} ${said.reader} ${said.feed} ${said.format}`
    const known = this.#subscribers.get(name)
    if (known) known.subscribers = Math.max(known.subscribers, said.subscribers)
    else if (this.#subscribers.size < MOST_DOCUMENTS) this.#subscribers.set(name, said)
  }

  #readerOf(userAgent: string): Reader {
    const known = this.#agents.get(userAgent)
    if (known) return known
    if (this.#agents.size === MOST_AGENTS) this.#agents.clear()
    const reader = readerOf(userAgent)
    this.#agents.set(userAgent, reader)
    return reader
  }
}

function isConditional(headers: Headers): boolean {
  return headers.has('If-None-Match') || headers.has('If-Modified-Since')
}
