import { describe, expect, it } from 'vitest'
import { partner, type PartnerInput, PROFILE_NAMES } from '../../src/article/partner.ts'
import { idleTerms, impossibleTerms } from '../../src/article/partner-terms.ts'

type Terms = Partial<PartnerInput>

function said(of: typeof idleTerms, terms: Terms): Record<string, string> {
  const issues = of(partner.parse({ id: 'p', name: 'P', ...terms }))
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]))
}

const LOOK = {
  logo: 'https://news.example/logo.png',
  icon: 'https://news.example/icon.png',
  darkLogo: 'https://news.example/dark.png',
  cover: 'https://news.example/cover.png',
  accent: '00A651',
}
const LICENCE = { name: 'عقد', url: 'https://news.example/terms' }
const NO_PLACE = (name: string) => `${name} has no place for it: nothing comes of it`

describe('impossibleTerms', () => {
  const ONE_LANGUAGE =
    'msn takes one language a feed: leave one of them here, and make a partner for each other'
  const TOO_LATE = 'google-news takes nothing that is older than 2880 minutes: delay it by less'

  it.each<[Terms, Record<string, string>]>([
    [{ profile: 'msn', languages: ['ar', 'fr'] }, { languages: ONE_LANGUAGE }],
    [{ profile: 'msn', languages: ['ar', 'ar-MA', 'ary'] }, {}],
    [{ profile: 'msn', languages: ['fr'] }, {}],
    [{ profile: 'smartnews', languages: ['ar', 'fr'] }, {}],
    [{ profile: 'google-news', delay: 2880 }, { delay: TOO_LATE }],
    [{ profile: 'google-news', delay: 2879 }, {}],
    [{ profile: 'generic', delay: 10_080 }, {}],
  ])('of %j are %j', (terms, expected) => {
    expect(said(impossibleTerms, terms)).toEqual(expected)
  })
})

describe('idleTerms', () => {
  it.each<[Terms, Record<string, string>]>([
    [
      { profile: 'flipboard', items: 10 },
      { items: 'flipboard has up to 30 articles, whatever is said here' },
    ],
    [{ profile: 'flipboard', items: 30 }, {}],
    [
      { profile: 'google-news', items: 10 },
      { items: 'google-news has up to 1000 articles, whatever is said here' },
    ],
    [
      { profile: 'flipboard', body: 'summary' },
      { body: 'flipboard wants the whole of a text, and may refuse articles with less: say full' },
    ],
    [
      { profile: 'msn', body: { paragraphs: 3 } },
      { body: 'msn wants the whole of a text, and may refuse articles with less: say full' },
    ],
    [{ profile: 'feedly', body: 'summary' }, {}],
    [{ profile: 'google-news', body: 'summary' }, { body: NO_PLACE('google-news') }],
    [
      { profile: 'smartnews', campaign: { source: 'smartnews' } },
      { campaign: 'smartnews takes no campaign parameters: links go out without any' },
    ],
    [{ profile: 'msn', campaign: { source: 'msn' } }, {}],
    [
      {
        profile: 'google-news',
        attribution: {},
        images: 'https://i.example/{url}',
        licence: { name: 'عقد' },
        analytics: '<b></b>',
        look: { logo: LOOK.logo },
      },
      {
        attribution: NO_PLACE('google-news'),
        images: NO_PLACE('google-news'),
        licence: NO_PLACE('google-news'),
        analytics: NO_PLACE('google-news'),
        'look.logo': NO_PLACE('google-news'),
      },
    ],
    [
      { profile: 'generic', look: LOOK, attribution: {}, licence: { name: 'عقد' } },
      {
        'look.darkLogo': NO_PLACE('generic'),
        'look.cover': NO_PLACE('generic'),
        'look.accent': NO_PLACE('generic'),
      },
    ],
    [{ profile: 'feedly', look: LOOK }, { 'look.darkLogo': NO_PLACE('feedly') }],
    [
      { profile: 'smartnews', look: LOOK, analytics: '<b></b>' },
      {
        'look.icon': NO_PLACE('smartnews'),
        'look.cover': NO_PLACE('smartnews'),
        'look.accent': NO_PLACE('smartnews'),
      },
    ],
    ...(['msn', 'flipboard', 'apple-news'] as const).map(
      (profile): [Terms, Record<string, string>] => [
        { profile, look: { logo: LOOK.logo, icon: LOOK.icon } },
        { 'look.icon': NO_PLACE(profile) },
      ],
    ),
    [{ profile: 'generic', licence: LICENCE }, {}],
    [{ profile: 'ninjs', licence: LICENCE }, {}],
    [{ profile: 'feedly', licence: { name: 'عقد' } }, {}],
    [{ profile: 'feedly', licence: LICENCE }, { 'licence.url': NO_PLACE('feedly') }],
    [
      {
        profile: 'ninjs',
        look: { logo: LOOK.logo, icon: LOOK.icon },
        images: 'https://i.example/{url}',
      },
      { 'look.logo': NO_PLACE('ninjs'), 'look.icon': NO_PLACE('ninjs') },
    ],
  ])('of %j are %j', (terms, expected) => {
    expect(said(idleTerms, terms)).toEqual(expected)
  })

  it.each(PROFILE_NAMES)('are none of %s where nothing is said', (profile) => {
    expect([said(idleTerms, { profile }), said(impossibleTerms, { profile })]).toEqual([{}, {}])
  })
})
