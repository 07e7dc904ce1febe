import { describe, expect, it } from 'vitest'
import { Memory } from '../../src/routes/memory.ts'
import type { PartnerState } from '../../src/routes/partner-state.ts'

describe('nameOf', () => {
  it('gives one name to a text, and never the name of another', () => {
    const memory = new Memory()
    const names = new Set<number>()
    for (let index = 0; index < 2500; index += 1) {
      const name = memory.nameOf(`${index}`)
      expect(memory.nameOf(`${index}`)).toBe(name)
      names.add(name)
    }
    // What was rendered for a text whose name is given up may still be put by under it.
    expect(names.size).toBe(2500)
  })
})

describe('partners', () => {
  it('takes as many bytes off as it put on, whatever was delivered meanwhile', () => {
    const { partners } = new Memory()
    const state = stateOf(50)
    partners.set('radio rss.xml', state)
    state.undelivered = []
    partners.delete('radio rss.xml')
    expect(partners.bytes).toBe(0)
  })

  it('has room for five thousand with the usual number of articles', () => {
    const { partners } = new Memory()
    for (let index = 0; index < 5000; index += 1)
      partners.set(`partner-${index} rss.xml`, stateOf(50))
    expect(partners.get('partner-0 rss.xml')).toBeDefined()
  })
})

/** The state of a document of which the partner has been delivered nothing. */
function stateOf(articles: number): PartnerState {
  const numbers = Array.from({ length: articles }, (_, index) => index + 1)
  return {
    etag: 'W/"1"',
    changed: 0,
    terms: 'terms',
    everything: 'everything',
    entries: numbers.map((article) => ({ article, version: 1, ends: Number.POSITIVE_INFINITY })),
    refused: [],
    places: [[1, null]],
    taken: [],
    kept: articles,
    undelivered: numbers.map((article) => [article, 1]),
    next: Number.POSITIVE_INFINITY,
    progress: { change: 1, terms: 'terms' },
  }
}
