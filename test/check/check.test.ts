import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkBytes, checkText } from '../../src/check/check.ts'
import { type Finding, finding, RULES } from '../../src/check/finding.ts'
import { LANGUAGES, say } from '../../src/check/messages.ts'
import { CLEAN, FAULTY, REPORTS, STYLES } from './files.ts'
import { frenchOfArabic, inLanguage, mixed, TEXTS } from './own-feeds.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** `line:column rule` */
const short = ({ at, rule }: Finding) => `${at.line}:${at.column} ${rule}`

describe('a feed with one fault', () => {
  const cases = [
    ['ampersand.rss.xml', '25:40 not-well-formed'],
    ['named-entity.rss.xml', '9:19 not-well-formed'],
    ['external-entity.rss.xml', '7:19 not-well-formed'],
    ['crossed-tags.rss.xml', '29:26 not-well-formed'],
    ['empty-line-first.rss.xml', '2:1 not-well-formed'],
    ['unbound-prefix.rss.xml', '37:1 not-well-formed'],
    ['unclosed.atom.xml', '2:1 not-well-formed'],
    ['missing-comma.json', '22:7 not-well-formed'],
    ['cut-off.json', '27:1 not-well-formed'],
    ['control-character.rss.xml', '20:76 forbidden-characters'],
    ['control-reference.atom.xml', '12:8 forbidden-characters'],
    ['control-escape.json', '23:16 forbidden-characters'],
    ['page.rss.xml', '1:1 not-a-feed'],
    ['sitemap.rss.xml', '1:1 not-a-feed'],
    ['posts.json', '1:1 not-a-feed'],
    ['null.json', '1:1 not-a-feed'],
    ['atom-0.3.atom.xml', '1:1 not-a-feed'],
    ['declared-1256.rss.xml', '1:1 encoding-mismatch'],
    ['no-description.rss.xml', '6:1 missing-element'],
    ['empty-link.rss.xml', '6:1 missing-element'],
    ['no-updated.atom.xml', '20:1 missing-element'],
    ['no-author.atom.xml', '10:1 missing-element'],
    ['no-feed-id.atom.xml', '2:1 missing-element'],
    ['no-version.json', '1:1 missing-element'],
    ['no-content.json', '20:5 missing-element'],
    ['two-languages.rss.xml', '11:1 duplicate-element'],
    ['items-not-objects.json', '11:5 wrong-type'],
    ['title-array.json', '23:7 wrong-type'],
    ['id-number.json', '21:7 wrong-type'],
    ['tags-text.json', '22:7 wrong-type'],
    ['bare-author.rss.xml', '19:1 bare-author'],
    ['no-length.rss.xml', '22:1 incomplete-enclosure'],
    ['no-mime-type.json', '18:23 incomplete-enclosure'],
    ['no-guid.rss.xml', '14:1 missing-id'],
    ['no-id.atom.xml', '20:1 missing-id'],
    ['no-id.json', '20:5 missing-id'],
    ['no-about.rss.xml', '11:1 missing-id'],
    ['same-guid.rss.xml', '35:1 duplicate-id'],
    ['same-id.json', '21:7 duplicate-id'],
    ['guid-number.rss.xml', '35:1 guid-not-address'],
    ['arabic-digits.rss.xml', '18:1 wrong-date'],
    ['arabic-month.rss.xml', '18:1 wrong-date'],
    ['wrong-weekday.rss.xml', '18:1 wrong-date'],
    ['iso-date.rss.xml', '36:1 wrong-date'],
    ['no-such-day.rss.xml', '36:1 wrong-date'],
    ['no-zone.atom.xml', '31:1 wrong-date'],
    ['persian-digits.atom.xml', '31:1 wrong-date'],
    ['empty-date.rss.xml', '18:1 wrong-date'],
    ['date-only.json', '25:7 wrong-date'],
    ['no-language.rss.xml', '6:1 missing-language'],
    ['no-language.atom.xml', '2:1 missing-language'],
    ['no-language.json', '1:1 missing-language'],
    ['english-inside-out.rss.xml', '10:1 wrong-language'],
    ['english-unsaid.atom.xml', '27:1 wrong-language'],
    ['arabic-said-french.json', '7:3 wrong-language'],
    ['underscore.rss.xml', '10:1 malformed-language'],
    ['language-name.atom.xml', '2:1 malformed-language'],
    ['latin-first.rss.xml', '25:1 title-direction'],
    ['latin-first.atom.xml', '12:1 title-direction'],
    ['latin-first.json', '14:7 title-direction'],
    ['channel-latin-first.rss.xml', '7:1 title-direction'],
    ['summary-latin-first.atom.xml', '17:1 text-direction'],
    ['text-latin-first.json', '24:7 text-direction'],
    ['html-without-dir.rss.xml', '30:1 html-direction'],
    ['xhtml-without-dir.atom.xml', '25:1 html-direction'],
    ['html-without-dir.json', '16:7 html-direction'],
    ['french-without-dir.rss.xml', '38:1 html-direction'],
    ['said-ltr.rss.xml', '21:1 html-direction'],
    ['said-ltr.json', '16:7 html-direction'],
    ['body-latin-first.rss.xml', '30:1 body-direction'],
    ['body-latin-first.atom.xml', '18:1 body-direction'],
    ['dir-on-entry.atom.xml', '27:1 dir-attribute'],
    ['dir-on-channel.rss.xml', '6:1 dir-attribute'],
    ['presentation-forms.rss.xml', '15:1 presentation-forms'],
    ['presentation-forms.json', '16:7 presentation-forms'],
    ['open-embedding.rss.xml', '9:1 unbalanced-controls'],
    ['open-isolate.atom.xml', '17:1 unbalanced-controls'],
    ['lone-pop.json', '6:3 unbalanced-controls'],
    ['raw-arabic-link.rss.xml', '26:1 unencoded-address'],
    ['space-in-link.atom.xml', '30:1 unencoded-address'],
    ['raw-arabic-host.json', '22:7 unencoded-address'],
    ['relative-link.rss.xml', '34:1 relative-address'],
    ['relative-image.rss.xml', '21:1 relative-address'],
    ['relative-link.atom.xml', '23:1 relative-address'],
    ['relative-url.json', '13:7 relative-address'],
    ['script-link.rss.xml', '21:1 script-address'],
    ['script-link.json', '22:7 script-address'],
    ['no-self-link.rss.xml', '6:1 missing-self-link'],
    ['no-self-link.atom.xml', '2:1 missing-self-link'],
    ['no-feed-url.json', '1:1 missing-self-link'],
    ['bold-title.rss.xml', '15:1 markup-in-title'],
    ['title-tags.json', '14:7 markup-in-title'],
    ['title-escaped-twice.rss.xml', '15:1 double-escaping'],
    ['title-escaped-twice.atom.xml', '21:1 double-escaping'],
    ['html-escaped-twice.rss.xml', '20:1 double-escaping'],
  ] as const

  it.each(cases)('%s: %s, and nothing else', (name, expected) => {
    expect(checkBytes(bytes(FAULTY[name] ?? '')).map(short)).toEqual([expected])
  })

  it('is in the table', () => {
    expect(cases.map(([name]) => name).toSorted()).toEqual(Object.keys(FAULTY).toSorted())
  })
})

