import { describe, expect, it } from 'vitest'
import { readFeedQuery, writeFeedQuery } from '../../src/routes/feed-query.ts'

const roundTrip = (query: string) => writeFeedQuery(readFeedQuery(new URLSearchParams(query)))

describe('the canonical query', () => {
  it.each([
    ['', ''],
    ['limit=50&content=full', ''],
    ['x=1&limit=7', '?limit=7'],
    ['content=summary&limit=1', '?limit=1&content=summary'],
    ['before=1787389200000-9007199254740991', '?before=1787389200000-9007199254740991'],
    ['before=0012-007', '?before=12-7'],
    ['before=-468028800000-123', '?before=-468028800000-123'],
  ])('of ?%s is %j', (query, canonical) => {
    expect(roundTrip(query)).toBe(canonical)
    expect(roundTrip(canonical)).toBe(canonical)
  })
})
