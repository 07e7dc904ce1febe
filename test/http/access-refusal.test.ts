import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import wrangler from '../../wrangler.toml?raw'
import { Problem } from '../../src/http/problem.ts'
import { clientOf, refusal, unlessTooMany } from '../../src/http/access-refusal.ts'

const CHALLENGE = 'Bearer error="invalid_token"'

async function refused(address: string | undefined, limiter = env.REFUSALS) {
  const headers = address === undefined ? undefined : { 'CF-Connecting-IP': address }
  const request = new Request('https://feeds.news.example/api/articles', { headers })
  const { status, message, headers: sent } = await refusal(request, limiter, CHALLENGE, 'Detail.')
  return { status, message, headers: sent }
}

describe('refusal', () => {
  const first = { status: 401, message: 'Detail.', headers: { 'WWW-Authenticate': CHALLENGE } }
  const later = {
    status: 429,
    message: 'Too many requests without a valid token: wait 60 seconds, and mend the token.',
    headers: { 'Retry-After': '60' },
  }

  it('is 401 ten times a minute, then 429 with Retry-After; to others it is 401 still', async () => {
    // A minute may end in between, once: the count begins again.
    const answers: unknown[] = []
    for (let number = 0; number < 22; number += 1) answers.push(await refused('192.0.2.1'))
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => first))
    expect(answers).toContainEqual(later)
    expect(await refused('192.0.2.2')).toEqual(first)
  })

  it('counts an IPv6 client by its /64', async () => {
    const answers: unknown[] = []
    for (let number = 1; number < 23; number += 1) {
      answers.push(await refused(`2001:db8:0:1::${number.toString(16)}`))
    }
    expect(answers).toContainEqual(later)
    expect(await refused('2001:db8:0:2::1')).toEqual(first)
  })

  it('counts those without an address together', async () => {
    const answers: unknown[] = []
    for (let number = 0; number < 22; number += 1) answers.push(await refused(undefined))
    expect(answers).toContainEqual(later)
  })

  it('says to wait as long as the platform counts', () => {
    const [, name, limit, period] =
      /\[\[ratelimits\]\]\nname = "(\w+)"\n.*\nsimple = \{ limit = (\d+), period = (\d+) \}/.exec(
        wrangler,
      ) ?? []
    expect([name, limit, period]).toEqual(['REFUSALS', '10', '60'])
  })
})

describe('unlessTooMany', () => {
  it('is the problem that is given, then 429 about the secret that is named', async () => {
    const headers = { 'CF-Connecting-IP': '192.0.2.77' }
    const request = new Request('https://feeds.news.example/partners/x/rss.xml', { headers })
    const answers: [status: number, message: string][] = []
    for (let number = 0; number < 22; number += 1) {
      const given = new Problem(404, 'No such key.')
      const { status, message } = await unlessTooMany(request, env.REFUSALS, given, 'key')
      answers.push([status, message])
    }
    expect(answers[0]).toEqual([404, 'No such key.'])
    expect(answers).toContainEqual([
      429,
      'Too many requests without a valid key: wait 60 seconds, and mend the key.',
    ])
  })
})

describe('refusal without a limiter', () => {
  it('is 401 however often', async () => {
    const request = new Request('https://feeds.news.example/api/articles')
    for (let number = 0; number < 12; number += 1) {
      expect((await refusal(request, undefined, CHALLENGE, 'Detail.')).status).toBe(401)
    }
  })
})

describe('clientOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['', ''],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:0003:0004:0005:0006', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8:1::2:3', '2001:db8:1:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::1:2:3:4:5', '0:0:0:1::/64'],
  ])('of %j is %j', (address, client) => {
    expect(clientOf(address)).toBe(client)
  })
})
