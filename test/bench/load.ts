// The load generator, the same for every worker: autocannon. An answer that is not the expected one
// ends the bench.

import autocannon, { type Result } from 'autocannon'
import { processorSeconds } from './processes.ts'
import type { RunningWorker } from './worker.ts'

const CONNECTIONS = 8
/** Seconds of one sample. */
const DURATION = 1

/** Bytes that an answer may have beyond its body: its headers, and the frames of its chunks. */
const MOST_BYTES_AROUND = 16 * 1024

export interface Expected {
  status: number
  /** Bytes of the body, as it goes over the wire. */
  bytes: number
}

export interface Load {
  /** Requests a second. */
  rate: number
  /** ms of processor time that workerd uses for one; `undefined` where the system does not tell. */
  processor: number | undefined
}

/** Asks a worker for one address as often as it answers. */
export async function load(
  { address, pid }: RunningWorker,
  path: string,
  headers: Record<string, string>,
  { status, bytes }: Expected,
): Promise<Load> {
  const before = pid === undefined ? undefined : await processorSeconds(pid)
  const wrong = new Set<string>()
  const url = new URL(path, address).href
  const { requests, errors, duration } = await new Promise<Result>((resolve, reject) => {
    const options = { url, connections: CONNECTIONS, duration: DURATION, headers }
    autocannon(options, (error: unknown, result) => {
      if (error) reject(new Error(`${url} cannot be measured`, { cause: error }))
      else resolve(result)
    }).on('response', (_, received, length) => {
      const around = length - bytes
      if (received !== status || around < 0 || around > MOST_BYTES_AROUND) {
        wrong.add(`${received} with ${length} bytes, not ${status} with a body of ${bytes}`)
      }
    })
  })
  if (errors > 0) wrong.add(`${errors} errors of connections`)
  if (wrong.size > 0) throw new Error(`${url} answered ${[...wrong].join('; ')}`)
  const after = pid === undefined ? undefined : await processorSeconds(pid)
  return {
    rate: requests.total / duration,
    processor:
      before === undefined || after === undefined
        ? undefined
        : ((after - before) * 1000) / requests.total,
  }
}
