import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import type { FeedIdentity } from '../../src/article/memberships.ts'
import type { Publication } from '../../src/article/publication.ts'
import { compose, feedLanguage, feedTitle, partTitle, type View } from '../../src/feed/compose.ts'
import { markup } from '../../src/text/markup.ts'
import { jsonFeed } from '../json-feed-schema.ts'
import { strict } from '../strict.ts'
import { documents, onlyEntry } from './documents.ts'
import goldenAtom from './golden/mixed.atom.xml?raw'
import goldenJson from './golden/mixed.feed.json?raw'
import goldenRss from './golden/mixed.rss.xml?raw'
import {
  ALL,
  ARTICLES,
  FIFTH_GENERATION,
  FRENCH,
  HEBREW,
  mixedFeed,
  MOROCCAN,
  NUMBER,
  PERSIAN,
  PUBLICATION,
  VIEW,
} from './mixed.ts'

const SECTION: FeedIdentity = { kind: 'section', key: 'culture', title: 'ثقافة', slug: 'ثقافة' }
const FRENCH_SECTION: FeedIdentity = {
  kind: 'section',
  key: 'francais',
  title: 'En français',
  slug: 'francais',
}
const TAG: FeedIdentity = {
  kind: 'tag',
  key: 'الجيل الخامس',
  title: 'الجيل الخامس',
  slug: 'الجيل-الخامس',
}
const AUTHOR: FeedIdentity = {
  kind: 'author',
  key: 'karim idrissi',
  title: 'Karim Idrissi',
  slug: 'karim-idrissi',
}
const LANGUAGE: FeedIdentity = { kind: 'language', key: 'fr', title: 'fr', slug: 'fr' }

function composed(articles: Article[], view: Partial<View> = {}, identity = ALL) {
  return documents(compose(PUBLICATION, identity, articles, { ...VIEW, ...view }))
}

describe('the feed of a newsroom, whole', () => {
  it.each([
    ['RSS', mixedFeed().rss2(), goldenRss],
    ['Atom', mixedFeed().atom1(), goldenAtom],
  ])('%s', (_, document, golden) => {
    strict(document)
    expect(document).toBe(golden)
  })

  it('JSON Feed', () => {
    const document = mixedFeed().json1()
    jsonFeed(document)
    expect(document).toBe(goldenJson)
  })

  it('has no address that is relative or not ASCII', () => {
    const { rss, atom } = documents(mixedFeed())
    const addresses = [...rss.descendants(), ...atom.descendants()].flatMap(
      ({ name, attributes, text }) => [
        ...Object.entries(attributes)
          .filter(([key]) => /^(href|url|domain|scheme)$/.test(key))
          .map(([, value]) => value),
        ...(/^(link|url|uri|icon|logo|docs)$/.test(name) && text ? [text] : []),
      ],
    )
    expect(addresses.length).toBeGreaterThan(60)
    for (const address of addresses) expect(address).toMatch(/^https:\/\/[!-~]+$/)
  })
})

describe('rights', () => {
  it('an image that is not for syndication is in no document', () => {
    const image = { url: 'https://cdn.example/agency.jpg', alt: 'صورة', credit: 'AFP' }
    const composedWith = (syndication?: 'none') =>
      Object.values(composed([{ ...NUMBER, image: { ...image, syndication } }]))
    for (const document of composedWith()) expect(JSON.stringify(document)).toContain('agency.jpg')
    for (const document of composedWith('none')) {
      expect(JSON.stringify(document)).not.toMatch(/agency|صورة|AFP|syndication/)
    }
  })
})

describe('identities', () => {
  it('an article is the same in all formats and feeds', () => {
    for (const article of ARTICLES) {
      const { rss, atom, json } = onlyEntry(composed([article]))
      const section = onlyEntry(composed([article], {}, SECTION))
      expect([rss.the('guid').text, json.id]).toEqual([article.id, article.id])
      expect(rss.the('guid').attributes).toEqual({ isPermaLink: 'false' })
      expect(section.atom.the('id').text).toBe(atom.the('id').text)
    }
  })

  it.each(['title', 'canonical', 'language', 'content', 'updated'] as const)(
    'an article whose %s changes is the same',
    (field) => {
      const changed = { ...FIFTH_GENERATION, [field]: FRENCH[field] }
      const before = onlyEntry(composed([FIFTH_GENERATION]))
      const after = onlyEntry(composed([changed]))
      expect(after.atom.the('id').text).toBe(before.atom.the('id').text)
      expect(after.rss.the('guid').text).toBe(before.rss.the('guid').text)
      expect(after.json.id).toBe(before.json.id)
    },
  )

  it.each([
    [ALL, 'tag:news.example,2026:feeds'],
    [SECTION, 'tag:news.example,2026:feeds/sections/culture'],
    [
      TAG,
      'tag:news.example,2026:feeds/tags/%D8%A7%D9%84%D8%AC%D9%8A%D9%84%20%D8%A7%D9%84%D8%AE%D8%A7%D9%85%D8%B3',
    ],
    [AUTHOR, 'tag:news.example,2026:feeds/authors/karim%20idrissi'],
    [LANGUAGE, 'tag:news.example,2026:feeds/languages/fr'],
  ])('a feed is the same wherever it stands: %j', (identity, id) => {
    for (const address of ['https://feeds.news.example', 'https://other.example/base']) {
      expect(composed([], { address }, identity).atom.the('id').text).toBe(id)
    }
  })
})

