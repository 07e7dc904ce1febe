import { describe, expect, it } from 'vitest'
import { issuesOf } from '../../src/article/issues.ts'
import { publication, sectionSlug } from '../../src/article/publication.ts'

const least = {
  title: 'الحدث',
  description: 'أخبار',
  home: 'https://www.news.example/',
  address: 'https://feeds.news.example',
  language: 'ar',
}

function issues(changes: Record<string, unknown>): string[] {
  const { error } = publication.safeParse({ ...least, ...changes })
  return error ? issuesOf(error).map(({ path, message }) => `${path.join('.')}: ${message}`) : []
}

describe('publication', () => {
  it('needs a title, a description, its addresses and a language; the rest is by default', () => {
    expect(publication.parse(least)).toEqual({
      ...least,
      timeZone: 'UTC',
      sections: [],
      marks: 'when-needed',
      cleaning: { tatweel: false, spaces: false, invisible: false },
    })
    expect(publication.safeParse({}).error?.issues.map(({ path }) => path)).toEqual(
      ['title', 'description', 'home', 'address', 'language'].map((field) => [field]),
    )
  })

  it('reads every field', () => {
    const whole = {
      ...least,
      id: 'tag:news.example,2026:feeds',
      wordpress: 'https://www.news.example/',
      direction: 'rtl',
      timeZone: 'Africa/Casablanca',
      sections: [
        {
          id: 'technology',
          name: 'تكنولوجيا',
          slug: 'تكنولوجيا',
          language: 'ar',
          direction: 'rtl',
        },
        { id: 'cyber-2', name: 'أمن سيبراني', parent: 'technology' },
      ],
      author: { name: 'هيئة التحرير', url: 'https://www.news.example/هيئة' },
      licence: { name: 'CC BY', url: 'https://creativecommons.org/licenses/by/4.0/' },
      image: 'https://www.news.example/logo.png',
      icon: 'https://www.news.example/icon.png',
      hub: 'https://hub.example/',
      marks: 'off',
      cleaning: { tatweel: true, spaces: true, invisible: true },
    }
    expect(publication.parse(whole)).toEqual(whole)
  })

  it('has a rule of `credit` for each agency, licensed where it says nothing', () => {
    const credit = [{ agency: 'AFP', photo: 'never' }, { agency: 'رويترز' }]
    expect(publication.parse({ ...least, credit }).credit).toEqual([
      { agency: 'AFP', text: 'licensed', photo: 'never' },
      { agency: 'رويترز', text: 'licensed', photo: 'licensed' },
    ])
  })

  it.each([
    [[{ agency: 'AFP' }, { agency: 'أ ف ب' }], ['credit.1.agency: "أ ف ب" has another rule too']],
    [[{ agency: '—' }], ['credit.0.agency: holds no letter and no digit']],
    [
      [{ agency: 'AFP', text: 'ours' }],
      ['credit.0.text: expected everyone, licensed, own or never'],
    ],
  ])('refuses the rules %j', (credit, expected) => {
    expect(issues({ credit })).toEqual(expected)
  })

  it('rule 1: has a language, in its canonical spelling', () => {
    expect(publication.parse({ ...least, language: 'AR_ma' }).language).toBe('ar-MA')
    expect(issues({ language: undefined })).toEqual(['language: is missing'])
    expect(issues({ language: 'ar MA' })).toEqual([
      'language: "ar MA" is not a well-formed language tag: expected BCP 47, such as ar, ar-MA or fr',
    ])
  })

  it('rule 28: takes nothing optional out of texts by default', () => {
    expect(publication.parse({ ...least, cleaning: { spaces: true } }).cleaning).toEqual({
      tatweel: false,
      spaces: true,
      invisible: false,
    })
  })

  it.each([
    ['https://feeds.news.example/', 'https://feeds.news.example'],
    ['https://news.example/feeds//', 'https://news.example/feeds'],
    [
      'https://مثال.example/خلاصات',
      'https://xn--mgbh0fb.example/%D8%AE%D9%84%D8%A7%D8%B5%D8%A7%D8%AA',
    ],
    ['\u200fhttps://feeds.news.example', 'https://feeds.news.example'],
  ])('rules 21 and 32: the address %s is %s', (address, expected) => {
    expect(publication.parse({ ...least, address }).address).toBe(expected)
  })

  it.each([
    ['https://www.news.example', 'https://www.news.example/'],
    ['https://news.example/blog//', 'https://news.example/blog/'],
    ['https://مثال.example/مدونة', 'https://xn--mgbh0fb.example/%D9%85%D8%AF%D9%88%D9%86%D8%A9/'],
    ['http://localhost:8080', 'http://localhost:8080/'],
    ['http://127.1.2.3/', 'http://127.1.2.3/'],
    ['http://0x7f.1/', 'http://127.0.0.1/'],
    ['http://[::1]:80/wp', 'http://[::1]/wp/'],
  ])('the WordPress site %s is %s', (wordpress, expected) => {
    expect(publication.parse({ ...least, wordpress }).wordpress).toBe(expected)
  })

  const site =
    'wordpress: expected an address that begins with https://, or http:// of a site on this machine'

  it.each([
    ['http://www.news.example/', [site]],
    ['http://localhost.news.example/', [site]],
    ['http://127.0.0.1.news.example/', [site]],
    ['http://10.0.0.1/', [site]],
    ['https://news.example/?p=1', ['wordpress: cannot hold a query or a fragment']],
    ['https://news.example/#top', ['wordpress: cannot hold a query or a fragment']],
    ['ftp://news.example', ['wordpress: expected an address that begins with https:// or http://']],
    [
      'https://me:word@news.example/',
      ['wordpress: expected an address that begins with https:// or http://'],
    ],
    ['news.example', ['wordpress: expected an address that begins with https:// or http://']],
    ['', ['wordpress: expected an address that begins with https:// or http://']],
    [true, ['wordpress: expected an address']],
  ])('the WordPress site %j is refused', (wordpress, expected) => {
    expect(issues({ wordpress })).toEqual(expected)
  })

  const tag = 'id: expected a tag URI (RFC 4151), such as tag:news.example,2026:feeds'

  it.each([
    [{ id: 'https://news.example/' }, [tag]],
    [{ id: 'tag:news.example:feeds' }, [tag]],
    [{ id: 'tag:news.example,2026:خلاصات' }, [tag]],
    [{ id: 'tag:news.example,2026:feeds\u200f' }, [tag]],
    [{ id: 5 }, ['id: expected a tag URI, such as tag:news.example,2026:feeds']],
    [{ title: '' }, ['title: is empty']],
    [{ title: 'أ'.repeat(201) }, ['title: is longer than 200 characters']],
    [{ description: 'أ'.repeat(1001) }, ['description: is longer than 1000 characters']],
    [
      { home: 'www.news.example' },
      ['home: expected an address that begins with https:// or http://'],
    ],
    [{ address: 'https://news.example/?a' }, ['address: cannot hold a query or a fragment']],
    [{ address: 'https://news.example/#a' }, ['address: cannot hold a query or a fragment']],
    [{ address: '/feeds' }, ['address: expected an address that begins with https:// or http://']],
    [{ direction: 'auto' }, ['direction: expected rtl or ltr']],
    [
      { timeZone: 'Casablanca' },
      ['timeZone: expected an IANA time zone, such as Africa/Casablanca'],
    ],
    [{ timeZone: '' }, ['timeZone: expected an IANA time zone, such as Africa/Casablanca']],
    [{ timeZone: 1 }, ['timeZone: expected an IANA time zone, such as Africa/Casablanca']],
    [{ author: 'هيئة' }, ['author: expected a name, with or without a url']],
    [{ licence: 'CC BY' }, ['licence: expected a name, with or without a url']],
    [{ cleaning: 'all' }, ['cleaning: expected tatweel, spaces and invisible, each true or false']],
    [{ licence: { url: 'https://cc.example/' } }, ['licence.name: is missing']],
    [{ image: '/logo.png' }, ['image: expected an address that begins with https:// or http://']],
    [{ icon: 'icon' }, ['icon: expected an address that begins with https:// or http://']],
    [{ hub: 'ftp://hub' }, ['hub: expected an address that begins with https:// or http://']],
    [{ marks: 'always' }, ['marks: expected when-needed or off']],
    [{ marks: false }, ['marks: expected when-needed or off']],
    [{ cleaning: { tatweel: 'yes' } }, ['cleaning.tatweel: expected true or false']],
    [{ cleaning: { accents: true } }, ['cleaning.accents: there is no such field']],
    [{ colour: 'red' }, ['colour: there is no such field']],
    [{ sections: { a: 'b' } }, ['sections: expected a list']],
    [
      { sections: Array.from({ length: 201 }, () => ({ id: 'a', name: 'أ' })) },
      [expect.stringMatching('holds more than 200')],
    ],
  ])('%# says what is wrong', (changes, found) => {
    expect(issues(changes).slice(0, found.length)).toEqual(found)
  })
})

