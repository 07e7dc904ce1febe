import { describe, expect, it } from 'vitest'
import { checkText } from '../../src/check/check.ts'
import { CLEAN } from './files.ts'

const RSS = CLEAN['news.rss.xml'] ?? ''
const ATOM = CLEAN['news.atom.xml'] ?? ''
const JSON_FEED = CLEAN['news.json'] ?? ''

/** The rules that a clean feed breaks when one thing in it is another. */
function broken(feed: string, from: string, to: string): string[] {
  expect(feed).toContain(from)
  return checkText(feed.replace(from, () => to)).map(({ rule }) => rule)
}

describe('wrong-date', () => {
  const fault = (feed: string, from: string, value: string) =>
    checkText(feed.replace(from, value)).map(({ data }) => data)

  it.each([
    'Sat, 22 Aug 2026 09:00:00 GMT',
    '22 Aug 2026 09:00 +0100',
    'sat, 22 aug 26 09:00:00 est',
    'Sat, 1 Aug 2026 09:00:00 Z',
  ])('RSS takes %s', (value) => {
    expect(broken(RSS, 'Sat, 22 Aug 2026 09:00:00 GMT', value)).toEqual([])
  })

  it.each(['2026-08-19T07:00:00Z', '2026-08-19T07:00:00.123456-00:00', '2028-02-29T23:59:60Z'])(
    'Atom takes %s',
    (value) => {
      expect(broken(ATOM, '2026-08-19T07:00:00Z', value)).toEqual([])
    },
  )

  it.each([
    ['٢٢ أغسطس ٢٠٢٦ ٩:٠٠', 'digits', 'Sat, 22 Aug 2026 09:00:00 GMT', 'in UTC'],
    ['22 آب/أغسطس 2026 09:00 +03:00', 'words', 'Sat, 22 Aug 2026 06:00:00 GMT', 'exactly'],
    ['22 août 2026', 'words', 'Sat, 22 Aug 2026 00:00:00 GMT', 'in UTC'],
    ['', 'empty', 'Sat, 22 Aug 2026 09:00:00 GMT', 'no'],
    ['1448/03/09', 'form', 'Sat, 22 Aug 2026 09:00:00 GMT', 'no'],
    ['Sat, 22 Aug 2026 25:00:00 GMT', 'impossible', 'Sat, 22 Aug 2026 09:00:00 GMT', 'no'],
    ['Mon, 01 Jan 0001 00:00:00 +0000', 'unset', 'Sat, 22 Aug 2026 09:00:00 GMT', 'no'],
    ['Mon, 22 Aug 2026 09:00:00 GMT', 'weekday', 'Sat, 22 Aug 2026 09:00:00 GMT', 'exactly'],
  ])('%s: %s, right would be %s (known %s)', (value, what, right, isKnown) => {
    expect(fault(RSS, 'Sat, 22 Aug 2026 09:00:00 GMT', value)).toEqual([
      { element: 'lastBuildDate', value, fault: what, right, isKnown },
    ])
  })
})

describe('malformed-language', () => {
  it.each(['ar', 'AR-ma', 'az-Arab-IR', 'zh-min-nan', 'x-klingon', 'sl-rozaj-biske', 'ary'])(
    '%s is well-formed',
    (tag) => {
      expect(broken(RSS, '<dc:language>fr<', `<dc:language>${tag}<`)).not.toContain(
        'malformed-language',
      )
    },
  )

  it.each(['ar_MA', 'Arabic', 'عربي', 'ar-', 'a'])('%s is not', (tag) => {
    expect(broken(RSS, '<language>ar<', `<language>${tag}<`)).toEqual(['malformed-language'])
  })
})

