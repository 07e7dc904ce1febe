import { isTag, isText } from 'domhandler'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  markedUp,
  markup,
  type MarkupOptions,
  plainText,
  plainTextOf,
  readHtml,
  textNodes,
} from '../../src/text/markup.ts'
import { newsroomText, OFTEN } from './texts.ts'

const arabic = { language: 'ar', direction: 'rtl', marks: 'when-needed' } as const
const french = { language: 'fr', direction: 'ltr', marks: 'when-needed' } as const
const unknown = { language: undefined, direction: undefined, marks: 'when-needed' } as const
const RLM = '\u200f'
const LRM = '\u200e'

const PIECES =
  `خبر|COP28|«قمة»|2026| |\n|&amp;|&lt;p&gt;|&nbsp;|<p>|</p>|<p lang="fr">|<p lang="ar" dir="LTR">|` +
  `<div dir="ltr">|<div dir="rtl" lang="ar">|</div>|<b>|</b>|<a href="x?a=1&amp;b=2">|</a>|<span>|` +
  `</span>|<bdi dir="ltr">|</bdi>|<br>|<hr>|<img src="a.jpg" alt="صورة">|<ul>|<li>|</li>|</ul>|<h2>|` +
  `</h2>|<blockquote lang="he">|</blockquote>|<pre><code>|</code></pre>|<figure>|<figcaption>|` +
  `</figcaption>|</figure>|<table><tr><td>|</td></tr></table>|<summary>|<center>|<dt>|<dd>|` +
  `<!-- c -->|<p style="direction: rtl" class="rtl">|<p lang="not a tag">`

const html = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...PIECES.split('|')) },
      { weight: 1, arbitrary: newsroomText.map((any) => any.replace(/[<>&]/g, '')) },
    ),
    { maxLength: 16 },
  )
  .map((pieces) => pieces.join(''))

const options: fc.Arbitrary<MarkupOptions> = fc.record({
  language: fc.constantFrom(undefined, 'ar', 'fr', 'he', 'und'),
  direction: fc.constantFrom(undefined, 'rtl', 'ltr'),
  marks: fc.constantFrom('when-needed', 'off'),
})

function words(document: string): string {
  return Array.from(textNodes(readHtml(document)), ({ data }) => data)
    .join('')
    .replace(/\s/g, '')
}

