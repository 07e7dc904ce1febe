import { describe, expect, it } from 'vitest'
import { isSigned, isTimely, TOLERANCE_MS } from '../../src/http/signature.ts'

const SECRET = 'known-to-both-sides-only'
const TIMESTAMP = '1787400000'
const BODY = '{"event":"publish","post":123,"guid":"https://www.news.example/?p=123"}'
// printf '%s.%s' "$TIMESTAMP" "$BODY" | openssl dgst -sha256 -hmac "$SECRET"
const DIGITS = 'e82c2c71e6214ea5d38ed44506822ac8b671e31701a8063f5a9edc08d7b23f67'
const SIGNATURE = `sha256=${DIGITS}`

async function signed(changes: {
  secret?: string
  signature?: string
  timestamp?: string
  body?: string
}): Promise<boolean> {
  const { secret = SECRET, signature = SIGNATURE, timestamp = TIMESTAMP, body = BODY } = changes
  return isSigned(secret, signature, timestamp, await new Blob([body]).arrayBuffer())
}

describe('isSigned', () => {
  it('is so of the signature that another implementation makes', async () => {
    expect(await signed({})).toBe(true)
  })

  it.each([
    ['another secret', { secret: `${SECRET}.` }],
    ['another moment', { timestamp: '1787400001' }],
    ['another body', { body: `${BODY} ` }],
    ['a full stop that is elsewhere', { timestamp: '178740000', body: `0.${BODY}` }],
    ['large digits', { signature: `sha256=${DIGITS.toUpperCase()}` }],
    ['no name of the algorithm', { signature: DIGITS }],
    ['another algorithm', { signature: `sha1=${DIGITS}` }],
    ['a digit too few', { signature: SIGNATURE.slice(0, -1) }],
    ['a digit too many', { signature: `${SIGNATURE}0` }],
    ['a line after it', { signature: `${SIGNATURE}\n` }],
    ['no digits', { signature: 'sha256=' }],
    ['nothing', { signature: '' }],
  ])('is not with %s', async (_, changes) => {
    expect(await signed(changes)).toBe(false)
  })

  it('signs the bytes of a body, whatever they are', async () => {
    const signature = 'sha256=965323e22d00760d31e7594747c911b8702cf5f3737d64a73a1fe4f19a56d47b'
    expect(await signed({ signature, body: '' })).toBe(true)
  })
})

describe('isTimely', () => {
  const now = Number(TIMESTAMP) * 1000

  it.each([
    [TIMESTAMP, 0, true],
    [TIMESTAMP, TOLERANCE_MS, true],
    [TIMESTAMP, -TOLERANCE_MS, true],
    [TIMESTAMP, TOLERANCE_MS + 1, false],
    [TIMESTAMP, -TOLERANCE_MS - 1, false],
    ['', 0, false],
    ['-1787400000', 0, false],
    ['1787400000.0', 0, false],
    ['1.7874e9', 0, false],
    [' 1787400000', 0, false],
    ['1787400000000', 0, false],
    ['١٧٨٧٤٠٠٠٠٠', 0, false],
  ])('%j, %i ms later, is %s', (timestamp, later, isSo) => {
    expect(isTimely(timestamp, now + later)).toBe(isSo)
  })
})
