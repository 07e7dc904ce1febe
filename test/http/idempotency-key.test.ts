import { describe, expect, it } from 'vitest'
import { readIdempotencyKey } from '../../src/http/idempotency-key.ts'
import { Problem } from '../../src/http/problem.ts'

describe('readIdempotencyKey', () => {
  it.each([
    [undefined, undefined],
    ['"8e03978e-40d5"', '8e03978e-40d5'],
    ['8e03978e-40d5', '8e03978e-40d5'],
    ['"a \\"b\\" \\\\"', 'a "b" \\'],
    [`"${'x'.repeat(255)}"`, 'x'.repeat(255)],
  ])('%s is %s', (field, key) => {
    expect(readIdempotencyKey(field)).toBe(key)
  })

  it.each(['', '""', '"a', 'a"b', '"a\\b"', 'é', 'x'.repeat(256), '"a", "b"', 'a\tb'])(
    '%j is refused, with what to send',
    (field) => {
      expect(() => readIdempotencyKey(field)).toThrow(
        new Problem(
          400,
          '`Idempotency-Key` is a text of 1 to 255 ASCII characters in quotation marks, such as "8e03978e-40d5-43e9-bc93-6894a57f9324".',
        ),
      )
    },
  )
})
