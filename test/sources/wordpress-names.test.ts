import { describe, expect, it } from 'vitest'
import { numberIn } from '../../src/sources/wordpress-address.ts'
import {
  readByNumber,
  readChanged,
  readName,
  readNewest,
} from '../../src/sources/wordpress-names.ts'
import { RefusedError } from '../../src/sources/wordpress-refused.ts'

const named = (id: number | string, guid = `https://site.example/?p=${id}`) => ({
  id,
  guid: { rendered: guid },
})

/** A site that gives one answer to whatever it is asked, and what it was asked. */
function site(answer: unknown) {
  const asked: [path: string, query: Record<string, string>][] = []
  const ask = async (path: string, query: Record<string, string>): Promise<unknown> => {
    asked.push([path, query])
    // Of a post that is there no more the list says nothing.
    if ('include' in query && answer instanceof Error) return []
    if (answer instanceof Error) throw answer
    return answer
  }
  return { ask, asked }
}

describe('readNewest', () => {
  it('names the newest posts', async () => {
    const { ask, asked } = site([named(7, 'https://site.example/?a=1&#038;p=7'), named(9)])
    expect(await readNewest(ask, 1)).toEqual([{ number: 7, guid: 'https://site.example/?a=1&p=7' }])
    expect(asked).toEqual([
      ['wp/v2/posts', { orderby: 'date', order: 'desc', per_page: '1', _fields: 'id,guid' }],
    ])
  })

  it('says so where a site does not answer like WordPress', async () => {
    await expect(readNewest(site([named('7')]).ask, 20)).rejects.toThrow(
      'about its newest posts: id:',
    )
  })
})

describe('readChanged', () => {
  const AFTER = Date.parse('2026-08-20T11:00:00Z')
  const post = (id: number, second: number) => ({
    id,
    modified_gmt: `2026-08-20T11:00:0${second}`,
  })
  const numbers = (posts: { number: number }[]) => posts.map(({ number }) => number)

  it('names what has changed after a moment, and when; of one second by number', async () => {
    const { ask, asked } = site([post(9, 1), post(7, 1), post(5, 2)])
    expect(await readChanged(ask, AFTER, 0)).toEqual({
      posts: [
        { number: 7, modified: AFTER + 1000 },
        { number: 9, modified: AFTER + 1000 },
        { number: 5, modified: AFTER + 2000 },
      ],
      isAll: true,
    })
    expect(asked).toEqual([
      [
        'wp/v2/posts',
        {
          modified_after: '2026-08-20T11:00:00Z',
          order: 'asc',
          per_page: '100',
          _fields: 'id,modified_gmt',
          orderby: 'modified',
        },
      ],
    ])
  })

  it('passes over those of the first second only', async () => {
    const { ask } = site([post(9, 1), post(7, 1), post(5, 2)])
    expect(numbers((await readChanged(ask, AFTER, 1)).posts)).toEqual([9, 5])
    expect(numbers((await readChanged(ask, AFTER, 4)).posts)).toEqual([5])
    expect(numbers((await readChanged(ask, AFTER - 1000, 1)).posts)).toEqual([7, 9, 5])
  })

  it('asks for a second by number that has more than a hundred', async () => {
    const { ask, asked } = site(Array.from({ length: 100 }, (_, index) => post(index + 1, 1)))
    expect((await readChanged(ask, AFTER, 40)).isAll).toBe(false)
    expect(asked[1]?.[1]).toEqual({
      modified_after: '2026-08-20T11:00:00Z',
      modified_before: '2026-08-20T11:00:02Z',
      order: 'asc',
      orderby: 'id',
      offset: '40',
      per_page: '100',
      _fields: 'id,modified_gmt',
    })
  })

  it('says so where a site does not know what it is asked, or is none', async () => {
    await expect(readChanged(site([post(7, 1)]).ask, AFTER + 3000, 0)).rejects.toThrow(
      'it takes WordPress 5.7 or later',
    )
    await expect(readChanged(site({}).ask, AFTER, 0)).rejects.toThrow(
      'the REST API does not answer like WordPress about its posts: ',
    )
  })
})

describe('readByNumber', () => {
  it('names a hundred posts, the highest numbers first', async () => {
    const { ask, asked } = site([named(9), named(7)])
    expect(await readByNumber(ask, 200)).toEqual([
      { number: 9, guid: 'https://site.example/?p=9' },
      { number: 7, guid: 'https://site.example/?p=7' },
    ])
    expect(asked).toEqual([
      [
        'wp/v2/posts',
        { orderby: 'id', order: 'desc', per_page: '100', offset: '200', _fields: 'id,guid' },
      ],
    ])
  })

  it.each([[[7, 9]], [[9, 7, 8]], [[1, 2, 3]]])('refuses another order: %j', async (ids) => {
    const { ask } = site(ids.map((id) => named(id)))
    await expect(readByNumber(ask, 0)).rejects.toThrow('in the order of their numbers')
  })

  it.each([[null], [{}], [[null]], [[named(0)]], [[{ id: 7 }]]])(
    'says so where a site does not answer like WordPress: %j',
    async (answer) => {
      await expect(readByNumber(site(answer).ask, 0)).rejects.toThrow('about its posts by number')
    },
  )
})

describe('readName', () => {
  it('names one post, or none where there is none for everybody', async () => {
    const { ask, asked } = site(named(7))
    expect(await readName(ask, 7)).toEqual({ number: 7, guid: 'https://site.example/?p=7' })
    expect(asked).toEqual([['wp/v2/posts/7', { _fields: 'id,guid' }]])
    for (const [status, code] of [
      [404, 'rest_post_invalid_id'],
      [401, 'rest_forbidden'],
      [403, 'rest_forbidden'],
    ] as const) {
      expect(await readName(site(new RefusedError(status, code)).ask, 7)).toBeUndefined()
    }
  })

  it.each([
    [404, ''],
    [404, 'rest_no_route'],
    [401, 'rest_not_logged_in'],
    [403, ''],
  ])('takes no other refusal for an answer: %i, %s', async (status, code) => {
    const error = new RefusedError(status, code)
    await expect(readName(site(error).ask, 7)).rejects.toBe(error)
  })
})

describe('numberIn', () => {
  it.each([
    ['https://site.example/?p=7', 'https://site.example/', 7],
    ['http://www.site.example/?p=7', 'https://site.example/', 7],
    ['http://site.example?p=7', 'https://www.site.example/', 7],
    ['https://site.example/blog/?p=7', 'https://site.example/blog/', 7],
    ['https://site.example/blog/?p=7', 'https://site.example/', undefined],
    ['https://site.example:8080/?p=7', 'https://site.example/', undefined],
    ['https://other.example/?p=7', 'https://site.example/', undefined],
    ['https://site.example/?p=0', 'https://site.example/', undefined],
    ['https://site.example/?p=7&x=1', 'https://site.example/', undefined],
    ['https://site.example/?page_id=7', 'https://site.example/', undefined],
    ['https://site.example/?p=9999999999999999', 'https://site.example/', undefined],
    ['https://site.example/7/', 'https://site.example/', undefined],
    ['7', 'https://site.example/', undefined],
  ])('of %s on %s is %s', (guid, address, number) => {
    expect(numberIn(guid, address)).toBe(number)
  })
})
