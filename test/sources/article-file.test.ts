import { describe, expect, it } from 'vitest'
import {
  ARTICLE_FILE,
  idOfPath,
  newArticleFile,
  likelyIds,
  readArticleFile,
  withId,
} from '../../src/sources/article-file.ts'
import { wrongWith } from './source-error.ts'

const ZONE = 'Africa/Casablanca'
const PATH = '2026-08-22-slug.md'

function read(text: string, path = PATH) {
  return readArticleFile(path, text, ZONE).draft
}

function wrong(text: string, path = PATH): string[] {
  return wrongWith(() => readArticleFile(path, text, ZONE))
}

/** An article with these lines of front matter from line 3 on. */
function withLines(...lines: string[]): string {
  return ['---', 'title: خبر', ...lines, '---', 'نص'].join('\n')
}

const plain = {
  id: '2026-08-22-slug',
  title: 'خبر',
  published: '2026-08-21T23:00:00Z',
  content: '<p>نص</p>\n',
  origin: 'folder',
}

describe('readArticleFile', () => {
  it.each([
    ['front matter', '---\ntitle: خبر\n---\nنص'],
    ['a byte order mark', '\ufeff---\ntitle: خبر\n---\nنص'],
    ['lines that end as on Windows', '---\r\ntitle: خبر\r\n---\r\nنص\r\n'],
    ['lines that end as on an old Mac', '---\rtitle: خبر\r---\rنص\r'],
    ['both of them', '\ufeff---\r\ntitle: خبر\r\n---\r\n\r\nنص\r\n'],
    ['white space after the dashes', '---  \ntitle: خبر\n---\t\nنص'],
    ['keys without values', '---\nid:\ntitle: خبر\nsummary:\n---\nنص'],
  ])('reads %s', (_, text) => {
    expect(read(text)).toEqual(plain)
  })

  it('reads every field', () => {
    const text = [
      '---',
      'id: أرشيف/1',
      'title: 2030',
      'language: AR_ma',
      'direction: rtl',
      'published: السبت 22 غشت 2026 - 10:30',
      'updated: 2026-08-23 12:00',
      'visibleFrom: 2026-08-22T11:00:00+01:00',
      'authors: [سلمى, { name: ياسين, url: https://news.example/ }]',
      'section: technology',
      'tags: [5G, no, 2030]',
      'translationGroup: g',
      'summary: ملخص',
      'canonical: https://news.example/خبر',
      'image: { url: a.jpg, type: image/jpeg, bytes: 1, width: 2, height: 3, alt: ص, credit: ع }',
      'enclosures:',
      '  - { url: a.mp3, type: audio/mpeg, bytes: 4, title: ح, duration: 5.5 }',
      'source: الحدث',
      'credit: و م ع',
      '---',
      '# عنوان',
    ]
    expect(read(text.join('\n'))).toEqual({
      id: 'أرشيف/1',
      title: '2030',
      language: 'ar-MA',
      direction: 'rtl',
      published: '2026-08-22T09:30:00Z',
      updated: '2026-08-23T11:00:00Z',
      visibleFrom: '2026-08-22T10:00:00Z',
      authors: [{ name: 'سلمى' }, { name: 'ياسين', url: 'https://news.example/' }],
      sections: ['technology'],
      tags: ['5G', 'no', '2030'],
      translationGroup: 'g',
      summary: 'ملخص',
      canonical: 'https://news.example/خبر',
      image: {
        url: 'a.jpg',
        type: 'image/jpeg',
        bytes: 1,
        width: 2,
        height: 3,
        alt: 'ص',
        credit: 'ع',
      },
      enclosures: [{ url: 'a.mp3', type: 'audio/mpeg', bytes: 4, title: 'ح', duration: 5.5 }],
      source: { name: 'الحدث' },
      credit: 'و م ع',
      content: '<h1>عنوان</h1>\n',
      origin: 'folder',
    })
  })
})

