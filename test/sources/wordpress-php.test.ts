import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PhpError, unserialise } from '../../src/sources/wordpress-php.ts'

const bytes = (text: string) => new TextEncoder().encode(text).length

describe('unserialise', () => {
  it.each([
    ['i:1280;', 1280],
    ['i:-3;', -3],
    ['d:0.5;', 0.5],
    ['d:-INF;', -Infinity],
    ['b:1;', true],
    ['b:0;', false],
    ['N;', null],
    ['s:0:"";', ''],
    ['s:8:"صورة";', 'صورة'],
    ['s:5:"a";s:";', 'a";s:'],
    ['a:0:{}', new Map()],
    [
      'a:2:{s:5:"width";i:1280;s:10:"image_meta";a:1:{i:0;s:2:"و";}}',
      new Map<string, unknown>([
        ['width', 1280],
        ['image_meta', new Map([['0', 'و']])],
      ]),
    ],
  ])('reads %s', (text, value) => {
    expect(unserialise(text)).toEqual(value)
  })

  it.each([
    ['', 'expected a text, a figure or an array at byte 0 of a serialised value'],
    ['i:12', 'expected a figure and ; at byte 2 of a serialised value'],
    ['i:12x;', 'expected a figure and ; at byte 2 of a serialised value'],
    ['s:5:"صورة";', 'expected a text of 5 bytes at byte 5 of a serialised value'],
    ['s:99:"a";', 'expected a text of 99 bytes at byte 6 of a serialised value'],
    ['a:2:{i:0;i:1;}', 'expected a text, a figure or an array at byte 13 of a serialised value'],
    ['a:1:{a:0:{}i:1;}', 'expected a key at byte 11 of a serialised value'],
    ['i:1;i:2;', 'expected the end at byte 4 of a serialised value'],
    [
      'O:8:"stdClass":0:{}',
      'expected a text, a figure or an array at byte 0 of a serialised value',
    ],
    [
      'a:1:{i:0;'.repeat(50),
      'expected no more than 20 arrays inside each other at byte 185 of a serialised value',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => unserialise(text)).toThrow(new PhpError(message))
  })

  it('reads every text as it was, and fails with its own error on everything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (text) => {
        expect(unserialise(`s:${bytes(text)}:"${text}";`)).toBe(text)
        try {
          unserialise(text)
        } catch (error) {
          expect(error).toBeInstanceOf(PhpError)
        }
      }),
    )
  })
})
