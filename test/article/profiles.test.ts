import { describe, expect, it } from 'vitest'
import { PROFILE_NAMES } from '../../src/article/partner.ts'
import { itemsOf, PROFILES, profileOf } from '../../src/article/profiles.ts'

describe('the profiles', () => {
  it('are those that a partner can name', () => {
    expect(Object.keys(PROFILES)).toEqual([...PROFILE_NAMES])
  })

  // The figures of each specification.
  it.each([
    ['msn', { bytes: 10_485_760, title: { fewest: 20, most: 150 }, width: 720 }],
    ['smartnews', { bytes: 1_048_576 }],
    ['flipboard', { fewest: 30, width: 400 }],
    ['google-news', { most: 1000, age: 172_800_000 }],
  ] as const)('of %s has %j', (name, figures) => {
    expect(profileOf(name).limits).toMatchObject(figures)
  })

  it.each([
    ['msn', { oneLanguage: true, imageCredit: true, pathKey: false, removal: 'expiry' }],
    ['smartnews', { campaign: false, saysLanguage: true, removal: 'status' }],
    ['generic', { oneLanguage: false, campaign: true, pathKey: true, removal: 'tombstone' }],
    ['google-news', { campaign: false, removal: 'omission' }],
    ['ninjs', { removal: 'canceled' }],
  ] as const)('of %s says %j', (name, said) => {
    expect(profileOf(name)).toMatchObject(said)
  })

  it.each(PROFILE_NAMES)('of %s binds the prefixes of its extras', (name) => {
    const { feed, item, namespaces } = profileOf(name)
    const everywhere = ['atom', 'content', 'dc', 'media']
    for (const extra of [...feed.extras, ...item.extras]) {
      if (!extra.includes(':')) continue
      expect([...everywhere, ...Object.keys(namespaces)]).toContain(extra.split(':')[0])
    }
  })
})

describe('itemsOf', () => {
  it.each([
    ['generic', 50, 50],
    ['flipboard', 10, 30],
    ['flipboard', 80, 80],
    ['google-news', 50, 1000],
  ] as const)('%s that wants %d articles gets %d at most', (profile, items, most) => {
    expect(itemsOf({ profile, items })).toBe(most)
  })
})
