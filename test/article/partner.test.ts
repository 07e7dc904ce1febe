import { describe, expect, it } from 'vitest'
import { issuesOf } from '../../src/article/issues.ts'
import { isServed, partner } from '../../src/article/partner.ts'

const least = { id: 'msn-morocco', name: 'إم إس إن' }

function issues(changes: Record<string, unknown>): string[] {
  const { error } = partner.safeParse({ ...least, ...changes })
  return error ? issuesOf(error).map(({ path, message }) => `${path.join('.')}: ${message}`) : []
}

describe('partner', () => {
  it('needs an id and a name; has no rights, no campaign and no attribution by default', () => {
    expect(partner.parse(least)).toEqual({
      ...least,
      state: 'active',
      profile: 'generic',
      sections: [],
      tags: [],
      languages: [],
      rights: { text: [], photo: [] },
      look: {},
      body: 'full',
      items: 50,
      delay: 0,
      origin: 'api',
    })
    expect(partner.safeParse({}).error?.issues.map(({ path }) => path)).toEqual([['id'], ['name']])
  })

  it('reads every field', () => {
    const whole = {
      ...least,
      contact: 'partners@msn.example',
      state: 'suspended',
      profile: 'msn',
      sections: ['technology'],
      tags: ['الذكاء الاصطناعي'],
      languages: ['ar', 'fr'],
      rights: { text: ['AFP'], photo: ['AFP', 'رويترز'] },
      body: { paragraphs: 3 },
      items: 30,
      delay: 90,
      attribution: {
        lines: [{ language: 'ar', direction: 'rtl', text: 'نُشر في الحدث' }],
        link: false,
      },
      campaign: { source: 'msn', medium: 'feed', campaign: 'partners' },
      images: 'https://images.news.example/{width}/{url}',
      look: {
        logo: 'https://www.news.example/logo-700.png',
        darkLogo: 'https://www.news.example/logo-dark.png',
        icon: 'https://www.news.example/icon.svg',
        cover: 'https://www.news.example/cover.jpg',
        accent: '00A651',
      },
      analytics: '<script src="https://stats.news.example/count.js"></script>',
      licence: { name: 'عقد 12', url: 'https://www.news.example/terms' },
      start: '2026-11-01T00:00:00Z',
      end: '2027-11-01T00:00:00Z',
      origin: 'folder',
    }
    expect(partner.parse(whole)).toEqual(whole)
  })

  it('rule 4: has languages in their canonical spelling', () => {
    expect(partner.parse({ ...least, languages: ['AR-ma', 'iw'] }).languages).toEqual([
      'ar-MA',
      'he',
    ])
  })

  it.each([
    [{ id: 'MSN' }, 'id: expected small Latin letters, digits and hyphens, such as msn-morocco'],
    [{ state: 'off' }, 'state: expected active or suspended'],
    [
      { profile: 'yahoo' },
      'profile: expected one of generic, msn, smartnews, flipboard, feedly, apple-news, google-news, ninjs',
    ],
    [{ rights: ['AFP'] }, 'rights: expected text and photo, each a list of agencies'],
    [{ body: 'half' }, 'body: expected full, summary, or paragraphs: and how many'],
    [{ items: 0 }, 'items: is at least 1'],
    [
      { look: { accent: '#00A651' } },
      'look.accent: expected six hexadecimal digits, such as 00A651',
    ],
    [{ analytics: ' ' }, 'analytics: is empty'],
    [{ delay: 10_081 }, 'delay: is at most 10080, a week'],
    [
      { images: 'https://images.news.example/' },
      'images: expected an address that begins with https:// and holds {url}, and may hold {width}',
    ],
    [
      { images: 'javascript:{url}' },
      'images: expected an address that begins with https:// and holds {url}, and may hold {width}',
    ],
    [{ start: '2026-11-01T00:00:00Z', end: '2026-11-01T00:00:00Z' }, 'end: is not after start'],
    [{ key: 'khp_1' }, 'key: there is no such field'],
  ])('refuses %j', (changes, issue) => {
    expect(issues(changes)).toEqual([issue])
  })
})

describe('isServed', () => {
  const START = Date.parse('2026-11-01T00:00:00Z')
  const END = Date.parse('2026-12-01T00:00:00Z')
  const terms = { start: '2026-11-01T00:00:00Z', end: '2026-12-01T00:00:00Z' }

  it.each([
    ['before the start', { now: START - 1 }, false],
    ['from the start on', { now: START }, true],
    ['up to the end', { now: END - 1 }, true],
    ['from the end on', { now: END }, false],
    ['while it is suspended', { now: START, state: 'suspended' }, false],
  ])('%s', (_, { now, ...changes }, served) => {
    expect(isServed(partner.parse({ ...least, ...terms, ...changes }), now)).toBe(served)
  })
})