describe('addresses', () => {
  const view = {
    address: 'https://news.example/خلاصة',
    query: '?limit=2',
    nextQuery: '?limit=2&before=4',
  }
  const folder =
    'https://news.example/%D8%AE%D9%84%D8%A7%D8%B5%D8%A9/tags/%D8%A7%D9%84%D8%AC%D9%8A%D9%84-%D8%A7%D9%84%D8%AE%D8%A7%D9%85%D8%B3'

  it('of the document, of the other formats and of the next page', () => {
    const { channel, atom, json } = composed([], view, TAG)
    const hrefs = (links: typeof channel.elements) =>
      links.map(({ attributes }) => [attributes['rel'], attributes['href']])
    expect(hrefs(channel.all('atom:link'))).toEqual([
      ['self', `${folder}/rss.xml?limit=2`],
      ['alternate', `${folder}/atom.xml?limit=2`],
      ['alternate', `${folder}/feed.json?limit=2`],
      ['next', `${folder}/rss.xml?limit=2&before=4`],
      ['hub', 'https://hub.example/'],
    ])
    expect(hrefs(atom.all('link'))).toEqual([
      ['alternate', 'https://news.example/'],
      ['self', `${folder}/atom.xml?limit=2`],
      ['alternate', `${folder}/rss.xml?limit=2`],
      ['alternate', `${folder}/feed.json?limit=2`],
      ['next', `${folder}/atom.xml?limit=2&before=4`],
      ['hub', 'https://hub.example/'],
      ['license', 'https://creativecommons.org/licenses/by/4.0/'],
    ])
    expect(json.feed_url).toBe(`${folder}/feed.json?limit=2`)
    expect(json.next_url).toBe(`${folder}/feed.json?limit=2&before=4`)
  })

  it('no next page where there is none', () => {
    const { channel, atom, json } = composed([], { nextQuery: undefined })
    const rels = [...channel.all('atom:link'), ...atom.all('link')].map(
      (each) => each.attributes['rel'],
    )
    expect(rels).not.toContain('next')
    expect(json.next_url).toBeUndefined()
  })
})

describe('updated', () => {
  it.each([
    ['an article that was changed', [FIFTH_GENERATION, HEBREW], '2026-08-23T07:00:00.250Z'],
    [
      'an article that became visible later',
      [{ ...FRENCH, visibleFrom: '2026-08-24T05:00:00Z' }, HEBREW],
      '2026-08-24T05:00:00Z',
    ],
    ['nothing', [], '1970-01-01T00:00:00Z'],
  ])('is of %s', (_, articles, updated) => {
    expect(composed(articles).atom.the('updated').text).toBe(updated)
  })

  it('is no date in RSS where there is no article', () => {
    expect(composed([]).channel.one('lastBuildDate')).toBeUndefined()
  })
})

describe('content=summary', () => {
  it('leaves the content out and keeps the summary', () => {
    const { rss, atom, json } = onlyEntry(composed([FRENCH], { content: 'summary' }))
    expect(rss.one('content:encoded')).toBeUndefined()
    expect(rss.the('description').text).toBe(
      '<div dir="ltr" lang="fr"><p dir="ltr">Le journal s’abonne &amp; se lit partout.</p></div>',
    )
    expect(atom.one('content')).toBeUndefined()
    expect(atom.the('summary').text).toBe('Le journal s’abonne & se lit partout.')
    expect(json.summary).toBe('Le journal s’abonne & se lit partout.')
    expect(json.content_html).toBe(rss.the('description').text)
  })

  it('says the summary as content in Atom where there is no page (RFC 4287 §4.1.2)', () => {
    const article = { ...FRENCH, canonical: undefined }
    const { atom } = onlyEntry(composed([article], { content: 'summary' }))
    expect(atom.the('content').text).toBe(
      '<div dir="ltr" lang="fr"><p dir="ltr">Le journal s’abonne &amp; se lit partout.</p></div>',
    )
  })
})

describe('a summary as HTML', () => {
  it.each([
    ['rtl', FIFTH_GENERATION],
    ['ltr', FRENCH],
    ['unknown', { ...NUMBER, language: 'ar', summary: 'أ < ب & "ج"' }],
    ['of several lines', { ...PERSIAN, summary: 'أ\nب' }],
  ])('rules 15 and 24: is what markup would make of it: %s', (_, article: Article) => {
    const { language, direction, summary = '' } = article
    const paragraph = `<p>${summary.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`
    const html = markup(paragraph, { language, direction, marks: 'when-needed' })
    expect(onlyEntry(composed([article])).rss.the('description').text).toBe(html)
  })
})