describe('wrong-language', () => {
  const long = 'وزارت راه از آغاز به کار خط تازه قطار میان دو شهر در ماه آینده خبر داد. '.repeat(5)

  it('tells Persian from Arabic where there is enough of it', () => {
    const feed = JSON_FEED.replace(/"title": "[^"]*"/g, '"title": "خبر داد"')
      .replace(/"summary": "[^"]*"/, `"summary": "${long}"`)
      .replace(/"content_text": "[^"]*"/, `"content_text": "${long}"`)
      .replace(/"content_html": ".*",/, '')
      .replace('"summary"', '"content_text"')
    expect(checkText(feed).map(({ data }) => data)).toEqual([
      { declared: 'ar', readsLike: 'fa', place: 'language' },
    ])
    expect(broken(feed, '"language": "ar"', '"language": "fa"')).toEqual([])
  })

  const sentences = 'The ship came back to the old harbour before the sun had risen. '.repeat(12)
  const quotation = `<blockquote dir="ltr" lang="en"><p>${sentences}</p></blockquote>`

  it.each([
    ['with a text of its own', `<div dir="rtl"><p>بدأت</p>${quotation}</div><p dir="rtl">بدأت`],
    [
      'by lang only',
      `<div dir="rtl"><p>بدأت</p><q lang="en">${sentences}</q></div><p dir="rtl">بدأت`,
    ],
  ])('lets a long quotation in another language be, %s', (_, html) => {
    expect(broken(RSS, '<p dir="rtl">بدأت', html)).toEqual([])
    expect(
      broken(
        ATOM,
        '&lt;p dir="rtl"&gt;أغلقت',
        html.replaceAll('<', '&lt;').replace(/بدأت$/, 'أغلقت'),
      ),
    ).toEqual([])
  })

  it('lets an item that is nothing but a quotation be', () => {
    const body = RSS.replace(/<!\[CDATA\[<p dir="rtl">بدأت[^]*?\]\]>/, `<![CDATA[${quotation}]]>`)
    expect(body).not.toBe(RSS)
    expect(checkText(body)).toEqual([])
  })

  it('tells an article in another language from a quotation', () => {
    const body = RSS.replace(/<!\[CDATA\[<p dir="rtl">بدأت[^]*?\]\]>/, `<![CDATA[${quotation}]]>`)
    const english = body.replace(/&#x200F;5G[^<]*/, 'A ship comes home')
    expect(checkText(english).map(({ data }) => data)).toEqual([
      { declared: 'ar', readsLike: 'en', place: '<dc:language>' },
    ])
  })

  it('does not judge a title by a text in another language', () => {
    const text = 'وصلت قافلة الكتب إلى المدرسة ومعها ألف كتاب للأطفال'
    expect(broken(JSON_FEED, text, sentences)).toEqual([])
  })

  it('is none where a text reads like what it is said to be', () => {
    const english = JSON_FEED.replace('"language": "ar"', '"language": "en-GB"').replace(
      /"title": "قافلة.*\n.*"content_text".*/,
      `"title": "Books by caravan", "content_text": "${sentences.slice(0, 130)}",`,
    )
    expect(english).toContain('caravan')
    expect(checkText(english)).toEqual([])
  })

  it('takes ku for Kurdish in either script in RSS, which has no word for ckb', () => {
    expect(broken(RSS, '<language>ar<', '<language>ku<')).toEqual([])
    expect(broken(RSS, '<language>ar<', '<language>ku-Latn<')).toEqual(['wrong-language'])
    expect(broken(ATOM, 'xml:lang="ar-MA"', 'xml:lang="ku"')).toEqual(['wrong-language'])
  })

  it('lets names in Latin letters be', () => {
    expect(broken(RSS, 'سفينة الأبحاث تعود', 'iPhone 18 Pro Max')).toEqual(['title-direction'])
    expect(broken(RSS, 'سفينة الأبحاث تعود إلى الميناء بعد عام من الغياب', 'iPhone 18')).toEqual([])
  })

  it('lets an article about programs be', () => {
    const code = `<pre><code>${'const answer = question()\n'.repeat(30)}</code></pre>`
    expect(
      broken(RSS, '<p dir="rtl">بدأت', `<div dir="rtl">بدأت ${code}</div><p dir="rtl">بدأت`),
    ).toEqual([])
  })
})

describe('html-direction', () => {
  it.each([
    ['<p dir="auto">بدأت', []],
    ['<div dir="RTL"><p>بدأت', []],
    ['<p><bdi>بدأت</bdi></p><p dir="rtl">', []],
    ['<p class="rtl" style="direction: rtl">بدأت', ['html-direction']],
    ['<p dir="rtl">بدأت</p><p>بدأت', ['html-direction']],
    ['<img src="https://marsad.example/a.png"><p dir="rtl">بدأت', []],
  ])('%s: %j', (html, expected) => {
    expect(broken(RSS, '<p dir="rtl">بدأت', html)).toEqual(expected)
  })
})

describe('html-direction of HTML whose dir says the opposite', () => {
  const ARABIC = 'بدأت الشركة المشغلة تجربة الشبكة الجديدة على الرصيف السابع.'

  it.each([
    [`<div dir="ltr"><p>${ARABIC}</p></div>`, [true]],
    [`<div dir="LTR"><p><b>${ARABIC}</b> in the port</p></div>`, [true]],
    [`<p dir="ltr">${ARABIC}</p><p dir="ltr">${ARABIC}</p>`, [true]],
    [`<div dir="rtl"><p dir="ltr">${ARABIC}</p></div>`, [true]],
    [`<div dir="ltr"><p dir="rtl">${ARABIC}</p></div>`, []],
    [`<div dir="ltr"><p dir="auto">${ARABIC}</p></div>`, []],
    [`<div dir="ltr"><p><span dir="rtl">${ARABIC}</span></p></div>`, []],
    [`<p dir="rtl">${ARABIC}</p><blockquote dir="ltr">الرصيف السابع</blockquote>`, []],
    [`<p dir="rtl">${ARABIC}</p><pre dir="ltr">// ${ARABIC} ${ARABIC}</pre>`, []],
    ['<p dir="ltr">بدأت</p>', []],
  ])('%s: %j', (html, expected) => {
    const feed = RSS.replace(/<p dir="rtl">بدأت[^<]*<\/p>/, () => html)
    const found = checkText(feed).flatMap((each) =>
      each.rule === 'html-direction' ? [each.data.isSaid] : [],
    )
    expect(found).toEqual(expected)
  })
})

describe('script-address', () => {
  it.each([
    ['java\nscript:void(0)', ['script-address', 'relative-address']],
    ['VBScript:a', ['script-address']],
    ['https://a.example/javascript:a', []],
  ])('%j: %j', (address, expected) => {
    expect(broken(RSS, 'https://marsad.example/ships', address).toSorted()).toEqual(
      expected.toSorted(),
    )
  })
})

describe('duplicate-element', () => {
  it.each([
    [RSS, '<guid>', '<guid>https://marsad.example/news/5</guid><guid>'],
    [ATOM, '<summary>', '<summary>أغلقت</summary><summary>'],
  ])('in RSS and Atom', (feed, from, to) => {
    expect(broken(feed, from, to)).toEqual(['duplicate-element'])
  })

  it('lets links and categories be where there may be many', () => {
    expect(broken(RSS, '<guid>', '<category>أ</category><category>ب</category><guid>')).toEqual([])
  })
})

describe('wrong-type', () => {
  const data = (from: string, to: string) =>
    checkText(JSON_FEED.replace(from, () => to)).map(({ severity, data }) => [severity, data])

  it.each([
    ['"items": [', '"items": [null, "x",', 'error', 'items', 'objects', 2],
    ['"id": "waha-1"', '"id": 1', 'warning', 'id', 'string', 1],
    ['"id": "waha-1"', '"id": "waha-1", "tags": "x"', 'error', 'tags', 'strings', 1],
    ['"id": "waha-1"', '"id": "waha-1", "tags": ["x", 1, null]', 'error', 'tags', 'strings', 2],
    ['"title": "بريد الواحة"', '"title": ["x"]', 'error', 'title', 'string', 1],
    ['"language": "ar"', '"language": "ar", "expired": "no"', 'error', 'expired', 'boolean', 1],
    ['"name": "منى الصالح"', '"name": 1', 'error', 'name', 'string', 1],
    ['"mime_type":', '"size_in_bytes": "9", "mime_type":', 'error', 'size_in_bytes', 'number', 1],
  ])('%s → %s', (from, to, severity, element, expected, count) => {
    expect(data(from, to)).toEqual([[severity, { element, expected, count }]])
  })
})

describe('unbalanced-controls', () => {
  it.each([
    ['رقم \u2066+212 522\u2069 للتواصل', []],
    ['\u202bنص \u202aabc\u202c نص\u202c', []],
    ['نص \u202aabc\u2069', ['unbalanced-controls']],
    ['نص \u2067نص \u202aabc\u2069', ['unbalanced-controls']],
    ['نص\u202c', ['unbalanced-controls']],
  ])('%j: %j', (text, expected) => {
    expect(broken(JSON_FEED, 'ما يحدث في الواحة وحولها', text)).toEqual(expected)
  })
})

describe('white space of the source', () => {
  const PAIR = 'رقم \u2066+212\n522\u2069 للتواصل'

  it('ends no paragraph in XML and HTML', () => {
    expect(broken(RSS, 'أول رصيف بلا أسلاك', PAIR)).toEqual([])
    expect(broken(RSS, '<p dir="rtl">بدأت', `<p dir="rtl">${PAIR} بدأت`)).toEqual([])
    expect(broken(ATOM, 'الثلج يغلق', PAIR)).toEqual([])
  })

  it('does where it is shown', () => {
    const pre = `<pre dir="rtl">${PAIR}</pre><p dir="rtl">بدأت`
    expect(broken(RSS, '<p dir="rtl">بدأت', pre)).toEqual(['unbalanced-controls'])
    expect(broken(JSON_FEED, 'وصلت قافلة', PAIR.replace('\n', '\\n'))).toEqual([
      'unbalanced-controls',
    ])
  })
})

describe('texts of Atom that say a language or a direction of their own', () => {
  it.each([
    ['<title>دفتر الجبل', '<title xml:lang="en">The book of الجبل', []],
    ['<title>دفتر الجبل', '<title its:dir="ltr">The book of الجبل', []],
    ['<title>دفتر الجبل', '<title>The book of الجبل', ['title-direction']],
    ['<subtitle>حكايات', '<subtitle xml:lang="fr">«حكايات» de la montagne', ['text-direction']],
    ['<summary>أغلقت', '<summary xml:lang="en">It closed أغلقت', []],
  ])('%s → %s: %j', (from, to, expected) => {
    expect(broken(ATOM, from, to)).toEqual(expected)
  })
})

describe('severity', () => {
  const severities = (feed: string, from: string | RegExp, to: string) =>
    checkText(feed.replace(from, () => to)).map(({ rule, severity }) => `${severity}: ${rule}`)

  it.each([
    ['raw Arabic in RSS', RSS, '/news/5g</link>', '/أخبار</link>', 'error: unencoded-address'],
    ['raw Arabic in Atom', ATOM, '/snow"', '/ثلج"', 'warning: unencoded-address'],
    ['a space in Atom', ATOM, '/snow"', '/ثلج جديد"', 'error: unencoded-address'],
    ['no guid', RSS, /<guid>.*<\/guid>/, '', 'warning: missing-id'],
    ['no id in Atom', ATOM, '<id>tag:daftar.example,2026:1</id>', '', 'error: missing-id'],
    [
      'a relative link in RSS',
      RSS,
      'https://marsad.example/news/5g</l',
      '/5g</l',
      'error: relative-address',
    ],
    [
      'a relative link in Atom',
      ATOM,
      'https://daftar.example/snow',
      '/snow',
      'warning: relative-address',
    ],
    [
      'a relative link in HTML',
      RSS,
      'https://marsad.example/ships',
      '/ships',
      'warning: relative-address',
    ],
  ])('%s', (_, feed, from, to, expected) => {
    expect(severities(feed, from, to)).toEqual([expected])
  })
})

describe('missing-element', () => {
  it('is none where the element is empty and may be', () => {
    expect(broken(ATOM, '<title>الثلج يغلق طريق القرية العليا<', '<title><')).toEqual([])
    expect(broken(RSS, '<description>أخبار الميناء والمدينة كل صباح<', '<description><')).toEqual(
      [],
    )
    expect(broken(JSON_FEED, '"title": "بريد الواحة"', '"title": ""')).toEqual([])
  })

  it('is one where it is not there', () => {
    expect(broken(ATOM, '<title>الثلج يغلق طريق القرية العليا</title>', '')).toEqual([
      'missing-element',
    ])
  })
})

describe('unencoded-address', () => {
  const MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
  const ITUNES = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'

  it.each([
    [RSS, '<enclosure', `<media:content ${MEDIA} url="https://a.example/صورة.jpg"/><enclosure`],
    [RSS, '<image>', `<itunes:image ${ITUNES} href="https://a.example/صورة.jpg"/><image>`],
    [
      ATOM,
      '<summary>',
      `<media:group ${MEDIA}><media:thumbnail url="https://a.example/صورة.jpg"/></media:group><summary>`,
    ],
    [
      JSON_FEED,
      '"items":',
      '"author": { "name": "منى", "url": "https://a.example/منى" }, "items":',
    ],
  ])('looks into media and podcasts, and at the author of JSON Feed 1.0', (feed, from, to) => {
    expect(broken(feed, from, to)).toEqual(['unencoded-address'])
  })
})

describe('presentation-forms', () => {
  it.each(['\ufdfa', '\ufdfd', '\ufe7f', '\ufc5e', '\ufd3e'])(
    '%s has no other spelling',
    (sign) => {
      expect(broken(JSON_FEED, 'بئر جديدة', `بئر جديدة ${sign}`)).toEqual([])
    },
  )
})

describe('relative-address', () => {
  it('is none where xml:base says to what', () => {
    const based = ATOM.replace('<entry>', '<entry xml:base="https://daftar.example/">')
    expect(broken(based, 'href="https://daftar.example/snow"', 'href="snow"')).toEqual([])
    expect(
      broken(based, '&lt;p dir="rtl"&gt;أغلقت', '&lt;p dir="rtl"&gt;&lt;img src="a.png"&gt;أغلقت'),
    ).toEqual([])
  })

  it('is none within the page', () => {
    expect(broken(RSS, '<p dir="rtl">بدأت', '<p dir="rtl"><a href="#note-1">بدأت</a>')).toEqual([])
  })
})

describe('duplicate-id', () => {
  it('lets two versions of an Atom entry be', () => {
    expect(broken(ATOM, 'daftar.example,2026:3', 'daftar.example,2026:2')).toEqual([])
  })
})

describe('not-well-formed', () => {
  const data = (feed: string, from: string, to: string) =>
    checkText(feed.replace(from, () => to)).map((each) => each.data)

  it.each([
    [
      '<language>ar</language>',
      '<language>ar',
      { reason: 'closing-tag', name: 'channel', open: 'language' },
    ],
    ['أول رصيف', 'R&D', { reason: 'ampersand' }],
    ['أول رصيف', '&hellip;', { reason: 'entity', name: '&hellip;' }],
    ['أول رصيف', '&#x110000;', { reason: 'reference' }],
    ['version="2.0"', 'version="2.0" version="2.0"', { reason: 'attribute', name: 'version' }],
    ['</rss>', '</rss>\n<b>Warning</b>', { reason: 'outside' }],
  ])('%s → %s: %j', (from, to, expected) => {
    expect(data(RSS, from, to)).toEqual([expected])
  })

  it('says once of an entity that it may be declared where nobody looks, and reads on', () => {
    const old = CLEAN['old.rss.xml'] ?? ''
    const twice = old
      .replace('برامج اليوم', 'برامج&nbsp;اليوم')
      .replace('نشرة ', 'Radio&nbsp;نشرة ')
    expect(checkText(twice)).toMatchObject([
      {
        rule: 'not-well-formed',
        severity: 'warning',
        data: { reason: 'external-entity', name: '&nbsp;' },
      },
      { rule: 'title-direction' },
    ])
  })

  it('goes by what the document type itself declares', () => {
    const declared = RSS.replace('<rss', '<!DOCTYPE rss [<!ENTITY pier "رصيف">]>\n<rss')
    expect(broken(declared, 'أول رصيف', 'أول &pier;')).toEqual([])
    expect(broken(declared, 'أول رصيف', 'أول &quay;')).toEqual(['not-well-formed'])
  })

  it.each([
    ['"id": "waha-1",', '"id" "waha-1",', 'colon'],
    ['"id": "waha-1",', '"id": "waha\\-1",', 'string'],
    ['"id": "waha-1",', '"id": ,', 'value'],
    ['"id": "waha-1",', '// id', 'json'],
  ])('%s → %s: %s', (from, to, expected) => {
    expect(data(JSON_FEED, from, to)).toEqual([{ reason: 'json', expected }])
  })
})

describe('readers of formats', () => {
  it('take the names of elements by their namespaces, not by their prefixes', () => {
    const prefixed = RSS.replaceAll('atom:', 'a:').replace('xmlns:atom', 'xmlns:a')
    expect(checkText(prefixed)).toEqual([])
  })

  it('take names that objects of JavaScript have for names', () => {
    const odd = '<constructor xmlns="constructor" __proto__="a" toString="b"/><language>'
    expect(broken(RSS, '<language>', odd)).toEqual([])
    expect(broken(JSON_FEED, '"items":', '"__proto__": { "a": 1 }, "items":')).toEqual([])
  })

  it('take JSON Feed 1.0', () => {
    expect(broken(JSON_FEED, 'version/1.1', 'version/1')).toEqual([])
  })
})

describe('markup-in-title and double-escaping', () => {
  it.each([
    ['أ <b>: تلاميذ يكتبون', []],
    ['أ <b>: تلاميذ</b> يكتبون', ['markup-in-title']],
    ['سطر<br/>سطر', ['markup-in-title']],
    ['قمح &amp; شعير', ['double-escaping']],
    ['قمح &#8220;شعير&#8221;', ['double-escaping']],
    ['قمح & شعير', []],
    ['حكاية ]]> و&amp;', []],
    ['حقوق &copy; 2026', []],
  ])('%s: %j', (title, expected) => {
    expect(broken(JSON_FEED, 'بئر جديدة تروي النخيل', title)).toEqual(expected)
  })

  it('lets an article about tags be', () => {
    const code = '<p dir="rtl">يكتب <code>&lt;p&gt;</code> بدأت'
    expect(broken(RSS, '<p dir="rtl">بدأت', code)).toEqual([])
  })
})
