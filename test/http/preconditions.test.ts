import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIfMatch } from '../../src/http/preconditions.ts'
import { Problem } from '../../src/http/problem.ts'

describe('readIfMatch', () => {
  it('takes nothing for granted where there is no such field', () => {
    expect(readIfMatch(undefined)).toBeUndefined()
  })

  it.each([
    ['"12"', '"12"', true],
    ['"12"', '"13"', false],
    ['"12"', undefined, false],
    ['*', '"12"', true],
    [' * ', '"12"', true],
    ['*', undefined, false],
    ['"11", "12"', '"12"', true],
    ['"11","12" ,"13"', '"12"', true],
    ['W/"12"', '"12"', false],
    ['W/"12", "12"', '"12"', true],
    ['"1,2"', '"1,2"', true],
    ['"W/"', '"W/"', true],
    ['""', '"12"', false],
    ['"*"', '"12"', false],
  ])('%s, of %s: %s (RFC 9110 §13.1.1)', (field, etag, isMeant) => {
    expect(readIfMatch(field)?.(etag)).toBe(isMeant)
  })

  it.each(['', '12', '"12', '12"', '"12" "13"', '*, "12"', 'w/"12"', '"12", x'])(
    '%j is refused, with what to send',
    (field) => {
      expect(() => readIfMatch(field)).toThrow(
        new Problem(
          400,
          '`If-Match` is no list of entity tags: send the `ETag` that GET gave, with its quotation marks, or *.',
        ),
      )
    },
  )

  it('is read or refused in no time, whatever comes in', () => {
    const field = fc.array(fc.constantFrom('"', 'W/', ',', ' ', 'a', '*'), { maxLength: 2000 })
    fc.assert(
      fc.property(field, (parts) => {
        try {
          readIfMatch(parts.join(''))?.('"a"')
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
        }
      }),
      { numRuns: 300 },
    )
  })
})
