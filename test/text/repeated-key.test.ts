import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { repeatedKey } from '../../src/text/repeated-key.ts'

describe('repeatedKey', () => {
  it.each([
    ['{"a":1,"a":2}', ['a']],
    ['{"a":1,"\\u0061":2}', ['a']],
    ['{"a" : 1, "b":{"a":1} ,"a"\n:2}', ['a']],
    ['{"articles":[{"id":"x"},{"id":"y","tags":["a"],"id":"z"}]}', ['articles', 1, 'id']],
    ['[[],[{"أ":1},{"أ":1,"أ":2}]]', [1, 1, 'أ']],
    ['{"":1,"":2}', ['']],
    ['{"__proto__":1,"__proto__":2}', ['__proto__']],
    ['{"a\\\\":1,"a\\\\":2}', ['a\\']],
  ])('is where it stands: %s', (json, path) => {
    expect(repeatedKey(json)).toEqual(path)
  })

  it.each([
    '',
    '{}',
    '"a"',
    '{"a":"a","b":["a","a"],"c":{"a":1}}',
    '{"a":"\\",\\"a\\":","b":"{\\"b\\":1,\\"b\\":2}"}',
    '[{"a":1},{"a":1}]',
    '{"a":"\\\\","b":1}',
    '{"a',
    '}}]]{"a":1',
    '{"\\x":1,"\\x":2}',
    '{"a"',
  ])('is nothing where there is none, or no JSON: %s', (json) => {
    expect(repeatedKey(json)).toBeUndefined()
  })

  it('is nothing in what JSON.stringify writes, and is found when a member is put in again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
        const json = JSON.stringify(value, undefined, 1)
        expect(repeatedKey(json)).toBeUndefined()
        const [key = ''] = Object.keys(value)
        const twice = json.replace(/\}$/, () => `,${JSON.stringify(key)}:0}`)
        expect(repeatedKey(twice)).toEqual([key])
      }),
    )
  })
})
