// Polls, counted in the memory of an isolate, and put into the store now and then. A poll pays for
// it by a look at its User-Agent and an addition.

import { type Reader, readerOf } from '../http/reader-name.ts'
import { addPolls, type Counted, type Polls, type Subscribers } from '../store/polls.ts'

const MINUTE = 60_000
/** Milliseconds. */
export const DAY = 24 * 60 * MINUTE

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

/** A User-Agent that was seen lately, and where its next poll is added: no name is made for each. */
interface Agent {
  reader: Reader
  polls: Polls | undefined
  subscribers: Subscribers | undefined
}

/** What one isolate has counted, and not yet put into the store. */
export class PollCounts {
  // They are not kept anywhere else, and not for longer than what was counted.
  readonly #agents = new Map<string, Agent>()
  #polls = new Map<string, Polls>()
  #subscribers = new Map<string, Subscribers>()
  #due = 0
  #wait = FIRST_WAIT

  /** @param now ms since 1970 */
  count({ headers, feed, format, status }: Poll, now: number): void {
    const agent = this.#agentOf(headers.get('User-Agent') ?? '')
    const { name, subscribers } = agent.reader
    const day = dayOf(now)
    if (agent.polls?.day !== day) agent.polls = this.#pollsOf(day, name)
    agent.polls.polls += 1
    if (status === 304) agent.polls.unchanged += 1
    if (status === 304 || isConditional(headers)) agent.polls.conditional += 1
    if (subscribers === undefined) return
    const said = agent.subscribers
    if (said?.day === day && said.feed === feed && said.format === format) return
    agent.subscribers = { day, reader: name, feed, format, subscribers }
    this.#hear(agent.subscribers)
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
        this.#giveBack(counted)
      }),
    )
  }

  #take(): Counted {
    const counted = {
      polls: [...this.#polls.values()],
      subscribers: [...this.#subscribers.values()],
    }
    this.#agents.clear()
    this.#polls = new Map()
    this.#subscribers = new Map()
    return counted
  }

  #giveBack(counted: Counted): void {
    for (const { day, reader, polls, conditional, unchanged } of counted.polls) {
      const known = this.#pollsOf(day, reader)
      known.polls += polls
      known.conditional += conditional
      known.unchanged += unchanged
    }
    for (const subscribers of counted.subscribers) this.#hear(subscribers)
  }

  #pollsOf(day: number, reader: string): Polls {
    const name = `${day} ${reader}`
    const known = this.#polls.get(name)
    if (known) return known
    const none = { day, reader, polls: 0, conditional: 0, unchanged: 0 }
    this.#polls.set(name, none)
    return none
  }

  #hear(said: Subscribers): void {
    const name = `${said.day} ${said.reader} ${said.feed} ${said.format}`
    const known = this.#subscribers.get(name)
    if (known && known.subscribers >= said.subscribers) return
    if (known || this.#subscribers.size < MOST_DOCUMENTS) this.#subscribers.set(name, said)
  }

  #agentOf(userAgent: string): Agent {
    const known = this.#agents.get(userAgent)
    if (known) return known
    if (this.#agents.size === MOST_AGENTS) this.#agents.clear()
    const agent = { reader: readerOf(userAgent), polls: undefined, subscribers: undefined }
    this.#agents.set(userAgent, agent)
    return agent
  }
}

function isConditional(headers: Headers): boolean {
  return headers.has('If-None-Match') || headers.has('If-Modified-Since')
}