describe('readArticleFile: title and text', () => {
  it.each([
    ['# خبر\n\nنص', 'خبر', '\n<p>نص</p>\n'],
    ['# خبر **مهم** &amp; `x`\n\nنص', 'خبر مهم & x', '\n<p>نص</p>\n'],
    ['خبر\n===\n\nنص', 'خبر', '\n<p>نص</p>\n'],
    ['---\ntags: [a]\n---\n\n# خبر\nنص', 'خبر', '\n<p>نص</p>\n'],
  ])('Markdown without a title has its first heading: %j', (text, title, content) => {
    expect(read(text)).toMatchObject({ title, content })
  })

  it.each([
    ['a\n\nb', '<p>a</p>\n<p>b</p>\n'],
    ['- أ\n- ب', '<ul>\n<li>أ</li>\n<li>ب</li>\n</ul>\n'],
    [
      '| أ | ب |\n| - | -: |\n| 1 | 2 |',
      '<table>\n<thead>\n<tr>\n<th>أ</th>\n<th align="right">ب</th>\n</tr>\n</thead>\n<tbody><tr>\n<td>1</td>\n<td align="right">2</td>\n</tr>\n</tbody></table>\n',
    ],
    ['هاتف <bdi dir="ltr">+212</bdi>', '<p>هاتف <bdi dir="ltr">+212</bdi></p>\n'],
    ['---', '<hr>\n'],
    ['a\n\n---\n\nb', '<p>a</p>\n<hr>\n<p>b</p>\n'],
  ])('Markdown %j is %j', (body, content) => {
    expect(read(`---\ntitle: خبر\n---\n${body}`).content).toBe(content)
  })

  it.each([
    ['<h1>خبر <b>مهم</b></h1><p>نص</p>', 'خبر مهم', '<p>نص</p>'],
    ['\n<H1 class="a">خبر</H1>\n<p>نص</p>', 'خبر', '\n<p>نص</p>'],
    ['---\ntitle: أ\n---\n<h1>خبر</h1>', 'أ', '<h1>خبر</h1>'],
    ['---\ntitle: أ\n---\n# خبر', 'أ', '# خبر'],
  ])('HTML %j has the title %s', (text, title, content) => {
    expect(read(text, '2026-08-22-slug.html')).toMatchObject({ title, content })
    expect(read(text, '2026-08-22-slug.HTM')).toMatchObject({ title, content })
  })

  it.each([
    ['خبر\n\nفقرة\n\nأخرى', 'خبر', '<p>فقرة</p>\n<p>أخرى</p>'],
    ['خبر\nفقرة\nأخرى', 'خبر', '<p>فقرة</p>\n<p>أخرى</p>'],
    ['\n\n خبر \n\nسطر\nآخر\n\nأخرى', 'خبر', '<p>سطر<br>آخر</p>\n<p>أخرى</p>'],
    ['خبر', 'خبر', ''],
    ['5 < 7 & 9\n\n<b># *أ*</b>', '5 < 7 & 9', '<p>&lt;b&gt;# *أ*&lt;/b&gt;</p>'],
    ['---\ntitle: أ\n---\nسطر\n\nآخر', 'أ', '<p>سطر</p>\n<p>آخر</p>'],
  ])('plain text %j has its first line for a title: %s', (text, title, content) => {
    expect(read(text, '2026-08-22-slug.txt')).toMatchObject({ title, content })
  })
})

describe('readArticleFile: id', () => {
  it('is the one in the file', () => {
    const { draft, idFromPath } = readArticleFile(PATH, withLines("id: '4821'"), ZONE)
    expect([draft.id, idFromPath]).toEqual(['4821', false])
  })

  it('or else comes from the path, and that is said', () => {
    const { draft, idFromPath } = readArticleFile('2026/2026-08-22-خبر.md', withLines(), ZONE)
    expect([draft.id, idFromPath]).toEqual(['2026/2026-08-22-خبر', true])
  })

  it('rule 25: of a name in NFD, as macOS writes it, is in NFC; one in the file stays', () => {
    expect(read(withLines(), '2026-08-22-e\u0301te\u0301.md').id).toBe('2026-08-22-été')
    expect(read(withLines('id: e\u0301'), PATH).id).toBe('e\u0301')
  })
})

