// Partners: five thousand of them, each under terms of its own, poll one worker; beside it the public
// feed with as many articles.

import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import autocannon, { type Result } from 'autocannon'
import { Client } from '../../src/cli/client.ts'
import { draftOf, PUBLICATION } from './articles.ts'
import { makeDatabase } from './database.ts'
import { get } from './get.ts'
import { number, ratio, type Table } from './report.ts'
import { interleaved, median } from './rounds.ts'
import type { Run } from './run.ts'
import { khulasa, type RunningWorker, start, TOKEN } from './worker.ts'

const PARTNERS = 5000
const ARTICLES = 1000
const AT_ONCE = 50
const CONNECTIONS = 8
const ROUNDS = 7
/** Seconds of one sample. */
const DURATION = 2
const ITEMS = 5
const PUBLIC = `/rss.xml?limit=${ITEMS}&content=summary`
const PROFILES = ['generic', 'feedly', 'smartnews', 'apple-news']
const HEADERS = { 'accept-encoding': 'gzip' }

export async function partners(run: Run): Promise<Table[]> {
  const folder = path.join(run.folder, 'partners')
  await mkdir(folder)
  await makeDatabase(folder)
  const built = await run.build()
  const writing = await start(khulasa(built, folder))
  const paths = await signed(writing, run)
  await writing.stop()
  const worker = await start(khulasa(built, folder), true)
  try {
    await get(new URL(PUBLIC, worker.address), HEADERS)
    const before = await worker.held()
    run.say(`${PARTNERS} first polls`)
    const sizes = await inParallel(paths, async (each) => {
      const { status, body } = await get(new URL(each, worker.address), HEADERS)
      if (status !== 200) throw new Error(`${each} answered ${status}`)
      return body.length
    })
    const held = await worker.held()
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
          `path; the public feed is \`${PUBLIC}\`. All are in memory, gzip. The isolate held ` +
          `${number(before / 2 ** 20)} MiB before the first of them had polled and ` +
          `${number(held / 2 ** 20)} MiB when all had.`,
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

/** Publishes articles, makes the partners, and gives the addresses of their feeds. */
async function signed({ address }: RunningWorker, run: Run): Promise<string[]> {
  const client = new Client(address, TOKEN)
  await client.putPublication(PUBLICATION)
  const drafts = Array.from({ length: ARTICLES }, (_, index) => draftOf(index, ARTICLES))
  for (let from = 0; from < ARTICLES; from += AT_ONCE) {
    await client.postArticles(drafts.slice(from, from + AT_ONCE))
  }
  run.say(`${PARTNERS} partners and their keys`)
  const numbers = Array.from({ length: PARTNERS }, (_, index) => index)
  return inParallel(numbers, async (index) => {
    const id = `partner-${index}`
    await send(address, 'PUT', `/api/partners/${id}`, termsOf(index))
    const { key } = await send(address, 'POST', `/api/partners/${id}/keys`, {})
    return `/partners/${String(key)}/rss.xml`
  })
}

function termsOf(index: number): object {
  const section = PUBLICATION.sections[index % PUBLICATION.sections.length]
  return {
    name: `Partner ${index}`,
    profile: PROFILES[index % PROFILES.length],
    sections: index % 3 === 0 && section ? [section.id] : [],
    items: ITEMS,
    body: 'summary',
    campaign: { source: `partner-${index}` },
  }
}

async function send(address: URL, method: string, to: string, body: object) {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  const response = await fetch(new URL(to, address), {
    method,
    headers,
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${to} answered ${response.status}: ${await response.text()}`)
  return response.json<Record<string, unknown>>()
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