describe('a clean feed', () => {
  it.each(Object.keys(CLEAN))('%s: nothing to report', (name) => {
    expect(checkBytes(bytes(CLEAN[name] ?? ''))).toEqual([])
  })

  const ours = {
    ...Object.fromEntries(Object.keys(TEXTS).map((language) => [language, inLanguage(language)])),
    'with everything': mixed(),
    'in French, of an Arabic newsroom': frenchOfArabic(1),
    'in French, of an Arabic newsroom, empty': frenchOfArabic(0),
  }
  const documents = Object.entries(ours).flatMap(([name, feed]) =>
    (['rss2', 'atom1', 'json1'] as const).map((write) => ({ name, write, feed })),
  )

  it.each(documents)('of ours, $name, $write: nothing to report', ({ feed, write }) => {
    expect(checkText(feed[write]())).toEqual([])
  })
})

describe('what a newsroom hears about its present feed', () => {
  const cases = ['wordpress', 'ghost', 'hugo'].flatMap((style) =>
    Object.entries(LANGUAGES).map(([language, words]) => ({ style, language, words })),
  )

  it.each(cases)('$style, $language', ({ style, language, words }) => {
    const report = checkBytes(bytes(STYLES[`${style}.rss.xml`] ?? '')).map((found) => {
      const [message, advice] = say(found, words)
      const { line, column } = found.at
      return `${line}:${column}: ${found.rule}: ${message}${words.between}${advice}\n`
    })
    expect(report.join('')).toBe(REPORTS[`${style}.${language}.txt`])
  })
})