it.each([null, 'x', []])('%j is no publication', (value) => {
  expect(publication.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([
    'expected the fields of a publication',
  ])
})

describe('publication: sections', () => {
  const a = { id: 'a', name: 'أ' }
  const b = { id: 'b', name: 'ب' }
  const latin =
    'sections.0.id: expected small Latin letters, digits and hyphens, such as technology'

  it.each([
    [[a, b], []],
    [[{ name: 'أ' }], ['sections.0.id: is missing']],
    [[{ id: 'a' }], ['sections.0.name: is missing']],
    [[{ id: 'A', name: 'أ' }], [latin]],
    [[{ id: 'تقنية', name: 'أ' }], [latin]],
    [[{ id: '-a', name: 'أ' }], [latin]],
    [[{ id: 'a\u200f', name: 'أ' }], [latin]],
    [[{ id: 'a'.repeat(101), name: 'أ' }], [latin]],
    [[a, { id: 'a', name: 'ب' }], ['sections.1.id: "a" is the id of another section too']],
    [[a, { id: 'b', name: 'أ' }], ['sections.1.slug: "أ" is the slug of "a" too']],
    [[a, { ...b, slug: 'أ\u200f' }], ['sections.1.slug: "أ" is the slug of "a" too']],
    [[a, { ...b, slug: 'أـ' }], ['sections.1.slug: "أ" is the slug of "a" too']],
    [[{ ...a, slug: '…' }], ['sections.0.slug: holds no letter and no digit']],
    [[{ id: 'a', name: '🙂' }], ['sections.0.slug: holds no letter and no digit']],
    [[{ ...a, parent: 'c' }], ['sections.0.parent: there is no section "c"']],
    [[{ ...a, parent: 'a' }], ['sections.0.parent: goes round in a circle']],
    [
      [
        { ...a, parent: 'b' },
        { ...b, parent: 'a' },
      ],
      ['sections.0.parent: goes round in a circle', 'sections.1.parent: goes round in a circle'],
    ],
    [[{ ...a, direction: 'up' }], ['sections.0.direction: expected rtl or ltr']],
    [[{ ...a, colour: 'red' }], ['sections.0.colour: there is no such field']],
    [['a'], ['sections.0: expected a section: id and name, and what is known of it']],
  ])('%# says what is wrong', (sections, found) => {
    expect(issues({ sections })).toEqual(found)
  })

  it('a section whose parent is in a circle is told so without an end', () => {
    const sections = [
      { ...a, parent: 'b' },
      { ...b, parent: 'c' },
      { id: 'c', name: 'ج', parent: 'b' },
    ]
    expect(issues({ sections })).toEqual([
      'sections.0.parent: goes round in a circle',
      'sections.1.parent: goes round in a circle',
      'sections.2.parent: goes round in a circle',
    ])
  })
})

describe('sectionSlug', () => {
  it.each([
    [{ name: 'أمن سيبراني' }, 'أمن-سيبراني'],
    [{ name: 'أمن سيبراني', slug: 'أمن' }, 'أمن'],
    [{ name: '\u200fأَمـْن' }, 'أمن'],
    [{ name: 'Culture & Arts' }, 'culture-arts'],
    [{ name: 'e\u0301te\u0301' }, 'été'],
  ])('rules 21 and 32: of %j is %s', (section, expected) => {
    expect(sectionSlug(section)).toBe(expected)
  })
})
