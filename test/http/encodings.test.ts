import fc from 'fast-check'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type Coding, CODINGS, encoded, preferredCoding } from '../../src/http/encodings.ts'

function request(accept: string | undefined, cf?: Record<string, unknown>): Request {
  const headers = accept === undefined ? undefined : { 'Accept-Encoding': accept }
  return new Request('https://feeds.news.example/rss.xml', { headers, cf })
}

describe('preferredCoding', () => {
  it.each<[string | undefined, Coding]>([
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0.5, gzip;q=0.9', 'gzip'],
    ['br;q=0.9, gzip;q=0.9', 'br'],
    ['gzip;q=0.001', 'gzip'],
    ['gzip;q=0.5, identity', 'identity'],
    ['gzip;q=0.5, identity;q=0.5', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['br;q=0, *;q=0.5, gzip;q=0', 'identity'],
    ['gzip;q=0.2, *;q=0.1', 'gzip'],
    ['identity;q=0, gzip', 'gzip'],
    [undefined, 'identity'],
    ['', 'identity'],
    ['identity', 'identity'],
    ['deflate', 'identity'],
    ['gzip;q=0', 'identity'],
    ['gzip;q=0, *;q=0', 'identity'],
    ['*;q=0', 'identity'],
    [';;,,q=', 'identity'],
  ])('of %j is %s', (accept, coding) => {
    expect(preferredCoding(request(accept))).toBe(coding)
    // From memory too.
    expect(preferredCoding(request(accept))).toBe(coding)
  })

  it.each<[string, string, Coding]>([
    ['br, gzip', 'identity', 'identity'],
    ['br, gzip', 'gzip', 'gzip'],
    ['br, gzip', '', 'identity'],
    ['gzip', 'gzip;q=0.5, br', 'br'],
  ])(
    'goes by what the client said, not by %j, where the platform says that apart: %j',
    (...all) => {
      const [accept, clientAcceptEncoding, coding] = all
      expect(preferredCoding(request(accept, { clientAcceptEncoding }))).toBe(coding)
    },
  )

  it('is one of the codings, whatever is asked', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]*$/), (accept) => {
        expect(CODINGS).toContain(preferredCoding(request(accept)))
      }),
    )
  })
})

describe('encoded', () => {
  const decoders: Record<Coding, (bytes: Uint8Array) => Uint8Array> = {
    br: brotliDecompressSync,
    gzip: gunzipSync,
    identity: (bytes) => bytes,
  }

  it.each(CODINGS)('%s decodes to the same bytes', async (coding) => {
    const bytes = new TextEncoder().encode('خلاصة الأخبار. '.repeat(1000))
    const sent = await encoded(bytes, coding)
    expect(new Uint8Array(decoders[coding](sent))).toEqual(bytes)
    if (coding !== 'identity') expect(sent.length).toBeLessThan(bytes.length / 20)
    const none = await encoded(new Uint8Array(), coding)
    expect(decoders[coding](none)).toHaveLength(0)
  })
})
