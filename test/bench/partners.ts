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
const ITEMS = 5
const PUBLIC = `/rss.xml?limit=${ITEMS}&content=summary`
const PROFILES = ['generic', 'feedly', 'smartnews', 'apple-news'] as const
const HEADERS = { 'accept-encoding': 'gzip' }

export async function partners(run: Run): Promise<Table[]> {
  const { folder, file } = await storeOf(ARTICLES, run)
  run.say(`${PARTNERS} partners and their keys`)
  const paths = await signed(file)
  const built = await run.build()
  const worker = await start(khulasa(built, folder))
  try {
    await get(new URL(PUBLIC, worker.address), HEADERS)
    const before = await resident(worker)
    run.say(`${PARTNERS} first polls`)
    const sizes = await inParallel(paths, async (each) => {
      const { status, body } = await get(new URL(each, worker.address), HEADERS)
      if (status !== 200) throw new Error(`${each} answered ${status}`)
      return body.length
    })
    const after = await resident(worker)
    const { length } = (await get(new URL(PUBLIC, worker.address), HEADERS)).body
    const contenders = new Map([
      ['public', () => rate(worker, [PUBLIC])],
      ['partners', () => rate(worker, paths)],
      ['one', () => rate(worker, paths.slice(0, 1))],
    ])
    await interleaved(contenders, 1)
    const rates = await interleaved(contenders, ROUNDS)
    const toPublic = (name: string) =>
      median((rates.get(name) ?? []).map((each, at) => each / (rates.get('public')?.[at] ?? each)))
    const row = (what: string, name: string, bytes: number) => [
      what,
      number(median(rates.get(name) ?? [])),
      ratio(toPublic(name)),
      number(bytes),
    ]
    return [
      {
        title: 'Partners',
        about:
          `${PARTNERS.toLocaleString('en')} partners, each with sections, a campaign and a profile of ` +
          `its own and ${ITEMS} articles in summary, poll one after the other with their keys in the ` +
          `path; the public feed is \`${PUBLIC}\`. All are in memory, gzip. workerd had ` +
          `${number(before / 2 ** 20)} MiB before the first of them had polled and ` +
          `${number(after / 2 ** 20)} MiB when all had, its database with it.`,
        columns: ['', 'requests/s', 'of the public feed', 'bytes'],
        rows: [
          row('the public feed', 'public', length),
          row('a partner after the other', 'partners', median(sizes)),
          row('one partner', 'one', sizes[0] ?? 0),
        ],
      },
    ]
  } finally {
    await worker.stop()
  }
}

/** Makes the partners, and gives the addresses of their feeds. */
async function signed(file: string): Promise<string[]> {
  const database = openForWriting(file)
  const db = d1Over(database)
  const context = { actor: 'bench', now: Date.now(), ahead: 0 }
  const paths: string[] = []
  for (let index = 0; index < PARTNERS; index += 1) {
    const terms = partner.parse(termsOf(index))
    await writePartner(db, terms, context)
    const key = newKey()
    await createKey(db, terms.id, { hash: await tokenHash(key), expires: null }, context)
    paths.push(`/partners/${key}/rss.xml`)
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return paths
}

function termsOf(index: number): PartnerInput {
  const section = PUBLICATION.sections[index % PUBLICATION.sections.length]
  return {
    id: `partner-${index}`,
    name: `Partner ${index}`,
    profile: PROFILES[index % PROFILES.length],
    sections: index % 3 === 0 && section ? [section.id] : [],
    items: ITEMS,
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
async function rate({ address }: RunningWorker, paths: string[]): Promise<number> {
  const result = await new Promise<Result>((resolve, reject) => {
    const options = {
      url: address.href,
      connections: CONNECTIONS,
      duration: DURATION,
      headers: HEADERS,
      requests: paths.map((each) => ({ path: each })),
    }
    autocannon(options, (error: unknown, found) => {
      if (error) reject(new Error('the partners cannot be measured', { cause: error }))
      else resolve(found)
    })
  })
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${result.errors} errors, ${result.non2xx} refusals`)
  }
  return result.requests.total / result.duration
}
