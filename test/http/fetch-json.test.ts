import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Fetch, FetchError, fetchJson } from '../../src/http/fetch-json.ts'

const ADDRESS = 'https://site.example/wp-json/'
const MB = 1024 * 1024

afterEach(() => void vi.restoreAllMocks())

/** What answers by the address, and what it was asked. */
function server(answers: Record<string, () => Response | Promise<Response>>) {
  const asked: [address: string, init: RequestInit][] = []
  const fetch: Fetch = async (address, init) => {
    asked.push([address, init])
    const answer = answers[address]
    if (!answer) throw new TypeError(`nobody at ${address}`)
    return answer()
  }
  return { asked, fetch }
}

const to = (location: string, status = 301) =>
  new Response(null, { status, headers: { Location: location } })

/** Why the address gave no answer, and whether that passes. */
async function fault(fetch: Fetch): Promise<[message: string, isPassing: boolean]> {
  const error: unknown = await fetchJson(fetch, ADDRESS).catch((error: unknown) => error)
  if (!(error instanceof FetchError)) throw new Error('it answered')
  return [error.message, error.isPassing]
}

/** A body that goes on for so many bytes, and whether it was read no further. */
function long(bytes: number) {
  const chunk = new Uint8Array(64 * 1024).fill(0x20)
  const body = { sent: 0, isCancelled: false }
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (body.sent >= bytes) return controller.close()
      body.sent += chunk.length
      controller.enqueue(chunk)
    },
    cancel: () => {
      body.isCancelled = true
    },
  })
  return { body, stream }
}

describe('fetchJson', () => {
  it('says what was answered, whatever the status', async () => {
    for (const status of [200, 401, 404]) {
      const { asked, fetch } = server({
        [ADDRESS]: () => new Response('{"اسم":"خبر"}', { status }),
      })
      expect(await fetchJson(fetch, ADDRESS)).toEqual({ status, body: { اسم: 'خبر' } })
      expect(asked).toMatchObject([
        [
          ADDRESS,
          {
            redirect: 'manual',
            cache: 'no-store',
            headers: { Accept: 'application/json', 'User-Agent': 'Khulasa' },
          },
        ],
      ])
    }
  })

  it.each([['<!doctype html>'], [''], ['{"a":1'], ['\u0000']])(
    'has no body where it is no JSON: %j',
    async (text) => {
      const { fetch } = server({ [ADDRESS]: () => new Response(text) })
      expect(await fetchJson(fetch, ADDRESS)).toEqual({ status: 200, body: undefined })
    },
  )

  it('reads letters that come in pieces', async () => {
    const bytes = new TextEncoder().encode('"خبر"')
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const { fetch } = server({ [ADDRESS]: () => new Response(stream) })
    expect(await fetchJson(fetch, ADDRESS)).toEqual({ status: 200, body: 'خبر' })
  })

  it('reads 4 MB, and stops where there is more', async () => {
    const whole = long(4 * MB)
    const { fetch } = server({ [ADDRESS]: () => new Response(whole.stream) })
    expect(await fetchJson(fetch, ADDRESS)).toEqual({ status: 200, body: undefined })
    const { body, stream } = long(100 * MB)
    const larger = server({ [ADDRESS]: () => new Response(stream) })
    expect(await fault(larger.fetch)).toEqual([
      'https://site.example answers with more than 4 MB',
      false,
    ])
    expect(body.isCancelled).toBe(true)
    expect(body.sent).toBeLessThan(5 * MB)
  })

  it.each([429, 500, 502, 503, 504])('takes %i for a fault that passes', async (status) => {
    const { fetch } = server({ [ADDRESS]: () => new Response('{}', { status }) })
    expect(await fault(fetch)).toEqual([`https://site.example answers ${status}`, true])
  })

  it('follows redirects within the origin, three of them', async () => {
    const at = (path: string) => `https://site.example${path}`
    const { asked, fetch } = server({
      [ADDRESS]: () => to('/2', 302),
      [at('/2')]: () => to(at('/3'), 307),
      [at('/3')]: () => to('4', 308),
      [at('/4')]: () => new Response('4'),
    })
    expect(await fetchJson(fetch, ADDRESS)).toEqual({ status: 200, body: 4 })
    expect(asked.map(([address]) => address)).toEqual([ADDRESS, at('/2'), at('/3'), at('/4')])
    expect(await fault(server({ [ADDRESS]: () => to(ADDRESS) }).fetch)).toEqual([
      'https://site.example redirects more than 3 times',
      false,
    ])
  })

  it.each([
    ['https://other.example/', 'https://other.example'],
    ['//other.example/', 'https://other.example'],
    ['http://site.example/', 'http://site.example'],
    ['https://site.example:8443/', 'https://site.example:8443'],
    ['https://www.site.example/', 'https://www.site.example'],
    ['http://169.254.169.254/latest/', 'http://169.254.169.254'],
    ['https://[', 'what is no address'],
  ])('asks nobody else: it is led to %s', async (location, where) => {
    const { asked, fetch } = server({ [ADDRESS]: () => to(location) })
    expect(await fault(fetch)).toEqual([
      `https://site.example redirects to ${where}, which is not asked`,
      false,
    ])
    expect(asked).toHaveLength(1)
  })

  it('takes a redirect without an address for an answer', async () => {
    const { fetch } = server({ [ADDRESS]: () => new Response('1', { status: 300 }) })
    expect(await fetchJson(fetch, ADDRESS)).toEqual({ status: 300, body: 1 })
  })

  it('says so where nobody answers', async () => {
    expect(await fault(server({}).fetch)).toEqual(['https://site.example cannot be reached', true])
  })

  it('waits five seconds for all of an answer', async () => {
    const controller = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(controller.signal)
    const fetch: Fetch = (_, { signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')))
        controller.abort()
      })
    expect(await fault(fetch)).toEqual([
      'https://site.example did not answer in full within 5 s',
      true,
    ])
    expect(timeout).toHaveBeenCalledWith(5000)
  })
})
