// Partners: five thousand of them, each under terms of its own, poll one worker; beside it the public
// feed with as many articles.

import autocannon, { type Result } from 'autocannon'
import { partner, type PartnerInput } from '../../src/article/partner.ts'
import { newKey, tokenHash } from '../../src/http/access-token.ts'
import { createKey } from '../../src/store/partner-keys.ts'
import { writePartner } from '../../src/store/partners.ts'
import { PUBLICATION } from './articles.ts'
import { d1Over, openForWriting } from './database.ts'
import { get } from './get.ts'
import { residentBytes } from './processes.ts'
import { number, ratio, type Table } from './report.ts'
import { interleaved, median } from './rounds.ts'
import type { Run } from './run.ts'
import { storeOf } from './store.ts'
import { khulasa, type RunningWorker, start } from './worker.ts'

const PARTNERS = 5000
const ARTICLES = 500
const CONNECTIONS = 8
const ROUNDS = 7
/** Seconds of one sample. */
const DURATION = 2
const PROFILES = ['generic', 'feedly', 'smartnews', 'apple-news'] as const
const GZIP = { 'accept-encoding': 'gzip' }

/** How partners poll. */
interface Polling {
  status: 200 | 304
  /** Articles of each partner, in summary. */
  items: number
}

// So many documents as fit into the memory of an isolate; and the states of the default, which is
// what a poll that hears nothing new goes by.
const POLLINGS: Polling[] = [
  { status: 200, items: 5 },
  { status: 304, items: 50 },
]

export async function partners(run: Run): Promise<Table[]> {
  const rows: string[][] = []
  for (const polling of POLLINGS) rows.push(...(await polled(polling, run)))
  return [
    {
      title: 'Partners',
      about:
        `${PARTNERS.toLocaleString('en')} partners, each with sections, a campaign and a profile of ` +
        'its own and so many articles in summary, poll one after the other with their keys in the ' +
        'path; the public feed has as many, in summary. All that is needed is in memory, gzip. ' +
        '`workerd` is all of it, its database too, before the first of them had polled and after ' +
        'all had.',
      columns: ['', 'requests/s', 'of the public feed', 'bytes', 'workerd: MiB'],
      rows,
    },
  ]
}

async function polled({ status, items }: Polling, run: Run): Promise<string[][]> {
  // A store for each: the partners of one poll no other.
  const { folder, file } = await storeOf(ARTICLES + items, run)
  run.say(`${PARTNERS} partners with ${items} articles, and their keys`)
  const paths = await signed(file, items)
  const open = `/rss.xml?limit=${items}&content=summary`
  const worker = await start(khulasa(await run.build(), folder))
  try {
    const whole = await first(worker, open, status)
    const before = await resident(worker)
    run.say(`${PARTNERS} first polls`)
    const all = await inParallel(paths, (each) => first(worker, each, status))
    const after = await resident(worker)
    const contenders = new Map([
      ['public', () => rate(worker, [whole], status)],
      ['partners', () => rate(worker, all, status)],
      ['one', () => rate(worker, all.slice(0, 1), status)],
    ])
    await interleaved(contenders, 1)
    const rates = await interleaved(contenders, ROUNDS)
    const toPublic = (name: string) =>
      median((rates.get(name) ?? []).map((each, at) => each / (rates.get('public')?.[at] ?? each)))
    const row = (what: string, name: string, bytes: number, memory: string) => [
      `${status}, ${items} articles: ${what}`,
      number(median(rates.get(name) ?? [])),
      ratio(toPublic(name)),
      number(bytes),
      memory,
    ]
    const mib = (bytes: number) => number(bytes / 2 ** 20)
    return [
      row('the public feed', 'public', whole.bytes, mib(before)),
      row(
        'a partner after the other',
        'partners',
        median(all.map(({ bytes }) => bytes)),
        mib(after),
      ),
      row('one partner', 'one', all[0]?.bytes ?? 0, ''),
    ]
  } finally {
    await worker.stop()
  }
}

/** A poll that is measured. */
interface Poll {
  path: string
  headers: Record<string, string>
  /** Of the body. */
  bytes: number
}

/** The first poll of an address, and with it what is to be asked from then on. */
async function first(worker: RunningWorker, path: string, status: 200 | 304): Promise<Poll> {
  const answer = await get(new URL(path, worker.address), GZIP)
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  if (status === 200) return { path, headers: GZIP, bytes: answer.body.length }
  return { path, headers: { ...GZIP, 'if-none-match': answer.headers['etag'] ?? '' }, bytes: 0 }
}

/** Makes the partners, and gives the addresses of their feeds. */
async function signed(file: string, items: number): Promise<string[]> {
  const database = openForWriting(file)
  const db = d1Over(database)
  const context = { actor: 'bench', now: Date.now(), ahead: 0 }
  const paths: string[] = []
  for (let index = 0; index < PARTNERS; index += 1) {
    const terms = partner.parse(termsOf(index, items))
    await writePartner(db, terms, context)
    const key = newKey()
    await createKey(db, terms.id, { hash: tokenHash(key), expires: null }, context)
    paths.push(`/partners/${key}/rss.xml`)
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return paths
}

function termsOf(index: number, items: number): PartnerInput {
  const section = PUBLICATION.sections[index % PUBLICATION.sections.length]
  return {
    id: `partner-${index}`,
    name: `Partner ${index}`,
    profile: PROFILES[index % PROFILES.length],
    sections: index % 3 === 0 && section ? [section.id] : [],
    items,
    body: 'summary',
    campaign: { source: `partner-${index}` },
  }
}

async function resident({ pid }: RunningWorker): Promise<number> {
  return pid === undefined ? Number.NaN : residentBytes(pid)
}

async function inParallel<T, R>(all: T[], make: (each: T) => Promise<R>): Promise<R[]> {
  const made: R[] = []
  const left = [...all.entries()].toReversed()
  const work = async () => {
    for (let next = left.pop(); next; next = left.pop()) made[next[0]] = await make(next[1])
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  return made
}

/** Requests a second. */
async function rate({ address }: RunningWorker, polls: Poll[], status: number): Promise<number> {
  const wrong = new Set<number>()
  const result = await new Promise<Result>((resolve, reject) => {
    const options = {
      url: address.href,
      connections: CONNECTIONS,
      duration: DURATION,
      requests: polls.map(({ path, headers }) => ({ path, headers })),
    }
    autocannon(options, (error: unknown, found) => {
      if (error) reject(new Error('the partners cannot be measured', { cause: error }))
      else resolve(found)
    }).on('response', (_, received) => {
      if (received !== status) wrong.add(received)
    })
  })
  if (result.errors > 0 || wrong.size > 0) {
    throw new Error(`${result.errors} errors, and ${[...wrong].join(', ')} instead of ${status}`)
  }
  return result.requests.total / result.duration
}
