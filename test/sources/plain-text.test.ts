import { describe, expect, it } from 'vitest'
import { paragraphs, paragraphsHtml, unixLines } from '../../src/sources/plain-text.ts'

describe('unixLines', () => {
  it.each([
    ['أ\r\nب\rج\nد', 'أ\nب\nج\nد'],
    ['\ufeffأ', 'أ'],
    ['أ\ufeffب', 'أ\ufeffب'],
    ['\r\n\r\n', '\n\n'],
    ['', ''],
  ])('of %j are %j', (text, lines) => {
    expect(unixLines(text)).toBe(lines)
  })
})

describe('paragraphs', () => {
  it.each([
    ['أ\n\nب', ['أ', 'ب']],
    ['أ\n \t\n\n\nب', ['أ', 'ب']],
    ['أ\nب\n\nج', ['أ\nب', 'ج']],
    ['أ\nب', ['أ', 'ب']],
    ['  أ  \n  ب  \n\nج ', ['أ\nب', 'ج']],
    ['\n\nأ\n\n', ['أ']],
    ['\u00a0أ\u00a0\n\u00a0\nب', ['أ', 'ب']],
    ['', []],
    [' \n ', []],
  ])('of %j are %j', (text, found) => {
    expect(paragraphs(text)).toEqual(found)
  })
})

describe('paragraphsHtml', () => {
  it.each([
    [['أ', 'ب'], '<p>أ</p>\n<p>ب</p>'],
    [['أ\nب'], '<p>أ<br>ب</p>'],
    [['7 < 9 & > <script>'], '<p>7 &lt; 9 &amp; &gt; &lt;script&gt;</p>'],
    [['&amp; ]]>'], '<p>&amp;amp; ]]&gt;</p>'],
    [[], ''],
  ])('of %j is %j', (all, html) => {
    expect(paragraphsHtml(all)).toBe(html)
  })
})