describe('feedLanguage', () => {
  const publication: Publication = {
    ...PUBLICATION,
    direction: 'rtl',
    sections: [
      { id: 'culture', name: 'ثقافة' },
      { id: 'francais', name: 'En français', language: 'fr' },
      { id: 'darija', name: 'Darija', language: 'ary', direction: 'ltr' },
      { id: 'latin', name: 'Latin', direction: 'ltr' },
    ],
  }
  it.each([
    ['all', '', 'ar', 'rtl'],
    ['tag', 'x', 'ar', 'rtl'],
    ['language', 'fr', 'fr', undefined],
    ['section', 'culture', 'ar', 'rtl'],
    ['section', 'francais', 'fr', undefined],
    ['section', 'darija', 'ary', 'ltr'],
    ['section', 'latin', 'ar', 'ltr'],
    ['section', 'gone', 'ar', 'rtl'],
  ] as const)('%s %s: %s, %s', (kind, key, language, direction) => {
    expect(feedLanguage(publication, { kind, key })).toEqual({ language, direction })
  })
})

describe('feedTitle and partTitle', () => {
  // Node knows what Kurds call it, workerd does not.
  const CENTRAL_KURDISH =
    new Intl.DisplayNames('ckb', { type: 'language' }).resolvedOptions().locale === 'ckb'
      ? 'کوردیی ناوەندی'
      : 'السورانية الكردية'

  it.each([
    ['fr', 'dv', 'maldivien'],
    ['ary', 'dv', 'المالديفية'],
    ['dv', 'fr', 'français'],
    ['dv', 'dv', 'dv'],
  ])('in a publication in %s, the language %s is called %s', (language, key, name) => {
    const named = partTitle({ ...PUBLICATION, language }, { ...LANGUAGE, key })
    expect(named).toBe(name)
  })

  it.each([
    [ALL, 'الحدث', undefined],
    [SECTION, 'الحدث — ثقافة', 'ثقافة'],
    [{ ...SECTION, key: 'gone', title: 'قديم' }, 'الحدث — قديم', 'قديم'],
    [TAG, 'الحدث — الجيل الخامس', 'الجيل الخامس'],
    [AUTHOR, 'الحدث — Karim Idrissi', 'Karim Idrissi'],
    [LANGUAGE, 'الحدث — français', 'français'],
    [{ ...LANGUAGE, key: 'he' }, 'الحدث — עברית', 'עברית'],
    [{ ...LANGUAGE, key: 'ckb' }, `الحدث — ${CENTRAL_KURDISH}`, CENTRAL_KURDISH],
    // Neither Node nor workerd has the name in itself.
    [{ ...LANGUAGE, key: 'dv' }, 'الحدث — المالديفية', 'المالديفية'],
    [{ ...LANGUAGE, key: 'az-Arab' }, 'الحدث — الأذربيجانية (العربية)', 'الأذربيجانية (العربية)'],
    [{ ...LANGUAGE, key: 'ary' }, 'الحدث — ary', 'ary'],
    [{ ...LANGUAGE, key: 'fr-u-nu-arab' }, 'الحدث — français', 'français'],
    [{ ...LANGUAGE, key: 'dv-u-nu-arab' }, 'الحدث — المالديفية', 'المالديفية'],
  ])('%j: %s', (identity, title, part) => {
    expect(feedTitle(PUBLICATION, identity)).toBe(title)
    expect(partTitle(PUBLICATION, identity)).toBe(part)
  })

  it.each([
    ['section', FRENCH_SECTION],
    ['language', LANGUAGE],
  ])('rules 7, 9 and 19: the words of an Arabic newspaper are Arabic in its French %s', (_, of) => {
    const { channel, atom, json } = composed([], {}, of)
    const own = { 'xml:lang': 'ar', 'its:dir': 'rtl' }
    expect(atom.attributes).toMatchObject({ 'xml:lang': 'fr', 'its:dir': 'ltr' })
    for (const name of ['title', 'subtitle', 'rights']) {
      expect(atom.the(name).attributes).toEqual(own)
    }
    const description = atom.the('subtitle').text
    expect(description).not.toMatch(/[\u200e\u200f]/)
    expect(channel.the('description').text).toBe(description)
    expect(json.description).toBe(description)
  })

  it('rule 7: they say nothing of it where the feed is in the language of the newspaper', () => {
    const { atom } = composed([])
    for (const name of ['title', 'subtitle', 'rights']) {
      expect(atom.the(name).attributes).toEqual({})
    }
  })
})

describe('rules 6 to 11, in the feed of one section', () => {
  it('the language that differs is another one there', () => {
    const { channel, atom, json } = composed([FRENCH, MOROCCAN], {}, FRENCH_SECTION)
    expect(channel.texts('language')).toEqual(['fr'])
    expect(channel.all('item').map((each) => each.attributes)).toEqual([
      {},
      { 'xml:lang': 'ar-MA' },
    ])
    expect(atom.all('entry').map((each) => each.attributes)).toEqual([
      {},
      { 'xml:lang': 'ary', 'its:dir': 'rtl' },
    ])
    expect(json.items.map((each) => each.language)).toEqual([undefined, 'ary'])
  })
})