describe('readArticleFile: what is wrong, where', () => {
  const address = 'expected an address that begins with https:// or http://'
  const reference = 'expected an http or https address, or one relative to the canonical address'

  it.each([
    ['', ['1: title: is missing']],
    ['\n\n', ['3: title: is missing']],
    ['نص', ['1: title: is missing']],
    ['---\n---\n', ['3: title: is missing']],
    ['---\ntags: [a]\n---\n\n\nنص', ['6: title: is missing']],
    ['# \n\nنص', ['1: title: is missing']],
    ['\ufeff---\r\ntags: [a]\r\n---\r\n\r\nنص', ['5: title: is missing']],
    ['---\ntitle: خبر\n', ['1: : the front matter does not end: a line of --- is missing']],
    ['---\ntitle: خبر\n ---\nنص', ['1: : the front matter does not end: a line of --- is missing']],
    ['---\ntitle: خبر\n----\nنص', ['1: : the front matter does not end: a line of --- is missing']],
    ['---\nنص\n---\n', ['2: : expected lines of `key: value`']],
    ['---\n- a\n---\n', ['2: : expected lines of `key: value`']],
  ])('%j: %j', (text, found) => {
    expect(wrong(text)).toEqual(found)
  })

  it.each(['', '\n', '\ufeff', '<p>نص</p>'])('an HTML file without a title: %j', (text) => {
    expect(wrong(text, '2026-08-22-a.html')[0]).toMatch(/^[12]: title: is missing$/)
  })

  it('an empty text file', () => {
    expect(wrong(' \n', '2026-08-22-a.txt')).toEqual(['2: title: is missing'])
  })

  it.each([
    ['title: آخر', ['3: : not YAML: Map keys must be unique']],
    ['\ttags: a', ['3: : not YAML: Tabs are not allowed as indentation']],
    [
      'summary: أ: ب',
      ["3: : a text that holds a colon and a space stands in quotes: title: 'One: two'"],
    ],
    [
      'tags: #المغرب_يقرأ',
      ["3: : # begins a comment: a text that holds one stands in quotes: title: '#one'"],
    ],
    ['credit: @map', ['3: : not YAML: Plain value cannot start with reserved character @']],
    [
      'credit: *map',
      ["3: : * repeats what & named, and nothing is: a text stands in quotes: title: '*one'"],
    ],
    ['summary: "COP28" قمة', ['3: : not YAML: Unexpected scalar at node end']],
    ['slug: خبر', ['3: slug: there is no such field']],
    ['date: 2026-08-22', ['3: date: there is no such field']],
    ['content: نص', ['3: content: there is no such field']],
    ['origin: A desk', ['3: origin: expected a short name, such as folder or wordpress']],
    ['__proto__: x', ['3: __proto__: there is no such field']],
    ['id: [a]', ['3: id: expected a text']],
    ['id: "a\\nb"', ['3: id: holds a control character']],
    ["id: ' a'", ['3: id: begins or ends with a space']],
    [`id: ${'a'.repeat(501)}`, ['3: id: is longer than 500 characters']],
    [
      'language: xx yy',
      [
        '3: language: "xx yy" is not a well-formed language tag: expected BCP 47, such as ar, ar-MA or fr',
      ],
    ],
    ['direction: right', ['3: direction: expected rtl or ltr']],
    ['section: [a, {b: c}]', ['3: sections.1: expected a text']],
    ['section: a\nsections: [b]', ['3: section: say section or sections, not both']],
    ['authors: { url: https://news.example/ }', ['3: authors.0.name: is missing']],
    [
      'authors:\n  - سلمى\n  - name: ياسين\n    url: mailto:y@news.example',
      [`6: authors.1.url: ${reference}`],
    ],
    ['authors:\n  - name: ياسين\n    mail: x', ['5: authors.0.mail: there is no such field']],
    ['tags:\n  - أ\n  - ب: ج', ['5: tags.1: expected a text']],
    ['translationGroup: []', ['3: translationGroup: expected a text']],
    ['summary:\n  ar: ملخص', ['3: summary: expected a text']],
    ['canonical: javascript:alert(1)', [`3: canonical: ${reference}`]],
    ['canonical: ftp://news.example/', [`3: canonical: ${reference}`]],
    ['image: data:image/png;base64,AAAA', [`3: image.url: ${reference}`]],
    ['image:\n  alt: ص', ['3: image.url: is missing']],
    ['image: [a.jpg]', ['3: image: expected an image: url, and what is known of it']],
    [
      'image:\n  url: a.jpg\n  type: jpeg\n  bytes: 10 KB\n  width: 0\n  height: 1.5\n  caption: x',
      [
        '5: image.type: expected a media type, such as image/jpeg',
        '6: image.bytes: expected a whole number of bytes',
        '7: image.width: is at least 1',
        '8: image.height: expected a whole number of pixels',
        '9: image.caption: there is no such field',
      ],
    ],
    [
      'enclosures: a.mp3',
      ['3: enclosures.0: expected an enclosure: url and type, and what is known of it'],
    ],
    [
      'enclosures:\n  - url: a.mp3\n    type: audio/mpeg\n    duration: 28:33',
      ['6: enclosures.0.duration: expected a number of seconds'],
    ],
    ['source:\n  url: https://news.example/', ['3: source.name: is missing']],
    ['source: { name: أ, url: /أ }', [`3: source.url: ${address}`]],
    ['credit: [و م ع]', ['3: credit: expected a text']],
    [
      'published: 08/22/2026\nupdated: أمس\nvisibleFrom: [a]',
      [
        '3: published: "08/22/2026" is not a date that can only be read in one way; write 2026-08-22 10:30',
        '4: updated: "أمس" is not a date that can only be read in one way; write 2026-08-22 10:30',
        '5: visibleFrom: "["a"]" is not a date that can only be read in one way; write 2026-08-22 10:30',
      ],
    ],
  ])('%j: %j', (lines, found) => {
    expect(wrong(withLines(lines))).toEqual(found)
    expect(wrong(withLines(lines).replaceAll('\n', '\r\n'))).toEqual(found)
  })

  it('a title that is no text, or too long, is in its line', () => {
    expect(wrong('---\ntags: [a]\ntitle: [أ]\n---\n')).toEqual(['3: title: expected a text'])
    expect(wrong(`---\n\ntitle: ${'أ'.repeat(1001)}\n---\n`)).toEqual([
      '3: title: is longer than 1000 characters',
    ])
    expect(wrong(`---\ntags: [a]\n---\n\n# ${'أ'.repeat(1001)}\n`)).toEqual([
      '5: title: is longer than 1000 characters',
    ])
  })

  it('a text that is too long is where it begins', () => {
    expect(wrong(`---\ntitle: خبر\n---\n\n${'x'.repeat(200_000)}`)).toEqual([
      '5: content: is longer than 200000 characters',
    ])
  })

  it('without a date in the name or the file there is none', () => {
    expect(wrong(withLines(), 'slug.md')).toEqual([
      '1: published: is missing; a file may say it in its name too, as in 2026-08-22-slug.md',
    ])
  })

  it('aliases that would fill the memory', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (const [of, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi']) {
      lines.push(`${name}: &${name} [${Array(9).fill(`*${of}`).join(', ')}]`)
    }
    expect(wrong(withLines(...lines))).toEqual([
      '2: : not YAML: Excessive alias count indicates a resource exhaustion attack',
    ])
  })

  it('everything at once, from the first line to the last, each key once', () => {
    expect(wrong('---\ncolour: red\npublished: أمس\ndirection: up\n---\nنص')).toEqual([
      '2: colour: there is no such field',
      '3: published: "أمس" is not a date that can only be read in one way; write 2026-08-22 10:30',
      '4: direction: expected rtl or ltr',
      '6: title: is missing',
    ])
  })
})

