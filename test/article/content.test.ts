import render from 'dom-serializer'
import { describe, expect, it } from 'vitest'
import { readContent } from '../../src/article/content.ts'
import type { Cleaning } from '../../src/text/clean.ts'

const base = 'https://news.example/2026/08/story'
const off: Cleaning = { tatweel: false, spaces: false, invisible: false }

function read(html: string, cleaning = off) {
  const { document, notes } = readContent(html, base, cleaning)
  return { html: render(document, { encodeEntities: 'utf8' }), notes }
}

const mapped = 'mapped presentation forms to letters (the text may be in visual order: read it)'

describe('readContent', () => {
  it.each([
    ['<p>خبر</p>', '<p>خبر</p>', []],
    ['<p>e\u0301</p>', '<p>é</p>', []],
    ['<p>\u0622 \u0627\u0653</p>', '<p>آ آ</p>', []],
    // What composes with a `>` would break the tag if the markup were normalised.
    ['<p>\u0338</p>', '<p>\u0338</p>', []],
  ])('rule 25: %j is in NFC: %j', (html, expected, notes) => {
    expect(read(html)).toEqual({ html: expected, notes })
  })

  it.each([
    ['<p>أ\u0008ب</p>', '<p>أب</p>', ['removed: U+0008']],
    ['<p>أ&#8;ب&#x202B;ج&#x202C;</p>', '<p>أبج</p>', ['removed: U+0008, U+202B, U+202C']],
    ['<p>أ\ud800ب\ufffe\uffff</p>', '<p>أب</p>', ['removed: U+D800, U+FFFE, U+FFFF']],
    ['<p>\ufeff«مرحبا»</p>', '<p>«مرحبا»</p>', ['removed: U+FEFF']],
    ['<p>\u2066أ</p>', '<p>أ</p>', ['removed isolates that do not pair up']],
    ['<p>\u2066<b>أ</b>\u2069</p>', '<p><b>أ</b></p>', ['removed isolates that do not pair up']],
    ['<p>\u2066+212\u2069</p>', '<p>\u2066+212\u2069</p>', []],
  ])('rule 26: %j is %j', (html, expected, notes) => {
    // In JSON, because no lone surrogate gets through to the one who is told of a failure.
    expect(JSON.stringify(read(html))).toBe(JSON.stringify({ html: expected, notes }))
  })

  it.each([
    ['<p>ﻻ ﺷﻚ</p>', '<p>لا شك</p>', [`${mapped}: U+FEFB, U+FEB7, U+FEDA`]],
    ['<p>ﷺ ﷽</p>', '<p>ﷺ ﷽</p>', []],
  ])('rule 27: %j is %j', (html, expected, notes) => {
    expect(read(html)).toEqual({ html: expected, notes })
  })

  it.each([
    ['tatweel', '<p>الـعـدد</p>', '<p>العدد</p>', 'removed: U+0640 ×2'],
    ['spaces', '<p>10&nbsp;000\u202fم²</p>', '<p>10 000 م²</p>', 'made spaces of: U+00A0, U+202F'],
    ['invisible', '<p>أ&shy;ب\u200b</p>', '<p>أب</p>', 'removed: U+00AD, U+200B'],
  ])('rule 28: %s only where it is wanted', (which, html, expected, note) => {
    expect(read(html, { ...off, [which]: true })).toEqual({ html: expected, notes: [note] })
    expect(read(html).notes).toEqual([])
    expect(read(html).html).not.toBe(expected)
  })

  it.each([
    '<p>می‌شود</p>',
    '<p>۴۲ ٤٢ 42</p>',
    '<p>، ؛ ؟ " ” « »</p>',
    '<p>ي ی ك ک ه ة ى</p>',
    '<p>NO₃⁻ m² …</p>',
    '<p>👩‍👩‍👧</p>',
  ])('rules 29 and 30: %s stays', (html) => {
    expect(read(html)).toEqual({ html, notes: [] })
  })

  it('rule 28: in attributes too', () => {
    const html = '<p title="الـعدد">أ</p>'
    expect(read(html).html).toBe(html)
    expect(read(html, { ...off, tatweel: true }).html).toBe('<p title="العدد">أ</p>')
  })

  it('rule 25: cleans what a reader sees or hears of attributes', () => {
    expect(
      read(
        '<img alt="ﻻ\nأ\u0008" src="a.jpg"><p title="\u202bأ">ب</p><video><track label="e\u0301"></video>',
      ),
    ).toEqual({
      html: '<img alt="لا أ" src="https://news.example/2026/08/a.jpg"><p title="أ">ب</p><video><track label="é"></video>',
      notes: ['removed: U+0008', `${mapped}: U+FEFB`, 'removed: U+202B'],
    })
  })

  it('says a thing once, the sanitiser first', () => {
    expect(read('<script>1</script><p>\u0008</p><p>\u0008</p>').notes).toEqual([
      'removed: <script>',
      'removed: U+0008',
    ])
  })

  it('sanitises before it reads entities, and does not make markup of them', () => {
    expect(read('<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;</p>').html).toBe(
      '<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;</p>',
    )
  })

  it('keeps `]]>` for the writers to divide', () => {
    expect(read('<p>]]> و ]]></p>').html).toBe('<p>]]&gt; و ]]&gt;</p>')
  })
})
