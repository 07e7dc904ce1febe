import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { expected, issuesOf } from '../../src/article/issues.ts'

const schema = z.strictObject(
  {
    name: z.string(expected('a text')).min(2, 'is too short'),
    list: z.array(z.strictObject({ size: z.int(expected('a whole number')) })).optional(),
  },
  expected('a thing'),
)

function issues(value: unknown) {
  const { error } = schema.safeParse(value)
  return error ? issuesOf(error) : []
}

describe('issuesOf', () => {
  it.each([
    [{ name: 'ab' }, []],
    [{}, [{ path: ['name'], message: 'is missing' }]],
    [{ name: undefined }, [{ path: ['name'], message: 'is missing' }]],
    [{ name: null }, [{ path: ['name'], message: 'expected a text' }]],
    [{ name: 5 }, [{ path: ['name'], message: 'expected a text' }]],
    [{ name: 'a' }, [{ path: ['name'], message: 'is too short' }]],
    [
      { name: 'ab', list: [{ size: 1 }, { size: 1.5 }] },
      [{ path: ['list', 1, 'size'], message: 'expected a whole number' }],
    ],
    [
      { name: 'ab', list: [{ size: 1, colour: 2 }] },
      [{ path: ['list', 0, 'colour'], message: 'there is no such field' }],
    ],
    [
      { name: 'ab', one: 1, other: 2 },
      [
        { path: ['one'], message: 'there is no such field' },
        { path: ['other'], message: 'there is no such field' },
      ],
    ],
    ['text', [{ path: [], message: 'expected a thing' }]],
    [undefined, [{ path: [], message: 'is missing' }]],
    [[], [{ path: [], message: 'expected a thing' }]],
  ])('of %j are %j', (value, found) => {
    expect(issues(value)).toEqual(found)
  })
})