describe('markup', () => {
  it.each([
    [arabic, '<p>خبر</p>', '<div dir="rtl" lang="ar"><p dir="rtl">خبر</p></div>'],
    [
      { ...arabic, language: 'ar-MA' },
      '<p>خبر</p><p>آخر</p>',
      '<div dir="rtl" lang="ar-MA"><p dir="rtl">خبر</p><p dir="rtl">آخر</p></div>',
    ],
    [french, '<p>Le sommet</p>', '<div dir="ltr" lang="fr"><p dir="ltr">Le sommet</p></div>'],
    [
      { ...arabic, language: 'fa' },
      '<h2>می‌خواهم</h2>',
      '<div dir="rtl" lang="fa"><h2 dir="rtl">می‌خواهم</h2></div>',
    ],
    [
      { ...arabic, language: 'dv' },
      '<p>ދިވެހި</p>',
      '<div dir="rtl" lang="dv"><p dir="rtl">ދިވެހި</p></div>',
    ],
    [
      { ...arabic, language: 'az-Arab' },
      '<p>تبریزده</p>',
      '<div dir="rtl" lang="az-Arab"><p dir="rtl">تبریزده</p></div>',
    ],
    [unknown, '<p>2026</p>', '<div dir="auto"><p dir="auto">2026</p></div>'],
    [{ ...unknown, language: 'und' }, '<p>خبر</p>', '<div dir="auto"><p dir="auto">خبر</p></div>'],
    [{ ...arabic, language: undefined }, '<p>خبر</p>', '<div dir="rtl"><p dir="rtl">خبر</p></div>'],
    [
      { ...french, direction: undefined },
      '<p>2026</p>',
      '<div dir="auto" lang="fr"><p dir="auto">2026</p></div>',
    ],
  ] as [MarkupOptions, string, string][])('rule 15: with %j, %s is %s', (known, given, result) => {
    expect(markup(given, known)).toBe(result)
  })

  // Insides of the div in an Arabic article.
  it.each([
    // Its own lang decides.
    ['<p lang="fr">Sommet</p><p>خبر</p>', '<p lang="fr" dir="ltr">Sommet</p><p dir="rtl">خبر</p>'],
    ['<p lang="he">שלום</p>', '<p lang="he" dir="rtl">שלום</p>'],
    [
      '<blockquote lang="az-Arab">متن</blockquote>',
      '<blockquote lang="az-Arab" dir="rtl">متن</blockquote>',
    ],
    ['<p lang="ar-Latn">خبر</p>', '<p lang="ar-Latn" dir="ltr">خبر</p>'],
    ['<p lang="und">خبر</p>', '<p lang="und" dir="auto">خبر</p>'],
    ['<p lang="no tag">خبر</p>', '<p lang="no tag" dir="auto">خبر</p>'],
    ['<p lang="">خبر</p>', '<p lang dir="rtl">خبر</p>'],
    // A program is in no language.
    [
      '<p>خبر</p><pre><code>let x</code></pre>',
      '<p dir="rtl">خبر</p><pre dir="auto"><code>let x</code></pre>',
    ],
    ['<pre>خبر</pre>', '<pre dir="rtl">خبر</pre>'],
    // Every kind of block.
    ['<h1>خ</h1><ul><li>خ</li></ul>', '<h1 dir="rtl">خ</h1><ul dir="rtl"><li>خ</li></ul>'],
    ['<ol><li>خ</li></ol><hr><p>خ</p>', '<ol dir="rtl"><li>خ</li></ol><hr><p dir="rtl">خ</p>'],
    ['<table><tr><td>خ</td></tr></table>', '<table dir="rtl"><tr><td>خ</td></tr></table>'],
    [
      '<figure><img src="a"><figcaption>خ</figcaption></figure>',
      '<figure dir="rtl"><img src="a"><figcaption>خ</figcaption></figure>',
    ],
    ['<dl><dt>خ</dt><dd>خ</dd></dl>', '<dl dir="rtl"><dt>خ</dt><dd>خ</dd></dl>'],
    ['<section><p>خ</p></section>', '<section dir="rtl"><p>خ</p></section>'],
    [
      '<details><summary>خ</summary>خ</details>',
      '<details dir="rtl"><summary>خ</summary>خ</details>',
    ],
    ['<center>خ</center>', '<center dir="rtl">خ</center>'],
    ['<li>خ</li><li>خ</li>', '<li dir="rtl">خ</li><li dir="rtl">خ</li>'],
    ['<figcaption>خ</figcaption>', '<figcaption dir="rtl">خ</figcaption>'],
    // Text that stands in no block.
    ['خبر', '<p dir="rtl">خبر</p>'],
    ['خبر <b>عاجل</b>', '<p dir="rtl">خبر <b>عاجل</b></p>'],
    ['خبر<p>آخر</p>ثم', '<p dir="rtl">خبر</p><p dir="rtl">آخر</p><p dir="rtl">ثم</p>'],
    ['خبر<br><br>آخر', '<p dir="rtl">خبر<br><br>آخر</p>'],
    ['خبر<hr>آخر', '<p dir="rtl">خبر</p><hr><p dir="rtl">آخر</p>'],
    ['<a href="x"><h2>خ</h2></a>', '<div dir="rtl"><a href="x"><h2>خ</h2></a></div>'],
    ['<b>خ<i><p>خ</p></i></b> خ', '<div dir="rtl"><b>خ<i><p>خ</p></i></b> خ</div>'],
    ['<a href="x"><hr></a>خ', '<div dir="rtl"><a href="x"><hr></a>خ</div>'],
    // What stands alone.
    ['<img src="a">', '<img src="a">'],
    ['<img src="a"><p>خ</p>', '<img src="a"><p dir="rtl">خ</p>'],
    ['<p>خ</p>\n<iframe src="a"></iframe>\n', '<p dir="rtl">خ</p>\n<iframe src="a"></iframe>\n'],
    [
      '<audio src="a"></audio><video src="b"></video>',
      '<audio src="a"></audio><video src="b"></video>',
    ],
    ['<img src="a"> خ', '<p dir="rtl"><img src="a"> خ</p>'],
    ['<!-- c --><p>خ</p>', '<!-- c --><p dir="rtl">خ</p>'],
    // Escaping.
    ['<p>خ &amp; &lt;b&gt; "5"\u00a0&hellip;</p>', '<p dir="rtl">خ &amp; &lt;b&gt; "5"&nbsp;…</p>'],
    ['<p title="&quot;خ&quot; &amp;">خ</p>', '<p title="&quot;خ&quot; &amp;" dir="rtl">خ</p>'],
  ])('rule 15: in an Arabic article, %s is %s', (given, inside) => {
    expect(markup(given, { ...arabic, marks: 'off' })).toBe(
      `<div dir="rtl" lang="ar">${inside}</div>`,
    )
  })

  it.each(['', ' \n', '<!-- c -->'])('rule 15: of %j nothing is left to wrap', (given) => {
    expect(markup(given, arabic)).toBe('')
  })

  it.each([
    ['<p dir="ltr">COP28</p>', '<p dir="ltr">COP28</p>'],
    ['<p dir="auto">COP28</p>', '<p dir="auto">COP28</p>'],
    ['<p dir="LTR">Le Monde</p>', '<p dir="LTR">Le Monde</p>'],
    ['<p dir="ltr" lang="ar">خ</p>', '<p dir="ltr" lang="ar">خ</p>'],
    ['<div dir="ltr" lang="en"><p>x</p></div>', '<div dir="ltr" lang="en"><p>x</p></div>'],
    ['<p>خ <bdi dir="ltr">+212 522</bdi></p>', '<p dir="rtl">خ <bdi dir="ltr">+212 522</bdi></p>'],
    ['<p>خ <bdo dir="ltr">abc</bdo></p>', '<p dir="rtl">خ <bdo dir="ltr">abc</bdo></p>'],
    ['<p>خ <span lang="fr">x</span></p>', '<p dir="rtl">خ <span lang="fr">x</span></p>'],
  ])('rule 18: what the source said survives: %s', (given, inside) => {
    expect(markup(given, { ...arabic, marks: 'off' })).toBe(
      `<div dir="rtl" lang="ar">${inside}</div>`,
    )
  })

  it.each([
    ['<p dir="right">خ</p>', '<p dir="rtl">خ</p>'],
    ['<p dir="">خ</p>', '<p dir="rtl">خ</p>'],
    [
      '<p style="direction: ltr" class="ltr">خ</p>',
      '<p style="direction: ltr" class="ltr" dir="rtl">خ</p>',
    ],
    ['<p align="right">خ</p>', '<p align="right" dir="rtl">خ</p>'],
  ])('rule 16: nothing but dir and lang says it: %s', (given, inside) => {
    expect(markup(given, arabic)).toBe(`<div dir="rtl" lang="ar">${inside}</div>`)
  })

  it.each([
    [arabic, '<p>COP28: قمة</p>', `<p dir="rtl">${RLM}COP28: قمة</p>`],
    [
      arabic,
      '<p>5G في المغرب</p><p>iOS</p>',
      `<p dir="rtl">${RLM}5G في المغرب</p><p dir="rtl">iOS</p>`,
    ],
    [arabic, '<p> \n COP28: قمة</p>', `<p dir="rtl"> \n ${RLM}COP28: قمة</p>`],
    [arabic, '<p><b>COP28</b>: قمة</p>', `<p dir="rtl"><b>${RLM}COP28</b>: قمة</p>`],
    [arabic, 'iPhone 18: كل ما نعرفه', `<p dir="rtl">${RLM}iPhone 18: كل ما نعرفه</p>`],
    [arabic, '<p>"</p><p>COP28 قمة</p>', `<p dir="rtl">${RLM}"</p><p dir="rtl">COP28 قمة</p>`],
    [arabic, '<img src="a"><p>COP28 قمة</p>', `<img src="a"><p dir="rtl">${RLM}COP28 قمة</p>`],
    [
      arabic,
      '<p lang="fr">Sommet</p><p>قمة</p>',
      '<p lang="fr" dir="ltr">Sommet</p><p dir="rtl">قمة</p>',
    ],
    [
      arabic,
      '<blockquote dir="ltr"><p>Every boat</p></blockquote><p>قمة</p>',
      '<blockquote dir="ltr"><p>Every boat</p></blockquote><p dir="rtl">قمة</p>',
    ],
    [
      arabic,
      '<p><bdi dir="ltr">COP28</bdi> قمة</p>',
      `<p dir="rtl"><bdi dir="ltr">${RLM}COP28</bdi> قمة</p>`,
    ],
    [arabic, '<p>\u2066COP28\u2069 قمة</p>', `<p dir="rtl">${RLM}\u2066COP28\u2069 قمة</p>`],
    [arabic, '<p>\u2067قمة\u2069 COP28</p>', `<p dir="rtl">${RLM}\u2067قمة\u2069 COP28</p>`],
    [arabic, '<p>2030: رؤية</p>', '<p dir="rtl">2030: رؤية</p>'],
    [arabic, '<p>«قمة» COP28</p>', '<p dir="rtl">«قمة» COP28</p>'],
    [arabic, '<p>2026</p>', '<p dir="rtl">2026</p>'],
    [arabic, `<p>${RLM}COP28: قمة</p>`, `<p dir="rtl">${RLM}COP28: قمة</p>`],
    [french, '<p>«الحدث» lance son fil</p>', `<p dir="ltr">${LRM}«الحدث» lance son fil</p>`],
    [french, '<p>Le «الحدث»</p>', '<p dir="ltr">Le «الحدث»</p>'],
    [{ ...unknown, language: 'fr' }, '<p>خبر</p>', '<p dir="auto">خبر</p>'],
  ] as [MarkupOptions, string, string][])('rule 24: with %j, %j is %j', (known, given, inside) => {
    const result = markup(given, known)
    expect(result.replace(/^<div [^>]*>|<\/div>$/g, '')).toBe(inside)
  })

  it.each([
    [arabic, '<p>COP28: قمة</p>', '<p dir="rtl">COP28: قمة</p>'],
    [french, '<p>«الحدث» lance</p>', '<p dir="ltr">«الحدث» lance</p>'],
  ])('rule 20: marks are off by one setting: %j, %s', (known, given, inside) => {
    const result = markup(given, { ...known, marks: 'off' })
    expect(result).toBe(`<div dir="${known.direction}" lang="${known.language}">${inside}</div>`)
  })

  it('rule 15: takes a div that says the same for its own, with all that it has', () => {
    expect(markup('\n<div lang="ar" dir="rtl" title="خ"><p>خ</p></div>\n', arabic)).toBe(
      '<div dir="rtl" lang="ar" title="خ"><p dir="rtl">خ</p></div>',
    )
  })

  it.each([
    ['<div>خ</div><div>ب <b>غ</b></div>', '<p dir="rtl">خ</p><p dir="rtl">ب <b>غ</b></p>'],
    ['<div lang="fr">Un</div>', '<p lang="fr" dir="ltr">Un</p>'],
    ['<div><p>خ</p></div><hr>', '<div dir="rtl"><p>خ</p></div><hr>'],
  ])(
    'rule 15: a div that is a paragraph becomes one, for readers that drop divs: %s',
    (given, inside) => {
      expect(markup(given, arabic)).toBe(`<div dir="rtl" lang="ar">${inside}</div>`)
    },
  )

  it('rule 15: leaves two divs, or one that says something else, inside', () => {
    const div = '<div dir="rtl" lang="ar"><p>خ</p></div>'
    expect(markup(div + div, arabic)).toBe(`<div dir="rtl" lang="ar">${div}${div}</div>`)
    expect(markup(div, { ...arabic, language: 'ar-MA' })).toBe(
      `<div dir="rtl" lang="ar-MA">${div}</div>`,
    )
  })

  it('rule 15: twice is once', () => {
    fc.assert(
      fc.property(html, options, (given, known) => {
        const once = markup(given, known)
        expect(markup(once, known)).toBe(once)
      }),
      OFTEN,
    )
  })

  it('rule 15: one div holds all, and every top-level block has a direction', () => {
    fc.assert(
      fc.property(html, options, (given, known) => {
        const result = markup(given, known)
        if (result === '') return
        const [div, ...others] = readHtml(result).children
        if (!div || !isTag(div)) throw new Error(`no element: ${result}`)
        expect(others).toEqual([])
        expect(div.name).toBe('div')
        expect(div.attribs.dir).toBe(known.direction ?? 'auto')
        expect(div.attribs.lang).toBe(known.language === 'und' ? undefined : known.language)
        for (const block of div.children) {
          if (isText(block)) expect(block.data.trim(), result).toBe('')
          if (isTag(block) && !/^(br|hr|img)$/.test(block.name)) {
            expect(block.attribs.dir, result).toMatch(/^(rtl|ltr|auto)$/i)
          }
        }
      }),
      OFTEN,
    )
  })

  it('rule 24: puts in one mark at most, before the first word, and changes no other', () => {
    fc.assert(
      fc.property(html, options, (given, known) => {
        const before = words(given)
        const after = words(markup(given, known))
        const marked = known.direction === 'rtl' ? RLM + before : LRM + before
        const expected = known.marks === 'off' || !known.direction ? [before] : [before, marked]
        expect(expected).toContain(after)
      }),
      OFTEN,
    )
  })

  it('rule 16: puts in no style and no class', () => {
    fc.assert(
      fc.property(html, options, (given, known) => {
        const count = (document: string) => document.match(/ (style|class)="/g)?.length ?? 0
        expect(count(markup(given, known))).toBeLessThanOrEqual(count(given))
      }),
      OFTEN,
    )
  })
})

describe('markedUp', () => {
  it('rule 15: does the same to HTML that is read already', () => {
    expect(markedUp(readHtml('<p>COP28: قمة</p>'), arabic)).toBe(
      markup('<p>COP28: قمة</p>', arabic),
    )
  })
})

describe('plainText', () => {
  it.each([
    ['<p>قمة <b>المناخ</b></p>', 'قمة المناخ'],
    ['<p>أ</p><p>ب</p>', 'أ\nب'],
    ['أ<br>ب<hr>ج', 'أ\nب\nج'],
    ['<ul><li>أ</li><li>ب</li></ul>', 'أ\nب'],
    ['<table><tr><td>أ</td><td>ب</td></tr><tr><td>ج</td></tr></table>', 'أ ب\nج'],
    ['<figure><img alt="صورة"><figcaption>أ</figcaption></figure>ب', 'أ\nب'],
    ['<details><summary>أ</summary>ب</details>', 'أ\nب'],
    ['<dl><dt>أ</dt><dd>ب</dd></dl>', 'أ\nب'],
    ['<p>AT&amp;T &lt;b&gt; &hellip; 5&nbsp;%</p>', 'AT&T <b> … 5\u00a0%'],
    ['<p> أ \n\t ب </p>\n\n<p>ج</p>', 'أ ب\nج'],
    ['<p>أ\nب</p>\n', 'أ ب'],
    ['<pre><code>أ\nب<br>ج</code></pre>', 'أ\nب\nج'],
    ['<p>می‌خواهم \u2066+212\u2069</p>', 'می‌خواهم \u2066+212\u2069'],
    ['أ<!-- c -->ب', 'أب'],
    ['', ''],
  ])('rule 14: of %j is %j', (given, shown) => {
    expect(plainText(given)).toBe(shown)
    expect(plainTextOf(readHtml(given))).toBe(shown)
  })
})