describe('lineOf', () => {
  it('knows the line of what later turns out to be wrong', () => {
    const { lineOf } = readArticleFile(
      PATH,
      withLines('section: a', 'tags:', '  - b', '  - c'),
      ZONE,
    )
    expect(lineOf(['sections', 0])).toBe(3)
    expect(lineOf(['tags', 1])).toBe(6)
    expect(lineOf(['content'])).toBe(8)
    expect(lineOf(['title'])).toBe(2)
    expect(lineOf([])).toBe(1)
  })
})

describe('ARTICLE_FILE', () => {
  it.each([
    ['a.md', true],
    ['a.markdown', true],
    ['a.html', true],
    ['a.HTM', true],
    ['a/b.txt', true],
    ['publication.yaml', false],
    ['a.md.bak', false],
    ['amd', false],
    ['a.jpg', false],
  ])('%s: %s', (path, expected) => {
    expect(ARTICLE_FILE.test(path)).toBe(expected)
  })
})

describe('idOfPath', () => {
  it.each([
    ['2026-08-22-slug.md', '2026-08-22-slug'],
    ['أرشيف/2026-08-22-خبر.HTML', 'أرشيف/2026-08-22-خبر'],
    ['e\u0301.txt', 'é'],
    ['a.md.md', 'a.md'],
  ])('rule 25: of %s is %s', (path, id) => {
    expect(idOfPath(path)).toBe(id)
  })
})

