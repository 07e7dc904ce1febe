import { describe, expect, it } from 'vitest'
import { takesGzip } from '../../src/http/encodings.ts'

function request(accept: string | undefined, cf?: Record<string, unknown>): Request {
  const headers = accept === undefined ? undefined : { 'Accept-Encoding': accept }
  return new Request('https://feeds.news.example/rss.xml', { headers, cf })
}

describe('takesGzip', () => {
  it.each([
    ['gzip', true],
    ['GZIP', true],
    ['x-gzip', true],
    ['br, gzip', true],
    ['gzip;q=0.5, identity', true],
    ['*', true],
    [undefined, false],
    ['', false],
    ['identity', false],
    ['br', false],
    ['gzip;q=0', false],
    ['gzip;q=0, *', false],
    ['*;q=0', false],
  ])('of %j: %s', (accept, takes) => {
    expect(takesGzip(request(accept))).toBe(takes)
  })

  it('goes by what the client said, where the platform says that apart', () => {
    expect(takesGzip(request('br, gzip', { clientAcceptEncoding: 'identity' }))).toBe(false)
    expect(takesGzip(request('br', { clientAcceptEncoding: 'gzip' }))).toBe(true)
    expect(takesGzip(request('br, gzip', { clientAcceptEncoding: '' }))).toBe(false)
  })
})
