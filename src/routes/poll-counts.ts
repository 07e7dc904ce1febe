// Polls, counted in the memory of an isolate, and put into the store now and then. A poll pays for
// it by a look at its User-Agent and an addition.

import { type Reader, readerOf } from '../http/reader-name.ts'
import type { PartnerPolls } from '../store/partner-polls.ts'
import { addPolls, type Counted, type Polls, prunePolls, type Subscribers } from '../store/polls.ts'

const MINUTE = 60_000
/** Milliseconds. */
export const DAY = 24 * 60 * MINUTE

// Isolates come and go, and each of them writes: one that wrote at its first poll would write at
// every poll where they do not live from one to the next. So a write is of this many polls, and of
// fewer, where few come, only when they have waited for the longest time.
const ENOUGH = 100
const FEWEST = 10
// Those that are polled all the time write after one minute, two, four and so on.
const SHORTEST_WAIT = MINUTE
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

/** A poll of a partner that was answered. */
export interface PartnerPoll {
  headers: Headers
  /** Its id. */
  partner: string
  status: number
  /** Of the body, as it was sent. */
  bytes: number
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
  #partners = new Map<string, PartnerPolls>()
  #counted = 0
  /** When the first of them was counted, ms; the time of the write where the store took none. */
  #since = 0
  #wait = 0
  /** The day on which it took out what was too old. */
  #pruned: number | undefined

  /** @param now ms since 1970 */
  count({ headers, feed, format, status }: Poll, now: number): void {
    this.#add(1, now)
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
   * Counts a poll of a partner.
   *
   * @param now ms since 1970
   * @returns the client that it was made with, as it calls itself
   */
  countPartner({ headers, partner, status, bytes }: PartnerPoll, now: number): string {
    this.#add(1, now)
    const client = this.#agentOf(headers.get('User-Agent') ?? '').reader.name
    const unchanged = status === 304 ? 1 : 0
    this.#addPartner({ day: dayOf(now), partner, client, polls: 1, unchanged, bytes, last: now })
    return client
  }

  /**
   * Puts what was counted into the store, if it is time to: never more than one write for ten polls.
   * What the store does not take is kept for the next time.
   *
   * @param background is given what goes on when the request has ended
   */
  putBy(db: D1Database, now: number, background: (promise: Promise<unknown>) => void): void {
    if (!this.#isTime(now)) return
    this.#since = now
    this.#wait = Math.min(Math.max(2 * this.#wait, SHORTEST_WAIT), LONGEST_WAIT)
    background(this.#write(db, this.#take(), dayOf(now)))
  }

  #add(polls: number, now: number): void {
    if (this.#counted === 0) this.#since = now
    this.#counted += polls
  }

  #isTime(now: number): boolean {
    const waited = now - this.#since
    if (this.#counted >= ENOUGH) return waited >= this.#wait
    return this.#counted >= FEWEST && waited >= LONGEST_WAIT
  }

  async #write(db: D1Database, counted: Counted, today: number): Promise<void> {
    try {
      await addPolls(db, counted)
    } catch (error) {
      console.warn('counted polls wait for the store:', String(error))
      this.#giveBack(counted)
      return
    }
    // Once a day is enough for what goes by days.
    if (this.#pruned === today) return
    this.#pruned = today
    await prunePolls(db, today).catch((error: unknown) => {
      console.warn('old counts of polls stay in the store:', String(error))
    })
  }

  #take(): Counted {
    const counted = {
      polls: [...this.#polls.values()],
      subscribers: [...this.#subscribers.values()],
      partners: [...this.#partners.values()],
    }
    this.#counted = 0
    this.#agents.clear()
    this.#polls = new Map()
    this.#subscribers = new Map()
    this.#partners = new Map()
    return counted
  }

  #giveBack(counted: Counted): void {
    for (const { day, reader, polls, conditional, unchanged } of counted.polls) {
      const known = this.#pollsOf(day, reader)
      this.#counted += polls
      known.polls += polls
      known.conditional += conditional
      known.unchanged += unchanged
    }
    for (const subscribers of counted.subscribers) this.#hear(subscribers)
    for (const each of counted.partners) {
      this.#counted += each.polls
      this.#addPartner(each)
    }
  }

  #addPartner(added: PartnerPolls): void {
    const name = `${added.day} ${added.partner} ${added.client}`
    const known = this.#partners.get(name)
    if (!known) this.#partners.set(name, added)
    else {
      known.polls += added.polls
      known.unchanged += added.unchanged
      known.bytes += added.bytes
      known.last = Math.max(known.last, added.last)
    }
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