describe('any text whatever', () => {
  it('is a feed or a finding, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        checkText(text)
        expect(checkBytes(bytes(text))).not.toEqual([])
      }),
    )
  })

  it('is so too inside a feed, and every finding has words', () => {
    const holes = ['ship', 'marsad-101', 'سفينة', 'UTF-8', '<item>', 'ar', '09:00', 'rtl', 'atom:']
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values({ ...CLEAN, ...STYLES })),
        fc.constantFrom(...holes),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (feed, hole, text) => {
          for (const found of checkText(feed.replaceAll(hole, () => text))) {
            for (const words of Object.values(LANGUAGES)) {
              const [message, advice] = say(found, words)
              expect([message, advice].every((each) => each.trim() !== '')).toBe(true)
              expect(`${message}${advice}`).not.toMatch(/undefined|\[object/)
            }
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('is judged too where it is long and repeats itself', { timeout: 5000 }, () => {
    const author = (CLEAN['news.rss.xml'] ?? '').replace('news@marsad.example', 'a'.repeat(200_000))
    expect(checkText(author).map(short)).toEqual(['19:1 bare-author'])
    const title = (CLEAN['news.rss.xml'] ?? '').replace('Le port', '&lt;b>'.repeat(67_000))
    expect(checkText(title)).toEqual([])
    const well = (text: string) => (CLEAN['news.json'] ?? '').replace('بئر جديدة', text)
    const controls = ['unbalanced-controls']
    expect(
      [
        '\u202a'.repeat(60_000) + '\u2069'.repeat(60_000),
        `\u2066${'\u202a'.repeat(200_000)}\u2069`,
      ].map((text) => checkText(well(text)).map(({ rule }) => rule)),
    ).toEqual([controls, controls])
    const numbers = `"items": [${'1,'.repeat(200_000)}`
    expect(checkText((CLEAN['news.json'] ?? '').replace('"items": [', numbers)).map(short)).toEqual(
      ['10:13 wrong-type'],
    )
  })

  it('may be nested deeper than a stack', () => {
    const deep = 100_000
    const json = `{"version":"https://jsonfeed.org/version/1.1","x":${'['.repeat(deep)}`
    expect(checkText(json).map(short)).toEqual(['1:1 not-well-formed'])
    expect(checkText('['.repeat(deep) + ']'.repeat(deep)).map(short)).toEqual([
      '1:1 not-well-formed',
    ])
    const xml = `<rss>${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}</rss>`
    expect(checkText(xml)).toEqual([
      finding('not-well-formed', { line: 1, column: 603 }, { reason: 'too-deep' }),
    ])
    const html = (CLEAN['news.rss.xml'] ?? '').replace(
      '<p dir="rtl">بدأت',
      `${'<b>'.repeat(10_000)}<p dir="rtl">بدأت`,
    )
    expect(checkText(html)).toEqual([])
  })
})

describe('what is no feed', () => {
  const said = (document: Uint8Array) =>
    checkBytes(document).map((found) => say(found, LANGUAGES.en).join('; '))
  const ELSEWHERE =
    'give the address of RSS, Atom or JSON Feed; a page names its feeds in <link rel="alternate">'
  const link = (rel: string, type: string, href: string) =>
    `<link rel="${rel}" type="${type}" href="${href}">`

  it.each([
    [
      'gzip',
      gzipSync(CLEAN['news.rss.xml'] ?? ''),
      'this is no feed but a compressed file; decompress it, and give what is in it',
    ],
    [
      'ZIP',
      new Uint8Array([0x50, 0x4b, 3, 4, 0x14, 0]),
      'this is no feed but a compressed file; decompress it, and give what is in it',
    ],
    [
      'PNG',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
      `this is no feed but a file that is no text; ${ELSEWHERE}`,
    ],
    ['null', bytes('null\n'), `this is no feed but other JSON; ${ELSEWHERE}`],
    ['"feed"', bytes('"feed"'), `this is no feed but other JSON; ${ELSEWHERE}`],
    ['text', bytes('null and void'), `this is no feed but plain text; ${ELSEWHERE}`],
    [
      'Atom 0.3',
      bytes(FAULTY['atom-0.3.atom.xml'] ?? ''),
      'this is Atom 0.3, which is obsolete; write Atom 1.0',
    ],
    [
      'a page',
      bytes(FAULTY['page.rss.xml'] ?? ''),
      'this is no feed but an HTML page; give the feed that it names: \u2068https://marsad.example/rss.xml\u2069',
    ],
    [
      'a page with other links',
      bytes(
        `<!doctype html>${link('stylesheet', 'text/css', 'a')}${link('alternate', 'text/html', 'b')}` +
          link('home ALTERNATE', 'application/feed+json; charset=utf-8', '/c.json'),
      ),
      'this is no feed but an HTML page; give the feed that it names: \u2068/c.json\u2069',
    ],
    [
      'XHTML',
      bytes('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'),
      `this is no feed but an HTML page; ${ELSEWHERE}`,
    ],
  ])('%s is said to be what it is, once', (_, document, expected) => {
    expect(said(document)).toEqual([expected])
  })
})

describe('positions', () => {
  it('count lines by their ends and columns in UTF-16', () => {
    const feed = (CLEAN['news.rss.xml'] ?? '').replaceAll('\n', '\r\n')
    expect(checkText(feed.replace('<title>سفينة', '😀<title>MV: سفينة')).map(short)).toEqual([
      '15:3 title-direction',
    ])
  })

  it('do not count a byte order mark', () => {
    const feed = `\ufeff${(CLEAN['news.rss.xml'] ?? '').replace('<?xml version="1.0" encoding="UTF-8"?>\n', '')}`
    expect(checkBytes(bytes(feed))).toEqual([])
    expect(checkBytes(bytes(feed.replace('<rss', ' Notice: <rss'))).map(short)).toEqual([
      '1:2 not-well-formed',
    ])
  })
})

describe('the words', () => {
  it.each(Object.entries(LANGUAGES))('%s: every rule has a sentence of its own', (_, { about }) => {
    expect(Object.keys(about).toSorted()).toEqual(RULES.toSorted())
    expect(new Set(Object.values(about)).size).toBe(RULES.length)
    for (const sentence of Object.values(about)) expect(sentence).toMatch(/^\S.*\.$/)
  })

  it('are Arabic in Arabic, and code in them is isolated', () => {
    const outside = (text: string) => text.replace(/[\u2066\u2068][^\u2069]*\u2069/g, '')
    for (const text of [...Object.values(FAULTY), ...Object.values(STYLES)]) {
      for (const found of checkText(text)) {
        for (const said of say(found, LANGUAGES.ar)) expect(outside(said)).not.toMatch(/[A-Za-z]/)
      }
    }
  })

  // What one of the tables of words is looked up by comes from the code.
  const KEYS = new Set('direction expected fault format isKnown looksLike reason what'.split(' '))

  it.each([
    ['en', '', 'this is no feed but an empty document'],
    ['ar', '', 'هذه ليست خلاصة، بل وثيقة فارغة'],
    ['en', '<rss>&</rss>', '& stands alone'],
    ['ar', '<rss>&</rss>', 'ورد المحرف \u2066&\u2069 منفردًا'],
    ['ar', '{"items" []}', 'تنقص نقطتان رأسيتان'],
  ] as const)('in %s of %j: %s', (language, feed, expected) => {
    expect(checkText(feed).map((found) => say(found, LANGUAGES[language])[0])).toEqual([expected])
  })

  it('show no control character, whatever text holds it', () => {
    const at = { line: 1, column: 1 }
    const said = new Set<string>()
    const all = [...Object.values(FAULTY), ...Object.values(STYLES)].flatMap((text) =>
      checkBytes(bytes(text)),
    )
    all.push(
      finding('not-well-formed', at, { reason: 'closing-tag', name: 'a', open: undefined }),
      finding('not-well-formed', at, { reason: 'attribute', name: 'a' }),
      finding('not-well-formed', at, { reason: 'other', parser: 'a' }),
      finding('byte-order-mark', at, undefined),
      finding('wrong-language', at, { declared: 'a', readsLike: 'und', place: 'language' }),
      finding('wrong-self-link', at, { said: 'a', real: 'b' }),
      finding('wrong-media-type', at, { type: 'a', right: 'b' }),
      finding('missing-charset', at, { type: 'a' }),
      finding('no-validator', at, undefined),
      finding('unstable-validator', at, { what: 'ETag' }),
      finding('failed-poll', at, { status: 500 }),
      finding('no-conditional', at, { header: 'a' }),
      finding('no-compression', at, { kilobytes: 3 }),
      finding('profile-format', at, { profile: 'msn', form: 'a' }),
      finding('profile-missing', at, { profile: 'msn', element: 'a', parent: 'b' }),
      finding('profile-forbidden', at, { profile: 'msn', element: 'a' }),
      finding('profile-value', at, { profile: 'msn', element: 'a', value: 'b', known: 'c' }),
      finding('profile-title', at, {
        profile: 'msn',
        title: 'a',
        length: 1,
        fewest: 20,
        most: 150,
      }),
      finding('profile-image', at, { profile: 'msn', width: undefined, fewest: 720 }),
      finding('profile-items', at, { profile: 'msn', count: 1, limit: 30 }),
      finding('profile-size', at, { profile: 'msn', bytes: 9, megabytes: 1 }),
      finding('profile-age', at, { profile: 'msn', date: 'a', hours: 48 }),
      finding('profile-language', at, { profile: 'msn', language: 'a', feed: 'b' }),
      finding('profile-campaign', at, { profile: 'msn', address: 'a' }),
      finding('profile-address', at, { profile: 'msn' }),
      finding('profile-dates', at, { profile: 'msn', element: 'a', id: 'b' }),
    )
    for (const found of all) {
      said.add(found.rule)
      const data =
        found.data &&
        Object.fromEntries(
          Object.entries(found.data).map(([name, fact]: [string, unknown]) => [
            name,
            typeof fact === 'string' && !KEYS.has(name) ? `\u009b31m${fact}\u202e\n\u2069` : fact,
          ]),
        )
      for (const words of Object.values(LANGUAGES)) {
        const text = say({ ...found, data } as Finding, words).join('')
        expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\ufeff]/u)
        expect(text.match(/\u2069/g)?.length).toBe(text.match(/[\u2066-\u2068]/g)?.length)
      }
    }
    expect([...said].toSorted()).toEqual(RULES.toSorted())
  })

  it('show no control character of a feed', () => {
    const text = (CLEAN['news.rss.xml'] ?? '').replace(
      '<title>سفينة',
      '<title>A\u202e\u009b31m سفينة',
    )
    const [wrong] = checkText(text).filter(({ rule }) => rule === 'title-direction')
    expect(wrong && say(wrong, LANGUAGES.en)[0]).toBe(
      'readers that go by the first strong character show "\u2068A‹U+202E›‹U+009B›31m سفينة الأبحاث تعود إلى الميناء بعد عام…\u2069" from left to right',
    )
  })
})
