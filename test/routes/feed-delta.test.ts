import { describe, expect, it } from 'vitest'
import { deltaOf, takesDelta } from '../../src/routes/feed-delta.ts'
import type { Entry, Removal } from '../../src/store/selection.ts'

describe('takesDelta', () => {
  it.each<[string | undefined, boolean]>([
    ['feed', true],
    ['Feed', true],
    [' feed ', true],
    ['vcdiff, feed', true],
    ['feed;q=0.1', true],
    ['feed;q=0', false],
    ['feeds', false],
    ['*', false],
    ['', false],
    [undefined, false],
  ])('of A-IM: %j is %s', (manipulations, takes) => {
    const headers = new Headers(manipulations === undefined ? {} : { 'A-IM': manipulations })
    expect(takesDelta(headers)).toBe(takes)
  })
})

describe('deltaOf', () => {
  /** Article 5 is the newest, 1 the oldest; the client has state 10, of the moment 500. */
  const known = (article: number, changes: Partial<Entry> = {}): Entry => ({
    article,
    version: 1,
    change: article,
    visibleFrom: article * 100,
    rank: 1,
    ...changes,
  })
  const document = [5, 4, 3, 2, 1].map((article) => known(article))
  const earlier = { change: 10, newest: 500 }
  const removal = (article: number, isPublished: boolean): Removal => ({
    article,
    id: `${article}`,
    removed: 600,
    change: 11,
    isPublished,
  })
  const numbers = (entries: Entry[] = []) => entries.map(({ article }) => article)

  it('is nothing where nothing has changed', () => {
    expect(deltaOf(document, [], earlier, 5)).toEqual({ entries: [], removed: [] })
  })

  it('has what was written since, and what has become visible since', () => {
    const written = known(3, { change: 11 })
    const visible = known(6, { change: 2, visibleFrom: 501 })
    const delta = deltaOf([visible, known(5), known(4), written, known(2)], [], earlier, 5)
    expect(numbers(delta?.entries)).toEqual([6, 3])
  })

  it('has an entry that came in from below for each that is gone', () => {
    const gone = [removal(7, false), removal(8, false)]
    const delta = deltaOf(document, gone, earlier, 5)
    expect(numbers(delta?.entries)).toEqual([2, 1])
    expect(delta?.removed).toEqual(gone)
  })

  it('has none of them in a document that is not full', () => {
    expect(numbers(deltaOf(document, [removal(7, false)], earlier, 6)?.entries)).toEqual([])
    expect(numbers(deltaOf(document, [removal(7, false)], earlier, 50)?.entries)).toEqual([])
  })

  it('is none where an article has only left', () => {
    expect(deltaOf(document, [removal(7, true)], earlier, 50)).toBeUndefined()
  })

  it('has an article that has moved within the document', () => {
    const moved = known(2, { change: 11, visibleFrom: 600 })
    const delta = deltaOf([moved, known(5), known(4)], [removal(2, true)], earlier, 50)
    expect([numbers(delta?.entries), delta?.removed]).toEqual([[2], []])
  })

  it('is none where everything would be in it', () => {
    const all = document.map((each) => ({ ...each, change: 11 }))
    expect(deltaOf(all, [], earlier, 5)).toBeUndefined()
    expect(deltaOf([], [], earlier, 5)).toBeUndefined()
  })
})