describe('withId', () => {
  it.each([
    ['---\ntitle: أ\n---\nنص', '---\nid: a\ntitle: أ\n---\nنص'],
    ['---\r\ntitle: أ\r\n---\r\nنص', '---\r\nid: a\r\ntitle: أ\r\n---\r\nنص'],
    ['---\rtitle: أ\r---\rنص', '---\rid: a\rtitle: أ\r---\rنص'],
    ['\ufeff---\ntitle: أ\n---\nنص', '\ufeff---\nid: a\ntitle: أ\n---\nنص'],
    ['--- \n---\nنص', '--- \nid: a\n---\nنص'],
    ['# أ\n\nنص', '---\nid: a\n---\n# أ\n\nنص'],
    ['# أ\r\n\r\nنص', '---\r\nid: a\r\n---\r\n# أ\r\n\r\nنص'],
    ['\ufeff# أ\n', '---\nid: a\n---\n# أ\n'],
    ['', '---\nid: a\n---\n'],
  ])('of %j is %j', (text, expected) => {
    expect(withId(text, 'a')).toBe(expected)
  })

  it.each([
    '4821',
    'true',
    'tag:news.example,2026:a',
    'أرشيف/2026/جريدة قديمة',
    'a: b',
    '#أ',
    'أ #ب',
    '"a"',
    "l'eau",
    '@a',
    '- a',
    '~',
    '\u200fأ',
    `${'كلمة '.repeat(50)}أ`,
  ])('is read again as the id %s', (id) => {
    const text = withId(withLines(), id)
    expect(read(text)).toEqual({ ...plain, id })
    expect(text.split('\n').length).toBe(withLines().split('\n').length + 1)
  })
})

describe('newArticleFile', () => {
  it('is read as what it was made of', () => {
    const fields = {
      id: 'a',
      title: '5G: «أ» #ب',
      published: '2026-08-22T10:30:00+01:00',
      source: 'الحدث',
      credit: 'و م ع',
      tags: ['no', '2030'],
    }
    const text = newArticleFile(fields, ['فقرة < 5', 'أخرى\nبسطرين'])
    expect(read(text, 'a.txt')).toEqual({
      ...fields,
      published: '2026-08-22T09:30:00Z',
      source: { name: 'الحدث' },
      content: '<p>فقرة &lt; 5</p>\n<p>أخرى<br>بسطرين</p>',
      origin: 'folder',
    })
  })

  it('is text that an editor can read', () => {
    expect(newArticleFile({ title: 'خبر' }, ['أ', 'ب'])).toBe('---\ntitle: خبر\n---\n\nأ\n\nب\n')
  })
})

describe('likelyIds', () => {
  it.each([
    ['---\nid: a b\ntitle: [\n', ['a b', '2026/x']],
    ["---\r\nid: 'tag:a.example,2026:x'\r\ntitle: [", ['tag:a.example,2026:x', '2026/x']],
    ['---\ntitle: [x]\n---\nنص', ['2026/x']],
    ['', ['2026/x']],
    ['---\nid: [\n', undefined],
    ['---\nid:\n', undefined],
  ])('of %j are %j', (text, ids) => {
    expect(likelyIds('2026/x.md', text)).toEqual(ids)
  })
})

describe('the life of an article in front matter', () => {
  it('is read as the API reads it', () => {
    const text = withLines(
      'status: killed',
      'reason: "نسخة أولى: خاطئة"',
      'correction: "تصحيح: خمسة"',
      'syndication: none',
      'image: { url: a.jpg, syndication: none }',
    )
    expect(read(text)).toMatchObject({
      status: 'killed',
      reason: 'نسخة أولى: خاطئة',
      correction: 'تصحيح: خمسة',
      syndication: 'none',
      image: { url: 'a.jpg', syndication: 'none' },
    })
  })

  it.each([
    [['status: draft'], ['3: status: expected published, withheld or killed']],
    [['status: withheld', 'reason:'], []],
    [
      ['status: published', 'reason: س'],
      ['4: reason: goes with `status: withheld` or `status: killed`'],
    ],
    [['image: { url: a.jpg, syndication: no }'], ['3: image.syndication: expected all or none']],
  ])('%j: %j', (lines, problems) => {
    const found = problems.length > 0 ? wrong(withLines(...lines)) : []
    expect(found).toEqual(problems)
  })
})
